//! The maker's list of orders, and what its own shop says of them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::order::{EndReason, OrderState};
use domain::shop::ShopEvent;
use domain::view::OrderView;
use domain::{Day, OrderId, Time};
use replenish::{Code, Error, OrderFilter, ShopWord};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::amount::{Amount, Positive};
use super::body::Body;
use super::names::{EndReasonName, OrderStateName, ShopEventName, UnitName};
use super::order_json::{self, Order};
use super::page::{Items, Page, Parameters, bad_query};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::{DayOrMoment, Key};
use crate::auth::maker::{FleetRead, Orders, Permit};
use crate::state::AppState;

/// Which orders.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OrderQuery {
    /// Only those that are so far.
    #[param(value_type = Option<OrderStateName>, inline)]
    state: Option<String>,
    /// Only those that ended so.
    #[param(value_type = Option<EndReasonName>, inline)]
    reason: Option<String>,
    /// Only those that are longer in a state than usual, the oldest first. A part may have fewer items than asked for, even
    /// none, and still a `next`.
    #[serde(default)]
    stuck: bool,
}

impl OrderQuery {
    fn filter(&self) -> Result<OrderFilter, Problem> {
        Ok(match (self.state.as_deref(), self.reason.as_deref()) {
            (None, None) => OrderFilter::All,
            (Some(name), None) => OrderState::parse(name)
                .map(OrderFilter::State)
                .ok_or_else(|| bad_query("state is no order's state"))?,
            (None, Some(name)) => EndReason::parse(name)
                .map(OrderFilter::Reason)
                .ok_or_else(|| bad_query("reason is no reason for which orders end"))?,
            (Some(_), Some(_)) => {
                return Err(bad_query("send state or reason: a reason says the state"));
            }
        })
    }
}

/// Orders of all devices, newest first.
#[utoipa::path(get, path = "/orders", operation_id = "list_orders", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(OrderQuery, Page),
    responses((status = 200, description = "Orders", body = Items<Order>)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(query): Parameters<OrderQuery>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Order>>, Problem> {
    let filter = query.filter()?;
    let (limit, after) = (page.limit()?, page.after());
    let queries = shared.application.queries();
    let (found, next) = match (query.stuck, filter) {
        (false, filter) => queries.orders(filter, limit, after).await?,
        (true, OrderFilter::All) => queries.orders_stuck(limit, after).await?,
        (true, _) => return Err(bad_query("send stuck alone: it is of every live state")),
    };
    let now = shared.application.now();
    let json = |view: &OrderView| order_json::order(view, now);
    Ok(Json(Items::new(&found, next, json)))
}

/// What the maker's shop says of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ShopEvent)]
pub struct ShopEventJson {
    /// The shop's own, for this order: sent twice, it counts once.
    #[schema(value_type = Key)]
    id: String,
    #[serde(rename = "type")]
    #[schema(value_type = ShopEventName)]
    kind: String,
    /// When it happened.
    #[schema(format = DateTime)]
    at: String,
    /// What is sent; what was asked for, where it is left out.
    #[schema(value_type = Option<Positive>)]
    quantity: Option<Amount>,
    /// The slot's, where it is left out; a slot in percent takes `count`, too.
    #[schema(value_type = Option<UnitName>)]
    unit: Option<String>,
    #[schema(value_type = Option<DayOrMoment>)]
    estimated_delivery: Option<String>,
}

impl ShopEventJson {
    fn read(self) -> Result<ShopWord, Error> {
        let kind = ShopEvent::parse(&self.kind).ok_or_else(|| {
            let names = ShopEvent::ALL.map(ShopEvent::name).join(", ");
            let detail = format!("`type` must be one of {names}.");
            Error::invalid("type", Code::BadKind, detail)
        })?;
        let at = Time::parse(&self.at).ok_or_else(|| {
            let detail = "`at` must be a moment as in RFC 3339, such as 2026-11-22T10:00:00Z.";
            Error::invalid("at", Code::Maker("bad_time"), detail)
        })?;
        let estimate = self.estimated_delivery.as_deref().map(estimate);
        Ok(ShopWord {
            id: self.id,
            kind,
            at,
            quantity: self.quantity.map(|it| it.0),
            unit: self.unit,
            estimate: estimate.transpose()?,
        })
    }
}

/// A day counts at its end, as [`domain::Estimate`] has it.
fn estimate(text: &str) -> Result<Time, Error> {
    let day = Day::parse(text).map(Day::end);
    day.or_else(|| Time::parse(text)).ok_or_else(|| {
        let detail = "`estimated_delivery` must be a day (2026-12-02) or a moment as in RFC 3339.";
        Error::invalid("estimated_delivery", Code::Maker("bad_time"), detail)
    })
}

/// An order after what was said of it.
#[derive(Serialize, ToSchema)]
pub struct Heard {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = OrderStateName)]
    state: &'static str,
}

/// Your shop says what became of an order that it read of as `order.requested`. The same `id` again is 200 and changes
/// nothing; words may come in any order.
#[utoipa::path(post, path = "/orders/{id}/events", operation_id = "say_of_order", tag = "maker",
    security(("operator" = []), ("key" = ["orders"])), params(("id" = String, Path, format = "uuid")),
    request_body = ShopEventJson,
    responses((status = 201, description = "Heard", body = Heard),
        (status = 200, description = "The same `id` again: nothing changed", body = Heard),
        (status = 404, description = "`not_found`: no such order, or one of Amazon's"),
        (status = 409, description = "`key_reused`: the `id` was used for another word"),
        (status = 422, description = "`invalid`: a field cannot be taken as it is")))]
pub async fn hear(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Orders>,
    PathParam(id): PathParam<OrderId>,
    Body(body): Body<ShopEventJson>,
) -> Result<(StatusCode, Json<Heard>), Problem> {
    let orders = state.application.orders();
    let (order, is_new) = orders.hear_shop(caller, id, body.read()?).await?;
    let status = match is_new {
        true => StatusCode::CREATED,
        false => StatusCode::OK,
    };
    let heard = Heard {
        id: id.to_string(),
        state: order.name(),
    };
    Ok((status, Json(heard)))
}
