//! The engine: what is known of a device goes in, what happens to it is applied, and what changes of it comes out.
//!
//! Every rule about a slot is here once, whether one thing happens to it or a hundred reports come together. Nothing here
//! waits for anything: whoever calls reads what the rules ask for ([`SlotState::fold_need`], [`SlotState::needs`]) and
//! writes what they leave ([`Changes`], the slots and orders themselves) in one transaction.
//!
//! - An entry that comes in order is one step of its slot's fold. Any other has the journal folded from its day on.
//! - A step within the *headroom* needs no evaluation: the last one, and the alerts with it, provably stand
//!   ([`crate::headroom`]).
//! - Everything else marks its slot, and [`DeviceState::settle`] decides on it once, at the end.

mod by_maker;
mod contents;
mod evaluate;
mod fold;
mod inventory;
mod order;
mod parcel;
mod shop;

use std::sync::Arc;

use uuid::Uuid;

use crate::alert::Alert;
use crate::day::SlotDay;
use crate::decision::Decision;
use crate::event::{Event, EventData, EventType};
use crate::id::DecisionId;
use crate::journal::Entry;
use crate::order::{Order, OrderState};
use crate::parcel::Parcel;
use crate::policy::ServiceLevel;
use crate::slot::Slot;
use crate::spec::SlotSpec;
use crate::time::{Day, Time};
use crate::{
    AlertId, Device, DeviceId, EntryId, HouseholdId, OrderId, ParcelId, Quantity, Replenisher,
    SlotId, SlotKey,
};

pub use by_maker::Barrier;
pub use contents::Contents;
pub use evaluate::{Facts, Needs};
pub use fold::{AT_ONCE, FoldNeed, JournalPart, Recount};
pub use inventory::NewEntry;

/// Orders of a slot that can still matter to it, the newest; older ones are long used up.
pub const ORDERS_THAT_MATTER: usize = 5;

/// Where new ids come from.
pub trait IdSource: std::fmt::Debug + Send + Sync {
    /// An id that sorts by the moment.
    fn new_id(&self, now: Time) -> Uuid;
}

/// Work that a change asks for, to be done after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FollowUp {
    /// Ask Amazon for an order.
    Replenish(OrderId),
    /// Count a parcel on its date.
    Parcel(ParcelId),
    /// Look at an order whose state has lasted too long.
    OrderWatch(OrderId),
    /// Tell Amazon what is left in a slot.
    SlotStatus(SlotId),
    /// Tell Alexa what is left in a device.
    AlexaReport(DeviceId),
    /// Decide on a slot again.
    Evaluate(SlotId),
    /// Count a slot's journal again.
    Count(SlotId),
    /// Let customers know of an alert.
    Notice(AlertId),
}

/// What a change leaves beside its slots and orders.
#[derive(Debug, Default)]
pub struct Changes {
    /// Entries appended to journals, in order of acceptance.
    pub entries: Vec<Entry>,
    /// Entries of before that are noops no longer, and those that are now.
    pub noops: [Vec<EntryId>; 2],
    /// Evaluations that came out otherwise than the ones before them, with the orders they made.
    pub decisions: Vec<(DecisionId, SlotKey, Option<OrderId>, Decision)>,
    /// Alerts that begin.
    pub alerts_begun: Vec<Alert>,
    /// Alerts that end.
    pub alerts_ended: Vec<AlertId>,
    /// What happened, each of the device that it happened to.
    pub events: Vec<(DeviceId, Event)>,
    /// Work asked for, and when.
    pub jobs: Vec<(FollowUp, Time)>,
    /// Work that is not wanted any more.
    pub jobs_dropped: Vec<FollowUp>,
    /// The states that orders came to, for the operator's metrics.
    pub order_states: Vec<OrderState>,
    /// For how many days what was left would have lasted when a parcel was counted, for the operator's metrics.
    pub days_left_at_arrival: Vec<f64>,
    /// Promises of forecasts that an arrival has shown to be kept or not, for the operator's metrics.
    pub promises: Vec<Promise>,
}

/// What a forecast promised with an order: that something would be left until it is here.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    /// The place of its slot among the device's.
    pub slot: usize,
    /// How often it is to be kept.
    pub level: ServiceLevel,
    /// Something was left on every evening since the order, and when it came.
    pub kept: bool,
}

/// A device with all that the rules have to know of it, and what a change has made of it so far.
#[derive(Debug)]
pub struct DeviceState {
    /// The moment of the change.
    pub now: Time,
    /// Since when the database may be older than what is in the house.
    pub doubted_since: Option<Time>,
    /// The device.
    pub device: Device,
    /// It is connected: Amazon's tokens are held for it, or Alexa is told of it.
    pub registered: bool,
    /// Its slots, in the order of the model.
    pub slots: Vec<SlotState>,
    /// Its open alerts and those of its slots; none where they are not read yet.
    pub alerts: Option<Vec<Alert>>,
    /// What it leaves beside them.
    pub changes: Changes,
    ids: Arc<dyn IdSource>,
}

/// An order with its parcels by date, as known before and as it is now.
#[derive(Clone, Debug)]
pub struct KnownOrder {
    /// The order.
    pub order: Order,
    /// Its parcels.
    pub parcels: Vec<Parcel>,
    before: Option<Box<(Order, Vec<Parcel>)>>,
}

/// What is known of a slot's newest orders where they are not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSummary {
    /// The live one: its state, and when it is expected.
    pub live: Option<(OrderState, Option<Time>)>,
    /// One has arrived, and nobody has said that it really did.
    pub unconfirmed: bool,
    /// One was said not to have come, or comes beside the live one.
    pub late: bool,
}

impl OrderSummary {
    /// Whether one of them can matter to the slot.
    pub fn matters(self) -> bool {
        self.live.is_some() || self.unconfirmed || self.late
    }
}

/// Days that were folded again: those of a slot from one to another are these and no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedDays {
    /// The first.
    pub from: Day,
    /// The last.
    pub to: Day,
    /// What they are now, oldest first.
    pub days: Vec<SlotDay>,
}

/// A slot with what the rules have to know beside it.
#[derive(Debug)]
pub struct SlotState {
    /// The slot.
    pub slot: Slot,
    /// What the rules need of it.
    pub spec: SlotSpec,
    /// Its newest orders as far as every report has to know them.
    pub summary: OrderSummary,
    /// Its newest orders, the live one first; none where they are not read.
    pub orders: Option<Vec<KnownOrder>>,
    /// What is to be added to its days, oldest first where they come in order.
    pub days: Vec<SlotDay>,
    /// Days that were folded again, in the order in which that was done.
    pub replaced: Vec<ReplacedDays>,
    /// What its headroom is charged with.
    pub charged: Quantity,
    /// When the first and the last of its changes happened that the journal has to be folded for.
    pub unfolded: Option<(Time, Time)>,
    /// It has changed.
    pub is_changed: bool,
    /// So that more of it is to be written than a step of its fold leaves.
    pub is_whole: bool,
    /// It has to be decided on.
    pub needs_evaluation: bool,
    /// Its last entry is a reading that waits for another.
    pub is_provisional: bool,
    /// Something of it was counted: Amazon is to be told what is left.
    is_touched: bool,
    /// Its machine reported, which may say that an order was really here.
    is_reported: bool,
    /// At home before the change.
    before: Option<Quantity>,
    /// At home when a parcel was counted.
    before_arrival: Option<Quantity>,
    /// When the order was asked for of which the first parcel was counted.
    first_of: Option<Time>,
    /// Entries of before that this change takes back.
    undone: Vec<EntryId>,
    facts: Option<Facts>,
}

impl KnownOrder {
    /// An order as it was read.
    pub fn known(order: Order, parcels: Vec<Parcel>) -> Self {
        Self {
            before: Some(Box::new((order.clone(), parcels.clone()))),
            order,
            parcels,
        }
    }

    fn new(order: Order) -> Self {
        Self {
            order,
            parcels: Vec::new(),
            before: None,
        }
    }

    /// The order, where it is new or has changed.
    pub fn changed(&self) -> Option<&Order> {
        let is_same = self.before.as_ref().is_some_and(|it| it.0 == self.order);
        (!is_same).then_some(&self.order)
    }

    /// Its parcels that are new or have changed.
    pub fn changed_parcels(&self) -> impl Iterator<Item = &Parcel> {
        let before = self.before.as_ref().map_or(&[][..], |it| &it.1);
        self.parcels.iter().filter(|it| !before.contains(it))
    }

    /// What is written down of it is as it is now.
    pub fn written(&mut self) {
        *self = Self::known(self.order.clone(), std::mem::take(&mut self.parcels));
    }

    /// Whether a parcel of it has not counted yet.
    pub fn is_on_the_road(&self) -> bool {
        self.parcels.iter().any(|parcel| parcel.counted.is_none())
    }
}

impl SlotState {
    /// A slot as it was read.
    pub fn new(slot: Slot, summary: OrderSummary) -> Self {
        Self {
            spec: slot.spec(),
            before: slot.stock().at_home(),
            slot,
            summary,
            orders: None,
            days: Vec::new(),
            replaced: Vec::new(),
            charged: Quantity::ZERO,
            unfolded: None,
            is_changed: false,
            is_whole: false,
            needs_evaluation: false,
            is_provisional: false,
            is_touched: false,
            is_reported: false,
            before_arrival: None,
            first_of: None,
            undone: Vec::new(),
            facts: None,
        }
    }

    /// The same once everything of it is written.
    pub fn written(&mut self) {
        let orders = self.orders.take();
        *self = Self {
            orders,
            ..Self::new(self.slot.clone(), self.summary)
        };
        for order in self.orders.iter_mut().flatten() {
            order.written();
        }
    }

    /// Something of it was said or done that may change how it is decided.
    pub fn touch(&mut self) {
        self.is_changed = true;
        self.is_whole = true;
        self.needs_evaluation = true;
    }

    /// Amazon is to be told what is left of it.
    pub fn tell(&mut self) {
        self.is_touched = true;
    }

    /// It is decided on.
    fn settled(&mut self) {
        self.needs_evaluation = false;
        self.is_touched = false;
        self.is_reported = false;
        self.before = self.slot.stock().at_home();
        self.before_arrival = None;
        self.first_of = None;
        self.facts = None;
    }

    /// Its orders that are read, newest first, the live one before all.
    pub fn orders(&self) -> &[KnownOrder] {
        self.orders.as_deref().unwrap_or_default()
    }

    /// An order that is read, to be changed by what is known of the slot.
    pub fn order_mut(&mut self, id: OrderId) -> Option<(&Slot, &mut KnownOrder)> {
        let mut orders = self.orders.iter_mut().flatten();
        let known = orders.find(|it| it.order.id == id)?;
        Some((&self.slot, known))
    }

    /// In the machine and beside it; not known while it is counted again.
    fn at_home(&self) -> Option<Quantity> {
        let at_home = self.slot.stock().at_home();
        at_home.filter(|_| self.slot.counting.is_none())
    }

    /// Its live order: its state, and when it is expected.
    pub fn live_order(&self) -> Option<(OrderState, Option<Time>)> {
        let Some(orders) = &self.orders else {
            return self.summary.live;
        };
        let live = orders.iter().map(|it| &it.order).find(|it| it.live);
        live.map(|order| (order.state, order.estimate))
    }

    /// Whether an order stands in the way of another one: the live one, or one that comes beside it.
    pub fn is_supplied(&self) -> bool {
        let mut orders = self.orders().iter().map(|it| &it.order);
        self.live_order().is_some() || orders.any(|order| order.state.is_coming())
    }

    /// Puts an order among the others.
    pub fn put(&mut self, order: KnownOrder) {
        let orders = self.orders.get_or_insert_default();
        orders.push(order);
        self.sort();
    }

    fn sort(&mut self) {
        if let Some(orders) = &mut self.orders {
            orders.sort_by_key(|it| it.order.newest_first());
        }
    }
}

impl DeviceState {
    /// A device as it was read.
    pub fn new(
        device: Device,
        registered: bool,
        slots: Vec<SlotState>,
        (now, doubted_since): (Time, Option<Time>),
        ids: Arc<dyn IdSource>,
    ) -> Self {
        Self {
            now,
            doubted_since,
            device,
            registered,
            slots,
            alerts: None,
            changes: Changes::default(),
            ids,
        }
    }

    /// It becomes a household's, now.
    pub fn own(&mut self, household: HouseholdId) {
        self.device.household_id = Some(household);
        self.device.claimed_at = Some(self.now);
        for work in &mut self.slots {
            work.slot.owned_since = Some(self.now);
            work.slot.cooldown.by_maker = None;
            work.spec = work.slot.spec();
            work.touch();
        }
    }

    /// A new id.
    pub fn id<T: From<Uuid>>(&self) -> T {
        self.ids.new_id(self.now).into()
    }

    /// The same once everything of it is written.
    pub fn written(&mut self) {
        self.changes = Changes::default();
        for slot in &mut self.slots {
            slot.written();
        }
    }

    /// The place of a slot among its slots.
    pub fn slot_of(&self, id: SlotId) -> Option<usize> {
        self.slots.iter().position(|it| it.slot.id == id)
    }

    /// The place of the slot of Amazon's name.
    pub fn slot_named(&self, name: &str) -> Option<usize> {
        self.slots.iter().position(|it| it.slot.kind.slot == name)
    }

    /// An order that is read.
    pub fn order(&self, id: OrderId) -> Option<&KnownOrder> {
        let mut orders = self.slots.iter().flat_map(SlotState::orders);
        orders.find(|it| it.order.id == id)
    }

    /// An order of a slot that is read, to be changed.
    pub fn order_mut(&mut self, s: usize, id: OrderId) -> Option<&mut KnownOrder> {
        Some(self.slots[s].order_mut(id)?.1)
    }

    /// Whether nothing came of it but entries, steps, decisions on its slots and work to be done.
    pub fn is_plain(&self) -> bool {
        let Changes {
            noops,
            alerts_begun,
            alerts_ended,
            events,
            jobs_dropped,
            ..
        } = &self.changes;
        let is_plain = |it: &SlotState| {
            it.unfolded.is_none()
                && it.replaced.is_empty()
                && it
                    .orders()
                    .iter()
                    .all(|it| it.changed().is_none() && it.changed_parcels().next().is_none())
        };
        noops.iter().all(Vec::is_empty)
            && alerts_begun.is_empty()
            && alerts_ended.is_empty()
            && events.is_empty()
            && jobs_dropped.is_empty()
            && self.slots.iter().all(is_plain)
    }

    /// Asks for work at a moment.
    pub fn follow_up(&mut self, work: FollowUp, at: Time) {
        self.changes.jobs.push((work, at));
    }

    /// Something happened to the device.
    pub fn event(&mut self, kind: EventType, data: EventData) {
        let event = Event::of_device(kind, data);
        self.changes.events.push((self.device.id, event));
    }

    /// Something happened to one of its slots.
    pub fn slot_event(&mut self, kind: EventType, s: usize) {
        let slot = &self.slots[s].slot;
        let event = Event::of_slot(kind, slot.id, slot.level());
        self.changes.events.push((self.device.id, event));
    }

    /// Something happened to an order of a slot.
    pub fn order_event(&mut self, kind: EventType, s: usize, order: &Order) {
        let slot = &self.slots[s].slot;
        let is_shops = self.device.replenisher == Replenisher::Shop;
        let data = match kind {
            EventType::OrderRequested if is_shops => slot.wanted(),
            EventType::OrderRequested => slot.level(),
            EventType::OrderCancelled | EventType::OrderFailed | EventType::OrderWithdrawn => {
                EventData::End {
                    reason: order.reason,
                }
            }
            _ => EventData::content(order.quantity, order.estimate, slot.kind.unit),
        };
        let event = Event::of_order(kind, slot.id, order.id, data);
        self.changes.events.push((self.device.id, event));
    }
}

#[cfg(test)]
mod tests;
