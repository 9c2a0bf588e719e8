//! What a machine calls, with its own token: it reports use, asks for its lamp, and shows a code. The maker's own cloud
//! may report for it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use replenish::{Adjustment, Caller, Error, Receipt, Rejected};
use serde::Serialize;
use utoipa::ToSchema;

use super::device_json::{self, DeviceStatusSlot};
use super::names::Registration;
use super::path_param::PathParam;
use super::problem::{Problem, ProblemJson};
use super::reports::Reports;
use super::texts::Serial;
use crate::auth::bearer::{Machine, MachineToken};
use crate::auth::maker::{Permit, Usage};
use crate::label::claim_url;
use crate::state::AppState;
use crate::throttle::Empty;

/// Why nothing of a body was taken.
const UNREAD: &str = "`not_json`, `bad_shape`, `bad_count`, `cut_off`: nothing was taken. Where it is one report that cannot be \
    read, `index` says which: send them one by one";
/// The same of one that is too large.
const TOO_LARGE: &str = "`too_many_reports`: more than 1,000 at once; `too_large`: the body is larger than 1 MiB. Halve the batch";
/// Why nothing of it was accepted.
const REFUSED: &str = "`nothing_accepted`: every report was refused";

/// What became of the reports.
#[derive(Serialize, ToSchema)]
pub struct Received {
    accepted: usize,
    duplicate: usize,
    rejected: Vec<Named>,
    adjusted: Vec<Named>,
    /// All slots of the device, afterwards.
    slots: Vec<DeviceStatusSlot>,
    /// A new token, where `renew` was sent and the owner is another one; the present one works until
    /// this one is first used.
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

/// Nothing was taken, and nothing was there already.
#[derive(ToSchema)]
pub struct NothingAccepted {
    /// As any problem.
    #[serde(flatten)]
    pub problem: ProblemJson,
    /// The same as of a call of which something was taken.
    #[serde(flatten)]
    pub received: Received,
}

/// A report that was not taken, or not as it was sent.
#[derive(Serialize, ToSchema)]
pub struct Named {
    /// Its place in `reports`, from 0 on.
    index: usize,
    /// Null where it had none.
    #[schema(required)]
    id: Option<String>,
    code: &'static str,
    detail: String,
}

/// The machine's own state.
#[derive(Serialize, ToSchema)]
pub struct DeviceStatus {
    #[schema(value_type = Registration)]
    registration: &'static str,
    slots: Vec<DeviceStatusSlot>,
}

/// A code for the machine's own screen.
#[derive(Serialize, ToSchema)]
pub struct ScreenCode {
    claim_code: String,
    /// The page that takes it, with it: as a QR code it is opened by a phone.
    #[schema(format = "uri")]
    claim_url: String,
    /// Ten minutes from now.
    #[schema(format = DateTime)]
    expires_at: String,
}

/// Takes usage reports. 200 only after they are durable.
#[utoipa::path(post, path = "/usage", operation_id = "report_usage", tag = "device",
    request_body = Reports, security(("device" = [])),
    responses((status = 200, description = "Durable", body = Received),
        (status = 400, description = UNREAD), (status = 413, description = TOO_LARGE),
        (status = 422, description = REFUSED, body = NothingAccepted, content_type = "application/problem+json")))]
pub async fn usage(
    State(state): State<AppState>,
    token: MachineToken,
    body: Result<Reports, Problem>,
) -> Result<Json<Received>, Problem> {
    let Reports {
        reports,
        renew,
        firmware,
    } = match body {
        Ok(body) => body,
        Err(problem) => {
            token.check(&state).await?;
            return Err(problem);
        }
    };
    let usage = state.application.usage();
    let receipt = usage.report_of(token.caller.clone(), reports, firmware.as_deref());
    let receipt = match receipt.await {
        Err(Error::NotFound) => return Err(token.refuse(&state)),
        receipt => receipt?,
    };
    let renews = renew && receipt.renews;
    let mut received = received(receipt)?;
    if renews {
        let renewed = state.application.devices().renew_token(token.caller);
        received.token = renewed.await?;
    }
    Ok(Json(received))
}

/// Takes usage reports of a machine that speaks to the maker's own cloud. 200 only after they are durable.
#[utoipa::path(post, path = "/devices/{serial}/usage", operation_id = "report_usage_of", tag = "maker",
    request_body = Reports, security(("operator" = []), ("key" = ["usage"])), params(("serial" = Serial, Path)),
    responses((status = 200, description = "Durable", body = Received),
        (status = 400, description = UNREAD), (status = 413, description = TOO_LARGE),
        (status = 422, description = REFUSED, body = NothingAccepted, content_type = "application/problem+json")))]
pub async fn usage_of(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Usage>,
    PathParam(serial): PathParam<String>,
    Reports {
        reports, firmware, ..
    }: Reports,
) -> Result<Json<Received>, Problem> {
    let usage = state.application.usage();
    let receipt = usage.report_for(&caller, &serial, reports, firmware.as_deref());
    let receipt = receipt.await?;
    Ok(Json(received(receipt)?))
}

/// The machine's slots and whether it is connected.
#[utoipa::path(get, path = "/device", operation_id = "get_own_state", tag = "device",
    security(("device" = [])), responses((status = 200, description = "The machine's state", body = DeviceStatus)))]
pub async fn status_slots(
    State(state): State<AppState>,
    Machine(device): Machine,
) -> Result<Json<DeviceStatus>, Problem> {
    let machine = state.application.usage().state(device).await?;
    Ok(Json(DeviceStatus {
        registration: machine.registration.name(),
        slots: device_json::status_slots(&machine.slots),
    }))
}

/// A claim code for the machine's own screen; it moves the machine from a former owner.
#[utoipa::path(post, path = "/device/claim-code", operation_id = "show_claim_code", tag = "device",
    security(("device" = [])), responses((status = 201, description = "A code", body = ScreenCode)))]
pub async fn claim_code(
    State(state): State<AppState>,
    Machine(device): Machine,
) -> Result<(StatusCode, Json<ScreenCode>), Problem> {
    let taken = state.throttle.screen_code.take(device);
    taken.map_err(|Empty(seconds)| Problem::too_many(seconds))?;
    let devices = state.application.devices();
    let (claim_code, expires) = devices.screen_code(Caller::Device(device)).await?;
    Ok((
        StatusCode::CREATED,
        Json(ScreenCode {
            claim_url: claim_url(&state.site.origin, &claim_code),
            claim_code,
            expires_at: expires.to_string(),
        }),
    ))
}

/// The answer; a problem where nothing was taken, and nothing was there already.
fn received(receipt: Receipt) -> Result<Received, Problem> {
    let is_nothing = receipt.accepted == 0 && receipt.duplicate == 0;
    let received = Received {
        accepted: receipt.accepted,
        duplicate: receipt.duplicate,
        rejected: receipt
            .rejected
            .into_iter()
            .map(|Rejected { index, why }| Named {
                index,
                id: why.id,
                code: why.fault.code(),
                detail: why.detail,
            })
            .collect(),
        adjusted: receipt
            .adjusted
            .into_iter()
            .map(|it: Adjustment| Named {
                index: it.index,
                id: Some(it.id),
                code: it.code,
                detail: it.detail.to_owned(),
            })
            .collect(),
        slots: device_json::status_slots(&receipt.slots),
        token: None,
    };
    if is_nothing {
        let detail = "None of the reports could be taken; `rejected` says why.";
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "nothing_accepted", detail);
        return Err(problem.with(&received));
    }
    Ok(received)
}
