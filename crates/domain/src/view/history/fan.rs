//! How far a level strays from where it goes at a steady pace.

use crate::day::ClosedDay;
use crate::demand::UseHistory;
use crate::quantity::Quantity;
use crate::time::{DAY, Day, Time};

/// Eight of ten cases are within so many variances of what is expected, in ten-thousandths: the square
/// of the normal distribution's quantile at nine of ten.
const WITHIN: u128 = 16_424;

/// How much use varies: days are taken not to know of each other, and many of them to be normal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fan {
    /// Of a day's use, in square base units.
    variance: u128,
}

/// What will be at home at a moment to come, in eight of ten cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Foreseen {
    /// No less than this.
    pub low: Quantity,
    /// At a steady pace.
    pub mid: Quantity,
    /// No more than this.
    pub high: Quantity,
}

impl Fan {
    /// Of the whole days since `first` with known use; none of fewer than two.
    pub fn of(closed: &[ClosedDay], first: Day, now: Time) -> Option<Self> {
        let history = UseHistory::new(closed, first.start(), now);
        let used: Vec<i128> = history.known().map(|used| used as i128).collect();
        let others = u128::try_from(used.len()).ok()?.checked_sub(1)?;
        let mean = used.iter().sum::<i128>() / i128::try_from(used.len()).ok()?;
        let squares = used
            .iter()
            .map(|used| used.abs_diff(mean))
            .fold(0_u128, |sum, far| {
                sum.saturating_add(far.saturating_mul(far))
            });
        let variance = squares.checked_div(others)?;
        Some(Self { variance })
    }

    /// What is left of `at_home` after a time in which `used` is expected to go. What was used does not
    /// come back, and more than all does not go.
    pub fn foresee(self, at_home: Quantity, used: Quantity, millis: i64) -> Foreseen {
        let stray = self.stray(millis);
        let after = |used: Quantity| (at_home - used.max(Quantity::ZERO)).max(Quantity::ZERO);
        Foreseen {
            low: after(used + stray),
            mid: after(used),
            high: after(used - stray),
        }
    }

    fn stray(self, millis: i64) -> Quantity {
        let millis = u128::try_from(millis).unwrap_or_default();
        let variance = self.variance.saturating_mul(millis) / u128::from(DAY.unsigned_abs());
        let stray = (variance.saturating_mul(WITHIN) / 10_000).isqrt();
        Quantity(i64::try_from(stray).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Time {
        Time::parse("2026-11-22T10:00:00Z").unwrap()
    }

    /// Days of use before today, oldest first, with plenty left.
    fn used(days: &[i64]) -> Vec<ClosedDay> {
        let ago = (1..).take(days.len()).collect::<Vec<i64>>();
        ago.into_iter()
            .rev()
            .zip(days)
            .map(|(ago, used)| ClosedDay {
                day: Day(now().day().0 - ago),
                used: Quantity(*used),
                shortfall: Quantity::ZERO,
                at_home: Some(Quantity(1_000_000)),
            })
            .collect()
    }

    fn fan(days: &[i64]) -> Option<Fan> {
        let first = Day(now().day().0 - days.len() as i64);
        Fan::of(&used(days), first, now())
    }

    #[test]
    fn what_is_foreseen_strays_as_days_have() {
        let fan = fan(&[1_000, 3_000, 1_000, 3_000, 2_000]).unwrap();
        assert_eq!(fan.variance, 1_000_000);
        let foreseen = fan.foresee(Quantity(40_000), Quantity(8_000), 4 * DAY);
        let (low, mid, high) = (Quantity(29_437), Quantity(32_000), Quantity(34_563));
        assert_eq!(foreseen, Foreseen { low, mid, high });
        let now = fan.foresee(Quantity(40_000), Quantity::ZERO, 0);
        assert_eq!((now.low, now.high), (now.mid, Quantity(40_000)));
    }

    #[test]
    fn equal_days_do_not_stray_and_one_day_says_nothing() {
        let steady = fan(&[2_000; 9]).unwrap();
        let foreseen = steady.foresee(Quantity(9_000), Quantity(4_000), 2 * DAY);
        assert_eq!(foreseen.low, foreseen.high);
        assert_eq!(fan(&[2_000]), None);
        assert_eq!(fan(&[]), None);
    }

    proptest! {
        #[test]
        fn a_fan_opens_around_its_middle_and_never_falls_below_nothing(
            days in prop::collection::vec(0_i64..i64::MAX / 1_000_000, 2..31),
            at_home in 0_i64..1_000_000, pace in 0_i64..100_000,
        ) {
            let fan = fan(&days).unwrap();
            let at_home = Quantity(at_home);
            for day in 0..22 {
                let it = fan.foresee(at_home, Quantity(pace * day), day * DAY);
                prop_assert!(Quantity::ZERO <= it.low && it.low <= it.mid);
                prop_assert!(it.mid <= it.high && it.high <= at_home);
            }
            prop_assert!((0..21).all(|day| fan.stray(day * DAY) <= fan.stray((day + 1) * DAY)));
        }
    }
}
