//! Events, oldest first: what happened to machines, slots and orders, for systems of the maker's.

use axum::Json;
use axum::extract::State;
use domain::event::EventType;
use replenish::Told;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::EventRow;
use utoipa::{IntoParams, ToSchema};

use super::names::EventTypeName;
use super::page::{Parameters, bad_query, limit};
use super::problem::Problem;
use super::texts::{EventId, Serial, SlotName};
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// Digits of an event's number, at most.
const DIGITS: usize = 18;

/// Which events.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct EventQuery {
    /// Only those of these types.
    #[param(value_type = Option<Vec<EventTypeName>>, style = Form, explode = false, min_items = 1, inline)]
    types: Option<String>,
    /// The most items to send.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// The `id` of the last event that is known, or `next` of the part before.
    #[param(value_type = Option<EventId>, inline)]
    after: Option<String>,
}

/// A part of the events.
#[derive(Serialize, ToSchema)]
pub struct Events {
    /// In the order in which they are told.
    #[schema(value_type = Vec<Event>)]
    items: Vec<Told>,
    /// What to send as `after` for the next part; null where there is none yet.
    #[schema(value_type = Option<EventId>, required)]
    next: Option<String>,
}

impl Events {
    /// Of what was found, and after which number to go on.
    pub(super) fn new(found: Vec<EventRow>, next: Option<i64>) -> Self {
        Self {
            items: found.into_iter().map(Told::from).collect(),
            next: next.map(|number| number.to_string()),
        }
    }
}

/// Something that happened. As long as it is kept, it is answered as it was the first time, and sent to webhooks so.
#[derive(ToSchema)]
pub struct Event {
    /// Larger than those of all events that were told before it.
    #[schema(value_type = EventId)]
    pub id: String,
    /// What happened.
    #[schema(rename = "type", value_type = EventTypeName)]
    pub kind: &'static str,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
    /// Of which machine.
    #[schema(value_type = Serial)]
    pub serial: String,
    /// Null where it is the machine's.
    #[schema(value_type = Option<SlotName>, required)]
    pub slot: Option<String>,
    /// Null where it is no order's.
    #[schema(format = "uuid", required)]
    pub order: Option<String>,
    /// What mattered, by type: see the list of events in the manual.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// Events of all devices, oldest first. Kept for 90 days, and no longer than what they are of.
#[utoipa::path(get, path = "/events", operation_id = "list_events", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(EventQuery),
    responses((status = 200, description = "Events", body = Events)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(query): Parameters<EventQuery>,
) -> Result<Json<Events>, Problem> {
    let types = query.types.as_deref().map(types).transpose()?;
    let limit = limit(query.limit)?;
    let after = query.after.as_deref().map(number).transpose()?;
    let queries = shared.application.queries();
    let found = queries.events(types.as_deref(), limit, after);
    let (found, next) = found.await?;
    Ok(Json(Events::new(found, next)))
}

/// The types that a list with commas names.
fn types(names: &str) -> Result<Vec<EventType>, Problem> {
    let types: Option<Vec<_>> = names.split(',').map(EventType::parse).collect();
    types.ok_or_else(|| bad_query("types names something that is no event's type"))
}

/// The number of an event, as it was told.
pub(super) fn number(text: &str) -> Result<i64, Problem> {
    let is_number =
        (1..=DIGITS).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number);
    number.ok_or_else(|| bad_query("after must be an event's number, 1 to 18 digits"))
}
