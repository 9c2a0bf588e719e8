//! State transitions of an order: each event moves the state as [`OrderState::after`] says, and leaves the work and the
//! cooldown that follow.

use super::{DeviceState, FollowUp, KnownOrder, ORDERS_THAT_MATTER, SlotState};
use crate::OrderId;
use crate::event::EventType;
use crate::journal::Step;
use crate::order::{EndReason, Order, OrderEvent, OrderState};
use crate::quantity::Quantity;
use crate::time::Time;

impl DeviceState {
    /// Moves an order by an event, for a reason where it ends; false where the event changes nothing.
    pub fn move_order(
        &mut self,
        s: usize,
        id: OrderId,
        event: OrderEvent,
        reason: Option<EndReason>,
    ) -> bool {
        let now = self.now;
        let Some(known) = self.order_mut(s, id) else {
            return false;
        };
        let Some(state) = known.order.after(event) else {
            return false;
        };
        if known.order.is_given_up() {
            self.take_up(s, id);
        }
        let Some(known) = self.order_mut(s, id) else {
            return false;
        };
        let order = &mut known.order;
        order.state = state;
        order.live = state.is_live() && (order.live || event == OrderEvent::NotArrived);
        order.reason = reason.or(order.reason);
        order.held_since = None;
        let moment = Some(now);
        match event {
            OrderEvent::Accepted => order.accepted_at = moment,
            OrderEvent::Placed => order.placed_at = moment,
            OrderEvent::Shipped => order.shipped_at = moment,
            OrderEvent::Arrived | OrderEvent::Cancelled | OrderEvent::Failed => {
                order.ended_at = moment;
            }
            OrderEvent::NotArrived => order.ended_at = None,
        }
        let order = order.clone();
        self.slots[s].sort();
        self.changes.order_states.push(state);
        self.order_event(EventType::of_order(event, order.reason), s, &order);
        self.watch(&order);
        true
    }

    /// An order that was given up here is one again, beside another that is live where there is one.
    fn take_up(&mut self, s: usize, id: OrderId) {
        let work = &mut self.slots[s];
        let is_free = work.live_order().is_none();
        let failed = work.order_mut(id).and_then(|(_, known)| {
            let order = &mut known.order;
            order.live = is_free;
            order.reason = None;
            order.ended_at = None;
            (order.state == OrderState::Failed).then_some(order.requested_at)
        });
        if let Some(requested) = failed {
            let mut orders = work.orders().iter();
            let is_newest = orders.all(|it| it.order.requested_at <= requested);
            work.slot.cooldown = work.slot.cooldown.without_failure(is_newest);
        }
        work.touch();
    }

    /// Asks for a look at an order when its state has lasted too long.
    fn watch(&mut self, order: &Order) {
        if let Some(at) = order.watched_at() {
            self.follow_up(FollowUp::OrderWatch(order.id), at.max(self.now));
        }
    }

    /// Asks the maker's shop for an order. The event is all that it hears; an order that it does not answer is looked at.
    pub fn ask_shop(&mut self, s: usize, id: OrderId) {
        let (now, pack) = (self.now, self.slots[s].slot.pack());
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        known.order.sent_at = Some(now);
        known.order.asked = pack;
        let order = known.order.clone();
        self.slots[s].touch();
        self.order_event(EventType::OrderRequested, s, &order);
        self.watch(&order);
    }

    /// Before anybody is asked, an order waits for an operator.
    pub fn hold(&mut self, s: usize, id: OrderId) {
        let now = self.now;
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        known.order.held_since = Some(now);
        let order = known.order.clone();
        self.slots[s].touch();
        self.watch(&order);
    }

    /// An order that waited goes on.
    pub fn release(&mut self, s: usize, id: OrderId) {
        let now = self.now;
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        known.order.held_since = None;
        known.order.passed_at = Some(now);
        self.slots[s].touch();
        self.follow_up(FollowUp::Replenish(id), now);
    }

    /// Ends an order that did not come through, with the cooldown its reason leaves; false where it had ended.
    pub fn end_order(
        &mut self,
        s: usize,
        id: OrderId,
        event: OrderEvent,
        reason: EndReason,
    ) -> bool {
        let is_moved = self.move_order(s, id, event, Some(reason));
        if is_moved {
            self.slots[s].touch();
            let slot = &mut self.slots[s].slot;
            let failed = event == OrderEvent::Failed;
            slot.cooldown = slot.cooldown.after(reason, failed, self.now);
        }
        is_moved
    }

    /// It is said that an order is sent off, or a part of it.
    pub fn announced(&mut self, s: usize, id: OrderId, at: Time) {
        if !self.move_order(s, id, OrderEvent::Shipped, None)
            && let Some(known) = self.order_mut(s, id)
            && known.order.is_unannounced()
        {
            // Heard after it was here.
            known.order.shipped_at = known.order.ended_at.map(|ended| at.min(ended));
        }
    }

    /// Whoever sends an order has called it off: what it had on the road does not come. What it brought is to be taken back
    /// before.
    pub fn cancel(&mut self, s: usize, id: OrderId, reason: EndReason) {
        if !self.end_order(s, id, OrderEvent::Cancelled, reason) {
            if let Some(known) = self.order_mut(s, id)
                && known.order.is_given_up()
            {
                known.order.reason = Some(reason);
            }
            return;
        }
        let parcels = self.order(id).into_iter().flat_map(|it| &it.parcels);
        let road = parcels.filter(|parcel| parcel.counted.is_none());
        let dropped: Vec<_> = road.map(|parcel| FollowUp::Parcel(parcel.id)).collect();
        self.changes.jobs_dropped.extend(dropped);
    }

    /// Somebody says that an order was really here.
    pub fn confirm(&mut self, s: usize, id: OrderId) {
        if let Some(known) = self.order_mut(s, id) {
            known.order.confirmed = true;
        }
    }

    /// An order of a registration that Amazon has ended without our hearing of it: not sent off, it
    /// does not come; on the road it stays, without a name.
    pub fn let_go(&mut self, s: usize, id: OrderId) {
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        known.order.instance = None;
        known.order.asin = None;
        if known.order.state.is_unshipped() {
            self.end_order(s, id, OrderEvent::Cancelled, EndReason::Deregistered);
        } else if known.waits_for_the_rest() {
            self.arrived(s, id);
        }
    }

    /// An order of Amazon's that was not asked for here is taken in as the slot's own.
    pub fn adopt(&mut self, s: usize, instance: &str) -> OrderId {
        let id = self.id();
        let work = &mut self.slots[s];
        let mut order = Order::requested(id, work.slot.key(), self.now);
        order.instance = Some(instance.to_owned());
        order.adopted = true;
        order.live = work.live_order().is_none();
        order.accepted_at = Some(self.now);
        order.state = OrderState::Awaiting;
        work.put(KnownOrder::new(order));
        id
    }

    /// A use that needs what an order brought says that it was really here. What came first is used
    /// first: an order is drawn from once less is left than it and all later ones brought.
    pub(super) fn confirm_by_use(&mut self, s: usize) {
        let work = &mut self.slots[s];
        let Some(at_home) = work.at_home() else {
            return;
        };
        let last_use = work.slot.last_use;
        let mut brought = Quantity::ZERO;
        let newest = work.orders.iter_mut().flatten();
        for known in newest.take(ORDERS_THAT_MATTER) {
            if known.order.state != OrderState::Arrived {
                continue;
            }
            brought += known.told();
            let order = &mut known.order;
            let used = last_use.zip(order.ended_at);
            let is_used = used.is_some_and(|(used, came)| used > came);
            order.confirmed |= is_used && at_home < brought;
        }
    }
}

impl SlotState {
    /// A rise of the level that the spares cannot explain, by half of an order or more that is shipped or due soon: the
    /// order is here. A rise out of what an order brought confirms that it was. A rise says so once it is believed.
    pub(super) fn explained_by(&self, step: &Step) -> Option<Explained> {
        let slot = &self.slot;
        if slot.counting.is_some() {
            // Of one that is counted again it is not known what was there before.
            return None;
        }
        let effect = slot.stock().apply(step, &self.spec);
        let order = &self.orders().first()?.order;
        match order.state {
            OrderState::Placed if !order.is_due_soon(step.at) => None,
            OrderState::Placed | OrderState::Shipped => {
                let late = slot.last_use.is_some_and(|used| step.at < used);
                let coming = order.quantity.unwrap_or_default();
                let rise = effect.unexplained;
                let is_here = !late && coming.is_positive() && rise.0.saturating_mul(2) >= coming.0;
                is_here.then_some(Explained::Arrives(order.id))
            }
            OrderState::Arrived if !order.confirmed && effect.loaded.is_positive() => {
                Some(Explained::Confirms(order.id))
            }
            _ => None,
        }
    }
}

/// What a rise of the level says of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Explained {
    /// It is here.
    Arrives(OrderId),
    /// It was really here.
    Confirms(OrderId),
}
