//! `GET /getOrderInfo/{eventInstanceId}`: what became of an order, for when a notification is
//! missed.

use domain::Time;
use reqwest::Method;
use secrecy::SecretString;
use serde_json::Value;
use tracing::{Instrument, field::Empty, info_span};

use super::DrsError;
use super::wire::{Call, segment};
use crate::client::Amazon;
use crate::field;

/// An order as Amazon sees it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderInfo {
    /// Usually one.
    pub items: Vec<OrderItem>,
}

/// One product of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderItem {
    /// Amazon's catalogue id.
    pub asin: Option<String>,
    /// `expectedDeliveryDate`; none while Amazon still needs something from the customer.
    pub expected_delivery: Option<Time>,
    /// Decimal text, without a unit.
    pub quantity: Option<String>,
    /// Amazon's slot id.
    pub slot: Option<String>,
    /// `Pending`, `Authorized`, `Canceled`, `Closed`, `Processing`, `Unknown` or any other word;
    /// empty where there is none.
    pub status: String,
}

impl Amazon {
    /// Asks for the order that `instance` names.
    pub async fn order_info(
        &self,
        access: &SecretString,
        instance: &str,
    ) -> Result<OrderInfo, DrsError> {
        let call = Call {
            method: Method::GET,
            path: &format!(
                "/getOrderInfo/{}",
                segment(instance).map_err(|_| DrsError::Invalid("the order's instance"))?
            ),
            input: "DrsOrderInfoInput@1.0",
            result: "DrsOrderInfoResult@1.0",
            body: None,
            slot: false,
        };
        let span = info_span!("amazon.drs.order_info", status = Empty, ms = Empty);
        let answer = self.drs(access, call).instrument(span).await?.json()?;
        let items = answer
            .get("orderInfoData")
            .and_then(|data| data.get("orderItems"));
        let items = items
            .and_then(Value::as_array)
            .ok_or(DrsError::Unreadable)?;
        Ok(OrderInfo {
            items: items.iter().map(read).collect(),
        })
    }
}

fn read(item: &Value) -> OrderItem {
    OrderItem {
        asin: field::line(item.get("asin")),
        expected_delivery: field::estimate(item.get("expectedDeliveryDate")),
        quantity: field::quantity(item.get("quantity")),
        slot: field::line(item.get("slotId")),
        status: field::line(item.get("status")).unwrap_or_default(),
    }
}
