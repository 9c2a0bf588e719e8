//! Acting on behalf of a customer: ending a machine's connection, ordering now, putting reordering on hold. The reason, where
//! one is given, is in the audit, and the customer reads it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use replenish::{Caller, Error};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::body::Optional;
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::{Reason, Serial, SlotName};
use crate::auth::maker::{FleetWrite, Permit};
use crate::state::AppState;

/// Why it is done.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Because {
    /// Your customer reads it, and it is in the audit.
    #[schema(value_type = Option<Reason>)]
    reason: Option<String>,
}

impl Because {
    /// The caller with it.
    pub(super) fn of(self, caller: Caller) -> Result<Caller, Error> {
        because(caller, self.reason.as_deref())
    }
}

/// The caller with a reason, where one is given.
pub(super) fn because(caller: Caller, reason: Option<&str>) -> Result<Caller, Error> {
    match reason {
        Some(reason) => caller.because(reason),
        None => Ok(caller),
    }
}

/// An order that was made.
#[derive(Serialize, ToSchema)]
pub struct Ordered {
    /// Names it.
    #[schema(format = "uuid")]
    id: String,
}

/// Ends a machine's connection, at Amazon or at Alexa. It stays its household's, which can connect it again.
#[utoipa::path(post, path = "/devices/{serial}/disconnect", operation_id = "disconnect_device", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])), params(("serial" = Serial, Path)),
    request_body = Option<Because>,
    responses((status = 204, description = "Not connected any more"),
        (status = 409, description = "`not_connected`: it is not connected, or what brings its supplies is your own shop"),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is")))]
pub async fn disconnect(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(serial): PathParam<String>,
    Optional(because): Optional<Because>,
) -> Result<StatusCode, Problem> {
    let caller = because.of(caller)?;
    let devices = state.application.devices();
    devices.disconnect_by_maker(caller, &serial).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Orders a supply now, whatever is left of it.
#[utoipa::path(post, path = "/devices/{serial}/slots/{slot}/order", operation_id = "order_now", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])),
    params(("serial" = Serial, Path), ("slot" = SlotName, Path)), request_body = Option<Because>,
    responses((status = 201, description = "The order, which is asked for next", body = Ordered),
        (status = 409, description = "`conflict`: what stands in the way"),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is")))]
pub async fn order(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam((serial, slot)): PathParam<(String, String)>,
    Optional(because): Optional<Because>,
) -> Result<(StatusCode, Json<Ordered>), Problem> {
    let caller = because.of(caller)?;
    let orders = state.application.orders();
    let id = orders.order_now(caller, &serial, &slot).await?;
    let id = id.to_string();
    Ok((StatusCode::CREATED, Json(Ordered { id })))
}

/// Puts the reordering of a supply on hold: nothing of it is ordered until it is let go on.
#[utoipa::path(post, path = "/devices/{serial}/slots/{slot}/hold", operation_id = "hold_slot", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])),
    params(("serial" = Serial, Path), ("slot" = SlotName, Path)), request_body = Option<Because>,
    responses((status = 204, description = "On hold"),
        (status = 409, description = "`conflict`: Alexa reorders this supply, whom no hold keeps from it"),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is")))]
pub async fn hold(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam((serial, slot)): PathParam<(String, String)>,
    Optional(because): Optional<Because>,
) -> Result<StatusCode, Problem> {
    let caller = because.of(caller)?;
    let orders = state.application.orders();
    orders.hold(caller, &serial, &slot, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets the reordering of a supply go on.
#[utoipa::path(post, path = "/devices/{serial}/slots/{slot}/resume", operation_id = "resume_slot", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])),
    params(("serial" = Serial, Path), ("slot" = SlotName, Path)), request_body = Option<Because>,
    responses((status = 204, description = "Not on hold"),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is")))]
pub async fn resume(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam((serial, slot)): PathParam<(String, String)>,
    Optional(because): Optional<Because>,
) -> Result<StatusCode, Problem> {
    let caller = because.of(caller)?;
    let orders = state.application.orders();
    orders.hold(caller, &serial, &slot, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
