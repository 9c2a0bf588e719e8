//! A slot while a batch is written: a report that comes in order is one more step of its fold.
//!
//! The stock of a slot is the fold of its journal up to `folded_to`. An effective entry of that time or
//! later is the last one in the fold's order, because it is also the last one accepted; so the stock
//! after it is that stock with the entry applied, its day gains what the entry did, and every other day
//! stays as it is. Any other entry has the journal folded from its day on, as ever (`inventory::fold`). Of a slot that is
//! counted again an entry is only appended.
//!
//! A step within the *headroom* needs no evaluation: the last one, and the alerts with it, provably stand
//! (`domain::headroom`). Whatever else a report may do (a rise, the first knowledge of a level, a cooldown
//! that waits for a restock, an order that a use confirms) is looked at by the long way.

use domain::journal::Input;
use domain::slot::SlotSpec;
use domain::{EntryId, Quantity, Time};
use store::{DayRow, EntryRow, SlotSnapshot};

use crate::inventory::entry::{NewEntry, next_entry, note};

/// A slot and what a batch has done to it.
#[derive(Debug)]
pub(super) struct SlotBatch {
    pub snapshot: SlotSnapshot,
    pub spec: SlotSpec,
    /// At home before the batch.
    pub before: Option<Quantity>,
    /// What is to be added to its days.
    pub days: Vec<DayRow>,
    /// What its headroom is charged with.
    pub charged: Quantity,
    /// When the first and the last of its new entries happened that the journal has to be folded for.
    pub unfolded: Option<(Time, Time)>,
    /// Its stock does not hold all of its entries that are in the journal.
    pub is_behind: bool,
    /// It has new entries.
    pub is_changed: bool,
    /// Among them one that counts.
    pub is_touched: bool,
    /// It has to be evaluated.
    pub needs_evaluation: bool,
    /// It was, without the long way.
    pub evaluated: Option<Evaluated>,
}

/// A decision that is on its slot and not yet written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Evaluated {
    /// It came out otherwise than the one before it.
    pub is_new: bool,
}

impl SlotBatch {
    pub(super) fn new(snapshot: SlotSnapshot) -> Self {
        Self {
            spec: snapshot.slot.spec(),
            before: snapshot.slot.stock().at_home(),
            snapshot,
            days: Vec::new(),
            charged: Quantity::ZERO,
            unfolded: None,
            is_behind: false,
            is_changed: false,
            is_touched: false,
            needs_evaluation: false,
            evaluated: None,
        }
    }

    /// The journal is to be folded for an entry.
    pub(super) fn fold_for(&mut self, at: Time) {
        self.is_changed = true;
        self.is_touched = true;
        self.needs_evaluation = true;
        let (from, to) = self.unfolded.unwrap_or((at, at));
        self.unfolded = Some((from.min(at), to.max(at)));
    }

    /// Takes a report; the answer is its row.
    pub(super) fn take(&mut self, id: EntryId, entry: NewEntry, now: Time) -> EntryRow {
        let (at, input, effective) = (entry.at, entry.input, entry.effective);
        let mut row = next_entry(&mut self.snapshot.slot, id, entry, now);
        self.is_changed = true;
        if !effective {
            return row;
        }
        let slot = &self.snapshot.slot;
        match (slot.counting, slot.folded_to) {
            // It is counted when that comes to it.
            (Some(counting), _) if self.unfolded.is_none() && at >= counting.to.at => {}
            (None, Some(to)) if self.unfolded.is_none() && at >= to => {
                self.is_touched = true;
                row.noop = self.step(at, input, now);
            }
            _ => self.fold_for(at),
        }
        row
    }

    /// Its stock after an entry that the journal is to be folded for, where that is known without.
    pub(super) fn foresee(&mut self, at: Time, input: Input) {
        let slot = &mut self.snapshot.slot;
        self.is_behind |= slot.folded_to.is_none_or(|to| at < to);
        if self.is_behind {
            return;
        }
        let mut stock = slot.stock();
        let effect = stock.apply(input, &self.spec);
        slot.set_stock(stock);
        slot.folded_to = Some(at);
        if effect.used.is_positive() {
            slot.last_use = Some(at);
        }
    }

    /// One more step of the fold; says whether it changed nothing.
    fn step(&mut self, at: Time, input: Input, now: Time) -> bool {
        let slot = &mut self.snapshot.slot;
        let mut stock = slot.stock();
        let was_known = stock.machine.is_some();
        let effect = stock.apply(input, &self.spec);
        note(&mut self.days, at, &stock, &effect);
        slot.set_stock(stock);
        slot.folded_to = Some(at);
        if effect.used.is_positive() {
            slot.last_use = Some(at);
        }
        let fall = Quantity::ZERO - effect.change;
        self.charged += effect.used.max(fall);
        let is_within_headroom = was_known == stock.machine.is_some()
            && !effect.change.is_positive()
            && !slot.cooldown.restock
            && !self.snapshot.unconfirmed
            && at.day() >= now.day()
            && slot.headroom_until.is_some_and(|until| now < until)
            && slot
                .headroom_amount
                .is_some_and(|amount| self.charged <= amount);
        self.needs_evaluation |= !is_within_headroom;
        effect.noop
    }
}
