//! Browser sessions for tower-sessions. Ids are kept hashed and data sealed, so that a copy of the
//! database signs nobody in and tells nothing but whose a session is.
//!
//! A session that has ended stays ended: saving changes a row that is there, and makes none.

use std::collections::HashMap;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{AccountId, Time};
use sqlx::FromRow;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};
use tower_sessions_core::session_store::Error as SessionError;

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::seal::Seal;
use crate::tx::{inserted, on};
use crate::wire::{MaybeId, Millis};
use crate::{Error, Store, Tx};

/// Where a record names the account that is signed in. It is kept beside the sealed data, from the
/// session's beginning to its end.
pub const ACCOUNT: &str = "account";

/// A session as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct SessionRow {
    /// Who is signed in.
    #[sqlx(try_from = "MaybeId")]
    pub account_id: Option<AccountId>,
    /// Sealed.
    pub data: Vec<u8>,
    /// When it ends.
    #[sqlx(try_from = "Millis")]
    pub expires_at: Time,
}

/// The sessions of a store.
#[derive(Clone)]
pub struct Sessions {
    store: Store,
    now: fn() -> Time,
    doubted: Arc<dyn Fn() -> bool + Send + Sync>,
}

impl std::fmt::Debug for Sessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sessions").finish_non_exhaustive()
    }
}

impl Sessions {
    /// Over that store; `now` is the system's clock.
    pub fn new(store: Store, now: fn() -> Time) -> Self {
        Self {
            store,
            now,
            doubted: Arc::new(|| false),
        }
    }

    /// The same, and none is over while the clock is doubted.
    pub fn unless(self, doubted: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self {
            doubted: Arc::new(doubted),
            ..self
        }
    }

    /// What time it is for sessions; none while the clock is doubted.
    pub fn now(&self) -> Option<Time> {
        (!(self.doubted)()).then(|| (self.now)())
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
        account: Option<AccountId>,
        data: &[u8],
        expires_at: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO sessions (id_hash, account_id, data, expires_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(id_hash).bind(account.map(|id| id.0)).bind(data).bind(expires_at.millis())
            .execute(c).await?.rows_affected()))
    }

    /// Changes a session, where it has not ended.
    pub async fn session_update(
        &mut self,
        id_hash: &[u8],
        data: &[u8],
        expires_at: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "UPDATE sessions SET data = $2, expires_at = $3 WHERE id_hash = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id_hash).bind(data).bind(expires_at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// A session.
    pub async fn session(&mut self, id_hash: &[u8]) -> Result<Option<SessionRow>, Error> {
        const SQL: &str = "SELECT account_id, data, expires_at FROM sessions WHERE id_hash = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id_hash).fetch_optional(c).await?))
    }

    /// Whether a session is an account's, which it then is until the transaction ends: who ends it
    /// waits.
    pub async fn session_hold(&mut self, id_hash: &[u8], of: AccountId) -> Result<bool, Error> {
        const SQL: [&str; 2] = [
            "SELECT 1 FROM sessions WHERE id_hash = $1 AND account_id = $2",
            "SELECT 1 FROM sessions WHERE id_hash = $1 AND account_id = $2 FOR KEY SHARE",
        ];
        let sql = self.dialect(SQL);
        let row = on!(self, c => sqlx::query(sql)
            .bind(id_hash).bind(of.0).fetch_optional(c).await?.map(drop));
        Ok(row.is_some())
    }

    /// Ends a session.
    pub async fn session_delete(&mut self, id_hash: &[u8]) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM sessions WHERE id_hash = $1";
        on!(self, c => sqlx::query(SQL).bind(id_hash).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Ends all sessions of an account.
    pub async fn sessions_delete_of(&mut self, account: AccountId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM sessions WHERE account_id = $1";
        on!(self, c => sqlx::query(SQL).bind(account.0).execute(c).await?.rows_affected());
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

/// What a session is called in the database.
pub fn name(id: Id) -> [u8; 32] {
    Seal::of(id).name()
}

type Data = HashMap<String, Value>;

/// The sealed data; what is kept beside it is not in it.
fn encode(id: Id, data: &Data) -> Result<Vec<u8>, SessionError> {
    let kept: HashMap<_, _> = data.iter().filter(|(name, _)| *name != ACCOUNT).collect();
    let data =
        serde_json::to_vec(&kept).map_err(|error| SessionError::Encode(error.to_string()))?;
    Seal::of(id)
        .seal(&data)
        .ok_or_else(|| SessionError::Encode("the session holds too much".to_owned()))
}

fn decode(error: impl std::fmt::Display) -> SessionError {
    SessionError::Decode(error.to_string())
}

fn open(id: Id, row: &SessionRow) -> Result<Data, SessionError> {
    let data = Seal::of(id).open(&row.data);
    let data = data.ok_or_else(|| decode("the session cannot be opened"))?;
    serde_json::from_slice(&data).map_err(decode)
}

fn account(data: &Data) -> Option<AccountId> {
    let account = data.get(ACCOUNT)?;
    Some(AccountId(account.as_str()?.parse::<Uuid>().ok()?))
}

impl Sessions {
    /// Ends all sessions of an account, and what was given out by whoever had one of them.
    pub async fn end_all(&self, account: AccountId) -> Result<(), SessionError> {
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.sessions_delete_of(account).await.map_err(backend)?;
        tx.oauth_delete_of(account).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}

#[async_trait]
impl SessionStore for Sessions {
    async fn create(&self, record: &mut Record) -> Result<(), SessionError> {
        let mut tx = self.store.write().await.map_err(backend)?;
        loop {
            let data = encode(record.id, &record.data)?;
            let (of, end) = (account(&record.data), expiry(record));
            match tx.session_insert(&name(record.id), of, &data, end).await {
                Ok(()) => break,
                Err(Error::Conflict) => record.id = Id::default(),
                Err(error) => return Err(backend(error)),
            }
        }
        tx.commit().await.map_err(backend)
    }

    async fn save(&self, record: &Record) -> Result<(), SessionError> {
        let data = encode(record.id, &record.data)?;
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.session_update(&name(record.id), &data, expiry(record))
            .await
            .map_err(backend)?;
        tx.commit().await.map_err(backend)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>, SessionError> {
        let mut tx = self.store.read().await.map_err(backend)?;
        let row = tx.session(&name(*id)).await.map_err(backend)?;
        let now = self.now();
        let Some(row) = row.filter(|row| now.is_none_or(|now| now < row.expires_at)) else {
            return Ok(None);
        };
        let mut data = open(*id, &row)?;
        if let Some(account) = row.account_id {
            data.insert(ACCOUNT.to_owned(), account.to_string().into());
        }
        let expiry_date =
            OffsetDateTime::from_unix_timestamp(row.expires_at.millis() / 1_000).map_err(decode)?;
        Ok(Some(Record {
            id: *id,
            data,
            expiry_date,
        }))
    }

    async fn delete(&self, id: &Id) -> Result<(), SessionError> {
        let mut tx = self.store.write().await.map_err(backend)?;
        tx.session_delete(&name(*id)).await.map_err(backend)?;
        tx.commit().await.map_err(backend)
    }
}
