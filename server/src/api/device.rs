//! The maker's fleet: creating devices, reading them, renewing what opens them, deleting them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::registration::Standing;
use domain::time::SECOND;
use replenish::device::{Created, NewDevice};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::body::{Body, Optional, bad_shape};
use super::device_json::{self, Device};
use super::page::{Items, Page, Parameters, bad_query};
use super::part::Part;
use super::problem::Problem;
use crate::auth::bearer::{Factory, Operator};
use crate::request_id::RequestId;
use crate::state::Shared;

/// A device that is there now. Token and code are shown once.
#[derive(Serialize, ToSchema)]
pub struct NewDeviceJson {
    id: String,
    serial: String,
    /// Absent where the device was there already, or the maker knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
    /// Absent where the device was there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    claim_code: Option<String>,
}

/// Which devices.
#[derive(Clone, Debug, Deserialize)]
pub struct Which {
    registration: Option<String>,
    silent_for: Option<String>,
}

/// How a new token takes over.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct Renewal {
    /// The old token dies at once, not when the new one is first used.
    revoke: bool,
}

/// A device's new token, shown once.
#[derive(Serialize, ToSchema)]
pub struct NewToken {
    token: String,
}

/// A device's new claim code, shown once.
#[derive(Serialize, ToSchema)]
pub struct NewCode {
    claim_code: String,
}

/// Creates devices. 201, or 200 where all were there already.
#[utoipa::path(post, path = "/api/v1/devices", tag = "maker",
    security(("operator" = []), ("provision" = [])),
    request_body(content = Value,
        description = "`{\"model\",\"serial\",\"token_sha256\"?}`, or an array of them"),
    responses((status = 201, body = NewDeviceJson), (status = 200, body = NewDeviceJson),
        (status = 400), (status = 401), (status = 403), (status = 409), (status = 422)))]
pub async fn create(
    State(state): State<Shared>,
    _: Factory,
    request: RequestId,
    Body(wanted): Body<Value>,
) -> Result<(StatusCode, Json<Value>), Problem> {
    let one = !wanted.is_array();
    let wanted = if one {
        Value::Array(vec![wanted])
    } else {
        wanted
    };
    let devices: Vec<NewDevice> =
        serde_json::from_value(wanted).map_err(|error| bad_shape(&error))?;
    let created = state
        .application
        .create_devices(devices, request.as_str())
        .await?;
    let status = if created.iter().any(|device| device.fresh) {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let mut devices = Vec::with_capacity(created.len());
    for Created {
        id,
        serial,
        token,
        claim_code,
        ..
    } in created
    {
        let device = NewDeviceJson {
            id: id.to_string(),
            serial,
            token,
            claim_code,
        };
        devices.push(serde_json::to_value(device).map_err(|_| Problem::ours())?);
    }
    let body = match (one, devices.pop()) {
        (true, Some(device)) => device,
        (_, last) => devices.into_iter().chain(last).collect(),
    };
    Ok((status, Json(body)))
}

/// The fleet.
#[utoipa::path(get, path = "/api/v1/devices", tag = "maker", security(("operator" = [])),
    params(("registration" = Option<String>, Query, description = "a standing"),
        ("silent_for" = Option<String>, Query,
            description = "posted nothing for so long: 90s, 30m, 36h, 2d"),
        ("limit" = Option<u32>, Query), ("after" = Option<String>, Query)),
    responses((status = 200, body = Items<Device>), (status = 400), (status = 401), (status = 403)))]
pub async fn list(
    State(state): State<Shared>,
    _: Operator,
    Parameters(Which {
        registration,
        silent_for,
    }): Parameters<Which>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Device>>, Problem> {
    let registration = registration.as_deref().map(standing).transpose()?;
    let silent_for = silent_for.as_deref().map(duration).transpose()?;
    let limit = page.limit()?;
    let found = state
        .application
        .devices(registration, silent_for, limit + 1, page.after())
        .await?;
    page.items(found, |view| view.id.to_string(), device_json::device)
        .map(Json)
}

/// One device with everything known about it.
#[utoipa::path(get, path = "/api/v1/devices/{serial}", tag = "maker", security(("operator" = [])),
    params(("serial" = String, Path)),
    responses((status = 200, body = Device), (status = 401), (status = 403), (status = 404)))]
pub async fn get(
    State(state): State<Shared>,
    _: Operator,
    Part(serial): Part<String>,
) -> Result<Json<Device>, Problem> {
    let view = state.application.device_by_serial(&serial).await?;
    Ok(Json(device_json::device(&view)))
}

/// A new token.
#[utoipa::path(post, path = "/api/v1/devices/{serial}/token", tag = "maker",
    security(("operator" = []), ("provision" = [])), params(("serial" = String, Path)),
    request_body = Option<Renewal>,
    responses((status = 201, body = NewToken), (status = 401), (status = 403), (status = 404)))]
pub async fn token(
    State(state): State<Shared>,
    _: Factory,
    request: RequestId,
    Part(serial): Part<String>,
    Optional(Renewal { revoke }): Optional<Renewal>,
) -> Result<(StatusCode, Json<NewToken>), Problem> {
    let token = state
        .application
        .new_token(&serial, revoke, request.as_str())
        .await?;
    Ok((StatusCode::CREATED, Json(NewToken { token })))
}

/// A new printed claim code.
#[utoipa::path(post, path = "/api/v1/devices/{serial}/claim-code", tag = "maker",
    security(("operator" = []), ("provision" = [])), params(("serial" = String, Path)),
    responses((status = 201, body = NewCode), (status = 401), (status = 403), (status = 404)))]
pub async fn claim_code(
    State(state): State<Shared>,
    _: Factory,
    request: RequestId,
    Part(serial): Part<String>,
) -> Result<(StatusCode, Json<NewCode>), Problem> {
    let claim_code = state
        .application
        .new_claim_code(&serial, request.as_str())
        .await?;
    Ok((StatusCode::CREATED, Json(NewCode { claim_code })))
}

/// Deletes a device: its token dies at once, the rest follows.
#[utoipa::path(delete, path = "/api/v1/devices/{serial}", tag = "maker",
    security(("operator" = [])), params(("serial" = String, Path)),
    responses((status = 202), (status = 401), (status = 403), (status = 404)))]
pub async fn delete(
    State(state): State<Shared>,
    _: Operator,
    request: RequestId,
    Part(serial): Part<String>,
) -> Result<StatusCode, Problem> {
    state
        .application
        .delete_device(&serial, request.as_str())
        .await?;
    Ok(StatusCode::ACCEPTED)
}

/// Which test orders are taken back.
#[derive(Deserialize)]
pub struct TestOrders {
    /// One slot; all of the device without it.
    slot: Option<String>,
}

/// Takes back the test orders of a device, at Amazon and here, so that it can order again at once.
/// Orders of a device that is not connected as a test are refused with 409.
#[utoipa::path(delete, path = "/api/v1/devices/{serial}/test-orders", tag = "maker",
    security(("operator" = [])),
    params(("serial" = String, Path),
        ("slot" = Option<String>, Query, description = "one slot only")),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 409), (status = 503)))]
pub async fn cancel_test_orders(
    State(state): State<Shared>,
    _: Operator,
    request: RequestId,
    Part(serial): Part<String>,
    Parameters(TestOrders { slot }): Parameters<TestOrders>,
) -> Result<StatusCode, Problem> {
    state
        .application
        .cancel_test_orders(&serial, slot.as_deref(), request.as_str())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn standing(name: &str) -> Result<Standing, Problem> {
    [
        Standing::Unclaimed,
        Standing::Claimed,
        Standing::Registered,
        Standing::Deregistered,
    ]
    .into_iter()
    .find(|standing| standing.name() == name)
    .ok_or_else(|| bad_query("registration must be unclaimed, claimed, registered or deregistered"))
}

/// Milliseconds of `90s`, `30m`, `36h` or `2d`; a number alone is seconds.
fn duration(text: &str) -> Result<i64, Problem> {
    let digits = text.trim_end_matches(['s', 'm', 'h', 'd']);
    let seconds = match &text[digits.len()..] {
        "" | "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => 0,
    };
    digits
        .parse::<u32>()
        .ok()
        .filter(|_| seconds > 0)
        .map(|number| i64::from(number) * seconds * SECOND)
        .ok_or_else(|| bad_query("silent_for must be a time as 90s, 30m, 36h or 2d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_a_number_and_a_letter() {
        let millis = |text: &str| duration(text).ok();
        assert_eq!(millis("90"), Some(90_000));
        assert_eq!(millis("90s"), Some(90_000));
        assert_eq!(millis("2d"), Some(172_800_000));
        for wrong in ["", "d", "2w", "-2d", "2dd", "2.5h"] {
            assert_eq!(millis(wrong), None, "{wrong}");
        }
    }
}
