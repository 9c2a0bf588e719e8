//! Readings of a machine: which are believed, which wait, and what those that are believed do to the stock. The rules stand
//! in [`crate::evidence`].

use super::{Effect, Stock};
use crate::evidence::{AGAIN, Fall, Waiting};
use crate::journal::{Input, Step};
use crate::quantity::Quantity;
use crate::spec::SlotSpec;
use crate::time::{HOUR, Time};
use crate::unit::{Dimension, Unit};

/// A container put in says the same as a reading that was understood as one, for so long.
const SAME_REPLACEMENT: i64 = HOUR;
/// Containers in a day that a total may have gone on by before it is believed to be another counter.
const OTHER_COUNTER: i64 = 30;
/// Counters of machines go round at these.
const COUNTERS: [i128; 2] = [1 << 16, 1 << 32];

fn times(amount: Quantity, times: i64) -> Quantity {
    Quantity(amount.0.saturating_mul(times))
}

impl Stock {
    /// What would be there if what waits were believed.
    pub fn if_believed(&self, slot: &SlotSpec) -> Self {
        let mut stock = *self;
        for waiting in [self.evidence.level, self.evidence.used, self.evidence.total]
            .into_iter()
            .flatten()
        {
            let at = waiting.at;
            stock.apply(
                &Step {
                    input: Input::Believed(waiting.amount),
                    at,
                    received_at: at,
                },
                slot,
            );
        }
        stock
    }

    /// A person or time has the last word on a reading that waits.
    pub(crate) fn conclude(
        &mut self,
        amount: Quantity,
        is_believed: bool,
        step: &Step,
        slot: &SlotSpec,
        effect: &mut Effect,
    ) {
        let is_it = |waiting: &mut Waiting| waiting.amount == amount;
        if self.evidence.level.take_if(is_it).is_some() && is_believed {
            self.move_to(amount, step, slot, effect);
        }
        if self.evidence.used.take_if(is_it).is_some() && is_believed {
            self.use_up(amount, slot, effect);
        }
        if self.evidence.total.take_if(is_it).is_some() && is_believed {
            let used = match self.total {
                Some(last) if amount >= last => amount - last,
                _ => amount,
            };
            self.go_on(amount, used, step, slot, effect);
        }
    }

    /// A level.
    pub(crate) fn read_level(
        &mut self,
        level: Quantity,
        step: &Step,
        slot: &SlotSpec,
        effect: &mut Effect,
    ) {
        let Some(machine) = self.machine else {
            self.evidence.level = None;
            return self.move_to(level, step, slot, effect);
        };
        if let Some(waiting) = self.evidence.level {
            let goes_on = match waiting.amount < machine {
                true => level <= waiting.amount,
                false => level > machine && self.is_jump(level, step.at, slot),
            };
            if level.is_near(machine, slot.capacity) {
                self.evidence.level = None;
            } else if goes_on || level.is_near(waiting.amount, slot.capacity) {
                if !waiting.is_before(step.at) {
                    effect.is_provisional = true;
                    return;
                }
                self.evidence.level = None;
                self.move_to(waiting.amount, step, slot, effect);
            }
        }
        if self.is_jump(level, step.at, slot) {
            self.evidence.level = Some(Waiting::new(level, step));
            effect.is_provisional = true;
        } else {
            self.evidence.level = None;
            self.move_to(level, step, slot, effect);
        }
    }

    /// Use that was reported.
    pub(crate) fn read_use(
        &mut self,
        amount: Quantity,
        step: &Step,
        slot: &SlotSpec,
        effect: &mut Effect,
    ) {
        let evidence = &mut self.evidence;
        let bound = evidence.bound(slot);
        let is_beyond = amount > times(bound, evidence.days(step.at));
        let is_second =
            evidence.used.is_some_and(|it| it.is_before(step.at)) && times(amount, 2) > bound;
        if is_beyond && !is_second {
            let waiting = evidence
                .used
                .get_or_insert(Waiting::new(Quantity::ZERO, step));
            waiting.amount += amount;
            effect.is_provisional = true;
            return;
        }
        let waited = evidence.used.take_if(|_| is_second);
        let waited = waited.map_or(Quantity::ZERO, |it| it.amount);
        evidence.hear(step.at);
        self.use_up(amount + waited, slot, effect);
    }

    /// A lifetime total.
    pub(crate) fn read_total(
        &mut self,
        total: Quantity,
        step: &Step,
        slot: &SlotSpec,
        effect: &mut Effect,
    ) {
        let Some(last) = self.total else {
            self.evidence.hear(step.at);
            self.total = Some(total);
            return;
        };
        let bound = self.evidence.bound(slot);
        let most = times(bound, self.evidence.days(step.at));
        let goes_on = |from: Quantity| total >= from && total - from <= most;
        if goes_on(last) {
            self.evidence.total = None;
            return self.go_on(total, total - last, step, slot, effect);
        }
        if (Quantity::ZERO..=slot.trembling()).contains(&(last - total)) {
            self.evidence.hear(step.at);
            return;
        }
        if let Some(across) = across(last, total, slot) {
            self.evidence.total = None;
            return self.go_on(total, across, step, slot, effect);
        }
        if let Some(waiting) = self.evidence.total
            && goes_on(waiting.amount)
        {
            self.evidence.total = None;
            let so_far = if waiting.amount >= last {
                waiting.amount - last
            } else if waiting.amount <= most {
                // The counter was reset: what it has counted since was used, where that can be.
                waiting.amount
            } else {
                Quantity::ZERO
            };
            let after = total - waiting.amount;
            return self.go_on(total, so_far + after, step, slot, effect);
        }
        self.evidence.total = Some(Waiting::new(total, step));
        effect.is_provisional = true;
    }

    /// A count, a replacement or an addition by hand says what is there, whatever was read before.
    pub(crate) fn set_right(&mut self) {
        self.evidence.drop_all();
        self.evidence.lost_at = None;
        self.evidence.fall = None;
    }

    /// Whether a container that was put in is one that a reading has told of already.
    pub(crate) fn is_same_replacement(&self, at: Time) -> bool {
        let replaced = self.evidence.replaced;
        replaced.is_some_and(|read| at.since(read) <= SAME_REPLACEMENT)
    }

    /// The counter is believed to have gone on, by so much use.
    fn go_on(
        &mut self,
        total: Quantity,
        used: Quantity,
        step: &Step,
        slot: &SlotSpec,
        effect: &mut Effect,
    ) {
        self.total = Some(total);
        let another = times(slot.capacity, OTHER_COUNTER * self.evidence.days(step.at));
        self.evidence.hear(step.at);
        if used > another.max(self.evidence.bound(slot)) {
            self.evidence.lost_at = Some(step.at);
            return;
        }
        self.use_up(used, slot, effect);
    }

    fn use_up(&mut self, amount: Quantity, slot: &SlotSpec, effect: &mut Effect) {
        effect.used += amount;
        effect.shortfall += self.take(amount, slot);
    }

    /// Whether a level is to wait for a second reading.
    fn is_jump(&self, level: Quantity, at: Time, slot: &SlotSpec) -> bool {
        let Some(machine) = self.machine else {
            return false;
        };
        let fall = machine - level;
        if !fall.is_positive() {
            let rise = -fall;
            let is_new = times(rise - self.spares, 10) > slot.capacity;
            return !self.is_back(rise, at, slot) && (is_replacement(rise, slot) || is_new);
        }
        let tenth = Quantity(slot.capacity.0 / 10);
        // A tenth is always explained, so that a fall to nothing is one from above it.
        let is_far = times(fall, 2) > slot.capacity || !level.is_positive();
        let since = self.evidence.heard.map_or(0, |heard| at.since(heard));
        let explained = self.evidence.recent.thrice(since) + i128::from(tenth.0);
        is_far && i128::from(fall.0) > explained
    }

    /// Whether a rise is the way back from a fall by a step of the sensor.
    fn is_back(&self, rise: Quantity, at: Time, slot: &SlotSpec) -> bool {
        let is_piece = slot.unit.dimension() == Dimension::Count;
        self.evidence.fall.is_some_and(|fall| {
            let is_soon = at.since(fall.at) <= AGAIN;
            rise <= fall.by && (is_soon || !is_piece)
        })
    }

    /// Believes a level.
    fn move_to(&mut self, level: Quantity, step: &Step, slot: &SlotSpec, effect: &mut Effect) {
        let at = step.at;
        self.evidence.hear(at);
        self.evidence.lost_at = None;
        let Some(machine) = self.machine.replace(level) else {
            return;
        };
        let by = level - machine;
        if by.0 < 0 {
            let by = -by;
            self.note_step(by, slot);
            effect.fallen += by;
            effect.used += by;
            let step = self.evidence.step_of(slot);
            let is_step = step.is_some_and(|step| by <= step);
            self.evidence.fall = is_step.then_some(Fall { by, at });
            return;
        }
        if by <= slot.trembling() {
            // From the lower reading a rise is measured, so that trembling never adds up.
            self.machine = Some(machine);
            return;
        }
        let is_back = self.is_back(by, at, slot);
        self.evidence.fall = None;
        if is_back {
            effect.fallen -= by;
            effect.used -= by;
            return;
        }
        self.note_step(by, slot);
        let wanted = if is_replacement(by, slot) {
            self.evidence.replaced = Some(at);
            slot.replacement()
        } else {
            by
        };
        let loaded = wanted.min(self.spares);
        effect.loaded += loaded;
        self.spares -= loaded;
        let more = (by - loaded).max(Quantity::ZERO);
        effect.unexplained += more;
        if times(more, 4) < slot.capacity {
            effect.risen += more;
        }
    }

    fn note_step(&mut self, by: Quantity, slot: &SlotSpec) {
        let is_step = by > slot.trembling() && times(by, 10) <= slot.capacity;
        if slot.step.is_none() && is_step {
            let step = &mut self.evidence.step;
            *step = Some(step.map_or(by, |step| step.min(by)));
        }
    }
}

/// On a slot filled by whole counts, a rise of at least half of one is a new one put in.
fn is_replacement(rise: Quantity, slot: &SlotSpec) -> bool {
    slot.count_is.is_some_and(|count| times(rise, 2) >= count)
}

/// The step of a counter that went round, where it is at most a tenth of a container. It counts in whichever unit the
/// machine sends.
fn across(last: Quantity, total: Quantity, slot: &SlotSpec) -> Option<Quantity> {
    let dimension = slot.unit.dimension();
    let units = Unit::ALL.into_iter();
    let sizes = units
        .filter(|unit| unit.dimension() == dimension)
        .map(Unit::ratio);
    let rounds = sizes.flat_map(|(base, of)| COUNTERS.map(|counter| counter * base / of));
    let steps = rounds.map(|round| round - i128::from(last.0) + i128::from(total.0));
    let most = i128::from(slot.capacity.0 / 10);
    let step = steps.filter(|step| (1..=most).contains(step)).min()?;
    i64::try_from(step).ok().map(Quantity)
}

#[cfg(test)]
mod tests;
