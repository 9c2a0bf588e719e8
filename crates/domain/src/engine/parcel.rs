//! Parcels of an order: made, counted into the stock when their estimated date is reached or somebody says that they are
//! here, and taken back.

use super::order::Explained;
use super::{DeviceState, FollowUp, KnownOrder, NewEntry};
use crate::cooldown::Cooldown;
use crate::event::EventType;
use crate::journal::{Actor, Input};
use crate::order::{NOT_ARRIVED, OrderEvent, OrderState};
use crate::{EntryId, OrderId, Parcel, ParcelId, Quantity, Time};

impl DeviceState {
    /// Appends a report of the device, with what a rise of its level says of an order. It is given back where that is not
    /// known before the slot's journal is folded for what came before it.
    pub fn report(&mut self, s: usize, entry: NewEntry) -> Result<EntryId, NewEntry> {
        if let Input::Level(level) = entry.input
            && entry.effective
            && self.slots[s].orders().iter().any(KnownOrder::waits)
        {
            let work = &self.slots[s];
            if work.unfolded.is_some() && work.slot.counting.is_none() {
                return Err(entry);
            }
            match work.explained_by(level, entry.at) {
                Some(Explained::Arrives(order)) => {
                    self.arrive_early(s, order, entry.at, Actor::Device);
                }
                Some(Explained::Confirms(order)) => {
                    self.confirm(s, order);
                }
                None => {}
            }
        }
        Ok(self.append(s, entry))
    }

    /// Counts a parcel at a moment: its stock is added, and with an order's last parcel the order
    /// has arrived. Whoever says so but Larder, which goes by the date, confirms it.
    pub fn count_parcel(&mut self, s: usize, id: ParcelId, at: Time, by: Actor) {
        let found = self.slots[s].orders().iter();
        let found = found.flat_map(|it| &it.parcels).find(|it| it.id == id);
        let Some(parcel) = found.copied() else { return };
        let slot = &self.slots[s].slot;
        let entry = NewEntry {
            at,
            input: Input::Delivery(parcel.quantity),
            actor: by,
            key: Some((
                format!("parcel:{id}"),
                // One that was taken back may be counted again.
                slot.accepted.to_string().into_bytes(),
            )),
            effective: true,
        };
        let at_home = slot.stock().at_home();
        self.slots[s].before_arrival = self.slots[s].before_arrival.or(at_home);
        let entry = self.append(s, entry);
        self.slots[s].touch();
        let order = parcel.order_id;
        let Some(known) = self.order_mut(s, order) else {
            return;
        };
        if let Some(parcel) = known.parcels.iter_mut().find(|it| it.id == id) {
            parcel.counted = Some(entry);
        }
        if known.is_on_the_road() {
            return;
        }
        known.order.confirmed |= by != Actor::Larder;
        if self.move_order(s, order, OrderEvent::Arrived, None) {
            self.slots[s].slot.cooldown = Cooldown::default();
        }
    }

    /// Everything of an order is here before its date, as somebody says: nothing more is added on it.
    pub fn arrive_early(&mut self, s: usize, id: OrderId, at: Time, by: Actor) {
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return;
        };
        let brings = slot.brings(&known.order);
        let road = known.parcels.iter().filter(|it| it.counted.is_none());
        let mut parcels: Vec<_> = road.map(|parcel| parcel.id).collect();
        if parcels.is_empty()
            && let Some(quantity) = brings
        {
            parcels.extend(self.new_parcel(s, id, quantity, at));
        }
        for parcel in parcels {
            self.count_parcel(s, parcel, at, by);
        }
    }

    /// Makes a parcel of an order.
    pub fn new_parcel(
        &mut self,
        s: usize,
        order: OrderId,
        quantity: Quantity,
        estimate: Time,
    ) -> Option<ParcelId> {
        let id = self.id();
        let parcel = Parcel {
            id,
            order_id: order,
            slot_id: self.slots[s].slot.id,
            quantity,
            estimate,
            counted: None,
        };
        let parcels = &mut self.order_mut(s, order)?.parcels;
        parcels.push(parcel);
        parcels.sort_by_key(|parcel| (parcel.estimate, parcel.id));
        Some(id)
    }

    /// What a customer says of an order that has been counted: it has not arrived. What it brought is taken back before;
    /// its parcels are asked for again at a later date.
    pub fn not_arrived(&mut self, s: usize, id: OrderId) {
        let again = self.now + NOT_ARRIVED;
        let is_live = self.slots[s].live_order().is_some();
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        let mut parcels = Vec::new();
        for parcel in &mut known.parcels {
            parcel.estimate = again;
            parcels.push(parcel.id);
        }
        known.order.confirmed = false;
        known.order.estimate = Some(again);
        if is_live {
            known.order.late = true;
            let order = known.order.clone();
            self.order_event(EventType::OrderNotArrived, s, &order);
        } else {
            self.move_order(s, id, OrderEvent::NotArrived, None);
        }
        for parcel in parcels {
            self.follow_up(FollowUp::Parcel(parcel), again);
        }
        self.slots[s].touch();
    }
}

impl KnownOrder {
    /// Whether a rise of the level may say something of it.
    pub fn waits(&self) -> bool {
        matches!(self.order.state, OrderState::Placed | OrderState::Shipped)
            || self.order.is_unconfirmed()
    }
}
