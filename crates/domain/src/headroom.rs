//! Headroom of a slot: how much more of it may be used, and until when, before its decision can change or one of its
//! alerts can begin or end.
//!
//! An evaluation within the headroom may be left out, because it provably changes nothing:
//!
//! - Between two evaluations nothing happens to the slot but use that comes in order, dated today:
//!   everything else (a rise, a late report, an order, a subscription, a registration, an owner, the
//!   model) ends the headroom. An entry is charged with its use, or with the fall of what is at home where
//!   that is more, so neither can have changed by more than was charged.
//! - Within one UTC day the window's time only grows, so the pace after a use of `u` is at most that
//!   of `used + u` now, and at least that of `used` at the end of the day. The typical pace of the
//!   first week can only fall away. A forecast learns from whole days alone and stands still.
//! - *High*: where after a use of `u` more than the reorder level of then would be left, even if all
//!   of it came now, the outcome stays `enough` and the slot is neither low nor out. That `u` is found
//!   by the functions that decide, by bisection: less use leaves more and asks for less.
//! - *Low*: where what is at home is no more than the reorder level of the day's end, it stays due and
//!   low whatever is used, until nothing is left.
//! - In between, and for what an order, a first use or a count is about to change, there is no headroom.
//!
//! It ends with the day at the latest, when the window moves and the day becomes whole.

use crate::alert::AlertKind;
use crate::decision::{Decision, EvaluationInput, Outcome, reorder_level};
use crate::pace::Use;
use crate::quantity::Quantity;
use crate::time::Time;

/// What may be used until the next evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Headroom {
    /// So much may be used.
    pub amount: Quantity,
    /// And until then, not included.
    pub until: Time,
}

/// What is known besides the input that was decided on.
#[derive(Clone, Copy, Debug)]
pub struct HeadroomInput<'a> {
    /// What the pace was measured from; none before the first use.
    pub used: Option<Use>,
    /// The alerts that are open, after this evaluation.
    pub open: &'a [AlertKind],
    /// Somebody is told of alerts.
    pub owned: bool,
    /// The next moment at which an order may become late, or a cooldown end.
    pub next: Option<Time>,
}

impl Headroom {
    /// After a decision; none where the next use has to be evaluated.
    pub fn after(
        decision: &Decision,
        input: &EvaluationInput,
        around: &HeadroomInput<'_>,
    ) -> Option<Self> {
        if matches!(
            decision.outcome,
            Outcome::Order | Outcome::Uncounted | Outcome::NewHere
        ) || input.provisional.is_some()
        {
            return None;
        }
        let now = decision.at;
        let end = now.day().end();
        let until = around.next.map_or(end, |next| next.min(end));
        let amount = amount(decision, input, around)?;
        (until > now).then_some(Self { amount, until })
    }
}

fn amount(
    decision: &Decision,
    input: &EvaluationInput,
    around: &HeadroomInput<'_>,
) -> Option<Quantity> {
    const ALL: Quantity = Quantity(i64::MAX);
    let Some(at_home) = input.at_home else {
        return Some(ALL);
    };
    if !around.owned && !input.registered {
        return Some(ALL);
    }
    let (used, now) = (around.used?, decision.at);
    let policy = decision.policy;
    let days = policy.days_threshold();
    let asked = input.demand.map_or(Quantity::ZERO, |it| it.quantity);

    let is_high = |use_: i64| {
        let pace = used.and(Quantity(use_)).pace(now);
        let left = at_home - Quantity(use_);
        !pace.uses_up(left, days) && left > reorder_level(pace, input.demand, policy)
    };
    if is_high(0) {
        let of_level = [AlertKind::Low, AlertKind::PausedLow, AlertKind::Out];
        return (!around.open.iter().any(|open| of_level.contains(open)))
            .then(|| Quantity(last_of(at_home.0, is_high)));
    }

    let least = Use {
        typical_per_day: None,
        ..used
    }
    .pace(now.day().end());
    let level = reorder_level(least, input.demand, policy);
    let stays_due = least.uses_up(at_home, days) || at_home <= asked;
    if stays_due && at_home <= level && level.is_positive() {
        let is_out = !at_home.is_positive();
        return Some(if is_out { ALL } else { at_home - Quantity(1) });
    }
    None
}

/// The last number up to `most` of which it is so; it is so of 0, and of all before the last.
fn last_of(most: i64, is_so: impl Fn(i64) -> bool) -> i64 {
    let (mut so, mut not) = (0, most.saturating_add(1));
    while not - so > 1 {
        let middle = so + (not - so) / 2;
        if is_so(middle) {
            so = middle;
        } else {
            not = middle;
        }
    }
    so
}

#[cfg(test)]
mod tests;
