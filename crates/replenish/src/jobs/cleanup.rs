//! Forgetting what is kept no longer, a few times a day; nothing while the clock is doubted.

use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::HORIZON;

use super::Ended;
use crate::clock::system_now;
use crate::dashboard::TOLD;
use crate::{Application, Error};

const EVERY: i64 = 6 * HOUR;
/// Messages of known devices.
const MESSAGES: i64 = 30 * DAY;
/// Messages of devices nobody knows.
const WAITING: i64 = 7 * DAY;

/// Who did what.
const AUDIT: i64 = 2 * 365 * DAY;
/// Spells that have ended.
const ALERTS: i64 = 400 * DAY;

/// Rows of a table in one transaction, and transactions of one run.
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
    tx.commit().await?;
    let is_more = forget(app).await? | roll_up(app).await?;
    let again = if is_more { MINUTE } else { EVERY };
    Ok(Ended::Again(now + again))
}

/// Deletes what people left behind and has had its time; true where some is left.
async fn forget(app: &Application) -> Result<bool, Error> {
    let now = app.now();
    for _ in 0..BATCHES {
        let mut tx = app.store.write().await?;
        let deleted = [
            tx.audit_delete_before(now - AUDIT, BATCH).await?,
            tx.alerts_delete_before(now - ALERTS, BATCH).await?,
            tx.attempts_delete_before(now - DAY, BATCH).await?,
            tx.invites_delete_before(now, BATCH).await?,
            tx.departures_delete_before(now - TOLD, BATCH).await?,
            tx.sessions_delete_before(system_now(), BATCH).await?,
        ];
        tx.commit().await?;
        if deleted.into_iter().all(is_last) {
            return Ok(false);
        }
    }
    Ok(true)
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
        if is_last(deleted) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Whether a piece was the last one.
fn is_last(deleted: u64) -> bool {
    deleted < u64::try_from(BATCH).unwrap_or(u64::MAX)
}
