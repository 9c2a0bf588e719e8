//! Forms of the console: each is answered with 303 to where its effect shows, or with its page again, saying what is wrong
//! and keeping what was typed.

use std::str::FromStr;

use app::FormState;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use replenish::Error;

use super::page::{OpsRequest, forbidden, not_found, rerender};
use super::person::sign_in_first;
use crate::forms::{Fields, id, refusal};
use crate::state::AppState;

/// What a path names. What is no id names nothing: 404.
pub(crate) struct Id<T>(pub(crate) T);

impl<T: FromStr + Send> FromRequestParts<AppState> for Id<T> {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        match id(parts, state).await {
            Some(id) => Ok(Self(id)),
            None => {
                let request = OpsRequest::from_request_parts(parts, state).await?;
                Err(not_found(state, &request).await)
            }
        }
    }
}

/// The page at `path` again, with what was sent and why it was refused.
pub(crate) async fn refused(
    state: &AppState,
    request: &OpsRequest,
    path: &str,
    fields: Fields,
    error: Error,
) -> Response {
    let (status, form, retry) = match error {
        Error::NotFound => return not_found(state, request).await,
        Error::Forbidden => return forbidden(state, request).await,
        Error::SignedOut => return sign_in_first(path),
        error => refusal(fields.pairs().to_vec(), error),
    };
    let mut response = rerender(state, request, path, form, status).await;
    if let Some(wait) = retry {
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    response
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
