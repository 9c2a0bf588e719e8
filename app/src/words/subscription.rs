//! What Amazon says of a supply: whether it reorders it, and which product.

use domain::Unit;
use domain::registration::Standing;
use domain::view::{ProductView, SupplyView};

/// Whether auto-reorder is on, one sentence.
pub fn subscription(supply: &SupplyView) -> &'static str {
    match (supply.standing, supply.subscribed) {
        (Standing::Registered, Some(true)) => "Auto-reorder is on.",
        (Standing::Registered, Some(false)) if supply.products.is_empty() => {
            "Auto-reorder is off: no product is chosen on Amazon."
        }
        (Standing::Registered, Some(false)) => "Auto-reorder is off. It was turned off on Amazon.",
        (Standing::Registered, None) => "Amazon has not said yet whether auto-reorder is on.",
        _ => "This machine is not connected, so auto-reorder is off.",
    }
}

/// A product with what one pack holds: `House roast, pack of 36`.
pub fn product(product: &ProductView) -> String {
    let name = match (&product.name, &product.asin) {
        (Some(name), _) => name.clone(),
        (None, Some(asin)) => format!("Amazon product {asin}"),
        (None, None) => "A product chosen on Amazon".to_owned(),
    };
    match &product.quantity {
        Some(quantity) => format!("{name}, pack of {}", content(quantity, product)),
        None => name,
    }
}

fn content(quantity: &str, product: &ProductView) -> String {
    let Some(unit) = &product.unit else {
        return quantity.to_owned();
    };
    match Unit::parse(unit, None) {
        Some(Unit::Count) => quantity.to_owned(),
        Some(Unit::Percent) => format!("{quantity} %"),
        _ => format!("{quantity} {unit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn a_product_is_named_as_well_as_it_is_known() {
        let mut known = sample::pods().products.remove(0);
        assert_eq!(product(&known), "House roast, pack of 36");
        known.name = None;
        known.unit = Some("fl oz".into());
        assert_eq!(product(&known), "Amazon product B00TEST, pack of 36 fl oz");
        known.asin = None;
        known.quantity = None;
        assert_eq!(product(&known), "A product chosen on Amazon");
    }

    #[test]
    fn a_machine_that_is_not_connected_reorders_nothing() {
        let mut supply = sample::pods();
        supply.standing = Standing::Deregistered;
        assert!(subscription(&supply).contains("not connected"));
    }
}
