//! Readings of a machine: which are believed, which wait, and what those that are believed do to the stock. The rules stand
//! in [`crate::evidence`].

use super::{Effect, Stock};
use crate::evidence::{AGAIN, Flip, Waiting};
use crate::journal::{Input, Step};
use crate::quantity::Quantity;
use crate::spec::SlotSpec;
use crate::time::{HOUR, Time};
use crate::unit::{Dimension, Unit};

/// A container put in says the same as a reading that was understood as one, for so long.
const SAME_REPLACEMENT: i64 = HOUR;
/// Containers that a level of more than full may be of.
const MOST_FULL: i64 = 2;
/// Containers in a day that a total may have gone on by before it is believed to be another counter.
const OTHER_COUNTER: i64 = 30;
/// Counters of machines go round at these.
const COUNTERS: [i128; 2] = [1 << 16, 1 << 32];

fn times(amount: Quantity, times: i64) -> Quantity {
    Quantity(amount.0.saturating_mul(times))
}

impl Stock {
    /// What else may be there at a moment: if what waits is so, or if a fall was the sensor's trembling.
    pub fn otherwise(&self, slot: &SlotSpec, now: Time) -> Option<Self> {
        if self.evidence.waits() {
            return Some(self.if_believed(slot));
        }
        let until = self.evidence.may_tremble_until(slot)?;
        let flip = self.evidence.flip.filter(|_| now < until)?;
        let machine = self.machine.map(|machine| machine - flip.by);
        Some(Self { machine, ..*self })
    }

    /// What would be there if what waits were believed.
    fn if_believed(&self, slot: &SlotSpec) -> Self {
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
        if self.evidence.level.take_if(is_it).is_some() {
            self.evidence.drop_level();
            if is_believed {
                self.move_to(amount, step, slot, effect);
            }
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
        self.evidence.above_full = level > slot.capacity;
        if level > times(slot.capacity, MOST_FULL) {
            return;
        }
        let level = level.min(slot.capacity);
        let Some(machine) = self.machine else {
            return self.move_to(level, step, slot, effect);
        };
        let is_near = |other: Quantity| level.is_near(other, slot.capacity);
        let is_rise = level > machine && self.is_jump(level, step.at, slot);
        let is_another = is_rise && self.evidence.level.is_none();
        let before = *self;
        // What would be too far a fall from a rise is another one.
        let may_be_left = |rise: &Waiting| {
            let fall = rise.amount - level;
            let is_far = times(fall, 2) > slot.capacity;
            !is_far || before.may_be_used(fall, step.at.since(rise.at), slot)
        };
        let agrees = |rise: &mut Waiting| is_another && may_be_left(rise) || is_near(rise.amount);
        if let Some(rise) = self.evidence.rise.take_if(agrees) {
            self.evidence.level = Some(rise);
        }
        if let Some(waiting) = self.evidence.level
            && !is_near(machine)
        {
            let is_again = waiting.is_before(step.at);
            let is_fall = waiting.amount < machine;
            let goes_on = if is_fall {
                level <= waiting.amount
            } else {
                is_rise && may_be_left(&waiting)
            };
            // A container that was filled shows that it was empty, where as much may have been used.
            let is_filled =
                is_fall && is_rise && self.is_explained(waiting.amount, waiting.at, slot);
            if goes_on || is_near(waiting.amount) || is_filled && is_again {
                if !is_again {
                    effect.is_provisional = true;
                    return;
                }
                self.move_to(waiting.amount, step, slot, effect);
            }
        }
        let refill = self.evidence.level.filter(|it| it.amount > machine);
        if self.is_jump(level, step.at, slot) {
            let displaced = refill.filter(|_| level < machine);
            self.evidence.rise = displaced.or(self.evidence.rise);
            self.evidence.level = Some(Waiting::new(level, step));
            effect.is_provisional = true;
        } else {
            self.move_to(level, step, slot, effect);
            // So soon after a rise, nothing may as well be the wrong one.
            let is_doubtful = |it: &Waiting| !level.is_positive() && !it.is_before(step.at);
            self.evidence.rise = refill.filter(is_doubtful);
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
        self.evidence.flip = None;
        self.evidence.above_full = false;
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
            let is_much = times(rise, 10) > slot.capacity;
            return !self.is_back(rise, at, slot) && (is_replacement(rise, slot) || is_much);
        }
        // Nothing is what a sensor says whose container is out, however much is used.
        let is_to_nothing = !level.is_positive() && times(fall, 10) > slot.capacity;
        let is_far = times(fall, 2) > slot.capacity;
        is_to_nothing || is_far && !self.is_explained(level, at, slot)
    }

    /// Whether use since the last believed report explains how much lower a level is.
    fn is_explained(&self, level: Quantity, at: Time, slot: &SlotSpec) -> bool {
        let fall = self.machine.unwrap_or_default() - level;
        let since = self.evidence.heard.map_or(0, |heard| at.since(heard));
        self.may_be_used(fall, since, slot)
    }

    /// Whether so much may have been used in so many milliseconds.
    fn may_be_used(&self, amount: Quantity, millis: i64, slot: &SlotSpec) -> bool {
        let most = self.evidence.recent.thrice(millis) + i128::from(slot.capacity.0 / 10);
        i128::from(amount.0) <= most
    }

    /// Whether a move is the way back from a small one: soon after it, or where that was a step of the sensor.
    fn is_back(&self, by: Quantity, at: Time, slot: &SlotSpec) -> bool {
        let step = self.evidence.step_of(slot);
        let step = step.filter(|_| slot.unit.dimension() != Dimension::Count);
        self.evidence.flip.is_some_and(|flip| {
            let far = flip.by.abs();
            let is_soon = (0..=AGAIN).contains(&at.since(flip.at));
            // Nobody puts so little into an empty container.
            let is_empty = self.machine == Some(Quantity::ZERO);
            let is_opposite = flip.by.is_positive() != by.is_positive();
            is_opposite
                && by.abs() <= far
                && (is_soon || is_empty || step.is_some_and(|step| far <= step))
        })
    }

    /// Believes a level.
    fn move_to(&mut self, level: Quantity, step: &Step, slot: &SlotSpec, effect: &mut Effect) {
        let at = step.at;
        self.evidence.hear(at);
        self.evidence.drop_level();
        self.evidence.lost_at = None;
        let Some(machine) = self.machine else {
            self.machine = Some(level);
            return;
        };
        let by = level - machine;
        if (Quantity::ZERO..=slot.trembling()).contains(&by) {
            // From the lower reading a rise is measured, so that trembling never adds up.
            return;
        }
        let is_back = self.is_back(by, at, slot);
        self.machine = Some(level);
        if is_back {
            return self.flip_back(by, effect);
        }
        self.note_step(by.abs(), slot);
        let loaded = if by.is_positive() {
            self.rise(by, at, slot, effect)
        } else {
            effect.fallen += -by;
            effect.used += -by;
            Quantity::ZERO
        };
        let is_small = times(by.abs(), 10) <= slot.capacity;
        self.evidence.flip = is_small.then_some(Flip { by, loaded, at });
    }

    /// What a rise of the level takes from the spares, which is the answer, and what it brings.
    fn rise(&mut self, by: Quantity, at: Time, slot: &SlotSpec, effect: &mut Effect) -> Quantity {
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
        loaded
    }

    /// The level is back: what the move there counted is taken back.
    fn flip_back(&mut self, by: Quantity, effect: &mut Effect) {
        let loaded = self.evidence.flip.take().map(|flip| flip.loaded);
        if by.is_positive() {
            effect.fallen -= by;
            effect.used -= by;
            return;
        }
        let loaded = loaded.unwrap_or_default().min(-by);
        self.spares += loaded;
        effect.loaded -= loaded;
        effect.risen -= -by - loaded;
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
