//! How durations are written on the command line.

/// `30s`, `5m`, `24h`, `2d`, `250ms`; a bare number is milliseconds.
pub(crate) fn millis(text: &str) -> Result<i64, String> {
    let split = text
        .find(|letter: char| !letter.is_ascii_digit())
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let factor = match unit {
        "" | "ms" => 1,
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err("write a number with ms, s, m, h or d".to_owned()),
    };
    number
        .parse::<i64>()
        .ok()
        .and_then(|number| number.checked_mul(factor))
        .ok_or_else(|| "write a number with ms, s, m, h or d".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_units() {
        for (text, expected) in [
            ("250ms", 250),
            ("30s", 30_000),
            ("5m", 300_000),
            ("2d", 172_800_000),
        ] {
            assert_eq!(millis(text), Ok(expected));
        }
        for wrong in ["", "s", "5y", "-1s", "99999999999999999d"] {
            assert!(millis(wrong).is_err(), "{wrong}");
        }
    }
}
