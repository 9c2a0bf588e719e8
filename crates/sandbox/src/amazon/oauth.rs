//! `POST /auth/o2/token` and `GET /user/profile`, with the errors of "Authorization Code Grant" and
//! "Obtain Customer Profile Information" of the Login with Amazon documentation.

use std::collections::HashMap;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::Sandbox;
use super::ids::user_id;
use super::tokens::{Issued, LIFE, Scope};
use super::world::{Moment, World};
use crate::alexa;

struct OauthError(StatusCode, &'static str, String);

impl IntoResponse for OauthError {
    fn into_response(self) -> Response {
        let body = json!({"error_description": self.2, "error": self.1});
        (self.0, Json(body)).into_response()
    }
}

fn bad(error: &'static str, description: impl Into<String>) -> OauthError {
    OauthError(StatusCode::BAD_REQUEST, error, description.into())
}

fn missing(name: &str) -> OauthError {
    bad(
        "invalid_request",
        format!("The request is missing a required parameter : {name}"),
    )
}

fn invalid_grant(name: &str) -> OauthError {
    bad(
        "invalid_grant",
        format!(
            "The request has an invalid grant parameter : {name}. User may have revoked or didn't \
             grant the permission."
        ),
    )
}

pub(crate) async fn token(
    State(sandbox): State<Sandbox>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let form: HashMap<String, String> = url::form_urlencoded::parse(&body).into_owned().collect();
    if form
        .get("client_id")
        .is_some_and(|id| id == alexa::CLIENT_ID)
    {
        sandbox.world().heard.call("grantToken");
        return alexa::token(sandbox.alexa(), &form);
    }
    let issued = sandbox.change(|world, now| {
        world.heard.call("token");
        grant(&sandbox, world, now, &headers, &form)
    });
    match issued {
        Ok(issued) => (
            [(header::CACHE_CONTROL, "no-store")],
            Json(json!({
                "access_token": issued.access,
                "expires_in": LIFE,
                "refresh_token": issued.refresh,
                "token_type": "bearer",
            })),
        )
            .into_response(),
        Err(error) => error.into_response(),
    }
}

fn grant(
    sandbox: &Sandbox,
    world: &mut World,
    now: Moment,
    headers: &HeaderMap,
    form: &HashMap<String, String>,
) -> Result<Issued, OauthError> {
    let field = |name: &str| {
        form.get(name)
            .map(String::as_str)
            .ok_or_else(|| missing(name))
    };
    match field("grant_type")? {
        "authorization_code" => {
            let code = field("code")?;
            let public = authenticate(sandbox, headers, form, world.code_has_challenge(code))?;
            let verifier = form.get("code_verifier").map(String::as_str);
            world
                .exchange(now, code, field("redirect_uri")?, verifier, public)
                .ok_or_else(|| invalid_grant("code"))
        }
        "refresh_token" => {
            let token = field("refresh_token")?;
            authenticate(sandbox, headers, form, world.refresh_is_public(token))?;
            world
                .refresh(now, token)
                .ok_or_else(|| invalid_grant("refresh_token"))
        }
        _ => Err(bad(
            "unsupported_grant_type",
            "The grant type is not supported",
        )),
    }
}

/// True for a client without a secret, which `may_be_public` must allow.
fn authenticate(
    sandbox: &Sandbox,
    headers: &HeaderMap,
    form: &HashMap<String, String>,
    may_be_public: bool,
) -> Result<bool, OauthError> {
    let config = sandbox.config();
    let (id, secret) = match basic(headers) {
        Some((id, secret)) => (Some(id), Some(secret)),
        None => (
            form.get("client_id").cloned(),
            form.get("client_secret").cloned(),
        ),
    };
    let known = id.as_deref() == Some(&config.client_id);
    match secret {
        Some(secret) if known && secret == config.client_secret => Ok(false),
        None if known && may_be_public => Ok(true),
        _ => Err(OauthError(
            StatusCode::UNAUTHORIZED,
            "invalid_client",
            "Client authentication failed".to_owned(),
        )),
    }
}

/// Id and secret of `Authorization: Basic`.
pub(crate) fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let value = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .strip_prefix("Basic ")?;
    let text = String::from_utf8(STANDARD.decode(value).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    // RFC 6749 §2.3.1: both are form-encoded before they are joined.
    let decode = |part: &str| {
        url::form_urlencoded::parse(part.as_bytes())
            .next()
            .map_or_else(String::new, |(name, _)| name.into_owned())
    };
    Some((decode(id), decode(secret)))
}

pub(crate) async fn profile(
    State(sandbox): State<Sandbox>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let token = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .find(|(name, _)| name == "access_token")
        .map(|(_, token)| token.into_owned())
        .or_else(|| bearer(&headers))
        .or_else(|| Some(headers.get("x-amz-access-token")?.to_str().ok()?.to_owned()));
    let now = sandbox.now();
    let mut world = sandbox.world();
    world.heard.call("profile");
    let Some(token) = token else {
        return missing("access_token").into_response();
    };
    match world.bearer(now, &token) {
        None => OauthError(
            StatusCode::UNAUTHORIZED,
            "invalid_token",
            "The access token provided is expired, revoked or malformed".to_owned(),
        )
        .into_response(),
        Some(grant) if grant.scope == Scope::Profile => {
            Json(json!({"user_id": user_id(&world.client_id, &grant.customer)})).into_response()
        }
        Some(_) => OauthError(
            StatusCode::FORBIDDEN,
            "insufficient_scope",
            "The access token does not have access to the requested data".to_owned(),
        )
        .into_response(),
    }
}

/// The token of `Authorization: Bearer`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    Some(value.strip_prefix("Bearer ")?.to_owned())
}
