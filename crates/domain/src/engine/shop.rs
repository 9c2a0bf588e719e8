//! What the maker's own shop says of an order. However often, late and in whatever order its words are heard, the sum that
//! they add and what is decided next are the same:
//!
//! - `cancelled` has the last word: nothing of the order comes, and what it brought is taken back.
//! - `arrived` says that all of it is here, at the earliest moment at which that was said.
//! - `shipped` says that a part of it, or all that is left, is on the road. `failed` does not stop it.
//! - Of `placed` and `failed` the newer holds.
//! - It brings what was placed; else what was asked for, or the largest part of it, where that is more. A parcel that was
//!   all of an order stays all of it.

use super::{Contents, DeviceState};
use crate::journal::{Actor, Entry, Input};
use crate::order::{EndReason, Order, OrderEvent, OrderState};
use crate::shop::ShopEvent;
use crate::time::Time;
use crate::{OrderId, Parcel, Quantity};

impl DeviceState {
    /// The shop says something of an order, as of a moment. `counted` are the entries that count parcels of it and that
    /// nobody took back.
    pub fn shop_says(
        &mut self,
        s: usize,
        id: OrderId,
        kind: ShopEvent,
        (said, at): (&Contents, Time),
        counted: &[Entry],
    ) {
        let is_delivery = |it: &&Entry| matches!(it.input(), Some(Input::Delivery(_)));
        let counted: Vec<_> = counted.iter().filter(is_delivery).cloned().collect();
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return;
        };
        let is_whole = known.told().is_positive() && known.untold(slot).is_none();
        let order = &mut known.order;
        match kind {
            _ if order.is_called_off() => return,
            ShopEvent::Accepted => {
                self.move_order(s, id, OrderEvent::Accepted, None);
            }
            ShopEvent::Placed => {
                let said = Contents {
                    quantity: said.quantity.or(order.asked),
                    ..said.clone()
                };
                if was_refused(order, at) {
                    self.placed_with(s, id, &said, at);
                } else {
                    self.order_placed(s, id, &said, at);
                }
                self.fit(s, id, is_whole, &counted);
            }
            ShopEvent::Shipped => {
                self.order_shipped(s, id, said, at);
                self.fit(s, id, is_whole, &counted);
            }
            ShopEvent::Arrived => {
                let brings = slot.brings(order);
                order.quantity = order.placed().or_else(|| brings.max(said.quantity));
                self.fit(s, id, is_whole, &counted);
                self.handed_over(s, id, at, &counted);
            }
            ShopEvent::Cancelled => {
                for entry in &counted {
                    self.take_back_parcels(s, id, entry);
                }
                self.cancel(s, id, EndReason::Customer);
            }
            ShopEvent::Failed => self.refused(s, id, at),
        }
        self.slots[s].touch();
    }

    /// All of an order is here since a moment: what was added later comes then, and what was added on its date.
    fn handed_over(&mut self, s: usize, id: OrderId, at: Time, counted: &[Entry]) {
        let Some(known) = self.order(id) else { return };
        let is_here = known.order.state == OrderState::Arrived;
        let is_guessed = is_here && !known.order.confirmed;
        for entry in counted.iter().filter(|it| is_guessed || it.at > at) {
            self.count_at(s, id, entry, at);
        }
        if is_here {
            self.confirm(s, id);
        } else {
            self.arrive_early(s, id, at, Actor::Maker);
        }
        if let Some(known) = self.order_mut(s, id)
            && (!is_here || is_guessed || known.order.ended_at > Some(at))
        {
            known.order.ended_at = Some(at);
        }
    }

    /// An order cannot be sent, as was said at a moment.
    fn refused(&mut self, s: usize, id: OrderId, at: Time) {
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        let order = &mut known.order;
        if order.placed_at > Some(at) || was_refused(order, at) {
            return;
        }
        if order.state == OrderState::Failed {
            order.reason = Some(EndReason::Refused);
            order.ended_at = Some(at);
        } else if self.end_order(s, id, OrderEvent::Failed, EndReason::Refused)
            && let Some(known) = self.order_mut(s, id)
        {
            known.order.ended_at = Some(at);
        }
    }

    /// Has the parcels of an order bring what it brings: what was all of it is all of it still, and nothing is more.
    fn fit(&mut self, s: usize, id: OrderId, is_whole: bool, counted: &[Entry]) {
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return;
        };
        let (told, all) = (known.told(), slot.brings(&known.order).unwrap_or_default());
        let last = counted.iter().max_by_key(|it| it.at);
        if is_whole && told < all {
            let rest = all - told;
            let mut road = known.parcels.iter_mut().filter(|it| it.counted.is_none());
            match (road.next_back(), last) {
                (Some(parcel), _) => parcel.quantity += rest,
                (None, Some(last)) => {
                    self.new_parcel(s, id, rest, last.at);
                }
                (None, None) => {}
            }
        }
        self.take_surplus(s, id, told - all, counted);
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        if known.order.state != OrderState::Arrived {
            return;
        }
        // It is here: so is what is said of it only now.
        let entry = last.map(|it| it.id);
        let entry = entry.or_else(|| known.parcels.iter().find_map(|it| it.counted));
        let road = known.parcels.iter_mut().filter(|it| it.counted.is_none());
        let road: Vec<_> = road
            .map(|parcel| {
                // What somebody put in by hand is all of it.
                parcel.counted = entry.filter(|_| last.is_none());
                *parcel
            })
            .collect();
        for parcel in road {
            if let Some(last) = last {
                let entry = self.deliver(s, &parcel, last.at, last.actor);
                self.set_counted(s, id, parcel.id, entry);
            }
        }
    }

    /// Takes back what was counted of an order and is more than it brings.
    fn take_surplus(&mut self, s: usize, id: OrderId, surplus: Quantity, counted: &[Entry]) {
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        let road = known.parcels.iter().filter(|it| it.counted.is_none());
        let is_enough = |it: &&mut Parcel| {
            let is_one = counted.iter().any(|entry| it.counted == Some(entry.id));
            is_one && it.quantity > surplus
        };
        if !surplus.is_positive() || road.count() > 0 {
            return;
        }
        if let Some(parcel) = known.parcels.iter_mut().rfind(is_enough) {
            parcel.quantity -= surplus;
            let entry = parcel.counted;
            if let Some(entry) = counted.iter().find(|it| Some(it.id) == entry) {
                self.count_at(s, id, entry, entry.at);
            }
        }
    }

    /// What an entry counted of an order counts at a moment.
    fn count_at(&mut self, s: usize, id: OrderId, entry: &Entry, at: Time) {
        let parcels = self.take_back_parcels(s, id, entry);
        for parcel in parcels {
            let entry = self.deliver(s, &parcel, at, Actor::Maker);
            self.set_counted(s, id, parcel.id, entry);
        }
    }

    /// Takes back an entry that counted parcels of an order.
    fn take_back_parcels(&mut self, s: usize, id: OrderId, entry: &Entry) -> Vec<Parcel> {
        self.append_undo(s, entry, Actor::Larder, None);
        let parcels = self.order_mut(s, id).into_iter();
        let counted = parcels.flat_map(|it| &mut it.parcels);
        let counted = counted.filter(|it| it.counted == Some(entry.id));
        counted
            .map(|parcel| {
                parcel.counted = None;
                *parcel
            })
            .collect()
    }
}

/// Whether the shop has said at that moment or later that it cannot send an order.
fn was_refused(order: &Order, at: Time) -> bool {
    let is_refused = order.state == OrderState::Failed && order.reason == Some(EndReason::Refused);
    is_refused && order.ended_at >= Some(at)
}
