//! Forms of the console: each is answered with 303 to where its effect shows, or with its page again, saying what is wrong
//! and keeping what was typed.

use app::FormState;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use replenish::{Code, Error, Reason};

use super::page::{OpsRequest, forbidden, not_found, rerender};
use super::person::sign_in_first;
use crate::forms::Fields;
use crate::state::AppState;

/// The page at `path` again, with what was sent and why it was refused.
pub(crate) async fn refused(
    state: &AppState,
    request: &OpsRequest,
    path: &str,
    fields: Fields,
    error: Error,
) -> Response {
    let values = fields.pairs().to_vec();
    let (status, form) = match error {
        Error::NotFound => return not_found(state, request).await,
        Error::Forbidden => return forbidden(state, request).await,
        Error::SignedOut => return sign_in_first(path),
        Error::Invalid(errors) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            FormState::invalid(values, errors),
        ),
        error => {
            let (status, reason) = match error {
                Error::Conflict(reason) => (StatusCode::CONFLICT, reason),
                Error::Reserved(reason) => (StatusCode::FORBIDDEN, reason),
                error => {
                    tracing::warn!(%error, "a form of the console could not be served");
                    let detail = "That is not available right now. Try again in a minute.";
                    let code = Code::Maker("unavailable");
                    (StatusCode::SERVICE_UNAVAILABLE, Reason::new(code, detail))
                }
            };
            (status, FormState::refused(values, reason))
        }
    };
    rerender(state, request, path, form, status).await
}

/// 303 to where the effect shows.
pub(crate) fn see_other(path: &str) -> Response {
    Redirect::to(path).into_response()
}

/// A page with what a form of it made, which is shown this once and is in no address.
pub(crate) async fn made(
    state: &AppState,
    request: &OpsRequest,
    path: &str,
    form: &str,
    what: String,
) -> Response {
    let form = FormState {
        values: vec![("form".to_owned(), form.to_owned())],
        ..FormState::made(what)
    };
    rerender(state, request, path, form, StatusCode::OK).await
}
