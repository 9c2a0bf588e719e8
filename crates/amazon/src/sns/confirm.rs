//! Saying yes to a subscription. The address that is asked is built here from the topic and the
//! token; the one in the message is only compared.

use std::time::Duration;

use domain::Time;
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use tracing::{Instrument, field::Empty, info_span};
use url::Url;

use super::envelope::Envelope;
use super::topic::Topic;
use super::{Refusal, SnsVerifier};
use crate::wire::{at, encode};

const CONFIRM_TIME: Duration = Duration::from_secs(5);
const ANSWER_CAP: usize = 16 * 1024;

/// A verified request to confirm; only [`SnsVerifier::verify`] makes one. The token alone confirms, so it
/// does not come out.
#[derive(Clone, Debug)]
pub struct Confirmation {
    pub(super) topic: String,
    pub(super) message_id: String,
    pub(super) timestamp: Time,
    pub(super) token: SecretString,
}

impl Confirmation {
    /// The topic's ARN, one of the allow-list.
    pub fn topic(&self) -> &str {
        &self.topic
    }

    /// The same each time SNS sends it again.
    pub fn message_id(&self) -> &str {
        &self.message_id
    }

    /// When SNS asked.
    pub fn timestamp(&self) -> Time {
        self.timestamp
    }
}

/// Why a subscription is not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmError {
    /// SNS does not accept it, most likely because the token is more than two days old. Asking again
    /// does not help: subscribe anew.
    #[error("SNS refused to confirm the subscription with status {status}")]
    Refused {
        /// HTTP status.
        status: u16,
    },
    /// SNS cannot be reached or is failing: answer 503, and the message comes again.
    #[error("SNS is not available for confirming")]
    Unavailable,
}

impl SnsVerifier {
    /// Confirms. May be repeated: SNS answers the same.
    pub async fn confirm(&self, confirmation: &Confirmation) -> Result<(), ConfirmError> {
        let topic = self
            .topics
            .iter()
            .find(|topic| topic.arn == confirmation.topic);
        let topic = topic.ok_or(ConfirmError::Refused { status: 403 })?;
        let path = format!(
            "/?Action=ConfirmSubscription&TopicArn={}&Token={}",
            encode(&topic.arn),
            encode(confirmation.token.expose_secret())
        );
        let url = match &self.amazon.0.endpoints.sns {
            Some(origin) => at(origin, &path),
            None => format!("https://{}{path}", topic.host()),
        };
        let span = info_span!("amazon.sns.confirm", status = Empty, ms = Empty);
        let request = self.amazon.0.http.get(url).timeout(CONFIRM_TIME);
        let answer = self.amazon.send(request, ANSWER_CAP).instrument(span).await;
        let status = answer.map_err(|_| ConfirmError::Unavailable)?.status;
        match status {
            StatusCode::OK => Ok(()),
            StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS => {
                Err(ConfirmError::Unavailable)
            }
            _ if status.is_client_error() => Err(ConfirmError::Refused {
                status: status.as_u16(),
            }),
            _ => Err(ConfirmError::Unavailable),
        }
    }
}

/// Whether the message's own address asks for what we would: the same host, action, topic and token.
pub(super) fn check_url(envelope: &Envelope, topic: &Topic) -> Result<(), Refusal> {
    const FAULT: Refusal = Refusal::Malformed("SubscribeURL");
    let raw = envelope.subscribe_url.as_deref().unwrap_or_default();
    let query = raw
        .strip_prefix("https://")
        .and_then(|rest| rest.strip_prefix(&topic.host()))
        .and_then(|rest| rest.strip_prefix("/?"))
        .ok_or(FAULT)?;
    let asked: Vec<_> = url::form_urlencoded::parse(query.as_bytes()).collect();
    let only = |name: &str, value: &str| {
        let mut values = asked.iter().filter(|(key, _)| key == name);
        values.next().is_some_and(|(_, found)| found == value) && values.next().is_none()
    };
    let same = only("Action", "ConfirmSubscription")
        && only("TopicArn", &topic.arn)
        && only("Token", envelope.token.as_deref().unwrap_or_default());
    if same && Url::parse(raw).is_ok() {
        Ok(())
    } else {
        Err(FAULT)
    }
}
