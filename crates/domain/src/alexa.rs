//! Alexa as a replenisher: in which part of the world a customer is, and when a machine's levels are to be told.
//!
//! - A machine's levels are told at most once a minute, the first after a quiet minute at once.
//! - They are told at least once in 24 hours, the same again where nothing changed (Amazon's page "Dash Replenishment
//!   FAQ"). What is due at no other time is spread over hours, so that a fleet does not report at one moment.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::Time;
use crate::time::{HOUR, MINUTE};

/// The least time between two reports of one machine.
const INTERVAL: i64 = MINUTE;
/// When unchanged levels are told again, at the earliest and at the latest. One report may be taken and come to nothing,
/// and no level is older than a day.
const AGAIN: (i64, i64) = (8 * HOUR, 11 * HOUR);

/// A part of the world with an event gateway of its own. A customer's is the one whose Lambda got the grant (Amazon's
/// page "Send Events").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Region {
    /// North America.
    #[serde(rename = "NA")]
    NorthAmerica,
    /// Europe and India.
    #[serde(rename = "EU")]
    Europe,
    /// Far East and Australia.
    #[serde(rename = "FE")]
    FarEast,
}

impl Region {
    /// Every region, in the order in which settings name them.
    pub const ALL: [Self; 3] = [Self::NorthAmerica, Self::Europe, Self::FarEast];

    /// Its short name, `NA`, `EU` or `FE`.
    pub fn name(self) -> &'static str {
        match self {
            Self::NorthAmerica => "NA",
            Self::Europe => "EU",
            Self::FarEast => "FE",
        }
    }

    /// The region of a short name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|region| region.name() == text)
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// When a machine's levels may be told that were last told at `told`. A time later than now is of a wrong clock.
pub fn report_due(told: Option<Time>, now: Time) -> Time {
    told.filter(|told| *told <= now)
        .map_or(now, |told| now.max(told + INTERVAL))
}

/// When levels told at `told` are to be told again, though nothing changed. `spread` is any number, the same or another
/// one each time.
pub fn told_again(told: Time, spread: u64) -> Time {
    let (earliest, latest) = AGAIN;
    let width = (latest - earliest).unsigned_abs();
    told + earliest + (spread % width).cast_signed()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::time::DAY;

    #[test]
    fn a_region_reads_back_from_its_name() {
        for region in Region::ALL {
            assert_eq!(Region::parse(region.name()), Some(region));
            let json = serde_json::to_string(&region).unwrap();
            assert_eq!(json, format!("\"{region}\""));
        }
        assert_eq!(Region::parse("na"), None);
    }

    #[test]
    fn the_first_report_after_a_quiet_minute_goes_at_once() {
        let now = Time::from_millis(10 * DAY);
        assert_eq!(report_due(None, now), now);
        assert_eq!(report_due(Some(now - MINUTE), now), now);
        assert_eq!(report_due(Some(now - 1), now), now - 1 + MINUTE);
        assert_eq!(report_due(Some(now + DAY), now), now, "a clock was wrong");
    }

    proptest! {
        #[test]
        fn no_level_gets_older_than_a_day(told in 0..i64::MAX / 4, spread: u64) {
            let told = Time::from_millis(told % (4_000 * 365 * DAY));
            let again = told_again(told, spread).since(told);
            prop_assert!((AGAIN.0..AGAIN.1).contains(&again));
            prop_assert!(2 * again < DAY);
        }
    }
}
