//! The Alexa app's part of `/sandbox`: linking by a browser, and directives as levers.

use axum::body::Bytes;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};

use super::super::{Alexa, Region};
use crate::amazon::CUSTOMERS;
use crate::amazon::html::{fields, notice, see_other};

/// Where a browser begins to link and comes back to, and the levers.
pub(in super::super) fn router(alexa: &Alexa) -> Router {
    Router::new()
        .route("/sandbox/alexa/link", post(start))
        .route("/sandbox/alexa/linked", get(finish))
        .route("/sandbox/alexa/links/{customer}/{lever}", post(lever))
        .with_state(alexa.clone())
}

/// A form that begins to link; nothing where accounts cannot be linked.
pub(crate) fn section(alexa: &Alexa) -> String {
    if alexa.linking().is_err() {
        return String::new();
    }
    let options = |names: &[&str]| -> String {
        names
            .iter()
            .map(|name| format!("<option>{name}</option>"))
            .collect()
    };
    format!(
        "<section><h3>The Alexa app</h3><form method=\"post\" action=\"/sandbox/alexa/link\">\
         <label>Whose <select name=\"customer\">{}</select></label>\
         <label>Region <select name=\"region\">{}</select></label>\
         <p><button>Link in the Alexa app</button></p></form></section>",
        options(&CUSTOMERS),
        options(&["NA", "EU", "FE"]),
    )
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Start {
    customer: String,
    region: Region,
}

/// A form goes on to Larder; JSON is told where that is.
async fn start(State(alexa): State<Alexa>, headers: HeaderMap, body: Bytes) -> Response {
    let content = headers.get(header::CONTENT_TYPE);
    let is_form = content.is_some_and(|it| it == "application/x-www-form-urlencoded");
    let asked: Result<Start, _> = if is_form {
        serde_json::from_value(json!(fields(&body)))
    } else {
        serde_json::from_slice(&body)
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => return problem(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    match alexa.link_start(&asked.customer, asked.region) {
        Ok(url) if is_form => see_other(&url),
        Ok(url) => Json(json!({"authorize_url": url})).into_response(),
        Err(error) => problem(StatusCode::CONFLICT, &error),
    }
}

async fn finish(State(alexa): State<Alexa>, RawQuery(query): RawQuery) -> Response {
    match alexa.link_finish(&query.unwrap_or_default()).await {
        Ok(_) => see_other("/sandbox"),
        Err(error) => {
            let words = format!("We were unable to link your account: {error}.");
            notice(StatusCode::BAD_REQUEST, "Not linked", &words)
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Lever {
    endpoint: String,
    region: Option<Region>,
}

/// `discover` and `state` answer what Larder did; `refresh` and `grant` nothing.
async fn lever(
    State(alexa): State<Alexa>,
    Path((customer, lever)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let said: Result<Lever, _> = if body.is_empty() {
        Ok(Lever::default())
    } else {
        serde_json::from_slice(&body)
    };
    let said = match said {
        Ok(said) => said,
        Err(error) => return problem(StatusCode::BAD_REQUEST, &error.to_string()),
    };
    let done: Result<Option<Value>, String> = match lever.as_str() {
        "discover" => alexa.ask_discover(&customer).await.map(Some),
        "state" => alexa.ask_state(&customer, &said.endpoint).await.map(Some),
        "refresh" => alexa.refresh_link(&customer).await.map(|()| None),
        "grant" => {
            let region = said.region.unwrap_or(Region::NA);
            alexa.introduce(&customer, region).await.map(|()| None)
        }
        _ => {
            let words = "no such lever: discover, state, refresh or grant";
            return problem(StatusCode::NOT_FOUND, words);
        }
    };
    match done {
        Ok(Some(answer)) => Json(answer).into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => problem(StatusCode::CONFLICT, &error),
    }
}

fn problem(status: StatusCode, words: &str) -> Response {
    (status, Json(json!({ "message": words }))).into_response()
}
