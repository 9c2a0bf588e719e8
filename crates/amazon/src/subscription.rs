//! What Amazon says about each slot: whether it is ordered for, and which product.
//!
//! `subscriptionInfo` and SubscriptionChangedNotification write it alike, in two versions: a map
//! from slot to a plain yes or no (1.0), or to an object with the products (2.0). The shape tells
//! which, never a version field. Whether the map always has every slot is not known, so a slot that
//! is missing, or whose value is neither, says nothing.

use serde_json::Value;

use crate::field;

/// One slot's subscription.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotSubscription {
    /// Amazon's slot id, opaque.
    pub slot: String,
    /// Whether Amazon places orders for it; off is what a customer calls paused.
    pub subscribed: bool,
    /// The chosen products, kept while paused; `None` where the answer does not tell (1.0).
    pub products: Option<Vec<Product>>,
}

/// A product as the customer chose it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Product {
    /// Amazon's catalogue id.
    pub asin: Option<String>,
    /// What one delivery holds, as decimal text.
    pub quantity: Option<String>,
    /// The unit of `quantity`, in one of Amazon's many spellings.
    pub unit: Option<String>,
}

impl Product {
    pub(crate) fn read(value: &Value) -> Self {
        Self {
            asin: field::line(value.get("asin")),
            quantity: field::quantity(value.get("quantity")),
            unit: field::line(value.get("unit")),
        }
    }
}

/// Reads `slotsSubscriptionStatus` of `parent`, sorted by slot. `None` when it is not there.
pub(crate) fn read(parent: &Value) -> Option<Vec<SlotSubscription>> {
    let slots = parent.get("slotsSubscriptionStatus")?.as_object()?;
    let mut read: Vec<_> = slots
        .iter()
        .filter_map(|(slot, value)| read_slot(slot, value))
        .collect();
    read.sort_by(|a, b| a.slot.cmp(&b.slot));
    Some(read)
}

fn read_slot(slot: &str, value: &Value) -> Option<SlotSubscription> {
    if !field::is_line(slot) {
        return None;
    }
    let slot = slot.to_owned();
    if value.is_object() {
        let list = value.get("productInfoList").and_then(Value::as_array);
        let products = list.map(|list| list.iter().map(Product::read).collect());
        Some(SlotSubscription {
            slot,
            subscribed: field::flag(value.get("subscribed"))?,
            products,
        })
    } else {
        Some(SlotSubscription {
            slot,
            subscribed: field::flag(Some(value))?,
            products: None,
        })
    }
}
