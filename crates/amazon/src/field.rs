//! Reading one field of Amazon's JSON: lenient in form, strict in size. Whatever is not what the
//! field is documented to hold reads as absent.
//!
//! No text that comes out of here is longer than [`LONGEST`] or has a control character in it, so
//! that it can be stored and shown.

use domain::{Day, Time};
use serde_json::Value;

/// The longest identifier Amazon documents has 255 characters (`eventInstanceId`).
pub(crate) const LONGEST: usize = 255;

/// A one-line text, not empty.
pub(crate) fn line(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?;
    is_line(text).then(|| text.to_owned())
}

/// Whether `text` is one line of 1 to [`LONGEST`] characters.
pub(crate) fn is_line(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}

/// A yes or no; the words in quotes are read too, as Amazon's own samples send them.
pub(crate) fn flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

/// An amount, as decimal text without exponent or trailing zeros: `1.0` reads `1`.
pub(crate) fn quantity(value: Option<&Value>) -> Option<String> {
    // Far above any pack; a double is exact to here.
    const MOST: f64 = 1e15;
    let amount = match value? {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) if text.len() <= 32 => text.trim().parse().ok()?,
        _ => return None,
    };
    // Writing a double never uses an exponent and is the shortest text that reads back the same.
    (0.0..=MOST)
        .contains(&amount)
        .then(|| amount.abs().to_string())
}

/// A moment with its offset; without one it is read as UTC.
pub(crate) fn moment(value: Option<&Value>) -> Option<Time> {
    let text = value?.as_str()?.trim();
    Time::parse(text).or_else(|| Time::parse(&format!("{text}Z")))
}

/// An expected delivery; a date without a time is the end of that UTC day, as [`domain::Estimate`] says.
pub(crate) fn estimate(value: Option<&Value>) -> Option<Time> {
    let day = || Some(Day::parse(value?.as_str()?.trim())?.end());
    moment(value).or_else(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn amounts_are_plain_decimals() {
        for (value, expected) in [
            (json!(1.0), Some("1")),
            (json!(103), Some("103")),
            (json!(3.50), Some("3.5")),
            (json!(0.1), Some("0.1")),
            (json!(1e3), Some("1000")),
            (json!(1e-7), Some("0.0000001")),
            (json!(-0.0), Some("0")),
            (json!("5.0"), Some("5")),
            (json!(-1), None),
            (json!(1e300), None),
            (json!("NaN"), None),
            (json!("inf"), None),
            (json!("a lot"), None),
            (json!(true), None),
        ] {
            assert_eq!(quantity(Some(&value)).as_deref(), expected, "{value}");
        }
    }

    #[test]
    fn a_date_alone_is_the_end_of_its_day() {
        for (text, expected) in [
            ("2016-12-09T07:59:59Z", Some("2016-12-09T07:59:59Z")),
            ("2017-01-05T07:59:59.000Z", Some("2017-01-05T07:59:59Z")),
            ("2017-01-05T07:59:59", Some("2017-01-05T07:59:59Z")),
            ("2017-01-05", Some("2017-01-05T23:59:59.999Z")),
            ("2015-06-7", None),
            ("soon", None),
        ] {
            let read = estimate(Some(&json!(text))).map(|time| time.to_string());
            assert_eq!(read.as_deref(), expected, "{text}");
        }
        assert_eq!(estimate(Some(&Value::Null)), None);
    }

    #[test]
    fn text_is_one_bounded_line() {
        assert_eq!(line(Some(&json!("fl oz"))), Some("fl oz".into()));
        for value in [
            json!(""),
            json!("a\nb"),
            json!("a\u{0}"),
            json!(1),
            json!("é".repeat(256)),
        ] {
            assert_eq!(line(Some(&value)), None);
        }
        assert!(is_line(&"é".repeat(255)));
    }
}
