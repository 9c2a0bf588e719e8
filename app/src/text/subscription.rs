//! What Amazon says of a supply: whether it reorders it, and which product.

use domain::registration::RegistrationStatus;
use domain::view::{ProductView, SupplyView};
use domain::{Replenisher, Unit};

use crate::i18n::amount::percent;
use crate::i18n::decimal;
use crate::i18n::{alexa, shop, subscription as text};
use crate::request;

/// Whether auto-reorder is on, or who reorders, one sentence.
pub fn subscription(supply: &SupplyView) -> String {
    match supply.replenisher {
        Replenisher::Drs => {}
        Replenisher::Alexa => return alexa::reorders(),
        Replenisher::Shop if supply.is_paused() => return shop::off(),
        Replenisher::Shop => return text::on(),
    }
    match (supply.registration, supply.subscribed) {
        (RegistrationStatus::Registered, Some(true)) => text::on(),
        (RegistrationStatus::Registered, Some(false)) if supply.products.is_empty() => {
            text::off_without_product()
        }
        (RegistrationStatus::Registered, Some(false)) => text::off(),
        (RegistrationStatus::Registered, None) => text::unknown(),
        _ => text::not_connected(),
    }
}

/// What brings supplies, as a heading.
pub fn replenisher(replenisher: Replenisher) -> String {
    match replenisher {
        Replenisher::Drs => "Amazon Dash Replenishment".to_owned(),
        Replenisher::Alexa => "Alexa".to_owned(),
        Replenisher::Shop => shop::sends(&request::maker()),
    }
}

/// A product with what one pack holds: `House roast, pack of 36`.
pub fn product(product: &ProductView) -> String {
    let name = match (&product.name, &product.asin) {
        (Some(name), _) => name.clone(),
        (None, Some(asin)) => text::numbered(asin),
        (None, None) => text::some(),
    };
    match &product.quantity {
        Some(quantity) => text::pack(&name, &content(quantity, product)),
        None => name,
    }
}

fn content(quantity: &str, product: &ProductView) -> String {
    let number = decimal(quantity);
    let Some(unit) = &product.unit else {
        return number;
    };
    match Unit::parse(unit, None) {
        Some(Unit::Count) => number,
        Some(Unit::Percent) => percent(&number),
        Some(known) => format!("{number} {known}"),
        None => format!("{number} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures;
    use crate::preferences::locale::Locale;

    #[test]
    fn a_product_is_named_as_well_as_it_is_known() {
        let mut known = fixtures::pods().products.remove(0);
        assert_eq!(product(&known), "House roast, pack of 36");
        known.name = None;
        known.unit = Some("fl oz".into());
        assert_eq!(product(&known), "Amazon product B00TEST, pack of 36 fl oz");
        known.quantity = Some("1.5".into());
        let german = fixtures::speaking(Locale::De, || product(&known));
        assert_eq!(german, "Amazon-Produkt B00TEST, Packung mit 1,5 fl oz");
        known.asin = None;
        known.quantity = None;
        assert_eq!(product(&known), "A product chosen on Amazon");
    }

    #[test]
    fn a_machine_that_is_not_connected_reorders_nothing() {
        let mut supply = fixtures::pods();
        supply.registration = RegistrationStatus::Deregistered;
        assert!(subscription(&supply).contains("not connected"));
    }
}
