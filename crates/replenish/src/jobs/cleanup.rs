//! Forgetting what is kept no longer, a few times a day; nothing while the clock is doubted.

use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::HORIZON;

use super::Ended;
use crate::clock::system_now;
use crate::{Application, Error};

const EVERY: i64 = 6 * HOUR;
/// Messages of known devices.
const MESSAGES: i64 = 30 * DAY;
/// Messages of devices nobody knows.
const WAITING: i64 = 7 * DAY;

/// Journal entries of one transaction, and transactions of one run.
const BATCH: i64 = 1_000;
const BATCHES: usize = 20;

pub(super) async fn run(app: &Application) -> Result<Ended, Error> {
    let now = app.now();
    if app.doubted_since().is_some() {
        return Ok(Ended::Again(now + EVERY));
    }
    let mut tx = app.store.write().await?;
    tx.notifications_delete_before(now - MESSAGES, true).await?;
    tx.notifications_delete_before(now - WAITING, false).await?;
    tx.attempts_delete_before(now - DAY).await?;
    tx.invites_delete_before(now).await?;
    tx.sessions_delete_before(system_now()).await?;
    tx.commit().await?;
    let again = if roll_up(app).await? { MINUTE } else { EVERY };
    Ok(Ended::Again(now + again))
}

/// Deletes journal entries from before the horizon; true where some are left. Nothing can be appended
/// or undone there any more, and each day keeps its use and the stock at its end, so no fold ever reads
/// them again. A fold begins with a whole day, whose entries may be a day older than what made it begin:
/// hence the day more, and another because an entry may be dated a little after it was received.
async fn roll_up(app: &Application) -> Result<bool, Error> {
    let before = app.now() - HORIZON - 2 * DAY;
    for _ in 0..BATCHES {
        let mut tx = app.store.write().await?;
        let deleted = tx.entries_delete_before(before, BATCH).await?;
        tx.commit().await?;
        if deleted < u64::try_from(BATCH).unwrap_or(u64::MAX) {
            return Ok(false);
        }
    }
    Ok(true)
}
