//! The routes: the gateways, and the levers as JSON and as buttons.
//!
//! A lever answers 204, or 303 to the page where a form pulled it.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::json;

use super::brain::Reorder;
use super::{Alexa, Unknown, gateway};
use crate::amazon::html::{fields, see_other};

/// Where events go, which faults may strike, and the levers, which they may not.
pub(crate) fn router<S: Clone + Send + Sync + 'static>(alexa: &Alexa) -> (Router<S>, Router<S>) {
    let gateways = Router::new()
        .route("/alexa/{region}/v3/events", post(gateway::events))
        .with_state(alexa.clone());
    let levers = Router::new()
        .route("/sandbox/alexa/faults", put(put_faults))
        .route("/sandbox/alexa/state", get(state))
        .route(
            "/sandbox/alexa/customers/{customer}/{lever}",
            post(customer),
        )
        .with_state(alexa.clone())
        .merge(super::link::router(alexa).with_state(()));
    (gateways, levers)
}

async fn put_faults(State(alexa): State<Alexa>, body: Bytes) -> Response {
    match serde_json::from_slice(&body) {
        Ok(faults) => {
            alexa.set_faults(faults);
            StatusCode::NO_CONTENT.into_response()
        }
        Err(error) => problem(StatusCode::BAD_REQUEST, &error.to_string()),
    }
}

async fn state(State(alexa): State<Alexa>) -> Response {
    Json(alexa.state()).into_response()
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Lever {
    endpoint: String,
    instance: String,
    reorder: Reorder,
}

async fn customer(
    State(alexa): State<Alexa>,
    Path((customer, lever)): Path<(String, String)>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let content = headers.get(header::CONTENT_TYPE);
    let is_form = content.is_some_and(|it| it == "application/x-www-form-urlencoded");
    let said = if is_form {
        let mut form = fields(&body);
        let mut field = |name: &str| form.remove(name).unwrap_or_default();
        Ok(Lever {
            endpoint: field("endpoint"),
            instance: field("instance"),
            reorder: Reorder::default(),
        })
    } else if body.is_empty() {
        Ok(Lever::default())
    } else {
        serde_json::from_slice(&body)
    };
    let said = match said {
        Ok(said) => said,
        Err(error) => return problem(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let done = match lever.as_str() {
        "disable" => alexa.disable(&customer),
        "forget" => alexa.forget(&customer),
        "expire" => alexa.expire_tokens(&customer),
        "reorder" => alexa.set_reorder(&customer, &said.endpoint, &said.instance, said.reorder),
        "cancel" => alexa.cancel(&customer, &said.endpoint, &said.instance),
        _ => {
            let words = "no such lever: disable, forget, expire, reorder or cancel";
            return problem(StatusCode::NOT_FOUND, words);
        }
    };
    match done {
        Ok(()) if is_form => see_other("/sandbox"),
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(unknown @ (Unknown::Customer(_) | Unknown::Sensor(_))) => {
            problem(StatusCode::NOT_FOUND, &unknown.to_string())
        }
    }
}

fn problem(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "message": words }))).into_response()
}
