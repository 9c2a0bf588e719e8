//! Where somebody lives, for the days and hours they read. What is decided knows only UTC.

use jiff::civil::Time as Clock;
use jiff::tz::TimeZone;

use crate::time::{DAY, MINUTE, Time};

/// A time zone; UTC until somebody chose one.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(TimeZone);

/// A moment as read somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Civil {
    /// The Gregorian year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// What the zone is called there and then: `PST`.
    pub zone: String,
}

impl Civil {
    /// Year, month and day.
    pub fn date(&self) -> (i32, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl Default for Zone {
    fn default() -> Self {
        Self(TimeZone::UTC)
    }
}

impl Zone {
    /// The zone of an IANA name (`America/Los_Angeles`).
    pub fn parse(name: &str) -> Option<Self> {
        TimeZone::get(name).ok().map(Self)
    }

    /// Its IANA name.
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or("UTC")
    }

    /// What clocks and calendars there show.
    pub fn civil(&self, time: Time) -> Civil {
        let at = time.timestamp().to_zoned(self.0.clone());
        let small = |part: i8| u8::try_from(part).unwrap_or_default();
        Civil {
            year: at.year().into(),
            month: small(at.month()),
            day: small(at.day()),
            hour: small(at.hour()),
            minute: small(at.minute()),
            zone: at.strftime("%Z").to_string(),
        }
    }

    /// The minute of the day that clocks there show, 0 to 1439.
    pub fn minute(&self, time: Time) -> u16 {
        let at = self.civil(time);
        u16::from(at.hour) * 60 + u16::from(at.minute)
    }

    /// When clocks there next show a minute of the day, which may be now. A clock that goes over it shows it as much later
    /// as it went over; where it shows it twice, either may be the next.
    pub fn next(&self, now: Time, minute: u16) -> Time {
        let small = |part: u16| i8::try_from(part).unwrap_or_default();
        let clock = Clock::constant(small(minute / 60 % 24), small(minute % 60), 0, 0);
        let here = now.timestamp().to_zoned(self.0.clone());
        let minute_began = now - now.millis().rem_euclid(MINUTE);
        let days = [here.date()].into_iter().chain(here.date().tomorrow().ok());
        let shown = days.flat_map(|day| {
            let shown = self.0.to_ambiguous_zoned(day.to_datetime(clock));
            [shown.clone().compatible(), shown.later()]
        });
        let shown = shown
            .flatten()
            .map(|at| Time::from_millis(at.timestamp().as_millisecond()));
        let next = shown.filter(|at| *at >= minute_began).min();
        // Only the end of all calendars has no tomorrow.
        next.map_or(now + DAY, |next| next.max(now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amazons_end_of_a_pacific_day_is_that_day_there() {
        let estimate = Time::parse("2016-12-09T07:59:59Z").unwrap();
        let at = |zone: &str| {
            let at = Zone::parse(zone).unwrap().civil(estimate);
            format!(
                "{}-{}-{} {}:{} {}",
                at.year, at.month, at.day, at.hour, at.minute, at.zone
            )
        };
        assert_eq!(at("America/Los_Angeles"), "2016-12-8 23:59 PST");
        assert_eq!(at("Asia/Tokyo"), "2016-12-9 16:59 JST");
        assert_eq!(at("UTC"), "2016-12-9 7:59 UTC");
    }

    #[test]
    fn the_next_time_a_clock_shows_a_minute_is_found_when_clocks_are_changed_too() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        for (now, minute, next) in [
            // Now, later that day, and the day after.
            ("2026-06-01T05:00:30Z", 7 * 60, "2026-06-01T05:00:30Z"),
            ("2026-06-01T04:59:59Z", 7 * 60, "2026-06-01T05:00:00Z"),
            ("2026-06-01T05:01:00Z", 7 * 60, "2026-06-02T05:00:00Z"),
            // From one o'clock the clock goes to three: half past two is half past three.
            ("2026-03-29T00:30:00Z", 150, "2026-03-29T01:30:00Z"),
            ("2026-03-28T12:00:00Z", 7 * 60, "2026-03-29T05:00:00Z"),
            // It shows half past two twice, and seven an hour later than the day before.
            ("2026-10-24T23:59:00Z", 150, "2026-10-25T00:30:00Z"),
            ("2026-10-25T00:31:00Z", 150, "2026-10-25T01:30:00Z"),
            ("2026-10-25T01:31:00Z", 150, "2026-10-26T01:30:00Z"),
            ("2026-10-24T20:00:00Z", 7 * 60, "2026-10-25T06:00:00Z"),
        ] {
            let found = berlin.next(Time::parse(now).unwrap(), minute);
            assert_eq!(found.to_string(), next, "{now} {minute}");
        }
    }

    #[test]
    fn only_names_of_zones_are_zones() {
        assert_eq!(Zone::parse("Europe/Rome").unwrap().name(), "Europe/Rome");
        assert_eq!(Zone::default().name(), "UTC");
        for name in ["", "Mars/Olympus", "../etc/passwd", "UTC+1; Path=/"] {
            assert_eq!(Zone::parse(name), None, "{name}");
        }
    }
}
