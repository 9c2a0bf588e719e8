//! Believed use of the last weeks: how much a day, and the busiest of them.

use serde::{Deserialize, Serialize};

use crate::quantity::Quantity;
use crate::time::{DAY, Day};

/// Believed use of the last sixty to eighty days, in blocks of twenty. As it is written with every report it is kept as
/// short as it can be: numbers in a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<i64>", into = "Vec<i64>")]
pub(crate) struct Recent {
    /// The day of the first use that is among it.
    since: i64,
    /// The last day of use.
    day: i64,
    /// What was used on it.
    today: Quantity,
    /// What was used in each block, the last one first.
    used: [Quantity; 4],
    /// The most that was used in a day of each.
    most: [Quantity; 4],
}

const BLOCK: i64 = 20;

impl Recent {
    /// Whether nothing was used.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what was used on a day, which is none before the last one.
    pub(crate) fn add(&mut self, day: Day, used: Quantity) {
        let day = day.0;
        if self.is_empty() {
            self.since = day;
            self.day = day;
        }
        let block = day.div_euclid(BLOCK);
        let blocks = block - self.day.div_euclid(BLOCK);
        let blocks = usize::try_from(blocks.min(4)).unwrap_or(0);
        for sums in [&mut self.used, &mut self.most] {
            sums.rotate_right(blocks);
            sums[..blocks].fill(Quantity::ZERO);
        }
        self.since = self.since.max((block - 3) * BLOCK);
        if day != self.day {
            self.today = Quantity::ZERO;
        }
        self.day = day;
        self.today += used;
        self.used[0] += used;
        self.most[0] = self.most[0].max(self.today);
    }

    /// The most that was used in a day.
    pub(crate) fn busiest(&self) -> Quantity {
        self.most.into_iter().fold(Quantity::ZERO, Quantity::max)
    }

    /// Three times what is used in so many milliseconds.
    pub(crate) fn thrice(&self, millis: i64) -> i128 {
        let used: Quantity = self.used.into_iter().sum();
        let days = i128::from(self.day - self.since + 1);
        3 * i128::from(used.0.max(0)) * i128::from(millis.max(0)) / (days * i128::from(DAY))
    }
}

/// Since when, how many days until the last one, what was used on it; then of each block what was used and the most of a
/// day, without those at the end in which nothing was.
impl From<Recent> for Vec<i64> {
    fn from(recent: Recent) -> Self {
        let mut kept = vec![recent.since, recent.day - recent.since, recent.today.0];
        let blocks = recent.used.into_iter().zip(recent.most);
        kept.extend(blocks.flat_map(|(used, most)| [used.0, most.0]));
        while kept.len() > 3 && kept.last() == Some(&0) {
            kept.pop();
        }
        kept
    }
}

impl From<Vec<i64>> for Recent {
    fn from(kept: Vec<i64>) -> Self {
        let at = |place: usize| kept.get(place).copied().unwrap_or_default();
        let block = |place: usize| [3, 5, 7, 9].map(|first| Quantity(at(first + place)));
        Self {
            since: at(0),
            day: at(0) + at(1),
            today: Quantity(at(2)),
            used: block(0),
            most: block(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_kept_as_numbers_in_a_row() {
        let mut recent = Recent::default();
        let kept = |recent: &Recent| serde_json::to_string(recent).unwrap();
        let read = |kept: &str| serde_json::from_str::<Recent>(kept).unwrap();
        assert_eq!(kept(&recent), "[0,0,0]");
        assert_eq!(read(&kept(&recent)), recent);
        recent.add(Day(20_019), Quantity(5));
        assert_eq!(kept(&recent), "[20019,0,5,5,5]");
        recent.add(Day(20_061), Quantity(2));
        assert_eq!(kept(&recent), "[20019,42,2,2,2,0,0,0,0,5,5]");
        assert_eq!(read(&kept(&recent)), recent);
    }

    #[test]
    fn what_is_used_a_day_is_averaged_over_sixty_days_or_more() {
        let mut recent = Recent::default();
        recent.add(Day(20_000), Quantity(21));
        for day in 20_001..20_020 {
            recent.add(Day(day), Quantity(1));
        }
        assert_eq!((recent.thrice(DAY), recent.busiest()), (6, Quantity(21)));
        assert_eq!((recent.thrice(2 * DAY), recent.thrice(-DAY)), (12, 0));
        recent.add(Day(20_060), Quantity(21));
        assert_eq!(recent.thrice(DAY), 3, "61 in 61 days");
        recent.add(Day(20_080), Quantity(40));
        assert_eq!(recent.thrice(DAY), 3, "since 20,020 the same");
    }

    #[test]
    fn a_busy_day_is_remembered_for_sixty_days() {
        let mut recent = Recent::default();
        recent.add(Day(20_019), Quantity(5));
        recent.add(Day(20_019), Quantity(2));
        recent.add(Day(20_020), Quantity(3));
        assert_eq!(recent.busiest(), Quantity(7));
        assert_eq!(recent.thrice(DAY), 15);
        for (day, busiest) in [
            (20_060, 7),
            (20_079, 7),
            (20_080, 3),
            (20_100, 1),
            (29_000, 1),
        ] {
            recent.add(Day(day), Quantity(1));
            assert_eq!(recent.busiest(), Quantity(busiest), "{day}");
        }
    }
}
