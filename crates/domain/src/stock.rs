//! The stock of a slot, and what an entry of its journal does to it: a step of the fold.
//!
//! Reports are evidence: what one of them comes to depends on what is known of readings ([`crate::evidence`]).

mod reading;

use crate::evidence::Evidence;
use crate::journal::{Input, Step};
use crate::quantity::Quantity;
use crate::spec::SlotSpec;

/// What is in the machine and beside it after some part of the journal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// In the machine; unknown until something says it.
    pub machine: Option<Quantity>,
    /// Beside the machine.
    pub spares: Quantity,
    /// The device's last lifetime total.
    pub total: Option<Quantity>,
    /// What is known of readings.
    pub evidence: Evidence,
}

/// What one entry did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// The change of what is at home; filling an unknown machine counts from nothing.
    pub change: Quantity,
    /// Use, for the pace: reported, or seen as a fall of the level; below nothing where a fall is taken back.
    pub used: Quantity,
    /// The part of a use that was not there to take.
    pub shortfall: Quantity,
    /// The part of `used` that nobody reported: a fall of the level.
    pub fallen: Quantity,
    /// A rise of the level that nothing explains: more than trembling and less than a quarter of a
    /// container, which somebody would have put in.
    pub risen: Quantity,
    /// What went from the spares into the machine, where the entry says that it did.
    pub loaded: Quantity,
    /// The part of a rise of the level that the spares do not explain.
    pub unexplained: Quantity,
    /// It is a reading that waits for another, and counts nothing so far.
    pub is_provisional: bool,
    /// It changed nothing that an entry after it could tell: neither the stock nor anything of the above. A fold
    /// without such entries says the same of all others.
    pub noop: bool,
}

impl Effect {
    /// Whether it changed nothing that anybody counts: a trembling sensor, a counter that stood still.
    pub fn is_unnoticed(&self) -> bool {
        let Self {
            change,
            used,
            loaded,
            is_provisional,
            ..
        } = *self;
        [change, used, loaded] == [Quantity::ZERO; 3] && !is_provisional
    }
}

impl Stock {
    /// In the machine and beside it; unknown while the machine is.
    pub fn at_home(&self) -> Option<Quantity> {
        self.machine.map(|machine| machine + self.spares)
    }

    /// Applies one entry and says what it did.
    pub fn apply(&mut self, step: &Step, slot: &SlotSpec) -> Effect {
        let before = *self;
        let mut effect = Effect::default();
        let is_owned = slot
            .owned_since
            .is_some_and(|since| step.received_at >= since);
        if is_owned {
            self.evidence.drop_before(slot.owned_since);
        }
        match step.input {
            Input::Used(amount) => self.read_use(amount, step, slot, &mut effect),
            Input::Total(total) => self.read_total(total, step, slot, &mut effect),
            Input::Level(level) => self.read_level(level, step, slot, &mut effect),
            // Something came, and nobody knows how much.
            Input::Delivery(Quantity::ZERO) => self.evidence.lost_at = Some(step.at),
            Input::Delivery(amount) => self.put(amount, slot),
            Input::Add(amount) => {
                self.set_right();
                self.put(amount, slot);
            }
            Input::Set(amount) => {
                self.set_right();
                let machine = self.machine.unwrap_or(slot.capacity).min(amount);
                self.machine = Some(machine);
                self.spares = amount - machine;
            }
            Input::Replaced => {
                self.set_right();
                self.machine = Some(slot.capacity);
                if !self.is_same_replacement(step.at) {
                    effect.loaded = slot.replacement().min(self.spares);
                    self.spares -= effect.loaded;
                }
            }
            Input::Believed(amount) => self.conclude(amount, true, step, slot, &mut effect),
            Input::Dropped(amount) => self.conclude(amount, false, step, slot, &mut effect),
        }
        let sum = |stock: &Self| stock.machine.unwrap_or_default() + stock.spares;
        effect.change = sum(self) - sum(&before);
        if !is_owned {
            // What nobody owned sets no pace.
            effect.used = Quantity::ZERO;
            effect.fallen = Quantity::ZERO;
            effect.shortfall = Quantity::ZERO;
        }
        self.evidence.note_use(step.at, effect.used);
        if effect == Effect::default() {
            let mut same = *self;
            same.evidence.forget_soon(before.evidence.heard);
            effect.noop = same == before;
            if effect.noop {
                *self = before;
            }
        }
        effect
    }

    /// Takes from the machine, loading from the spares as it empties; the answer is what was not
    /// there. An unknown machine gives nothing and lacks nothing.
    pub(crate) fn take(&mut self, amount: Quantity, slot: &SlotSpec) -> Quantity {
        let Some(mut machine) = self.machine else {
            return Quantity::ZERO;
        };
        let mut missing = amount;
        loop {
            let taken = missing.min(machine);
            machine -= taken;
            missing -= taken;
            if !missing.is_positive() || !self.spares.is_positive() {
                break;
            }
            machine = self.spares.min(slot.capacity);
            self.spares -= machine;
        }
        self.machine = Some(machine);
        missing
    }

    fn put(&mut self, amount: Quantity, slot: &SlotSpec) {
        match self.machine {
            Some(_) => self.spares += amount,
            None => {
                let machine = amount.min(slot.capacity);
                self.machine = Some(machine);
                self.spares += amount - machine;
            }
        }
    }
}

#[cfg(test)]
mod tests;
