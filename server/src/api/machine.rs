//! What a machine calls, with its own token: it reports use, asks for its lamp, and shows a code.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::usage::Rejection;
use replenish::{Adjustment, Receipt};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::body::Body;
use super::device_json::{self, LampSlot};
use super::problem::Problem;
use crate::auth::bearer::{Machine, MachineToken};
use crate::state::Shared;

/// The most reports of one call.
const MOST: usize = 1_000;

/// Reports, each read for itself.
#[derive(Deserialize, ToSchema)]
pub struct Reports {
    /// 1 to 1,000 of `{"id","slot","used"|"level"|"total","unit","at"}`.
    reports: Vec<Value>,
}

/// What became of the reports.
#[derive(Serialize, ToSchema)]
pub struct Received {
    accepted: usize,
    duplicate: usize,
    rejected: Vec<Named>,
    adjusted: Vec<Named>,
    /// All slots of the device, afterwards.
    slots: Vec<LampSlot>,
}

/// A report that was not taken, or not as it was sent.
#[derive(Serialize, ToSchema)]
pub struct Named {
    id: Option<String>,
    code: &'static str,
    detail: String,
}

/// The machine's own state.
#[derive(Serialize, ToSchema)]
pub struct Lamp {
    /// `unclaimed`, `claimed`, `registered` or `deregistered`.
    registration: &'static str,
    slots: Vec<LampSlot>,
}

/// A code for the machine's own screen.
#[derive(Serialize, ToSchema)]
pub struct ScreenCode {
    claim_code: String,
    /// RFC 3339, ten minutes from now.
    expires_at: String,
}

/// Takes usage reports. 200 only after they are durable.
#[utoipa::path(post, path = "/api/v1/usage", tag = "device", request_body = Reports,
    security(("device" = [])),
    responses((status = 200, body = Received), (status = 400), (status = 401), (status = 413),
        (status = 422), (status = 503)))]
pub async fn usage(
    State(state): State<Shared>,
    token: MachineToken,
    body: Result<Body<Reports>, Problem>,
) -> Result<Json<Received>, Problem> {
    let reports = match body {
        Ok(Body(Reports { reports })) => checked(reports),
        Err(problem) => Err(problem),
    };
    let reports = match reports {
        Ok(reports) => reports,
        Err(problem) => {
            token.check(&state).await?;
            return Err(problem);
        }
    };
    let receipt = state.application.ingest_with(token.as_str(), reports);
    let receipt = receipt.await?.ok_or_else(|| token.refuse(&state))?;
    let received = received(receipt);
    if received.accepted == 0 && received.duplicate == 0 {
        let detail = "None of the reports could be taken; `rejected` says why.";
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "nothing_accepted", detail)
            .with("accepted", 0)
            .with("duplicate", 0)
            .with("rejected", json!(received.rejected))
            .with("adjusted", json!(received.adjusted))
            .with("slots", json!(received.slots));
        return Err(problem);
    }
    Ok(Json(received))
}

fn checked(reports: Vec<Value>) -> Result<Vec<Value>, Problem> {
    if (1..=MOST).contains(&reports.len()) {
        return Ok(reports);
    }
    let detail = "Send 1 to 1000 reports at once.";
    Err(Problem::new(StatusCode::BAD_REQUEST, "bad_count", detail))
}

/// The machine's slots and whether it is connected.
#[utoipa::path(get, path = "/api/v1/device", tag = "device", security(("device" = [])),
    responses((status = 200, body = Lamp), (status = 401)))]
pub async fn lamp(
    State(state): State<Shared>,
    Machine(device): Machine,
) -> Result<Json<Lamp>, Problem> {
    let machine = state.application.device_state(device).await?;
    Ok(Json(Lamp {
        registration: machine.standing.name(),
        slots: device_json::lamp(&machine.slots),
    }))
}

/// A claim code for the machine's own screen; it moves the machine from a former owner.
#[utoipa::path(post, path = "/api/v1/device/claim-code", tag = "device", security(("device" = [])),
    responses((status = 201, body = ScreenCode), (status = 401)))]
pub async fn claim_code(
    State(state): State<Shared>,
    Machine(device): Machine,
) -> Result<(StatusCode, Json<ScreenCode>), Problem> {
    let (claim_code, expires) = state.application.screen_claim_code(device).await?;
    Ok((
        StatusCode::CREATED,
        Json(ScreenCode {
            claim_code,
            expires_at: expires.to_string(),
        }),
    ))
}

fn received(receipt: Receipt) -> Received {
    Received {
        accepted: receipt.accepted,
        duplicate: receipt.duplicate,
        rejected: receipt
            .rejected
            .into_iter()
            .map(|Rejection { id, fault, detail }| Named {
                id,
                code: fault.code(),
                detail,
            })
            .collect(),
        adjusted: receipt
            .adjusted
            .into_iter()
            .map(|Adjustment { id, code, detail }| Named {
                id: Some(id),
                code,
                detail: detail.to_owned(),
            })
            .collect(),
        slots: device_json::lamp(&receipt.slots),
    }
}
