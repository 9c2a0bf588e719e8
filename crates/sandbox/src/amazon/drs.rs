//! The DRS endpoints. Every call carries a token and the versions of its request and of the answer
//! it wants; every answer names its own. A bad token is 400, not 401.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use super::Sandbox;
use super::faults::Version;
use super::notification::{millis, slots_status};
use super::oauth::bearer;
use super::orders::{OrderState, Replenished};
use super::world::{Moment, World};

const TYPE_VERSION: &str = "x-amzn-type-version";
const ACCEPT_TYPE: &str = "x-amzn-accept-type";
const PREFIX: &str = "com.amazon.dash.replenishment.";

/// An error answer: a flat object with a message.
pub(crate) struct DrsError(StatusCode, String);

impl IntoResponse for DrsError {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"message": self.1}))).into_response()
    }
}

fn bad(message: impl Into<String>) -> DrsError {
    DrsError(StatusCode::BAD_REQUEST, message.into())
}

fn no_slot(slot: &str) -> DrsError {
    DrsError(StatusCode::NOT_FOUND, format!("Slot {slot} does not exist"))
}

type Answer = Result<Response, DrsError>;

/// Counts the call, checks token and versions, and hands over the live registration's id and the
/// wanted answer's version. `versions` are those the endpoint knows, without their prefix.
fn call<T>(
    sandbox: &Sandbox,
    name: &str,
    headers: &HeaderMap,
    input: &str,
    results: &[&'static str],
    with: impl FnOnce(&mut World, Moment, u64, &'static str) -> Result<T, DrsError>,
) -> Result<(&'static str, T), DrsError> {
    sandbox.change(|world, now| {
        world.heard.call(name);
        let device = bearer(headers)
            .and_then(|token| world.device(now, &token))
            .ok_or_else(|| bad("Invalid token"))?;
        let version = |header: &str| {
            headers
                .get(header)
                .and_then(|value| value.to_str().ok()?.strip_prefix(PREFIX))
        };
        if version(TYPE_VERSION) != Some(input) {
            return Err(bad(format!("{TYPE_VERSION} must be {PREFIX}{input}")));
        }
        let wanted = version(ACCEPT_TYPE);
        let Some(result) = results.iter().copied().find(|known| wanted == Some(known)) else {
            let known = results.join(" or ");
            return Err(bad(format!("{ACCEPT_TYPE} must be {PREFIX}{known}")));
        };
        Ok((result, with(world, now, device, result)?))
    })
}

fn versioned(result: &str, body: impl IntoResponse) -> Response {
    ([(TYPE_VERSION, format!("{PREFIX}{result}"))], body).into_response()
}

pub(crate) async fn replenish(
    State(sandbox): State<Sandbox>,
    Path(slot): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (result, answer) = call(
        &sandbox,
        "replenish",
        &headers,
        "DrsReplenishInput@1.0",
        &["DrsReplenishResult@1.0"],
        |world, now, device, _| Ok(world.replenish(now, device, &slot)),
    )?;
    let (instance, code) = match answer {
        Replenished::UnknownSlot => return Err(no_slot(&slot)),
        Replenished::Unsubscribed => {
            return Err(bad(format!(
                "Unable to place order - slot : <{slot}> is unsubscribed."
            )));
        }
        Replenished::InProgress { instance } => (instance, "ORDER_INPROGRESS"),
        Replenished::Placed {
            instance,
            test: true,
        } => (instance, "TEST_ORDER_PLACED"),
        Replenished::Placed {
            instance,
            test: false,
        } => (instance, "STANDARD_ORDER_PLACED"),
    };
    Ok(versioned(
        result,
        Json(json!({"eventInstanceId": instance, "detailCode": code})),
    ))
}

fn object(body: &[u8], numbers: &[&str], dates: &[&str]) -> Result<Value, DrsError> {
    let value: Value = serde_json::from_slice(body).map_err(|_| bad("The body is not JSON"))?;
    for name in numbers {
        if !value[name].is_number() {
            return Err(bad(format!("{name} must be a number")));
        }
    }
    for name in dates {
        let date = value[name].as_str().unwrap_or_default();
        if date.parse::<jiff::Timestamp>().is_err() && date.parse::<jiff::civil::Date>().is_err() {
            return Err(bad(format!("{name} must be an ISO 8601 date")));
        }
    }
    Ok(value)
}

pub(crate) async fn slot_status(
    State(sandbox): State<Sandbox>,
    Path(slot): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let (result, ()) = call(
        &sandbox,
        "slotStatus",
        &headers,
        "DrsSlotStatusInput@1.0",
        &["DrsSlotStatusResult@1.0"],
        |world, now, device, _| {
            let serial = world
                .registration(device)
                .filter(|one| {
                    world
                        .model_of(one)
                        .is_some_and(|model| model.slot(&slot).is_some())
                })
                .map(|one| one.serial.clone())
                .ok_or_else(|| no_slot(&slot))?;
            let status = object(
                &body,
                &["remainingQuantityInUnit", "originalQuantityInUnit"],
                &["expectedReplenishmentDate", "lastUseDate"],
            )?;
            let spares = &status["totalQuantityOnHand"];
            if !(spares.is_null() || spares.is_number()) {
                return Err(bad("totalQuantityOnHand must be a number"));
            }
            world.heard.slot(&serial, &slot, now.business, status);
            Ok(())
        },
    )?;
    Ok(versioned(result, ()))
}

pub(crate) async fn device_status(
    State(sandbox): State<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Answer {
    let (result, ()) = call(
        &sandbox,
        "deviceStatus",
        &headers,
        "DrsDeviceStatusInput@1.0",
        &["DrsDeviceStatusResult@1.0"],
        |world, now, device, _| {
            let status = object(&body, &[], &["mostRecentlyActiveDate"])?;
            let serial = world.registration(device).map(|one| one.serial.clone());
            world
                .heard
                .device(&serial.unwrap_or_default(), now.business, status);
            Ok(())
        },
    )?;
    Ok(versioned(result, ()))
}

/// Whole numbers as integers, as the endpoint's samples have them.
fn number(quantity: f64) -> Value {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "only for small whole numbers"
    )]
    let whole = quantity as i64;
    if quantity.fract() == 0.0 && quantity < 1e15 {
        whole.into()
    } else {
        quantity.into()
    }
}

pub(crate) async fn subscription_info(
    State(sandbox): State<Sandbox>,
    headers: HeaderMap,
) -> Answer {
    let (result, status) = call(
        &sandbox,
        "subscriptionInfo",
        &headers,
        "DrsSubscriptionInfoInput@1.0",
        &[
            "DrsSubscriptionInfoResult@2.0",
            "DrsSubscriptionInfoResult@1.0",
        ],
        |world, _, device, result| {
            let version = if result.ends_with("@2.0") {
                Version::V2
            } else {
                Version::V1
            };
            let faults = (&world.faults, version);
            Ok(world
                .registration(device)
                .and_then(|one| Some(slots_status(one, world.model_of(one)?, faults, number))))
        },
    )?;
    Ok(versioned(
        result,
        Json(json!({"slotsSubscriptionStatus": status})),
    ))
}

pub(crate) async fn order_info(
    State(sandbox): State<Sandbox>,
    Path(instance): Path<String>,
    headers: HeaderMap,
) -> Answer {
    let (result, body) = call(
        &sandbox,
        "getOrderInfo",
        &headers,
        "DrsOrderInfoInput@1.0",
        &["DrsOrderInfoResult@1.0"],
        |world, now, device, _| {
            let order = world
                .orders
                .iter()
                .find(|order| order.registration == device && order.instance == instance)
                .ok_or_else(|| bad("Unknown event instance id"))?;
            let date = match order.state {
                OrderState::Cancelled => None,
                _ => order.estimate.map(millis),
            };
            Ok(
                json!({"orderInfoData": {"instanceId": order.instance, "orderItems": [{
                    "asin": order.asin,
                    "expectedDeliveryDate": date,
                    "quantity": number(order.quantity),
                    "slotId": order.slot,
                    "status": order.wire_status(now.business),
                }]}}),
            )
        },
    )?;
    Ok(versioned(result, Json(body)))
}

pub(crate) async fn cancel_test_orders(
    State(sandbox): State<Sandbox>,
    slot: Option<Path<String>>,
    headers: HeaderMap,
) -> Answer {
    let slot = slot.map(|Path(slot)| slot);
    let (result, statuses) = call(
        &sandbox,
        "testOrders",
        &headers,
        "DrsCancelTestOrdersInput@1.0",
        &["DrsCancelTestOrdersResult@1.0"],
        |world, now, device, _| {
            let one = world
                .registration(device)
                .ok_or_else(|| bad("Invalid token"))?;
            if !one.test {
                return Err(bad("The device is not a test device"));
            }
            let slots: Vec<String> = world
                .model_of(one)
                .into_iter()
                .flat_map(|model| &model.slots)
                .map(|known| known.slot.clone())
                .filter(|known| slot.as_ref().is_none_or(|slot| slot == known))
                .collect();
            if let (Some(slot), true) = (&slot, slots.is_empty()) {
                return Err(no_slot(slot));
            }
            world.cancel_tests(now, device, slot.as_deref());
            let status = |slot| json!({"orderStatus": "NO_ORDER_IN_PROGRESS", "slotId": slot});
            Ok(slots.into_iter().map(status).collect::<Vec<_>>())
        },
    )?;
    Ok(versioned(
        result,
        Json(json!({"slotOrderStatuses": statuses})),
    ))
}

/// `DELETE /registration`, version 2.
pub(crate) async fn deregister(State(sandbox): State<Sandbox>, headers: HeaderMap) -> Answer {
    end(&sandbox, &headers, "DrsDeregisterInput@2.0", None)
}

/// `DELETE /deviceModels/{model}/devices/{serial}/registration`, version 1.
pub(crate) async fn deregister_v1(
    State(sandbox): State<Sandbox>,
    Path(device): Path<(String, String)>,
    headers: HeaderMap,
) -> Answer {
    end(&sandbox, &headers, "DrsDeregisterInput@1.0", Some(device))
}

fn end(
    sandbox: &Sandbox,
    headers: &HeaderMap,
    input: &str,
    named: Option<(String, String)>,
) -> Answer {
    let (result, ()) = call(
        sandbox,
        "deregister",
        headers,
        input,
        &["DrsDeregisterResult@1.0"],
        |world, now, device, _| {
            let one = world
                .registration(device)
                .ok_or_else(|| bad("Invalid token"))?;
            if named.is_some_and(|(model, serial)| model != one.model || serial != one.serial) {
                return Err(bad("The token belongs to another device"));
            }
            let serial = one.serial.clone();
            world
                .deregister(now, &serial)
                .map_err(|refused| bad(refused.to_string()))
        },
    )?;
    Ok(versioned(result, ()))
}
