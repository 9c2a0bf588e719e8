//! The two databases behind one pair of types, and the macro that runs one text on either.

use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{Connection as _, PgPool, Postgres, Row as _, Sqlite, SqlitePool};

use crate::Error;
use crate::connection::{FRESH, PREPARED, PinnedPool, Session, Since};
use crate::standing::{self, Standing};
use crate::{bound, migrate, trigger};

const READERS: u32 = 4;
const CONNECTIONS: u32 = 10;
/// Connections of SQLite that write: it lets no two at a time.
const WRITERS: u32 = 1;
/// Optimistic writes at a time on PostgreSQL: one works while another waits for the disk.
const OPTIMISTIC: usize = 2;
/// How PostgreSQL plans here. Every statement finds its rows by an index, and is planned once for each
/// connection, without its values: planning what a batch writes takes longer than writing it. A plan
/// made while tables are small would go through all of them, and be kept while they grow.
pub(crate) const PLANNING: [(&str, &str); 6] = [
    ("plan_cache_mode", "force_generic_plan"),
    ("enable_seqscan", "off"),
    // A limit that is not known is planned as a tenth of the table, and a join of so much by reading
    // the other table, too.
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    // What has to go through a table after all is no reason to compile it first.
    ("jit", "off"),
    // A page of an index costs about what the next page of a table does: no disk turns any more.
    ("random_page_cost", "1.1"),
];
/// Kibibytes of pages, as SQLite wants them said: what reports change again and again is read once.
const CACHE: &str = "-49152";
/// Rows that SQLite's thread may be ahead of whoever reads them, or it waits for each.
const ROWS: usize = 1_000;
/// How often two connections are asked, in turn, who answers.
const ASKED: usize = 3;
const WAIT: Duration = Duration::from_secs(10);

/// The database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store(Pools, Arc<Since>);

#[derive(Clone, Debug)]
enum Pools {
    Sqlite {
        read: SqlitePool,
        write: PinnedPool<Sqlite>,
    },
    Postgres {
        pool: PgPool,
        optimistic: PinnedPool<Postgres>,
    },
}

/// A transaction. Dropped without [`Tx::commit`], it changes nothing.
#[derive(Debug)]
pub struct Tx(pub(crate) Inner);

#[derive(Debug)]
pub(crate) enum Inner {
    Sqlite(Session<Sqlite>),
    Postgres(Session<Postgres>),
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
    /// Opens `sqlite://file` (made if missing) or `postgres://…` and applies what migrations are missing. A schema to which
    /// a newer build has only added is used as it is.
    pub async fn open(url: &str) -> Result<Self, Error> {
        let opened = Arc::new(Since::default());
        let used_since = opened.clone();
        // Asked before: a run of the migrations that finds one it does not know keeps its lock.
        let is_behind = !matches!(standing::at(url).await?, Standing::Ahead { .. });
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .foreign_keys(true)
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .row_buffer_size(ROWS)
                .busy_timeout(WAIT);
            // Before there is a connection with the trigger, which has to find its tables.
            let first = SqlitePool::connect_with(options.clone()).await?;
            if is_behind {
                migrate::SQLITE.run(&first).await?;
            }
            first.close().await;
            let write = SqlitePoolOptions::new()
                .max_connections(WRITERS)
                .acquire_timeout(WAIT)
                .test_before_acquire(false)
                .before_acquire(move |_, used| {
                    let may = used_since.allows(used.age);
                    Box::pin(async move { Ok(may) })
                })
                .after_connect(|connection, _| {
                    Box::pin(async move {
                        let trigger = sqlx::raw_sql(trigger::SQLITE);
                        trigger.execute(&mut *connection).await?;
                        bound::writes(connection).await
                    })
                })
                .connect_with(
                    options
                        .clone()
                        .pragma("cache_size", CACHE)
                        // What a statement would take back is kept in memory, not in a file for each.
                        .pragma("temp_store", "MEMORY"),
                )
                .await?;
            let read = SqlitePoolOptions::new()
                .max_connections(READERS)
                .acquire_timeout(WAIT)
                .test_before_acquire(false)
                .after_connect(|connection, _| Box::pin(bound::reads(connection)))
                .before_acquire(|connection, _| {
                    Box::pin(async move { bound::reads(connection).await.map(|()| true) })
                })
                .connect_with(options.pragma("query_only", "1"))
                .await?;
            let write = PinnedPool::new(write, WRITERS as usize);
            Ok(Self(Pools::Sqlite { read, write }, opened))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let pool = PgPoolOptions::new()
                .max_connections(CONNECTIONS)
                .acquire_timeout(WAIT)
                .test_before_acquire(false)
                .before_acquire(move |connection, used| {
                    let may = used_since.allows(used.age) && PREPARED.allows(used.age);
                    Box::pin(async move {
                        if may && used.idle_for > FRESH {
                            connection.ping().await?;
                        }
                        Ok(may)
                    })
                })
                .connect_with(PgConnectOptions::from_str(url)?.options(PLANNING))
                .await?;
            keeps_a_session(&pool).await?;
            if is_behind {
                migrate::POSTGRES.run(&pool).await?;
            }
            let optimistic = PinnedPool::new(pool.clone(), OPTIMISTIC);
            Ok(Self(Pools::Postgres { pool, optimistic }, opened))
        } else {
            Err(Error::Address)
        }
    }

    /// What is at that address.
    ///
    /// # Errors
    /// It is no address, or nobody answers there.
    pub async fn standing(url: &str) -> Result<Standing, Error> {
        standing::at(url).await
    }

    /// Opens a database to be read, as it is: nothing is made, migrated or changed, and a transaction that would is
    /// refused. Its schema has to be one for this build ([`crate::Standing::Current`] or [`crate::Standing::Ahead`]).
    pub async fn open_to_read(url: &str) -> Result<Self, Error> {
        let opened = Arc::new(Since::default());
        if url.starts_with("sqlite:") {
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(false)
                .row_buffer_size(ROWS)
                .busy_timeout(WAIT)
                .pragma("query_only", "1");
            let read = SqlitePoolOptions::new()
                .max_connections(READERS)
                .acquire_timeout(WAIT)
                .connect_with(options)
                .await?;
            let write = PinnedPool::new(read.clone(), WRITERS as usize);
            Ok(Self(Pools::Sqlite { read, write }, opened))
        } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let reads = [("default_transaction_read_only", "on")];
            let options = PgConnectOptions::from_str(url)?.options(PLANNING);
            let pool = PgPoolOptions::new()
                .max_connections(READERS)
                .acquire_timeout(WAIT)
                .connect_with(options.options(reads))
                .await?;
            let optimistic = PinnedPool::new(pool.clone(), OPTIMISTIC);
            Ok(Self(Pools::Postgres { pool, optimistic }, opened))
        } else {
            Err(Error::Address)
        }
    }

    /// Begins a transaction that may change things.
    pub async fn write(&self) -> Result<Tx, Error> {
        Ok(Tx(match &self.0 {
            Pools::Sqlite { write, .. } => Inner::Sqlite(write.begin("BEGIN IMMEDIATE").await?),
            Pools::Postgres { pool, .. } => Inner::Postgres(Session::begin(pool, "BEGIN").await?),
        }))
    }

    /// Begins a transaction that sees one state and cannot change it.
    pub async fn read(&self) -> Result<Tx, Error> {
        Ok(Tx(match &self.0 {
            Pools::Sqlite { read, .. } => Inner::Sqlite(Session::begin(read, "BEGIN").await?),
            Pools::Postgres { pool, .. } => {
                Inner::Postgres(Session::begin(pool, bound::SNAPSHOT).await?)
            }
        }))
    }

    /// A connection on which each statement stands for itself, to read what reports have to know and
    /// to write them with [`Tx::flush`]. It saves beginning and committing, which cost about as
    /// much as the rest.
    pub async fn optimistic(&self) -> Result<Tx, Error> {
        Ok(Tx(match &self.0 {
            Pools::Sqlite { write, .. } => Inner::Sqlite(write.take().await?),
            Pools::Postgres { optimistic, .. } => Inner::Postgres(optimistic.take().await?),
        }))
    }

    /// How many optimistic writes are worth having at a time: each then finds its connection as it left it.
    pub fn optimistic_writers(&self) -> usize {
        match &self.0 {
            Pools::Sqlite { write, .. } => write.most(),
            Pools::Postgres { optimistic, .. } => optimistic.most(),
        }
    }

    /// No connection that is open now is used again after what is under way on it.
    pub fn connect_anew(&self) {
        self.1.now();
        match &self.0 {
            Pools::Sqlite { write, .. } => write.clear(),
            Pools::Postgres { optimistic, .. } => optimistic.clear(),
        }
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
            Pools::Postgres { optimistic, .. } => optimistic.close().await,
        }
    }
}

/// Whether what is set for a connection holds for all of its statements: what stands between may lead each
/// transaction to another server connection, or drop what is set at the beginning.
async fn keeps_a_session(pool: &PgPool) -> Result<(), Error> {
    const SQL: &str =
        "SELECT pg_backend_pid(), current_setting('plan_cache_mode') = 'force_generic_plan'";
    let mut connections = [pool.acquire().await?, pool.acquire().await?];
    let mut pids = [None; 2];
    for _ in 0..ASKED {
        for (connection, known) in connections.iter_mut().zip(&mut pids) {
            // Not prepared, which such a pooler may not even let happen.
            let row = sqlx::raw_sql(SQL).fetch_one(&mut **connection).await?;
            let (pid, is_set): (i32, bool) = (row.try_get(0)?, row.try_get(1)?);
            if !is_set || known.is_some_and(|known| known != pid) {
                return Err(Error::Pooled);
            }
            *known = Some(pid);
        }
    }
    match pids {
        // Two connections of ours are one of the server's.
        [one, two] if one == two => Err(Error::Pooled),
        _ => Ok(()),
    }
}

impl Tx {
    /// Of a statement, written for SQLite and for PostgreSQL, the one for this database.
    pub(crate) fn dialect(&self, sql: [&'static str; 2]) -> &'static str {
        match self.0 {
            Inner::Sqlite(_) => sql[0],
            Inner::Postgres(_) => sql[1],
        }
    }

    /// Makes everything done in it durable, also where its caller goes away meanwhile.
    pub async fn commit(mut self) -> Result<(), Error> {
        if let Inner::Postgres(tx) = &mut self.0 {
            // PostgreSQL answers the commit of a failed transaction with a rollback and no error; a
            // statement in one is refused.
            sqlx::query("SELECT 1").execute(&mut **tx).await?;
        }
        self.commit_unchecked().await
    }

    /// The same where every statement has succeeded: without the question, whose answer is known.
    pub async fn commit_unchecked(self) -> Result<(), Error> {
        match self.0 {
            Inner::Sqlite(tx) => tx.end().await?,
            Inner::Postgres(tx) => tx.end().await?,
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn ask<T>(tx: &mut Tx, pragma: &'static str) -> T
    where
        T: for<'r> sqlx::Decode<'r, Sqlite> + sqlx::Type<Sqlite> + Send + Unpin,
    {
        let Inner::Sqlite(tx) = &mut tx.0 else {
            panic!("not SQLite");
        };
        let asked = sqlx::query_scalar(pragma).fetch_one(&mut **tx).await;
        asked.unwrap()
    }

    #[tokio::test]
    async fn a_pooler_that_drops_settings_is_refused() {
        let url = cluster::Cluster::shared().unwrap().database().unwrap();
        let without = PgPool::connect(&url).await.unwrap();
        let refused = keeps_a_session(&without).await;
        assert!(matches!(refused, Err(Error::Pooled)), "{refused:?}");
        without.close().await;
    }

    #[tokio::test]
    async fn a_database_that_refuses_writes_says_why_and_goes_on() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/larder.db", directory.path().display());
        let store = Store::open(&url).await.unwrap();
        let refusal = async |pragma: &'static str| {
            let mut tx = store.optimistic().await.unwrap();
            ask::<i64>(&mut tx, pragma).await;
            tx.commit_unchecked().await.unwrap();
            let mut tx = store.write().await.unwrap();
            for n in 0..1_000 {
                let topic = format!("{n}{}", "x".repeat(4_000));
                if let Err(error) = tx
                    .topic_confirmed(&topic, domain::Time::from_millis(0))
                    .await
                {
                    return error;
                }
            }
            panic!("it takes everything");
        };
        let full = refusal("PRAGMA max_page_count = 1").await;
        assert_eq!(
            full.to_string(),
            "the database refuses writes: its disk is full"
        );
        assert!(full.is_away() && full.is_of_connection());
        store.connect_anew();
        let mut tx = store.write().await.unwrap();
        tx.topic_confirmed("t", domain::Time::from_millis(0))
            .await
            .unwrap();
        tx.commit().await.unwrap();

        let mut tx = store.write().await.unwrap();
        let Inner::Sqlite(connection) = &mut tx.0 else {
            panic!("not SQLite");
        };
        let set = sqlx::raw_sql("PRAGMA query_only = 1");
        set.execute(&mut **connection).await.unwrap();
        let refused = tx.topic_confirmed("u", domain::Time::from_millis(0)).await;
        let refused = refused.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "the database refuses writes: it is read-only"
        );
        assert!(refused.is_away() && refused.is_of_connection());
        drop(tx);
        store.connect_anew();
        let mut tx = store.write().await.unwrap();
        tx.topic_confirmed("u", domain::Time::from_millis(0))
            .await
            .unwrap();
        tx.commit().await.unwrap();
        store.close().await;
    }

    /// Not visible from outside: what survives a kill, and what a reader may do.
    #[tokio::test]
    async fn connections_of_sqlite_are_set_up() {
        let directory = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}/larder.db", directory.path().display());
        let store = Store::open(&url).await.unwrap();
        let mut write = store.write().await.unwrap();
        for (pragma, set) in [("PRAGMA cache_size", -49_152), ("PRAGMA temp_store", 2)] {
            assert_eq!(ask::<i64>(&mut write, pragma).await, set, "{pragma}");
        }
        let read = store.read().await.unwrap();
        for (mut tx, query_only) in [(read, 1), (write, 0)] {
            assert_eq!(ask::<i64>(&mut tx, "PRAGMA synchronous").await, 2);
            assert_eq!(ask::<i64>(&mut tx, "PRAGMA foreign_keys").await, 1);
            assert_eq!(ask::<i64>(&mut tx, "PRAGMA query_only").await, query_only);
            assert_eq!(ask::<String>(&mut tx, "PRAGMA journal_mode").await, "wal");
        }
        store.close().await;
    }
}
