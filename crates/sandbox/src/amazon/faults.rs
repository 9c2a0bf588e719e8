//! What goes wrong on purpose. Every count is used up as it strikes; the rest holds until the next
//! `PUT /sandbox/faults`.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Sandbox;

/// The faults in force.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Faults {
    /// Every answer of Amazon waits this long first.
    pub latency_ms: u64,
    /// Answers given instead of Amazon's own.
    pub statuses: Vec<StatusFault>,
    /// Calls that have their effect, but whose connection breaks before the answer.
    pub lost_answers: Vec<LostAnswer>,
    /// What happens to notifications on their way.
    pub notifications: NotificationFaults,
    /// All tokens are refused as if every customer had revoked them, and no notification says so.
    pub revocation: bool,
    /// Each refresh replaces the refresh token, and the one before is refused from then on.
    pub rotation: bool,
    /// Orders accepted meanwhile go to the order resolution flow: no `OrderPlacedNotification`,
    /// cancelled after 72 hours.
    pub order_resolution: bool,
    /// In how many parcels an order is shipped, each with a message and a date of its own, a day apart.
    pub parcels: u32,
    /// How estimated delivery dates are written.
    pub dates: Dates,
    /// The unit that every content is told in, whatever it is counted in: `loads` says nothing of most slots.
    pub unit: Option<String>,
    /// What is shipped is told to bring nothing.
    pub empty: bool,
    /// Shape of OrderPlaced, ItemShipped and SubscriptionChanged.
    pub message_version: Version,
    /// `SignatureVersion`; 1 is every topic's default.
    pub signature_version: Version,
}

impl Default for Faults {
    /// Nothing goes wrong; DRS messages of version 2 in envelopes of version 1.
    fn default() -> Self {
        Self {
            latency_ms: 0,
            statuses: Vec::new(),
            lost_answers: Vec::new(),
            notifications: NotificationFaults::default(),
            revocation: false,
            rotation: false,
            order_resolution: false,
            parcels: 1,
            dates: Dates::Full,
            unit: None,
            empty: false,
            message_version: Version::V2,
            signature_version: Version::V1,
        }
    }
}

/// A fault for the next `times` calls to a path that starts with `path`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusFault {
    /// Start of the request's path, for example `/replenish/`.
    pub path: String,
    /// HTTP status to answer.
    pub status: u16,
    /// The answer: a string is sent as it is, anything else as JSON.
    #[serde(default)]
    pub body: Option<Value>,
    /// The call has its effect all the same.
    #[serde(default)]
    pub in_effect: bool,
    /// For how many calls.
    #[serde(default = "once")]
    pub times: u32,
}

/// The next `times` calls to a path that starts with `path` take effect and are never answered.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LostAnswer {
    /// Start of the request's path.
    pub path: String,
    /// For how many calls.
    #[serde(default = "once")]
    pub times: u32,
}

fn once() -> u32 {
    1
}

/// Faults of SNS. Each count is for that many of the next notifications.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct NotificationFaults {
    /// Delivered twice, with one `MessageId`.
    pub duplicated: u32,
    /// Published twice: two `MessageId`s, one `notificationId`.
    pub republished: u32,
    /// Delivered after the one that follows it, or a minute late if none does.
    pub reordered: u32,
    /// Every notification is delivered so much later.
    pub late_ms: i64,
    /// Never delivered.
    pub lost: u32,
}

/// How a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dates {
    /// To the second.
    Full,
    /// The day alone.
    DateOnly,
    /// Not at all.
    Missing,
}

/// Version 1 or 2, written as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// `"1"`
    #[serde(rename = "1")]
    V1,
    /// `"2"`
    #[serde(rename = "2")]
    V2,
}

/// Uses up one of a counter; false when there is none left.
pub(crate) fn take(counter: &mut u32) -> bool {
    let any = *counter > 0;
    *counter = counter.saturating_sub(1);
    any
}

impl Faults {
    /// The unit in which a content is told.
    pub(crate) fn unit<'a>(&'a self, own: &'a str) -> &'a str {
        self.unit.as_deref().unwrap_or(own)
    }

    fn status_for(&mut self, path: &str) -> Option<StatusFault> {
        let fault = self
            .statuses
            .iter_mut()
            .find(|fault| fault.times > 0 && path.starts_with(&fault.path))?;
        fault.times -= 1;
        Some(fault.clone())
    }

    fn loses_answer(&mut self, path: &str) -> bool {
        self.lost_answers
            .iter_mut()
            .find(|fault| fault.times > 0 && path.starts_with(&fault.path))
            .is_some_and(|fault| take(&mut fault.times))
    }
}

/// The layer around everything that plays Amazon.
pub(crate) async fn strike(
    State(sandbox): State<Sandbox>,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path().to_owned();
    let (latency, status, lost) = {
        let mut world = sandbox.world();
        let status = world.faults.status_for(&path);
        let lost = status.is_none() && world.faults.loses_answer(&path);
        (world.faults.latency_ms, status, lost)
    };
    if latency > 0 {
        #[expect(
            clippy::disallowed_methods,
            reason = "a slow network is slow in real time"
        )]
        tokio::time::sleep(std::time::Duration::from_millis(latency)).await;
    }
    if let Some(fault) = status {
        if fault.in_effect {
            next.run(request).await;
        }
        return instead(&fault);
    }
    let answer = next.run(request).await;
    if lost { broken() } else { answer }
}

fn instead(fault: &StatusFault) -> Response {
    let status = StatusCode::from_u16(fault.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    match &fault.body {
        None => status.into_response(),
        Some(Value::String(text)) => (status, text.clone()).into_response(),
        Some(json) => (status, axum::Json(json.clone())).into_response(),
    }
}

/// An answer that promises a body and fails before the first byte: the connection is closed.
fn broken() -> Response {
    ([(header::CONTENT_LENGTH, "1024")], Body::new(Severed)).into_response()
}

struct Severed;

impl http_body::Body for Severed {
    type Data = axum::body::Bytes;
    type Error = std::io::Error;

    fn poll_frame(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<http_body::Frame<Self::Data>, Self::Error>>> {
        std::task::Poll::Ready(Some(Err(std::io::ErrorKind::ConnectionAborted.into())))
    }
}
