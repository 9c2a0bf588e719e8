//! What all DRS calls share: three headers, a JSON body or none, and how a refusal is read.

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Method, StatusCode};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use super::DrsError;
use crate::client::{Amazon, Failure};
use crate::wire::{Answer, Body, at, encode};

/// Every documented answer has a few hundred bytes a slot.
const ANSWER_CAP: usize = 256 * 1024;
const TYPES: &str = "com.amazon.dash.replenishment.";
const LONGEST_MESSAGE: usize = 200;

/// One call. `slot` says that the path names a slot, whose absence is a 404.
pub(super) struct Call<'a> {
    pub(super) method: Method,
    pub(super) path: &'a str,
    pub(super) input: &'static str,
    pub(super) result: &'static str,
    pub(super) body: Option<Vec<u8>>,
    pub(super) slot: bool,
}

/// A slot or order id as a path segment. One that cannot be a segment cannot exist either.
pub(super) fn segment(text: &str) -> Result<String, DrsError> {
    match text {
        "" | "." | ".." => Err(DrsError::UnknownSlot),
        text => Ok(encode(text)),
    }
}

impl Amazon {
    /// Sends `call` once; whatever is not a success is an error.
    pub(super) async fn drs(
        &self,
        access: &SecretString,
        call: Call<'_>,
    ) -> Result<Answer, DrsError> {
        let name = call.input.split('@').next().unwrap_or_default();
        let answer = self.answered(access, call).await;
        let outcome = answer.as_ref().map_or_else(DrsError::name, |_| "ok");
        metrics::counter!("larder_amazon_calls_total", "call" => name, "outcome" => outcome)
            .increment(1);
        answer
    }

    async fn answered(&self, access: &SecretString, call: Call<'_>) -> Result<Answer, DrsError> {
        let mut request = self
            .0
            .http
            .request(call.method.clone(), at(&self.0.endpoints.drs, call.path))
            .bearer_auth(access.expose_secret())
            .header("x-amzn-type-version", format!("{TYPES}{}", call.input))
            .header("x-amzn-accept-type", format!("{TYPES}{}", call.result));
        if let Some(body) = call.body {
            request = request.header(CONTENT_TYPE, "application/json").body(body);
        } else if call.method == Method::POST {
            request = request.header(CONTENT_LENGTH, 0);
        }
        let answer = self
            .send(request, ANSWER_CAP)
            .await
            .map_err(|failure| match failure {
                Failure::Unwritable => DrsError::Invalid("the access token"),
                Failure::NotSent => DrsError::NotSent,
                Failure::NoAnswer => DrsError::NoAnswer,
            })?;
        if answer.status.is_success() {
            Ok(answer)
        } else {
            Err(refusal(&answer, call.slot, access))
        }
    }
}

impl Answer {
    /// The body as JSON.
    pub(super) fn json(&self) -> Result<Value, DrsError> {
        match &self.body {
            Body::Whole(bytes) => serde_json::from_slice(bytes).map_err(|_| DrsError::Unreadable),
            Body::TooLong => Err(DrsError::Unreadable),
            Body::Broken => Err(DrsError::NoAnswer),
        }
    }
}

/// Amazon documents no error codes: what a refusal means is in its status and its words.
fn refusal(answer: &Answer, slot: bool, access: &SecretString) -> DrsError {
    let message = message(answer);
    let status = answer.status;
    if status.as_u16() >= 400 {
        if message.contains("Unable to place order") && message.contains("is unsubscribed") {
            return DrsError::Unsubscribed;
        }
        if message
            .trim()
            .trim_end_matches('.')
            .eq_ignore_ascii_case("Invalid token")
        {
            return DrsError::InvalidToken;
        }
    }
    let busy = status.is_server_error()
        || matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
        );
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => DrsError::InvalidToken,
        StatusCode::NOT_FOUND if slot => DrsError::UnknownSlot,
        _ if busy => DrsError::Busy {
            status: status.as_u16(),
            retry_after: answer.retry_after,
        },
        _ => DrsError::Refused {
            status: status.as_u16(),
            message: quotable(&message, access.expose_secret()),
        },
    }
}

fn message(answer: &Answer) -> String {
    let body: Option<Value> = serde_json::from_slice(answer.text()).ok();
    let text = body
        .as_ref()
        .and_then(|body| body.get("message").or(body.get("Message"))?.as_str());
    text.unwrap_or_default().to_owned()
}

/// Amazon's words in a form that can be logged: short, one line, and without anything that looks like
/// a token, ours or another.
fn quotable(message: &str, token: &str) -> String {
    let is_secret = |word: &str| {
        word.contains("Atza|")
            || word.contains("Atzr|")
            || !token.is_empty() && word.contains(token)
    };
    let words: Vec<_> = message
        .split_whitespace()
        .map(|word| if is_secret(word) { "…" } else { word })
        .collect();
    words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_MESSAGE)
        .collect()
}
