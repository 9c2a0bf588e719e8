//! Why a device's slots were reordered, or not.

use axum::Json;
use axum::extract::State;
use domain::decision::Decision;
use domain::demand::{Demand, Pattern};
use domain::policy::Policy;
use domain::view::reason::reason;
use domain::{DecisionId, Quantity, Unit};
use serde::Serialize;
use utoipa::ToSchema;

use super::page::{Items, Page, Parameters};
use super::part::Part;
use super::problem::Problem;
use crate::auth::bearer::Operator;
use crate::state::Shared;

/// An evaluation that came out otherwise than the one before it, with what it came from.
#[derive(Serialize, ToSchema)]
pub struct Evaluation {
    id: String,
    slot: String,
    at: String,
    /// `order`, `enough`, `unknown`, `order_live`, `held`, `paused` or `not_registered`.
    outcome: &'static str,
    /// One sentence.
    reason: String,
    unit: &'static str,
    at_home: Option<String>,
    pace_per_day: Option<String>,
    reorder_level: Option<String>,
    /// The policy in force then.
    #[schema(value_type = Object)]
    policy: Policy,
    /// Null where the policy is no forecast, or too little was known.
    forecast: Option<Forecast>,
}

/// What a forecast came from.
#[derive(Serialize, ToSchema)]
pub struct Forecast {
    /// What will not be exceeded until an order is here.
    demand: String,
    /// The expected use of an average day.
    per_day: String,
    /// Days that nine of ten deliveries take: from, to.
    lead_days: [u16; 2],
    /// `smooth`, `erratic`, `intermittent` or `lumpy`.
    #[schema(value_type = String)]
    pattern: Pattern,
    /// Days it was learned from.
    known_days: u16,
}

/// Evaluations of a device's slots, newest first.
#[utoipa::path(get, path = "/api/v1/devices/{serial}/decisions", tag = "maker",
    security(("operator" = [])),
    params(("serial" = String, Path), ("limit" = Option<u32>, Query), ("after" = Option<String>, Query)),
    responses((status = 200, body = Items<Evaluation>), (status = 400), (status = 401),
        (status = 403), (status = 404)))]
pub async fn list(
    State(shared): State<Shared>,
    _: Operator,
    Part(serial): Part<String>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Evaluation>>, Problem> {
    let limit = page.limit()? + 1;
    let found = shared
        .application
        .decisions(&serial, limit, page.after())
        .await?;
    page.items(
        found,
        |(id, ..)| id.to_string(),
        |(id, slot, unit, decision)| evaluation(*id, slot, *unit, decision),
    )
    .map(Json)
}

fn evaluation(id: DecisionId, slot: &str, unit: Unit, decision: &Decision) -> Evaluation {
    let text = |quantity: Option<Quantity>| quantity.map(|quantity| quantity.text(unit));
    Evaluation {
        id: id.to_string(),
        slot: slot.to_owned(),
        at: decision.at.to_string(),
        outcome: decision.outcome.name(),
        reason: reason(decision, unit),
        unit: unit.name(),
        at_home: text(decision.at_home),
        pace_per_day: text(decision.pace_per_day),
        reorder_level: text(decision.reorder_level),
        policy: decision.policy,
        forecast: decision.demand.map(|demand| forecast(&demand, unit)),
    }
}

fn forecast(demand: &Demand, unit: Unit) -> Forecast {
    let (from, to) = demand.lead_days;
    Forecast {
        demand: demand.quantity.text(unit),
        per_day: demand.per_day.text(unit),
        lead_days: [from, to],
        pattern: demand.pattern,
        known_days: demand.known_days,
    }
}
