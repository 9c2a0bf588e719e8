//! How a list of ids or names goes into one statement: as an array on PostgreSQL, as one JSON text on
//! SQLite.

use domain::{Day, SlotKey};
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::postgres::PgRow;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::tx::Inner;
use crate::{Error, Tx};

/// One column of rows.
pub(crate) fn column<'a, R, T>(rows: &'a [R], of: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

/// Bytes as SQLite's `unhex` reads them in a JSON text.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Slots as SQLite reads them.
pub(crate) fn slots_json(slots: &[SlotKey]) -> String {
    let pairs = column(slots, |it| {
        [it.device.0, it.slot.0].map(|id| hex(id.as_bytes()))
    });
    json!(pairs).to_string()
}

/// Slots, each with a day, as SQLite reads them.
pub(crate) fn slots_and_days_json(slots: &[(SlotKey, Day)]) -> String {
    let rows = column(slots, |(slot, day)| {
        let [device, slot] = [slot.device.0, slot.slot.0].map(|id| hex(id.as_bytes()));
        json!([device, slot, day.0])
    });
    Value::from(rows).to_string()
}

impl Tx {
    /// What a statement, written for SQLite and for PostgreSQL, answers about some ids.
    pub(crate) async fn of_ids<T>(
        &mut self,
        sql: [&'static str; 2],
        ids: Vec<Uuid>,
    ) -> Result<Vec<T>, Error>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                let ids = json!(column(&ids, |id| hex(id.as_bytes())));
                sqlx::query_as(sql[0])
                    .bind(ids.to_string())
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql[1])
                    .bind(ids)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// The same about some names.
    pub(crate) async fn of_names<T>(
        &mut self,
        sql: [&'static str; 2],
        names: &[&str],
    ) -> Result<Vec<T>, Error>
    where
        T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin,
    {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(sql[0])
                    .bind(json!(names).to_string())
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql[1])
                    .bind(names)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// Writes rows, an object for each, by a statement of SQLite or of PostgreSQL.
    pub(crate) async fn put_rows(
        &mut self,
        sql: [&'static str; 2],
        rows: Vec<Value>,
    ) -> Result<(), Error> {
        if rows.is_empty() {
            return Ok(());
        }
        let rows = Value::from(rows);
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let put = sqlx::query(sql[0]).bind(rows.to_string());
                put.execute(&mut **tx).await?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql[1]).bind(rows).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }
}
