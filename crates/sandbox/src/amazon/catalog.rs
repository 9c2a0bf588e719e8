//! Device models as the portal knows them: slots and the products a customer may choose for each.

use serde::{Deserialize, Deserializer, Serialize};

/// A device model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Model {
    /// What the customer reads.
    pub name: String,
    /// Its slots.
    pub slots: Vec<Slot>,
}

/// One slot of a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Amazon's slot id.
    pub slot: String,
    /// What the customer reads.
    pub name: String,
    /// Unit of its products, where they name none.
    #[serde(default = "count")]
    pub unit: String,
    /// What may be ordered for it.
    #[serde(default)]
    pub products: Vec<Product>,
}

/// One product.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Amazon's catalogue id.
    pub asin: String,
    /// What the customer reads.
    pub name: String,
    /// Content of one delivery in `unit`; read from a number or from decimal text.
    #[serde(deserialize_with = "decimal")]
    pub quantity: f64,
    /// Unit of `quantity`; the slot's where absent.
    #[serde(default)]
    pub unit: Option<String>,
}

impl Model {
    pub(crate) fn slot(&self, slot: &str) -> Option<&Slot> {
        self.slots.iter().find(|known| known.slot == slot)
    }
}

impl Slot {
    pub(crate) fn product(&self, asin: &str) -> Option<&Product> {
        self.products.iter().find(|product| product.asin == asin)
    }

    pub(crate) fn unit_of<'a>(&'a self, product: &'a Product) -> &'a str {
        product.unit.as_deref().unwrap_or(&self.unit)
    }
}

fn count() -> String {
    "count".to_owned()
}

fn decimal<'de, D: Deserializer<'de>>(from: D) -> Result<f64, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Decimal {
        Number(f64),
        Text(String),
    }
    let number = match Decimal::deserialize(from)? {
        Decimal::Number(number) => number,
        Decimal::Text(text) => text.parse().map_err(serde::de::Error::custom)?,
    };
    if number.is_finite() && number > 0.0 {
        Ok(number)
    } else {
        Err(serde::de::Error::custom("a quantity is above zero"))
    }
}
