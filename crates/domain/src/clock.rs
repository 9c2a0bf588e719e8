//! The clock of a device: how far it is from ours, as its reports say.
//!
//! A report is dated by its device and received by us. It may have waited, so of all the differences of a day the smallest
//! says how far the clock is behind; one below nothing says how far it is ahead.

use serde::{Deserialize, Serialize};

use crate::time::{DAY, MINUTE, Time};

/// A clock that is further away is wrong.
const WRONG: i64 = 10 * MINUTE;
/// One report says nothing of a clock: only what was heard over this time does.
const HEARD: i64 = 10 * MINUTE;

/// What is known of a device's clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceClock {
    /// Since when differences are compared.
    since: Option<Time>,
    /// The smallest of them: how far it is behind, in milliseconds.
    behind: i64,
    /// How far it is behind, where that is wrong; ahead where it is below nothing.
    wrong: Option<i64>,
}

/// As it is kept: nothing where nothing is known.
impl From<Option<Self>> for DeviceClock {
    fn from(kept: Option<Self>) -> Self {
        kept.unwrap_or_default()
    }
}

impl DeviceClock {
    /// Takes in when a report that is received now says that it was made; whether that changes what is known of the clock.
    pub fn note(&mut self, said: Time, now: Time) -> bool {
        let before = self.wrong;
        let behind = now.since(said);
        match self.since {
            Some(since) if (0..DAY).contains(&now.since(since)) => {
                self.behind = self.behind.min(behind);
                if now.since(since) >= HEARD {
                    self.wrong = (self.behind.abs() > WRONG).then_some(self.behind);
                }
            }
            _ => {
                self.since = Some(now);
                self.behind = behind;
            }
        }
        self.wrong != before
    }

    /// Whether it is wrong.
    pub fn is_wrong(&self) -> bool {
        self.wrong.is_some()
    }

    /// How far it is behind in milliseconds, where it is wrong; ahead where that is below nothing.
    pub fn wrong_by(&self) -> Option<i64> {
        self.wrong
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::{HOUR, SECOND};

    #[test]
    fn a_clock_is_wrong_by_the_smallest_difference_of_a_day() {
        let now = Time::from_millis(1_795_341_600_000);
        let mut clock = DeviceClock::default();
        let mut hears = |minutes: i64, behind: i64| {
            let now = now + minutes * MINUTE;
            let before = clock;
            let is_news = clock.note(now - behind, now);
            assert_eq!(is_news, clock.wrong_by() != before.wrong_by());
            assert_eq!(clock.is_wrong(), clock.wrong_by().is_some());
            assert_eq!(DeviceClock::from(Some(clock)), clock, "as it is kept");
            clock.wrong_by()
        };
        assert_eq!(hears(0, 5 * HOUR), None, "one report says nothing");
        assert_eq!(hears(9, 5 * HOUR), None);
        assert_eq!(hears(10, 6 * HOUR), Some(5 * HOUR));
        // What had waited came with what had not.
        assert_eq!(hears(20, 2 * SECOND), None);
        assert_eq!(hears(30, 5 * HOUR), None);
        // Of the next day nothing is known at first.
        assert_eq!(hears(24 * 60, 11 * MINUTE), None);
        assert_eq!(hears(25 * 60, 11 * MINUTE), Some(11 * MINUTE));
        assert_eq!(hears(49 * 60, 10 * MINUTE), Some(11 * MINUTE));
        assert_eq!(hears(50 * 60, 10 * MINUTE), None);
        assert_eq!(hears(51 * 60, -30 * MINUTE), Some(-30 * MINUTE));
    }
}
