//! The way back from Amazon. The one-time `state` tells what the browser went for; without one that
//! this browser knows, nothing that came back is looked at (RFC 6749 §10.12). It works once: the
//! browser forgets it, and Amazon takes its code once.

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Redirect, Response};
use domain::{AccountId, DeviceId};
use replenish::{Caller, ConnectError, Error, SignInBy, SignInError};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::account::{Account, unavailable};
use super::pending::{Pending, Purpose};
use super::session::Browser;
use crate::client::Client;
use crate::request_id::RequestId;
use crate::state::AppState;

/// What Amazon sends back (RFC 6749 §4.1.2).
#[derive(Deserialize)]
pub(crate) struct Answer {
    pub(crate) state: Option<String>,
    code: Option<String>,
    error: Option<String>,
}

/// Why a way to Amazon led nowhere, as pages name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    /// The customer said no.
    Refused,
    /// Not the browser that went, or too late.
    State,
    /// Amazon did not take its own code.
    Code,
    /// Amazon is not available, or refuses us.
    Amazon,
    /// The machine became another household's meanwhile.
    Moved,
    /// The customer is no owner any more.
    Forbidden,
    /// That went wrong too often.
    Limit,
}

impl Failure {
    fn code(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::State => "state",
            Self::Code => "code",
            Self::Amazon => "amazon",
            Self::Moved => "moved",
            Self::Forbidden => "forbidden",
            Self::Limit => "limit",
        }
    }
}

/// `GET /auth/lwa/callback`
pub(crate) async fn callback(
    State(state): State<AppState>,
    browser: Browser,
    account: Option<Account>,
    client: Client,
    request: RequestId,
    sent: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let way = (&state, client, &request);
    back(way, &browser, account, &sent, answer, SignInBy::Amazon).await
}

/// `GET /auth/oidc/callback`
pub(crate) async fn callback_of_maker(
    State(state): State<AppState>,
    browser: Browser,
    account: Option<Account>,
    client: Client,
    request: RequestId,
    sent: HeaderMap,
    Query(answer): Query<Answer>,
) -> Response {
    let way = (&state, client, &request);
    back(way, &browser, account, &sent, answer, SignInBy::Maker).await
}

/// A browser is back from one of those to whom it may have gone.
async fn back(
    way: (&AppState, Client, &RequestId),
    browser: &Browser,
    account: Option<Account>,
    sent: &HeaderMap,
    answer: Answer,
    from: SignInBy,
) -> Response {
    let (state, client, _) = way;
    let known = answer.state.clone().unwrap_or_default();
    let pending = Pending::recall(&known, &state.cookies, sent);
    let Some(pending) = pending.filter(|it| it.purpose.sent_to() == Some(from)) else {
        return failed(state, client, "/sign-in", Failure::State);
    };
    let mut response = finish(way, browser, account, pending, code(answer)).await;
    Pending::forget(&known, &state.cookies, response.headers_mut());
    response
}

/// Does what the browser went for.
async fn finish(
    (state, client, request): (&AppState, Client, &RequestId),
    browser: &Browser,
    account: Option<Account>,
    Pending { verifier, purpose }: Pending,
    code: Result<SecretString, Failure>,
) -> Response {
    match purpose {
        Purpose::SignIn { by, next } => {
            let signed_in = match code {
                Ok(code) => sign_in(state, by, &code, &verifier, request).await,
                Err(failure) => Err(failure),
            };
            match signed_in {
                Ok(account) => match browser.sign_in(account).await {
                    Ok(()) => Redirect::to(&next).into_response(),
                    Err(error) => unavailable(error),
                },
                Err(failure) => failed(state, client, "/sign-in", failure),
            }
        }
        Purpose::Operate { .. } => failed(state, client, "/sign-in", Failure::State),
        Purpose::Connect {
            device,
            account: whose,
        } => {
            let page = format!("/devices/{device}/connect");
            let connected = match (account, code) {
                (Some(Account(customer)), code) if customer.account == whose => match code {
                    Ok(code) => {
                        let caller = Caller::Customer(customer, request.to_string());
                        connect(state, caller, device, &code, &verifier).await
                    }
                    Err(failure) => Err(failure),
                },
                _ => Err(Failure::State),
            };
            match connected {
                Ok(()) => Redirect::to(&format!("{page}?step=done")).into_response(),
                // Its own page is not this customer's any more.
                Err(failure @ (Failure::Moved | Failure::Forbidden)) => {
                    failed(state, client, "/devices", failure)
                }
                Err(failure) => failed(state, client, &page, failure),
            }
        }
    }
}

pub(crate) fn code(answer: Answer) -> Result<SecretString, Failure> {
    match (answer.code, answer.error.as_deref()) {
        (Some(code), None) => Ok(code.into()),
        (_, Some("access_denied")) => Err(Failure::Refused),
        _ => Err(Failure::Amazon),
    }
}

async fn sign_in(
    state: &AppState,
    by: SignInBy,
    code: &SecretString,
    verifier: &SecretString,
    request: &RequestId,
) -> Result<AccountId, Failure> {
    state
        .application
        .accounts()
        .sign_in_finish(by, request.to_string(), code.expose_secret(), verifier)
        .await
        .map_err(|error| {
            tracing::warn!(%error, "a sign-in failed");
            match error {
                SignInError::CodeRefused => Failure::Code,
                _ => Failure::Amazon,
            }
        })
}

async fn connect(
    state: &AppState,
    caller: Caller,
    device: DeviceId,
    code: &SecretString,
    verifier: &SecretString,
) -> Result<(), Failure> {
    let devices = state.application.devices();
    let connected = devices.connect_finish(caller, device, code.expose_secret(), verifier);
    let connected = connected.await;
    connected.map_err(|error| {
        tracing::warn!(%error, "a connection failed");
        match error {
            ConnectError::CodeRefused => Failure::Code,
            ConnectError::NotYours => Failure::Moved,
            ConnectError::Own(Error::Forbidden) => Failure::Forbidden,
            ConnectError::Own(Error::SignedOut) => Failure::State,
            _ => Failure::Amazon,
        }
    })
}

fn failed(state: &AppState, client: Client, page: &str, failure: Failure) -> Response {
    // Saying no is no attempt, and neither is Amazon's absence.
    let failure = match failure {
        Failure::State | Failure::Code if state.throttle.sign_in.take(client).is_err() => {
            Failure::Limit
        }
        other => other,
    };
    Redirect::to(&format!("{page}?error={}", failure.code())).into_response()
}
