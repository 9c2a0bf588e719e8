//! Where somebody lives, for the days and hours they read. What is decided knows only UTC.

use jiff::tz::TimeZone;

use crate::time::Time;

/// A time zone; UTC until somebody chose one.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(TimeZone);

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

    /// A day as in `27 Nov`, with the year where it is another one than that of `now`.
    pub fn day(&self, time: Time, now: Time) -> String {
        let (day, today) = (self.at(time), self.at(now));
        let format = if day.year() == today.year() {
            "%-d %b"
        } else {
            "%-d %b %Y"
        };
        day.strftime(format).to_string()
    }

    /// A moment as in `22 Nov 2026, 10:00 UTC`.
    pub fn moment(&self, time: Time) -> String {
        self.at(time).strftime("%-d %b %Y, %H:%M %Z").to_string()
    }

    fn at(&self, time: Time) -> jiff::Zoned {
        time.timestamp().to_zoned(self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amazons_end_of_a_pacific_day_is_read_as_that_day() {
        let estimate = Time::parse("2016-12-09T07:59:59Z").unwrap();
        let now = Time::parse("2016-12-02T12:00:00Z").unwrap();
        let pacific = Zone::parse("America/Los_Angeles").unwrap();
        assert_eq!(pacific.day(estimate, now), "8 Dec");
        assert_eq!(pacific.moment(estimate), "8 Dec 2016, 23:59 PST");
        assert_eq!(Zone::default().day(estimate, now), "9 Dec");
        assert_eq!(Zone::default().moment(estimate), "9 Dec 2016, 07:59 UTC");
        let tokyo = Zone::parse("Asia/Tokyo").unwrap();
        assert_eq!(tokyo.moment(estimate), "9 Dec 2016, 16:59 JST");
    }

    #[test]
    fn a_year_is_named_where_it_is_another_one_there() {
        let eve = Time::parse("2026-12-31T20:00:00Z").unwrap();
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let tokyo = Zone::parse("Asia/Tokyo").unwrap();
        let now = Time::parse("2026-12-30T10:00:00Z").unwrap();
        assert_eq!(berlin.day(eve, now), "31 Dec");
        assert_eq!(tokyo.day(eve, now), "1 Jan 2027");
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
