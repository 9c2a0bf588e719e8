//! The time zone of a browser's customer: chosen in the settings and kept in a cookie, so that a page
//! comes with the right days.

use domain::Zone;

use crate::cookie;
use crate::i18n::zone as text;

/// The name of the cookie and of the form's field.
pub const NAME: &str = "zone";

/// The name of a zone, and what people call it.
type Offered = (&'static str, fn() -> String);

/// Those that are offered, with what people call them: where Amazon Dash Replenishment was sold, and
/// their neighbours.
pub const OFFERED: [Offered; 22] = [
    ("UTC", text::utc),
    ("America/New_York", text::new_york),
    ("America/Chicago", text::chicago),
    ("America/Denver", text::denver),
    ("America/Phoenix", text::phoenix),
    ("America/Los_Angeles", text::los_angeles),
    ("America/Anchorage", text::anchorage),
    ("Pacific/Honolulu", text::honolulu),
    ("America/Toronto", text::toronto),
    ("America/Vancouver", text::vancouver),
    ("Europe/London", text::london),
    ("Europe/Dublin", text::dublin),
    ("Europe/Berlin", text::berlin),
    ("Europe/Vienna", text::vienna),
    ("Europe/Zurich", text::zurich),
    ("Europe/Paris", text::paris),
    ("Europe/Brussels", text::brussels),
    ("Europe/Amsterdam", text::amsterdam),
    ("Europe/Rome", text::rome),
    ("Europe/Madrid", text::madrid),
    ("Atlantic/Canary", text::canary),
    ("Asia/Tokyo", text::tokyo),
];

/// The zone in the value of a `Cookie` header; UTC where there is none.
pub fn of_cookies(header: &str) -> Zone {
    cookie::values(header, NAME)
        .find_map(offered)
        .unwrap_or_default()
}

/// One of those that are offered.
pub fn offered(name: &str) -> Option<Zone> {
    let known = OFFERED.iter().any(|(offered, _)| *offered == name);
    Zone::parse(name).filter(|_| known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_offered_is_one() {
        for (name, _) in OFFERED {
            assert_eq!(offered(name).unwrap().name(), name);
        }
        assert_eq!(offered("Mars/Olympus"), None);
    }

    #[test]
    fn a_cookie_says_which() {
        let of = |header: &str| of_cookies(header).name().to_owned();
        assert_eq!(of("theme=dark; zone=Asia/Tokyo"), "Asia/Tokyo");
        for header in ["", "zone=", "zone=x", "timezone=Asia/Tokyo"] {
            assert_eq!(of(header), "UTC", "{header}");
        }
    }
}
