//! Pace: the amount used per day, over the last days of a window, from use kept per UTC day.
//!
//! An exact fraction, so that "at home equals the reorder level" is a fact and not a matter of
//! rounding.

use crate::quantity::{Quantity, round};
use crate::time::{DAY, Day, Time};

/// Days a pace is at least averaged over; under them it is at least the model's typical one.
pub const LEARNING_DAYS: i64 = 7;

/// An exact amount per day: `amount` base units in `millis` milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    amount: i128,
    millis: i128,
}

/// What a pace is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Use {
    /// All use of the window, today included.
    pub used: Quantity,
    /// Days of the window.
    pub window_days: u16,
    /// The earliest effective report's `at`.
    pub since: Time,
    /// What a machine of the model is expected to use a day.
    pub typical_per_day: Option<Quantity>,
}

impl Use {
    /// The pace at a moment.
    pub fn pace(self, now: Time) -> Pace {
        Pace::measure(
            self.used,
            self.window_days,
            self.since,
            self.typical_per_day,
            now,
        )
    }

    /// The same with so much more use.
    pub fn and(self, more: Quantity) -> Self {
        Self {
            used: self.used + more,
            ..self
        }
    }
}

impl Pace {
    /// The pace of `used` (all use from `first_day(window_days, now)` to today) at `now`.
    ///
    /// `since` is the earliest effective report's `at`. The time is what the window's days have
    /// lasted (today counts by the part gone), or the time since `since` where that is shorter, but
    /// at least seven days; under seven days of reports the pace is at least `typical_per_day`.
    pub fn measure(
        used: Quantity,
        window_days: u16,
        since: Time,
        typical_per_day: Option<Quantity>,
        now: Time,
    ) -> Self {
        let window = now.since(Self::first_day(window_days, now).start());
        let known = now.since(since).max(0);
        let millis = i128::from(window.min(known).max(LEARNING_DAYS * DAY));
        let pace = Self {
            amount: i128::from(used.0),
            millis,
        };
        match typical_per_day {
            Some(typical) if known < LEARNING_DAYS * DAY => {
                let typical = Self::per_day(typical);
                if typical.cmp_rate(pace).is_gt() {
                    typical
                } else {
                    pace
                }
            }
            _ => pace,
        }
    }

    /// A pace of a whole amount per day.
    pub fn per_day(amount: Quantity) -> Self {
        Self {
            amount: i128::from(amount.0),
            millis: i128::from(DAY),
        }
    }

    /// The first day of a window that ends today.
    pub fn first_day(window_days: u16, now: Time) -> Day {
        Day(now.day().0 - i64::from(window_days.max(1)) + 1)
    }

    /// Use in a number of days, rounded to base units: for showing.
    pub fn over_days(self, days: u16) -> Quantity {
        let amount = round(
            self.amount * i128::from(days) * i128::from(DAY),
            self.millis,
        );
        Quantity(i64::try_from(amount).unwrap_or(i64::MAX))
    }

    /// Whether `quantity` is used up within `days`, or exactly then: at home ≤ pace × days.
    pub fn uses_up(self, quantity: Quantity, days: u16) -> bool {
        i128::from(quantity.0) * self.millis <= self.amount * i128::from(days) * i128::from(DAY)
    }

    /// Milliseconds until `quantity` is used up; `None` when nothing is used.
    pub fn millis_for(self, quantity: Quantity) -> Option<i64> {
        if self.amount <= 0 {
            return None;
        }
        i64::try_from(i128::from(quantity.0.max(0)) * self.millis / self.amount).ok()
    }

    fn cmp_rate(self, other: Self) -> std::cmp::Ordering {
        (self.amount * other.millis).cmp(&(other.amount * self.millis))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(since: i64) -> Use {
        Use {
            used: Quantity(70),
            window_days: 20,
            since: Time::from_millis(since),
            typical_per_day: Some(Quantity(30)),
        }
    }

    #[test]
    fn the_typical_use_counts_for_less_than_a_week() {
        let now = Time::from_millis(100 * DAY);
        let week = 93 * DAY;
        let per_day = |it: Use| it.pace(now).over_days(1);
        assert_eq!(per_day(used(week)), Quantity(10));
        assert_eq!(per_day(used(week + 1)), Quantity(30));
        assert_eq!(per_day(used(week).and(Quantity(7))), Quantity(11));
    }

    #[test]
    fn what_is_left_lasts_as_long_as_the_pace_says() {
        let pace = Pace::per_day(Quantity(4));
        let lasts = |left| pace.millis_for(Quantity(left));
        assert_eq!([lasts(6), lasts(0)], [Some(DAY * 3 / 2), Some(0)]);
        assert_eq!(lasts(-1), Some(0));
        for none in [0, -1] {
            let pace = Pace::per_day(Quantity(none));
            assert_eq!(pace.millis_for(Quantity(1)), None);
        }
    }
}
