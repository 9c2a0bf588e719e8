//! Moments relative to now.

use domain::Time;
use domain::time::{DAY, HOUR, MINUTE};

use crate::i18n::time as text;
use crate::i18n::{day, integer};
use crate::preferences::Preferences;

/// `12 min ago`, `in 3 days`; `just now` within a minute either way.
pub fn relative(time: Time, now: Time) -> String {
    let ago = now.since(time);
    if (-MINUTE..=MINUTE).contains(&ago) {
        return text::just_now();
    }
    let is_past = ago > 0;
    let (count, unit) = span(ago.saturating_abs());
    let number = integer(count);
    match (unit, is_past) {
        (Unit::Minutes, true) => text::minutes_ago(&number),
        (Unit::Minutes, false) => text::in_minutes(&number),
        (Unit::Hours, true) => text::hours_ago(&number),
        (Unit::Hours, false) => text::in_hours(&number),
        (Unit::Days, true) => text::days_ago(&number, count),
        (Unit::Days, false) => text::in_days(&number, count),
        (Unit::Months, true) => text::months_ago(&number, count),
        (Unit::Months, false) => text::in_months(&number, count),
        (Unit::Years, true) => text::years_ago(&number, count),
        (Unit::Years, false) => text::in_years(&number, count),
    }
}

/// A day up to today: `Today`, `Yesterday`, `Nov 20`.
pub fn day_before(time: Time, now: Time) -> String {
    let zone = Preferences::now().zone;
    let date = |time| zone.civil(time).date();
    if date(time) == date(now) {
        return text::today();
    }
    match date(time) == date(now - DAY) {
        true => text::yesterday(),
        false => day(time, now),
    }
}

/// What a span is counted in.
enum Unit {
    Minutes,
    Hours,
    Days,
    Months,
    Years,
}

fn span(millis: i64) -> (i64, Unit) {
    let whole = |unit: i64| (millis + unit / 2) / unit;
    if millis < 90 * MINUTE {
        return (whole(MINUTE), Unit::Minutes);
    }
    if millis < 36 * HOUR {
        return (whole(HOUR), Unit::Hours);
    }
    match whole(DAY) {
        days @ ..=60 => (days, Unit::Days),
        days @ 61..=730 => (days / 30, Unit::Months),
        days => (days / 365, Unit::Years),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{now, speaking};
    use crate::preferences::locale::Locale;

    #[test]
    fn a_moment_is_read_in_words() {
        for (millis, said) in [
            (30_000, "just now"),
            (12 * MINUTE, "12\u{a0}min ago"),
            (3 * HOUR, "3\u{a0}h ago"),
            (3 * DAY, "3 days ago"),
            (90 * DAY, "3 months ago"),
            (800 * DAY, "2 years ago"),
            (-5 * DAY, "in 5 days"),
        ] {
            assert_eq!(relative(now() - millis, now()), said);
        }
    }

    #[test]
    fn words_are_put_as_each_language_does() {
        for (locale, past, to_come) in [
            (Locale::De, "vor 3 Tagen", "in 2 Monaten"),
            (Locale::Fr, "il y a 3 jours", "dans 2 mois"),
            (Locale::It, "3 giorni fa", "tra 2 mesi"),
            (Locale::Es, "hace 3 días", "dentro de 2 meses"),
            (Locale::Ja, "3日前", "2か月後"),
        ] {
            speaking(locale, || {
                assert_eq!(relative(now() - 3 * DAY, now()), past);
                assert_eq!(relative(now() + 70 * DAY, now()), to_come);
            });
        }
    }
}
