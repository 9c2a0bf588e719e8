//! What a read may take. A statement that goes on for too long is ended, so that it does not keep others
//! from its connection.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sqlx::SqliteConnection;

/// How long a read may take. On PostgreSQL each statement of it; [`SNAPSHOT`] says it again.
const READING: Duration = Duration::from_secs(10);
/// Instructions of SQLite between two looks at the time.
const INSTRUCTIONS: i32 = 1_000;

/// Begins a read on PostgreSQL.
pub(crate) const SNAPSHOT: &str = "
    BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout = '10s'";

static WORK: AtomicU64 = AtomicU64::new(0);

/// How much SQLite has done in this process, in thousands of its instructions: what a test can hold a
/// statement to, whatever the machine.
pub fn work() -> u64 {
    WORK.load(Ordering::Relaxed)
}

/// Bounds what a connection of SQLite reads until it is taken again.
pub(crate) async fn reads(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let until = Instant::now() + READING;
    let mut handle = connection.lock_handle().await?;
    handle.set_progress_handler(INSTRUCTIONS, move || {
        WORK.fetch_add(1, Ordering::Relaxed);
        Instant::now() < until
    });
    Ok(())
}

/// Counts what a connection of SQLite writes: what has begun to be written is not ended.
pub(crate) async fn writes(connection: &mut SqliteConnection) -> Result<(), sqlx::Error> {
    let mut handle = connection.lock_handle().await?;
    handle.set_progress_handler(INSTRUCTIONS, || {
        WORK.fetch_add(1, Ordering::Relaxed);
        true
    });
    Ok(())
}
