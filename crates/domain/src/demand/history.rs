//! The use of a slot, day by day, where "nobody knows" is not zero.
//!
//! A day without a report is a day without use, unless nothing was left to use in a part of it, or the machine has
//! been silent for much longer than it ever is between two uses: then it was off, or offline, and its
//! days are unknown. A batch that comes late fills them.

use super::base;
use crate::day::ClosedDay;
use crate::quantity::Quantity;
use crate::time::{Day, Time};

/// Whole days that a forecast looks back at most.
pub const WINDOW: i64 = 365;
/// A silence of so many days is never taken for being offline.
const SHORT: f64 = 2.0;
/// A silence is taken for being offline once it is so many times as long as the usual time between
/// two days of use: where use comes at random, one gap in 3,000 is as long.
const UNUSUAL: f64 = 8.0;

/// Consecutive whole days, oldest first.
#[derive(Clone, Debug, PartialEq)]
pub struct UseHistory {
    first: Day,
    /// Base units; none for an unknown day.
    days: Vec<Option<f64>>,
}

impl UseHistory {
    /// The first day of a history that is asked for at `now`.
    pub fn first_day(now: Time) -> Day {
        Day(last_whole_day(now).0 - WINDOW + 1)
    }

    /// The history of a slot of which reports are known since `since`. `closed` are its days with
    /// entries, oldest first, the last one before [`UseHistory::first_day`] included.
    pub fn new(closed: &[ClosedDay], since: Time, now: Time) -> Self {
        let first = Self::first_day(now).max(since.day());
        let last = last_whole_day(now);
        let mut closed = closed.iter().peekable();
        let mut nothing_left = false;
        while let Some(before) = closed.next_if(|it| it.day < first) {
            nothing_left = before.at_home == Some(Quantity::ZERO);
        }
        let mut days = Vec::new();
        let mut silent = Vec::new();
        for day in (first.0..=last.0).map(Day) {
            let row = closed.next_if(|it| it.day == day);
            silent.push(row.is_none());
            days.push(match row {
                Some(row) if row.ran_out() => None,
                Some(row) if nothing_left && !row.used.is_positive() => None,
                // A fall of the level that was taken back after midnight.
                Some(row) => Some(base(row.used.max(Quantity::ZERO))),
                None if nothing_left => None,
                None => Some(0.0),
            });
            if let Some(row) = row {
                nothing_left = row.at_home == Some(Quantity::ZERO);
            }
        }
        let mut history = Self { first, days };
        history.forget_silences(&silent);
        history
    }

    /// Of days as they are known, the first one first.
    pub fn of(first: Day, days: &[Option<Quantity>]) -> Self {
        let days = days.iter().map(|used| used.map(base)).collect();
        Self { first, days }
    }

    /// The same where a day without use is one without a report.
    pub fn with_silences(mut self) -> Self {
        let silent: Vec<_> = self.days.iter().map(|used| *used == Some(0.0)).collect();
        self.forget_silences(&silent);
        self
    }

    /// Its first day.
    pub fn first(&self) -> Day {
        self.first
    }

    /// Its days with the place of each in the week, oldest first.
    pub fn days(&self) -> impl Iterator<Item = (usize, Option<f64>)> {
        (self.first.0..)
            .map(place_in_week)
            .zip(self.days.iter().copied())
    }

    /// What was used at each place in the week, and how many known days that was on.
    pub fn by_weekday(&self) -> ([f64; 7], [f64; 7]) {
        let (mut used, mut days) = ([0.0; 7], [0.0; 7]);
        for (place, known) in self.days() {
            if let Some(amount) = known {
                used[place] += amount;
                days[place] += 1.0;
            }
        }
        (used, days)
    }

    /// The known days.
    pub fn known(&self) -> impl Iterator<Item = f64> {
        self.days.iter().copied().flatten()
    }

    /// How many days are known.
    pub fn known_days(&self) -> u16 {
        u16::try_from(self.known().count()).unwrap_or(u16::MAX)
    }

    /// The place in the week of the day after the last one.
    pub fn next_weekday(&self) -> usize {
        place_in_week(self.first.0 + i64::try_from(self.days.len()).unwrap_or_default())
    }

    fn forget_silences(&mut self, silent: &[bool]) {
        let used = self.known().filter(|used| *used > 0.0).count();
        let between = count(self.days.len()) / count(used.max(1));
        let usual = SHORT.max(UNUSUAL * between);
        let mut begin = 0;
        while begin < silent.len() {
            let length = silent[begin..].iter().take_while(|silent| **silent).count();
            if used > 0 && count(length) > usual {
                self.days[begin..begin + length].fill(None);
            }
            begin += length.max(1);
        }
    }
}

/// Today, once it is over to the last millisecond, else yesterday.
fn last_whole_day(now: Time) -> Day {
    let today = now.day();
    if now >= today.end() {
        today
    } else {
        Day(today.0 - 1)
    }
}

/// 0 to 6; which weekday is 0 does not matter.
fn place_in_week(day: i64) -> usize {
    usize::try_from(day.rem_euclid(7)).unwrap_or_default()
}

fn count(days: usize) -> f64 {
    days as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(n: i64, used: i64, at_home: i64) -> ClosedDay {
        ClosedDay {
            day: Day(n),
            used: Quantity(used),
            shortfall: Quantity::ZERO,
            at_home: Some(Quantity(at_home)),
        }
    }

    fn history(closed: &[ClosedDay], since: i64, now: Time) -> Vec<Option<f64>> {
        UseHistory::new(closed, Day(since).start(), now).days
    }

    #[test]
    fn today_counts_once_it_is_over() {
        let closed = [day(1, 3, 50), day(2, 4, 46)];
        assert_eq!(history(&closed, 1, Day(2).end() - 1), [Some(3.0)]);
        assert_eq!(history(&closed, 1, Day(2).end()), [Some(3.0), Some(4.0)]);
    }

    #[test]
    fn a_day_without_a_report_is_without_use_and_one_with_nothing_left_is_unknown() {
        let closed = [day(1, 3, 50), day(3, 50, 0), day(6, 2, 28)];
        assert_eq!(
            history(&closed, 1, Day(6).end()),
            [Some(3.0), Some(0.0), None, None, None, Some(2.0)]
        );
        let restocked = [day(1, 3, 0), day(2, 0, 30), day(3, 0, 30)];
        assert_eq!(
            history(&restocked, 1, Day(3).end()),
            [None, None, Some(0.0)]
        );
        let short = ClosedDay {
            shortfall: Quantity(1),
            ..day(3, 51, 0)
        };
        let closed = [day(1, 3, 50), short];
        assert_eq!(
            history(&closed, 1, Day(3).end())[2],
            Some(51.0),
            "used all the same"
        );
    }

    #[test]
    fn a_silence_much_longer_than_usual_is_unknown() {
        let daily: Vec<_> = (0..20).map(|n| day(n, 1, 90)).collect();
        let holiday = |length: i64| {
            let mut closed = daily.clone();
            closed.push(day(20 + length, 1, 80));
            history(&closed, 0, Day(20 + length).end())[20]
        };
        assert_eq!(holiday(5), Some(0.0));
        assert_eq!(holiday(14), None);
        // A machine that washes every fifth day is not offline in between.
        let seldom: Vec<_> = (0..10).map(|n| day(n * 5, 1, 90)).collect();
        assert!(
            history(&seldom, 0, Day(50).end())
                .iter()
                .all(Option::is_some)
        );
    }

    #[test]
    fn a_window_is_a_year_and_begins_with_the_state_before_it() {
        let now = Day(1_000).end();
        let closed = [day(600, 1, 0), day(640, 5, 20)];
        let days = history(&closed, 0, now);
        assert_eq!(days.len(), 365);
        assert_eq!(UseHistory::first_day(now), Day(636));
        assert_eq!(days[..5], [None, None, None, None, Some(5.0)]);
    }
}
