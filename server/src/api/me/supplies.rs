//! The household's supplies, each with its machine. The answer has an ETag of its own content, so that whoever asks again
//! is told in a word that nothing is new.

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::SlotId;
use domain::view::{DeviceView, SupplyView};
use serde::Serialize;
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::api::device_json::{self, Slot};
use crate::api::names::{Registration, ReplenisherName};
use crate::api::path_param::PathParam;
use crate::api::problem::Problem;
use crate::api::texts::{ModelId, Serial};
use crate::auth::personal::{Personal, Read};
use crate::state::AppState;

/// Bytes of a digest that tell two answers apart.
const TAG: usize = 16;

/// All supplies of a household, machine by machine.
#[derive(Serialize, ToSchema)]
pub struct Supplies {
    items: Vec<Supply>,
}

/// A supply with everything known about it, as the maker reads it, and its machine.
#[derive(Serialize, ToSchema)]
pub struct Supply {
    /// Names it in the other calls.
    #[schema(format = "uuid")]
    id: String,
    machine: Machine,
    #[serde(flatten)]
    supply: Slot,
}

/// The machine of a supply.
#[derive(Clone, Serialize, ToSchema)]
#[schema(as = OwnMachine)]
struct Machine {
    #[schema(format = "uuid")]
    id: String,
    /// What its household calls it, or else its model's name.
    name: String,
    #[schema(value_type = Serial)]
    serial: String,
    #[schema(value_type = ModelId)]
    model: String,
    #[schema(value_type = ReplenisherName)]
    replenisher: &'static str,
    #[schema(value_type = Registration)]
    registration: &'static str,
    /// When it last reported anything.
    #[schema(format = DateTime, required)]
    last_seen: Option<String>,
}

/// The household's supplies. With `If-None-Match` and the last answer's ETag it is 304 while nothing has changed.
#[utoipa::path(get, path = "/me/supplies", operation_id = "list_my_supplies", tag = "customer",
    security(("personal" = ["read"])),
    params(("If-None-Match" = Option<String>, Header, description = "The ETag of the last answer")),
    responses((status = 200, description = "Supplies", body = Supplies, headers(("ETag" = String, description = "Names this answer"))),
        (status = 304, description = "As in the answer of that ETag", headers(("ETag" = String, description = "That one")))))]
pub async fn list(
    State(state): State<AppState>,
    by: Personal<Read>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let machines = state.application.queries().supplies(by.account()).await?;
    let items = machines.iter().flat_map(|machine| {
        let supplies = machine.supplies.iter();
        supplies.map(move |supply| json(machine, supply))
    });
    let items = items.collect();
    tagged(&headers, &Supplies { items })
}

/// One supply.
#[utoipa::path(get, path = "/me/supplies/{id}", operation_id = "get_my_supply", tag = "customer",
    security(("personal" = ["read"])),
    params(("id" = String, Path, format = "uuid"),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of the last answer")),
    responses((status = 200, description = "The supply", body = Supply, headers(("ETag" = String, description = "Names this answer"))),
        (status = 304, description = "As in the answer of that ETag", headers(("ETag" = String, description = "That one")))))]
pub async fn get(
    State(state): State<AppState>,
    by: Personal<Read>,
    PathParam(id): PathParam<SlotId>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let queries = state.application.queries();
    let machine = queries.machine_of_supply(by.account(), id).await?;
    let supply = machine.supplies.iter().find(|supply| supply.id == id);
    let supply = supply.ok_or(replenish::Error::NotFound)?;
    tagged(&headers, &json(&machine, supply))
}

fn json(machine: &DeviceView, supply: &SupplyView) -> Supply {
    Supply {
        id: supply.id.to_string(),
        machine: Machine {
            id: machine.id.to_string(),
            name: machine.name.clone(),
            serial: machine.serial.clone(),
            model: machine.model.clone(),
            replenisher: machine.replenisher.name(),
            registration: machine.registration.name(),
            last_seen: machine.last_seen.map(|at| at.to_string()),
        },
        supply: device_json::slot(supply),
    }
}

/// An answer with its ETag, or 304 where that is known. A pace and what follows from it change with time alone, so it is
/// made of what is answered.
fn tagged(headers: &HeaderMap, answer: &impl Serialize) -> Result<Response, Problem> {
    let body = serde_json::to_vec(answer).map_err(|error| {
        tracing::error!(%error, "an answer could not be written");
        Problem::ours()
    })?;
    let hash = Sha256::digest(&body);
    let tag = format!("\"{}\"", URL_SAFE_NO_PAD.encode(&hash[..TAG]));
    // Only whose it is may keep it, and asks each time whether it is so still.
    let cache = (CACHE_CONTROL, "private, no-cache".to_owned());
    if knows(headers, &tag) {
        return Ok((StatusCode::NOT_MODIFIED, [(ETAG, tag), cache]).into_response());
    }
    let kind = (CONTENT_TYPE, "application/json".to_owned());
    Ok(([(ETAG, tag), cache, kind], body).into_response())
}

/// Whether one of the tags that are known is this one. `W/` is as good here: two are compared weakly (RFC 9110, 13.1.2).
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let values = headers.get_all(IF_NONE_MATCH).iter();
    let known = values.filter_map(|value| value.to_str().ok());
    known
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn a_tag_is_known_among_others_and_weakly() {
        let known = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.append(IF_NONE_MATCH, HeaderValue::from_static("\"other\""));
            headers.append(IF_NONE_MATCH, HeaderValue::from_static(value));
            knows(&headers, "\"a\"")
        };
        for value in ["\"a\"", "W/\"a\"", "\"b\", \"a\"", "*"] {
            assert!(known(value), "{value}");
        }
        for value in ["a", "\"ab\"", "\"b\"", ""] {
            assert!(!known(value), "{value}");
        }
        assert!(!knows(&HeaderMap::new(), "\"a\""));
    }
}
