//! Events of the household's own machines, oldest first: each as the maker reads it, byte for byte.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::api::event::{Events, number};
use crate::api::page::{Parameters, limit};
use crate::api::problem::Problem;
use crate::api::texts::EventId;
use crate::auth::personal::{Personal, Read};
use crate::state::AppState;

/// Which events.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OwnEventQuery {
    /// The most items to send.
    #[param(minimum = 1, maximum = 1000, default = 100)]
    limit: Option<u32>,
    /// The `id` of the last event that is known, or `next` of the part before.
    #[param(value_type = Option<EventId>, inline)]
    after: Option<String>,
}

/// Events of the household's machines since they are its own, oldest first. Kept for 90 days, and no longer than that.
#[utoipa::path(get, path = "/me/events", operation_id = "list_my_events", tag = "customer",
    security(("personal" = ["read"])), params(OwnEventQuery),
    responses((status = 200, description = "Events", body = Events)))]
pub async fn list(
    State(state): State<AppState>,
    by: Personal<Read>,
    Parameters(query): Parameters<OwnEventQuery>,
) -> Result<Json<Events>, Problem> {
    let limit = limit(query.limit)?;
    let after = query.after.as_deref().map(number).transpose()?;
    let queries = state.application.queries();
    let (found, next) = queries.household_events(by.account(), limit, after).await?;
    Ok(Json(Events::new(found, next)))
}
