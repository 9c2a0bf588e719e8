//! The two databases behind one pair of types, and the macro that runs one text on either.

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::time::Duration;

use sqlx::pool::PoolConnection;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{PgConnection, PgPool, Postgres, Sqlite, SqlitePool, Transaction};

use crate::Error;

const READERS: u32 = 4;
const CONNECTIONS: u32 = 10;
/// A page of an index costs about what the next page of a table does: no disk turns any more. Without
/// this, plans made while tables are small go through all of them, and are kept while they grow.
const INDEXED: [(&str, &str); 1] = [("random_page_cost", "1.1")];
/// Kibibytes of pages, as SQLite wants them said: what reports change again and again is read once.
const CACHE: &str = "-49152";
/// Pages of the log (40 MB) before they go to their places: each goes once, however often it changed.
const CHECKPOINT: &str = "10000";
const WAIT: Duration = Duration::from_secs(10);

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Pools);

#[derive(Clone, Debug)]
enum Pools {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres(PgPool),
}

/// A transaction. Dropped without [`Tx::commit`], it changes nothing.
#[derive(Debug)]
pub struct Tx(pub(crate) Inner);

#[derive(Debug)]
pub(crate) enum Inner {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Session),
}

/// A connection to PostgreSQL.
#[derive(Debug)]
pub(crate) enum Session {
    /// In a transaction.
    Begun(Transaction<'static, Postgres>),
    /// Each statement is a transaction.
    Loose(PoolConnection<Postgres>),
}

impl Deref for Session {
    type Target = PgConnection;

    fn deref(&self) -> &PgConnection {
        match self {
            Self::Begun(tx) => tx,
            Self::Loose(connection) => connection,
        }
    }
}

impl DerefMut for Session {
    fn deref_mut(&mut self) -> &mut PgConnection {
        match self {
            Self::Begun(tx) => tx,
            Self::Loose(connection) => connection,
        }
    }
}

impl Session {
    async fn end(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Begun(tx) => tx.commit().await,
            Self::Loose(_) => Ok(()),
        }
    }
}

/// Expands `$body` once for each database, with `$connection` as that database's connection: the
/// same text, the same binds, checked by the compiler for both.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.0 {
            $crate::tx::Inner::Sqlite(tx) => {
                let $connection = &mut **tx;
                $body
            }
            $crate::tx::Inner::Postgres(tx) => {
                let $connection = &mut **tx;
                $body
            }
        }
    };
}
pub(crate) use on;

/// The outcome of an insert that does nothing where its row is there already. A failed statement
/// would end the transaction on PostgreSQL and leave it alive on SQLite; this one is the same on both.
pub(crate) fn inserted(rows: u64) -> Result<(), Error> {
    if rows == 0 {
        return Err(Error::Conflict);
    }
    Ok(())
}

impl Store {
    /// Opens `sqlite://file` (made if missing) or `postgres://…` and applies what migrations are
    /// missing.
    pub async fn open(url: &str) -> Result<Self, Error> {
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .busy_timeout(WAIT);
            let write = SqlitePoolOptions::new()
                .max_connections(1)
                .acquire_timeout(WAIT)
                .connect_with(
                    options
                        .clone()
                        .pragma("cache_size", CACHE)
                        .pragma("wal_autocheckpoint", CHECKPOINT),
                )
                .await?;
            sqlx::migrate!("../../migrations/sqlite")
                .run(&write)
                .await?;
            let read = SqlitePoolOptions::new()
                .max_connections(READERS)
                .acquire_timeout(WAIT)
                .connect_with(options.pragma("query_only", "1"))
                .await?;
            Ok(Self(Pools::Sqlite { read, write }))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .acquire_timeout(WAIT)
                .connect_with(PgConnectOptions::from_str(url)?.options(INDEXED))
                .await?;
            sqlx::migrate!("../../migrations/postgres")
                .run(&pool)
                .await?;
            Ok(Self(Pools::Postgres(pool)))
        } else {
            Err(Error::Address)
        }
    }

    /// Begins a transaction that may change things.
    pub async fn write(&self) -> Result<Tx, Error> {
        Ok(Tx(match &self.0 {
            Pools::Sqlite { write, .. } => {
                Inner::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?)
            }
            Pools::Postgres(pool) => Inner::Postgres(Session::Begun(pool.begin().await?)),
        }))
    }

    /// Begins a transaction that sees one state and cannot change it.
    pub async fn read(&self) -> Result<Tx, Error> {
        const SNAPSHOT: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        Ok(Tx(match &self.0 {
            Pools::Sqlite { read, .. } => Inner::Sqlite(read.begin().await?),
            Pools::Postgres(pool) => {
                Inner::Postgres(Session::Begun(pool.begin_with(SNAPSHOT).await?))
            }
        }))
    }

    /// A connection on which each statement stands for itself, to read what reports have to know and
    /// to write them with [`Tx::reports_put`]. It saves beginning and committing: two round trips of
    /// six. None on SQLite, where that costs little and nothing can change in between.
    pub async fn glance(&self) -> Result<Option<Tx>, Error> {
        Ok(match &self.0 {
            Pools::Sqlite { .. } => None,
            Pools::Postgres(pool) => {
                Some(Tx(Inner::Postgres(Session::Loose(pool.acquire().await?))))
            }
        })
    }

    /// Whether one server process is all there can be.
    pub fn is_embedded(&self) -> bool {
        matches!(self.0, Pools::Sqlite { .. })
    }

    /// Closes every connection, after the work on it.
    pub async fn close(&self) {
        match &self.0 {
            Pools::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// Makes everything done in it durable.
    pub async fn commit(self) -> Result<(), Error> {
        match self.0 {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(mut tx) => {
                // PostgreSQL answers the commit of a failed transaction with a rollback and no
                // error; a statement in one is refused.
                sqlx::query("SELECT 1").execute(&mut *tx).await?;
                tx.end().await?;
            }
        }
        Ok(())
    }

    /// The same where every statement has succeeded: without the question, whose answer is known.
    pub async fn commit_sound(self) -> Result<(), Error> {
        match self.0 {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.end().await?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Not visible from outside: what survives a kill, and what a reader may do.
    #[tokio::test]
    async fn connections_of_sqlite_are_set_up() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/larder.db", directory.path().display());
        let store = Store::open(&url).await.unwrap();
        let Pools::Sqlite { read, write } = &store.0 else {
            panic!("not SQLite");
        };
        for (pragma, set) in [
            ("PRAGMA cache_size", -49_152),
            ("PRAGMA wal_autocheckpoint", 10_000),
        ] {
            let is: i64 = sqlx::query_scalar(pragma).fetch_one(write).await.unwrap();
            assert_eq!(is, set, "{pragma}");
        }
        for (pool, query_only) in [(read, 1), (write, 0)] {
            let ask =
                async |pragma| -> i64 { sqlx::query_scalar(pragma).fetch_one(pool).await.unwrap() };
            assert_eq!(ask("PRAGMA synchronous").await, 2);
            assert_eq!(ask("PRAGMA foreign_keys").await, 1);
            assert_eq!(ask("PRAGMA query_only").await, query_only);
            let mode: String = sqlx::query_scalar("PRAGMA journal_mode")
                .fetch_one(pool)
                .await
                .unwrap();
            assert_eq!(mode, "wal");
        }
        store.close().await;
    }
}
