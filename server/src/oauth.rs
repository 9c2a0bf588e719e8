//! The endpoints of the authorization server by which Alexa's accounts are linked (RFC 6749, 7009): the consent page for
//! browsers, and for the client itself what is answered as JSON.
//!
//! A client proves itself by HTTP Basic or in the body, and is never refused for what others got wrong. Nothing here
//! takes longer than Alexa waits (4.5 s).

pub(crate) mod authorize;
pub(crate) mod revoke;
pub(crate) mod token;

use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::Request;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use secrecy::ExposeSecret;
use serde_json::json;
use subtle::{Choice, ConstantTimeEq};
use tokio::time::timeout;

use crate::client::Client;
use crate::config::Alexa;
use crate::state::AppState;
use crate::throttle::Empty;

/// The largest form, in bytes.
pub(crate) const LARGEST: usize = 16 * 1024;
/// How long an answer may take; Alexa waits for 4.5 s.
pub(crate) const TIME: Duration = Duration::from_secs(4);

/// What a client is answered that gets nothing (RFC 6749 §5.2).
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    error: &'static str,
    detail: &'static str,
    /// Seconds until it may be tried again.
    after: Option<u64>,
}

impl Refused {
    /// Without Alexa's settings.
    const ABSENT: Self = Self {
        status: StatusCode::NOT_FOUND,
        error: "invalid_request",
        detail: "no accounts are linked here",
        after: None,
    };

    fn bad(error: &'static str, detail: &'static str) -> Self {
        Self {
            status: StatusCode::BAD_REQUEST,
            error,
            detail,
            after: None,
        }
    }

    fn malformed(detail: &'static str) -> Self {
        Self::bad("invalid_request", detail)
    }

    /// The customer has to link again.
    fn grant() -> Self {
        let detail =
            "the code or token is not valid, was used before, or belongs to another client";
        Self::bad("invalid_grant", detail)
    }

    fn client(status: StatusCode, after: Option<u64>) -> Self {
        Self {
            status,
            error: "invalid_client",
            detail: "client id or secret is wrong",
            after,
        }
    }

    fn unavailable(error: &dyn std::fmt::Display) -> Self {
        tracing::warn!(%error, "the authorization server could not answer");
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            error: "temporarily_unavailable",
            detail: "nothing was done; send the same again a little later",
            after: None,
        }
    }
}

/// An answer that takes longer than a client waits says so, and what it was about is not done.
pub(crate) async fn in_time(request: Request, next: Next) -> Response {
    match timeout(TIME, next.run(request)).await {
        Ok(response) => response,
        Err(late) => Refused::unavailable(&late).into_response(),
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let body = json!({"error": self.error, "error_description": self.detail});
        let mut response = (self.status, NOT_STORED, Json(body)).into_response();
        let headers = response.headers_mut();
        if self.status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Basic realm=\"larder\"");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        if let Some(seconds) = self.after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// RFC 6749 §5.1.
const NOT_STORED: [(header::HeaderName, &str); 2] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::PRAGMA, "no-cache"),
];

/// The form of a client that has proved itself.
struct Form<'a> {
    alexa: &'a Alexa,
    fields: Vec<(String, String)>,
}

impl<'a> Form<'a> {
    fn read(
        state: &'a AppState,
        client: Client,
        headers: &HeaderMap,
        body: Result<Bytes, BytesRejection>,
    ) -> Result<Self, Refused> {
        let alexa = state.site.alexa.as_ref().ok_or(Refused::ABSENT)?;
        let form = Self {
            alexa,
            fields: fields(headers, body)?,
        };
        if form.is_clients(headers)? {
            return Ok(form);
        }
        Err(match state.throttle.link_client.take(client) {
            Ok(()) => Refused::client(StatusCode::UNAUTHORIZED, None),
            Err(Empty(seconds)) => Refused::client(StatusCode::TOO_MANY_REQUESTS, Some(seconds)),
        })
    }

    /// Whether client id and secret are right.
    fn is_clients(&self, headers: &HeaderMap) -> Result<bool, Refused> {
        let (id, secret) = (self.get("client_id")?, self.get("client_secret")?);
        let Some(value) = headers.get(header::AUTHORIZATION) else {
            let is = matches((id, secret), self.alexa);
            return Ok(is.into());
        };
        if secret.is_some() {
            let detail = "client id and secret stand in the header or in the body, not in both";
            return Err(Refused::malformed(detail));
        }
        let Some((name, secret)) = basic(value) else {
            return Ok(false);
        };
        if id.is_some_and(|id| id != self.alexa.client.id) {
            return Ok(false);
        }
        // RFC 6749 §2.3.1 has both form-encoded before they are joined, which not everybody does.
        let plain = matches((Some(&name), Some(&secret)), self.alexa);
        let (name, secret) = (decoded(&name), decoded(&secret));
        Ok((plain | matches((Some(&name), Some(&secret)), self.alexa)).into())
    }

    /// A field that may be there once; without a value it is not there (RFC 6749 §3.2).
    fn get(&self, name: &str) -> Result<Option<&str>, Refused> {
        let mut values = self.fields.iter().filter(|(known, _)| known == name);
        let value = values.next().map(|(_, value)| value.as_str());
        match values.next() {
            Some(_) => Err(Refused::malformed("a parameter is there twice")),
            None => Ok(value.filter(|value| !value.is_empty())),
        }
    }

    fn required(&self, name: &str, detail: &'static str) -> Result<&str, Refused> {
        self.get(name)?.ok_or_else(|| Refused::malformed(detail))
    }
}

fn fields(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Vec<(String, String)>, Refused> {
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let detail = "the body must be application/x-www-form-urlencoded";
        return Err(Refused::malformed(detail));
    }
    let body = body.map_err(|_| Refused::malformed("the body cannot be read, or is too long"))?;
    Ok(url::form_urlencoded::parse(&body).into_owned().collect())
}

/// Compares both in constant time.
fn matches((id, secret): (Option<&str>, Option<&str>), alexa: &Alexa) -> Choice {
    let is = |sent: Option<&str>, wanted: &str| {
        let sent = sent.unwrap_or_default().as_bytes();
        sent.ct_eq(wanted.as_bytes())
    };
    is(id, &alexa.client.id) & is(secret, alexa.client_secret.expose_secret())
}

/// Name and password of `Authorization: Basic` (RFC 7617).
fn basic(value: &HeaderValue) -> Option<(String, String)> {
    let (scheme, text) = value.to_str().ok()?.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()?;
    let (name, password) = text.split_once(':')?;
    Some((name.to_owned(), password.to_owned()))
}

fn decoded(text: &str) -> String {
    // A value by itself: its own marks are no separators.
    let text = format!("={}", text.replace('&', "%26"));
    let mut pairs = url::form_urlencoded::parse(text.as_bytes());
    pairs
        .next()
        .map_or_else(String::new, |(_, value)| value.into_owned())
}
