//! Server-sent events for pages that are open: that there is something new, never what. The page asks for
//! that itself, as the customer it is shown to.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, Stream};
use serde::Deserialize;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

use crate::auth::account::Account;
use crate::state::Shared;

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
    State(state): State<Shared>,
    account: Option<Account>,
    Query(known): Query<Known>,
    headers: HeaderMap,
) -> Response {
    let Some(Account(account)) = account else {
        // The browser does not come back after this status.
        return StatusCode::NO_CONTENT.into_response();
    };
    let last = headers
        .get("last-event-id")
        .and_then(|id| id.to_str().ok()?.parse().ok());
    match state.application.watch(account).await {
        Ok(revisions) => {
            let known = last.or(known.since);
            let events = events(revisions, known, state.stopping.clone());
            let stream = Sse::new(events).keep_alive(KeepAlive::default());
            ([("x-accel-buffering", "no")], stream).into_response()
        }
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// Ends when the server stops.
fn events(
    revisions: watch::Receiver<i64>,
    known: Option<i64>,
    stopping: CancellationToken,
) -> impl Stream<Item = Result<Event, Infallible>> {
    stream::unfold((revisions, known), move |(mut revisions, known)| {
        let stopping = stopping.clone();
        async move {
            loop {
                let revision = *revisions.borrow_and_update();
                if known != Some(revision) {
                    let event = Event::default()
                        .event("changed")
                        .id(revision.to_string())
                        .retry(AGAIN)
                        // An event without data is none (HTML, 9.2.6).
                        .data("new");
                    return Some((Ok(event), (revisions, Some(revision))));
                }
                tokio::select! {
                    changed = revisions.changed() => changed.ok()?,
                    () = stopping.cancelled() => return None,
                }
            }
        }
    })
}

#[cfg(test)]
mod tests {
    use std::pin::pin;

    use futures_util::StreamExt;

    use super::*;

    #[tokio::test]
    async fn a_stream_tells_what_is_new_and_ends_with_the_server() {
        let (sender, revisions) = watch::channel(7);
        let stopping = CancellationToken::new();
        let mut events = pin!(events(revisions, Some(6), stopping.clone()));
        assert!(events.next().await.is_some(), "the page knows an old one");
        sender.send_replace(8);
        assert!(events.next().await.is_some());
        stopping.cancel();
        assert!(events.next().await.is_none());
    }

    #[tokio::test]
    async fn a_stream_of_what_is_known_waits() {
        let (sender, revisions) = watch::channel(7);
        let mut events = pin!(events(revisions, Some(7), CancellationToken::new()));
        let mut next = events.next();
        assert!(futures_util::poll!(&mut next).is_pending());
        sender.send_replace(9);
        assert!(next.await.is_some());
    }
}
