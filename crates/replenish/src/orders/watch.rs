//! Watching orders: one whose state has lasted too long is looked at. getOrderInfo has the word, and where it
//! has none the order ends.

use amazon::{DrsError, OrderItem};
use domain::order::{
    AWAITING_LIMIT, EndReason, OVERDUE_LIMIT, OrderEvent, OrderState, OrderStatus, REQUEST_FAILURES,
};
use domain::time::HOUR;
use domain::{OrderId, Time};
use store::{Order, Slot};

use super::transition::{accepted, expected, next_look};
use crate::amazon::subscription::brings;
use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Job, Tries};
use crate::{Application, Error};

/// After so long of saying nothing else Amazon does not know an order.
const REFUSED_FOR_GOOD: i64 = HOUR;

/// Looks at an order whose state has lasted too long, as a job.
pub(crate) async fn run(app: &Application, id: OrderId, tries: Tries) -> Result<Ended, Error> {
    let Some(order) = app.store.read().await?.order(id).await? else {
        return Ok(Ended::Done);
    };
    if let Some(at) = not_yet(&order, app.now()) {
        return Ok(Ended::Again(at));
    }
    if !matches!(order.state, OrderState::Awaiting | OrderState::Placed) {
        return Ok(Ended::Done);
    }
    look(app, &order, tries).await
}

/// Looks at an order whose time has not come, since a message about it may have been missed.
pub(crate) async fn ask(app: &Application, id: OrderId, tries: Tries) -> Result<Ended, Error> {
    let order = app.store.read().await?.order(id).await?;
    match order.filter(|order| order.instance.is_some()) {
        Some(order) if order.state.is_live() => {
            let ended = look(app, &order, tries).await?;
            // When to look again is the watch's to say.
            Ok(match ended {
                Ended::Again(_) => Ended::Done,
                ended => ended,
            })
        }
        _ => Ok(Ended::Done),
    }
}

async fn look(app: &Application, order: &Order, tries: Tries) -> Result<Ended, Error> {
    let slot = app.store.read().await?.slot(order.slot_id).await?;
    let Some(slot) = slot else {
        return Ok(Ended::Done);
    };
    let asked = app.now();
    let mut unknown = false;
    let item = match &order.instance {
        None => None,
        Some(instance) => {
            let answer = app
                .call(slot.device_id, |amazon, token| async move {
                    amazon.order_info(&token, instance).await
                })
                .await;
            match answer {
                Ok(info) => info.items.into_iter().next(),
                Err(CallError::Own(error)) => return Err(error),
                Err(CallError::Drs(DrsError::Refused { .. } | DrsError::UnknownSlot)) => {
                    unknown = true;
                    None
                }
                Err(_) if tries.last(asked, REQUEST_FAILURES) => None,
                Err(error) => return error.repeat(),
            }
        }
    };
    let elsewhere = unknown && is_of_another_registration(app, &slot, order).await?;
    if elsewhere && !tries.last(asked, REFUSED_FOR_GOOD) {
        return Ok(Ended::Retry {
            after: None,
            why: "Amazon does not know an order",
        });
    }
    let (mut change, mut slot) = match DeviceUnit::lock_slot(app, order.slot_id).await {
        Err(Error::NotFound) => return Ok(Ended::Done),
        held => held?,
    };
    let Some(mut order) = change.tx.order(order.id).await? else {
        return Ok(Ended::Done);
    };
    if elsewhere {
        change.let_go(&mut slot, &mut order).await?;
    } else {
        change
            .apply_order_info(&mut slot, &mut order, item, asked)
            .await?;
    }
    change.update_alerts(&slot).await?;
    let again = match order.state {
        OrderState::Placed => Some(next_look(asked).max(expected(&order))),
        // Its time is over, as far as the clock may be believed.
        OrderState::Awaiting if app.doubted_since().is_some() => Some(next_look(asked)),
        _ => None,
    };
    change.commit().await?;
    Ok(again.map_or(Ended::Done, Ended::Again))
}

/// Whether an order was asked for before the registration that there is now.
async fn is_of_another_registration(
    app: &Application,
    slot: &Slot,
    order: &Order,
) -> Result<bool, Error> {
    let registration = app.store.read().await?.registration(slot.device_id).await?;
    Ok(registration.is_some_and(|now| order.requested_at < now.registered_at))
}

/// The moment before which there is nothing to ask.
fn not_yet(order: &Order, now: Time) -> Option<Time> {
    let due = match order.state {
        OrderState::Awaiting => accepted(order) + AWAITING_LIMIT,
        OrderState::Placed => expected(order),
        _ => return None,
    };
    (now < due).then_some(due)
}

impl DeviceUnit {
    /// Believes Amazon's answer as of its asking, unless a newer message is known; then ends what is
    /// out of time.
    async fn apply_order_info(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        item: Option<OrderItem>,
        asked: Time,
    ) -> Result<(), Error> {
        let status = item
            .as_ref()
            .map_or(OrderStatus::Other, |item| OrderStatus::parse(&item.status));
        if let Some(item) = item
            && order.amazon_updated_at.is_none_or(|said| said <= asked)
        {
            order.estimate = item.expected_delivery.or(order.estimate);
            order.asin = item.asin.or(order.asin.take());
            order.amazon_updated_at = Some(asked);
            self.tx.order_update(order).await?;
        }
        match status {
            OrderStatus::Placed => {
                self.move_order(slot, order, OrderEvent::Placed).await?;
            }
            OrderStatus::Cancelled => {
                let placed = order.placed_at.is_some();
                let reason = EndReason::of_cancellation(placed, order.accepted_at, asked);
                self.cancel(slot, order, reason).await?;
            }
            OrderStatus::Closed => self.close(slot, order).await?,
            OrderStatus::Other => {}
        }
        let reason = match order.state {
            _ if self.app.doubted_since().is_some() => return Ok(()),
            OrderState::Awaiting if accepted(order) + AWAITING_LIMIT <= asked => {
                EndReason::NoAnswer
            }
            OrderState::Placed if asked.since(expected(order)) >= OVERDUE_LIMIT => {
                EndReason::Overdue
            }
            _ => return Ok(()),
        };
        self.end_order(slot, order, OrderEvent::Failed, reason)
            .await
    }

    /// `Closed`: shipped with its expected date, arrived once that is past. Of an order on the road
    /// the date of its one parcel is Amazon's newest.
    async fn close(&mut self, slot: &mut Slot, order: &mut Order) -> Result<(), Error> {
        let date = expected(order);
        let mut parcels = self.tx.parcels(order.id).await?;
        if parcels.is_empty()
            && let Some(quantity) = brings(slot, order)
        {
            order.quantity = Some(quantity);
            let parcel = self.new_parcel(order, quantity, date).await?;
            self.job(&Job::Parcel { parcel: parcel.id }, date).await?;
        } else if let [parcel] = parcels.as_mut_slice()
            && parcel.counted.is_none()
            && parcel.estimate != date
        {
            parcel.estimate = date;
            self.tx.parcel_update(parcel).await?;
            self.job(&Job::Parcel { parcel: parcel.id }, date).await?;
        }
        self.move_order(slot, order, OrderEvent::Shipped).await?;
        Ok(())
    }
}
