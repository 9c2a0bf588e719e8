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

use super::names::{OutcomeName, PatternName, UnitName};
use super::page::{Items, Page, Parameters};
use super::path_param::PathParam;
use super::policy_json::PolicyJson;
use super::problem::Problem;
use super::texts::{Decimal, Serial, SlotName};
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// An evaluation that came out otherwise than the one before it, with what it came from.
#[derive(Serialize, ToSchema)]
pub struct Evaluation {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = SlotName)]
    slot: String,
    #[schema(format = DateTime)]
    at: String,
    #[schema(value_type = OutcomeName)]
    outcome: &'static str,
    /// One sentence.
    reason: String,
    #[schema(value_type = UnitName)]
    unit: &'static str,
    #[schema(value_type = Option<Decimal>, required)]
    at_home: Option<String>,
    #[schema(value_type = Option<Decimal>, required)]
    pace_per_day: Option<String>,
    #[schema(value_type = Option<Decimal>, required)]
    reorder_level: Option<String>,
    /// The policy in force then.
    #[schema(value_type = PolicyJson)]
    policy: Policy,
    /// Null where the policy is no forecast, or too little was known.
    #[schema(required)]
    forecast: Option<Forecast>,
}

/// What a forecast came from.
#[derive(Serialize, ToSchema)]
pub struct Forecast {
    /// What will not be exceeded until an order is here.
    #[schema(value_type = Decimal)]
    demand: String,
    /// The expected use of an average day.
    #[schema(value_type = Decimal)]
    per_day: String,
    /// Days that nine of ten deliveries take: from, to.
    lead_days: [u16; 2],
    #[schema(value_type = PatternName)]
    pattern: Pattern,
    /// Days it was learned from.
    known_days: u16,
    /// Machines of the model, of other households too, that stood in for the days that it has not shown yet; 0 where
    /// they are too few: then `typical_per_day` does.
    fleet: u32,
}

/// Evaluations of a device's slots, newest first.
#[utoipa::path(get, path = "/devices/{serial}/decisions", operation_id = "list_decisions",
    tag = "maker", security(("operator" = []), ("key" = ["fleet.read"])), params(("serial" = Serial, Path), Page),
    responses((status = 200, description = "Evaluations", body = Items<Evaluation>)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(serial): PathParam<String>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Evaluation>>, Problem> {
    let limit = page.limit()? + 1;
    let queries = shared.application.queries();
    let found = queries.decisions(&serial, limit, page.after()).await?;
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
        fleet: demand.fleet,
    }
}
