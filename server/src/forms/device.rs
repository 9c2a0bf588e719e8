//! Forms and ways out of a machine's pages.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::DeviceId;

use super::{Fields, Id, refused, see_other};
use crate::auth::account::{Account, By};
use crate::page::PageRequest;
use crate::state::AppState;

/// `POST /devices/add`: field `code`.
pub(crate) async fn add(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    fields: Fields,
) -> Response {
    let devices = state.application.devices();
    match devices.claim(caller, fields.get("code")).await {
        Ok(device) => see_other(&format!("/devices/{device}/connect")),
        Err(error) => refused(&state, &request, "/devices/add", fields, error).await,
    }
}

/// `POST /devices/{id}/name`: field `name`; empty for the model's.
pub(crate) async fn name(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(device): Id<DeviceId>,
    fields: Fields,
) -> Response {
    let page = format!("/devices/{device}");
    let devices = state.application.devices();
    match devices.rename(caller, device, fields.get("name")).await {
        Ok(()) => see_other(&page),
        Err(error) => refused(&state, &request, &page, fields, error).await,
    }
}

/// `POST /devices/{id}/disconnect`
pub(crate) async fn disconnect(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(device): Id<DeviceId>,
) -> Response {
    let page = format!("/devices/{device}");
    match state.application.devices().disconnect(caller, device).await {
        Ok(()) => see_other(&page),
        Err(error) => refused(&state, &request, &page, Fields::default(), error).await,
    }
}

/// `POST /devices/{id}/remove`
pub(crate) async fn remove(
    State(state): State<AppState>,
    By(caller): By,
    request: PageRequest,
    Id(device): Id<DeviceId>,
) -> Response {
    match state.application.devices().remove(caller, device).await {
        Ok(()) => see_other("/devices"),
        Err(error) => {
            let page = format!("/devices/{device}/remove");
            refused(&state, &request, &page, Fields::default(), error).await
        }
    }
}

/// `GET /devices/{id}/amazon-settings`: to Amazon's page for the machine. The address holds a token:
/// it is not kept, and the page it leads to does not learn where the browser came from.
pub(crate) async fn amazon_settings(
    State(state): State<AppState>,
    Account(customer): Account,
    request: PageRequest,
    Id(device): Id<DeviceId>,
) -> Response {
    let devices = state.application.devices();
    match devices.amazon_settings(customer, device).await {
        Ok(url) => {
            let headers = [
                (header::LOCATION, url.as_str()),
                (header::REFERRER_POLICY, "no-referrer"),
                (header::CACHE_CONTROL, "no-store"),
            ];
            (StatusCode::FOUND, headers).into_response()
        }
        Err(error) => {
            let page = format!("/devices/{device}");
            refused(&state, &request, &page, Fields::default(), error).await
        }
    }
}
