//! Verification of SNS messages: which ones are believed. Anybody may post to the webhook, and anybody may have
//! SNS sign a message of a topic of their own; what comes through here was published to a topic on
//! the allow-list.
//!
//! What must stay true: everything that can be checked without the network is checked before it is
//! used; only signed fields come out; no address a message names is ever asked. Nothing of a refused
//! message, and no token, is in a log or an error.
//! Sources: the SNS developer guide, "Verifying the signatures of Amazon SNS messages", and AWS's
//! own `sns-message-manager` for the names of the signers.

mod cache;
mod certificate;
mod confirm;
mod envelope;
mod topic;
mod verify;

pub use confirm::{ConfirmError, Confirmation};
pub use topic::{BadTopic, Topic};

use std::time::Duration;

use domain::Time;
use url::Url;

use crate::client::Amazon;
use cache::Certificates;
use envelope::{Envelope, Kind};

/// How far ahead of our clock a message may be.
pub const LARGEST_SKEW: Duration = Duration::from_secs(5 * 60);
/// The longest body that can be genuine: 256 KiB, at its worst escaping.
pub const LONGEST_BODY: usize = 2 * 1024 * 1024;

/// Decides over messages. Shared by reference; holds the certificates it has seen.
#[derive(Debug)]
pub struct SnsVerifier {
    amazon: Amazon,
    topics: Vec<Topic>,
    max_age: Duration,
    certificates: Certificates,
}

/// A message that is genuine.
#[derive(Clone, Debug)]
pub enum VerifiedMessage {
    /// Something was published to the topic.
    Notification {
        /// The topic's ARN, one of the allow-list.
        topic: String,
        /// The same each time SNS sends it again.
        message_id: String,
        /// What was published; any text, U+0000 included.
        message: String,
        /// When it was published.
        timestamp: Time,
    },
    /// The topic asks whether it may send here; [`SnsVerifier::confirm`] says yes.
    Confirmation(Confirmation),
    /// Somebody ended the subscription. Nothing is done about it here: what SNS offers for undoing
    /// it may be the opposite of what was meant.
    Unsubscribed {
        /// The topic's ARN, one of the allow-list.
        topic: String,
        /// The same each time SNS sends it again.
        message_id: String,
        /// When it happened.
        timestamp: Time,
    },
}

/// Why a message is not believed. All that [`Refusal::is_passing`] does not name are final: answer 403,
/// without detail, and SNS will not send it again. The texts say what was wrong, never what was in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not the shape SNS writes.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// The topic is not on the allow-list.
    #[error("not a topic of ours")]
    ForeignTopic,
    /// Genuine, and published too long ago or in the future: this clock is wrong, or somebody sends an
    /// old message again. Answer 503, and SNS sends it again.
    #[error("published {} seconds {} now", ahead.abs() / 1_000, if *ahead > 0 { "after" } else { "before" })]
    OutsideWindow {
        /// By how many milliseconds its time is ahead of this clock.
        ahead: i64,
    },
    /// The certificate it names was fetched and cannot have signed it.
    #[error("certificate: {0}")]
    Certificate(&'static str),
    /// The signature is not of these fields by this certificate.
    #[error("the signature does not match")]
    Signature,
    /// The certificate cannot be had now. Answer 503, and SNS sends the message again.
    #[error("the certificate cannot be had: {0}")]
    Unavailable(&'static str),
}

impl Refusal {
    /// Whether the same message may be admitted later.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::OutsideWindow { .. })
    }
}

impl SnsVerifier {
    /// A verifier for `topics` that believes messages up to `max_age` old. SNS itself tries for
    /// at most an hour.
    pub fn new(amazon: &Amazon, topics: Vec<Topic>, max_age: Duration) -> Self {
        Self {
            amazon: amazon.clone(),
            topics,
            max_age,
            certificates: Certificates::default(),
        }
    }

    /// Decides over one request body. `header_type` is the header `x-amz-sns-message-type`, where
    /// there was one; no other header is of use. `now` is the system clock's.
    pub async fn verify(
        &self,
        body: &[u8],
        header_type: Option<&str>,
        now: Time,
    ) -> Result<VerifiedMessage, Refusal> {
        let envelope = Envelope::parse(body)?;
        let kind = envelope.kind()?;
        if header_type.is_some_and(|header| header != kind.name()) {
            return Err(Refusal::Malformed("the type in the header is another"));
        }
        let topic = self
            .topics
            .iter()
            .find(|topic| topic.arn == envelope.topic_arn);
        let topic = topic.ok_or(Refusal::ForeignTopic)?;
        let timestamp = envelope.check_shapes(kind)?;
        let ahead = self.beyond_window(timestamp, now);
        if kind == Kind::SubscriptionConfirmation {
            confirm::check_url(&envelope, topic)?;
        }
        let signed = verify::Signed::parse(&envelope, kind, topic)?;

        let certificate = self
            .certificates
            .get(&self.amazon, topic, &signed.file, now)
            .await?;
        // By a wrong clock it may have ended, or not begun.
        certificate.check(topic, ahead.map_or(now, |_| timestamp))?;
        signed.verify(&certificate)?;
        if let Some(ahead) = ahead {
            return Err(Refusal::OutsideWindow { ahead });
        }
        self.certificates
            .was_good(topic, &signed.file, &certificate);

        let (topic, message_id) = (envelope.topic_arn, envelope.message_id);
        Ok(match kind {
            Kind::Notification => VerifiedMessage::Notification {
                topic,
                message_id,
                message: envelope.message,
                timestamp,
            },
            Kind::SubscriptionConfirmation => VerifiedMessage::Confirmation(Confirmation {
                topic,
                message_id,
                timestamp,
                token: envelope.token.unwrap_or_default().into(),
            }),
            Kind::UnsubscribeConfirmation => VerifiedMessage::Unsubscribed {
                topic,
                message_id,
                timestamp,
            },
        })
    }

    /// Each topic on the allow-list with the origin that certificates of its messages come from.
    pub fn topics(&self) -> Vec<(String, Option<Url>)> {
        let genuine = |host: String| Url::parse(&format!("https://{host}/")).ok();
        let instead = &self.amazon.0.endpoints.sns;
        self.topics
            .iter()
            .map(|topic| {
                let origin = instead.clone().or_else(|| genuine(topic.host()));
                (topic.arn.clone(), origin)
            })
            .collect()
    }

    /// How far a message is ahead of this clock, where it is too far ahead, or too old.
    fn beyond_window(&self, timestamp: Time, now: Time) -> Option<i64> {
        let ahead = timestamp.millis().saturating_sub(now.millis());
        let oldest = i64::try_from(self.max_age.as_millis()).unwrap_or(i64::MAX);
        let skew = i64::try_from(LARGEST_SKEW.as_millis()).unwrap_or(i64::MAX);
        (!(-oldest..=skew).contains(&ahead)).then_some(ahead)
    }
}
