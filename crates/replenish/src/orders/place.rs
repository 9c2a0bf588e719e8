//! Placing an order: the replenish call to Amazon, or the event that the maker's shop reads.
//!
//! `sent_at` is written before the call. An answer that never came leaves it there: after fifteen
//! minutes without OrderPlaced the call is made once more, and Amazon's lock per slot makes its
//! "in progress" mean this very order.

use amazon::{Decision, Detail, DrsError, Replenished};
use domain::order::{EndReason, OrderEvent};
use domain::placing::{Answered, Failed, Failure, Look, Said};
use domain::time::{DAY, HOUR};
use domain::{OrderId, Replenisher, Time};
use tracing::warn;

use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Job, Tries};
use crate::{Application, Error};

/// How old Amazon's word of a slot may be when an order is asked for.
const WORD: i64 = DAY;

/// Asks Amazon for an order, as a job.
pub(crate) async fn run(app: &Application, id: OrderId, tries: Tries) -> Result<Ended, Error> {
    let Some((mut unit, s)) = wanted(app, id).await? else {
        return Ok(Ended::Done);
    };
    let slot = unit.slots[s].slot.clone();
    let Some(order) = unit.order(id).map(|known| known.order.clone()) else {
        return Ok(Ended::Done);
    };
    // Amazon may have been asked, and it may have come, since the backup that this order is from.
    if let Some(since) = app.doubted_since().filter(|it| order.requested_at <= *it)
        && !unit.tx.counted_since(slot.id, since).await?
    {
        return Ok(Ended::Again(app.now() + HOUR));
    }
    if unit.device.replenisher == Replenisher::Shop {
        return ask_shop(unit, s, id).await;
    }
    drop(unit);
    let repeat = match order.look(app.now()) {
        Look::Later(again) => return Ok(Ended::Again(again)),
        Look::Ask(repeat) => repeat,
    };
    let doubtful = slot
        .amazon_updated_at
        .is_none_or(|said| app.now().since(said) > WORD);
    if doubtful || repeat.is_some() {
        match app.ask_subscriptions(slot.device_id).await {
            Ok(()) | Err(CallError::NotRegistered) => {}
            Err(error) => return later(app, id, error.of_question(), tries, repeat).await,
        }
    }
    // The token first: between `sent_at` and the call there must be nothing that can fail.
    if let Err(error) = app.access_token(slot.device_id).await {
        return later(app, id, error, tries, repeat).await;
    }
    let Some((mut unit, s)) = wanted(app, id).await? else {
        return Ok(Ended::Done);
    };
    let (now, slot) = (unit.now, unit.slots[s].slot.clone());
    // Another run may have called since the first look, where this one was held up past its lease.
    let repeat = match unit.order(id).map(|known| known.order.look(now)) {
        Some(Look::Later(again)) => return Ok(Ended::Again(again)),
        Some(Look::Ask(repeat)) => repeat,
        None => return Ok(Ended::Done),
    };
    if unit.count_or_hold(s, id).await? {
        unit.commit().await?;
        return Ok(Ended::Done);
    }
    if let Some(known) = unit.order_mut(s, id) {
        known.order.sent_at = Some(now);
        known.order.asked = slot.pack();
    }
    unit.commit().await?;

    let name = slot.kind.slot.as_str();
    let answer = app
        .call(slot.device_id, |amazon, token| async move {
            amazon.replenish(&token, name).await
        })
        .await;
    match answer {
        Ok(answer) => {
            // A call that failed with an answer may have had its effect all the same.
            let repeat = repeat.is_some() || tries.first.is_some();
            settle(app, id, answer, repeat).await
        }
        Err(error) => later(app, id, error, tries, repeat).await,
    }
}

/// Asks the maker's shop, which reads events.
async fn ask_shop(mut unit: DeviceUnit, s: usize, id: OrderId) -> Result<Ended, Error> {
    let asked = unit.order(id).and_then(|known| known.order.sent_at);
    if asked.is_none() {
        if !unit.count_or_hold(s, id).await? {
            unit.ask_shop(s, id);
        }
        unit.commit().await?;
    }
    Ok(Ended::Done)
}

/// The order's device held, and the place of its slot, where it is still to be asked for; else it is called off.
async fn wanted(app: &Application, id: OrderId) -> Result<Option<(DeviceUnit, usize)>, Error> {
    let Some((mut unit, s)) = DeviceUnit::lock_order(app, id).await? else {
        return Ok(None);
    };
    if !is_requested(&unit, id) {
        return Ok(None);
    }
    let may_order = unit
        .device
        .replenisher
        .may_order(unit.slots[s].slot.subscribed);
    let reason = match (unit.is_at_hand(), may_order) {
        (false, _) => EndReason::Deregistered,
        (_, false) => EndReason::Paused,
        _ if is_held(&unit, s, id) => EndReason::Paused,
        _ if is_still_due(&mut unit, s, id).await? => return Ok(Some((unit, s))),
        _ => EndReason::NoLongerDue,
    };
    unit.end_order(s, id, OrderEvent::Cancelled, reason);
    unit.commit().await?;
    Ok(None)
}

/// Whether the maker holds the slot, and nobody may have been asked yet.
fn is_held(unit: &DeviceUnit, s: usize, id: OrderId) -> bool {
    let sent = unit.order(id).and_then(|known| known.order.sent_at);
    sent.is_none() && unit.slots[s].slot.cooldown.by_maker.is_some()
}

/// Whether what is at home is still no more than the level by which an order was decided. Where Amazon may have been
/// asked already, it stays; and a pace that falls with time calls no order off.
async fn is_still_due(unit: &mut DeviceUnit, s: usize, id: OrderId) -> Result<bool, Error> {
    if unit
        .order(id)
        .is_some_and(|known| known.order.sent_at.is_some())
    {
        return Ok(true);
    }
    let decided = unit.tx.decision_of_order(id).await?;
    let level = decided.and_then(|it| it.reorder_level);
    let at_home = unit.slots[s].slot.stock().at_home();
    Ok(level.zip(at_home).is_none_or(|(level, left)| left <= level))
}

fn is_requested(unit: &DeviceUnit, id: OrderId) -> bool {
    unit.order(id)
        .is_some_and(|known| known.order.is_requested())
}

async fn settle(
    app: &Application,
    id: OrderId,
    answer: Replenished,
    repeat: bool,
) -> Result<Ended, Error> {
    let Some((mut unit, s)) = DeviceUnit::lock_order(app, id).await? else {
        return Ok(Ended::Done);
    };
    let foreign = match &answer.instance {
        Some(instance) => {
            let known = unit.tx.order_by_instance(instance).await?;
            known.is_some_and(|known| known.id != id)
        }
        None => false,
    };
    let (now, is_doubted) = (unit.now, app.doubted_since().is_some());
    let Some(known) = unit.order_mut(s, id) else {
        return Ok(Ended::Done);
    };
    let order = &mut known.order;
    match order.answered(said(&answer), repeat, foreign, now, is_doubted) {
        Answered::Accepted => {}
        Answered::Again(at) => {
            unit.commit().await?;
            return Ok(Ended::Again(at));
        }
        Answered::Ends(event, reason) => return end(unit, s, id, event, reason).await,
    }
    if let Detail::Other(detail) = &answer.detail {
        warn!(
            detail,
            "Amazon answers a replenish with a word that is not known; taken as accepted"
        );
    }
    if order.instance.is_none() && !foreign {
        order.instance = answer.instance;
    }
    unit.move_order(s, id, OrderEvent::Accepted, None);
    unit.commit().await?;
    Ok(Ended::Done)
}

fn said(answer: &Replenished) -> Said {
    match answer.detail {
        Detail::OrderInProgress => Said::InProgress,
        _ if answer.says_nothing() => Said::Nothing,
        _ => Said::Taken,
    }
}

/// No answer to act on, or a refusal. `unknown` is when an earlier call went out whose outcome is
/// still not known: a failure since then says nothing about it.
async fn later(
    app: &Application,
    id: OrderId,
    error: CallError,
    tries: Tries,
    unknown: Option<Time>,
) -> Result<Ended, Error> {
    let Some((mut unit, s)) = DeviceUnit::lock_order(app, id).await? else {
        return Ok(Ended::Done);
    };
    if !is_requested(&unit, id) {
        return Ok(Ended::Done);
    }
    let now = unit.now;
    let (failure, after, why) = match error {
        CallError::Own(error) => return Err(error),
        CallError::NotRegistered => {
            return end(unit, s, id, OrderEvent::Cancelled, EndReason::Deregistered).await;
        }
        CallError::Refreshing => (Failure::Passing, None, "the token is being refreshed"),
        CallError::Later { after, why } => (Failure::Passing, after, why),
        CallError::Drs(DrsError::NoAnswer) => (Failure::NoAnswer, None, "Amazon did not answer"),
        CallError::Drs(error) => match error.decision() {
            Decision::SyncSubscription => {
                unit.set_subscribed(s, false);
                unit.slots[s].slot.amazon_updated_at = Some(now);
                let device = unit.device.id;
                unit.job(Job::Sync { device }, now);
                return end(unit, s, id, OrderEvent::Cancelled, EndReason::Paused).await;
            }
            Decision::Fail => {
                warn!(%error, "Amazon refuses an order");
                (Failure::Refused, None, "Amazon refuses an order")
            }
            Decision::RetryLater { after } => (Failure::Passing, after, "Amazon is not answering"),
            _ => (Failure::Passing, None, "Amazon did not take the call"),
        },
    };
    let Some(known) = unit.order_mut(s, id) else {
        return Ok(Ended::Done);
    };
    match known.order.failed(failure, unknown, tries.first, now) {
        Failed::Again(at) => Ok(Ended::Again(at)),
        Failed::Ends(event, reason) => end(unit, s, id, event, reason).await,
        Failed::Retry => {
            unit.commit().await?;
            Ok(Ended::Retry { after, why })
        }
    }
}

/// The order ends here.
async fn end(
    mut unit: DeviceUnit,
    s: usize,
    id: OrderId,
    event: OrderEvent,
    reason: EndReason,
) -> Result<Ended, Error> {
    unit.end_order(s, id, event, reason);
    unit.commit().await?;
    Ok(Ended::Done)
}
