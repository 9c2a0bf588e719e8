//! Who is signed in to the console: one cookie of `/ops` alone, readable by no script, that names a session of twelve
//! hours. It is looked up with each request, with what its person may now.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::time::SECOND;
use replenish::operators::SESSION;
use replenish::{Caller, Maker, Person};

use crate::auth::next;
use crate::request_id::RequestId;
use crate::state::AppState;

const PLAIN: &str = "larder-ops";
/// Browsers take this name only with `Secure`. `__Host-` would be for every path.
const SECURE: &str = "__Secure-larder-ops";
/// The longest value worth looking at.
const LONGEST: usize = 128;
/// Values that are looked at.
const MOST: usize = 4;

/// Somebody who is signed in. Looked up once in a request, however often it is asked for.
#[derive(Clone)]
pub(crate) struct SignedIn(pub(crate) Person);

impl OptionalFromRequestParts<AppState> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(
        parts: &mut Parts,
        state: &AppState,
    ) -> Result<Option<Self>, Response> {
        if let Some(found) = parts.extensions.get::<Self>() {
            return Ok(Some(found.clone()));
        }
        for kept in kept(&parts.headers, state) {
            let found = state.application.operators().find(kept).await;
            if let Some(found) = found.map_err(unavailable)?.map(Self) {
                parts.extensions.insert(found.clone());
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// Whoever is signed in, as the caller of a change. Others are sent to sign in.
pub(crate) struct By(pub(crate) Caller);

impl FromRequestParts<AppState> for By {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Response> {
        let found = Option::<SignedIn>::from_request_parts(parts, state).await?;
        let Some(SignedIn(person)) = found else {
            let path = parts.uri.path();
            let back = if parts.method == Method::GET {
                path
            } else {
                "/ops"
            };
            return Err(sign_in_first(back));
        };
        let request = RequestId::of(parts).to_string();
        Ok(Self(Caller::Maker(Maker::Person(person), request)))
    }
}

/// Leads to the sign-in, and back to a page afterwards.
pub(crate) fn sign_in_first(page: &str) -> Response {
    let back = app::local(page).unwrap_or("/ops");
    Redirect::to(&next::with_next("/ops/sign-in", back)).into_response()
}

/// What a browser keeps: more than one value where somebody else has set a cookie of that name, too, for a path or a domain of
/// theirs.
pub(crate) fn kept<'a>(
    headers: &'a HeaderMap,
    state: &AppState,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let name = name(state);
    let lists = headers.get_all(COOKIE).iter();
    let pairs = lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    let values = pairs.filter_map(move |(found, value)| (found == name).then_some(value));
    values
        .filter(|value| (1..=LONGEST).contains(&value.len()))
        .take(MOST)
}

/// Lets a browser keep it.
pub(crate) fn keep(response: &mut Response, state: &AppState, value: &str) {
    put(response, state, value, SESSION / SECOND);
}

/// Lets a browser forget it.
pub(crate) fn forget(response: &mut Response, state: &AppState) {
    put(response, state, "", 0);
}

fn put(response: &mut Response, state: &AppState, value: &str, seconds: i64) {
    let secure = if state.site.is_https { "; Secure" } else { "" };
    // The way back from the identity provider is a navigation from another site, which Strict would leave without it.
    let cookie = format!(
        "{}={value}; Path=/ops; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}",
        name(state)
    );
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn name(state: &AppState) -> &'static str {
    if state.site.is_https { SECURE } else { PLAIN }
}

fn unavailable(error: replenish::Error) -> Response {
    tracing::warn!(%error, "who is signed in to the console could not be looked up");
    let words = "Not available just now. Try again in a moment.\n";
    (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
}
