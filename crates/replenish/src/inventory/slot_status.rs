//! Consumption data for Amazon, by slotStatus: what is left in a slot, and when the reorder level will be reached.

use amazon::SlotStatus;
use domain::time::DAY;
use domain::{Slot, SlotId, Time};

use super::outlook;
use crate::job::Ended;
use crate::{Application, Error};

/// The date where nothing is used: the level is never reached.
const FAR: i64 = 365 * DAY;

/// Tells Amazon what is left in a slot, as a job.
pub(crate) async fn run(app: &Application, id: SlotId) -> Result<Ended, Error> {
    let now = app.now();
    let mut tx = app.store.read().await?;
    let Some(slot) = tx.slot(id).await? else {
        return Ok(Ended::Done);
    };
    if slot.counting.is_some() {
        // The end of that asks again.
        return Ok(Ended::Done);
    }
    let due = slot.status_due(now);
    if now < due {
        return Ok(Ended::Again(due));
    }
    let expected = reorder_date(&mut tx, &slot, now).await?;
    drop(tx);
    let (Some(machine), Some(last_use)) = (slot.machine, slot.last_use) else {
        return Ok(Ended::Done);
    };
    let unit = slot.kind.unit;
    let status = SlotStatus {
        expected_replenishment: expected,
        remaining: machine.text(unit),
        original: slot.kind.capacity.text(unit),
        total_on_hand: slot.spares.text(unit),
        last_use,
    };
    let (name, status) = (slot.kind.slot.as_str(), &status);
    let sent = app
        .call(slot.device_id, |amazon, token| async move {
            amazon.slot_status(&token, name, status).await
        })
        .await;
    match sent {
        Ok(()) => {
            let mut tx = app.store.write().await?;
            tx.slot_status_sent(id, now).await?;
            tx.commit().await?;
            Ok(Ended::Done)
        }
        Err(error) => error.repeat(),
    }
}

/// When the reorder level will be reached at the pace of now, never before now.
async fn reorder_date(tx: &mut store::Tx, slot: &Slot, now: Time) -> Result<Time, Error> {
    let pace = outlook::pace(tx, slot, now).await?;
    let left = pace
        .zip(slot.stock().at_home())
        .and_then(|(pace, at_home)| {
            let level = pace.over_days(slot.spec().policy.days_threshold());
            pace.millis_for(at_home - level)
        });
    Ok(now + left.unwrap_or(FAR).min(FAR))
}
