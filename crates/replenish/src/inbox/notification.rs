//! Amazon's notifications through SNS: verified, kept once, applied in the same transaction.

use amazon::notification::{anonymous, parse};
use amazon::{ConfirmError, Confirmation, Event, Notification, Refusal, VerifiedMessage};
use domain::Time;
use domain::registration::EndedBy;
use domain::time::MINUTE;
use store::NewNotification;
use tracing::{error, info, warn};

use super::Inbox;
use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::runtime::clock::system_now;
use crate::{Caller, Error};

/// Messages that wait for an unknown device, at most.
const WAITING: i64 = 10_000;

/// How far Amazon's clock and ours may be apart.
const CLOCKS_DIFFER: i64 = 5 * MINUTE;

/// What the webhook answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Not believed; SNS does not send it again.
    #[error("not a message for us")]
    Forbidden,
    /// Not possible now; SNS sends it again.
    #[error("not possible now")]
    Unavailable,
    /// Genuine, and not of this server's present; SNS sends it again.
    #[error("a wrong clock")]
    Clock,
}

impl From<Error> for Refused {
    fn from(error: Error) -> Self {
        warn!(%error, "a message could not be kept");
        Self::Unavailable
    }
}

impl From<store::Error> for Refused {
    fn from(error: store::Error) -> Self {
        Error::from(error).into()
    }
}

impl Inbox<'_> {
    /// Takes one request body of the webhook. Done means kept, and applied where its device is known.
    pub async fn receive(self, body: &[u8], header_type: Option<&str>) -> Result<(), Refused> {
        let taken = self.take(body, header_type).await;
        let outcome = match &taken {
            Ok(()) => "kept",
            Err(Refused::Forbidden) => "not_believed",
            Err(Refused::Unavailable) => "not_now",
            Err(Refused::Clock) => "clock",
        };
        metrics::counter!("larder_sns_messages_total", "outcome" => outcome).increment(1);
        taken
    }

    async fn take(self, body: &[u8], header_type: Option<&str>) -> Result<(), Refused> {
        let verifier = &self.0.verifier;
        match verifier.verify(body, header_type, system_now()).await {
            Ok(VerifiedMessage::Notification {
                topic,
                message_id,
                message,
                ..
            }) => self.keep(&topic, &message_id, &message).await,
            Ok(VerifiedMessage::Confirmation(confirmation)) => self.confirm(&confirmation).await,
            Ok(VerifiedMessage::Unsubscribed { topic, .. }) => {
                error!(
                    topic,
                    "somebody ended the SNS subscription: Amazon's messages no longer come"
                );
                let mut tx = self.0.store.write().await?;
                tx.topic_unsubscribed(&topic, self.0.now()).await?;
                Ok(tx.commit().await?)
            }
            Err(Refusal::OutsideWindow { ahead }) if ahead > 0 => {
                let seconds = ahead / 1_000;
                error!(
                    seconds,
                    "this server's clock is slow by at least so many seconds: a genuine message of \
                     Amazon's is of its future, and waits until the clock is right"
                );
                Err(Refused::Clock)
            }
            Err(Refusal::OutsideWindow { ahead }) => {
                let seconds = ahead.unsigned_abs() / 1_000;
                error!(
                    seconds,
                    "a genuine message of Amazon's is so many seconds old by this server's clock: the \
                     clock is fast, or somebody sends an old message again"
                );
                Err(Refused::Clock)
            }
            Err(refusal) if refusal.is_passing() => {
                warn!(%refusal, "a message cannot be checked now");
                Err(Refused::Unavailable)
            }
            Err(refusal) => {
                warn!(%refusal, "a message is not believed");
                Err(Refused::Forbidden)
            }
        }
    }

    async fn confirm(self, confirmation: &Confirmation) -> Result<(), Refused> {
        match self.0.verifier.confirm(confirmation).await {
            Ok(()) => {
                let topic = confirmation.topic();
                info!(topic, "the SNS subscription is confirmed");
                let mut tx = self.0.store.write().await?;
                tx.topic_confirmed(topic, self.0.now()).await?;
                Ok(tx.commit().await?)
            }
            Err(ConfirmError::Refused { .. }) => Err(Refused::Forbidden),
            Err(error) => {
                warn!(%error, "the SNS subscription could not be confirmed now");
                Err(Refused::Unavailable)
            }
        }
    }

    async fn keep(self, topic: &str, message_id: &str, message: &str) -> Result<(), Refused> {
        let read = parse(message);
        let mut tx = self.0.store.write().await?;
        let id = read.as_ref().ok().map(|said| said.id.as_str());
        if tx.notification_known(topic, message_id, id).await? {
            return Ok(());
        }
        let serial = read.as_ref().ok().map(|said| said.serial.as_str());
        let device = match serial.filter(|serial| !serial.is_empty()) {
            Some(serial) => tx.device_by_serial(serial).await?,
            None => None,
        };
        let device = match device {
            // Held: whoever ends its registration empties the messages that are there, and no others.
            Some(device) if !device.deleting => tx.device_lock(device.id).await?,
            device => device,
        };
        let waits = device.is_none() && serial.is_some_and(|serial| !serial.is_empty());
        if waits && tx.notifications_waiting_count(WAITING).await? >= WAITING {
            warn!("too many messages wait for unknown devices; this one is left out");
            return Ok(());
        }
        if let Ok(said) = &read {
            let lag = system_now().since(said.time).max(0) as f64 / 1_000.0;
            metrics::histogram!("larder_notification_lag_seconds").record(lag);
        }
        // Of a machine that nobody has connected nothing is kept but that the message came: it is about
        // somebody who may have asked to be forgotten. What may still find its machine waits without a name.
        let text = match &device {
            Some(device) if tx.registration(device.id).await?.is_some() => message.to_owned(),
            Some(_) => String::new(),
            None => anonymous(message).unwrap_or_else(|_| message.to_owned()),
        };
        let text = text.replace('\0', "\u{fffd}");
        let new = NewNotification {
            topic,
            message_id,
            notification_id: id,
            kind: read.as_ref().map_or("unreadable", |said| kind(&said.event)),
            serial: serial.filter(|_| !text.is_empty()),
            time: read.as_ref().ok().map(|said| said.time),
            received_at: self.0.now(),
            applied: !waits,
            body: &text,
        };
        match tx.notification_insert(&new).await {
            // The same message, on another connection at the same time.
            Err(store::Error::Conflict) => return Ok(()),
            kept => kept?,
        }
        match (device, read) {
            (Some(device), Ok(said)) if !device.deleting => {
                let mut unit = DeviceUnit::lock_in(self.0, tx, device.id).await?;
                unit.hear(&said).await?;
                unit.commit().await?;
            }
            (_, Err(why)) => {
                warn!(%why, "a message that is not understood is kept");
                tx.commit().await?;
            }
            (Some(_), Ok(_)) => tx.commit().await?,
            (None, Ok(said)) => {
                tx.commit().await?;
                // The device may have been made meanwhile, by whoever could not see the message yet.
                let mut tx = self.0.store.read().await?;
                let made = tx.device_by_serial(&said.serial).await?;
                drop(tx);
                if waits && made.is_some() {
                    let mut tx = self.0.store.write().await?;
                    self.0.ask(&mut tx, &Job::Hear, self.0.now()).await?;
                    tx.commit().await?;
                }
            }
        }
        Ok(())
    }
}

impl DeviceUnit {
    /// Applies one message to the device it is about.
    pub(crate) async fn hear(&mut self, said: &Notification) -> Result<(), Error> {
        match &said.event {
            Event::SubscriptionChanged(slots) => {
                self.apply_subscriptions(slots.clone(), said.time);
                Ok(())
            }
            Event::DeviceRegistered => self.apply_registered(said).await,
            Event::DeviceDeregistered => self.apply_deregistered(said.time).await,
            Event::OrderPlaced(order) if self.is_at_amazon() => {
                self.apply_placed(order, said.time).await
            }
            Event::ItemShipped(order) if self.is_at_amazon() => {
                self.apply_shipped(order, said.time).await
            }
            Event::OrderCancelled { instance, slot } if self.is_at_amazon() => {
                self.apply_cancelled(instance, slot, said.time).await
            }
            Event::Unknown { kind } => {
                warn!(kind, "a message of a kind that is not known is kept");
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// One from before our code exchange is of the registration before, if that was longer ago than clocks differ: what
    /// Amazon says of that one's orders must not look newer than this one.
    async fn apply_registered(&mut self, said: &Notification) -> Result<(), Error> {
        let Some(mut registration) = self.tx.registration(self.device.id).await? else {
            return Ok(());
        };
        if said.time + CLOCKS_DIFFER < registration.registered_at {
            return Ok(());
        }
        if registration
            .amazon_updated_at
            .is_none_or(|known| known < said.time)
        {
            registration.amazon_updated_at = Some(said.time);
            registration.amazon_customer = said.customer.clone();
            self.tx.registration_put(&registration).await?;
        }
        Ok(())
    }

    /// A word older than the registration is about the one before. One from about the time of our code
    /// exchange may be about either, since DeviceRegistered is said before it and clocks differ: it is
    /// not believed but checked, Amazon is asked with the tokens.
    async fn apply_deregistered(&mut self, at: Time) -> Result<(), Error> {
        let Some(registration) = self.tx.registration(self.device.id).await? else {
            return Ok(());
        };
        let exchanged = registration.registered_at;
        if at < registration.amazon_updated_at.unwrap_or(exchanged) {
            return Ok(());
        }
        if at < exchanged + CLOCKS_DIFFER {
            let device = self.device.id;
            let now = self.now;
            self.job(Job::Verify { device }, now);
            return Ok(());
        }
        self.audit(&Caller::Amazon, "registration.ended").await?;
        self.end_registration(EndedBy::Amazon).await
    }
}

fn kind(event: &Event) -> &str {
    match event {
        Event::OrderPlaced(_) => "order_placed",
        Event::ItemShipped(_) => "item_shipped",
        Event::OrderCancelled { .. } => "order_cancelled",
        Event::DeviceRegistered => "device_registered",
        Event::DeviceDeregistered => "device_deregistered",
        Event::SubscriptionChanged(_) => "subscription_changed",
        Event::Unknown { .. } => "unknown",
    }
}
