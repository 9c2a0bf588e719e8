//! Forms of the work that waits.

use axum::extract::State;
use axum::response::Response;
use domain::JobId;

use super::form::{Id, refused, see_other};
use super::page::OpsRequest;
use super::person::By;
use crate::forms::Fields;
use crate::state::AppState;

const PAGE: &str = "/ops/work";

/// Who sent a form, and of which job it is.
type Sent = (State<AppState>, By, OpsRequest, Id<JobId>);

/// `POST /ops/work/{id}/run`
pub(crate) async fn run((State(state), By(caller), request, Id(id)): Sent) -> Response {
    match state.application.jobs().run_now(&caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}

/// `POST /ops/work/{id}/give-up`
pub(crate) async fn give_up((State(state), By(caller), request, Id(id)): Sent) -> Response {
    match state.application.jobs().give_up(&caller, id).await {
        Ok(()) => see_other(PAGE),
        Err(error) => refused(&state, &request, PAGE, Fields::default(), error).await,
    }
}
