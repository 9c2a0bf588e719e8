//! A connection while somebody has it.

use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use sqlx::pool::PoolConnection;
use sqlx::{Database, Pool, Transaction};

/// A connection used so lately is taken to be alive: to ask is a round trip, and reports take two.
pub(crate) const FRESH: Duration = Duration::from_secs(1);

/// A connection to a database.
#[derive(Debug)]
pub(crate) enum Session<D: Database> {
    /// In a transaction.
    Begun(Transaction<'static, D>),
    /// Each statement is a transaction.
    Loose(PoolConnection<D>, Kept<D>),
}

impl<D: Database> Deref for Session<D> {
    type Target = D::Connection;

    fn deref(&self) -> &D::Connection {
        match self {
            Self::Begun(tx) => tx,
            Self::Loose(connection, _) => connection,
        }
    }
}

impl<D: Database> DerefMut for Session<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        match self {
            Self::Begun(tx) => tx,
            Self::Loose(connection, _) => connection,
        }
    }
}

impl<D: Database> Session<D> {
    pub(crate) async fn end(self) -> Result<(), sqlx::Error> {
        match self {
            Self::Begun(tx) => tx.commit().await,
            Self::Loose(connection, kept) => {
                kept.give(connection);
                Ok(())
            }
        }
    }
}

/// Connections of glances that went well. Whatever comes back to the pool is asked whether it is
/// alive, which takes about as long as what a glance does.
#[derive(Debug)]
pub(crate) struct Kept<D: Database> {
    pool: Pool<D>,
    most: usize,
    idle: Arc<Shelf<D>>,
}

#[derive(Debug)]
struct Shelf<D: Database>(Mutex<Vec<Idle<D>>>);

#[derive(Debug)]
struct Idle<D: Database> {
    connection: PoolConnection<D>,
    since: Instant,
}

impl<D: Database> Shelf<D> {
    fn lock(&self) -> MutexGuard<'_, Vec<Idle<D>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<D: Database> Drop for Shelf<D> {
    /// On the way back to the pool a connection needs a runtime, which may be gone.
    fn drop(&mut self) {
        for idle in self.lock().drain(..) {
            drop(idle.connection.detach());
        }
    }
}

impl<D: Database> Clone for Kept<D> {
    fn clone(&self) -> Self {
        Self {
            pool: self.pool.clone(),
            most: self.most,
            idle: self.idle.clone(),
        }
    }
}

impl<D: Database> Kept<D> {
    /// Of a pool, that many at most.
    pub(crate) fn new(pool: Pool<D>, most: usize) -> Self {
        Self {
            pool,
            most,
            idle: Arc::new(Shelf(Mutex::default())),
        }
    }

    /// The last one that was given, or one of the pool's.
    pub(crate) async fn take(&self) -> Result<Session<D>, sqlx::Error> {
        let last = self.idle.lock().pop();
        let connection = match last.filter(|last| last.since.elapsed() < FRESH) {
            Some(last) => last.connection,
            None => self.pool.acquire().await?,
        };
        Ok(Session::Loose(connection, self.clone()))
    }

    fn give(&self, connection: PoolConnection<D>) {
        let mut idle = self.idle.lock();
        if idle.len() < self.most && !self.pool.is_closed() {
            let since = Instant::now();
            idle.push(Idle { connection, since });
        }
    }

    /// Closes the pool, after the work on it.
    pub(crate) async fn close(&self) {
        let closed = self.pool.close();
        self.idle.lock().clear();
        closed.await;
    }
}
