//! A stream that says when something of the household has changed, never what: whoever follows it asks for that.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::api::problem::Problem;
use crate::auth::personal::{Personal, Read};
use crate::live;
use crate::state::AppState;

/// Server-sent events: one `changed` at the start and whenever something of the household is new; with `Last-Event-ID` only
/// what is newer. A stream ends after five minutes, or with the token; whoever may comes back. Eight at once for a customer,
/// open pages among them.
#[utoipa::path(get, path = "/me/stream", operation_id = "follow_my_supplies", tag = "customer",
    security(("personal" = ["read"])),
    params(("Last-Event-ID" = Option<String>, Header, description = "The `id` of the last event that is known")),
    responses((status = 200, description = "Events, as long as the stream is open", body = String, content_type = "text/event-stream")))]
pub async fn follow(
    State(state): State<AppState>,
    by: Personal<Read>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let following = state.application.queries().follow(by.customer).await?;
    Ok(live::stream(&state, following, live::last(&headers)))
}
