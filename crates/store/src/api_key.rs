//! Keys of the maker's API, each found by its hash.

use domain::api_key::Scopes;
use domain::{ApiKey, ApiKeyId, Time};
use uuid::Uuid;

use crate::row::{entities, row};
use crate::tx::{inserted, on};
use crate::wire::{MaybeMillis, Millis, ScopeNames};
use crate::{Error, Tx};

row! {
    ApiKey from ApiKeyRow {
        #[sqlx(try_from = "Uuid")] id: ApiKeyId,
        name: String,
        #[sqlx(try_from = "ScopeNames")] scopes: Scopes,
        #[sqlx(try_from = "Millis")] created_at: Time,
        #[sqlx(try_from = "MaybeMillis")] expires_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] used_at: Option<Time>,
    }
}

impl Tx {
    /// Keeps a new key.
    ///
    /// # Errors
    /// [`Error::Conflict`] where one has its name.
    pub async fn api_key_insert(&mut self, hash: &[u8], key: &ApiKey) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO api_keys (id, key_hash, name, scopes, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(key.id.0)
            .bind(hash)
            .bind(&key.name)
            .bind(key.scopes.text())
            .bind(key.created_at.millis())
            .bind(key.expires_at.map(Time::millis))
            .execute(c).await?.rows_affected()))
    }

    /// The key of a hash.
    pub async fn api_key(&mut self, hash: &[u8]) -> Result<Option<ApiKey>, Error> {
        const SQL: &str = "SELECT * FROM api_keys WHERE key_hash = $1";
        let row: Option<ApiKeyRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// So many keys at most, those that were made first first.
    pub async fn api_keys(&mut self, limit: i64) -> Result<Vec<ApiKey>, Error> {
        const SQL: &str = "SELECT * FROM api_keys ORDER BY id LIMIT $1";
        let rows: Vec<ApiKeyRow> =
            on!(self, c => sqlx::query_as(SQL).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// Notes that a key is used.
    pub async fn api_key_used(&mut self, id: ApiKeyId, now: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE api_keys SET used_at = $2 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Revokes a key: whether it was there.
    pub async fn api_key_delete(&mut self, id: ApiKeyId) -> Result<bool, Error> {
        const SQL: &str = "DELETE FROM api_keys WHERE id = $1";
        let rows = on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }
}
