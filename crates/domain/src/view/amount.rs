//! Amounts as a person reads them: rounded, with their unit where that is no matter of language.

use crate::quantity::Quantity;
use crate::unit::Unit;

/// An amount with its unit: `17`, `3.5 l`, `37 %`.
pub fn amount(quantity: Quantity, unit: Unit) -> String {
    with_unit(quantity.text(unit), unit)
}

/// An amount rounded as [`about_digits`], with its unit: `4.55 l` rather than `4.546 l`.
pub fn about(quantity: Quantity, unit: Unit) -> String {
    with_unit(about_digits(quantity, unit), unit)
}

/// An estimate rounded as [`estimate_digits`], with its unit.
pub fn estimate(quantity: Quantity, unit: Unit) -> String {
    with_unit(estimate_digits(quantity, unit), unit)
}

/// A number with its unit beside it.
pub fn with_unit(number: String, unit: Unit) -> String {
    match unit {
        Unit::Count => number,
        Unit::Percent => format!("{number} %"),
        _ => format!("{number} {}", unit.name()),
    }
}

/// An amount rounded to three digits or to the whole, at most two of them decimals.
pub fn about_digits(quantity: Quantity, unit: Unit) -> String {
    let whole = quantity.rounded_text(unit, 0);
    let length = whole.trim_start_matches('-').len();
    quantity.rounded_text(unit, decimals(3, length))
}

/// A level rounded as people speak of it: whole pieces and percents from three on, and otherwise its first two digits
/// or the whole.
pub fn level_digits(quantity: Quantity, unit: Unit) -> String {
    let is_whole = matches!(unit, Unit::Count | Unit::Percent) && quantity.0.abs() >= 3_000;
    if is_whole {
        return quantity.rounded_text(unit, 0);
    }
    estimate_digits(quantity, unit)
}

/// An estimate rounded to its first two digits or to the whole: `2.4` rather than `2.380952`, `0.061`
/// rather than `0.0612`.
pub fn estimate_digits(quantity: Quantity, unit: Unit) -> String {
    let text = quantity.rounded_text(unit, unit.decimals());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let zeros = part.len() - part.trim_start_matches('0').len();
    let places = match whole {
        "0" => decimals(2, 0) + u32::try_from(zeros).unwrap_or_default(),
        whole => decimals(2, whole.len()),
    };
    quantity.rounded_text(unit, places)
}

fn decimals(digits: u32, whole: usize) -> u32 {
    digits.saturating_sub(u32::try_from(whole).unwrap_or(digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_rounded_as_people_speak_of_it() {
        let said = |amount, unit| level_digits(Quantity(amount), unit);
        assert_eq!(said(8_630, Unit::Count), "9");
        assert_eq!(said(1_500, Unit::Count), "1.5");
        assert_eq!(said(71_240, Unit::Percent), "71");
        assert_eq!(said(1_980_000, Unit::Litre), "2");
        assert_eq!(said(905_000, Unit::Millilitre), "905");
        assert_eq!(said(0, Unit::Litre), "0");
    }

    #[test]
    fn an_amount_is_rounded_as_people_say_it() {
        assert_eq!(about(Quantity(2_500_000), Unit::Litre), "2.5 l");
        assert_eq!(about(Quantity(4_546_100), Unit::Litre), "4.55 l");
        assert_eq!(about(Quantity(433_000), Unit::Litre), "0.43 l");
        assert_eq!(about(Quantity(120_400), Unit::Count), "120");
        assert_eq!(estimate(Quantity(6_850), Unit::Count), "6.9");
        assert_eq!(estimate(Quantity(61_240), Unit::Litre), "0.061 l");
        assert_eq!(estimate(Quantity(896), Unit::Count), "0.9");
        assert_eq!(estimate(Quantity(1_240), Unit::Count), "1.2");
        assert_eq!(estimate(Quantity::ZERO, Unit::Litre), "0 l");
        assert_eq!(estimate(Quantity(9_960), Unit::Count), "10");
        assert_eq!(estimate(Quantity(123_400), Unit::Count), "123");
        assert_eq!(amount(Quantity(37_000), Unit::Percent), "37 %");
    }
}
