//! State transitions of an order, in the transaction of a change: each event moves the state as `domain`
//! says, and leaves the jobs and cooldowns that follow.

use domain::event::EventType;
use domain::journal::Actor;
use domain::order::{AWAITING_LIMIT, EndReason, OrderEvent, OrderState, SHIPPING};
use domain::time::DAY;
use domain::{Quantity, Time};
use store::{Order, Slot};

use crate::Error;
use crate::device_unit::DeviceUnit;
use crate::job::Job;

/// Orders of a slot that a use may confirm, newest first; older ones are long used up.
const CONFIRMED_BY_USE: i64 = 5;

impl DeviceUnit {
    /// Moves an order by an event and writes it; false where the event changes nothing.
    pub(crate) async fn move_order(
        &mut self,
        slot: &Slot,
        order: &mut Order,
        event: OrderEvent,
    ) -> Result<bool, Error> {
        let Some(state) = order.state.after(event) else {
            return Ok(false);
        };
        metrics::counter!("larder_orders_total", "state" => state.name()).increment(1);
        order.state = state;
        order.live = state.is_live() && (order.live || event == OrderEvent::NotArrived);
        let moment = Some(self.now);
        match event {
            OrderEvent::Accepted => order.accepted_at = moment,
            OrderEvent::Placed => order.placed_at = moment,
            OrderEvent::Shipped => order.shipped_at = moment,
            OrderEvent::Arrived | OrderEvent::Cancelled | OrderEvent::Failed => {
                order.ended_at = moment;
            }
            OrderEvent::NotArrived => order.ended_at = None,
        }
        self.tx.order_update(order).await?;
        self.order_event(EventType::of_order(event, order.reason), slot, order);
        self.watch(order).await?;
        Ok(true)
    }

    /// Asks for a look at an order when its state has lasted too long.
    pub(crate) async fn watch(&mut self, order: &Order) -> Result<(), Error> {
        let at = match order.state {
            OrderState::Awaiting => accepted(order) + AWAITING_LIMIT,
            OrderState::Placed => expected(order),
            _ => return Ok(()),
        };
        self.job(&Job::OrderWatch { order: order.id }, at.max(self.now))
            .await
    }

    /// Ends an order that did not come through, with the hold its reason leaves, and decides again.
    pub(crate) async fn end_order(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        event: OrderEvent,
        reason: EndReason,
    ) -> Result<(), Error> {
        order.reason = Some(reason);
        if self.move_order(slot, order, event).await? {
            slot.cooldown = slot
                .cooldown
                .after(reason, event == OrderEvent::Failed, self.now);
            self.evaluate(slot).await?;
        }
        Ok(())
    }

    /// An order is cancelled at Amazon: what it brought is taken back, what was on the road does not
    /// come.
    pub(crate) async fn cancel(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        reason: EndReason,
    ) -> Result<(), Error> {
        if order.state == OrderState::Arrived {
            self.uncount(slot, order, Actor::Larder).await?;
            self.report_status(slot).await?;
        }
        let before = order.state;
        self.end_order(slot, order, OrderEvent::Cancelled, reason)
            .await?;
        if order.state == before {
            return Ok(());
        }
        for parcel in self.tx.parcels(order.id).await? {
            if parcel.counted.is_none() {
                self.tx
                    .job_delete(&Job::Parcel { parcel: parcel.id }.key())
                    .await?;
            }
        }
        Ok(())
    }

    /// A use that needs what an order brought says that it was really here. What came first is used
    /// first: an order is drawn from once less is left than it and all later ones brought.
    pub(crate) async fn confirm_by_use(&mut self, slot: &Slot) -> Result<(), Error> {
        let known = slot.stock().at_home().filter(|_| slot.counting.is_none());
        let Some(at_home) = known else {
            return Ok(());
        };
        let mut brought = Quantity::ZERO;
        for mut order in self.tx.orders_of_slot(slot.id, CONFIRMED_BY_USE).await? {
            if order.state != OrderState::Arrived {
                continue;
            }
            let parcels = self.tx.parcels(order.id).await?;
            brought += parcels.iter().map(|parcel| parcel.quantity).sum();
            let used = slot
                .last_use
                .zip(order.ended_at)
                .is_some_and(|(used, came)| used > came);
            if !order.confirmed && used && at_home < brought {
                order.confirmed = true;
                self.tx.order_update(&order).await?;
            }
        }
        Ok(())
    }
}

/// When Amazon accepted an order, as far as is known.
pub(crate) fn accepted(order: &Order) -> Time {
    order.accepted_at.unwrap_or(order.requested_at)
}

/// When an order is expected.
pub(crate) fn expected(order: &Order) -> Time {
    order
        .estimate
        .unwrap_or_else(|| order.placed_at.unwrap_or(order.requested_at) + SHIPPING)
}

/// When a placed order past its date is looked at next.
pub(crate) fn next_look(now: Time) -> Time {
    now + DAY
}
