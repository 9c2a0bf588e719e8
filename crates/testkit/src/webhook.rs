//! What SNS posts to, without the server around it.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use replenish::{Application, Refused};

/// Hands a message to an application; what SNS is answered.
pub async fn receive(app: &Application, headers: &HeaderMap, body: &[u8]) -> StatusCode {
    let kind = headers
        .get("x-amz-sns-message-type")
        .and_then(|value| value.to_str().ok());
    match app.inbox().receive(body, kind).await {
        Ok(()) => StatusCode::OK,
        Err(Refused::Forbidden) => StatusCode::FORBIDDEN,
        Err(Refused::Unavailable | Refused::Clock) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// The one route of a Larder that nothing but SNS calls.
pub(crate) fn router(app: Application) -> Router {
    let hear =
        move |headers: HeaderMap, body: Bytes| async move { receive(&app, &headers, &body).await };
    Router::new().route("/webhooks/sns", post(hear))
}
