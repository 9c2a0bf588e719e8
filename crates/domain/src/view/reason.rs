//! A decision as a sentence, made when it is read.

use crate::decision::{Decision, Outcome};
use crate::quantity::Quantity;
use crate::unit::Unit;

/// An amount with its unit, as a person reads it: `17`, `3.5 l`, `37 %`.
pub fn amount(quantity: Quantity, unit: Unit) -> String {
    let text = quantity.text(unit);
    match unit {
        Unit::Count => text,
        Unit::Percent => format!("{text} %"),
        _ => format!("{text} {}", unit.name()),
    }
}

/// An estimate with at most two decimals: `2.38` rather than `2.380952`.
pub fn about(quantity: Quantity, unit: Unit) -> String {
    let text = quantity.text(unit);
    let value: f64 = text.parse().unwrap_or_default();
    let decimals = if value.abs() >= 100.0 {
        0
    } else if value.abs() >= 10.0 {
        1
    } else {
        2
    };
    let rounded = format!("{value:.decimals$}");
    let rounded = if rounded.contains('.') {
        rounded
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned()
    } else {
        rounded
    };
    match unit {
        Unit::Count => rounded,
        Unit::Percent => format!("{rounded} %"),
        _ => format!("{rounded} {}", unit.name()),
    }
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
    let facts = format!(
        "{} left at {} a day; the reorder level is {}",
        amount(at_home, unit),
        about(pace, unit),
        about(level, unit),
    );
    match decision.outcome {
        Outcome::Order => format!("{facts}: ordering now."),
        Outcome::Enough | Outcome::Unknown => format!("{facts}: enough for now."),
        Outcome::OrderLive => format!("{facts}: an order is under way."),
        Outcome::Held => format!("{facts}: waiting after an order that did not come through."),
        Outcome::Paused => format!("{facts}: auto-reorder is off at Amazon."),
        Outcome::NotRegistered => format!("{facts}: not connected to Amazon."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        };
        assert_eq!(
            reason(&decision, Unit::Count),
            "17 left at 2.38 a day; the reorder level is 16.7: ordering now."
        );
        assert_eq!(about(Quantity(2_500_000), Unit::Litre), "2.5 l");
        assert_eq!(about(Quantity(120_400), Unit::Count), "120");
        assert_eq!(amount(Quantity(37_000), Unit::Percent), "37 %");
    }
}
