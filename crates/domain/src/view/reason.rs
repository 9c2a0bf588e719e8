//! A decision as a sentence, made when it is read.

use crate::decision::{Decision, Outcome};
use crate::quantity::Quantity;
use crate::time::DAY;
use crate::unit::Unit;
use crate::view::preview::lasting;

/// An amount with its unit, as a person reads it: `17`, `3.5 l`, `37 %`.
pub fn amount(quantity: Quantity, unit: Unit) -> String {
    with_unit(quantity.text(unit), unit)
}

fn with_unit(text: String, unit: Unit) -> String {
    match unit {
        Unit::Count => text,
        Unit::Percent => format!("{text} %"),
        _ => format!("{text} {}", unit.name()),
    }
}

/// An amount rounded to three digits or to the whole, at most two of them decimals, with its unit:
/// `4.55 l` rather than `4.546 l`.
pub fn about(quantity: Quantity, unit: Unit) -> String {
    let whole = quantity.rounded_text(unit, 0);
    let length = whole.trim_start_matches('-').len();
    with_unit(quantity.rounded_text(unit, decimals(3, length)), unit)
}

/// An estimate rounded to its first two digits or to the whole, with its unit: `2.4` rather than
/// `2.380952`, `0.061` rather than `0.0612`.
pub fn estimate(quantity: Quantity, unit: Unit) -> String {
    let text = quantity.rounded_text(unit, unit.decimals());
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    let zeros = part.len() - part.trim_start_matches('0').len();
    let places = match whole {
        "0" => decimals(2, 0) + u32::try_from(zeros).unwrap_or_default(),
        whole => decimals(2, whole.len()),
    };
    with_unit(quantity.rounded_text(unit, places), unit)
}

fn decimals(digits: u32, whole: usize) -> u32 {
    digits.saturating_sub(u32::try_from(whole).unwrap_or(digits))
}

/// Why a decision came out as it did, one sentence.
pub fn reason(decision: &Decision, unit: Unit) -> String {
    let (Some(at_home), Some(pace), Some(level)) = (
        decision.at_home,
        decision.pace_per_day,
        decision.reorder_level,
    ) else {
        return match decision.outcome {
            Outcome::NotRegistered => "Not connected to Amazon, so nothing is ordered.".to_owned(),
            Outcome::Paused => "Auto-reorder is off at Amazon, so nothing is ordered.".to_owned(),
            _ if decision.at_home.is_none() => {
                "Nobody has said how much is in the machine.".to_owned()
            }
            _ => "No use has been reported yet, so there is no pace.".to_owned(),
        };
    };
    let mut facts = vec![left(at_home, pace, unit)];
    if let Some(demand) = decision.demand {
        let (from, to) = demand.lead_days;
        facts.push(format!("a delivery takes {from} to {to} days"));
    }
    facts.push(format!("the reorder level is {}", about(level, unit)));
    facts.push(
        match decision.outcome {
            Outcome::Order => "ordering now",
            Outcome::Enough | Outcome::Unknown => "enough for now",
            Outcome::OrderLive => "an order is under way",
            Outcome::Held => "waiting after an order that did not come through",
            Outcome::Paused => "auto-reorder is off at Amazon",
            Outcome::NotRegistered => "not connected to Amazon",
        }
        .to_owned(),
    );
    format!("{}.", facts.join("; "))
}

/// `17 left, about 7 days at 2.4 a day`; nothing is said of days where nothing is used.
fn left(at_home: Quantity, pace: Quantity, unit: Unit) -> String {
    let left = format!("{} left", amount(at_home, unit));
    if !pace.is_positive() {
        return format!("{left}, nothing used lately");
    }
    let lasts = i128::from(at_home.0.max(0)) * i128::from(DAY) / i128::from(pace.0);
    let lasts = lasting(i64::try_from(lasts).unwrap_or(i64::MAX), "about ");
    format!("{left}, {lasts} at {} a day", estimate(pace, unit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::{Demand, Pattern};
    use crate::policy::Policy;
    use crate::time::Time;

    #[test]
    fn a_reason_names_what_is_left_the_pace_and_the_level() {
        let decision = Decision {
            at: Time::from_millis(0),
            outcome: Outcome::Order,
            policy: Policy::default(),
            at_home: Some(Quantity(17_000)),
            pace_per_day: Some(Quantity(2_381)),
            reorder_level: Some(Quantity(16_667)),
            demand: None,
        };
        assert_eq!(
            reason(&decision, Unit::Count),
            "17 left, about 7 days at 2.4 a day; the reorder level is 16.7; ordering now."
        );
        let forecast = Decision {
            demand: Some(Demand {
                quantity: Quantity(20_700),
                per_day: Quantity(2_400),
                lead_days: (5, 9),
                pattern: Pattern::Smooth,
                known_days: 60,
            }),
            reorder_level: Some(Quantity(20_700)),
            ..decision.clone()
        };
        assert_eq!(
            reason(&forecast, Unit::Count),
            "17 left, about 7 days at 2.4 a day; a delivery takes 5 to 9 days; \
             the reorder level is 20.7; ordering now."
        );
        let idle = Decision {
            outcome: Outcome::Enough,
            pace_per_day: Some(Quantity::ZERO),
            ..decision
        };
        assert_eq!(
            reason(&idle, Unit::Count),
            "17 left, nothing used lately; the reorder level is 16.7; enough for now."
        );
        assert_eq!(about(Quantity(2_500_000), Unit::Litre), "2.5 l");
        assert_eq!(about(Quantity(4_546_100), Unit::Litre), "4.55 l");
        assert_eq!(about(Quantity(433_000), Unit::Litre), "0.43 l");
        assert_eq!(estimate(Quantity(6_850), Unit::Count), "6.9");
        assert_eq!(estimate(Quantity(61_240), Unit::Litre), "0.061 l");
        assert_eq!(estimate(Quantity(896), Unit::Count), "0.9");
        assert_eq!(estimate(Quantity(1_240), Unit::Count), "1.2");
        assert_eq!(estimate(Quantity::ZERO, Unit::Litre), "0 l");
        assert_eq!(estimate(Quantity(9_960), Unit::Count), "10");
        assert_eq!(estimate(Quantity(123_400), Unit::Count), "123");
        assert_eq!(about(Quantity(120_400), Unit::Count), "120");
        assert_eq!(amount(Quantity(37_000), Unit::Percent), "37 %");
    }
}
