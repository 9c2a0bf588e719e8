//! What a transaction of many reports reads: each statement once, whatever their number.
//!
//! Rows go in as arrays on PostgreSQL and as one JSON text on SQLite.

use domain::day::SlotDay;
use domain::engine::OrderSummary;
use domain::journal::Entry;
use domain::order::OrderState;
use domain::{Day, Device, DeviceId, Quantity, Slot, SlotId, SlotKey, Time};
use serde_json::{Value, json};
use sqlx::{ColumnIndex, Decode, FromRow, Row, Type};
use uuid::Uuid;

use crate::connection::Session;
use crate::day::SlotDayRow;
use crate::device::DeviceRow;
use crate::journal::EntryRow;
use crate::list::{column, hex, slots_and_days_json};
use crate::slot::{SlotRow, columns, prior};
use crate::tx::Inner;
use crate::wire::{MaybeMillis, MaybeState};
use crate::{Error, Tx};

/// A device with its slots, and how far it had come when it was read.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct DeviceSnapshot {
    /// The device.
    #[sqlx(flatten, try_from = "DeviceRow")]
    pub device: Device,
    /// Another number after every change of it or of anything on it.
    pub revision: i64,
    /// Amazon's tokens are held for it.
    pub registered: bool,
    /// In the order of the model.
    #[sqlx(skip)]
    pub slots: Vec<SlotSnapshot>,
}

/// A slot, and what a report has to know beside it.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct SlotSnapshot {
    /// The slot.
    #[sqlx(flatten, try_from = "SlotRow")]
    pub slot: Slot,
    /// What is known of its newest orders.
    #[sqlx(flatten, try_from = "SummaryRow")]
    pub orders: OrderSummary,
}

#[derive(FromRow)]
struct SummaryRow {
    #[sqlx(try_from = "MaybeState")]
    order_state: Option<OrderState>,
    #[sqlx(try_from = "MaybeMillis")]
    order_estimate: Option<Time>,
    unconfirmed: bool,
    late: bool,
}

impl From<SummaryRow> for OrderSummary {
    fn from(row: SummaryRow) -> Self {
        Self {
            live: row.order_state.map(|state| (state, row.order_estimate)),
            unconfirmed: row.unconfirmed,
            late: row.late,
        }
    }
}

/// A device with one of its slots, if it has any.
#[derive(FromRow)]
struct Joined {
    #[sqlx(flatten)]
    device: DeviceSnapshot,
    #[sqlx(flatten)]
    slot: MaybeSlot,
}

struct MaybeSlot(Option<SlotSnapshot>);

impl<'r, R> FromRow<'r, R> for MaybeSlot
where
    R: Row,
    SlotSnapshot: FromRow<'r, R>,
    &'static str: ColumnIndex<R>,
    Option<Uuid>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> Result<Self, sqlx::Error> {
        let id: Option<Uuid> = row.try_get("slot_id")?;
        Ok(Self(id.map(|_| SlotSnapshot::from_row(row)).transpose()?))
    }
}

/// A report that is looked for: whose, its id, half a hash of its content.
pub type ReportOf<'a> = (DeviceId, &'a str, &'a [u8]);

/// A report whose id is in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct KnownReport {
    /// Which one of those that were looked for.
    #[sqlx(try_from = "i64")]
    pub place: usize,
    /// When that with this content happened; none where there are only others.
    #[sqlx(try_from = "MaybeMillis")]
    pub same_at: Option<Time>,
}

pub(crate) mod sql {
    //! The statements, each for SQLite and for PostgreSQL.

    use super::{columns, prior};

    /// Devices on PostgreSQL, by token or id, each way by its own index: three ways beside each other are one that may go
    /// through all devices.
    macro_rules! named {
        () => {
            "ANY(ARRAY(SELECT id FROM devices WHERE token_hash = ANY($1)
                UNION ALL SELECT id FROM devices WHERE next_token_hash = ANY($1) UNION ALL SELECT UNNEST($2)))"
        };
    }

    /// Holds devices on PostgreSQL.
    pub(crate) const LOCK: &str = concat!(
        "SELECT id FROM devices WHERE id = ",
        named!(),
        " ORDER BY id FOR UPDATE"
    );

    /// Slots with what a report has to know, from tables and rows that the caller names. What is asked
    /// for each slot is asked so that no plan can go through a whole table first.
    macro_rules! held {
        ($from:literal, $($where:expr),+) => {
            concat!(
                "SELECT ",
                columns!(),
                ", o.state AS order_state, o.estimate AS order_estimate,
                EXISTS (SELECT 1 FROM (SELECT i.state, i.confirmed FROM orders i
                        WHERE i.device_id = s.device_id AND i.slot_id = s.id
                        ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT 5) AS n
                    WHERE n.state = 'arrived' AND NOT n.confirmed) AS unconfirmed,
                EXISTS (SELECT 1 FROM (SELECT i.late, i.live, i.state FROM orders i
                        WHERE i.device_id = s.device_id AND i.slot_id = s.id
                        ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT 5) AS n
                    WHERE n.late OR NOT n.live AND n.state IN ('placed', 'shipped')) AS late",
                $from,
                "LEFT JOIN model_slots m ON m.model = s.model AND m.slot = s.slot",
                prior!(),
                "LEFT JOIN orders o ON o.slot_id = s.id AND o.live WHERE ",
                $($where),+
            )
        };
    }

    macro_rules! joined {
        ($($where:expr),+) => {
            held!(
                ", d.*, COALESCE((SELECT r.device_id FROM registrations r WHERE r.device_id = d.id),
                    (SELECT e.device_id FROM alexa_endpoints e WHERE e.device_id = d.id))
                    IS NOT NULL AS registered
                 FROM devices d LEFT JOIN slots s ON s.device_id = d.id ",
                $($where),+
            )
        };
    }

    pub(crate) const JOINED: [&str; 2] = [
        joined!(
            "d.token_hash IN (SELECT unhex(value) FROM json_each($1))
                OR d.next_token_hash IN (SELECT unhex(value) FROM json_each($1))
                OR d.id IN (SELECT unhex(value) FROM json_each($2))
             ORDER BY d.id, m.position"
        ),
        joined!("d.id = ", named!(), " ORDER BY d.id, m.position"),
    ];

    pub(crate) const SLOTS: [&str; 2] = [
        held!(
            " FROM slots s ",
            "s.device_id IN (SELECT unhex(value) FROM json_each($1))
             ORDER BY s.device_id, m.position"
        ),
        held!(
            " FROM slots s ",
            "s.device_id = ANY($1) ORDER BY s.device_id, m.position"
        ),
    ];

    /// Whether an id is there for a report at all is asked of the first of its contents in the index, and for this very one of
    /// that one: however often it was used, two entries are read. An action's content is empty.
    macro_rules! known {
        ($place:literal, $device:literal, $key:literal, $content:literal, $empty:literal, $from:literal) => {
            concat!(
                "SELECT ",
                $place,
                " AS place, (SELECT i.at FROM journal i
                    WHERE i.device_id = ",
                $device,
                " AND i.key = ",
                $key,
                "
                        AND COALESCE(i.content, ",
                $empty,
                ") = ",
                $content,
                ") AS same_at
                 FROM ",
                $from,
                " WHERE (SELECT i.accepted FROM journal i
                    WHERE i.device_id = ",
                $device,
                " AND i.key = ",
                $key,
                "
                        AND COALESCE(i.content, ",
                $empty,
                ") > ",
                $empty,
                "
                    ORDER BY COALESCE(i.content, ",
                $empty,
                ") LIMIT 1) IS NOT NULL"
            )
        };
    }

    pub(crate) const KNOWN: [&str; 2] = [
        known!(
            "k.key",
            "unhex(k.value ->> 0)",
            "(k.value ->> 1)",
            "unhex(k.value ->> 2)",
            "x''",
            "json_each($1) k"
        ),
        known!(
            "k.place - 1",
            "k.device_id",
            "k.key",
            "k.content",
            "''",
            "UNNEST($1, $2, $3) WITH ORDINALITY AS k (device_id, key, content, place)"
        ),
    ];

    macro_rules! action {
        ($empty:literal) => {
            concat!(
                "SELECT * FROM journal WHERE device_id = $1 AND key = $2
                    AND COALESCE(content, ",
                $empty,
                ") = ",
                $empty
            )
        };
    }

    pub(crate) const ACTION: [&str; 2] = [action!("x''"), action!("''")];

    /// What was used in the window of each slot.
    macro_rules! used {
        ($from:literal) => {
            concat!(
                "SELECT w.slot_id,
                    (SELECT CAST(COALESCE(SUM(d.used), 0) AS BIGINT) FROM days d
                        WHERE d.device_id = w.device_id AND d.slot_id = w.slot_id
                            AND d.day BETWEEN w.first AND $1) AS used
                 FROM ",
                $from
            )
        };
    }

    pub(crate) const USED: [&str; 2] = [
        used!(
            "(SELECT unhex(value ->> 0) AS device_id, unhex(value ->> 1) AS slot_id,
                value ->> 2 AS first FROM json_each($2)) AS w"
        ),
        used!("UNNEST($2, $3, $4) AS w (device_id, slot_id, first)"),
    ];

    /// The days of each slot from one on, after the last one before that.
    macro_rules! days {
        ($from:literal) => {
            concat!(
                "SELECT d.* FROM ",
                $from,
                " CROSS JOIN days d
                 WHERE d.device_id = w.device_id AND d.slot_id = w.slot_id AND d.day >= COALESCE(
                    (SELECT b.day FROM days b
                        WHERE b.device_id = w.device_id AND b.slot_id = w.slot_id
                            AND b.day < w.first
                        ORDER BY b.day DESC LIMIT 1), w.first)
                 ORDER BY d.slot_id, d.day"
            )
        };
    }

    pub(crate) const DAYS: [&str; 2] = [
        days!(
            "(SELECT unhex(value ->> 0) AS device_id, unhex(value ->> 1) AS slot_id,
                value ->> 2 AS first FROM json_each($1)) AS w"
        ),
        days!("UNNEST($1, $2, $3) AS w (device_id, slot_id, first)"),
    ];
}

fn ids(devices: &[DeviceId]) -> Vec<Uuid> {
    column(devices, |id| id.0)
}

fn hexes(devices: &[DeviceId]) -> String {
    let devices = column(devices, |id| hex(id.0.as_bytes()));
    json!(devices).to_string()
}

impl Tx {
    /// The devices of tokens' hashes, old or new, and of ids, in the order of their ids and with their
    /// slots, kept from others until the transaction ends, where there is one. A device that was
    /// changed meanwhile comes as it is now: whether a token is still its own is for the caller to see.
    pub async fn device_snapshots(
        &mut self,
        tokens: &[&[u8]],
        devices: &[DeviceId],
    ) -> Result<Vec<DeviceSnapshot>, Error> {
        let joined: Vec<Joined> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                let tokens: Vec<_> = tokens.iter().map(|hash| hex(hash)).collect();
                sqlx::query_as(sql::JOINED[0])
                    .bind(json!(tokens).to_string())
                    .bind(hexes(devices))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(Session::Autocommit(tx, _)) => {
                sqlx::query_as(sql::JOINED[1])
                    .bind(tokens)
                    .bind(ids(devices))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(Session::Begun(tx)) => {
                // They are read after they are held: a statement that waits sees the past.
                let held: Vec<Uuid> = sqlx::query_scalar(sql::LOCK)
                    .bind(tokens)
                    .bind(ids(devices))
                    .fetch_all(&mut **tx)
                    .await?;
                // A token may have gone on to another device while this one was waited for.
                sqlx::query_as(sql::JOINED[1])
                    .bind(tokens)
                    .bind(held)
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        let mut held: Vec<DeviceSnapshot> = Vec::with_capacity(joined.len());
        for Joined { device, slot } in joined {
            if held.last().map(|it| it.device.id) != Some(device.device.id) {
                held.push(device);
            }
            if let (Some(device), MaybeSlot(Some(slot))) = (held.last_mut(), slot) {
                device.slots.push(slot);
            }
        }
        Ok(held)
    }

    /// The slots of devices, by device and in the order of the model.
    pub async fn slot_snapshots(
        &mut self,
        devices: &[DeviceId],
    ) -> Result<Vec<SlotSnapshot>, Error> {
        self.of_ids(sql::SLOTS, ids(devices)).await
    }

    /// Which of some reports have an id that the journal has.
    pub async fn reports_known(
        &mut self,
        reports: &[ReportOf<'_>],
    ) -> Result<Vec<KnownReport>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = column(reports, |(device, key, content)| {
                    json!([hex(device.0.as_bytes()), key, hex(content)])
                });
                sqlx::query_as(sql::KNOWN[0])
                    .bind(Value::from(rows).to_string())
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::KNOWN[1])
                    .bind(column(reports, |(device, _, _)| device.0))
                    .bind(column(reports, |(_, key, _)| *key))
                    .bind(column(reports, |(_, _, content)| *content))
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// The entry of an action's one-time key.
    pub async fn action_of_key(
        &mut self,
        device: DeviceId,
        key: &str,
    ) -> Result<Option<Entry>, Error> {
        let found: Option<EntryRow> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(sql::ACTION[0])
                    .bind(device.0)
                    .bind(key)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::ACTION[1])
                    .bind(device.0)
                    .bind(key)
                    .fetch_optional(&mut **tx)
                    .await?
            }
        };
        Ok(found.map(Into::into))
    }

    /// What was used of each slot from a day of its own on, up to one that is the same for all.
    pub async fn used_since(
        &mut self,
        slots: &[(SlotKey, Day)],
        to: Day,
    ) -> Result<Vec<(SlotId, Quantity)>, Error> {
        let used: Vec<(Uuid, i64)> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(sql::USED[0])
                    .bind(to.0)
                    .bind(slots_and_days_json(slots))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::USED[1])
                    .bind(to.0)
                    .bind(column(slots, |(slot, _)| slot.device.0))
                    .bind(column(slots, |(slot, _)| slot.slot.0))
                    .bind(column(slots, |(_, first)| first.0))
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        let used = used.into_iter();
        Ok(used.map(|(id, it)| (SlotId(id), Quantity(it))).collect())
    }

    /// The days of each slot from one of its own on, oldest first, after the last one before that.
    pub async fn days_of_slots(
        &mut self,
        slots: &[(SlotKey, Day)],
    ) -> Result<Vec<(SlotId, SlotDay)>, Error> {
        #[derive(FromRow)]
        struct Row {
            slot_id: Uuid,
            #[sqlx(flatten)]
            day: SlotDayRow,
        }
        let days: Vec<Row> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(sql::DAYS[0])
                    .bind(slots_and_days_json(slots))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::DAYS[1])
                    .bind(column(slots, |(slot, _)| slot.device.0))
                    .bind(column(slots, |(slot, _)| slot.slot.0))
                    .bind(column(slots, |(_, first)| first.0))
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        let days = days.into_iter();
        Ok(days.map(|it| (SlotId(it.slot_id), it.day.into())).collect())
    }
}
