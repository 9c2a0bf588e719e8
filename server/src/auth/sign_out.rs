//! Signing out. Repeating it changes nothing.

use axum::response::{IntoResponse, Redirect, Response};
use tower_sessions::Session;

use super::account::unavailable;
use super::session;

/// `POST /sign-out`
pub(crate) async fn sign_out(browser: Session) -> Response {
    match session::sign_out(&browser).await {
        Ok(()) => Redirect::to("/").into_response(),
        Err(error) => unavailable(error),
    }
}
