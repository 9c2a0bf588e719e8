//! How much there is, and how long it lasts, in the customer's units and language.

use domain::view::amount::{about_digits, estimate_digits, level_digits};
use domain::view::{Lasting, SupplyView};
use domain::{Quantity, Time, Unit};

use crate::i18n::amount as text;
use crate::i18n::supply::about as about_amount;
use crate::i18n::{decimal, integer};
use crate::preferences::Preferences;

/// An amount, rounded as people say it: `17`, `3.5 l`, `37%`.
pub fn about(quantity: Quantity, unit: Unit) -> String {
    let unit = Preferences::now().units.shown(quantity, unit);
    in_unit(quantity, unit)
}

/// A level, rounded as people speak of it: `17`, `3.5 l`, `37%`.
pub fn level(quantity: Quantity, unit: Unit) -> String {
    let unit = Preferences::now().units.shown(quantity, unit);
    with_unit(&level_digits(quantity, unit), unit)
}

/// An amount in exactly this unit, rounded.
pub fn in_unit(quantity: Quantity, unit: Unit) -> String {
    with_unit(&about_digits(quantity, unit), unit)
}

/// An amount in exactly this unit, all of it.
pub fn whole(quantity: Quantity, unit: Unit) -> String {
    with_unit(&quantity.text(unit), unit)
}

/// An estimate, rounded to two digits.
pub fn estimate(quantity: Quantity, unit: Unit) -> String {
    let unit = Preferences::now().units.shown(quantity, unit);
    with_unit(&estimate_digits(quantity, unit), unit)
}

fn with_unit(digits: &str, unit: Unit) -> String {
    let number = decimal(digits);
    match unit {
        Unit::Count => number,
        Unit::Percent => text::percent(&number),
        _ => format!("{number} {}", unit.name()),
    }
}

/// How long something lasts: `about 4 days`.
pub fn lasting(lasting: Lasting) -> String {
    match lasting {
        Lasting::LessThanADay => text::less_than_a_day(),
        Lasting::Days(days) => text::about_days(&integer(days), days),
        Lasting::Weeks(weeks) => text::about_weeks(&integer(weeks), weeks),
        Lasting::MoreThanAYear => text::more_than_a_year(),
    }
}

/// What is at home: `17`, `3.5 l`, `37% + 2 spares`; none while the level is unknown.
pub fn at_home(supply: &SupplyView) -> Option<String> {
    let unit = supply.spec.unit;
    match (unit, containers(supply)) {
        (Unit::Percent, Some(spares)) => {
            let machine = level(supply.machine?, unit);
            let count = spares.0 / 1_000;
            Some(text::with_spares(
                &machine,
                &about(spares, Unit::Count),
                count,
            ))
        }
        _ => supply.at_home().map(|quantity| level(quantity, unit)),
    }
}

/// What is at home now: not more than an estimate where the machine has not been heard from for long.
pub fn at_home_now(supply: &SupplyView, now: Time) -> Option<String> {
    let amount = at_home(supply)?;
    Some(match supply.is_stale(now) {
        true => about_amount(&amount),
        false => amount,
    })
}

/// What is in the machine, of a full container: `3.5 l of 10 l`.
pub fn in_machine(supply: &SupplyView) -> Option<String> {
    let unit = supply.spec.unit;
    let machine = level(supply.machine?, unit);
    Some(match unit {
        Unit::Percent => machine,
        _ => text::of(&machine, &level(supply.spec.capacity, unit)),
    })
}

/// What is beside the machine; none where there is nothing. Whole containers are counted where the
/// supply is a percentage: `2`.
pub fn spares(supply: &SupplyView) -> Option<String> {
    if !supply.spares.is_positive() {
        return None;
    }
    Some(match containers(supply) {
        Some(count) => about(count, Unit::Count),
        None => level(supply.spares, supply.spec.unit),
    })
}

/// How many whole containers are beside the machine, where the supply is a percentage.
fn containers(supply: &SupplyView) -> Option<Quantity> {
    let one = supply.spec.count_is.filter(|one| one.is_positive())?;
    if supply.spec.unit != Unit::Percent || !supply.spares.is_positive() {
        return None;
    }
    let thousandths = i128::from(supply.spares.0) * 1_000 / i128::from(one.0);
    Some(Quantity(i64::try_from(thousandths).unwrap_or(i64::MAX)))
}

/// How long what is at home lasts: `about 4 days`; nothing where nothing is left.
pub fn lasts(supply: &SupplyView) -> Option<String> {
    let lasts = supply.lasts.filter(|lasts| *lasts > 0)?;
    Some(lasting(Lasting::of(lasts)))
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
pub fn unit_name(unit: Unit) -> String {
    match unit {
        Unit::Count => text::pieces(),
        Unit::Percent => "%".to_owned(),
        _ => unit.name().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;

    #[test]
    fn amounts_are_in_the_supplys_unit() {
        let supply = fixtures::pods();
        assert_eq!(at_home(&supply).as_deref(), Some("17"));
        assert_eq!(in_machine(&supply).as_deref(), Some("17 of 100"));
        assert_eq!(spares(&supply), None);
    }

    #[test]
    fn what_a_silent_machine_last_said_is_an_estimate() {
        let mut supply = fixtures::pods();
        let said = |supply: &SupplyView| at_home_now(supply, fixtures::now());
        assert_eq!(said(&supply).as_deref(), Some("17"));
        supply.last_seen = Some(fixtures::now() - 3 * domain::time::DAY);
        assert_eq!(said(&supply).as_deref(), Some("about 17"));
    }

    #[test]
    fn spare_filters_are_counted() {
        let mut supply = fixtures::pods();
        supply.spec.unit = Unit::Percent;
        supply.spec.count_is = Some(Quantity(100_000));
        supply.machine = Some(Quantity(37_000));
        supply.spares = Quantity(200_000);
        assert_eq!(in_machine(&supply).as_deref(), Some("37%"));
        assert_eq!(spares(&supply).as_deref(), Some("2"));
        assert_eq!(at_home(&supply).as_deref(), Some("37% + 2 spares"));
    }

    #[test]
    fn an_amount_is_shown_as_its_reader_wishes() {
        let preferences = Preferences {
            locale: crate::preferences::locale::Locale::De,
            units: crate::preferences::units::Units::Metric,
            ..Preferences::default()
        };
        let said = fixtures::to(preferences, || about(Quantity(4_546_100), Unit::FluidOunce));
        assert_eq!(said, "4,55 l");
        let weeks = fixtures::speaking(crate::preferences::locale::Locale::Ja, || {
            lasting(Lasting::Weeks(12))
        });
        assert_eq!(weeks, "約12週間");
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
