//! How a supply's level came to be what it is, and where it goes: what a chart of it shows. A day is
//! known by its use and by the stock at its end, so a history costs the same however much was
//! reported; a day in between, without a report, is as the one before.

mod fan;

use crate::day::ClosedDay;
use crate::order::OrderState;
use crate::quantity::Quantity;
use crate::time::{DAY, Day, Time};
use crate::view::SupplyView;
pub use fan::{Fan, Foreseen};

/// Days before today.
pub const BEFORE: i64 = 30;
/// Days after today.
pub const AFTER: i64 = 21;
/// Days with a journal that a pace takes to be more than a guess.
const LEARNING: i64 = 7;

/// A day of the picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayLevel {
    /// The UTC day.
    pub day: Day,
    /// At home at its lowest.
    pub low: Quantity,
    /// At home at its end, or now; more than the lowest where something came.
    pub close: Quantity,
}

/// What is expected to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The day Amazon named.
    pub at: Time,
    /// How much; none where Amazon has not said.
    pub quantity: Option<Quantity>,
}

/// The picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
    /// Where past and future meet.
    pub now: Time,
    /// Consecutive days up to today, from the first with a known level, at most [`BEFORE`] + 1.
    pub days: Vec<DayLevel>,
    /// The pace is not known well enough to look ahead.
    pub learning: bool,
    /// When it will be, where that can be told.
    pub learned_at: Option<Time>,
    /// Where nothing is left at the supply's pace; none while learning, or later than can be told.
    pub run_out: Option<Time>,
    /// How far what is left may stray on its way there.
    pub fan: Option<Fan>,
    /// The reorder level.
    pub reorder_level: Option<Quantity>,
    /// The live order, where its day is known.
    pub expected: Option<Expected>,
}

impl History {
    /// The first day of a picture of `now`.
    pub fn first(now: Time) -> Day {
        Day(now.day().0 - BEFORE)
    }

    /// The picture of a supply: `closed` are its days with entries, oldest first, the last one before
    /// [`History::first`] included.
    pub fn new(supply: &SupplyView, closed: &[ClosedDay], now: Time) -> Self {
        let days = days(closed, supply.at_home(), now);
        let young = closed
            .first()
            .is_none_or(|it| it.day.0 + LEARNING > now.day().0);
        let learning = young || supply.pace_per_day.is_none();
        let run_out = supply
            .lasts
            .filter(|lasts| !learning && *lasts < 10 * 365 * DAY)
            .map(|lasts| now + lasts);
        let fan = run_out
            .filter(|run_out| *run_out > now)
            .and_then(|_| Fan::of(closed, days.first()?.day, now));
        let expected = supply
            .live_order()
            .or(supply
                .order
                .as_ref()
                .filter(|it| it.state == OrderState::Shipped))
            .and_then(|order| {
                Some(Expected {
                    at: order.estimate?,
                    quantity: order.quantity,
                })
            });
        Self {
            now,
            days,
            learning,
            learned_at: supply.learned_at(now).filter(|_| learning),
            run_out,
            fan,
            reorder_level: supply.reorder_level.filter(|_| supply.machine.is_some()),
            expected,
        }
    }

    /// At home now; none while it is unknown.
    pub fn at_home(&self) -> Option<Quantity> {
        self.days.last().map(|today| today.close)
    }

    /// How much is left at a moment to come; none where nothing is foreseen.
    pub fn left(&self, at: Time) -> Option<Quantity> {
        Some((self.at_home()? - self.used(at)?).max(Quantity::ZERO))
    }

    /// How much may be left at a moment to come; none where it is not known how use varies.
    pub fn foreseen(&self, at: Time) -> Option<Foreseen> {
        let (fan, at_home, used) = (self.fan?, self.at_home()?, self.used(at)?);
        Some(fan.foresee(at_home, used, at.since(self.now)))
    }

    /// The use from now until a moment to come. It goes on where nothing is left.
    fn used(&self, at: Time) -> Option<Quantity> {
        let (at_home, run_out) = (self.at_home()?, self.run_out?);
        let whole = i128::from(run_out.since(self.now).max(1));
        let used = i128::from(at_home.0) * i128::from(at.since(self.now).max(0)) / whole;
        Some(Quantity(i64::try_from(used).unwrap_or(i64::MAX)))
    }
}

fn days(closed: &[ClosedDay], at_home: Option<Quantity>, now: Time) -> Vec<DayLevel> {
    let (first, today) = (History::first(now), now.day());
    let mut days: Vec<DayLevel> = Vec::new();
    let Some(present) = at_home else {
        return days;
    };
    let mut before = None;
    let mut closed = closed.iter().peekable();
    while let Some(old) = closed.next_if(|it| it.day < first) {
        before = old.at_home;
    }
    for day in (first.0..=today.0).map(Day) {
        let row = closed.next_if(|row| row.day == day);
        let close = match row {
            _ if day == today => Some(present),
            Some(row) => row.at_home,
            None => before,
        };
        let taken = row.map_or(Quantity::ZERO, |row| row.taken());
        match close {
            Some(close) => days.push(DayLevel {
                day,
                low: before
                    .map_or(close, |before| (before - taken).max(Quantity::ZERO))
                    .min(close),
                close,
            }),
            // An owner's leaving makes the level unknown again: what came before is not shown.
            None => days.clear(),
        }
        before = close;
    }
    days
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Time {
        Time::parse("2026-11-22T10:00:00Z").unwrap()
    }

    fn closed(ago: i64, taken: i64, at_home: Option<i64>) -> ClosedDay {
        ClosedDay {
            day: Day(now().day().0 - ago),
            used: Quantity(taken),
            shortfall: Quantity::ZERO,
            at_home: at_home.map(Quantity),
        }
    }

    fn levels(rows: &[ClosedDay], present: i64) -> Vec<(i64, i64, i64)> {
        days(rows, Some(Quantity(present)), now())
            .into_iter()
            .map(|it| (now().day().0 - it.day.0, it.low.0, it.close.0))
            .collect()
    }

    #[test]
    fn a_day_without_entries_is_as_the_one_before() {
        let rows = [closed(40, 0, Some(20)), closed(2, 3, Some(17))];
        let levels = levels(&rows, 17);
        assert_eq!(levels.len(), 31);
        assert_eq!(levels[0], (30, 20, 20));
        assert_eq!(
            levels[27..],
            [(3, 20, 20), (2, 17, 17), (1, 17, 17), (0, 17, 17)]
        );
    }

    #[test]
    fn what_came_is_a_rise_from_the_days_lowest() {
        let rows = [
            closed(3, 0, Some(5)),
            closed(1, 4, Some(37)),
            closed(0, 2, Some(35)),
        ];
        assert_eq!(
            levels(&rows, 35),
            [(3, 5, 5), (2, 5, 5), (1, 1, 37), (0, 35, 35)]
        );
    }

    #[test]
    fn an_unknown_level_is_no_picture() {
        let rows = [
            closed(5, 1, Some(9)),
            closed(3, 1, None),
            closed(1, 0, Some(50)),
        ];
        assert_eq!(levels(&rows, 50), [(1, 50, 50), (0, 50, 50)]);
        assert!(days(&rows, None, now()).is_empty());
    }

    proptest! {
        #[test]
        fn days_are_consecutive_and_end_with_what_is_there(
            rows in prop::collection::btree_map(0_i64..60, (0_i64..50, prop::option::of(0_i64..100)), 0..40),
            present in 0_i64..100,
        ) {
            let rows: Vec<_> = rows
                .into_iter()
                .rev()
                .map(|(ago, (taken, at_home))| closed(ago, taken, at_home))
                .collect();
            let days = days(&rows, Some(Quantity(present)), now());
            prop_assert!(!days.is_empty() && days.len() <= 31);
            prop_assert!(days.windows(2).all(|pair| pair[1].day.0 == pair[0].day.0 + 1));
            prop_assert!(days.iter().all(|it| it.low <= it.close && it.low >= Quantity::ZERO));
            let today = days.last().unwrap();
            prop_assert_eq!((today.day, today.close), (now().day(), Quantity(present)));
        }
    }
}
