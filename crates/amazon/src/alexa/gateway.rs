//! The event gateway: each event is one POST with the customer's token in head and body, and 202 is the only success.
//! It means that the event was taken for a further check, of which nothing is heard.
//!
//! The body of a refusal is expected to be JSON with a code, and need not be. The code decides; the status does where
//! there is none, and where it says that nothing was looked at (429, 5xx).

use std::time::Duration;

use domain::alexa::Region;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tracing::{Instrument, field::Empty, info_span};
use uuid::Uuid;

use super::Alexa;
use super::event::Event;
use crate::client::Failure;
use crate::wire::Answer;

/// Endpoints of one customer, and of one report, at most (Amazon's page "Alexa.Discovery").
pub const MOST_ENDPOINTS: usize = 300;

/// Refusals have a few hundred bytes.
const ANSWER_CAP: usize = 64 * 1024;
/// Letters of an unknown code that are passed on.
const LONGEST_CODE: usize = 64;

/// Why an event was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GatewayError {
    /// The access token is expired or dead; also after a customer disabled the skill.
    #[error("the event gateway does not accept the access token")]
    InvalidToken,
    /// The customer has not enabled the skill in this region, or did a moment ago.
    #[error("the event gateway knows of no enablement of the skill in this region")]
    NeverEnabled,
    /// The customer has disabled the skill.
    #[error("the customer has disabled the skill")]
    Disabled,
    /// The skill may not send events.
    #[error(
        "the skill lacks the permission \"Send Alexa Events\": turn it on in the developer console"
    )]
    NoPermission,
    /// The customer's account is not there any more.
    #[error("the event gateway does not know the customer's account")]
    AccountNotFound,
    /// The token was made while the skill was in another stage.
    #[error("the event gateway does not know the skill by this token")]
    SkillNotFound,
    /// Too many endpoints, or too many bytes.
    #[error("the event is too large for the event gateway")]
    TooLarge,
    /// 408, 429 or 5xx.
    #[error("the event gateway is busy or failing, status {status}")]
    Busy {
        /// HTTP status.
        status: u16,
        /// How long it asks to wait, at most a day.
        retry_after: Option<Duration>,
    },
    /// Any other answer. The same event would be refused again.
    #[error("the event gateway answered with status {status} and `{code}`")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Amazon's code; empty where there was none.
        code: String,
    },
    /// No connection could be made: nothing was sent.
    #[error("the event gateway could not be reached; nothing was sent")]
    NotSent,
    /// The event was sent; whether it was taken is not known.
    #[error("the event was sent and not answered")]
    NoAnswer,
    /// It cannot be written as a request. Nothing was sent.
    #[error("the event cannot be sent")]
    Unwritable,
}

/// What follows from an event that was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// Refresh the access token and send once more. Refused again, the next report tries anew; it is the refresh that
    /// says whether the grant has ended.
    RefreshOnce,
    /// The customer has unlinked the skill: the grant is dead.
    Unlinked,
    /// Later where the grant is some minutes old at most; else the customer has unlinked the skill.
    WaitWhileFresh,
    /// The maker's set-up is wrong: the operator has to know, and the grant stays.
    TellOperator,
    /// Send it in smaller pieces.
    Split,
    /// The same again, at most three times, a second apart or more, and not before `after`.
    Resend {
        /// What the gateway asked for.
        after: Option<Duration>,
    },
    /// Give this one up, and write down why.
    GiveUp,
}

impl GatewayError {
    /// One word for it, the same for all of its kind.
    pub fn name(&self) -> &'static str {
        match self {
            Self::InvalidToken => "invalid_token",
            Self::NeverEnabled => "never_enabled",
            Self::Disabled => "disabled",
            Self::NoPermission => "no_permission",
            Self::AccountNotFound => "account_not_found",
            Self::SkillNotFound => "skill_not_found",
            Self::TooLarge => "too_large",
            Self::Busy { .. } => "busy",
            Self::Refused { .. } => "refused",
            Self::NotSent => "not_sent",
            Self::NoAnswer => "no_answer",
            Self::Unwritable => "unwritable",
        }
    }

    /// What follows. All events may be repeated: each says what is so, and not what changed.
    pub fn consequence(&self) -> Consequence {
        match self {
            Self::InvalidToken => Consequence::RefreshOnce,
            Self::NeverEnabled => Consequence::WaitWhileFresh,
            Self::Disabled | Self::AccountNotFound | Self::SkillNotFound => Consequence::Unlinked,
            Self::NoPermission => Consequence::TellOperator,
            Self::TooLarge => Consequence::Split,
            Self::Busy { retry_after, .. } => Consequence::Resend {
                after: *retry_after,
            },
            Self::NotSent | Self::NoAnswer => Consequence::Resend { after: None },
            Self::Refused { .. } | Self::Unwritable => Consequence::GiveUp,
        }
    }
}

impl Alexa {
    /// Sends an event once, in a customer's name and to the gateway of their region. `message` names it.
    pub async fn send(
        &self,
        region: Region,
        access: &SecretString,
        message: Uuid,
        event: &Event,
    ) -> Result<(), GatewayError> {
        let span = info_span!(
            "amazon.alexa.event",
            event = event.name(),
            status = Empty,
            ms = Empty
        );
        let sent = self
            .post(region, access, message, event)
            .instrument(span)
            .await;
        let outcome = sent.as_ref().map_or_else(GatewayError::name, |()| "ok");
        metrics::counter!("larder_amazon_calls_total", "call" => event.name(), "outcome" => outcome)
            .increment(1);
        sent
    }

    async fn post(
        &self,
        region: Region,
        access: &SecretString,
        message: Uuid,
        event: &Event,
    ) -> Result<(), GatewayError> {
        let body = event.json(message, access.expose_secret()).to_string();
        let request = self
            .amazon
            .0
            .http
            .post(self.skill.gateways.of(region).clone())
            .bearer_auth(access.expose_secret())
            .header(CONTENT_TYPE, "application/json")
            .body(body);
        let answer = self.amazon.send(request, ANSWER_CAP).await;
        let answer = answer.map_err(|failure| match failure {
            Failure::Unwritable => GatewayError::Unwritable,
            Failure::NotSent => GatewayError::NotSent,
            Failure::NoAnswer => GatewayError::NoAnswer,
        })?;
        match answer.status {
            StatusCode::ACCEPTED => Ok(()),
            _ => Err(refusal(&answer)),
        }
    }
}

fn refusal(answer: &Answer) -> GatewayError {
    let status = answer.status;
    let looked_at = !status.is_server_error()
        && !matches!(
            status,
            StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT
        );
    if !looked_at {
        return GatewayError::Busy {
            status: status.as_u16(),
            retry_after: answer.retry_after,
        };
    }
    let code = code(answer);
    let busy = GatewayError::Busy {
        status: status.as_u16(),
        retry_after: answer.retry_after,
    };
    match code.as_str() {
        "INVALID_ACCESS_TOKEN_EXCEPTION" => GatewayError::InvalidToken,
        "SKILL_NEVER_ENABLED_EXCEPTION" => GatewayError::NeverEnabled,
        "SKILL_DISABLED_EXCEPTION" => GatewayError::Disabled,
        "INSUFFICIENT_PERMISSION_EXCEPTION" => GatewayError::NoPermission,
        "ACCOUNT_NOT_FOUND_EXCEPTION" => GatewayError::AccountNotFound,
        "SKILL_NOT_FOUND_EXCEPTION" => GatewayError::SkillNotFound,
        "REQUEST_ENTITY_TOO_LARGE_EXCEPTION" => GatewayError::TooLarge,
        "THROTTLING_EXCEPTION" | "INTERNAL_SERVICE_EXCEPTION" | "SERVICE_UNAVAILABLE_EXCEPTION" => {
            busy
        }
        "" if status == StatusCode::UNAUTHORIZED => GatewayError::InvalidToken,
        "" if status == StatusCode::PAYLOAD_TOO_LARGE => GatewayError::TooLarge,
        _ => GatewayError::Refused {
            status: status.as_u16(),
            code,
        },
    }
}

/// `payload.code`, in a form that can be logged; empty where the body has none.
fn code(answer: &Answer) -> String {
    let body: Option<Value> = serde_json::from_slice(answer.text()).ok();
    let code = body
        .as_ref()
        .and_then(|body| body.get("payload")?.get("code")?.as_str());
    code.unwrap_or_default()
        .chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
        .take(LONGEST_CODE)
        .collect()
}
