//! The time zone of a browser's customer: chosen in the settings and kept in a cookie, so that a page
//! comes with the right days.

use domain::Zone;

use crate::cookie;

/// The name of the cookie and of the form's field.
pub const NAME: &str = "zone";

/// Those that are offered, of all that there are: where Amazon Dash Replenishment was sold, and their neighbours. `text::zone` has what
/// people call each.
pub const OFFERED: [&str; 22] = [
    "UTC",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Toronto",
    "America/Vancouver",
    "Europe/London",
    "Europe/Dublin",
    "Europe/Berlin",
    "Europe/Vienna",
    "Europe/Zurich",
    "Europe/Paris",
    "Europe/Brussels",
    "Europe/Amsterdam",
    "Europe/Rome",
    "Europe/Madrid",
    "Atlantic/Canary",
    "Asia/Tokyo",
];

/// The zone in the value of a `Cookie` header; UTC where there is none.
pub fn of_cookies(header: &str) -> Zone {
    cookie::values(header, NAME)
        .find_map(Zone::parse)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_zone_that_is_offered_is_one() {
        for name in OFFERED {
            assert_eq!(Zone::parse(name).unwrap().name(), name);
        }
    }

    #[test]
    fn a_cookie_says_which() {
        let of = |header: &str| of_cookies(header).name().to_owned();
        for zone in [
            "Asia/Tokyo",
            "America/Detroit",
            "America/Argentina/Buenos_Aires",
        ] {
            assert_eq!(of(&format!("theme=dark; zone={zone}")), zone);
        }
        for header in [
            "",
            "zone=",
            "zone=x",
            "zone=Mars/Olympus",
            "timezone=Asia/Tokyo",
        ] {
            assert_eq!(of(header), "UTC", "{header}");
        }
    }
}
