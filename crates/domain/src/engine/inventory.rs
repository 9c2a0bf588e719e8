//! What an entry does to its slot: a step of the fold where it comes in order, else something to be folded for.

use super::{DeviceState, SlotState};
use crate::EntryId;
use crate::day::SlotDay;
use crate::journal::{Actor, Entry, Input, Step};
use crate::quantity::Quantity;
use crate::stock::{Effect, Stock};
use crate::time::{Day, Time};

/// What goes into the journal, apart from what the journal itself knows.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// When it happened.
    pub at: Time,
    /// What came in.
    pub input: Input,
    /// Who says so.
    pub actor: Actor,
    /// A report's id with half a hash of its content, an action's key with nothing, or a parcel's with what
    /// tells its counts apart.
    pub key: Option<(String, Vec<u8>)>,
    /// Whether it counts.
    pub effective: bool,
}

impl NewEntry {
    /// Of somebody's action, now.
    pub fn action(input: Input, actor: Actor, key: String, now: Time) -> Self {
        Self {
            at: now,
            input,
            actor,
            key: Some((key, Vec::new())),
            effective: true,
        }
    }

    /// As a step of the fold, where it is accepted now.
    pub(super) fn step(&self, now: Time) -> Step {
        Step {
            input: self.input,
            at: self.at,
            received_at: now,
        }
    }
}

impl DeviceState {
    /// Appends an entry to a slot's journal.
    pub fn append(&mut self, s: usize, entry: NewEntry) -> EntryId {
        let (id, now) = (self.id(), self.now);
        let row = self.slots[s].append(id, entry, now);
        self.changes.entries.push(row);
        id
    }

    /// Appends the entry that takes another back. `first_report` is the earliest report that counts without it.
    pub fn append_undo(
        &mut self,
        s: usize,
        undone: &Entry,
        actor: Actor,
        first_report: Option<Time>,
    ) -> EntryId {
        let (id, now) = (self.id(), self.now);
        let work = &mut self.slots[s];
        work.slot.accepted += 1;
        work.touch();
        work.is_touched = true;
        let undo = Entry {
            id,
            slot_id: work.slot.id,
            device_id: work.slot.device_id,
            accepted: work.slot.accepted,
            at: now,
            received_at: now,
            kind: Entry::UNDO.to_owned(),
            amount: Quantity::ZERO,
            actor,
            key: None,
            content: None,
            undoes: Some(undone.id),
            effective: true,
            noop: false,
        };
        if undone.input().is_some_and(Input::is_report) {
            work.slot.first_report = first_report;
        }
        work.undone.push(undone.id);
        if undone.noop {
            // Whoever took it back finds it as a line.
            self.changes.noops[0].push(undone.id);
        }
        match &mut work.slot.counting {
            Some(counting) => counting.take_in(undone.at),
            None => work.fold_for(undone.at),
        }
        self.changes.entries.push(undo);
        id
    }
}

impl SlotState {
    fn append(&mut self, id: EntryId, entry: NewEntry, now: Time) -> Entry {
        let step = entry.step(now);
        let NewEntry {
            at,
            input,
            actor,
            key,
            effective,
        } = entry;
        let slot = &mut self.slot;
        let (key, content) = key.unzip();
        slot.accepted += 1;
        self.is_changed = true;
        self.is_provisional = false;
        let mut row = Entry {
            id,
            slot_id: slot.id,
            device_id: slot.device_id,
            accepted: slot.accepted,
            at,
            received_at: now,
            kind: input.kind().to_owned(),
            amount: input.amount(),
            actor,
            key,
            content,
            undoes: None,
            effective,
            noop: !effective,
        };
        if !effective {
            return row;
        }
        if input.is_report() && slot.owned_since.is_some() {
            slot.first_report = Some(slot.first_report.map_or(at, |first| first.min(at)));
            self.is_reported = true;
        }
        self.is_touched = true;
        match (&mut slot.counting, slot.folded_to) {
            // What stands after the place that was reached is counted when that comes to it.
            (Some(counting), _) if at >= counting.to.at => {}
            (Some(counting), _) => {
                counting.take_in(at);
                self.is_whole = true;
            }
            (None, Some(to)) if self.unfolded.is_none() && at >= to => {
                row.noop = self.step(&step);
            }
            _ => self.fold_for(at),
        }
        row
    }

    /// The journal is to be folded for a change.
    pub(super) fn fold_for(&mut self, at: Time) {
        self.touch();
        let (from, to) = self.unfolded.unwrap_or((at, at));
        self.unfolded = Some((from.min(at), to.max(at)));
    }

    /// One more step of the fold; says whether the entry is a noop.
    ///
    /// An effective entry of `folded_to` or later is the last one in the fold's order, because it is also the last one
    /// accepted; so the stock after it is that stock with the entry applied, its day gains what the entry did, and every
    /// other day stays as it is.
    fn step(&mut self, step: &Step) -> bool {
        let (at, now) = (step.at, step.received_at);
        let slot = &mut self.slot;
        let before = slot.stock();
        let mut stock = before;
        let effect = stock.apply(step, &self.spec);
        self.is_provisional = effect.is_provisional;
        note(&mut self.days, at, &stock, &effect);
        slot.set_stock(stock);
        slot.folded_to = Some(at);
        if effect.used.is_positive() {
            slot.last_use = Some(at);
        }
        let fall = Quantity::ZERO - effect.change;
        self.charged += effect.used.max(fall);
        let is_within_headroom = before.machine.is_some() == stock.machine.is_some()
            && before.evidence.waits() == stock.evidence.waits()
            && before.evidence.above_full == stock.evidence.above_full
            && !effect.is_provisional
            && !effect.change.is_positive()
            && !slot.cooldown.restock
            && !self.waits_for_use()
            && at.day() >= now.day()
            && self.slot.headroom_until.is_some_and(|until| now < until)
            && self
                .slot
                .headroom_amount
                .is_some_and(|amount| self.charged <= amount);
        if !is_within_headroom {
            self.touch();
        }
        effect.noop && step.input.is_report()
    }

    /// Whether a use may say that an order was really here.
    fn waits_for_use(&self) -> bool {
        match &self.orders {
            None => self.summary.unconfirmed,
            Some(orders) => orders.iter().any(|it| it.order.is_unconfirmed()),
        }
    }
}

/// Notes in its day what an entry did.
pub(super) fn note(days: &mut Vec<SlotDay>, at: Time, stock: &Stock, effect: &Effect) {
    if days.last().is_none_or(|day| Day(day.day) != at.day()) {
        days.push(SlotDay::empty(at.day()));
    }
    if let Some(day) = days.last_mut() {
        day.used += effect.used;
        day.shortfall += effect.shortfall;
        day.fallen += effect.fallen;
        day.risen += effect.risen;
        day.machine = stock.machine;
        day.spares = stock.spares;
        day.total = stock.total;
        day.evidence = stock.evidence;
    }
}
