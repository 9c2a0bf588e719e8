//! Moments: absolute, where the page's customer lives, and relative in words.

use domain::Time;
use domain::time::{DAY, HOUR, MINUTE};

use crate::context;

/// `22 Nov 2026, 10:00 UTC`, in the zone of the page's customer.
pub fn absolute(time: Time) -> String {
    context::zone().moment(time)
}

/// `12 min ago`, `in 3 days`; `just now` within a minute either way.
pub fn relative(time: Time, now: Time) -> String {
    let ago = now.since(time);
    let span = span(ago.saturating_abs());
    if (-MINUTE..=MINUTE).contains(&ago) {
        "just now".to_owned()
    } else if ago > 0 {
        format!("{span} ago")
    } else {
        format!("in {span}")
    }
}

fn span(millis: i64) -> String {
    let whole = |unit: i64| (millis + unit / 2) / unit;
    if millis < 90 * MINUTE {
        return format!("{} min", whole(MINUTE));
    }
    if millis < 36 * HOUR {
        return format!("{} h", whole(HOUR));
    }
    match whole(DAY) {
        days @ ..=60 => format!("{days} days"),
        days @ 61..=730 => format!("{} months", days / 30),
        days => format!("{} years", days / 365),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_read_as_a_date_and_in_words() {
        let now = Time::parse("2026-11-22T10:00:00Z").unwrap();
        assert_eq!(absolute(now), "22 Nov 2026, 10:00 UTC");
        for (millis, said) in [
            (30_000, "just now"),
            (12 * MINUTE, "12 min ago"),
            (3 * HOUR, "3 h ago"),
            (3 * DAY, "3 days ago"),
            (90 * DAY, "3 months ago"),
            (800 * DAY, "2 years ago"),
            (-5 * DAY, "in 5 days"),
        ] {
            assert_eq!(relative(now - millis, now), said);
        }
    }
}
