//! Numbers as a country writes them.

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
}
