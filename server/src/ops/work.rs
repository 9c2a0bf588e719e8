//! Forms of the work that waits.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::JobId;

use super::form::{refused, see_other};
use super::page::{OpsRequest, not_found};
use super::person::By;
use crate::forms::Fields;
use crate::state::AppState;

const PAGE: &str = "/ops/work";

/// Who sent a form, and of which job it is.
type Sent = (State<AppState>, By, OpsRequest, Path<String>);

/// `POST /ops/work/{id}/run`
pub(crate) async fn run((State(state), By(caller), request, Path(id)): Sent) -> Response {
    let Ok(id) = id.parse::<JobId>() else {
        return not_found(&state, &request).await;
    };
    match state.application.jobs().run_now(&caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}

/// `POST /ops/work/{id}/give-up`
pub(crate) async fn give_up((State(state), By(caller), request, Path(id)): Sent) -> Response {
    let Ok(id) = id.parse::<JobId>() else {
        return not_found(&state, &request).await;
    };
    match state.application.jobs().give_up(&caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}
