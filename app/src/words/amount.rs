//! How much there is, and how long it lasts.

use domain::view::SupplyView;
use domain::view::preview::lasting;
use domain::view::reason::about;
use domain::{Quantity, Unit};

/// What is at home: `17`, `3.5 l`, `37 % + 2 spares`; none while the level is unknown.
pub fn at_home(supply: &SupplyView) -> Option<String> {
    let unit = supply.spec.unit;
    match (unit, spares(supply)) {
        (Unit::Percent, Some(spares)) => {
            let machine = about(supply.machine?, unit);
            let noun = if spares == "1" { "spare" } else { "spares" };
            Some(format!("{machine} + {spares} {noun}"))
        }
        _ => supply.at_home().map(|quantity| about(quantity, unit)),
    }
}

/// What is in the machine, of a full container: `3.5 l of 10 l`.
pub fn in_machine(supply: &SupplyView) -> Option<String> {
    let unit = supply.spec.unit;
    let machine = about(supply.machine?, unit);
    Some(match unit {
        Unit::Percent => machine,
        _ => format!("{machine} of {}", about(supply.spec.capacity, unit)),
    })
}

/// What is beside the machine; none where there is nothing. Whole containers are counted where the
/// supply is a percentage: `2`.
pub fn spares(supply: &SupplyView) -> Option<String> {
    if !supply.spares.is_positive() {
        return None;
    }
    match supply.spec.count_is {
        Some(count) if supply.spec.unit == Unit::Percent && count.is_positive() => {
            let thousandths = i128::from(supply.spares.0) * 1_000 / i128::from(count.0);
            let spares = Quantity(i64::try_from(thousandths).unwrap_or(i64::MAX));
            Some(about(spares, Unit::Count))
        }
        _ => Some(about(supply.spares, supply.spec.unit)),
    }
}

/// How long what is at home lasts: `~4 days`.
pub fn days_left(supply: &SupplyView) -> Option<String> {
    Some(lasting(supply.lasts?, "~"))
}

/// The units somebody may say an amount of this supply in: its own first, then the others of its
/// kind.
pub fn units(unit: Unit) -> Vec<Unit> {
    let others = Unit::ALL
        .into_iter()
        .filter(|other| *other != unit && other.dimension() == unit.dimension());
    std::iter::once(unit).chain(others).collect()
}

/// A unit in a list to choose from.
pub fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Count => "pieces",
        Unit::Percent => "%",
        _ => unit.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn amounts_are_in_the_supplys_unit() {
        let supply = sample::pods();
        assert_eq!(at_home(&supply).as_deref(), Some("17"));
        assert_eq!(in_machine(&supply).as_deref(), Some("17 of 100"));
        assert_eq!(spares(&supply), None);
    }

    #[test]
    fn spare_filters_are_counted() {
        let mut supply = sample::pods();
        supply.spec.unit = Unit::Percent;
        supply.spec.count_is = Some(Quantity(100_000));
        supply.machine = Some(Quantity(37_000));
        supply.spares = Quantity(200_000);
        assert_eq!(in_machine(&supply).as_deref(), Some("37 %"));
        assert_eq!(spares(&supply).as_deref(), Some("2"));
        assert_eq!(at_home(&supply).as_deref(), Some("37 % + 2 spares"));
    }

    #[test]
    fn a_litre_may_be_said_in_ounces_but_not_in_pounds() {
        assert_eq!(
            units(Unit::FluidOunce),
            [Unit::FluidOunce, Unit::Litre, Unit::Millilitre]
        );
        assert_eq!(units(Unit::Percent), [Unit::Percent]);
    }
}
