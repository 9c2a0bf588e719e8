//! Browser sessions for tower-sessions. Ids are kept hashed and data sealed, so that a copy of the
//! database signs nobody in and tells nothing.

use async_trait::async_trait;
use domain::Time;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::Error as SessionError;

use time::OffsetDateTime;

use crate::seal::Seal;
use crate::tx::{inserted, on};
use crate::{Error, Store, Tx};

/// The sessions of a store.
#[derive(Clone, Debug)]
pub struct Sessions {
    store: Store,
    now: fn() -> Time,
}

impl Sessions {
    /// Over that store; `now` is the system's clock.
    pub fn new(store: Store, now: fn() -> Time) -> Self {
        Self { store, now }
    }
}

fn expiry(record: &Record) -> Time {
    Time::from_millis(record.expiry_date.unix_timestamp().saturating_mul(1_000))
}

fn backend(error: Error) -> SessionError {
    SessionError::Backend(error.to_string())
}

impl Tx {
    /// Makes a session; `Conflict` where its id is taken.
    pub async fn session_insert(
        &mut self,
        id_hash: &[u8],
        data: &[u8],
        expires_at: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "INSERT INTO sessions (id_hash, data, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(id_hash).bind(data).bind(expires_at.millis()).execute(c).await?.rows_affected()))
    }

    /// Makes a session or writes over it.
    pub async fn session_put(
        &mut self,
        id_hash: &[u8],
        data: &[u8],
        expires_at: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO sessions (id_hash, data, expires_at) VALUES ($1, $2, $3)
            ON CONFLICT (id_hash) DO UPDATE SET data = excluded.data,
                expires_at = excluded.expires_at";
        on!(self, c => sqlx::query(SQL)
            .bind(id_hash).bind(data).bind(expires_at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// A session's data and end.
    pub async fn session(&mut self, id_hash: &[u8]) -> Result<Option<(Vec<u8>, Time)>, Error> {
        const SQL: &str = "SELECT data, expires_at FROM sessions WHERE id_hash = $1";
        let row: Option<(Vec<u8>, i64)> =
            on!(self, c => sqlx::query_as(SQL).bind(id_hash).fetch_optional(c).await?);
        Ok(row.map(|(data, at)| (data, Time::from_millis(at))))
    }

    /// Ends a session.
    pub async fn session_delete(&mut self, id_hash: &[u8]) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM sessions WHERE id_hash = $1";
        on!(self, c => sqlx::query(SQL).bind(id_hash).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets so many sessions that ended before a moment at most, the oldest first: how many.
    pub async fn sessions_delete_before(&mut self, before: Time, most: i64) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM sessions WHERE id_hash IN
                (SELECT id_hash FROM sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT $2)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(before.millis()).bind(most).execute(c).await?.rows_affected()))
    }
}

fn encode(record: &Record) -> Result<Vec<u8>, SessionError> {
    let data = serde_json::to_vec(&record.data)
        .map_err(|error| SessionError::Encode(error.to_string()))?;
    Seal::of(record.id)
        .seal(&data)
        .ok_or_else(|| SessionError::Encode("the session holds too much".to_owned()))
}

fn decode(error: impl std::fmt::Display) -> SessionError {
    SessionError::Decode(error.to_string())
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<(), SessionError> {
        let mut tx = self.store.write().await.map_err(backend)?;
        loop {
            let (name, data) = (Seal::of(record.id).name(), encode(record)?);
            match tx.session_insert(&name, &data, expiry(record)).await {
                Ok(()) => return tx.commit().await.map_err(backend),
                Err(Error::Conflict) => record.id = Id::default(),
                Err(error) => return Err(backend(error)),
            }
        }
    }

    async fn save(&self, record: &Record) -> Result<(), SessionError> {
        let data = encode(record)?;
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.session_put(&Seal::of(record.id).name(), &data, expiry(record))
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>, SessionError> {
        let seal = Seal::of(*id);
        let mut tx = self.store.read().await.map_err(backend)?;
        let Some((data, expires_at)) = tx.session(&seal.name()).await.map_err(backend)? else {
            return Ok(None);
        };
        if expires_at <= (self.now)() {
            return Ok(None);
        }
        let data = seal
            .open(&data)
            .ok_or_else(|| decode("the session cannot be opened"))?;
        let data = serde_json::from_slice(&data).map_err(decode)?;
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(expires_at.millis() / 1_000).map_err(decode)?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<(), SessionError> {
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.session_delete(&Seal::of(*id).name())
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}
