//! When a server last listened, and whether SNS still sends.

use domain::Time;
use sqlx::FromRow;

use crate::tx::on;
use crate::wire::MaybeMillis;
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

impl Tx {
    /// When a server last said that it listens.
    pub async fn pulse(&mut self) -> Result<Option<Time>, Error> {
        const SQL: &str = "SELECT at FROM pulses WHERE id = 1";
        let at: Option<i64> = on!(self, c => sqlx::query_scalar(SQL).fetch_optional(c).await?);
        Ok(at.map(Time::from_millis))
    }

    /// A server listens now.
    pub async fn pulse_put(&mut self, at: Time) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO pulses (id, at) VALUES (1, $1)
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
