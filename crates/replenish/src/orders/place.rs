//! Placing an order: the replenish call to Amazon.
//!
//! `sent_at` is written before the call. An answer that never came leaves it there: after fifteen
//! minutes without OrderPlaced the call is made once more, and Amazon's lock per slot makes its
//! "in progress" mean this very order.

use amazon::{Decision, Detail, DrsError, Replenished};
use domain::order::{
    EndReason, IN_PROGRESS_LIMIT, OrderEvent, OrderState, REQUEST_FAILURES, UNKNOWN_OUTCOME_WAIT,
};
use domain::time::{DAY, HOUR};
use domain::{OrderId, Time};
use store::{Order, Slot};
use tracing::warn;

use crate::amazon::subscription::pack;
use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Job, Tries};
use crate::{Application, Error};

/// How old Amazon's word of a slot may be when an order is asked for.
const WORD: i64 = DAY;

/// Asks Amazon for an order, as a job.
pub(crate) async fn run(app: &Application, id: OrderId, tries: Tries) -> Result<Ended, Error> {
    let Some((mut change, slot, order)) = wanted(app, id).await? else {
        return Ok(Ended::Done);
    };
    // Amazon may have been asked, and it may have come, since the backup that this order is from.
    let is_old = app
        .doubted_since()
        .is_some_and(|since| order.requested_at <= since);
    if is_old && change.is_uncounted(&slot).await? {
        return Ok(Ended::Again(app.now() + HOUR));
    }
    drop(change);
    let repeat = order.sent_at.map(|sent| sent.min(app.now()));
    if let Some(again) = repeat.map(|sent| sent + UNKNOWN_OUTCOME_WAIT)
        && app.now() < again
    {
        return Ok(Ended::Again(again));
    }
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
    let Some((mut change, slot, mut order)) = wanted(app, id).await? else {
        return Ok(Ended::Done);
    };
    order.sent_at = Some(change.now);
    order.asked = pack(&slot);
    change.tx.order_update(&order).await?;
    change.commit().await?;

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

/// The order with its device held, where it is still to be asked for; else it is called off.
async fn wanted(
    app: &Application,
    id: OrderId,
) -> Result<Option<(DeviceUnit, Slot, Order)>, Error> {
    let Some((mut change, mut slot, mut order)) = held(app, id).await? else {
        return Ok(None);
    };
    if order.state != OrderState::Requested {
        return Ok(None);
    }
    let registered = change.is_registered().await?;
    if registered && slot.subscribed == Some(true) {
        return Ok(Some((change, slot, order)));
    }
    let reason = if registered {
        EndReason::Paused
    } else {
        EndReason::Deregistered
    };
    change
        .end_order(&mut slot, &mut order, OrderEvent::Cancelled, reason)
        .await?;
    change.commit().await?;
    Ok(None)
}

async fn settle(
    app: &Application,
    id: OrderId,
    answer: Replenished,
    repeat: bool,
) -> Result<Ended, Error> {
    let Some((mut change, slot, mut order)) = held(app, id).await? else {
        return Ok(Ended::Done);
    };
    let foreign = match &answer.instance {
        Some(instance) => change
            .tx
            .order_by_instance(instance)
            .await?
            .is_some_and(|known| known.id != id),
        None => false,
    };
    if order.state == OrderState::Requested
        && answer.detail == Detail::OrderInProgress
        && (!repeat || foreign)
    {
        let since = *order.in_progress_at.get_or_insert(change.now);
        order.sent_at = None;
        if change.now.since(since) >= IN_PROGRESS_LIMIT && app.doubted_since().is_none() {
            return end(
                change,
                slot,
                order,
                OrderEvent::Failed,
                EndReason::InProgress,
            )
            .await;
        }
        change.tx.order_update(&order).await?;
        let tomorrow = change.now + DAY;
        change.commit().await?;
        return Ok(Ended::Again(tomorrow));
    }
    if answer.says_nothing() && order.state == OrderState::Requested && !repeat {
        // Accepted, and nothing to know the order by: one more call tells, as after no answer.
        return Ok(Ended::Again(change.now + UNKNOWN_OUTCOME_WAIT));
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
    order.sent_at = None;
    if !change
        .move_order(&slot, &mut order, OrderEvent::Accepted)
        .await?
    {
        change.tx.order_update(&order).await?;
    }
    change.commit().await?;
    Ok(Ended::Done)
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
    let Some((mut change, mut slot, mut order)) = held(app, id).await? else {
        return Ok(Ended::Done);
    };
    if order.state != OrderState::Requested {
        return Ok(Ended::Done);
    }
    let (after, why) = match error {
        CallError::Own(error) => return Err(error),
        CallError::NotRegistered => {
            return end(
                change,
                slot,
                order,
                OrderEvent::Cancelled,
                EndReason::Deregistered,
            )
            .await;
        }
        CallError::Refreshing => (None, "the token is being refreshed"),
        CallError::Later { after, why } => (after, why),
        CallError::Drs(DrsError::NoAnswer) => {
            let sent = order.sent_at.unwrap_or(change.now);
            return Ok(Ended::Again(sent + UNKNOWN_OUTCOME_WAIT));
        }
        CallError::Drs(error) => match error.decision() {
            Decision::SyncSubscription => {
                change.set_subscribed(&mut slot, false);
                slot.amazon_updated_at = Some(change.now);
                let reason = EndReason::Paused;
                change
                    .end_order(&mut slot, &mut order, OrderEvent::Cancelled, reason)
                    .await?;
                let (device, now) = (slot.device_id, change.now);
                change.job(&Job::Sync { device }, now).await?;
                change.commit().await?;
                return Ok(Ended::Done);
            }
            // A refusal now says nothing about the call whose outcome is not known.
            Decision::Fail if unknown.is_some() => (None, "Amazon refuses an order"),
            Decision::Fail => {
                warn!(%error, "Amazon refuses an order for good");
                return end(change, slot, order, OrderEvent::Failed, EndReason::Refused).await;
            }
            Decision::RetryLater { after } => (after, "Amazon is not answering"),
            _ => (None, "Amazon did not take the call"),
        },
    };
    order.sent_at = unknown;
    if tries.last(change.now, REQUEST_FAILURES) {
        return end(change, slot, order, OrderEvent::Failed, EndReason::NoAnswer).await;
    }
    change.tx.order_update(&order).await?;
    change.commit().await?;
    Ok(Ended::Retry { after, why })
}

/// The order with its device held, whatever has become of it.
async fn held(app: &Application, id: OrderId) -> Result<Option<(DeviceUnit, Slot, Order)>, Error> {
    let Some(order) = app.store.read().await?.order(id).await? else {
        return Ok(None);
    };
    let (mut change, slot) = match DeviceUnit::lock_slot(app, order.slot_id).await {
        Err(Error::NotFound) => return Ok(None),
        held => held?,
    };
    let order = change.tx.order(id).await?;
    Ok(order.map(|order| (change, slot, order)))
}

/// The order ends here.
async fn end(
    mut change: DeviceUnit,
    mut slot: Slot,
    mut order: Order,
    event: OrderEvent,
    reason: EndReason,
) -> Result<Ended, Error> {
    change
        .end_order(&mut slot, &mut order, event, reason)
        .await?;
    change.commit().await?;
    Ok(Ended::Done)
}
