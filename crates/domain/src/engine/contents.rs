//! What whoever sends an order says of it: that it is placed, and with what; that a part of it is on the road, and when it
//! is expected. Words may come twice, late and in any order: the newest has the products and the date, a state only moves
//! forward, and of what was called off nothing comes.

use super::{DeviceState, FollowUp, KnownOrder};
use crate::order::{Order, OrderEvent, OrderState, SHIPPING, Shipment};
use crate::quantity::Quantity;
use crate::slot::Slot;
use crate::time::Time;
use crate::{OrderId, Parcel};

/// What is said of an order's contents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Amazon's product.
    pub asin: Option<String>,
    /// What it brings, where that can be said in the slot's unit.
    pub quantity: Option<Quantity>,
    /// When the last of it is expected.
    pub estimate: Option<Time>,
}

impl DeviceState {
    /// An order is placed, as was said at a moment.
    pub fn order_placed(&mut self, s: usize, id: OrderId, said: &Contents, at: Time) {
        let placed_at = self.placed_with(s, id, said, at);
        if self.move_order(s, id, OrderEvent::Placed, None)
            && let Some(known) = self.order_mut(s, id)
        {
            known.order.placed_at = placed_at;
        }
        self.slots[s].touch();
    }

    /// How much was placed, whether or not that moves the order: the newest word's. What is on the road is no more than
    /// that. Says when it was placed.
    pub(super) fn placed_with(
        &mut self,
        s: usize,
        id: OrderId,
        said: &Contents,
        at: Time,
    ) -> Option<Time> {
        let (slot, known) = self.slots[s].order_mut(id)?;
        let told = known.told();
        let KnownOrder { order, parcels, .. } = known;
        if order.is_called_off() {
            return order.placed_at;
        }
        apply_contents(slot, order, said, at);
        // Amazon says it once, and may have been asked before that is heard.
        let is_once = order.instance.is_some();
        if is_once || order.placed_at.is_none_or(|known| at >= known) {
            order.quantity = said.quantity.or(order.quantity);
            order.placed_at = Some(at);
        }
        let surplus = told - order.quantity.unwrap_or(told);
        let mut road = parcels.iter_mut().filter(|it| it.counted.is_none());
        if surplus.is_positive()
            && let Some(parcel) = road.rfind(|it| it.quantity > surplus)
        {
            parcel.quantity -= surplus;
        }
        order.placed_at
    }

    /// An order is shipped, or a part of it, or has a new date, as was said at a moment.
    pub fn order_shipped(&mut self, s: usize, id: OrderId, said: &Contents, at: Time) {
        let now = self.now;
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return;
        };
        let told = known.told();
        let KnownOrder { order, parcels, .. } = known;
        if order.is_called_off() {
            return;
        }
        let newest = order.amazon_updated_at.is_none_or(|said| at >= said);
        // How much was placed, or what the pack makes one expect; a first parcel may be more than that.
        let placed = order.placed();
        let expected = placed.or_else(|| slot.brings(order));
        apply_contents(slot, order, said, at);
        let shipped = said.quantity.or(order.quantity);
        order.quantity = placed.or_else(|| expected.max(shipped));
        let most = placed.or(order.quantity.filter(|_| told.is_positive()));
        let date = said.estimate.or(order.estimate);
        let date = match date.unwrap_or(now + SHIPPING) {
            date if order.adopted => date,
            // Before it was asked for it cannot have come.
            date => date.max(order.requested_at),
        };
        let is_first = parcels.is_empty();
        let is_unknown = |it: &&mut Parcel| it.counted.is_none() && !it.quantity.is_positive();
        let unknown = parcels.iter_mut().find(is_unknown);
        let parcel = match (Shipment::of(shipped, most, told), unknown) {
            (Shipment::Parcel(quantity), Some(parcel)) => {
                parcel.quantity = quantity;
                parcel.estimate = date;
                Some(parcel.id)
            }
            (Shipment::Parcel(quantity), None) => self.new_parcel(s, id, quantity, date),
            // How much it is cannot be counted in the slot's unit.
            (Shipment::MovesDate, _) if is_first => self.new_parcel(s, id, Quantity::ZERO, date),
            (Shipment::MovesDate, _) => {
                let last = parcels.iter_mut().rfind(|parcel| parcel.counted.is_none());
                let last = last.filter(|_| newest && said.estimate.is_some());
                last.map(|parcel| {
                    parcel.estimate = date;
                    parcel.id
                })
            }
        };
        if let Some(parcel) = parcel {
            self.follow_up(FollowUp::Parcel(parcel), date);
        }
        self.announced(s, id, at);
        self.slots[s].touch();
    }
}

/// Products and estimate, where this is the newest word of them.
fn apply_contents(slot: &Slot, order: &mut Order, said: &Contents, at: Time) {
    if order.amazon_updated_at.is_some_and(|known| known > at) {
        return;
    }
    order.amazon_updated_at = Some(at);
    order.estimate = said.estimate.or(order.estimate);
    order.asin = said.asin.clone().or(order.asin.take());
    order.quantity = said
        .quantity
        .or(order.quantity)
        .or_else(|| slot.brings(order));
    if said.estimate.is_none() && order.state == OrderState::Placed {
        order.estimate = Some(order.expected());
    }
}
