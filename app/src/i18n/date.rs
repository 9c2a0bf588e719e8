//! Days and moments, in the zone and the words of the page's customer.

use domain::zone::Civil;
use domain::{Day, Estimate, Time, Zone};
use icu_calendar::Iso;
use icu_datetime::fieldsets::{MD, YMD};
use icu_datetime::input::{Date, DateTime, Time as Clock};
use icu_datetime::{DateTimeFormatter, DateTimeFormatterPreferences};

use crate::preferences::Preferences;
use crate::preferences::locale::Locale;

/// `Nov 27`, with the year where it is another one than that of `now`.
pub fn day(time: Time, now: Time) -> String {
    let zone = Preferences::now().zone;
    if zone.civil(time).year == zone.civil(now).year {
        return short_day(time);
    }
    written(time, whole_date)
}

/// `Nov 27`, never with a year.
pub fn short_day(time: Time) -> String {
    written(time, |at| month_day(at, MD::medium()))
}

/// `November 27`, never with a year.
pub fn long_day(time: Time) -> String {
    written(time, |at| month_day(at, MD::long()))
}

/// A UTC day as [`short_day`]: the same one wherever it is read.
pub fn utc_short_day(day: Day) -> String {
    written_in(&Zone::default(), day.start(), |at| {
        month_day(at, MD::medium())
    })
}

/// A UTC day as [`long_day`]: the same one wherever it is read.
pub fn utc_long_day(day: Day) -> String {
    written_in(&Zone::default(), day.start(), |at| {
        month_day(at, MD::long())
    })
}

/// An expected delivery as [`day`]: a day that Amazon named is that one wherever it is read.
pub fn expected_day(at: Time, now: Time) -> String {
    match Estimate::from(at) {
        Estimate::Moment(at) => day(at, now),
        Estimate::Day(named) => {
            let year = |day: Day| Zone::default().civil(day.start()).year;
            match year(named) == year(now.day()) {
                true => utc_short_day(named),
                false => dated(named),
            }
        }
    }
}

/// An expected delivery as [`moment`], without an hour where Amazon named a day.
pub fn expected(at: Estimate) -> String {
    match at {
        Estimate::Moment(at) => moment(at),
        Estimate::Day(named) => dated(named),
    }
}

/// `Nov 22, 2026`.
fn dated(day: Day) -> String {
    written_in(&Zone::default(), day.start(), whole_date)
}

fn whole_date(at: &Civil) -> Option<String> {
    let formatter = DateTimeFormatter::try_new(preferences(), YMD::medium()).ok()?;
    Some(first(at, formatter.format(&date(at)?).to_string()))
}

/// `Nov 22, 2026, 10:00 AM UTC`.
pub fn moment(time: Time) -> String {
    written(time, |at| {
        let fields = YMD::medium().with_time_hm();
        let formatter = DateTimeFormatter::try_new(preferences(), fields).ok()?;
        let time = Clock::try_new(at.hour, at.minute, 0, 0).ok()?;
        let date = date(at)?;
        let written = formatter.format(&DateTime { date, time }).to_string();
        Some(format!("{} {}", first(at, written), at.zone))
    })
}

fn month_day(at: &Civil, fields: MD) -> Option<String> {
    let formatter = DateTimeFormatter::try_new(preferences(), fields).ok()?;
    Some(first(at, formatter.format(&date(at)?).to_string()))
}

/// The first of a month, which French and Italian write as it is spoken and the tables do not: `1er nov.`, `1º nov`.
fn first(at: &Civil, written: String) -> String {
    let ordinal = match Preferences::now().locale {
        Locale::Fr => "1er",
        Locale::It => "1º",
        _ => return written,
    };
    match written.strip_prefix("1 ") {
        Some(rest) if at.day == 1 => format!("{ordinal} {rest}"),
        _ => written,
    }
}

fn date(day: &Civil) -> Option<Date<Iso>> {
    Date::try_new_iso(day.year, day.month, day.day).ok()
}

fn preferences() -> DateTimeFormatterPreferences {
    Preferences::now().locale.icu().into()
}

/// A moment where the customer lives, or as protocols write it where the tables do not know how.
fn written(time: Time, write: impl FnOnce(&Civil) -> Option<String>) -> String {
    written_in(&Preferences::now().zone, time, write)
}

fn written_in(zone: &Zone, time: Time, write: impl FnOnce(&Civil) -> Option<String>) -> String {
    write(&zone.civil(time)).unwrap_or_else(|| time.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::{living, speaking};

    fn time(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn amazons_end_of_a_pacific_day_is_read_as_that_day() {
        let (estimate, now) = (time("2016-12-09T07:59:59Z"), time("2016-12-02T12:00:00Z"));
        living("America/Los_Angeles", || {
            assert_eq!(day(estimate, now), "Dec 8");
            assert_eq!(long_day(estimate), "December 8");
            assert_eq!(moment(estimate), "Dec 8, 2016, 11:59\u{202f}PM PST");
        });
        assert_eq!(day(estimate, now), "Dec 9");
        assert_eq!(moment(estimate), "Dec 9, 2016, 7:59\u{202f}AM UTC");
    }

    #[test]
    fn a_day_that_amazon_named_is_that_day_in_every_zone() {
        let (at, now) = (
            time("2026-12-02T23:59:59.999Z"),
            time("2026-11-22T10:00:00Z"),
        );
        for zone in [
            "Pacific/Kiritimati",
            "Europe/Berlin",
            "UTC",
            "America/Los_Angeles",
        ] {
            living(zone, || {
                assert_eq!(expected_day(at, now), "Dec 2");
                assert_eq!(
                    expected_day(at, time("2025-11-22T10:00:00Z")),
                    "Dec 2, 2026"
                );
                assert_eq!(expected(at.into()), "Dec 2, 2026");
            });
        }
        let moment = time("2026-12-02T23:59:59Z");
        living("Europe/Berlin", || {
            assert_eq!(expected_day(moment, now), "Dec 3");
            assert_eq!(expected(moment.into()), "Dec 3, 2026, 12:59\u{202f}AM CET");
        });
    }

    #[test]
    fn a_utc_day_is_the_same_day_everywhere() {
        let day = time("2026-11-05T16:05:00Z").day();
        for zone in ["America/Los_Angeles", "UTC", "Asia/Tokyo"] {
            living(zone, || {
                assert_eq!(utc_short_day(day), "Nov 5");
                assert_eq!(utc_long_day(day), "November 5");
            });
        }
    }

    #[test]
    fn a_year_is_named_where_it_is_another_one_there() {
        let (eve, now) = (time("2026-12-31T20:00:00Z"), time("2026-12-30T10:00:00Z"));
        living("Europe/Berlin", || assert_eq!(day(eve, now), "Dec 31"));
        living("Asia/Tokyo", || assert_eq!(day(eve, now), "Jan 1, 2027"));
    }

    #[test]
    fn days_are_written_as_in_each_country() {
        let at = time("2026-11-05T16:05:00Z");
        for (locale, said, whole) in [
            (Locale::EnUs, "Nov 5", "Nov 5, 2026, 4:05\u{202f}PM UTC"),
            (Locale::EnGb, "5 Nov", "5 Nov 2026, 16:05 UTC"),
            (Locale::De, "5. Nov.", "05.11.2026, 16:05 UTC"),
            (Locale::Fr, "5 nov.", "5 nov. 2026, 16:05 UTC"),
            (Locale::It, "5 nov", "5 nov 2026, 16:05 UTC"),
            (Locale::Es, "5 nov", "5 nov 2026, 16:05 UTC"),
            (Locale::Ja, "11月5日", "2026/11/05 16:05 UTC"),
        ] {
            assert_eq!(speaking(locale, || short_day(at)), said);
            assert_eq!(speaking(locale, || moment(at)), whole);
        }
    }

    #[test]
    fn the_first_of_a_month_is_written_as_it_is_spoken() {
        let (at, other) = (time("2026-11-01T16:05:00Z"), time("2026-11-11T16:05:00Z"));
        for (locale, said, long, whole) in [
            (
                Locale::Fr,
                "1er nov.",
                "1er novembre",
                "1er nov. 2026, 16:05 UTC",
            ),
            (
                Locale::It,
                "1º nov",
                "1º novembre",
                "1º nov 2026, 16:05 UTC",
            ),
            (
                Locale::Es,
                "1 nov",
                "1 de noviembre",
                "1 nov 2026, 16:05 UTC",
            ),
        ] {
            speaking(locale, || {
                assert_eq!(short_day(at), said);
                assert_eq!(long_day(at), long);
                assert_eq!(moment(at), whole);
                assert!(short_day(other).starts_with("11 "));
            });
        }
    }
}
