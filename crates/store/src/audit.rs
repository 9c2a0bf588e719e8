//! Who did what: appended in the transaction of the change, kept for two years, and never changed but to
//! leave out somebody who is deleted.

use domain::Time;
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::tx::{Inner, on};
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
    /// Why, in the words of whoever did it for somebody else.
    pub reason: Option<String>,
}

/// By what lines are found: one of them, each by an index of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditFilter<'a> {
    /// Every line.
    All,
    /// What an account, a device, a key or a person did.
    Actor(Uuid),
    /// What was done to an object.
    Object(&'a str),
    /// Where a thing was done.
    Action(&'a str),
}

impl Tx {
    /// Appends a line.
    pub async fn audit_insert(&mut self, row: &AuditRow) -> Result<(), Error> {
        self.audits_insert(std::slice::from_ref(row)).await
    }

    /// Appends lines.
    pub async fn audits_insert(&mut self, rows: &[AuditRow]) -> Result<(), Error> {
        const SQLITE: &str = "
            INSERT INTO audit (id, at, actor, actor_id, action, object, request_id, reason)
            SELECT unhex(value ->> 0), value ->> 1, value ->> 2, unhex(value ->> 3), value ->> 4,
                value ->> 5, value ->> 6, value ->> 7
            FROM json_each($1)";
        const POSTGRES: &str = "
            INSERT INTO audit (id, at, actor, actor_id, action, object, request_id, reason)
            SELECT * FROM UNNEST($1, $2, $3, $4, $5, $6, $7, $8)";
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = Value::from(column(rows, |it| {
                    let actor = it.actor_id.map(|id| hex(id.as_bytes()));
                    let (id, at) = (hex(it.id.as_bytes()), it.at.millis());
                    json!([
                        id,
                        at,
                        it.actor,
                        actor,
                        it.action,
                        it.object,
                        it.request_id,
                        it.reason
                    ])
                }));
                let insert = sqlx::query(SQLITE).bind(rows.to_string());
                insert.execute(&mut **tx).await.map(drop)?;
            }
            Inner::Postgres(tx) => {
                let insert = sqlx::query(POSTGRES)
                    .bind(column(rows, |it| it.id))
                    .bind(column(rows, |it| it.at.millis()))
                    .bind(column(rows, |it| it.actor.as_str()))
                    .bind(column(rows, |it| it.actor_id))
                    .bind(column(rows, |it| it.action.as_str()))
                    .bind(column(rows, |it| it.object.as_str()))
                    .bind(column(rows, |it| it.request_id.as_str()))
                    .bind(column(rows, |it| it.reason.as_deref()));
                insert.execute(&mut **tx).await.map(drop)?;
            }
        }
        Ok(())
    }

    /// What an account or a device did, newest first, after a line.
    pub async fn audit_of_actor(
        &mut self,
        actor: Uuid,
        limit: i64,
        after: Option<Uuid>,
    ) -> Result<Vec<AuditRow>, Error> {
        const SQL: &str =
            "SELECT * FROM audit WHERE actor_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
        let after = after.unwrap_or(Uuid::max());
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(actor).bind(after).bind(limit).fetch_all(c).await?))
    }

    /// Lines that are found by a filter, newest first, after one.
    pub async fn audit_page(
        &mut self,
        filter: AuditFilter<'_>,
        limit: i64,
        after: Option<Uuid>,
    ) -> Result<Vec<AuditRow>, Error> {
        const ALL: &str = "SELECT * FROM audit WHERE id < $1 ORDER BY id DESC LIMIT $2";
        // As a range, since for what is equal PostgreSQL may go through all ids.
        const OBJECT: &str = "
            SELECT * FROM audit WHERE object >= $3 AND object <= $3 AND (object, id) < ($3, $1)
            ORDER BY object DESC, id DESC LIMIT $2";
        const ACTION: &str = "
            SELECT * FROM audit WHERE action >= $3 AND action <= $3 AND (action, id) < ($3, $1)
            ORDER BY action DESC, id DESC LIMIT $2";
        let (sql, text) = match filter {
            AuditFilter::Actor(actor) => return self.audit_of_actor(actor, limit, after).await,
            AuditFilter::All => (ALL, None),
            AuditFilter::Object(object) => (OBJECT, Some(object)),
            AuditFilter::Action(action) => (ACTION, Some(action)),
        };
        let after = after.unwrap_or(Uuid::max());
        Ok(on!(self, c => {
            let query = sqlx::query_as(sql).bind(after).bind(limit);
            match text {
                Some(text) => query.bind(text).fetch_all(c).await?,
                None => query.fetch_all(c).await?,
            }
        }))
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
