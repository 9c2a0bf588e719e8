//! Forgetting what is kept no longer, a few times a day.

use domain::time::{DAY, HOUR};

use super::Ended;
use crate::clock::system_now;
use crate::{Application, Error};

const EVERY: i64 = 6 * HOUR;
/// Messages of known devices.
const MESSAGES: i64 = 30 * DAY;
/// Messages of devices nobody knows.
const WAITING: i64 = 7 * DAY;

pub(super) async fn run(app: &Application) -> Result<Ended, Error> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    tx.notifications_delete_before(now - MESSAGES, true).await?;
    tx.notifications_delete_before(now - WAITING, false).await?;
    tx.attempts_delete_before(now - DAY).await?;
    tx.invites_delete_before(now).await?;
    tx.sessions_delete_before(system_now()).await?;
    tx.commit().await?;
    Ok(Ended::Again(now + EVERY))
}
