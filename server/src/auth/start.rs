//! The way to Amazon, to sign in or to connect a machine, and to the maker's identity provider.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::DeviceId;
use replenish::{Authorization, SignInBy};
use serde::Deserialize;

use super::account::Account;
use super::pending::{Pending, Purpose};
use crate::forms::{Fields, Id, refused};
use crate::page::PageRequest;
use crate::state::AppState;

/// Where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Start {
    next: Option<String>,
}

/// `GET /auth/lwa/start?next=`
pub(crate) async fn sign_in(
    State(state): State<AppState>,
    sent: HeaderMap,
    Query(start): Query<Start>,
) -> Response {
    sign_in_by(&state, &sent, start, SignInBy::Amazon).await
}

/// `GET /auth/oidc/start?next=`
pub(crate) async fn sign_in_at_maker(
    State(state): State<AppState>,
    sent: HeaderMap,
    Query(start): Query<Start>,
) -> Response {
    sign_in_by(&state, &sent, start, SignInBy::Maker).await
}

async fn sign_in_by(state: &AppState, sent: &HeaderMap, start: Start, by: SignInBy) -> Response {
    let next = start
        .next
        .as_deref()
        .and_then(app::local)
        .unwrap_or("/supplies")
        .to_owned();
    match state.application.accounts().sign_in_start(by).await {
        Ok(authorization) => leave(state, sent, authorization, Purpose::SignIn { by, next }),
        Err(error) => {
            tracing::warn!(%error, "a sign-in could not begin");
            Redirect::to("/sign-in?error=amazon").into_response()
        }
    }
}

/// `GET /devices/{id}/connect/start`
pub(crate) async fn connect(
    State(state): State<AppState>,
    sent: HeaderMap,
    Account(customer): Account,
    request: PageRequest,
    Id(device): Id<DeviceId>,
) -> Response {
    let account = customer.account;
    let devices = state.application.devices();
    match devices.connect_start(account, device).await {
        Ok(authorization) => {
            let purpose = Purpose::Connect { device, account };
            leave(&state, &sent, authorization, purpose)
        }
        Err(error) => {
            refused(
                &state,
                &request,
                &format!("/devices/{device}"),
                Fields::default(),
                error,
            )
            .await
        }
    }
}

pub(crate) fn leave(
    server: &AppState,
    sent: &HeaderMap,
    authorization: Authorization,
    purpose: Purpose,
) -> Response {
    let Authorization {
        url,
        state,
        verifier,
    } = authorization;
    let headers = [
        (header::LOCATION, url.as_str()),
        (header::CACHE_CONTROL, "no-store"),
    ];
    let mut response = (StatusCode::FOUND, headers).into_response();
    let pending = Pending { verifier, purpose };
    pending.remember(&state, &server.cookies, sent, response.headers_mut());
    response
}
