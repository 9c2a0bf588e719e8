//! Amounts as customers type them into forms: [`domain::typed`], with the marks of their country and the words of
//! their language.

use domain::typed::{Measure, Reader, Typed, Unread};
use domain::view::SupplyView;
use domain::{Dimension, Unit};
use replenish::{Code, Invalid};

use crate::i18n::{marks, typed as text};
use crate::preferences::Preferences;

/// What a customer means who typed an amount of a supply beside a unit that they chose, or beside none.
pub fn read(
    customer: &Preferences,
    supply: &SupplyView,
    typed: &str,
    unit: &str,
) -> Result<Typed, Invalid> {
    let own = supply.spec.unit;
    let chosen = match unit {
        "" => own,
        name => Unit::parse(name, Some(own.dimension())).ok_or_else(|| refuse(Unread::Unit))?,
    };
    let read = || {
        let reader = Reader {
            unit: own,
            capacity: supply.spec.capacity,
            pack: supply.pack(),
            marks: marks(),
        };
        reader.read(typed, chosen, |word| measure(word, supply))
    };
    customer.clone().to(read).map_err(refuse)
}

/// What a word behind a number measures in: a unit by whatever name, a pack, or for what is counted a word of the
/// supply's own name.
fn measure(word: &str, supply: &SupplyView) -> Option<Measure> {
    let own = supply.spec.unit;
    let word = word.trim_end_matches('.').to_lowercase();
    if let Some(unit) = Unit::parse(&word, Some(own.dimension())) {
        return Some(Measure::Unit(unit));
    }
    let is_one_of = |words: String| {
        let mut words = words.split(' ');
        words.any(|known| known.to_lowercase() == word)
    };
    let ounce = match own.dimension() {
        Dimension::Volume => Unit::FluidOunce,
        _ => Unit::Ounce,
    };
    let units = [
        (text::litres(), Unit::Litre),
        (text::millilitres(), Unit::Millilitre),
        (text::kilograms(), Unit::Kilogram),
        (text::grams(), Unit::Gram),
        (text::ounces(), ounce),
        (text::pounds(), Unit::Pound),
        (text::pieces(), Unit::Count),
        (text::percent(), Unit::Percent),
    ];
    let named = units
        .into_iter()
        .find(|(words, _)| is_one_of(words.clone()));
    if let Some((_, unit)) = named {
        return Some(Measure::Unit(unit));
    }
    if is_one_of(text::packs()) {
        return Some(Measure::Pack);
    }
    let name = supply.name.to_lowercase();
    let is_its_name = word
        .split_whitespace()
        .all(|part| name.split_whitespace().any(|own| own == part));
    (own == Unit::Count && is_its_name).then_some(Measure::Unit(own))
}

fn refuse(unread: Unread) -> Invalid {
    match unread {
        Unread::Amount(fault) => Invalid::new("amount", Code::Amount(fault), fault.to_string()),
        Unread::Unit => Invalid::new("amount", Code::BadUnit, "that is no unit of this supply"),
        Unread::Pack => {
            let detail = "it is not known how much a pack holds";
            Invalid::new("amount", Code::UnknownPack, detail)
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::Quantity;
    use domain::quantity::BadAmount;

    use super::*;
    use crate::fixtures::{self, to};
    use crate::preferences::locale::Locale;
    use crate::preferences::units::Units;
    use crate::text::amount::{about, in_unit, whole};

    fn of(locale: Locale) -> Preferences {
        Preferences {
            locale,
            ..Preferences::default()
        }
    }

    fn supply(unit: Unit, capacity: i64) -> SupplyView {
        let mut supply = fixtures::pods();
        supply.spec.unit = unit;
        supply.spec.capacity = Quantity(capacity);
        supply
    }

    fn meant(locale: Locale, supply: &SupplyView, typed: &str) -> Option<Quantity> {
        match read(&of(locale), supply, typed, "") {
            Ok(Typed::Meant(amount, _)) => Some(amount),
            _ => None,
        }
    }

    #[test]
    fn what_a_page_writes_can_be_typed_back_in_every_country() {
        let amounts = (0..60_i64).map(|n| n * n * n * 419 + n);
        for quantity in amounts.chain([1_000, 1_500, 999_999, 1_000_000, 1_500_000, 12_345_678]) {
            for unit in Unit::ALL {
                let supply = supply(unit, 50_000_000);
                for locale in Locale::OFFERED {
                    for units in Units::ALL {
                        let preferences = Preferences {
                            units,
                            ..of(locale)
                        };
                        let mut quantity = Quantity(quantity);
                        if unit == Unit::Count {
                            quantity.0 -= quantity.0 % 1_000;
                        }
                        let shown = units.shown(quantity, unit);
                        let written = to(preferences.clone(), || about(quantity, unit));
                        let Ok(Typed::Meant(read, _)) = read(&preferences, &supply, &written, "")
                        else {
                            panic!("{written} of {unit} is not read in {locale:?}");
                        };
                        let again = to(preferences, || in_unit(read, shown));
                        assert_eq!(again, written, "{shown:?} in {locale:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn an_exact_amount_that_is_written_reads_as_itself() {
        let supply = supply(Unit::Gram, 1_000_000);
        for locale in Locale::OFFERED {
            for quantity in [0, 1, 1_500, 1_500_000, 1_234_500, 10_000_000, 999] {
                let written = to(of(locale), || whole(Quantity(quantity), Unit::Gram));
                let read = meant(locale, &supply, &written);
                assert_eq!(read, Some(Quantity(quantity)), "{written} in {locale:?}");
            }
        }
    }

    #[test]
    fn thousands_are_read_as_the_customers_country_writes_them() {
        let coffee = supply(Unit::Gram, 1_000_000);
        for (locale, typed) in [
            (Locale::EnUs, "1,500"),
            (Locale::EnGb, "1,500 g"),
            (Locale::De, "1.500"),
            (Locale::Fr, "1 500"),
            (Locale::It, "1.500"),
            (Locale::Es, "1.500"),
            (Locale::Ja, "１，５００グラム"),
        ] {
            let read = meant(locale, &coffee, typed);
            assert_eq!(read, Some(Quantity(1_500_000)), "{typed} in {locale:?}");
        }
    }

    #[test]
    fn units_and_packs_are_called_as_in_the_customers_language() {
        let pods = fixtures::pods();
        for (locale, typed, amount) in [
            (Locale::EnUs, "12 pods", 12_000),
            (Locale::EnUs, "12 Coffee Pods", 12_000),
            (Locale::EnUs, "2 packs", 72_000),
            (Locale::De, "12 Stk.", 12_000),
            (Locale::De, "2 Packungen", 72_000),
            (Locale::Fr, "2 boîtes", 72_000),
            (Locale::It, "1 confezione", 36_000),
            (Locale::Es, "12 unidades", 12_000),
            (Locale::Ja, "１２個", 12_000),
            (Locale::Ja, "2パック", 72_000),
        ] {
            let read = meant(locale, &pods, typed);
            assert_eq!(read, Some(Quantity(amount)), "{typed} in {locale:?}");
        }
        let coffee = supply(Unit::Gram, 1_000_000);
        assert_eq!(
            meant(Locale::EnUs, &coffee, "2 lb"),
            Some(Quantity(907_185))
        );
        assert_eq!(meant(Locale::De, &coffee, "2 Pfund"), None, "a kilogram");
        let water = supply(Unit::Litre, 2_000_000);
        assert_eq!(
            meant(Locale::De, &water, "1,5 Liter"),
            Some(Quantity(1_500_000))
        );
        assert_eq!(
            meant(Locale::It, &water, "10 once"),
            Some(Quantity(295_735))
        );
    }

    #[test]
    fn what_cannot_be_read_names_the_field_and_why() {
        let pods = fixtures::pods();
        let why = |typed: &str, unit: &str| {
            let wrong = read(&of(Locale::EnUs), &pods, typed, unit).unwrap_err();
            (wrong.field, wrong.reason.code)
        };
        for (typed, unit, code) in [
            ("", "count", Code::Amount(BadAmount::Missing)),
            ("1.5", "count", Code::Amount(BadAmount::NotWhole)),
            ("12 cups", "count", Code::BadUnit),
            ("12", "furlongs", Code::BadUnit),
            ("12", "l", Code::BadUnit),
        ] {
            assert_eq!(
                why(typed, unit),
                ("amount".to_owned(), code),
                "{typed} {unit}"
            );
        }
        let mut unknown = pods.clone();
        unknown.products.clear();
        let wrong = read(&of(Locale::EnUs), &unknown, "2 packs", "").unwrap_err();
        assert_eq!(wrong.reason.code, Code::UnknownPack);
    }
}
