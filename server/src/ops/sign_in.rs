//! Signing in to the console, by the identity provider or by a link, and out of it.

use app::{FormState, local};
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use replenish::{Error, SignInError};
use secrecy::ExposeSecret;
use serde::Deserialize;

use super::form::refused;
use super::page::{self, OpsRequest};
use super::person::{forget, keep, kept};
use crate::auth::callback::{self, Answer, Failure};
use crate::auth::pending::{Pending, Purpose};
use crate::auth::start::leave;
use crate::client::Client;
use crate::forms::Fields;
use crate::request_id::RequestId;
use crate::state::AppState;
use crate::throttle::Empty;

/// Where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Start {
    next: Option<String>,
}

/// `GET /ops/start?next=`
pub(crate) async fn start(
    State(state): State<AppState>,
    sent: HeaderMap,
    Query(start): Query<Start>,
) -> Response {
    let next = start.next.as_deref().and_then(local);
    let next = next.filter(|next| super::has(next)).unwrap_or("/ops");
    let purpose = Purpose::Operate {
        next: next.to_owned(),
    };
    match state.application.operators().sign_in_start().await {
        Ok(authorization) => leave(&state, &sent, authorization, purpose),
        Err(error) => {
            tracing::warn!(%error, "an operator's sign-in could not begin");
            failed("provider")
        }
    }
}

/// `GET /ops/callback`
pub(crate) async fn callback(
    State(state): State<AppState>,
    client: Client,
    request: RequestId,
    sent: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let known = answer.state.clone().unwrap_or_default();
    let Some(Pending {
        verifier,
        purpose: Purpose::Operate { next },
    }) = Pending::recall(&known, &state.cookies, &sent)
    else {
        return tried(&state, client, "state");
    };
    let mut response = match callback::code(answer) {
        Err(Failure::Refused) => failed("refused"),
        Err(_) => failed("provider"),
        Ok(code) => {
            let operators = state.application.operators();
            let done =
                operators.sign_in_finish(request.to_string(), code.expose_secret(), &verifier);
            match done.await {
                Ok(kept) => entered(&state, &next, &kept),
                Err(SignInError::CodeRefused) => tried(&state, client, "code"),
                Err(error) => {
                    tracing::warn!(%error, "an operator's sign-in failed");
                    failed("provider")
                }
            }
        }
    };
    Pending::forget(&known, &state.cookies, response.headers_mut());
    response
}

/// `POST /ops/join`: field `code`. Spends a link.
pub(crate) async fn join(
    State(state): State<AppState>,
    client: Client,
    id: RequestId,
    request: OpsRequest,
    fields: Fields,
) -> Response {
    let code = fields.get("code").to_owned();
    match state
        .application
        .operators()
        .join(id.to_string(), &code)
        .await
    {
        Ok(kept) => entered(&state, "/ops", &kept),
        Err(error @ Error::Invalid(_)) => match state.throttle.operator.take(client) {
            Ok(()) => refused(&state, &request, "/ops/join", fields, error).await,
            Err(Empty(seconds)) => {
                let form = FormState::default();
                let status = StatusCode::TOO_MANY_REQUESTS;
                let shown = page::rerender(&state, &request, "/ops/join", form, status).await;
                ([("retry-after", seconds.to_string())], shown).into_response()
            }
        },
        Err(error) => refused(&state, &request, "/ops/join", fields, error).await,
    }
}

/// `POST /ops/sign-out`
pub(crate) async fn sign_out(State(state): State<AppState>, sent: HeaderMap) -> Response {
    for kept in kept(&sent, &state) {
        if let Err(error) = state.application.operators().sign_out(kept).await {
            tracing::warn!(%error, "an operator could not be signed out");
            return StatusCode::SERVICE_UNAVAILABLE.into_response();
        }
    }
    let mut response = Redirect::to("/ops/sign-in").into_response();
    forget(&mut response, &state);
    response
}

fn entered(state: &AppState, next: &str, kept: &str) -> Response {
    let mut response = Redirect::to(next).into_response();
    keep(&mut response, state, kept);
    response
}

fn tried(state: &AppState, client: Client, code: &str) -> Response {
    match state.throttle.operator.take(client) {
        Ok(()) => failed(code),
        Err(_) => failed("limit"),
    }
}

fn failed(code: &str) -> Response {
    Redirect::to(&format!("/ops/sign-in?error={code}")).into_response()
}
