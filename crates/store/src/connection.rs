//! A connection while somebody has it.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool, SqlSafeStr as _, Transaction};

/// A connection used so lately is taken to be alive: to ask is a round trip, and reports take two.
pub(crate) const FRESH: Duration = Duration::from_secs(1);

/// A moment from which on no connection is used that is older. A server that has become read-only, because
/// another one took its place, keeps its connections; new ones lead to the other.
#[derive(Debug, Default)]
pub(crate) struct Since(Mutex<Option<Instant>>);

/// When PostgreSQL last said of a statement that it was prepared for a table as it was before: a newer build has added a
/// column. Connections from before have prepared others so.
pub(crate) static PREPARED: Since = Since::never();

impl Since {
    const fn never() -> Self {
        Self(Mutex::new(None))
    }

    /// From now on.
    pub(crate) fn now(&self) {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *since = Some(Instant::now());
    }

    /// Whether a connection of that age may be used.
    pub(crate) fn allows(&self, age: Duration) -> bool {
        let since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        since.is_none_or(|since| age < since.elapsed())
    }
}

/// A connection to a database.
///
/// Beginning and committing are not cut off: sqlx counts a transaction in when its `BEGIN` is answered and
/// out when its `COMMIT` is, so that a connection left in between goes back to the pool in a transaction that
/// nobody knows of. A statement that is cut off is safe: on its way back the connection waits for the answer
/// and rolls back.
#[derive(Debug)]
pub(crate) enum Session<D: Database> {
    /// In a transaction.
    Begun(Transaction<'static, D>),
    /// Each statement is a transaction.
    Autocommit(PoolConnection<D>, PinnedPool<D>),
}

impl<D: Database> Deref for Session<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        match self {
            Self::Begun(tx) => tx,
            Self::Autocommit(connection, _) => connection,
        }
    }
}

impl<D: Database> DerefMut for Session<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match self {
            Self::Begun(tx) => tx,
            Self::Autocommit(connection, _) => connection,
        }
    }
}

/// Runs it to its end, whether or not somebody still waits for it.
pub(crate) async fn uncut<T: Send + 'static>(
    work: impl Future<Output = Result<T, sqlx::Error>> + Send + 'static,
) -> Result<T, sqlx::Error> {
    let done = tokio::spawn(work).await;
    done.unwrap_or(Err(sqlx::Error::WorkerCrashed))
}

impl<D: Database> Session<D> {
    /// A transaction. Whoever goes away while there is no connection for it leaves nothing behind.
    pub(crate) async fn begin(
        pool: &Pool<D>,
        statement: &'static str,
    ) -> Result<Self, sqlx::Error> {
        let connection = pool.acquire().await?;
        let begun = Transaction::begin(connection, Some(statement.into_sql_str()));
        Ok(Self::Begun(uncut(begun).await?))
    }

    pub(crate) async fn end(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Begun(tx) => uncut(tx.commit()).await,
            Self::Autocommit(connection, kept) => {
                kept.give(connection);
                Ok(())
            }
        }
    }
}

/// Connections of optimistic writes that went well, until somebody waits for one. Whatever comes back to the
/// pool is asked whether it is alive, which takes about as long as what an optimistic write does.
#[derive(Debug)]
pub(crate) struct PinnedPool<D: Database> {
    pool: Pool<D>,
    most: usize,
    pinned: Arc<Pinned<D>>,
}

#[derive(Debug)]
struct Pinned<D: Database>(Mutex<Content<D>>);

#[derive(Debug)]
struct Content<D: Database> {
    idle: Vec<Idle<D>>,
    /// How many wait for a connection of the pool.
    waiting: usize,
}

#[derive(Debug)]
struct Idle<D: Database> {
    connection: PoolConnection<D>,
    since: Instant,
}

/// Somebody waits for a connection, while this lives.
struct Waiting<'a, D: Database>(&'a Pinned<D>);

impl<D: Database> Pinned<D> {
    fn lock(&self) -> MutexGuard<'_, Content<D>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<D: Database> Drop for Pinned<D> {
    /// On the way back to the pool a connection needs a runtime, which may be gone.
    fn drop(&mut self) {
        for idle in self.lock().idle.drain(..) {
            drop(idle.connection.detach());
        }
    }
}

impl<D: Database> Drop for Waiting<'_, D> {
    fn drop(&mut self) {
        self.0.lock().waiting -= 1;
    }
}

impl<D: Database> Clone for PinnedPool<D> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            most: self.most,
            pinned: self.pinned.clone(),
        }
    }
}

impl<D: Database> PinnedPool<D> {
    /// Of a pool, that many at most.
    pub(crate) fn new(pool: Pool<D>, most: usize) -> Self {
        let content = Content {
            idle: Vec::new(),
            waiting: 0,
        };
        Self {
            pool,
            most,
            pinned: Arc::new(Pinned(Mutex::new(content))),
        }
    }

    /// How many are kept.
    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// The last one that was given, or one of the pool's.
    pub(crate) async fn take(&self) -> Result<Session<D>, sqlx::Error> {
        let last = self.pinned.lock().idle.pop();
        let connection = match last.filter(|last| last.since.elapsed() < FRESH) {
            Some(last) => last.connection,
            None => {
                let _waiting = self.wait();
                self.pool.acquire().await?
            }
        };
        Ok(Session::Autocommit(connection, self.clone()))
    }

    /// A transaction, where all connections of the pool may be kept.
    pub(crate) async fn begin(&self, statement: &'static str) -> Result<Session<D>, sqlx::Error> {
        let _waiting = self.wait();
        Session::begin(&self.pool, statement).await
    }

    /// Puts back what is kept, and has nothing kept until somebody has a connection.
    fn wait(&self) -> Waiting<'_, D> {
        let mut content = self.pinned.lock();
        content.waiting += 1;
        content.idle.clear();
        Waiting(&self.pinned)
    }

    fn give(&self, connection: PoolConnection<D>) {
        let mut content = self.pinned.lock();
        let is_wanted = content.waiting > 0 || self.pool.is_closed();
        if content.idle.len() < self.most && !is_wanted {
            let since = Instant::now();
            content.idle.push(Idle { connection, since });
        }
    }

    /// Puts back what is kept.
    pub(crate) fn clear(&self) {
        self.pinned.lock().idle.clear();
    }

    /// Closes the pool, after the work on it.
    pub(crate) async fn close(&self) {
        let closed = self.pool.close();
        self.pinned.lock().idle.clear();
        closed.await;
    }
}
