//! `POST /replenish/{slot}`: order the product the customer chose for the slot.
//!
//! A success says that Amazon took the request, not that anything was bought: that comes by
//! notification. While an order of the slot is open, Amazon answers with that one instead of placing
//! another.

use reqwest::Method;
use secrecy::SecretString;
use serde_json::Value;
use tracing::{Instrument, field::Empty, info_span};

use super::DrsError;
use super::wire::{Call, segment};
use crate::client::Amazon;
use crate::field;

/// Amazon took the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replenished {
    /// `eventInstanceId`: names the order in notifications and in `getOrderInfo`.
    pub instance: Option<String>,
    /// What Amazon says it did.
    pub detail: Detail,
}

/// `detailCode`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Detail {
    /// `STANDARD_ORDER_PLACED`: accepted, even if address or payment still need the customer.
    StandardOrderPlaced,
    /// `TEST_ORDER_PLACED`: the same on a test registration; nothing is charged or shipped.
    TestOrderPlaced,
    /// `ORDER_INPROGRESS`: nothing new; an order of the slot is still open.
    OrderInProgress,
    /// Accepted, but the code is not known, or empty where the answer could not be read.
    Other(String),
}

impl Replenished {
    /// Whether nothing could be read but the success.
    pub fn says_nothing(&self) -> bool {
        self.instance.is_none() && self.detail == Detail::Other(String::new())
    }
}

impl Amazon {
    /// Asks Amazon to order for `slot`. A success that cannot be read is still one.
    pub async fn replenish(
        &self,
        access: &SecretString,
        slot: &str,
    ) -> Result<Replenished, DrsError> {
        let call = Call {
            method: Method::POST,
            path: &format!("/replenish/{}", segment(slot)?),
            input: "DrsReplenishInput@1.0",
            result: "DrsReplenishResult@1.0",
            body: None,
            slot: true,
        };
        let span = info_span!("amazon.drs.replenish", status = Empty, ms = Empty);
        let answer = self.drs(access, call).instrument(span).await?;
        Ok(read(&answer.json().unwrap_or_default()))
    }
}

fn read(answer: &Value) -> Replenished {
    let detail = field::line(answer.get("detailCode")).unwrap_or_default();
    Replenished {
        instance: field::line(answer.get("eventInstanceId")),
        detail: match detail.as_str() {
            "STANDARD_ORDER_PLACED" => Detail::StandardOrderPlaced,
            "TEST_ORDER_PLACED" => Detail::TestOrderPlaced,
            "ORDER_INPROGRESS" => Detail::OrderInProgress,
            _ => Detail::Other(detail),
        },
    }
}
