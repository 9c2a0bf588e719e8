//! A slot's subscription, as Amazon says: whether it may order, and which products.

use serde::{Deserialize, Serialize};

/// What Amazon last said of a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    /// Auto-reorder is on.
    pub subscribed: bool,
    /// What is reordered; empty where nothing is chosen or nothing was said.
    pub products: Vec<Product>,
}

impl Subscription {
    /// Merges a newer word: one without products (the first message version has none) keeps what was
    /// known of them.
    pub fn merge(&mut self, subscribed: bool, products: Option<Vec<Product>>) {
        self.subscribed = subscribed;
        if let Some(products) = products {
            self.products = products;
        }
    }
}

/// One product of a subscription. Amount and unit are Amazon's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    /// Amazon's catalogue id.
    pub asin: Option<String>,
    /// Content of one pack, in `unit`, decimal text.
    pub quantity: Option<String>,
    /// Amazon's unit.
    pub unit: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_without_products_keeps_what_was_known() {
        let product = Product {
            asin: Some("B1".into()),
            quantity: None,
            unit: None,
        };
        let mut subscription = Subscription {
            subscribed: true,
            products: vec![product.clone()],
        };
        subscription.merge(false, None);
        assert_eq!(
            subscription,
            Subscription {
                subscribed: false,
                products: vec![product]
            }
        );
        subscription.merge(true, Some(Vec::new()));
        assert_eq!(
            subscription,
            Subscription {
                subscribed: true,
                products: Vec::new()
            }
        );
    }
}
