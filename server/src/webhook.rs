//! Amazon SNS posts here. The answer decides whether a message comes again: SNS repeats after a 5xx
//! and gives up after anything else (AWS, "Fanout Amazon SNS notifications to HTTPS endpoints"), so a
//! passing trouble is always 503.

use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri};
use replenish::Refused;

use crate::state::AppState;

/// The largest body read; a message has at most 256 KiB, an envelope little more.
pub(crate) const LARGEST: usize = 2 * 1024 * 1024;
/// Letters of a path in the log.
const LONGEST: usize = 80;

/// 200: stored, or known already. 403: not Amazon's, or not for us. 413: longer than any message of
/// SNS. 503: send it again.
pub(crate) async fn receive(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> StatusCode {
    let body = match body {
        Ok(body) => body,
        Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
            return StatusCode::PAYLOAD_TOO_LARGE;
        }
        Err(_) => return StatusCode::SERVICE_UNAVAILABLE,
    };
    let kind = headers
        .get("x-amz-sns-message-type")
        .and_then(|value| value.to_str().ok());
    match state.application.inbox().receive(&body, kind).await {
        Ok(()) => StatusCode::OK,
        Err(Refused::Forbidden) => StatusCode::FORBIDDEN,
        Err(Refused::Unavailable | Refused::Clock) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// Any other address here: nothing takes what is sent there, and whoever set it up should know.
pub(crate) async fn stray(State(state): State<AppState>, uri: Uri) -> StatusCode {
    if state.throttle.log.take("webhook").is_ok() {
        let path: String = uri.path().chars().take(LONGEST).collect();
        tracing::error!(
            path,
            "something is sent to an address that takes nothing: SNS posts to {}/webhooks/sns",
            state.site.origin
        );
    }
    StatusCode::NOT_FOUND
}
