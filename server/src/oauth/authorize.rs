//! `/oauth/authorize`: whether Alexa may see the customer's machines (RFC 6749 §4.1.1). Whoever is not signed in signs in
//! first; the request waits meanwhile in a sealed cookie, since it is longer than a way back may be.

use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::oauth::{AuthorizationError, AuthorizationRequest, Refusal, Unanswerable, consider};
use domain::time::HOUR;
use replenish::{Caller, Error};
use secrecy::ExposeSecret;
use url::Url;

use crate::auth::account::Account;
use crate::auth::next::with_next;
use crate::config::{Alexa, CONSENT};
use crate::forms::{self, Fields};
use crate::page::{self, PageRequest};
use crate::request_id::RequestId;
use crate::state::AppState;

/// The cookie in which a request waits for its customer.
const WAITING: &str = "link";
/// The longest request, in bytes: sealed and as a cookie it has to stay below 4 KB.
const LONGEST: usize = 2_800;

/// `GET`: the page, the way to sign in, or the way back with what is wrong.
pub(crate) async fn show(
    State(state): State<AppState>,
    sent: HeaderMap,
    RawQuery(query): RawQuery,
    request: PageRequest,
) -> Response {
    let Some(alexa) = &state.site.alexa else {
        return page::missing(State(state.clone()), request).await;
    };
    let query = query.unwrap_or_default();
    if query.is_empty()
        && request.is_signed_in()
        && let Some(waiting) = state.cookies.get::<String>(&sent, WAITING, CONSENT)
    {
        let mut response = Redirect::to(&format!("{CONSENT}?{waiting}")).into_response();
        forget(&state, &mut response);
        return response;
    }
    match read(alexa, &query, &[]) {
        Ok(_) if !request.is_signed_in() => sign_in(&state, &query),
        Ok(_) => page::shown(&state, &request, &format!("{CONSENT}?{query}"), None).await,
        Err(refusal) => refused(&state, &request, refusal).await,
    }
}

/// `POST`: `allow` is `yes`, or it is no. The request is in the query, as it was shown.
pub(crate) async fn decide(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    account: Option<Account>,
    request_id: RequestId,
    request: PageRequest,
    fields: Fields,
) -> Response {
    let Some(alexa) = &state.site.alexa else {
        return page::missing(State(state.clone()), request).await;
    };
    let query = query.unwrap_or_default();
    let asked = match read(alexa, &query, fields.pairs()) {
        Ok(asked) => asked,
        Err(refusal) => return refused(&state, &request, refusal).await,
    };
    let Some(Account(customer)) = account else {
        return sign_in(&state, &query);
    };
    if fields.get("allow") != "yes" {
        let no = (AuthorizationError::AccessDenied, "the customer said no");
        return back(&asked.redirect_uri, asked.state.as_deref(), Err(no));
    }
    let caller = Caller::Customer(customer, request_id.to_string());
    let oauth = state.application.oauth();
    match oauth.allow(caller, &alexa.client.id, &asked).await {
        Ok(code) => {
            let code = Ok(code.expose_secret());
            back(&asked.redirect_uri, asked.state.as_deref(), code)
        }
        Err(Error::SignedOut | Error::NotFound) => sign_in(&state, &query),
        Err(error) => {
            let path = format!("{CONSENT}?{query}");
            forms::refused(&state, &request, &path, Fields::default(), error).await
        }
    }
}

/// The request: in the query, or where there is none, in the form.
fn read(
    alexa: &Alexa,
    query: &str,
    fields: &[(String, String)],
) -> Result<AuthorizationRequest, Refusal> {
    if query.len() > LONGEST {
        return Err(Refusal::Page(Unanswerable::RedirectUri));
    }
    if query.is_empty() {
        return consider(&alexa.client, fields);
    }
    let parameters: Vec<_> = url::form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect();
    consider(&alexa.client, &parameters)
}

fn sign_in(state: &AppState, query: &str) -> Response {
    let mut response = Redirect::to(&with_next("/sign-in", CONSENT)).into_response();
    if let Some(cookie) = state.cookies.set(WAITING, CONSENT, &query, HOUR) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn forget(state: &AppState, response: &mut Response) {
    if let Some(cookie) = state.cookies.remove(WAITING) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
}

async fn refused(state: &AppState, request: &PageRequest, refusal: Refusal) -> Response {
    match refusal {
        Refusal::Page(why) => {
            if state.throttle.log.take("authorize").is_ok() {
                tracing::warn!(
                    ?why,
                    "an account could not be linked: LARDER_ALEXA_LINK_CLIENT_ID and \
                     LARDER_ALEXA_REDIRECT_URIS must say what Amazon's console says"
                );
            }
            page::shown(state, request, CONSENT, Some(StatusCode::BAD_REQUEST)).await
        }
        Refusal::Redirect {
            redirect_uri,
            state,
            error,
            detail,
        } => back(&redirect_uri, state.as_deref(), Err((error, detail))),
    }
}

/// The way back to the client, which is registered, with a code or with what is wrong (RFC 6749 §4.1.2). Nothing of the
/// request stands in what the browser sends along (RFC 9700 §4.2), and a form is not sent again (§4.12).
fn back(
    redirect_uri: &str,
    state: Option<&str>,
    answer: Result<&str, (AuthorizationError, &str)>,
) -> Response {
    let Ok(mut url) = Url::parse(redirect_uri) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    {
        let mut query = url.query_pairs_mut();
        match answer {
            Ok(code) => query.append_pair("code", code),
            Err((error, detail)) => query
                .append_pair("error", error.name())
                .append_pair("error_description", detail),
        };
        if let Some(state) = state {
            query.append_pair("state", state);
        }
    }
    let headers = [
        (header::LOCATION, HeaderValue::from_str(url.as_str())),
        (
            header::CACHE_CONTROL,
            Ok(HeaderValue::from_static("no-store")),
        ),
        (
            header::REFERRER_POLICY,
            Ok(HeaderValue::from_static("no-referrer")),
        ),
    ];
    let headers = headers
        .into_iter()
        .filter_map(|(name, value)| Some((name, value.ok()?)));
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().extend(headers);
    response
}
