//! An order as JSON, in the list of orders.

use domain::Time;
use domain::view::OrderView;
use serde::Serialize;
use utoipa::ToSchema;

/// An order of any slot.
#[derive(Serialize, ToSchema)]
pub struct Order {
    id: String,
    serial: String,
    slot: String,
    /// Amazon's id; null before an answer and after a deregistration.
    instance: Option<String>,
    /// `requested`, `awaiting`, `placed`, `shipped`, `arrived`, `cancelled` or `failed`.
    state: &'static str,
    quantity: Option<String>,
    unit: &'static str,
    asin: Option<String>,
    estimated_delivery: Option<String>,
    requested_at: String,
    placed_at: Option<String>,
    shipped_at: Option<String>,
    /// When it arrived, was cancelled or failed.
    ended_at: Option<String>,
    /// Why it was cancelled or failed.
    reason: Option<&'static str>,
    /// Somebody or something has said that it really arrived.
    confirmed: bool,
    /// It arrived by its date a week ago and nothing has shown since that it did.
    asks_confirmation: bool,
    /// Reported as not arrived while another order was live.
    late: bool,
    /// Found in one of Amazon's messages, not decided here.
    adopted: bool,
}

/// An order as it is now.
pub fn order(view: &OrderView, now: Time) -> Order {
    let time = |at: Option<Time>| at.map(|at| at.to_string());
    Order {
        id: view.id.to_string(),
        serial: view.serial.clone(),
        slot: view.slot.clone(),
        instance: view.instance.clone(),
        state: view.state.name(),
        quantity: view.quantity.map(|quantity| quantity.text(view.unit)),
        unit: view.unit.name(),
        asin: view.asin.clone(),
        estimated_delivery: time(view.estimate),
        requested_at: view.requested_at.to_string(),
        placed_at: time(view.placed_at),
        shipped_at: time(view.shipped_at),
        ended_at: time(view.ended_at),
        reason: view.reason.map(|reason| reason.name()),
        confirmed: view.confirmed,
        asks_confirmation: view.asks_confirmation(now),
        late: view.late,
        adopted: view.adopted,
    }
}
