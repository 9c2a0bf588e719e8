//! An order as JSON, in the list of orders.

use domain::view::OrderView;
use domain::{Estimate, Time};
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{EndReasonName, OrderStateName, StuckName, UnitName};
use super::texts::{DayOrMoment, Decimal, Serial, SlotName};

/// An order of any slot.
#[derive(Serialize, ToSchema)]
pub struct Order {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = Serial)]
    serial: String,
    #[schema(value_type = SlotName)]
    slot: String,
    /// Amazon's id; null before an answer and after a deregistration.
    #[schema(required)]
    instance: Option<String>,
    #[schema(value_type = OrderStateName)]
    state: &'static str,
    #[schema(value_type = Option<Decimal>, required)]
    quantity: Option<String>,
    #[schema(value_type = UnitName)]
    unit: &'static str,
    #[schema(required)]
    asin: Option<String>,
    #[schema(value_type = Option<DayOrMoment>, required)]
    estimated_delivery: Option<String>,
    #[schema(format = DateTime)]
    requested_at: String,
    #[schema(format = DateTime, required)]
    placed_at: Option<String>,
    #[schema(format = DateTime, required)]
    shipped_at: Option<String>,
    /// When it arrived, was cancelled or failed.
    #[schema(format = DateTime, required)]
    ended_at: Option<String>,
    #[schema(value_type = Option<EndReasonName>, required)]
    reason: Option<&'static str>,
    /// It waits for an operator before Amazon is asked: its model orders far more than usual.
    held: bool,
    /// Somebody or something has said that it really arrived.
    confirmed: bool,
    /// It arrived by its date a week ago and nothing has shown since that it did.
    asks_confirmation: bool,
    /// Reported as not arrived while another order was live.
    late: bool,
    /// Found in one of Amazon's messages, not decided here.
    adopted: bool,
    /// Null where it goes on as usual.
    #[schema(required)]
    stuck: Option<StuckJson>,
}

/// Why an order is longer in its state than usual.
#[derive(Serialize, ToSchema)]
#[schema(as = Stuck)]
pub struct StuckJson {
    #[schema(value_type = StuckName)]
    reason: &'static str,
    /// Since when it is in it; where it is past its date, that date.
    #[schema(format = DateTime)]
    since: String,
    /// What is so, in a sentence.
    detail: &'static str,
    /// What to do, in a sentence.
    remedy: &'static str,
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
        estimated_delivery: view.estimate.map(|at| Estimate::from(at).to_string()),
        requested_at: view.requested_at.to_string(),
        placed_at: time(view.placed_at),
        shipped_at: time(view.shipped_at),
        ended_at: time(view.ended_at),
        reason: view.reason.map(|reason| reason.name()),
        held: view.held,
        confirmed: view.confirmed,
        asks_confirmation: view.asks_confirmation(now),
        late: view.late,
        adopted: view.adopted,
        stuck: view.stuck.map(|(why, since)| StuckJson {
            reason: why.name(),
            since: since.to_string(),
            detail: why.sentence(),
            remedy: why.remedy(),
        }),
    }
}
