//! Consumption data for Amazon, by slotStatus: what is left in a slot, and when the reorder level will be reached.
//!
//! Of many jobs that are claimed at once, what their calls need is read at once ([`find`]); the calls themselves
//! then do without the database, and that they were made is noted where the jobs are settled.

use std::collections::HashMap;

use amazon::SlotStatus;
use domain::time::DAY;
use domain::{Quantity, Slot, SlotId, Time};
use store::{Registration, Tx};

use crate::job::Ended;
use crate::{Application, Error};

/// The date where nothing is used: the level is never reached.
const FAR: i64 = 365 * DAY;

/// What a job about a slot finds.
#[derive(Debug)]
pub(crate) enum Finding {
    /// There is nothing to tell, or not now.
    Over(Ended),
    /// Amazon is to be told.
    Call(Box<StatusCall>),
}

/// A slotStatus that is due, with all that it takes.
#[derive(Debug)]
pub(crate) struct StatusCall {
    slot: SlotId,
    name: String,
    status: SlotStatus,
    registration: Registration,
    at: Time,
}

/// What jobs about slots find, in a number of statements that is always the same. A slot that is gone is left out.
pub(crate) async fn find(
    tx: &mut Tx,
    ids: &[SlotId],
    now: Time,
) -> Result<HashMap<SlotId, Finding>, Error> {
    let mut found = HashMap::new();
    let mut due = Vec::new();
    for slot in tx.slots(ids).await? {
        match over(&slot, now) {
            Some(ended) => drop(found.insert(slot.id, Finding::Over(ended))),
            None => due.push(slot),
        }
    }
    if due.is_empty() {
        return Ok(found);
    }
    let windows = due.iter().map(|it| (it.key(), it.window(now)));
    let windows: Vec<_> = windows.collect();
    let used = tx.used_since(&windows, now.day()).await?;
    let used: HashMap<_, _> = used.into_iter().collect();
    let devices: Vec<_> = due.iter().map(|slot| slot.device_id).collect();
    let registrations = tx.registrations(&devices).await?.into_iter();
    let registrations: HashMap<_, _> = registrations.map(|it| (it.device_id, it)).collect();
    for slot in due {
        let used = used.get(&slot.id).copied().unwrap_or(Quantity::ZERO);
        let status = status(&slot, used, now);
        let finding = match status.zip(registrations.get(&slot.device_id)) {
            Some((status, registration)) => Finding::Call(Box::new(StatusCall {
                slot: slot.id,
                name: slot.kind.slot,
                status,
                registration: registration.clone(),
                at: now,
            })),
            None => Finding::Over(Ended::Done),
        };
        found.insert(slot.id, finding);
    }
    Ok(found)
}

/// How a job about a slot ends that has nothing to tell now.
fn over(slot: &Slot, now: Time) -> Option<Ended> {
    if slot.counting.is_some() {
        // The end of that asks again.
        return Some(Ended::Done);
    }
    let due = slot.status_due(now);
    (now < due).then_some(Ended::Again(due))
}

/// What is told of a slot in whose window so much was used; nothing as long as its level is not known, or nothing was used.
fn status(slot: &Slot, used: Quantity, now: Time) -> Option<SlotStatus> {
    let unit = slot.kind.unit;
    Some(SlotStatus {
        expected_replenishment: reorder_date(slot, used, now),
        remaining: slot.machine?.text(unit),
        original: slot.kind.capacity.text(unit),
        total_on_hand: slot.spares.text(unit),
        last_use: slot.last_use?,
    })
}

/// Tells Amazon what is left in a slot, as a job.
pub(crate) async fn run(app: &Application, finding: Option<Finding>) -> Result<Ended, Error> {
    let call = match finding {
        None => return Ok(Ended::Done),
        Some(Finding::Over(ended)) => return Ok(ended),
        Some(Finding::Call(call)) => *call,
    };
    let (name, status) = (call.name.as_str(), &call.status);
    let told = app
        .call_by(call.registration, |amazon, token| async move {
            amazon.slot_status(&token, name, status).await
        })
        .await;
    match told {
        Ok(()) => Ok(Ended::Told {
            slot: call.slot,
            at: call.at,
        }),
        Err(error) => error.repeat(),
    }
}

/// When the reorder level will be reached at the pace of now, never before now.
fn reorder_date(slot: &Slot, used: Quantity, now: Time) -> Time {
    let pace = slot.measured(used).map(|used| used.pace(now));
    let left = pace
        .zip(slot.stock().at_home())
        .and_then(|(pace, at_home)| {
            let level = pace.over_days(slot.spec().policy.days_threshold());
            pace.millis_for(at_home - level)
        });
    now + left.unwrap_or(FAR).min(FAR)
}
