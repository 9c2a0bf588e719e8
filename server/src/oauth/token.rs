//! `POST /oauth/token`: tokens for a code or for a refresh token (RFC 6749 §4.1.3, §6).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::oauth::is_verifier;
use domain::time::SECOND;
use replenish::Tokens;
use secrecy::ExposeSecret;
use serde_json::json;

use super::{Form, NOT_STORED, Refused};
use crate::client::Client;
use crate::state::AppState;

/// 200 with tokens, 400 and 401 as RFC 6749 §5.2 says, 503 where nothing could be stored.
pub(crate) async fn token(
    State(state): State<AppState>,
    client: Client,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let form = Form::read(&state, client, &headers, body)?;
    let tokens = grant(&state, &form).await?;
    let body = json!({
        "access_token": tokens.access.expose_secret(),
        "token_type": "Bearer",
        "expires_in": tokens.expires_in / SECOND,
        "refresh_token": tokens.refresh.expose_secret(),
    });
    Ok((NOT_STORED, Json(body)).into_response())
}

async fn grant(state: &AppState, form: &Form<'_>) -> Result<Tokens, Refused> {
    let oauth = state.application.oauth();
    let client_id = &form.alexa.client.id;
    let granted = match form.required("grant_type", "grant_type is missing")? {
        "authorization_code" => {
            let code = form.required("code", "code is missing")?;
            let redirect_uri = form.required("redirect_uri", "redirect_uri is missing")?;
            let verifier = form.required("code_verifier", "code_verifier is missing")?;
            if !is_verifier(verifier) {
                let detail = "code_verifier must have 43 to 128 unreserved characters";
                return Err(Refused::malformed(detail));
            }
            oauth
                .exchange(client_id, code, redirect_uri, verifier)
                .await
        }
        "refresh_token" => {
            let token = form.required("refresh_token", "refresh_token is missing")?;
            oauth.refresh(client_id, token).await
        }
        _ => {
            let detail = "grant_type must be authorization_code or refresh_token";
            return Err(Refused::bad("unsupported_grant_type", detail));
        }
    };
    granted
        .map_err(|error| Refused::unavailable(&error))?
        .ok_or_else(Refused::grant)
}
