//! The JSON that SNS posts, and its checks that need neither topic list nor network.
//!
//! It is read once; verification and use see the same strings. The signed text has neither lengths
//! nor escaping, and the message comes first in it: a publisher could write the other fields into
//! the message. That every other field has one exact shape, without control characters, is what
//! leaves a single way to cut the signed text.

use domain::Time;
use serde::Deserialize;

use super::{LONGEST_BODY, Refusal};

/// Field by field what SNS writes; unsigned fields but those needed for verifying are not read.
/// A field given twice is an error.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Envelope {
    #[serde(rename = "Type")]
    kind: String,
    pub(super) message_id: String,
    pub(super) topic_arn: String,
    pub(super) message: String,
    timestamp: String,
    subject: Option<String>,
    pub(super) token: Option<String>,
    #[serde(rename = "SubscribeURL")]
    pub(super) subscribe_url: Option<String>,
    pub(super) signature_version: String,
    pub(super) signature: String,
    #[serde(rename = "SigningCertURL")]
    pub(super) signing_cert_url: String,
}

/// The three types, by their exact names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Notification,
    SubscriptionConfirmation,
    UnsubscribeConfirmation,
}

impl Kind {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Notification => "Notification",
            Self::SubscriptionConfirmation => "SubscriptionConfirmation",
            Self::UnsubscribeConfirmation => "UnsubscribeConfirmation",
        }
    }
}

impl Envelope {
    pub(super) fn parse(body: &[u8]) -> Result<Self, Refusal> {
        if body.len() > LONGEST_BODY {
            return Err(Refusal::Malformed("too long"));
        }
        let text = std::str::from_utf8(body).map_err(|_| Refusal::Malformed("not UTF-8"))?;
        serde_json::from_str(text).map_err(|_| Refusal::Malformed("not an SNS envelope"))
    }

    pub(super) fn kind(&self) -> Result<Kind, Refusal> {
        [
            Kind::Notification,
            Kind::SubscriptionConfirmation,
            Kind::UnsubscribeConfirmation,
        ]
        .into_iter()
        .find(|kind| kind.name() == self.kind)
        .ok_or(Refusal::Malformed("Type"))
    }

    /// Checks the shape of all signed fields but message and topic; gives the timestamp's moment.
    pub(super) fn check_shapes(&self, kind: Kind) -> Result<Time, Refusal> {
        if !is_uuid(&self.message_id) {
            return Err(Refusal::Malformed("MessageId"));
        }
        if kind == Kind::Notification {
            if self.subject.as_deref().is_some_and(has_control) {
                return Err(Refusal::Malformed("Subject"));
            }
        } else {
            let token = self.token.as_deref().unwrap_or_default();
            if token.is_empty() || !token.bytes().all(|b| b.is_ascii_alphanumeric()) {
                return Err(Refusal::Malformed("Token"));
            }
            let url = self.subscribe_url.as_deref().unwrap_or_default();
            if url.is_empty() || has_control(url) {
                return Err(Refusal::Malformed("SubscribeURL"));
            }
        }
        moment(&self.timestamp).ok_or(Refusal::Malformed("Timestamp"))
    }

    /// The text that is signed, byte for byte.
    pub(super) fn string_to_sign(&self, kind: Kind) -> String {
        let mut text = String::with_capacity(self.message.len() + 1024);
        let mut add = |name: &str, value: &str| {
            for part in [name, value] {
                text.push_str(part);
                text.push('\n');
            }
        };
        add("Message", &self.message);
        add("MessageId", &self.message_id);
        if kind == Kind::Notification {
            if let Some(subject) = &self.subject {
                add("Subject", subject);
            }
        } else {
            add(
                "SubscribeURL",
                self.subscribe_url.as_deref().unwrap_or_default(),
            );
        }
        add("Timestamp", &self.timestamp);
        if kind != Kind::Notification {
            add("Token", self.token.as_deref().unwrap_or_default());
        }
        add("TopicArn", &self.topic_arn);
        add("Type", &self.kind);
        text
    }
}

fn has_control(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_control())
}

/// Whether `text` has the form of `pattern`: `x` a hexadecimal digit, `0` a digit, else itself.
fn matches(text: &str, pattern: &str) -> bool {
    text.len() == pattern.len()
        && text
            .bytes()
            .zip(pattern.bytes())
            .all(|(byte, form)| match form {
                b'x' => byte.is_ascii_hexdigit(),
                b'0' => byte.is_ascii_digit(),
                form => byte == form,
            })
}

fn is_uuid(text: &str) -> bool {
    matches(text, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx")
}

fn moment(text: &str) -> Option<Time> {
    matches(text, "0000-00-00T00:00:00.000Z").then(|| Time::parse(text))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::digest::{SHA256, digest};

    #[test]
    fn the_signed_text_is_exact() {
        for (name, body, length, sha256) in [
            (
                "n1",
                include_str!("../../tests/vectors/n1.json"),
                193,
                "0215a93b2d443888ac7c7086bd0e72d398efbb731e301c76aa5b7a58082386f6",
            ),
            (
                "n2",
                include_str!("../../tests/vectors/n2.json"),
                196,
                "6a8b2d08fbffd6750a0f57f35403469d3ce3fe15704a81ff8449307914818580",
            ),
            (
                "s1",
                include_str!("../../tests/vectors/s1.json"),
                1000,
                "a34b50bb2fe9aa76260e69deea204ed6679b125f8ca115fae4888daea35c68f8",
            ),
            (
                "u2",
                include_str!("../../tests/vectors/u2.json"),
                1063,
                "e3162022076b0427f0b683255fa4208619a5036ede169af9f5a7c088671ab34e",
            ),
        ] {
            let envelope = Envelope::parse(body.as_bytes()).unwrap();
            let text = envelope.string_to_sign(envelope.kind().unwrap());
            let hex: String = digest(&SHA256, text.as_bytes())
                .as_ref()
                .iter()
                .map(|b| format!("{b:02x}"))
                .collect();
            assert_eq!((text.len(), hex.as_str()), (length, sha256), "{name}");
        }
    }

    #[test]
    fn a_moment_has_one_form() {
        assert!(moment("2026-01-02T03:04:05.000Z").is_some());
        for text in [
            "2026-01-02T03:04:05Z",
            "2026-01-02T03:04:05.0000Z",
            "2026-01-02T03:04:05.000+00:00",
            "2026-01-02 03:04:05.000Z",
            "2026-13-02T03:04:05.000Z",
            "2026-02-30T03:04:05.000Z",
            "2026-01-02T25:04:05.000Z",
            "2026-01-02T03:04:05.000Z\n",
            "",
            "２026-01-02T03:04:05.00Z",
        ] {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
