//! Use of each UTC day, and the stock at its end.

use domain::day::SlotDay;
use domain::evidence::Evidence;
use domain::{Day, Quantity, SlotId, SlotKey};
use serde_json::json;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::list::{column, slots_and_days_json};
use crate::row::{entities, row};
use crate::tx::{Inner, on};
use crate::wire::{Base, MaybeBase};
use crate::write_set::kept;
use crate::{Error, Tx};

row! {
    SlotDay from SlotDayRow {
        day: i64,
        #[sqlx(try_from = "Base")] used: Quantity,
        #[sqlx(try_from = "Base")] shortfall: Quantity,
        #[sqlx(try_from = "Base")] fallen: Quantity,
        #[sqlx(try_from = "Base")] risen: Quantity,
        #[sqlx(try_from = "MaybeBase")] machine: Option<Quantity>,
        #[sqlx(try_from = "Base")] spares: Quantity,
        #[sqlx(try_from = "MaybeBase")] total: Option<Quantity>,
        #[sqlx(json(nullable))] evidence: Option<Evidence>,
    }
}

/// Sums over some days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Seen {
    /// Use, for the pace.
    #[sqlx(try_from = "Base")]
    pub used: Quantity,
    /// The part of it that nobody reported: falls of the level.
    #[sqlx(try_from = "Base")]
    pub fallen: Quantity,
    /// Rises of the level that nothing explained.
    #[sqlx(try_from = "Base")]
    pub risen: Quantity,
}

/// What pages say of a slot's use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct SlotSums {
    /// The slot.
    #[sqlx(try_from = "Uuid")]
    pub slot_id: SlotId,
    /// Use in the slot's own window.
    #[sqlx(try_from = "Base")]
    pub paced: Quantity,
    /// The window that is the same for all.
    #[sqlx(flatten)]
    pub seen: Seen,
}

/// The stock a fold begins with.
pub(crate) const DAY_BEFORE: &str = "
    SELECT * FROM days WHERE device_id = $1 AND slot_id = $2 AND day < $3
    ORDER BY day DESC LIMIT 1";

/// A window's days, after the last one before it.
pub(crate) const DAYS_SINCE: &str = "
    SELECT * FROM days WHERE device_id = $1 AND slot_id = $2 AND day >= COALESCE(
        (SELECT day FROM days WHERE device_id = $1 AND slot_id = $2 AND day < $3
            ORDER BY day DESC LIMIT 1), $3)
    ORDER BY day";

macro_rules! sums {
    ($slots:literal) => {
        concat!(
            "SELECT w.slot_id,
                CAST(SUM(CASE WHEN d.day >= w.first THEN d.used ELSE 0 END) AS BIGINT) AS paced,
                CAST(SUM(CASE WHEN d.day >= $1 THEN d.used ELSE 0 END) AS BIGINT) AS used,
                CAST(SUM(CASE WHEN d.day >= $1 THEN d.fallen ELSE 0 END) AS BIGINT) AS fallen,
                CAST(SUM(CASE WHEN d.day >= $1 THEN d.risen ELSE 0 END) AS BIGINT) AS risen
             FROM ",
            $slots,
            " CROSS JOIN days d
             WHERE d.device_id = w.device_id AND d.slot_id = w.slot_id AND d.day <= $2
                AND d.day >= CASE WHEN w.first < $1 THEN w.first ELSE $1 END
             GROUP BY w.slot_id"
        )
    };
}
pub(crate) const SUMS: [&str; 2] = [
    sums!(
        "(SELECT unhex(value ->> 0) AS device_id, unhex(value ->> 1) AS slot_id, value ->> 2 AS first
          FROM json_each($3)) AS w"
    ),
    sums!("UNNEST($3, $4, $5) AS w (device_id, slot_id, first)"),
];

impl Tx {
    /// The last day with entries before `day`.
    pub async fn day_before(&mut self, slot: SlotKey, day: Day) -> Result<Option<SlotDay>, Error> {
        let found: Option<SlotDayRow> = on!(self, c => sqlx::query_as(DAY_BEFORE)
            .bind(slot.device.0).bind(slot.slot.0).bind(day.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The last day with use before `day`.
    pub async fn day_of_last_use(&mut self, slot: SlotKey, day: Day) -> Result<Option<Day>, Error> {
        const SQL: &str = "
            SELECT MAX(day) FROM days
            WHERE device_id = $1 AND slot_id = $2 AND day < $3 AND used > 0";
        let last: Option<i64> = on!(self, c => sqlx::query_scalar(SQL)
            .bind(slot.device.0).bind(slot.slot.0).bind(day.0).fetch_one(c).await?);
        Ok(last.map(Day))
    }

    /// Keeps these days of a slot from one to another, both included, and forgets the others: they were folded again.
    pub async fn days_replace(
        &mut self,
        slot: SlotKey,
        from: Day,
        to: Day,
        days: &[SlotDay],
    ) -> Result<(), Error> {
        const DELETE: &str = "
            DELETE FROM days WHERE device_id = $1 AND slot_id = $2 AND day BETWEEN $3 AND $4";
        const SQLITE: &str = "
            INSERT INTO days (device_id, slot_id, day, used, shortfall, fallen, risen, machine,
                spares, total, evidence)
            SELECT $1, $2, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
                value ->> 6, value ->> 7, value ->> 8
            FROM json_each($3)";
        const POSTGRES: &str = "
            INSERT INTO days (device_id, slot_id, day, used, shortfall, fallen, risen, machine,
                spares, total, evidence)
            SELECT $1, $2, v.* FROM UNNEST($3, $4, $5, $6, $7, $8, $9, $10, $11) v";
        on!(self, c => sqlx::query(DELETE)
            .bind(slot.device.0).bind(slot.slot.0).bind(from.0).bind(to.0)
            .execute(c).await?.rows_affected());
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = column(days, |it| {
                    json!([
                        it.day,
                        it.used,
                        it.shortfall,
                        it.fallen,
                        it.risen,
                        it.machine,
                        it.spares,
                        it.total,
                        kept(&it.evidence).map(|it| json!(it).to_string())
                    ])
                });
                let put = sqlx::query(SQLITE)
                    .bind(slot.device.0)
                    .bind(slot.slot.0)
                    .bind(json!(rows).to_string());
                put.execute(&mut **tx).await?;
            }
            Inner::Postgres(tx) => {
                let put = sqlx::query(POSTGRES)
                    .bind(slot.device.0)
                    .bind(slot.slot.0)
                    .bind(column(days, |it| it.day))
                    .bind(column(days, |it| it.used.0))
                    .bind(column(days, |it| it.shortfall.0))
                    .bind(column(days, |it| it.fallen.0))
                    .bind(column(days, |it| it.risen.0))
                    .bind(column(days, |it| it.machine.map(|q| q.0)))
                    .bind(column(days, |it| it.spares.0))
                    .bind(column(days, |it| it.total.map(|q| q.0)))
                    .bind(column(days, |it| kept(&it.evidence).map(Json)));
                put.execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    /// What was used up to a day: of each slot from a day of its own on, and, with what of it and beside
    /// it only the level told, from one that is the same for all. A slot without days has none.
    pub async fn days_summed(
        &mut self,
        slots: &[(SlotKey, Day)],
        from: Day,
        to: Day,
    ) -> Result<Vec<SlotSums>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(SUMS[0])
                    .bind(from.0)
                    .bind(to.0)
                    .bind(slots_and_days_json(slots))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(SUMS[1])
                    .bind(from.0)
                    .bind(to.0)
                    .bind(column(slots, |(slot, _)| slot.device.0))
                    .bind(column(slots, |(slot, _)| slot.slot.0))
                    .bind(column(slots, |(_, first)| first.0))
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// The days of a slot from `day` on, oldest first, after the last one before it.
    pub async fn days_since(&mut self, slot: SlotKey, day: Day) -> Result<Vec<SlotDay>, Error> {
        let rows: Vec<SlotDayRow> = on!(self, c => sqlx::query_as(DAYS_SINCE)
            .bind(slot.device.0).bind(slot.slot.0).bind(day.0).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Days of a slot, oldest first, after one of them.
    pub async fn days_after(
        &mut self,
        slot: SlotKey,
        after: Option<Day>,
        limit: i64,
    ) -> Result<Vec<SlotDay>, Error> {
        const SQL: &str = "
            SELECT * FROM days WHERE device_id = $1 AND slot_id = $2 AND day > $3
            ORDER BY day LIMIT $4";
        let after = after.map_or(i64::MIN, |day| day.0);
        let rows: Vec<SlotDayRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(slot.device.0).bind(slot.slot.0).bind(after).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Every day of a slot, oldest first.
    pub async fn days(&mut self, slot: SlotKey) -> Result<Vec<SlotDay>, Error> {
        const SQL: &str = "SELECT * FROM days WHERE device_id = $1 AND slot_id = $2 ORDER BY day";
        let rows: Vec<SlotDayRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(slot.device.0).bind(slot.slot.0).fetch_all(c).await?);
        Ok(entities(rows))
    }
}
