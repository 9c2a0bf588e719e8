//! Events that are handed on to somebody outside: found by number and type, with the device that each is of.

use domain::DeviceId;
use domain::event::EventType;
use serde_json::json;
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::column;
use crate::tx::{Inner, on};
use crate::wire::EventTypeName;
use crate::{Error, EventRow, Tx};

/// An event that is to be handed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Outgoing {
    /// Its place among all events.
    pub number: i64,
    /// The device that it is of.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// What happened.
    #[sqlx(try_from = "EventTypeName", rename = "type")]
    pub kind: EventType,
}

/// A part of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutgoingPage {
    /// By number.
    pub events: Vec<Outgoing>,
    /// The last one that was looked at, where more would have to be looked at to fill the page.
    pub looked_to: Option<i64>,
}

macro_rules! outgoing {
    ($types:literal) => {
        concat!(
            "SELECT number, device_id, type FROM events
             WHERE number > $1 AND number <= $2 AND type ",
            $types,
            " ORDER BY number LIMIT $4"
        )
    };
}
const OUTGOING: [&str; 2] = [
    outgoing!("IN (SELECT value FROM json_each($3))"),
    outgoing!("= ANY($3)"),
];

const BY_NUMBER: [&str; 2] = [
    "SELECT number, type, at, serial, slot, order_id, data FROM events
     WHERE number IS NOT NULL AND number IN (SELECT value FROM json_each($1)) ORDER BY number",
    "SELECT number, type, at, serial, slot, order_id, data FROM events
     WHERE number IS NOT NULL AND number = ANY($1) ORDER BY number",
];

impl Tx {
    /// The last number that an event was given.
    pub async fn events_last_number(&mut self) -> Result<i64, Error> {
        const SQL: &str = "SELECT last FROM event_numbers WHERE id = 1";
        let last: Option<i64> = on!(self, c => sqlx::query_scalar(SQL).fetch_optional(c).await?);
        Ok(last.unwrap_or(0))
    }

    /// Events of some types after a number that are to be handed on: a page of them, among so many as are looked at.
    pub async fn events_outgoing(
        &mut self,
        after: i64,
        types: &[EventType],
        limit: i64,
        looks: i64,
    ) -> Result<OutgoingPage, Error> {
        let looked_to = self.events_looked_to(after, looks).await?;
        let to = looked_to.unwrap_or(i64::MAX);
        let names = column(types, |kind| kind.name());
        let events: Vec<Outgoing> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                let names = json!(names).to_string();
                let query = sqlx::query_as(OUTGOING[0]).bind(after).bind(to).bind(names);
                query.bind(limit).fetch_all(&mut **tx).await?
            }
            Inner::Postgres(tx) => {
                let query = sqlx::query_as(OUTGOING[1]).bind(after).bind(to).bind(names);
                query.bind(limit).fetch_all(&mut **tx).await?
            }
        };
        let is_full = i64::try_from(events.len()).is_ok_and(|found| found >= limit);
        Ok(OutgoingPage {
            looked_to: looked_to.filter(|_| !is_full),
            events,
        })
    }

    /// Events by their numbers, as far as they are there.
    pub async fn events_numbered(&mut self, numbers: &[i64]) -> Result<Vec<EventRow>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                let numbers = json!(numbers).to_string();
                let query = sqlx::query_as(BY_NUMBER[0]).bind(numbers);
                query.fetch_all(&mut **tx).await?
            }
            Inner::Postgres(tx) => {
                let query = sqlx::query_as(BY_NUMBER[1]).bind(numbers);
                query.fetch_all(&mut **tx).await?
            }
        })
    }
}
