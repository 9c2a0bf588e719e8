//! Where somebody lives, for the days and hours they read. What is decided knows only UTC.

use jiff::tz::TimeZone;

use crate::time::Time;

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
    fn only_names_of_zones_are_zones() {
        assert_eq!(Zone::parse("Europe/Rome").unwrap().name(), "Europe/Rome");
        assert_eq!(Zone::default().name(), "UTC");
        for name in ["", "Mars/Olympus", "../etc/passwd", "UTC+1; Path=/"] {
            assert_eq!(Zone::parse(name), None, "{name}");
        }
    }
}
