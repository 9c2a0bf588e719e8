//! Cooldown of a slot: how long it may not order although it is due, after orders that did not come through.
//!
//! Amazon's customer-experience guidelines: after a first cancellation by the customer the machine
//! reorders again in 5 days; after a second one not until the supply is full again.

use serde::{Deserialize, Serialize};

use crate::order::EndReason;
use crate::quantity::Quantity;
use crate::time::{DAY, Time};

const AFTER_CANCELLATION: i64 = 5 * DAY;
const AFTER_FAILURE_AT_MOST: i64 = 7 * DAY;

/// What keeps a slot from ordering. The default keeps nothing back; an arrival and a new registration go back to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cooldown {
    /// Cancellations by the customer since the last arrival.
    pub cancellations: u8,
    /// Failures in a row.
    pub failures: u8,
    /// No order before.
    pub until: Option<Time>,
    /// No order before a restock.
    pub restock: bool,
    /// Since when the maker lets nothing be ordered; no arrival ends it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_maker: Option<Time>,
}

impl Cooldown {
    /// What is left of it once orders are as they should be again: the maker's own word.
    pub fn over(self) -> Self {
        Self {
            by_maker: self.by_maker,
            ..Self::default()
        }
    }

    /// Whether the slot may not order at `now`.
    pub fn is_active(&self, now: Time) -> bool {
        self.restock || self.until.is_some_and(|until| now < until)
    }

    /// After an order ended without arriving. Orders no longer wanted leave no cooldown; one that the maker withdrew leaves
    /// a day to mend what it was made of.
    pub fn after(mut self, reason: EndReason, failed: bool, now: Time) -> Self {
        match reason {
            EndReason::Customer => {
                self.cancellations = self.cancellations.saturating_add(1);
                if self.cancellations == 1 {
                    self.extend(now + AFTER_CANCELLATION);
                } else {
                    self.restock = true;
                }
            }
            EndReason::Withdrawn => self.extend(now + DAY),
            EndReason::Unresolved => self.extend(now + AFTER_CANCELLATION),
            _ if failed => {
                let days = DAY << self.failures.min(8);
                self.failures = self.failures.saturating_add(1);
                self.extend(now + days.min(AFTER_FAILURE_AT_MOST));
            }
            _ => {}
        }
        self
    }

    /// Without a failure that was none. Nothing was held back before it, where it is of the newest order.
    pub fn without_failure(mut self, is_newest: bool) -> Self {
        self.failures = self.failures.saturating_sub(1);
        self.until = self.until.filter(|_| !is_newest);
        self
    }

    /// After what is at home has risen to `at_home`: a cooldown until a restock ends at the smaller of a
    /// full container and the reorder level plus one pack.
    pub fn after_rise(
        mut self,
        at_home: Quantity,
        capacity: Quantity,
        reorder_level: Option<Quantity>,
        pack: Option<Quantity>,
    ) -> Self {
        let enough = match (reorder_level, pack) {
            (Some(level), Some(pack)) => capacity.min(level + pack),
            _ => capacity,
        };
        if self.restock && at_home >= enough {
            self.restock = false;
            self.cancellations = 0;
        }
        self
    }

    fn extend(&mut self, until: Time) {
        self.until = self.until.max(Some(until));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_000 * DAY;

    fn day(days: i64) -> Time {
        Time::from_millis(NOW + days * DAY)
    }

    #[test]
    fn what_the_maker_holds_is_held_until_the_maker_lets_go() {
        let held = Cooldown {
            by_maker: Some(day(0)),
            ..Cooldown::default()
        };
        let after = held.after(EndReason::Customer, false, day(1));
        assert_eq!(after.over(), held);
        assert!(!held.is_active(day(1)), "that is said apart");
        let text = serde_json::to_string(&Cooldown::default()).unwrap();
        assert!(!text.contains("by_maker"), "{text}");
    }

    #[test]
    fn the_first_cancellation_holds_five_days_the_second_until_a_restock() {
        let first = Cooldown::default().after(EndReason::Customer, false, day(0));
        assert!(first.is_active(day(4)) && !first.is_active(day(5)));
        let second = first.after(EndReason::Customer, false, day(6));
        assert!(second.is_active(day(500)));
        let rise = |to| {
            second.after_rise(
                Quantity(to),
                Quantity(100),
                Some(Quantity(17)),
                Some(Quantity(36)),
            )
        };
        assert!(rise(52).is_active(day(500)));
        assert!(!rise(53).is_active(day(500)));
    }

    #[test]
    fn a_failure_that_was_none_holds_nothing() {
        let failed = |it: Cooldown| it.after(EndReason::NoAnswer, true, day(0));
        let first = failed(Cooldown::default());
        assert_eq!(first.without_failure(true), Cooldown::default());
        let second = failed(first).without_failure(false);
        assert_eq!((second.failures, second.is_active(day(1))), (1, true));
    }

    #[test]
    fn failures_hold_a_day_doubling_to_a_week() {
        let mut cooldown = Cooldown::default();
        let mut days = Vec::new();
        for n in 0..5 {
            let at = day(n * 100);
            cooldown = cooldown.after(EndReason::NoAnswer, true, at);
            days.push(cooldown.until.unwrap().since(at) / DAY);
        }
        assert_eq!(days, [1, 2, 4, 7, 7]);
    }

    #[test]
    fn amazons_own_failure_holds_five_days_and_is_not_the_customers() {
        let cooldown = Cooldown::default().after(EndReason::Unresolved, false, day(0));
        assert_eq!((cooldown.cancellations, cooldown.until), (0, Some(day(5))));
        let withdrawn = Cooldown::default().after(EndReason::Withdrawn, false, day(0));
        assert_eq!((withdrawn.failures, withdrawn.until), (0, Some(day(1))));
        let unwanted = Cooldown::default().after(EndReason::Paused, false, day(0));
        assert_eq!(unwanted, Cooldown::default());
    }
}
