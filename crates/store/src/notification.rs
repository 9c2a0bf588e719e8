//! Amazon's messages, each once.

use domain::Time;
use sqlx::FromRow;

use crate::tx::{inserted, on};
use crate::{Error, Tx};

/// A message as it came.
#[derive(Clone, Debug)]
pub struct NewNotification<'a> {
    /// SNS topic.
    pub topic: &'a str,
    /// SNS message id.
    pub message_id: &'a str,
    /// Amazon's own id of what it says; none where it cannot be read.
    pub notification_id: Option<&'a str>,
    /// What it says, or `unreadable`.
    pub kind: &'a str,
    /// The device it is about.
    pub serial: Option<&'a str>,
    /// When Amazon said it.
    pub time: Option<Time>,
    /// When it came.
    pub received_at: Time,
    /// Whether it has had its effect; false where its device is not known.
    pub applied: bool,
    /// The message's text.
    pub body: &'a str,
}

/// A message that waits for its device.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct WaitingNotification {
    /// SNS topic.
    pub topic: String,
    /// SNS message id.
    pub message_id: String,
    /// The message's text.
    pub body: String,
}

impl Tx {
    /// Keeps a message; `Conflict` where it is known.
    pub async fn notification_insert(&mut self, new: &NewNotification<'_>) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO notifications (topic, message_id, notification_id, kind, serial, time,
                received_at, applied, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(new.topic)
            .bind(new.message_id)
            .bind(new.notification_id)
            .bind(new.kind)
            .bind(new.serial)
            .bind(new.time.map(Time::millis))
            .bind(new.received_at.millis())
            .bind(new.applied)
            .bind(new.body)
            .execute(c).await?.rows_affected()))
    }

    /// Whether a message is known, by SNS's id or by Amazon's own.
    pub async fn notification_known(
        &mut self,
        topic: &str,
        message_id: &str,
        notification_id: Option<&str>,
    ) -> Result<bool, Error> {
        const SQL: &str = "
            SELECT EXISTS (SELECT 1 FROM notifications
                WHERE (topic = $1 AND message_id = $2) OR notification_id = $3)";
        Ok(on!(self, c => sqlx::query_scalar(SQL)
            .bind(topic).bind(message_id).bind(notification_id).fetch_one(c).await?))
    }

    /// Messages that wait for a device, in the order Amazon said them; one without a time counts as
    /// said when it came.
    pub async fn notifications_waiting(
        &mut self,
        serial: &str,
    ) -> Result<Vec<WaitingNotification>, Error> {
        const SQL: &str = "
            SELECT topic, message_id, body FROM notifications
            WHERE serial = $1 AND NOT applied
            ORDER BY COALESCE(time, received_at), received_at, message_id";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(serial).fetch_all(c).await?))
    }

    /// Notes that a device's waiting messages have had their effect.
    pub async fn notifications_applied(&mut self, serial: &str) -> Result<(), Error> {
        const SQL: &str = "UPDATE notifications SET applied = $2 WHERE serial = $1 AND NOT applied";
        on!(self, c => sqlx::query(SQL).bind(serial).bind(true).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Empties a device's messages: their ids stay, so that a repetition is still known.
    pub async fn notifications_empty(&mut self, serial: &str) -> Result<(), Error> {
        const SQL: &str =
            "UPDATE notifications SET body = '', serial = NULL WHERE serial = $1 AND applied";
        on!(self, c => sqlx::query(SQL).bind(serial).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets messages received before a moment, applied ones or waiting ones.
    pub async fn notifications_delete_before(
        &mut self,
        before: Time,
        applied: bool,
    ) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM notifications WHERE received_at < $1 AND applied = $2";
        on!(self, c => sqlx::query(SQL).bind(before.millis()).bind(applied).execute(c).await?.rows_affected());
        Ok(())
    }

    /// How many messages wait for a device.
    pub async fn notifications_waiting_count(&mut self) -> Result<i64, Error> {
        const SQL: &str = "SELECT COUNT(*) FROM notifications WHERE NOT applied";
        Ok(on!(self, c => sqlx::query_scalar(SQL).fetch_one(c).await?))
    }
}
