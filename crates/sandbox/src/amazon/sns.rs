//! The maker's SNS topic with its one HTTP subscription: envelopes, confirmation, delivery.
//!
//! What is published before the subscription is confirmed is gone, as with SNS. A failed delivery is
//! tried three more times, 20 s apart; a 4xx answer ends it ("Amazon SNS message delivery retries").

use std::collections::VecDeque;

use serde_json::{Value, json};

use super::deliver::Receiver;
use super::faults::{Version, take};
use super::ids::Ids;
use super::notification::millis;
use super::sign::SnsSigner;
use super::view::{Delivery, Outcome};
use super::world::{Moment, World};

pub(crate) const RETRIES: u32 = 3;
pub(crate) const RETRY_AFTER_MS: i64 = 20_000;
const TOKEN_LIFE_MS: i64 = 2 * 86_400_000;
const LOG: usize = 5_000;
/// How long a message waits for the one that should overtake it.
const OVERTAKE_MS: i64 = 60_000;

pub(crate) struct Topic {
    pub(crate) arn: String,
    pub(crate) webhook: Option<String>,
    /// Takes in process what would be posted to the webhook.
    pub(crate) receiver: Option<Receiver>,
    pub(crate) subscription: String,
    pub(crate) confirmed: bool,
    /// Confirmation tokens, any of them good, with their end on the system clock.
    tokens: Vec<(String, i64)>,
    pub(crate) queue: Vec<Message>,
    sequence: u64,
    pub(crate) log: VecDeque<Delivery>,
}

/// A message on its way to the webhook.
#[derive(Clone)]
pub(crate) struct Message {
    pub(crate) due: i64,
    /// Order of delivery among equals.
    sequence: u64,
    pub(crate) attempt: u32,
    /// Waits for the next message to overtake it.
    held: bool,
    pub(crate) id: String,
    /// `Notification` or one of the confirmations.
    pub(crate) kind: &'static str,
    /// What the log calls it.
    pub(crate) name: &'static str,
    /// Device, slot and what is said of it, for the log.
    about: String,
    pub(crate) subscription: Option<String>,
    pub(crate) body: String,
}

impl Topic {
    pub(crate) fn new(arn: &str, webhook: Option<String>, ids: &mut Ids) -> Self {
        Self {
            arn: arn.to_owned(),
            webhook,
            receiver: None,
            subscription: format!("{arn}:{}", ids.uuid()),
            confirmed: false,
            tokens: Vec::new(),
            queue: Vec::new(),
            sequence: 0,
            log: VecDeque::new(),
        }
    }

    /// `https://sns.<region>.<suffix>` of the topic's own region.
    pub(crate) fn host(&self) -> String {
        let mut parts = self.arn.split(':').skip(1);
        let suffix = match parts.next() {
            Some("aws-cn") => "amazonaws.com.cn",
            _ => "amazonaws.com",
        };
        let region = parts
            .nth(1)
            .filter(|region| !region.is_empty())
            .unwrap_or("us-east-1");
        format!("https://sns.{region}.{suffix}")
    }

    fn enqueue(&mut self, mut message: Message) {
        self.sequence += 2;
        message.sequence = self.sequence;
        if !message.held {
            for held in self.queue.iter_mut().filter(|other| other.held) {
                held.held = false;
                held.due = message.due;
                held.sequence = self.sequence + 1;
            }
        }
        self.queue.push(message);
    }

    pub(crate) fn next_due(&self) -> Option<i64> {
        self.queue.iter().map(|message| message.due).min()
    }

    /// Takes the first message that is due.
    pub(crate) fn pop_due(&mut self, now: i64) -> Option<Message> {
        let index = (0..self.queue.len())
            .filter(|&index| self.queue[index].due <= now)
            .min_by_key(|&index| (self.queue[index].due, self.queue[index].sequence))?;
        Some(self.queue.remove(index))
    }

    pub(crate) fn record(&mut self, at: i64, message: &Message, outcome: Outcome) {
        if self.log.len() == LOG {
            self.log.pop_front();
        }
        self.log.push_back(Delivery {
            at,
            message_id: message.id.clone(),
            name: message.name.to_owned(),
            about: message.about.clone(),
            attempt: message.attempt,
            outcome,
        });
    }

    /// Confirms by token alone; the same token again gives the same answer.
    pub(crate) fn confirm(&mut self, now: Moment, token: &str) -> bool {
        let good = self
            .tokens
            .iter()
            .any(|(known, until)| known == token && *until > now.system);
        self.confirmed |= good;
        good
    }
}

impl World {
    /// Puts a `SubscriptionConfirmation` with a fresh token in the queue, instead of an older one.
    pub(crate) fn subscribe(&mut self, now: Moment) {
        self.topic
            .queue
            .retain(|message| message.kind != "SubscriptionConfirmation");
        let text = format!(
            "You have chosen to subscribe to the topic {}.\nTo confirm the subscription, visit the \
             SubscribeURL included in this message.",
            self.topic.arn
        );
        self.confirmation(now, "SubscriptionConfirmation", &text, None);
    }

    /// Somebody visited the UnsubscribeURL.
    pub(crate) fn unsubscribe(&mut self, now: Moment) {
        self.topic.confirmed = false;
        let subscription = self.topic.subscription.clone();
        let text = format!(
            "You have chosen to deactivate subscription {subscription}.\nTo cancel this operation \
             and restore the subscription, visit the SubscribeURL included in this message."
        );
        self.confirmation(now, "UnsubscribeConfirmation", &text, Some(subscription));
    }

    fn confirmation(
        &mut self,
        now: Moment,
        kind: &'static str,
        text: &str,
        subscription: Option<String>,
    ) {
        let token = self.ids.sns_token();
        self.topic.tokens.retain(|(_, until)| *until > now.system);
        self.topic
            .tokens
            .push((token.clone(), now.system + TOKEN_LIFE_MS));
        let url = format!(
            "{}/?Action=ConfirmSubscription&TopicArn={}&Token={token}",
            self.topic.host(),
            self.topic.arn
        );
        let extra = [("Token", token), ("SubscribeURL", url)];
        let message = self.sealed(now, kind, kind, text, &extra, None, subscription);
        self.topic.enqueue(message);
    }

    /// Publishes one DRS notification; `v2` sets the message attribute that marks version 2.
    pub(crate) fn publish(&mut self, now: Moment, name: &'static str, text: &str, v2: bool) {
        let attributes = v2.then(|| json!({"version": {"Type": "String", "Value": "2.0"}}));
        let subscription = Some(self.topic.subscription.clone());
        let again = take(&mut self.faults.notifications.republished);
        for _ in 0..=u8::from(again) {
            let mut message = self.sealed(
                now,
                "Notification",
                name,
                text,
                &[],
                attributes.as_ref(),
                subscription.clone(),
            );
            if self.topic.webhook.is_none() || !self.topic.confirmed {
                self.topic
                    .record(now.business, &message, Outcome::NoSubscriber);
                continue;
            }
            let faults = &mut self.faults.notifications;
            if take(&mut faults.lost) {
                self.topic.record(now.business, &message, Outcome::Lost);
                continue;
            }
            message.due += faults.late_ms;
            if take(&mut faults.reordered) {
                message.held = true;
                message.due += OVERTAKE_MS;
            }
            if take(&mut faults.duplicated) {
                self.topic.enqueue(message.clone());
            }
            self.topic.enqueue(message);
        }
    }

    /// The signed envelope, printed as SNS prints it.
    #[expect(
        clippy::too_many_arguments,
        reason = "the parts of one envelope, used here alone"
    )]
    fn sealed(
        &mut self,
        now: Moment,
        kind: &'static str,
        name: &'static str,
        text: &str,
        extra: &[(&str, String)],
        attributes: Option<&Value>,
        subscription: Option<String>,
    ) -> Message {
        let signer = SnsSigner::shared();
        let version = self.faults.signature_version;
        let id = self.ids.uuid();
        let mut signed: Vec<(&str, String)> = vec![
            ("Type", kind.to_owned()),
            ("MessageId", id.clone()),
            ("TopicArn", self.topic.arn.clone()),
            ("Message", text.to_owned()),
            ("Timestamp", millis(now.system)),
        ];
        signed.extend_from_slice(extra);
        let mut sorted = signed.clone();
        sorted.sort();
        let plain: String = sorted
            .iter()
            .map(|(name, value)| format!("{name}\n{value}\n"))
            .collect();

        let mut fields: Vec<(&str, Value)> = signed
            .into_iter()
            .map(|(name, value)| (name, value.into()))
            .collect();
        let number = match version {
            Version::V1 => "1",
            Version::V2 => "2",
        };
        fields.push(("SignatureVersion", number.into()));
        fields.push(("Signature", signer.sign(version, &plain).into()));
        let host = self.topic.host();
        fields.push(("SigningCertURL", format!("{host}{}", signer.path).into()));
        if kind == "Notification" {
            let arn = &self.topic.subscription;
            let url = format!("{host}/?Action=Unsubscribe&SubscriptionArn={arn}");
            fields.push(("UnsubscribeURL", url.into()));
        }
        if let Some(attributes) = attributes {
            fields.push(("MessageAttributes", attributes.clone()));
        }
        let lines: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("  \"{name}\" : {value}"))
            .collect();
        Message {
            due: now.business,
            sequence: 0,
            attempt: 1,
            held: false,
            id,
            kind,
            name,
            about: about(text),
            subscription,
            body: format!("{{\n{}\n}}", lines.join(",\n")),
        }
    }
}

/// Device, and slot or subscriptions, of a DRS message.
fn about(text: &str) -> String {
    let message: Value = serde_json::from_str(text).unwrap_or_default();
    let serial = message["deviceInfo"]["deviceIdentifier"]["serialNumber"].as_str();
    let slot = message["orderInfo"]["slotId"].as_str();
    let subscriptions = &message["subscriptionInfo"]["slotsSubscriptionStatus"];
    let on = subscriptions.as_object().map(|slots| {
        let word = |(slot, status): (&String, &Value)| {
            let on = status["subscribed"].as_bool().or(status.as_bool());
            format!("{slot} {}", if on == Some(true) { "on" } else { "off" })
        };
        slots.iter().map(word).collect::<Vec<_>>().join(", ")
    });
    let parts = [serial.map(str::to_owned), slot.map(str::to_owned), on];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" / ")
}
