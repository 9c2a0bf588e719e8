//! When a delivery is expected, as Amazon named it: a moment, or a day of which no hour is known.
//!
//! A day is kept as its last millisecond in UTC, which is when its delivery counts; no moment that Amazon names is one.
//! Whoever reads it gets the day, the same in every zone.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::time::{Day, Time};

/// A moment, or a day without an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimate {
    /// A date alone.
    Day(Day),
    /// A date with a time.
    Moment(Time),
}

impl From<Time> for Estimate {
    fn from(at: Time) -> Self {
        match at.day() {
            day if day.end() == at => Self::Day(day),
            _ => Self::Moment(at),
        }
    }
}

/// `2026-12-02`, or RFC 3339.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => {
                let start = day.start().to_string();
                f.write_str(start.split('T').next().unwrap_or(&start))
            }
            Self::Moment(at) => at.fmt(f),
        }
    }
}

impl Serialize for Estimate {
    fn serialize<S: Serializer>(&self, writer: S) -> Result<S::Ok, S::Error> {
        writer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_stays_a_day_and_a_moment_a_moment() {
        let day = Day::parse("2026-12-02").unwrap();
        for (at, text) in [
            (day.end(), "2026-12-02"),
            (day.start(), "2026-12-02T00:00:00Z"),
            (day.end() + 1, "2026-12-03T00:00:00Z"),
            (
                Time::parse("2026-12-02T07:59:59Z").unwrap(),
                "2026-12-02T07:59:59Z",
            ),
        ] {
            let estimate = Estimate::from(at);
            assert_eq!(estimate.to_string(), text);
            assert_eq!(serde_json::to_value(estimate).unwrap(), text);
        }
    }
}
