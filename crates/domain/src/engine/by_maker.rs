//! What the maker says of a slot by hand: that it orders now, whatever is left, and that it orders nothing for a while.

use super::{DeviceState, FollowUp, KnownOrder};
use crate::event::EventType;
use crate::order::{EndReason, Order, OrderEvent, OrderState};
use crate::{OrderId, Replenisher};

/// What stands in the way of an order by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Barrier {
    /// Alexa orders for it.
    LeftToAlexa,
    /// Nobody can be asked for its supplies.
    NotConnected,
    /// Its customer has turned reordering off, or has chosen nothing.
    Paused,
    /// The maker holds it.
    Held,
    /// An order is under way, or a parcel of a former one.
    OrderLive,
}

impl DeviceState {
    /// Orders, whatever is left. Its newest orders have to be read.
    pub fn order_now(&mut self, s: usize) -> Result<OrderId, Barrier> {
        let (replenisher, is_at_hand) = (self.device.replenisher, self.is_at_hand());
        let slot = &self.slots[s].slot;
        let barrier = match () {
            () if replenisher == Replenisher::Alexa => Some(Barrier::LeftToAlexa),
            () if !is_at_hand => Some(Barrier::NotConnected),
            () if !replenisher.may_order(slot.subscribed) => Some(Barrier::Paused),
            () if slot.cooldown.by_maker.is_some() => Some(Barrier::Held),
            () if self.slots[s].is_supplied() => Some(Barrier::OrderLive),
            () => None,
        };
        if let Some(barrier) = barrier {
            return Err(barrier);
        }
        let id: OrderId = self.id();
        let order = Order::requested(id, self.slots[s].slot.key(), self.now);
        self.follow_up(FollowUp::Replenish(id), self.now);
        self.changes.order_states.push(OrderState::Requested);
        self.slots[s].put(KnownOrder::new(order.clone()));
        self.slots[s].touch();
        // The shop hears of it once it need not wait for an operator.
        if replenisher != Replenisher::Shop {
            self.order_event(EventType::OrderRequested, s, &order);
        }
        Ok(id)
    }

    /// Lets nothing be ordered from now on, or lets go again. What nobody was asked for yet is not wanted any more. Its
    /// newest orders have to be read. False where it was so already.
    pub fn hold_slot(&mut self, s: usize, is_held: bool) -> bool {
        let now = self.now;
        let work = &mut self.slots[s];
        if work.slot.cooldown.by_maker.is_some() == is_held {
            return false;
        }
        work.slot.cooldown.by_maker = is_held.then_some(now);
        work.touch();
        let orders = work.orders().iter().map(|it| &it.order);
        let unsent = orders.filter(|it| {
            is_held && it.live && it.state == OrderState::Requested && it.sent_at.is_none()
        });
        let unsent: Vec<_> = unsent.map(|order| order.id).collect();
        for order in unsent {
            self.end_order(s, order, OrderEvent::Cancelled, EndReason::Paused);
        }
        true
    }
}
