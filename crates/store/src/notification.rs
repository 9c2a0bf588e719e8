//! Amazon's messages, each once.

use domain::Time;
use sqlx::FromRow;

use crate::tx::{inserted, on};
use crate::wire::{MaybeMillis, Millis};
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

/// A message as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Message {
    /// SNS message id.
    pub message_id: String,
    /// What it says, or `unreadable`.
    pub kind: String,
    /// The device it is about.
    pub serial: Option<String>,
    /// When Amazon said it.
    #[sqlx(try_from = "MaybeMillis")]
    pub time: Option<Time>,
    /// When it came.
    #[sqlx(try_from = "Millis")]
    pub received_at: Time,
    /// Whether it has had its effect; false where its device is not known.
    pub applied: bool,
}

macro_rules! messages {
    ($where:literal, $order:literal) => {
        concat!(
            "SELECT message_id, kind, serial, time, received_at, applied FROM notifications WHERE ",
            $where,
            " (received_at, message_id) < ($1, $2) ORDER BY ",
            $order,
            " LIMIT $3"
        )
    };
}

impl Tx {
    /// Messages, the one that came last first, before a moment and an id: everybody's, or a machine's.
    pub async fn messages(
        &mut self,
        serial: Option<&str>,
        before: (Time, &str),
        limit: i64,
    ) -> Result<Vec<Message>, Error> {
        const ALL: &str = messages!("", "received_at DESC, message_id DESC");
        // As a range, since for an equal serial PostgreSQL may go through everybody's.
        const OF_SERIAL: &str = messages!(
            "serial >= $4 AND serial <= $4 AND",
            "serial DESC, received_at DESC, message_id DESC"
        );
        let (at, id) = (before.0.millis(), before.1);
        Ok(match serial {
            None => on!(self, c => sqlx::query_as(ALL)
                .bind(at).bind(id).bind(limit).fetch_all(c).await?),
            Some(serial) => on!(self, c => sqlx::query_as(OF_SERIAL)
                .bind(at).bind(id).bind(limit).bind(serial).fetch_all(c).await?),
        })
    }

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

    /// Messages that wait for a device, so many at a time, in the order Amazon said them; one without a
    /// time counts as said when it came.
    pub async fn notifications_waiting(
        &mut self,
        serial: &str,
        limit: i64,
    ) -> Result<Vec<WaitingNotification>, Error> {
        const SQL: &str = "
            SELECT topic, message_id, body FROM notifications
            WHERE serial = $1 AND NOT applied
            ORDER BY COALESCE(time, received_at), received_at, message_id LIMIT $2";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(serial).bind(limit).fetch_all(c).await?))
    }

    /// Whether a message waits for one of some devices.
    pub async fn notifications_wait(&mut self, serials: &[&str]) -> Result<bool, Error> {
        const SQL: [&str; 2] = [
            "SELECT serial FROM notifications
             WHERE NOT applied AND serial IN (SELECT value FROM json_each($1)) LIMIT 1",
            "SELECT serial FROM notifications WHERE NOT applied AND serial = ANY($1) LIMIT 1",
        ];
        let found: Vec<(String,)> = self.of_names(SQL, serials).await?;
        Ok(!found.is_empty())
    }

    /// Serials of devices that are there now, with messages that still wait for them.
    pub async fn serials_to_hear(&mut self, limit: i64) -> Result<Vec<String>, Error> {
        const SQL: &str = "
            SELECT n.serial FROM notifications n
            WHERE NOT n.applied AND EXISTS (
                SELECT 1 FROM devices d WHERE d.serial = n.serial AND NOT d.deleting)
            GROUP BY n.serial ORDER BY n.serial LIMIT $1";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(limit).fetch_all(c).await?))
    }

    /// Notes that a waiting message has had its effect.
    pub async fn notification_applied(
        &mut self,
        topic: &str,
        message_id: &str,
    ) -> Result<(), Error> {
        const SQL: &str =
            "UPDATE notifications SET applied = $3 WHERE topic = $1 AND message_id = $2";
        on!(self, c => sqlx::query(SQL)
            .bind(topic).bind(message_id).bind(true).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Empties a device's messages: their ids stay, so that a repetition is still known.
    pub async fn notifications_empty(&mut self, serial: &str) -> Result<(), Error> {
        const SQL: &str =
            "UPDATE notifications SET body = '', serial = NULL WHERE serial = $1 AND applied";
        on!(self, c => sqlx::query(SQL).bind(serial).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many messages received before a moment at most, the oldest first: how many. Applied ones
    /// or waiting ones.
    pub async fn notifications_delete_before(
        &mut self,
        before: Time,
        applied: bool,
        most: i64,
    ) -> Result<u64, Error> {
        macro_rules! oldest {
            ($which:literal) => {
                concat!(
                    "DELETE FROM notifications WHERE (topic, message_id) IN (
                        SELECT topic, message_id FROM notifications
                        WHERE received_at < $1 AND ",
                    $which,
                    " ORDER BY received_at LIMIT $2)"
                )
            };
        }
        // One text for both would be planned for neither.
        let sql = match applied {
            true => oldest!("applied"),
            false => oldest!("NOT applied"),
        };
        Ok(on!(self, c => sqlx::query(sql)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// How many messages wait for a device, counted up to a limit.
    pub async fn notifications_waiting_count(&mut self, limit: i64) -> Result<i64, Error> {
        const SQL: &str = "
            SELECT COUNT(*) FROM (SELECT serial FROM notifications WHERE NOT applied LIMIT $1) AS few";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(limit).fetch_one(c).await?))
    }
}
