//! `orderInfo`: which order, of which slot, of what, and when it is expected.

use domain::Time;
use serde_json::Value;

use super::Unreadable;
use crate::field;
use crate::subscription::Product;

/// An order that was placed or shipped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderNotice {
    /// The order's `instanceId`.
    pub instance: String,
    /// Amazon's slot id.
    pub slot: String,
    /// What is in it: mostly one line, perhaps none.
    pub products: Vec<ProductLine>,
    /// When the last of it is expected.
    pub estimate: Option<Time>,
}

/// One product of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductLine {
    /// Amazon's catalogue id; 2.0 alone has it.
    pub asin: Option<String>,
    /// The content of what is delivered, in `unit`, as decimal text: 30 pounds, not one bag.
    pub quantity: Option<String>,
    /// The unit of `quantity`, in one of Amazon's many spellings.
    pub unit: Option<String>,
    /// When this line is expected: its own date, else the order's.
    pub estimate: Option<Time>,
}

pub(super) fn read(order: &Value) -> Result<OrderNotice, Unreadable> {
    let (instance, slot) = name(order)?;
    let whole = estimate(order);
    let lines = match order.get("productInfo") {
        Some(Value::Array(lines)) => lines.as_slice(),
        Some(line @ Value::Object(_)) => std::slice::from_ref(line),
        _ => &[],
    };
    let products: Vec<_> = lines.iter().map(|line| read_line(line, whole)).collect();
    let estimate = products
        .iter()
        .filter_map(|line| line.estimate)
        .max()
        .or(whole);
    Ok(OrderNotice {
        instance,
        slot,
        products,
        estimate,
    })
}

/// The order's instance and slot.
pub(super) fn name(order: &Value) -> Result<(String, String), Unreadable> {
    Ok((
        field::line(order.get("instanceId")).ok_or(Unreadable("instanceId"))?,
        field::line(order.get("slotId")).ok_or(Unreadable("slotId"))?,
    ))
}

fn read_line(line: &Value, whole: Option<Time>) -> ProductLine {
    let Product {
        asin,
        quantity,
        unit,
    } = Product::read(line);
    ProductLine {
        asin,
        quantity,
        unit,
        estimate: estimate(line).or(whole),
    }
}

/// "Integrating DRS in your server" spells the field with a small d.
fn estimate(of: &Value) -> Option<Time> {
    field::estimate(
        of.get("estimatedDeliveryDate")
            .or(of.get("estimatedDeliverydate")),
    )
}
