//! Who did what: appended in the transaction of the change, kept for two years, and never changed but to
//! leave out somebody who is deleted.

use domain::Time;
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::Millis;
use crate::{Error, Tx};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AuditRow {
    /// Its id.
    pub id: Uuid,
    /// When.
    #[sqlx(try_from = "Millis")]
    pub at: Time,
    /// Which role: `customer`, `maker`, `device`, `amazon`, `larder`.
    pub actor: String,
    /// Which account or device, where there is one.
    pub actor_id: Option<Uuid>,
    /// What: `device.claim`.
    pub action: String,
    /// On which object: `device:0192…`.
    pub object: String,
    /// By which request.
    pub request_id: String,
}

impl Tx {
    /// Appends a line.
    pub async fn audit_insert(&mut self, row: &AuditRow) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO audit (id, at, actor, actor_id, action, object, request_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7)";
        on!(self, c => sqlx::query(SQL)
            .bind(row.id)
            .bind(row.at.millis())
            .bind(&row.actor)
            .bind(row.actor_id)
            .bind(&row.action)
            .bind(&row.object)
            .bind(&row.request_id)
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// What an account or a device did, newest first.
    pub async fn audit_of_actor(&mut self, actor: Uuid) -> Result<Vec<AuditRow>, Error> {
        const SQL: &str = "SELECT * FROM audit WHERE actor_id = $1 ORDER BY at DESC, id DESC";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(actor).fetch_all(c).await?))
    }

    /// Takes an account out of so many of its lines at most, and the household it was of: how many.
    pub async fn audit_forget_actor(&mut self, actor: Uuid, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            UPDATE audit SET actor_id = NULL, object = CASE
                WHEN object LIKE 'account:%' THEN 'account'
                WHEN object LIKE 'household:%' THEN 'household'
                ELSE object END
            WHERE id IN (SELECT id FROM audit WHERE actor_id = $1 LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(actor).bind(most).execute(c).await?.rows_affected()))
    }

    /// Writes another object into so many lines of one at most: how many.
    pub async fn audit_forget_object(
        &mut self,
        object: &str,
        instead: &str,
        most: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            UPDATE audit SET object = $2
            WHERE id IN (SELECT id FROM audit WHERE object = $1 LIMIT $3)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(object).bind(instead).bind(most).execute(c).await?.rows_affected()))
    }

    /// Forgets so many lines before a moment at most, the oldest first: how many.
    pub async fn audit_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM audit WHERE id IN
                (SELECT id FROM audit WHERE at < $1 ORDER BY at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }

    /// The newest lines, newest first.
    pub async fn audit_list(&mut self, limit: i64) -> Result<Vec<AuditRow>, Error> {
        const SQL: &str = "SELECT * FROM audit ORDER BY at DESC, id DESC LIMIT $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(limit).fetch_all(c).await?))
    }
}
