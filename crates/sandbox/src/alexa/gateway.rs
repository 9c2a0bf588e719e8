//! `POST /alexa/{na,eu,fe}/v3/events`: an event gateway's first look, and the codes by which it refuses.

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use super::Alexa;
use super::message;
use super::region::Region;
use super::world::World;
use crate::amazon::bearer;

const MOST_ENDPOINTS: usize = 300;
const MOST_BYTES: usize = 256 * 1024;

/// A refusal: status, code, and what a person reads.
struct Refusal(StatusCode, &'static str, String);

fn refusal(status: StatusCode, code: &'static str, words: impl Into<String>) -> Refusal {
    Refusal(status, code, words.into())
}

pub(super) async fn events(
    State(alexa): State<Alexa>,
    Path(region): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let (now, system) = (alexa.business(), alexa.system());
    let Some(region) = Region::of_path(&region) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut world = alexa.world();
    match taken(&mut world, region, &headers, &body, now, system) {
        Ok(()) => StatusCode::ACCEPTED.into_response(),
        Err(Refusal(status, code, description)) => {
            let id = world.ids.uuid();
            let body = json!({
                "header": { "namespace": "System", "name": "Exception", "messageId": id },
                "payload": { "code": code, "description": description },
            });
            (status, Json(body)).into_response()
        }
    }
}

fn taken(
    world: &mut World,
    region: Region,
    headers: &HeaderMap,
    body: &[u8],
    now: i64,
    system: i64,
) -> Result<(), Refusal> {
    let malformed =
        |words: String| refusal(StatusCode::BAD_REQUEST, "INVALID_REQUEST_EXCEPTION", words);
    let message: Value =
        serde_json::from_slice(body).map_err(|error| malformed(error.to_string()))?;
    if body.len() > MOST_BYTES || message::endpoints(&message) > MOST_ENDPOINTS {
        return Err(refusal(
            StatusCode::PAYLOAD_TOO_LARGE,
            "REQUEST_ENTITY_TOO_LARGE_EXCEPTION",
            "The request is too large",
        ));
    }
    let event = message::event(&message).map_err(malformed)?;
    let token = bearer(headers).unwrap_or_default();
    if token != event.token {
        return Err(malformed("The tokens in head and body differ".to_owned()));
    }
    let unknown = || {
        refusal(
            StatusCode::UNAUTHORIZED,
            "INVALID_ACCESS_TOKEN_EXCEPTION",
            "Access token is not valid",
        )
    };
    let grant = world.tokens.bearer(&token, system).ok_or_else(unknown)?;
    let forbidden = |code, words: &str| refusal(StatusCode::FORBIDDEN, code, words);
    if world.faults.no_permission {
        return Err(forbidden(
            "INSUFFICIENT_PERMISSION_EXCEPTION",
            "The skill has no permission to send events",
        ));
    }
    let customer = grant.customer.clone();
    let never = "SKILL_NEVER_ENABLED_EXCEPTION";
    let Some(account) = world.customers.get(&customer) else {
        return Err(forbidden(never, "The skill was never enabled"));
    };
    let is_here = grant.region == region && account.region == region;
    if !is_here || now < account.granted_at + world.faults.propagation_ms {
        return Err(forbidden(never, "The skill was never enabled here"));
    }
    if !account.is_enabled {
        return Err(forbidden(
            "SKILL_DISABLED_EXCEPTION",
            "There is no valid skill enablement for user",
        ));
    }
    world.take(&customer, event, now);
    Ok(())
}
