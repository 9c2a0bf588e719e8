//! `POST /auth/o2/token` for the skill's own client: tokens of grants.

use std::collections::HashMap;

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

use super::Alexa;
use super::tokens::{Issued, LIFE};

/// The client id of the skill's "Alexa Skill Messaging".
pub const CLIENT_ID: &str = "amzn1.application-oa2-client.skill-messaging";
/// The secret that belongs to it.
pub const CLIENT_SECRET: &str = "the-secret-of-skill-messaging";

/// Answers a token request of that client.
pub(crate) fn token(alexa: &Alexa, form: &HashMap<String, String>) -> Response {
    let field = |name: &str| form.get(name).map(String::as_str).unwrap_or_default();
    let refused = |status: StatusCode, error: &str| {
        let body = json!({ "error": error, "error_description": "The request is refused" });
        (status, Json(body)).into_response()
    };
    if field("client_secret") != CLIENT_SECRET {
        return refused(StatusCode::UNAUTHORIZED, "invalid_client");
    }
    let system = alexa.system();
    let mut guard = alexa.world();
    let world = &mut *guard;
    let (tokens, ids) = (&mut world.tokens, &mut world.ids);
    let issued = match field("grant_type") {
        "authorization_code" => tokens.exchange(ids, field("code"), system),
        "refresh_token" => {
            let rotates = world.faults.rotation;
            tokens.refresh(ids, field("refresh_token"), rotates, system)
        }
        _ => return refused(StatusCode::BAD_REQUEST, "unsupported_grant_type"),
    };
    let Some(Issued { access, refresh }) = issued else {
        return refused(StatusCode::BAD_REQUEST, "invalid_grant");
    };
    let mut body = json!({ "access_token": access, "expires_in": LIFE, "token_type": "bearer" });
    if let Some(refresh) = refresh {
        body["refresh_token"] = json!(refresh);
    }
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
