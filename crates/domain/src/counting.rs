//! A journal that is counted again in pieces, because what changed lies so far back that more follows it than is folded
//! at once.
//!
//! - The days before the place that was reached are as one fold of the whole would leave them, and so is what its own day
//!   has counted up to it. The stock of the slot stays as it was until all is counted.
//! - What comes meanwhile is appended and not folded. Where it stands at the place or before it, the counting goes back to
//!   the beginning of that day, whose checkpoint holds.

use serde::{Deserialize, Serialize};

use crate::journal::Place;
use crate::time::{Day, Time};

/// How far a slot's journal has been counted again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counting {
    /// What stands up to here is counted.
    pub to: Place,
    /// The latest use among it; none where it is not known.
    pub last_use: Option<Time>,
}

impl Counting {
    /// From the beginning of a day on. The latest use is still the one that was known, where that lies before.
    pub fn from_day(day: Day, last_use: Option<Time>) -> Self {
        let to = Place::before(day.start());
        Self {
            to,
            last_use: last_use.filter(|used| *used < to.at),
        }
    }

    /// Goes back to the day of a change, unless that is still to be counted.
    pub fn take_in(&mut self, at: Time) {
        let is_counted = at < self.to.at || at == self.to.at && self.to.accepted > 0;
        if is_counted {
            *self = Self::from_day(at.day(), self.last_use);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::HOUR;

    #[test]
    fn a_change_in_what_is_counted_goes_back_to_its_day() {
        let noon = |day| Day(day).start() + 12 * HOUR;
        let to = Place {
            at: noon(9),
            accepted: 7,
        };
        let counting = Counting {
            to,
            last_use: Some(noon(8)),
        };
        let after = |at| {
            let mut counting = counting;
            counting.take_in(at);
            counting
        };
        assert_eq!(after(noon(9) + 1), counting);
        let today = Counting::from_day(Day(9), Some(noon(8)));
        assert_eq!((today.to.accepted, today.last_use), (0, Some(noon(8))));
        assert_eq!(after(noon(9)), today);
        assert_eq!(after(noon(8) + 1), Counting::from_day(Day(8), None));
        let mut begun = today;
        begun.take_in(Day(9).start());
        assert_eq!(begun, today, "nothing of that day is counted yet");
    }
}
