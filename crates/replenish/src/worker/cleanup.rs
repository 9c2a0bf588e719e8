//! Retention: what is kept no longer is deleted, a few times a day and in pieces; nothing while the clock is doubted.

use domain::EntryId;
use domain::notice;
use domain::time::{DAY, HOUR, MINUTE};
use domain::usage::HORIZON;
use domain::webhook::KEPT;

use crate::job::{Ended, Job, PIECE, PIECES};
use crate::queries::dashboard::TOLD;
use crate::runtime::clock::system_now;
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
/// What happened.
const EVENTS: i64 = 90 * DAY;

/// Forgets what is kept no longer, as a job.
pub(super) async fn run(app: &Application, after: Option<EntryId>) -> Result<Ended, Error> {
    let now = app.now();
    if app.doubted_since().is_some() {
        return Ok(Ended::Again(now + EVERY));
    }
    let is_more = forget(app).await?;
    let after = roll_up(app, after).await?;
    let again = if is_more || after.is_some() {
        MINUTE
    } else {
        EVERY
    };
    let mut tx = app.store.write().await?;
    app.ask(&mut tx, &Job::Cleanup { after }, now + again)
        .await?;
    tx.commit().await?;
    Ok(Ended::Done)
}

/// Deletes what has had its time; true where some is left.
async fn forget(app: &Application) -> Result<bool, Error> {
    let now = app.now();
    for _ in 0..PIECES {
        let mut tx = app.store.write().await?;
        let deleted = [
            tx.notifications_delete_before(now - MESSAGES, true, PIECE)
                .await?,
            tx.notifications_delete_before(now - WAITING, false, PIECE)
                .await?,
            tx.audit_delete_before(now - AUDIT, PIECE).await?,
            tx.alerts_delete_before(now - ALERTS, PIECE).await?,
            tx.events_delete_before(now - EVENTS, PIECE).await?,
            tx.deliveries_delete_before(now - KEPT, PIECE, now).await?,
            tx.attempts_delete_before(now - DAY, PIECE).await?,
            tx.invites_delete_before(now, PIECE).await?,
            tx.personal_tokens_delete_before(now, PIECE).await?,
            tx.notices_delete_before(now - notice::KEPT, PIECE).await?,
            tx.notice_addresses_delete_before(now - notice::CONFIRMATION, PIECE)
                .await?,
            tx.departures_delete_before(now - TOLD, PIECE).await?,
            tx.sessions_delete_before(system_now(), PIECE).await?,
            tx.operators_delete_before(now - AUDIT, PIECE).await?,
            tx.operator_links_delete_before(system_now(), PIECE).await?,
            tx.operator_sessions_delete_before(system_now(), PIECE)
                .await?,
            tx.oauth_codes_delete_before(system_now(), PIECE).await?,
            tx.oauth_access_delete_before(system_now(), PIECE).await?,
        ];
        tx.commit().await?;
        if deleted.into_iter().all(is_last) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Deletes journal entries from before the horizon; where to go on, where some are left. Nothing can be
/// appended or undone there any more, and each day keeps its use and the stock at its end, so no fold ever
/// reads them again. A fold begins with a whole day, whose entries may be a day older than what made it
/// begin: hence the day more, and another because an entry may be dated a little after it was received.
async fn roll_up(app: &Application, mut after: Option<EntryId>) -> Result<Option<EntryId>, Error> {
    let before = app.now() - HORIZON - 2 * DAY;
    for _ in 0..PIECES {
        let mut tx = app.store.write().await?;
        after = tx.entries_delete_before(before, after, PIECE).await?;
        tx.commit().await?;
        if after.is_none() {
            break;
        }
    }
    Ok(after)
}

/// Whether a piece was the last one.
fn is_last(deleted: u64) -> bool {
    deleted < u64::try_from(PIECE).unwrap_or(u64::MAX)
}
