//! The way to Amazon: to sign in, or to connect a machine.

use axum::extract::{Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::DeviceId;
use replenish::Authorization;
use replenish::clock::system_now;
use serde::Deserialize;
use tower_sessions::Session;

use super::account::{Account, unavailable};
use super::pending::{Pending, Purpose};
use super::{next, session};
use crate::forms::{Fields, Id, refused};
use crate::page::Asked;
use crate::state::Shared;

/// Where to go afterwards.
#[derive(Deserialize)]
pub(crate) struct Start {
    next: Option<String>,
}

/// `GET /auth/lwa/start?next=`
pub(crate) async fn sign_in(
    State(state): State<Shared>,
    browser: Session,
    Query(start): Query<Start>,
) -> Response {
    let next = start
        .next
        .as_deref()
        .and_then(next::local)
        .unwrap_or("/supplies")
        .to_owned();
    match state.application.sign_in_start().await {
        Ok(authorization) => leave(&browser, authorization, Purpose::SignIn { next }).await,
        Err(error) => {
            tracing::warn!(%error, "a sign-in could not begin");
            Redirect::to("/sign-in?error=amazon").into_response()
        }
    }
}

/// `GET /devices/{id}/connect/start`
pub(crate) async fn connect(
    State(state): State<Shared>,
    browser: Session,
    Account(account): Account,
    asked: Asked,
    Id(device): Id<DeviceId>,
) -> Response {
    match state.application.connect_start(account, device).await {
        Ok(authorization) => leave(&browser, authorization, Purpose::Connect { device }).await,
        Err(error) => {
            refused(
                &state,
                &asked,
                &format!("/devices/{device}"),
                Fields::default(),
                error,
            )
            .await
        }
    }
}

async fn leave(browser: &Session, authorization: Authorization, purpose: Purpose) -> Response {
    let Authorization {
        url,
        state,
        verifier,
    } = authorization;
    let pending = Pending::new(state, verifier, purpose, system_now());
    match session::remember(browser, pending).await {
        Ok(()) => {
            let headers = [
                (header::LOCATION, url.as_str()),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::FOUND, headers).into_response()
        }
        Err(error) => unavailable(error),
    }
}
