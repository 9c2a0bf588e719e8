//! The maker's list of orders.

use axum::Json;
use axum::extract::State;
use domain::order::OrderState;
use domain::view::OrderView;
use serde::Deserialize;
use utoipa::IntoParams;

use super::names::OrderStateName;
use super::order_json::{self, Order};
use super::page::{Items, Page, Parameters, bad_query};
use super::problem::Problem;
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// Which orders.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    /// Only those that are so far.
    #[param(value_type = Option<OrderStateName>, inline)]
    state: Option<String>,
}

/// Orders of all devices, newest first.
#[utoipa::path(get, path = "/orders", operation_id = "list_orders", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(OrderQuery, Page),
    responses((status = 200, description = "Orders", body = Items<Order>)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(OrderQuery { state }): Parameters<OrderQuery>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Order>>, Problem> {
    let state = state
        .as_deref()
        .map(|name| OrderState::parse(name).ok_or_else(|| bad_query("state is no order's state")))
        .transpose()?;
    let limit = page.limit()?;
    let queries = shared.application.queries();
    let (found, next) = queries.orders(state, limit, page.after()).await?;
    let now = shared.application.now();
    let json = |view: &OrderView| order_json::order(view, now);
    Ok(Json(Items::new(&found, next, json)))
}
