//! Amazon's own pages print messages that are not quite JSON. Exactly these blemishes are mended,
//! and only once a text has failed to read as it is:
//!
//! - an array of one object without the object's braces, `"productInfo": [ "asin": … ]`
//!   ("Integrating DRS in your server");
//! - a comma before a closing bracket, and closing braces after the end ("Notification Messages").
//!
//! One pass, no recursion; texts nested deeper than [`DEEPEST`] are left alone.

use std::borrow::Cow;

const DEEPEST: usize = 64;

#[derive(Clone, Copy, PartialEq)]
enum Open {
    Object,
    Array,
    /// An object whose braces are missing, inside an array.
    Bare,
}

/// The mended text, or `None` where it is damaged in another way. The result may still not be JSON.
pub(super) fn repair(text: &str) -> Option<Cow<'_, str>> {
    let mut mended = String::with_capacity(text.len() + 16);
    let mut open: Vec<Open> = Vec::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let mut length = next.len_utf8();
        match next {
            '"' => {
                length = string_length(rest)?;
                let names = rest[length..].trim_start().starts_with(':');
                if names && open.last() == Some(&Open::Array) && mended.trim_end().ends_with('[') {
                    mended.push('{');
                    open.push(Open::Bare);
                }
            }
            '{' => open.push(Open::Object),
            '[' => open.push(Open::Array),
            ']' if open.last() == Some(&Open::Bare) => {
                open.pop();
                open.pop();
                mended.push('}');
            }
            ']' => drop(open.pop_if(|open| *open == Open::Array)?),
            '}' => drop(open.pop_if(|open| *open == Open::Object)?),
            ',' if rest[1..].trim_start().starts_with(['}', ']']) => {
                rest = &rest[1..];
                continue;
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            return None;
        }
        mended.push_str(&rest[..length]);
        rest = &rest[length..];
        if open.is_empty() && next == '}' {
            let end = rest.trim_matches(|c: char| c.is_whitespace() || c == '}');
            return end.is_empty().then_some(Cow::Owned(mended));
        }
    }
    None
}

/// Bytes of the string that `text` begins with, quotes included.
fn string_length(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn mended(text: &str) -> Option<Value> {
        serde_json::from_str(&repair(text)?).ok()
    }

    #[test]
    fn the_documented_blemishes_are_mended() {
        let bare = r#"{"a":[ "asin": "B0", "n": 5.0, "s": "], }" ]}"#;
        assert_eq!(
            mended(bare),
            Some(json!({"a":[{"asin":"B0","n":5.0,"s":"], }"}]}))
        );
        assert_eq!(
            mended("{\"a\":[{\"b\":1}],\n }"),
            Some(json!({"a":[{"b":1}]}))
        );
        assert_eq!(mended("{\"a\":1}\n }\n}"), Some(json!({"a":1})));
        assert_eq!(mended(r#"{"a":[ "b": 1, ]}"#), Some(json!({"a":[{"b":1}]})));
    }

    #[test]
    fn nothing_else_is() {
        for text in [
            "",
            "{",
            "]",
            "}",
            "{]",
            "[}",
            r#"{"a":1"#,
            r#"{"a":["b":1"#,
            r#"{"a":["b":1}"#,
            r#"{"a":1} x"#,
            r#"{"a":1}{"b":2}"#,
            r#"["a","b":1]"#,
            r#"{"a" 1}"#,
            r#""a""#,
            "\"a\\",
        ] {
            assert_eq!(mended(text), None, "{text}");
        }
        assert_eq!(
            mended(&format!(
                "{}{}",
                "{\"a\":".repeat(100_000),
                "}".repeat(100_000)
            )),
            None
        );
    }
}
