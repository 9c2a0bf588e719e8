//! Watching orders: one whose state has lasted too long is looked at. getOrderInfo has the word, and where it
//! has none the order ends.

use amazon::{DrsError, OrderItem};
use domain::engine::{FollowUp, KnownOrder};
use domain::order::{
    AWAITING_LIMIT, EndReason, OVERDUE_LIMIT, OrderEvent, OrderState, OrderStatus,
    REQUEST_FAILURES, is_too_late,
};
use domain::time::{DAY, HOUR};
use domain::{Order, OrderId, Replenisher, Slot, Time};

use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Tries};
use crate::{Application, Error};

/// After so long of saying nothing else Amazon does not know an order.
const REFUSED_FOR_GOOD: i64 = HOUR;

/// Between two looks at a placed order past its date.
const LOOKS: i64 = DAY;

/// Looks at an order whose state has lasted too long, as a job.
pub(crate) async fn run(app: &Application, id: OrderId, tries: Tries) -> Result<Ended, Error> {
    let mut tx = app.store.read().await?;
    let Some(order) = tx.order(id).await? else {
        return Ok(Ended::Done);
    };
    let parcels = tx.parcels_of_orders(&[id]).await?;
    drop(tx);
    if let Some(at) = not_yet(&order, app.now()) {
        return Ok(Ended::Again(at));
    }
    let known = KnownOrder::known(order, parcels);
    let order = &known.order;
    match order.state {
        OrderState::Requested if order.held_since.is_some() => {
            give_up(app, id, OrderEvent::Cancelled, EndReason::Withdrawn).await
        }
        OrderState::Requested if order.sent_at.is_some() => unanswered(app, order).await,
        OrderState::Awaiting | OrderState::Placed => look(app, order, tries).await,
        _ if known.waits_for_the_rest() || order.is_unannounced() => look(app, order, tries).await,
        _ => Ok(Ended::Done),
    }
}

/// Nobody let it go for as long as an order waits, or answered it.
async fn give_up(
    app: &Application,
    id: OrderId,
    event: OrderEvent,
    reason: EndReason,
) -> Result<Ended, Error> {
    let Some((mut unit, s)) = DeviceUnit::lock_order(app, id).await? else {
        return Ok(Ended::Done);
    };
    let order = unit.order(id).map(|known| &known.order);
    // It may have gone on meanwhile.
    let order = order.filter(|order| order.state == OrderState::Requested);
    if order.is_some_and(|order| not_yet(order, unit.now).is_none()) {
        unit.end_order(s, id, event, reason);
        unit.commit().await?;
    }
    Ok(Ended::Done)
}

/// The maker's shop has not answered. Where it is Amazon that was asked, asking again tells.
async fn unanswered(app: &Application, order: &Order) -> Result<Ended, Error> {
    let device = app.store.read().await?.device(order.device_id).await?;
    if device.is_none_or(|device| device.replenisher != Replenisher::Shop) {
        return Ok(Ended::Done);
    }
    if app.doubted_since().is_some() {
        return Ok(Ended::Again(app.now() + HOUR));
    }
    give_up(app, order.id, OrderEvent::Failed, EndReason::NoAnswer).await
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
    let id = order.id;
    let Some((mut unit, s)) = DeviceUnit::lock_order(app, id).await? else {
        return Ok(Ended::Done);
    };
    if elsewhere {
        unit.let_go(s, id);
    } else {
        unit.apply_order_info(s, id, item, asked).await?;
    }
    unit.slots[s].touch();
    let again = unit.order(id).and_then(|known| match known.order.state {
        OrderState::Placed => Some((asked + LOOKS).max(known.order.expected())),
        // Its time is over, as far as the clock may be believed.
        OrderState::Awaiting if app.doubted_since().is_some() => Some(asked + LOOKS),
        OrderState::Shipped if known.waits_for_the_rest() => Some(asked + LOOKS),
        OrderState::Arrived if known.order.is_unannounced() && !is_overdue(&known.order, asked) => {
            Some(asked + LOOKS)
        }
        _ => None,
    });
    unit.commit().await?;
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

/// Whether nothing was heard of an order for too long after its date.
fn is_overdue(order: &Order, now: Time) -> bool {
    now.since(order.expected()) >= OVERDUE_LIMIT
}

/// The moment before which there is nothing to ask.
fn not_yet(order: &Order, now: Time) -> Option<Time> {
    order.watched_at().filter(|due| now < *due)
}

impl DeviceUnit {
    /// Believes Amazon's answer as of its asking, unless a newer message is known; then ends what is
    /// out of time.
    async fn apply_order_info(
        &mut self,
        s: usize,
        id: OrderId,
        item: Option<OrderItem>,
        asked: Time,
    ) -> Result<(), Error> {
        let status = item
            .as_ref()
            .map_or(OrderStatus::Other, |item| OrderStatus::parse(&item.status));
        let Some(known) = self.order_mut(s, id) else {
            return Ok(());
        };
        let order = &mut known.order;
        if let Some(item) = item
            && order.state.is_live()
            && order.amazon_updated_at.is_none_or(|said| said <= asked)
        {
            let expected = item.expected_delivery;
            let expected = expected.filter(|it| !is_too_late(*it, asked));
            order.estimate = expected.or(order.estimate);
            order.asin = item.asin.or(order.asin.take());
            order.amazon_updated_at = Some(asked);
        }
        match status {
            OrderStatus::Placed => {
                self.move_order(s, id, OrderEvent::Placed, None);
            }
            OrderStatus::Cancelled => {
                let (is_placed, accepted) = (order.placed_at.is_some(), order.accepted_at);
                let reason = EndReason::of_cancellation(is_placed, accepted, asked);
                self.cancel_order(s, id, reason).await?;
            }
            OrderStatus::Closed => self.close(s, id, asked),
            OrderStatus::Other => {}
        }
        let is_doubted = self.doubted_since.is_some();
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return Ok(());
        };
        let order = &known.order;
        if known.waits_for_the_rest() {
            // Nobody has said that the rest was sent: in the end it is given up, as what is never shipped is.
            let is_over = !is_doubted && is_overdue(order, asked);
            if is_over || known.untold(slot).is_none() {
                self.arrived(s, id);
            }
            return Ok(());
        }
        let reason = match order.state {
            _ if is_doubted => return Ok(()),
            OrderState::Awaiting if order.accepted() + AWAITING_LIMIT <= asked => {
                EndReason::NoAnswer
            }
            OrderState::Placed if is_overdue(order, asked) => EndReason::Overdue,
            _ => return Ok(()),
        };
        self.end_order(s, id, OrderEvent::Failed, reason);
        Ok(())
    }

    /// `Closed`: shipped with its expected date, arrived once that is past. What Amazon has not told of is a parcel of that
    /// date; of an order on the road the date of its one parcel is Amazon's newest.
    fn close(&mut self, s: usize, id: OrderId, asked: Time) {
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return;
        };
        if !known.order.state.is_live() {
            self.announced(s, id, asked);
            return;
        }
        let untold = match known.parcels.is_empty() {
            true => slot.brings(&known.order),
            false => known.untold(slot),
        };
        let KnownOrder { order, parcels, .. } = known;
        let date = order.expected();
        let parcel = if let Some(quantity) = untold {
            if parcels.is_empty() {
                order.quantity = Some(quantity);
            }
            self.new_parcel(s, id, quantity, date)
        } else if let [parcel] = parcels.as_mut_slice()
            && parcel.counted.is_none()
            && parcel.estimate != date
        {
            parcel.estimate = date;
            Some(parcel.id)
        } else {
            None
        };
        if let Some(parcel) = parcel {
            self.follow_up(FollowUp::Parcel(parcel), date);
        }
        self.move_order(s, id, OrderEvent::Shipped, None);
    }
}
