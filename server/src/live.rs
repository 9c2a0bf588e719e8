//! Server-sent events for pages that are open and programs that follow: that there is something new, never what. The page asks for
//! that itself, as the customer it is shown to.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use replenish::{Error, Following};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;

use crate::auth::account::Account;
use crate::state::AppState;

/// How soon a browser comes back after a stream has ended.
const AGAIN: Duration = Duration::from_secs(1);

/// What the page knows.
#[derive(Deserialize)]
pub(crate) struct Known {
    /// The household's revision when the page was made.
    since: Option<i64>,
}

/// `GET /live?since=`: an event whenever the household's revision is another one than the page knows.
/// A browser that comes back says with `Last-Event-ID` which it knew last.
pub(crate) async fn live(
    State(state): State<AppState>,
    account: Option<Account>,
    Query(known): Query<Known>,
    headers: HeaderMap,
) -> Response {
    let Some(Account(customer)) = account else {
        // The browser does not come back after this status.
        return StatusCode::NO_CONTENT.into_response();
    };
    match state.application.queries().follow(customer).await {
        Ok(following) => stream(&state, following, last(&headers).or(known.since)),
        Err(Error::TooMany { retry_after }) => {
            let wait = HeaderValue::from(retry_after.as_secs());
            (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, wait)]).into_response()
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The revision that somebody who comes back knew last.
pub(crate) fn last(headers: &HeaderMap) -> Option<i64> {
    let id = headers.get("last-event-id")?;
    id.to_str().ok()?.parse().ok()
}

/// The stream of somebody who follows and knows a revision.
pub(crate) fn stream(state: &AppState, following: Following, known: Option<i64>) -> Response {
    let events = events(following, known, state.stopping.clone());
    let stream = Sse::new(events).keep_alive(KeepAlive::default());
    ([("x-accel-buffering", "no")], stream).into_response()
}

/// Ends when the server stops, and when the page has to ask anew whether it may follow.
fn events(
    following: Following,
    known: Option<i64>,
    stopping: CancellationToken,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((following, known), move |(mut following, known)| {
        let stopping = stopping.clone();
        async move {
            let revision = tokio::select! {
                revision = following.next(known) => revision?,
                () = stopping.cancelled() => return None,
            };
            let event = Event::default()
                .event("changed")
                .id(revision.to_string())
                .retry(AGAIN)
                // An event without data is none (HTML, 9.2.6).
                .data("new");
            Some((Ok(event), (following, Some(revision))))
        }
    })
}
