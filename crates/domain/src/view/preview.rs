//! What a restock will come to, said before it is sent: a conversion, what is at home then, and how
//! long that lasts. The browser says it while one types, so no float is involved and nothing is heavy.

use crate::quantity::{Decimal, Quantity};
use crate::time::DAY;
use crate::unit::{Dimension, Unit};
use crate::view::reason::{about, amount};

/// A supply as a restock finds it. Amounts are base units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preview {
    /// Whether what is typed is added to what is there, or takes its place.
    pub adds: bool,
    /// The supply's unit.
    pub unit: Unit,
    /// At home; none while it is unknown.
    pub at_home: Option<Quantity>,
    /// Used per day; none while it is unknown.
    pub pace: Option<Quantity>,
}

impl Preview {
    /// `103 fl oz = 3.05 l. 4.55 l at home then, about 19 days.`; none while what is typed is no
    /// amount, or one in a unit of another kind.
    pub fn sentence(&self, typed: &str, unit: &str) -> Option<String> {
        let dimension = self.unit.dimension();
        let unit = Unit::parse(unit, Some(dimension)).filter(|it| it.dimension() == dimension)?;
        let quantity = Decimal::parse(typed).ok()?.in_unit(unit).ok()?;
        if dimension == Dimension::Percent || (self.adds && !quantity.is_positive()) {
            return None;
        }
        let before = self.at_home.filter(|_| self.adds).unwrap_or(Quantity::ZERO);
        let after = before + quantity;
        let converted = match unit == self.unit {
            true => String::new(),
            false => format!(
                "{} = {}. ",
                amount(quantity, unit),
                about(quantity, self.unit)
            ),
        };
        let lasts = self
            .pace
            .filter(|pace| pace.is_positive())
            .map(|pace| i128::from(after.0) * i128::from(DAY) / i128::from(pace.0))
            .map(|millis| i64::try_from(millis).unwrap_or(i64::MAX))
            .map(|millis| format!(", {}", lasting(millis, "about ")))
            .unwrap_or_default();
        Some(format!(
            "{converted}{} at home then{lasts}.",
            about(after, self.unit)
        ))
    }
}

/// How long something lasts, in whole days or more: `about 4 days`, where `roughly` is `about `.
pub fn lasting(millis: i64, roughly: &str) -> String {
    let days = (millis.max(0).saturating_add(DAY / 2)) / DAY;
    match days {
        0 => "less than a day".to_owned(),
        1 => format!("{roughly}1 day"),
        2..=60 => format!("{roughly}{days} days"),
        61..=365 => format!("{roughly}{} weeks", days / 7),
        _ => "more than a year".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preview(adds: bool) -> Preview {
        Preview {
            adds,
            unit: Unit::Litre,
            at_home: Some(Quantity(1_500_000)),
            pace: Some(Quantity(240_000)),
        }
    }

    #[test]
    fn an_amount_is_converted_added_and_lasts() {
        let said = preview(true).sentence("103", "fl oz");
        let expected = "103 fl oz = 3.05 l. 4.55 l at home then, about 19 days.";
        assert_eq!(said.as_deref(), Some(expected));
    }

    #[test]
    fn an_exact_level_takes_the_place_of_what_was_there() {
        let said = preview(false).sentence("0,5", "l");
        assert_eq!(said.as_deref(), Some("0.5 l at home then, about 2 days."));
        let none = preview(false).sentence("0", "l");
        assert_eq!(none.as_deref(), Some("0 l at home then, less than a day."));
    }

    #[test]
    fn without_a_pace_or_a_level_it_says_what_it_knows() {
        let young = Preview {
            pace: None,
            ..preview(true)
        };
        assert_eq!(
            young.sentence("1", "l").as_deref(),
            Some("2.5 l at home then.")
        );
        let unknown = Preview {
            at_home: None,
            ..young
        };
        assert_eq!(
            unknown.sentence("1", "l").as_deref(),
            Some("1 l at home then.")
        );
    }

    #[test]
    fn what_is_no_amount_is_not_commented() {
        for (typed, unit) in [
            ("", "l"),
            ("-", "l"),
            ("x", "l"),
            ("0", "l"),
            ("1", "kg"),
            ("1", ""),
        ] {
            assert_eq!(preview(true).sentence(typed, unit), None, "{typed} {unit}");
        }
        let percent = Preview {
            unit: Unit::Percent,
            ..preview(false)
        };
        assert_eq!(percent.sentence("50", "percent"), None);
    }

    #[test]
    fn days_are_whole_and_never_a_fact() {
        for (tenths, said) in [
            (3, "less than a day"),
            (8, "~1 day"),
            (68, "~7 days"),
            (900, "~12 weeks"),
            (9_000, "more than a year"),
        ] {
            assert_eq!(lasting(tenths * DAY / 10, "~"), said);
        }
    }
}
