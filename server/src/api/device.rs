//! The maker's fleet: creating devices, reading them, renewing what opens them, deleting them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::HouseholdId;
use domain::alert::AlertKind;
use domain::device::{Firmware, SerialPart};
use domain::registration::RegistrationStatus;
use domain::time::SECOND;
use replenish::DeviceSearch;
use replenish::fleet::{Created, MOST, NewDevice};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::behalf::{Because, because};
use super::body::{Body, OneOrMany, Optional};
use super::device_json::{self, Device};
use super::names::{Registration, SignalName};
use super::page::{Items, Page, Parameters, bad_query};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::{ModelId, Reason, Serial, SlotName, TokenHash};
use crate::auth::maker::{Factory, FleetRead, FleetWrite, Permit};
use crate::label::claim_url;
use crate::state::AppState;

/// When what opens a device is not made anew.
pub(super) const RESERVED: &str = "`not_the_factorys`: the device was heard or owned, so it takes the operator's token or the scope `fleet.write`; \
    `scope_missing`: the key does not open this; `closed`: there is no token that this call takes.";

/// A device as the factory names it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDevice)]
pub struct NewDeviceJson {
    #[schema(value_type = ModelId)]
    model: String,
    #[schema(value_type = Serial)]
    serial: String,
    /// Of a token that the factory made itself.
    #[schema(value_type = Option<TokenHash>)]
    token_sha256: Option<String>,
}

/// A device that is there now. Token and code are shown once.
#[derive(Serialize, ToSchema)]
#[schema(as = CreatedDevice)]
pub struct CreatedJson {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = Serial)]
    serial: String,
    /// Absent where the device was there already, or the maker knows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    token: Option<String>,
    /// Absent where the device was there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    claim_code: Option<String>,
    /// The page that takes the code, with it: what a label's QR code holds. There with the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    claim_url: Option<String>,
}

impl From<NewDeviceJson> for NewDevice {
    fn from(new: NewDeviceJson) -> Self {
        Self {
            model: new.model,
            serial: new.serial,
            token_sha256: new.token_sha256,
        }
    }
}

impl CreatedJson {
    fn new(created: Created, origin: &str) -> Self {
        let code = created.claim_code;
        Self {
            id: created.id.to_string(),
            serial: created.serial,
            token: created.token,
            claim_url: code.as_ref().map(|code| claim_url(origin, code)),
            claim_code: code,
        }
    }
}

/// Which devices.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeviceQuery {
    /// Only those that stand so.
    #[param(value_type = Option<Registration>, inline)]
    registration: Option<String>,
    /// Only those that posted nothing for so long: 90s, 30m, 36h, 2d.
    #[param(pattern = "^[0-9]{1,9}[smhd]?$")]
    silent_for: Option<String>,
    /// Only those with this in their serials: three letters or digits at least, in whatever case.
    #[param(min_length = 3, max_length = 100)]
    q: Option<String>,
    /// Only those of this model.
    #[param(value_type = Option<ModelId>, inline)]
    model: Option<String>,
    /// Only those that say that this runs in them.
    #[param(min_length = 1, max_length = 64)]
    firmware: Option<String>,
    /// Only those that have said nothing of what runs in them.
    without_firmware: Option<bool>,
    /// Only those of which this is to be heard.
    #[param(value_type = Option<SignalName>, inline)]
    alert: Option<String>,
    /// Only those of this household.
    #[param(value_type = Option<String>, format = "uuid")]
    household: Option<Uuid>,
}

impl DeviceQuery {
    fn search(self) -> Result<DeviceSearch, Problem> {
        let part = |typed: &str| {
            let wrong = "q must be a part of a serial: 3 to 50 letters and digits";
            SerialPart::parse(typed).ok_or_else(|| bad_query(wrong))
        };
        let alert = |name: &str| {
            AlertKind::parse(name).ok_or_else(|| bad_query("alert is nothing that is told of"))
        };
        let firmware = match (self.firmware, self.without_firmware) {
            (Some(_), Some(true)) => {
                return Err(bad_query(
                    "firmware and without_firmware exclude each other",
                ));
            }
            (None, Some(true)) => Some(Firmware::Unsaid),
            (named, _) => named.map(Firmware::Named),
        };
        Ok(DeviceSearch {
            registration: self.registration.as_deref().map(standing).transpose()?,
            silent_for_ms: self.silent_for.as_deref().map(duration).transpose()?,
            part: self.q.as_deref().map(part).transpose()?,
            model: self.model,
            firmware,
            alert: self.alert.as_deref().map(alert).transpose()?,
            household: self.household.map(HouseholdId),
        })
    }
}

/// How a new token takes over.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
pub struct Renewal {
    /// The old token dies at once, not when the new one is first used.
    revoke: bool,
    /// Why it is done for the customer, who reads it.
    #[schema(value_type = Option<Reason>)]
    reason: Option<String>,
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
    /// The page that takes it, with it.
    #[schema(format = "uri")]
    claim_url: String,
}

/// Creates devices, at most 1,000 at once, all of them or none.
#[utoipa::path(post, path = "/devices", operation_id = "create_devices", tag = "maker",
    security(("operator" = []), ("key" = ["factory"]), ("provision" = [])), request_body = OneOrMany<NewDeviceJson>,
    responses((status = 201, description = "At least one is new", body = OneOrMany<CreatedJson>),
        (status = 200, description = "All were there already", body = OneOrMany<CreatedJson>),
        (status = 413, description = "`too_many_devices`: more than 1,000 at once; \
            `too_large`: the body is larger than 1 MiB"),
        (status = 409, description = "`conflict`: a serial is another device's"),
        (status = 422, description = "`invalid`: no such model, or a field cannot be taken as it is")))]
pub async fn create(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Factory>,
    Body(wanted): Body<OneOrMany<NewDeviceJson>>,
) -> Result<(StatusCode, Json<OneOrMany<CreatedJson>>), Problem> {
    let (devices, one) = match wanted {
        OneOrMany::One(device) => (vec![device], true),
        OneOrMany::Many(devices) => (devices, false),
    };
    if devices.len() > MOST {
        return Err(Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "too_many_devices",
            format!("At most {MOST} devices are made at once; send the others after them."),
        ));
    }
    let devices = devices.into_iter().map(NewDevice::from).collect();
    let created = state.application.devices().create(caller, devices).await?;
    let status = if created.iter().any(|device| device.fresh) {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let origin = &state.site.origin;
    let created = created.into_iter().map(|it| CreatedJson::new(it, origin));
    let mut created: Vec<_> = created.collect();
    let body = match created.pop() {
        Some(device) if one => OneOrMany::One(device),
        last => {
            created.extend(last);
            OneOrMany::Many(created)
        }
    };
    Ok((status, Json(body)))
}

/// The fleet, by any part of a serial, by model, household or what is to be heard of it. A part may have fewer items than asked for, even none, and still a `next`: a filter looks at
/// 10,000 devices at a time.
#[utoipa::path(get, path = "/devices", operation_id = "list_devices", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(DeviceQuery, Page),
    responses((status = 200, description = "Devices", body = Items<Device>)))]
pub async fn list(
    State(state): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(query): Parameters<DeviceQuery>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Device>>, Problem> {
    let (search, limit) = (query.search()?, page.limit()?);
    let queries = state.application.queries();
    let (found, next) = queries.devices(search, limit, page.after()).await?;
    Ok(Json(Items::new(&found, next, device_json::device)))
}

/// One device with everything known about it.
#[utoipa::path(get, path = "/devices/{serial}", operation_id = "get_device", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(("serial" = Serial, Path)),
    responses((status = 200, description = "The device", body = Device)))]
pub async fn get(
    State(state): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(serial): PathParam<String>,
) -> Result<Json<Device>, Problem> {
    let view = state.application.queries().device(&serial).await?;
    Ok(Json(device_json::device(&view)))
}

/// A new token.
#[utoipa::path(post, path = "/devices/{serial}/token", operation_id = "renew_token", tag = "maker",
    security(("operator" = []), ("key" = ["factory"]), ("provision" = [])), params(("serial" = Serial, Path)),
    request_body = Option<Renewal>,
    responses((status = 201, description = "The token, this once", body = NewToken),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is"),
        (status = 403, description = RESERVED)))]
pub async fn token(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Factory>,
    PathParam(serial): PathParam<String>,
    Optional(Renewal { revoke, reason }): Optional<Renewal>,
) -> Result<(StatusCode, Json<NewToken>), Problem> {
    let caller = because(caller, reason.as_deref())?;
    let devices = state.application.devices();
    let token = devices.new_token(caller, &serial, revoke).await?;
    Ok((StatusCode::CREATED, Json(NewToken { token })))
}

/// A new printed claim code.
#[utoipa::path(post, path = "/devices/{serial}/claim-code", operation_id = "renew_claim_code",
    tag = "maker", security(("operator" = []), ("key" = ["factory"]), ("provision" = [])),
    params(("serial" = Serial, Path)), request_body = Option<Because>,
    responses((status = 201, description = "The code, this once", body = NewCode),
        (status = 422, description = "`invalid`: the reason cannot be taken as it is"),
        (status = 403, description = RESERVED)))]
pub async fn claim_code(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<Factory>,
    PathParam(serial): PathParam<String>,
    Optional(because): Optional<Because>,
) -> Result<(StatusCode, Json<NewCode>), Problem> {
    let caller = because.of(caller)?;
    let devices = state.application.devices();
    let claim_code = devices.new_claim_code(caller, &serial).await?;
    let claim_url = claim_url(&state.site.origin, &claim_code);
    Ok((
        StatusCode::CREATED,
        Json(NewCode {
            claim_code,
            claim_url,
        }),
    ))
}

/// Deletes a device: its token dies at once, the rest follows.
#[utoipa::path(delete, path = "/devices/{serial}", operation_id = "delete_device", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])), params(("serial" = Serial, Path)),
    responses((status = 202, description = "Its token is dead; the rest follows")))]
pub async fn delete(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(serial): PathParam<String>,
) -> Result<StatusCode, Problem> {
    state.application.devices().delete(caller, &serial).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Which test orders are taken back.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TestOrders {
    /// One slot; all of the device without it.
    #[param(value_type = Option<SlotName>, inline)]
    slot: Option<String>,
}

/// Takes back the test orders of a device, at Amazon and here, so that it can order again at once.
/// Orders of a device that is not connected as a test are refused with 409.
#[utoipa::path(delete, path = "/devices/{serial}/test-orders", operation_id = "cancel_test_orders",
    tag = "maker", security(("operator" = []), ("key" = ["fleet.write"])), params(("serial" = Serial, Path), TestOrders),
    responses((status = 204, description = "Taken back"),
        (status = 409, description = "`conflict`: the device is not connected as a test")))]
pub async fn cancel_test_orders(
    State(state): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(serial): PathParam<String>,
    Parameters(TestOrders { slot }): Parameters<TestOrders>,
) -> Result<StatusCode, Problem> {
    let orders = state.application.orders();
    orders
        .cancel_tests(caller, &serial, slot.as_deref())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

fn standing(name: &str) -> Result<RegistrationStatus, Problem> {
    let wrong = "registration must be unclaimed, claimed, registered or deregistered";
    RegistrationStatus::parse(name).ok_or_else(|| bad_query(wrong))
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
