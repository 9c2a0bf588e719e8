//! Moments and days. A [`Time`] is unix milliseconds, the form both databases keep; a [`Day`] is a
//! UTC calendar day, the bucket of use. Nothing here reads a clock.

use std::fmt;
use std::ops::{Add, Sub};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Milliseconds of a second, minute, hour and day.
pub const SECOND: i64 = 1_000;
/// Milliseconds of a minute.
pub const MINUTE: i64 = 60 * SECOND;
/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds of a day.
pub const DAY: i64 = 24 * HOUR;

/// By how much the clocks of servers may differ.
const SKEW: i64 = MINUTE;

/// A moment, in whole milliseconds. Out-of-range values are clamped to what a calendar can show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(Timestamp);

impl Time {
    /// From unix milliseconds, clamped to the years −9999…9999.
    pub fn from_millis(millis: i64) -> Self {
        // Whole seconds: jiff takes no part of its last one.
        let millis = millis.clamp(
            Timestamp::MIN.as_second() * SECOND,
            Timestamp::MAX.as_second() * SECOND,
        );
        Self(Timestamp::from_millisecond(millis).unwrap_or(Timestamp::UNIX_EPOCH))
    }

    /// Unix milliseconds.
    pub fn millis(self) -> i64 {
        self.0.as_millisecond()
    }

    /// The underlying timestamp, for time zones.
    pub fn timestamp(self) -> Timestamp {
        self.0
    }

    /// Parses RFC 3339 with an offset (`2026-11-22T10:00:00Z`), dropping what is finer than a
    /// millisecond. `None` when the text is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let time: Timestamp = text.parse().ok()?;
        Some(Self::from_millis(time.as_millisecond()))
    }

    /// The UTC day this moment is in.
    pub fn day(self) -> Day {
        Day(self.millis().div_euclid(DAY))
    }

    /// Milliseconds from `earlier` to this moment; negative when it is later.
    pub fn since(self, earlier: Self) -> i64 {
        self.millis() - earlier.millis()
    }

    /// Whether what was made for `length` milliseconds and ends at `end` is valid now. What ends later than anything
    /// made now was made by a clock that was wrong.
    pub fn is_within(self, end: Self, length: i64) -> bool {
        self < end && end.since(self) <= length + SKEW
    }
}

impl Add<i64> for Time {
    type Output = Self;
    /// This moment plus milliseconds.
    fn add(self, millis: i64) -> Self {
        Self::from_millis(self.millis().saturating_add(millis))
    }
}

impl Sub<i64> for Time {
    type Output = Self;
    /// This moment minus milliseconds.
    fn sub(self, millis: i64) -> Self {
        Self::from_millis(self.millis().saturating_sub(millis))
    }
}

/// RFC 3339 in UTC, with a fraction only where there is one.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("not an RFC 3339 time"))
    }
}

/// A UTC calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(pub i64);

impl Day {
    /// Midnight at which the day begins.
    pub fn start(self) -> Time {
        Time::from_millis(self.0.saturating_mul(DAY))
    }

    /// Its last millisecond.
    pub fn end(self) -> Time {
        self.start() + (DAY - 1)
    }

    /// Parses a date without a time (`2015-06-01`).
    pub fn parse(text: &str) -> Option<Self> {
        let date: jiff::civil::Date = text.parse().ok()?;
        let start = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Time::from_millis(start.timestamp().as_millisecond()).day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_reads_back_as_it_was_written() {
        for text in [
            "2016-12-09T07:59:59Z",
            "2017-01-05T07:59:59.123Z",
            "1969-12-31T23:59:59Z",
        ] {
            assert_eq!(Time::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(
            Time::parse("2016-12-09T08:59:59+01:00"),
            Time::parse("2016-12-09T07:59:59Z")
        );
        assert_eq!(Time::parse("2016-12-09"), None);
    }

    #[test]
    fn what_ends_later_than_anything_made_now_is_not_valid() {
        let now = Time::from_millis(5 * DAY);
        let is_valid = |end: Time| now.is_within(end, HOUR);
        assert!(is_valid(now + 1) && is_valid(now + HOUR) && is_valid(now + HOUR + SKEW));
        assert!(!is_valid(now) && !is_valid(now - DAY) && !is_valid(now + HOUR + SKEW + 1));
    }

    #[test]
    fn what_no_calendar_can_show_is_its_end() {
        let (first, last) = (Time::from_millis(i64::MIN), Time::from_millis(i64::MAX));
        assert!(first.to_string().starts_with("-009999-"), "{first}");
        assert!(last.to_string().starts_with("9999-"), "{last}");
        assert_eq!((last + DAY, first - DAY), (last, first));
    }

    #[test]
    fn days_begin_at_utc_midnight_before_the_epoch_too() {
        let time = Time::parse("1969-12-31T23:00:00Z").unwrap();
        assert_eq!(time.day(), Day(-1));
        assert_eq!(time.day().end().to_string(), "1969-12-31T23:59:59.999Z");
        assert_eq!(
            Day::parse("2015-06-01").unwrap().start().to_string(),
            "2015-06-01T00:00:00Z"
        );
    }
}
