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
) -> Result<Response, Refused> {
    let form = Form::read(&state, client, &headers, body)?;
    // What kind of token it is said to be is a hint, which nothing here needs (RFC 7009 §2.1).
    let token = form.required("token", "token is missing")?;
    let oauth = state.application.oauth();
    let revoked = oauth.revoke(&form.alexa.client.id, token).await;
    revoked.map_err(|error| Refused::unavailable(&error))?;
    Ok((StatusCode::OK, NOT_STORED).into_response())
}
