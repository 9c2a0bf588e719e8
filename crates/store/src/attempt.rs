//! Failed tries that have limits.

use domain::Time;
use uuid::Uuid;

use crate::tx::on;
use crate::{Error, Tx};

impl Tx {
    /// Notes a failed try.
    pub async fn attempt_insert(&mut self, id: Uuid, subject: &str, at: Time) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO attempts (id, subject, at) VALUES ($1, $2, $3)";
        on!(self, c => sqlx::query(SQL).bind(id).bind(subject).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Failed tries of a subject after a moment.
    pub async fn attempts_since(&mut self, subject: &str, since: Time) -> Result<i64, Error> {
        const SQL: &str = "SELECT COUNT(*) FROM attempts WHERE subject = $1 AND at > $2";
        Ok(on!(self, c => sqlx::query_scalar(SQL)
            .bind(subject).bind(since.millis()).fetch_one(c).await?))
    }

    /// Forgets a subject's tries.
    pub async fn attempts_delete(&mut self, subject: &str) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM attempts WHERE subject = $1";
        on!(self, c => sqlx::query(SQL).bind(subject).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many tries before a moment at most, the oldest first: how many.
    pub async fn attempts_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM attempts WHERE id IN
                (SELECT id FROM attempts WHERE at < $1 ORDER BY at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}
