//! Evidence: which readings of a machine are believed, and which wait for a second one.
//!
//! One reading is not the truth: a sensor whose container is out reads nothing, a counter restarts, a field is sent as
//! `65535`. Such a reading is kept and shown, and counts nothing until something that is independent of it says the same.
//! All of it is judged in the fold, in the order of `at`, from inputs alone; where time itself decides, the word of it is
//! an entry of the journal like any other.
//!
//! | reading | waits when | is dropped by | is believed by |
//! |---|---|---|---|
//! | a fall of a level | from above a tenth to nothing; or more than half a container, and more than three times the use per day since the last believed report, plus a tenth | a reading near the last believed one | ten minutes later, a reading near it or below it, or a rise where as much may have been used; 24 hours after its receipt |
//! | a rise of a level | a replacement, or more than a tenth of a container | a reading near the last believed one | ten minutes later, a reading near it or another such rise, to what may be left of it; one hour after its receipt |
//! | a use | more than the bound of the days since the last believed report | nothing | ten minutes later, another of more than half a day's bound |
//! | a step of a total | the same | the next total, within the bound of the last believed one | the next total, within the bound of it |
//! | a fall of a total | more than trembling, and no counter that went round | the next total, within the bound of the last believed one | the next total, within the bound of it and below the last believed one: the counter was reset |
//!
//! - *Near* is within a tenth of a container. Any other reading of the same kind takes the place of one that waits; uses
//!   wait together. Where a fall took the place of a rise, a reading near the rise drops the fall; where
//!   nothing dropped a rise within ten minutes, the next such rise believes it, where as much may have been used in between.
//! - The *bound* of a day is the largest of three containers, three times the busiest day of the last sixty, and the
//!   model's `most_per_day`.
//! - A person's yes or no believes or drops whatever waits; a count, a replacement or an addition by hand drops it.
//! - Trembling counts nothing: falls of a total of up to a hundredth of a container; a level that moves by up to a tenth and
//!   comes back within ten minutes, or, where it is no pieces, by one step of its sensor and comes back.
//!   For these ten minutes a fall by a step orders nothing.
//! - A level above full is full; above two containers it is no level, and counts nothing.

mod recent;

use serde::{Deserialize, Serialize};

use crate::journal::{Input, Step};
use crate::quantity::Quantity;
use crate::spec::SlotSpec;
use crate::time::{DAY, HOUR, MINUTE, Time};

use recent::Recent;

/// So much later a second reading is independent of the first.
pub(crate) const AGAIN: i64 = 10 * MINUTE;

/// A fall of a level is believed so long after its receipt, where no other reading came.
const FALL_STANDS: i64 = 24 * HOUR;
/// A rise likewise.
const RISE_STANDS: i64 = HOUR;
/// A believed report that changes nothing else is remembered once in this time, so that the others leave the evidence as
/// it is, too.
const HEARD: i64 = HOUR;

/// What a fold keeps of readings, beside the stock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Evidence {
    /// A level that waits for a second reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Waiting>,
    /// A rise that waited until, soon after it, something lower was read: the next reading that agrees with it believes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rise: Option<Waiting>,
    /// Use that waits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Waiting>,
    /// A total that waits for the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<Waiting>,
    /// The last level that was read is above full.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub above_full: bool,
    /// When more was used, or came, than can be counted: how much is left has to be said or read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lost_at: Option<Time>,
    /// When a reading was last understood as a container put in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) replaced: Option<Time>,
    /// When a report was last believed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) heard: Option<Time>,
    /// The last move of the level, where it was by up to a tenth of a container.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) flip: Option<Flip>,
    /// The smallest move of the level that was seen, and may be a step of its sensor.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) step: Option<Quantity>,
    #[serde(skip_serializing_if = "Recent::is_empty")]
    pub(crate) recent: Recent,
}

/// A reading that is not believed yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// What it said.
    pub amount: Quantity,
    /// When it was read.
    pub at: Time,
    /// When it was received.
    pub received_at: Time,
}

/// A small move of the level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Flip {
    /// Below nothing where it fell.
    pub(crate) by: Quantity,
    /// What of a rise came from the spares.
    pub(crate) loaded: Quantity,
    pub(crate) at: Time,
}

/// As it is kept: nothing where nothing is known.
impl From<Option<Self>> for Evidence {
    fn from(kept: Option<Self>) -> Self {
        kept.unwrap_or_default()
    }
}

impl Evidence {
    /// Whether a reading waits.
    pub fn waits(&self) -> bool {
        self.level.is_some() || self.used.is_some() || self.total.is_some()
    }

    /// What people are shown of what waits: the level before use and total.
    pub fn shown(&self) -> Option<(Input, Waiting)> {
        let input = |waiting: Option<Waiting>, input: fn(Quantity) -> Input| {
            waiting.map(|it| (input(it.amount), it))
        };
        input(self.level, Input::Level)
            .or(input(self.used, Input::Used))
            .or(input(self.total, Input::Total))
    }

    /// Whether the last level is above full, or what waits is no refill of a machine that holds so much.
    pub fn is_implausible(&self, machine: Option<Quantity>) -> bool {
        let falls = |level: Waiting| machine.is_some_and(|machine| level.amount < machine);
        self.above_full
            || self.used.is_some()
            || self.total.is_some()
            || self.level.is_some_and(falls)
    }

    /// Whether a reading of this amount waits.
    pub fn is_waiting(&self, amount: Quantity) -> bool {
        let all = [self.level, self.used, self.total];
        all.into_iter().flatten().any(|it| it.amount == amount)
    }

    /// When a level is believed without another, where it waits beside what is in the machine.
    pub fn stands_at(&self, machine: Option<Quantity>) -> Option<Time> {
        let waiting = self.level?;
        let is_rise = machine.is_some_and(|machine| waiting.amount > machine);
        let stands = if is_rise { RISE_STANDS } else { FALL_STANDS };
        Some(waiting.received_at + stands)
    }

    /// Until when a fall by a step of the sensor may be its trembling.
    pub fn may_tremble_until(&self, slot: &SlotSpec) -> Option<Time> {
        let flip = self.flip.filter(|flip| flip.by.0 < 0)?;
        let step = self.step_of(slot)?;
        (-flip.by <= step).then(|| flip.at + AGAIN)
    }

    /// The bound of a day.
    pub(crate) fn bound(&self, slot: &SlotSpec) -> Quantity {
        let three = |it: Quantity| Quantity(it.0.saturating_mul(3));
        three(slot.capacity)
            .max(three(self.recent.busiest()))
            .max(slot.most_per_day.unwrap_or_default())
    }

    /// Days that have begun since the last believed report.
    pub(crate) fn days(&self, at: Time) -> i64 {
        let since = self.heard.map_or(0, |heard| at.since(heard));
        (since.max(1) + DAY - 1) / DAY
    }

    pub(crate) fn hear(&mut self, at: Time) {
        self.heard = self.heard.max(Some(at));
    }

    /// Forgets when a report came that changes nothing else, soon after the one before it.
    pub(crate) fn forget_soon(&mut self, before: Option<Time>) {
        if let Some((heard, before)) = self.heard.zip(before)
            && heard.since(before) < HEARD
        {
            self.heard = Some(before);
        }
    }

    /// What was received before the owner's time waits no more.
    pub(crate) fn drop_before(&mut self, owned_since: Option<Time>) {
        let Self {
            level,
            rise,
            used,
            total,
            ..
        } = self;
        for waiting in [level, rise, used, total] {
            waiting.take_if(|it| Some(it.received_at) < owned_since);
        }
    }

    /// Notes use of the pace in what is known of the last weeks.
    pub(crate) fn note_use(&mut self, at: Time, used: Quantity) {
        if used != Quantity::ZERO {
            self.recent.add(at.day(), used);
        }
    }

    /// No level waits any more.
    pub(crate) fn drop_level(&mut self) {
        self.level = None;
        self.rise = None;
    }

    /// Nothing waits any more.
    pub(crate) fn drop_all(&mut self) {
        self.drop_level();
        self.used = None;
        self.total = None;
    }

    pub(crate) fn step_of(&self, slot: &SlotSpec) -> Option<Quantity> {
        let most = Quantity(slot.capacity.0 / 10);
        slot.step.or(self.step).filter(|step| *step <= most)
    }
}

impl Waiting {
    pub(crate) fn new(amount: Quantity, step: &Step) -> Self {
        Self {
            amount,
            at: step.at,
            received_at: step.received_at,
        }
    }

    /// Whether a moment is independent of it.
    pub(crate) fn is_before(&self, at: Time) -> bool {
        at.since(self.at) >= AGAIN
    }
}

#[cfg(test)]
mod tests;
