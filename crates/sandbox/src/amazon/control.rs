//! The levers as JSON: what tests and scripts do to Amazon from outside.
//!
//! A lever answers 204, or an object with a `message` that says what to do instead.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::json;

use super::{Refused, Sandbox};
use crate::config::Pace;

pub(crate) struct Problem(pub(crate) StatusCode, pub(crate) String);

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        (self.0, Json(json!({"message": self.1}))).into_response()
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let status = match refused {
            Refused::UnknownModel(_) | Refused::NotRegistered | Refused::UnknownSlot(_) => {
                StatusCode::NOT_FOUND
            }
            Refused::UnknownProduct(_)
            | Refused::NoProduct(_)
            | Refused::NoOrder(_)
            | Refused::NothingOnItsWay(_) => StatusCode::CONFLICT,
        };
        Self(status, refused.to_string())
    }
}

/// Reads JSON whatever the content type says.
fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body)
        .map_err(|error| Problem(StatusCode::BAD_REQUEST, error.to_string()))
}

pub(crate) async fn put_model(
    State(sandbox): State<Sandbox>,
    Path(model): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    sandbox.put_model(&model, read(&body)?);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PaceChange {
    placed_after_ms: Option<i64>,
    shipped_after_ms: Option<i64>,
    arrives_after_ms: Option<i64>,
}

/// What is left out stays as it is.
pub(crate) async fn put_pace(
    State(sandbox): State<Sandbox>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let change: PaceChange = read(&body)?;
    let old = sandbox.world().pace;
    sandbox.set_pace(Pace {
        placed_after_ms: change.placed_after_ms.unwrap_or(old.placed_after_ms),
        shipped_after_ms: change.shipped_after_ms.unwrap_or(old.shipped_after_ms),
        arrives_after_ms: change.arrives_after_ms.unwrap_or(old.arrives_after_ms),
    });
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn put_faults(
    State(sandbox): State<Sandbox>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    sandbox.set_faults(read(&body)?);
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn state(State(sandbox): State<Sandbox>) -> Response {
    Json(sandbox.state()).into_response()
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lever {
    slot: Option<String>,
    asin: Option<String>,
}

pub(crate) async fn device(
    State(sandbox): State<Sandbox>,
    Path((serial, lever)): Path<(String, String)>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let Lever { slot, asin } = if body.is_empty() {
        Lever::default()
    } else {
        read(&body)?
    };
    pull(&sandbox, &serial, &lever, slot.as_deref(), asin.as_deref())?;
    Ok(StatusCode::NO_CONTENT)
}

/// One lever by name. Without a slot, every slot to which it applies; it must apply to one.
pub(crate) fn pull(
    sandbox: &Sandbox,
    serial: &str,
    lever: &str,
    slot: Option<&str>,
    asin: Option<&str>,
) -> Result<(), Problem> {
    let one = |slot: &str| match lever {
        "pause" => sandbox.pause(serial, slot),
        "resume" => sandbox.resume(serial, slot),
        "product" => sandbox.choose_product(serial, slot, asin),
        "cancel" => sandbox.cancel(serial, slot),
        "delay" => sandbox.delay(serial, slot),
        _ => sandbox.ship(serial, slot),
    };
    match (lever, slot) {
        ("deregister", _) => Ok(sandbox.deregister(serial)?),
        ("expire", _) => Ok(sandbox.expire_tokens(serial)?),
        ("pause" | "resume" | "product" | "cancel" | "ship" | "delay", Some(slot)) => {
            Ok(one(slot)?)
        }
        ("pause" | "resume" | "cancel" | "ship" | "delay", None) => {
            let results: Vec<_> = slots(sandbox, serial)?
                .iter()
                .map(|slot| one(slot))
                .collect();
            if results.iter().any(Result::is_ok) {
                return Ok(());
            }
            results
                .into_iter()
                .collect::<Result<(), Refused>>()
                .map_err(Problem::from)
        }
        ("product", None) => Err(Problem(
            StatusCode::BAD_REQUEST,
            "name the slot to choose for".to_owned(),
        )),
        _ => Err(Problem(
            StatusCode::NOT_FOUND,
            format!(
                "no lever {lever}: pause, resume, product, cancel, ship, delay, expire or deregister"
            ),
        )),
    }
}

fn slots(sandbox: &Sandbox, serial: &str) -> Result<Vec<String>, Refused> {
    let world = sandbox.world();
    let registration = world.live(serial).ok_or(Refused::NotRegistered)?;
    let model = world.model_of(registration);
    Ok(model
        .into_iter()
        .flat_map(|model| &model.slots)
        .map(|slot| slot.slot.clone())
        .collect())
}
