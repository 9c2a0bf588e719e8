//! `POST /oauth/revoke`: a client gives a token back (RFC 7009).

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use super::{Form, NOT_STORED, Refused};
use crate::client::Client;
use crate::state::AppState;

/// 200 whatever the token was, 400 without one, 401 for a client that is not known.
pub(crate) async fn revoke(
    State(state): State<AppState>,
    client: Client,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let form = match Form::read(&state, client, &headers, body) {
        Ok(form) => form,
        Err(refused) => return refused.into_response(),
    };
    // What kind of token it is said to be is a hint, which nothing here needs (RFC 7009 §2.1).
    let token = match form.required("token", "token is missing") {
        Ok(token) => token,
        Err(refused) => return refused.into_response(),
    };
    let oauth = state.application.oauth();
    match oauth.revoke(&form.alexa.client.id, token).await {
        Ok(()) => (StatusCode::OK, NOT_STORED).into_response(),
        Err(error) => Refused::unavailable(&error).into_response(),
    }
}
