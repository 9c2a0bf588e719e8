//! When a server last listened, whether the database can be written, and whether SNS still sends.

use domain::Time;
use domain::heartbeat::{Doubt, Heartbeat};
use sqlx::FromRow;

use crate::tx::on;
use crate::wire::{MaybeMillis, Millis};
use crate::{Error, Tx};

/// The SNS subscription of a topic, as SNS last said.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Topic {
    /// Its ARN.
    pub topic: String,
    /// When it was last confirmed.
    #[sqlx(try_from = "MaybeMillis")]
    pub confirmed_at: Option<Time>,
    /// When somebody last ended it.
    #[sqlx(try_from = "MaybeMillis")]
    pub unsubscribed_at: Option<Time>,
}

#[derive(FromRow)]
struct Pulse {
    #[sqlx(try_from = "Millis")]
    at: Time,
    #[sqlx(try_from = "MaybeMillis")]
    believed: Option<Time>,
    #[sqlx(try_from = "MaybeMillis")]
    doubted_since: Option<Time>,
    doubt_ran: Option<i64>,
}

impl From<Pulse> for Heartbeat {
    fn from(row: Pulse) -> Self {
        let doubt = row.doubted_since.zip(row.doubt_ran);
        let doubt = doubt.map(|(since, ran)| Doubt { since, ran });
        let believed = row.believed.filter(|_| doubt.is_some());
        Self {
            at: row.at,
            believed: believed.unwrap_or(row.at),
            doubt,
        }
    }
}

impl Tx {
    /// When a server last said that it listens.
    pub async fn beat(&mut self) -> Result<Option<Heartbeat>, Error> {
        const SQL: &str = "SELECT at, believed, doubted_since, doubt_ran FROM pulses WHERE id = 1";
        let row: Option<Pulse> = on!(self, c => sqlx::query_as(SQL).fetch_optional(c).await?);
        Ok(row.map(Heartbeat::from))
    }

    /// A server listens.
    pub async fn pulse_put(&mut self, heartbeat: &Heartbeat) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO pulses (id, at, believed, doubted_since, doubt_ran)
            VALUES (1, $1, $2, $3, $4)
            ON CONFLICT (id) DO UPDATE SET at = excluded.at, believed = excluded.believed,
                doubted_since = excluded.doubted_since, doubt_ran = excluded.doubt_ran";
        on!(self, c => sqlx::query(SQL)
            .bind(heartbeat.at.millis())
            .bind(heartbeat.believed.millis())
            .bind(heartbeat.doubt.map(|doubt| doubt.since.millis()))
            .bind(heartbeat.doubt.map(|doubt| doubt.ran))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Writes something, to see whether that can be done.
    pub async fn probe_put(&mut self, at: Time) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO probes (id, at) VALUES (1, $1)
            ON CONFLICT (id) DO UPDATE SET at = excluded.at";
        on!(self, c => sqlx::query(SQL).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// The subscription of a topic is confirmed.
    pub async fn topic_confirmed(&mut self, topic: &str, at: Time) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO topics (topic, confirmed_at) VALUES ($1, $2)
            ON CONFLICT (topic) DO UPDATE SET confirmed_at = excluded.confirmed_at";
        on!(self, c => sqlx::query(SQL)
            .bind(topic).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Somebody has ended the subscription of a topic.
    pub async fn topic_unsubscribed(&mut self, topic: &str, at: Time) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO topics (topic, unsubscribed_at) VALUES ($1, $2)
            ON CONFLICT (topic) DO UPDATE SET unsubscribed_at = excluded.unsubscribed_at";
        on!(self, c => sqlx::query(SQL)
            .bind(topic).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Every topic that SNS has spoken of.
    pub async fn topics(&mut self) -> Result<Vec<Topic>, Error> {
        const SQL: &str = "SELECT * FROM topics ORDER BY topic";
        Ok(on!(self, c => sqlx::query_as(SQL).fetch_all(c).await?))
    }
}
