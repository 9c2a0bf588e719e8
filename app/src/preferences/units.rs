//! Which units a browser's customer reads: those the maker measures in, or all metric or American. It
//! is a matter of showing only; what is kept is exact and has no unit.

use domain::{Quantity, Unit};

use crate::cookie;

/// The name of the cookie and of the form's field.
pub const NAME: &str = "units";

/// What a customer chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Units {
    /// As the machine measures.
    #[default]
    Machine,
    /// Litres and grams.
    Metric,
    /// Fluid ounces, ounces and pounds.
    American,
}

impl Units {
    /// Those to choose from.
    pub const ALL: [Self; 3] = [Self::Machine, Self::Metric, Self::American];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Metric => "metric",
            Self::American => "american",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|units| units.name() == name)
    }

    /// The one in the value of a `Cookie` header.
    pub fn of_cookies(header: &str) -> Self {
        let named = cookie::values(header, NAME).find_map(Self::parse);
        named.unwrap_or_default()
    }

    /// In what an amount of a supply measured in `unit` is shown. From a litre, a kilogram or a pound on the
    /// larger unit is taken, and below it the smaller one.
    pub fn shown(self, quantity: Quantity, unit: Unit) -> Unit {
        let from = |one: i64, large, small| {
            if quantity.0.abs() >= one {
                large
            } else {
                small
            }
        };
        match (self, unit) {
            (_, _) if quantity == Quantity::ZERO => unit,
            (Self::Machine | Self::Metric, Unit::Litre | Unit::Millilitre)
            | (Self::Metric, Unit::FluidOunce) => from(1_000_000, Unit::Litre, Unit::Millilitre),
            (Self::Machine | Self::Metric, Unit::Gram | Unit::Kilogram)
            | (Self::Metric, Unit::Ounce | Unit::Pound) => {
                from(1_000_000, Unit::Kilogram, Unit::Gram)
            }
            (Self::American, Unit::Litre | Unit::Millilitre) => Unit::FluidOunce,
            (Self::American, Unit::Gram | Unit::Kilogram) => {
                from(453_593, Unit::Pound, Unit::Ounce)
            }
            _ => unit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_shown_in_the_units_one_chose() {
        let litre = Quantity(1_000_000);
        for (units, unit, shown) in [
            (Units::Machine, Unit::FluidOunce, Unit::FluidOunce),
            (Units::Metric, Unit::FluidOunce, Unit::Litre),
            (Units::Metric, Unit::Litre, Unit::Litre),
            (Units::Machine, Unit::Millilitre, Unit::Litre),
            (Units::Machine, Unit::Gram, Unit::Kilogram),
            (Units::American, Unit::Millilitre, Unit::FluidOunce),
            (Units::American, Unit::Gram, Unit::Pound),
            (Units::American, Unit::Count, Unit::Count),
            (Units::American, Unit::Percent, Unit::Percent),
        ] {
            assert_eq!(units.shown(litre, unit), shown, "{units:?} {unit:?}");
        }
        let little = Quantity(20_000);
        assert_eq!(
            Units::Metric.shown(little, Unit::FluidOunce),
            Unit::Millilitre
        );
        assert_eq!(Units::American.shown(little, Unit::Kilogram), Unit::Ounce);
        assert_eq!(Units::Machine.shown(little, Unit::Litre), Unit::Millilitre);
        assert_eq!(
            Units::Metric.shown(Quantity::ZERO, Unit::FluidOunce),
            Unit::FluidOunce
        );
    }

    #[test]
    fn a_choice_is_found_in_a_cookie() {
        assert_eq!(Units::of_cookies("theme=dark; units=metric"), Units::Metric);
        assert_eq!(Units::of_cookies("units=stones"), Units::Machine);
    }
}
