//! Whether the process runs, and whether it can serve.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;

use crate::state::AppState;

/// The process answers.
pub(crate) async fn live() -> impl IntoResponse {
    ([(header::CACHE_CONTROL, "no-store")], "ok\n")
}

/// The database takes writes too; 503 where it does not.
pub(crate) async fn ready(State(state): State<AppState>) -> impl IntoResponse {
    let (status, text) = match state.application.ready().await {
        Ok(()) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "the database takes no writes\n",
            )
        }
    };
    (status, [(header::CACHE_CONTROL, "no-store")], text)
}
