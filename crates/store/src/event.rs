//! Events: written in the transaction of the change, numbered after its commit, read by number.
//!
//! - A position is an event's place among those of its device, which whoever writes it holds: later than all before
//!   it, by whatever server's clock.
//! - A number is its place among all. Whoever gives numbers holds the row of the last one, and numbers what is committed
//!   by then: so nobody sees a number and later a smaller one that is new.
//! - Numbers go with the time, so that a database that was put back gives none a second time.

use domain::event::{Event, EventType};
use domain::{DeviceId, HouseholdId, OrderId, Time};
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::types::Json;

use crate::list::{column, hex};
use crate::tx::{Inner, on};
use crate::wire::{EventTypeName, MaybeId, Millis};
use crate::{Error, Tx};

/// One event as kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct EventRow {
    /// Its place among all events.
    pub number: i64,
    /// What happened.
    #[sqlx(try_from = "EventTypeName", rename = "type")]
    pub kind: EventType,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Time,
    /// The device's serial.
    pub serial: String,
    /// Amazon's name of the slot.
    pub slot: Option<String>,
    /// Its order.
    #[sqlx(try_from = "MaybeId")]
    pub order_id: Option<OrderId>,
    /// What mattered.
    #[sqlx(json)]
    pub data: Value,
}

#[derive(FromRow)]
struct PlacedEvent {
    position: i64,
    #[sqlx(flatten)]
    event: EventRow,
}

/// A part of the events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventPage {
    /// By number.
    pub events: Vec<EventRow>,
    /// The last one that was looked at, where more would have to be looked at to fill the page.
    pub looked_to: Option<i64>,
}

const INSERT: [&str; 2] = [
    "INSERT INTO events (device_id, position, type, at, serial, slot, order_id, data)
     SELECT v.device_id,
        MAX($1, 1 + COALESCE((SELECT MAX(e.position) FROM events e WHERE e.device_id = v.device_id), 0)) + v.n,
        v.type, $1, d.serial, (SELECT s.slot FROM slots s WHERE s.id = v.slot_id), v.order_id, v.data
     FROM (SELECT key AS n, unhex(value ->> 0) AS device_id, value ->> 1 AS type,
            unhex(value ->> 2) AS slot_id, unhex(value ->> 3) AS order_id, value ->> 4 AS data
        FROM json_each($2)) AS v
     JOIN devices d ON d.id = v.device_id",
    "INSERT INTO events (device_id, position, type, at, serial, slot, order_id, data)
     SELECT v.device_id,
        GREATEST($1, 1 + COALESCE((SELECT MAX(e.position) FROM events e WHERE e.device_id = v.device_id), 0)) + v.n,
        v.type, $1, d.serial, (SELECT s.slot FROM slots s WHERE s.id = v.slot_id), v.order_id, v.data
     FROM UNNEST($2, $3, $4, $5, $6) WITH ORDINALITY AS v (device_id, type, slot_id, order_id, data, n)
     JOIN devices d ON d.id = v.device_id",
];

macro_rules! events {
    ($types:literal) => {
        concat!(
            "SELECT number, type, at, serial, slot, order_id, data FROM events
             WHERE number > $1 AND number <= $2 AND type ",
            $types,
            " ORDER BY number LIMIT $4"
        )
    };
}
const EVENTS: [&str; 2] = [
    events!("IN (SELECT value FROM json_each($3))"),
    events!("= ANY($3)"),
];

impl Tx {
    /// Appends what happened now to devices that are held or new, each device's in the order in which it is given.
    pub async fn events_insert(
        &mut self,
        events: &[(DeviceId, Event)],
        now: Time,
    ) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = Value::from(column(events, |(device, it)| {
                    let slot = it.slot.map(|id| hex(id.0.as_bytes()));
                    let order = it.order.map(|id| hex(id.0.as_bytes()));
                    let data = json!(it.data).to_string();
                    json!([hex(device.0.as_bytes()), it.kind.name(), slot, order, data])
                }));
                let insert = sqlx::query(INSERT[0])
                    .bind(now.millis())
                    .bind(rows.to_string());
                insert.execute(&mut **tx).await.map(drop)?;
            }
            Inner::Postgres(tx) => {
                let insert = sqlx::query(INSERT[1])
                    .bind(now.millis())
                    .bind(column(events, |(device, _)| device.0))
                    .bind(column(events, |(_, it)| it.kind.name()))
                    .bind(column(events, |(_, it)| it.slot.map(|id| id.0)))
                    .bind(column(events, |(_, it)| it.order.map(|id| id.0)))
                    .bind(column(events, |(_, it)| Json(&it.data)));
                insert.execute(&mut **tx).await.map(drop)?;
            }
        }
        Ok(())
    }

    /// Whether an event has no number yet.
    pub async fn events_wait(&mut self) -> Result<bool, Error> {
        const SQL: &str = "SELECT EXISTS (SELECT 1 FROM events WHERE number IS NULL)";
        Ok(on!(self, c => sqlx::query_scalar(SQL).fetch_one(c).await?))
    }

    /// Gives numbers to so many events at most, each device's in their order: how many. Whoever does the same meanwhile
    /// waits for the end of this transaction.
    pub async fn events_number(&mut self, now: Time, most: i64) -> Result<u64, Error> {
        const LAST: &str = "
            INSERT INTO event_numbers (id, last) VALUES (1, $1)
            ON CONFLICT (id) DO UPDATE SET last = CASE
                WHEN event_numbers.last < excluded.last THEN excluded.last ELSE event_numbers.last END
            RETURNING last";
        // Another statement than the one that waits: what it sees is committed after that.
        const NUMBER: &str = "
            UPDATE events AS e SET number = $1 + v.n
            FROM (SELECT w.device_id, w.position, ROW_NUMBER() OVER (ORDER BY w.position, w.device_id) AS n
                FROM (SELECT device_id, position FROM events WHERE number IS NULL
                    ORDER BY position, device_id LIMIT $2) AS w) AS v
            WHERE e.device_id = v.device_id AND e.position = v.position";
        const GIVEN: &str = "UPDATE event_numbers SET last = last + $1 WHERE id = 1";
        let last: i64 = on!(self, c => sqlx::query_scalar(LAST)
            .bind(now.millis()).fetch_one(c).await?);
        let given = on!(self, c => sqlx::query(NUMBER)
            .bind(last).bind(most).execute(c).await?.rows_affected());
        on!(self, c => sqlx::query(GIVEN)
            .bind(i64::try_from(given).unwrap_or(most)).execute(c).await?.rows_affected());
        Ok(given)
    }

    /// The last one of so many numbers after one, where there are so many.
    pub(crate) async fn events_looked_to(
        &mut self,
        after: i64,
        looks: i64,
    ) -> Result<Option<i64>, Error> {
        const SQL: &str =
            "SELECT number FROM events WHERE number > $1 ORDER BY number LIMIT 1 OFFSET $2";
        Ok(on!(self, c => sqlx::query_scalar(SQL)
            .bind(after).bind(looks - 1).fetch_optional(c).await?))
    }

    /// Events of some types after a number: a page of them, among so many as are looked at.
    pub async fn events(
        &mut self,
        after: i64,
        types: &[EventType],
        limit: i64,
        looks: i64,
    ) -> Result<EventPage, Error> {
        let looked_to = self.events_looked_to(after, looks).await?;
        let to = looked_to.unwrap_or(i64::MAX);
        let names = column(types, |kind| kind.name());
        let events: Vec<EventRow> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(EVENTS[0])
                    .bind(after)
                    .bind(to)
                    .bind(json!(names).to_string())
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(EVENTS[1])
                    .bind(after)
                    .bind(to)
                    .bind(names)
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        let is_full = i64::try_from(events.len()).is_ok_and(|found| found >= limit);
        Ok(EventPage {
            looked_to: looked_to.filter(|_| !is_full),
            events,
        })
    }

    /// Events of a household's own machines after a number, oldest first, so many at most: those since each became the
    /// household's. Of each machine no more are looked at than fit on the page.
    pub async fn events_of_household(
        &mut self,
        household: HouseholdId,
        after: i64,
        limit: i64,
    ) -> Result<Vec<EventRow>, Error> {
        // What a machine tells from before is of its making, or of the household that it left.
        const SQL: &str = "
            WITH own AS MATERIALIZED (
                SELECT d.id, (SELECT f.number FROM events f
                    WHERE f.device_id = d.id AND f.position >= COALESCE(
                        (SELECT MIN(c.position) FROM events c WHERE c.device_id = d.id
                            AND c.position >= d.claimed_at AND c.position < d.claimed_at + 1000
                            AND c.type IN ('device.claimed', 'device.moved')), d.claimed_at, 0)
                    ORDER BY f.position LIMIT 1) AS number
                FROM devices d WHERE d.household_id = $1 AND NOT d.deleting),
            part AS MATERIALIZED (
                SELECT id, CASE WHEN number > $2 THEN number ELSE $2 + 1 END AS number
                FROM own WHERE number IS NOT NULL)
            SELECT e.number, e.type, e.at, e.serial, e.slot, e.order_id, e.data
            FROM part CROSS JOIN events e
            WHERE e.device_id = part.id AND e.number >= part.number AND e.number <= COALESCE(
                (SELECT n.number FROM events n WHERE n.device_id = part.id AND n.number >= part.number
                    ORDER BY n.number LIMIT 1 OFFSET $3), 9223372036854775807)
            ORDER BY e.number LIMIT $3";
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(household.0).bind(after).bind(limit).fetch_all(c).await?))
    }

    /// Events of a device before a place among them, newest first.
    pub async fn events_of_device(
        &mut self,
        device: DeviceId,
        before: i64,
        limit: i64,
    ) -> Result<Vec<(i64, EventRow)>, Error> {
        const SQL: &str = "
            SELECT position, COALESCE(number, 0) AS number, type, at, serial, slot, order_id, data FROM events
            WHERE device_id = $1 AND position < $2 ORDER BY device_id DESC, position DESC LIMIT $3";
        let rows: Vec<PlacedEvent> = on!(self, c => sqlx::query_as(SQL)
            .bind(device.0).bind(before).bind(limit).fetch_all(c).await?);
        Ok(rows
            .into_iter()
            .map(|row| (row.position, row.event))
            .collect())
    }

    /// Forgets so many events from before a moment at most, the oldest first: how many.
    pub async fn events_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM events WHERE (device_id, position) IN
                (SELECT device_id, position FROM events WHERE at < $1 ORDER BY at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}
