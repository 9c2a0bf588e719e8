//! Parcels of an order: made, counted into the stock when their estimated date is reached or somebody says that they are
//! here, and taken back.

use super::order::Explained;
use super::{DeviceState, FollowUp, KnownOrder, NewEntry, SlotState};
use crate::event::EventType;
use crate::journal::{Actor, Input};
use crate::order::{NOT_ARRIVED, OrderEvent, OrderState};
use crate::slot::Slot;
use crate::{EntryId, OrderId, Parcel, ParcelId, Quantity, Time};

/// Less than this part of an order is not missing: its parcels are rounded.
const ROUNDED: i64 = 100;

impl DeviceState {
    /// Appends a report, with what a rise of the level says of an order. It is given back where that is not known before
    /// the slot's journal is folded for what came before it.
    pub fn report(&mut self, s: usize, entry: NewEntry) -> Result<EntryId, NewEntry> {
        let work = &self.slots[s];
        let is_folded = work.unfolded.is_none() || work.slot.counting.is_some();
        if !is_folded && work.may_explain(&entry) {
            return Err(entry);
        }
        self.explain(s, &entry);
        Ok(self.append(s, entry))
    }

    /// What a rise of the level that an entry believes says of an order, whoever believes it: the machine says so.
    fn explain(&mut self, s: usize, entry: &NewEntry) {
        let work = &self.slots[s];
        if !work.may_explain(entry) {
            return;
        }
        match work.explained_by(&entry.step(self.now)) {
            Some(Explained::Arrives(order)) => {
                self.arrive_early(s, order, entry.at, Actor::Device);
            }
            Some(Explained::Confirms(order)) => self.confirm(s, order),
            None => {}
        }
    }

    /// Appends what somebody says by hand of a slot whose orders are read. A rise that is the order under way, as they say
    /// or as its amount and date do, is its arrival: nothing more is added on its date.
    pub fn restock(&mut self, s: usize, entry: NewEntry, of_order: Option<bool>) -> EntryId {
        let order = self.slots[s].order_of_rise(entry.input, of_order, self.now);
        let at_home = self.slots[s].slot.stock().at_home();
        self.explain(s, &entry);
        let id = self.append(s, entry);
        if let Some(order) = order {
            self.slots[s].before_arrival = at_home;
            self.slots[s].begins_to_arrive(order);
            self.arrive_by(s, order, id);
        }
        id
    }

    /// An entry counts all of an order that has not counted yet, as somebody says.
    pub fn arrive_by(&mut self, s: usize, id: OrderId, entry: EntryId) {
        let awaited = self.awaited(s, id, self.now);
        let Some(known) = self.order_mut(s, id) else {
            return;
        };
        for parcel in &mut known.parcels {
            if awaited.contains(&parcel.id) {
                parcel.counted = Some(entry);
            }
        }
        known.order.confirmed = true;
        self.arrived(s, id);
    }

    /// What an entry counted of orders was bought elsewhere, as somebody says: they are on the road again.
    pub fn bought(&mut self, s: usize, entry: EntryId) {
        let counts = |it: &&KnownOrder| it.parcels.iter().any(|it| it.counted == Some(entry));
        let orders = self.slots[s].orders().iter().filter(counts);
        let orders: Vec<_> = orders.map(|it| it.order.id).collect();
        for id in orders {
            self.not_arrived(s, id);
        }
    }

    /// All of an order is counted that comes.
    pub fn arrived(&mut self, s: usize, id: OrderId) {
        self.slots[s].touch();
        if self.move_order(s, id, OrderEvent::Arrived, None) {
            let slot = &mut self.slots[s].slot;
            slot.cooldown = slot.cooldown.over();
        }
    }

    /// Believes a level of a slot that has waited long enough. It waits on where its journal is counted again first: that
    /// decides again.
    pub fn believe_what_stands(&mut self, s: usize) {
        let (now, slot) = (self.now, &self.slots[s].slot);
        let stock = slot.stock();
        let stands = stock.evidence.stands_at(stock.machine);
        let is_time = self.doubted_since.is_none() && stands.is_some_and(|at| at <= now);
        if slot.counting.is_some() || !is_time {
            return;
        }
        let Some(waiting) = stock.evidence.level else {
            return;
        };
        let key = format!("believed:{}:{}", slot.id, waiting.received_at.millis());
        let input = Input::Believed(waiting.amount);
        let entry = NewEntry::action(input, Actor::Larder, key, now);
        self.explain(s, &entry);
        self.append(s, entry);
    }

    /// Counts a parcel at a moment: its stock is added, and with an order's last parcel the order
    /// has arrived. Whoever says so but Larder, which goes by the date, confirms it. Where parcels were told of for a
    /// part of the order only, it waits for the rest.
    pub fn count_parcel(&mut self, s: usize, id: ParcelId, at: Time, by: Actor) {
        let found = self.slots[s].orders().iter();
        let found = found.flat_map(|it| &it.parcels).find(|it| it.id == id);
        let Some(parcel) = found.copied() else { return };
        let at_home = self.slots[s].slot.stock().at_home();
        self.slots[s].before_arrival = self.slots[s].before_arrival.or(at_home);
        self.slots[s].begins_to_arrive(parcel.order_id);
        let entry = self.deliver(s, &parcel, at, by);
        self.slots[s].touch();
        let order = parcel.order_id;
        self.set_counted(s, order, id, entry);
        let Some((slot, known)) = self.slots[s].order_mut(order) else {
            return;
        };
        if known.is_on_the_road() {
            return;
        }
        if known.waits_for_the_rest() && known.untold(slot).is_some() {
            self.follow_up(FollowUp::OrderWatch(order), self.now);
            return;
        }
        known.order.confirmed |= by != Actor::Larder;
        self.arrived(s, order);
    }

    /// Adds what a parcel brings.
    pub(super) fn deliver(&mut self, s: usize, parcel: &Parcel, at: Time, by: Actor) -> EntryId {
        let entry = NewEntry {
            at,
            input: Input::Delivery(parcel.quantity),
            actor: by,
            key: Some((
                format!("parcel:{}", parcel.id),
                // One that was taken back may be counted again.
                self.slots[s].slot.accepted.to_string().into_bytes(),
            )),
            effective: true,
        };
        self.append(s, entry)
    }

    /// An entry counts a parcel.
    pub(super) fn set_counted(&mut self, s: usize, order: OrderId, id: ParcelId, entry: EntryId) {
        let known = self.order_mut(s, order).into_iter();
        let mut parcels = known.flat_map(|it| &mut it.parcels);
        if let Some(parcel) = parcels.find(|it| it.id == id) {
            parcel.counted = Some(entry);
        }
    }

    /// Everything of an order is here before its date, as somebody says: nothing more is added on it.
    pub fn arrive_early(&mut self, s: usize, id: OrderId, at: Time, by: Actor) {
        for parcel in self.awaited(s, id, at) {
            self.count_parcel(s, parcel, at, by);
        }
    }

    /// The parcels of an order that have not counted yet, with one of what was not told of.
    fn awaited(&mut self, s: usize, id: OrderId, at: Time) -> Vec<ParcelId> {
        let Some((slot, known)) = self.slots[s].order_mut(id) else {
            return Vec::new();
        };
        let untold = match known.parcels.is_empty() {
            true => Some(slot.brings(&known.order).unwrap_or_default()),
            false => known.untold(slot),
        };
        let road = known.parcels.iter().filter(|it| it.counted.is_none());
        let mut awaited: Vec<_> = road.map(|parcel| parcel.id).collect();
        awaited.extend(untold.and_then(|quantity| self.new_parcel(s, id, quantity, at)));
        awaited
    }

    /// Makes a parcel of an order; one of nothing where it is not known how much it brings.
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
            device_id: self.device.id,
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
            parcel.counted = None;
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

impl SlotState {
    /// Whether an entry may say something of an order.
    fn may_explain(&self, entry: &NewEntry) -> bool {
        matches!(entry.input, Input::Level(_) | Input::Believed(_))
            && entry.effective
            && self.orders().iter().any(KnownOrder::waits)
    }

    /// Something of an order is about to be counted.
    fn begins_to_arrive(&mut self, id: OrderId) {
        let known = self.orders().iter().find(|it| it.order.id == id);
        let is_first = |it: &&KnownOrder| it.parcels.iter().all(|it| it.counted.is_none());
        // One that was said not to have come was counted before.
        let first = known.filter(|it| is_first(it) && !it.order.late && !it.order.adopted);
        self.first_of = self.first_of.or(first.map(|it| it.order.requested_at));
    }

    /// The order that is placed or shipped.
    pub fn order_under_way(&self) -> Option<OrderId> {
        let order = &self.orders().first()?.order;
        order.state.is_coming().then_some(order.id)
    }

    /// The order that a rise by hand is the arrival of.
    fn order_of_rise(&self, input: Input, said: Option<bool>, now: Time) -> Option<OrderId> {
        let at_home = self.slot.stock().at_home();
        let rise = match input {
            Input::Add(amount) => amount,
            Input::Set(amount) => amount - at_home?,
            _ => return None,
        };
        let id = self.order_under_way()?;
        let known = self.orders().first()?;
        let comes = self.slot.brings(&known.order)?;
        let is_about = rise.is_near(comes, comes);
        let is_it = said.unwrap_or(is_about && known.order.is_due_soon(now));
        (rise.is_positive() && is_it).then_some(id)
    }
}

impl KnownOrder {
    /// Whether everything of it is counted that was told of, and it is still under way for what more there is.
    pub fn waits_for_the_rest(&self) -> bool {
        let is_told = !self.parcels.is_empty() && !self.is_on_the_road();
        self.order.state == OrderState::Shipped && is_told
    }

    /// How much its parcels bring.
    pub fn told(&self) -> Quantity {
        self.parcels.iter().map(|it| it.quantity).sum()
    }

    /// How much more it is than parcels were told of, as whoever sends it says. None where that is about all of it, or where
    /// nobody is there to tell of the rest.
    pub fn untold(&self, slot: &Slot) -> Option<Quantity> {
        let told = self.told();
        let is_shops = self.order.asked.is_some();
        let all = match &self.order.instance {
            Some(_) => slot.brings_by_amazon(&self.order)?,
            None if is_shops => slot.brings(&self.order)?,
            None => return None,
        };
        // How much a parcel is may be rounded, and by Amazon told in another unit.
        let is_all = match is_shops {
            true => (all - told).0.saturating_mul(ROUNDED) < all.0,
            false => told >= all || told.is_near(all, all),
        };
        (told.is_positive() && !is_all).then(|| all - told)
    }

    /// Whether a rise of the level may say something of it.
    pub fn waits(&self) -> bool {
        self.order.state.is_coming() || self.order.is_unconfirmed()
    }
}
