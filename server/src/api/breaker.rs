//! The breaker of a model's orders: whether they wait, and what an operator says of those that do.

use axum::Json;
use axum::extract::State;
use domain::Time;
use domain::breaker::{Breaker, HeldDecision};
use replenish::{Code, Error, Invalid};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::behalf::because;
use super::body::Body;
use super::names::HeldDecisionName;
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::{ModelId, Reason};
use crate::auth::maker::{FleetRead, FleetWrite, Permit};
use crate::state::AppState;

/// How much a model orders, and whether its orders wait.
#[derive(Serialize, ToSchema)]
#[schema(as = Breaker)]
pub struct BreakerJson {
    #[schema(value_type = ModelId)]
    model: String,
    /// Since when its orders wait; null where they do not.
    #[schema(format = DateTime, required)]
    open_since: Option<String>,
    /// Until when none waits, after orders were let go.
    #[schema(format = DateTime, required)]
    let_go_until: Option<String>,
    /// Orders of the hour in which the last one was.
    orders: i64,
    /// Orders an hour before that, in the mean of four weeks.
    usual: f64,
}

/// What an operator says of the orders that wait.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldJson {
    #[schema(value_type = HeldDecisionName)]
    decision: String,
    /// Why, for the audit.
    #[schema(value_type = Option<Reason>)]
    reason: Option<String>,
}

/// How much a model orders, and whether its orders wait.
#[utoipa::path(get, path = "/models/{model}/breaker", operation_id = "get_breaker", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(("model" = ModelId, Path)),
    responses((status = 200, description = "As it is now", body = BreakerJson)))]
pub async fn read(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(model): PathParam<String>,
) -> Result<Json<BreakerJson>, Problem> {
    let breaker = shared.application.orders().breaker(&model).await?;
    Ok(Json(json(breaker)))
}

/// Lets the orders of a model go that wait, or withdraws them.
#[utoipa::path(post, path = "/models/{model}/breaker", operation_id = "decide_held_orders", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])), params(("model" = ModelId, Path)), request_body = HeldJson,
    responses((status = 200, description = "Orders that wait go on or are withdrawn, one after the other", body = BreakerJson),
        (status = 409, description = "`conflict`: no orders of this model wait"),
        (status = 422, description = "`invalid`: a field cannot be taken as it is")))]
pub async fn decide(
    State(shared): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(model): PathParam<String>,
    Body(HeldJson { decision, reason }): Body<HeldJson>,
) -> Result<Json<BreakerJson>, Problem> {
    let caller = because(caller, reason.as_deref())?;
    let decision = HeldDecision::parse(&decision).ok_or_else(|| {
        let detail = "`decision` must be `let_go` or `withdraw`";
        Error::Invalid(vec![Invalid::new("decision", Code::BadKind, detail)])
    })?;
    let orders = shared.application.orders();
    let breaker = orders.decide_held(caller, &model, decision).await?;
    Ok(Json(json(breaker)))
}

fn json(breaker: Breaker) -> BreakerJson {
    let time = |at: Option<Time>| at.map(|at| at.to_string());
    BreakerJson {
        open_since: time(breaker.open_since),
        let_go_until: time(breaker.let_go_until),
        orders: breaker.orders,
        usual: breaker.usual,
        model: breaker.model,
    }
}
