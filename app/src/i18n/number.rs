//! Numbers as a country writes them, and the marks it writes them with.

use domain::typed::Marks;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;

use crate::preferences::Preferences;

/// Decimal text as a customer reads it: `1234.5` is `1,234.5` or `1.234,5`. What is no number stays.
pub fn decimal(text: &str) -> String {
    let locale = Preferences::now().locale.icu();
    let formatter = DecimalFormatter::try_new((&locale).into(), Default::default());
    match (formatter, text.parse::<Decimal>()) {
        (Ok(formatter), Ok(number)) => formatter.format(&number).to_string(),
        _ => text.to_owned(),
    }
}

/// A whole number.
pub fn integer(number: i64) -> String {
    decimal(&number.to_string())
}

/// What numbers are written with: read off numbers that were written, so that both are always the same.
pub fn marks() -> Marks {
    let digits: [char; 10] = std::array::from_fn(|digit| first(&digit.to_string(), &[]));
    Marks {
        decimal: first("0.5", &digits),
        grouping: first("1234567", &digits),
        digits,
    }
}

/// The first letter of a number as it is written that is none of these; a blank where there is none.
fn first(number: &str, but: &[char]) -> char {
    let written = decimal(number);
    let mut letters = written.chars().filter(|letter| !but.contains(letter));
    letters.next().unwrap_or(' ')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::speaking;
    use crate::preferences::locale::Locale;

    #[test]
    fn a_number_is_written_as_in_each_country() {
        for (locale, said) in [
            (Locale::EnUs, "1,234.5"),
            (Locale::EnGb, "1,234.5"),
            (Locale::De, "1.234,5"),
            (Locale::Fr, "1\u{202f}234,5"),
            (Locale::Es, "1234,5"),
            (Locale::Ja, "1,234.5"),
        ] {
            assert_eq!(speaking(locale, || decimal("1234.5")), said);
        }
        assert_eq!(decimal("a dozen"), "a dozen");
    }

    #[test]
    fn each_country_has_its_marks() {
        for (locale, said) in [
            (Locale::EnUs, ".,0123456789"),
            (Locale::De, ",.0123456789"),
            (Locale::Fr, ",\u{202f}0123456789"),
            (Locale::Es, ",.0123456789"),
            (Locale::Ja, ".,0123456789"),
        ] {
            assert_eq!(speaking(locale, || marks().text()), said);
        }
    }
}
