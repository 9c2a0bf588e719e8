//! Who did what: append-only, in the transaction of the change.

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

    /// The newest lines, newest first.
    pub async fn audit_list(&mut self, limit: i64) -> Result<Vec<AuditRow>, Error> {
        const SQL: &str = "SELECT * FROM audit ORDER BY at DESC, id DESC LIMIT $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(limit).fetch_all(c).await?))
    }
}
