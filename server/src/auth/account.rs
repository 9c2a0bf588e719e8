//! The signed-in account, for pages and forms. Whoever is not signed in is sent to sign in.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use replenish::{Caller, Customer};

use super::next;
use super::session::Browser;
use crate::request_id::RequestId;

/// Who is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Account(pub Customer);

impl<S: Send + Sync> FromRequestParts<S> for Account {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        match Option::<Self>::from_request_parts(parts, state).await? {
            Some(account) => Ok(account),
            None => Err(Redirect::to(&next::sign_in(&page_of(parts))).into_response()),
        }
    }
}

impl<S: Send + Sync> OptionalFromRequestParts<S> for Account {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Response> {
        let Some(browser) = Browser::of(parts) else {
            return Ok(None);
        };
        let customer = browser.customer().await.map_err(unavailable)?;
        Ok(customer.map(Self))
    }
}

/// Who is signed in, as the caller of a change.
pub struct By(pub Caller);

impl<S: Send + Sync> FromRequestParts<S> for By {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Response> {
        let account = <Account as FromRequestParts<S>>::from_request_parts(parts, state);
        let Account(customer) = account.await?;
        let request_id = RequestId::of(parts).to_string();
        Ok(Self(Caller::Customer(customer, request_id)))
    }
}

/// 503 where the session cannot be read or written.
pub fn unavailable(error: tower_sessions::session::Error) -> Response {
    tracing::warn!(%error, "the session is not available");
    (
        StatusCode::SERVICE_UNAVAILABLE,
        "Not available just now. Try again in a moment.\n",
    )
        .into_response()
}

/// The page a request belongs to: itself, or, for a form without a page of its own, the thing it is
/// about.
fn page_of(parts: &Parts) -> Uri {
    if parts.method == Method::GET {
        return parts.uri.clone();
    }
    let mut path = parts.uri.path().split('/').skip(1);
    match (path.next(), path.next()) {
        (Some(first), Some(second)) => format!("/{first}/{second}").parse().unwrap_or_default(),
        _ => Uri::from_static("/"),
    }
}
