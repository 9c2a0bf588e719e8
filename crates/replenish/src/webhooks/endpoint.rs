//! Endpoints: what somebody of the maker's does with them.

use delivery::Secret;
use domain::event::EventType;
use domain::webhook::{EventTypes, KEPT, MOST, OVERLAP, TEST};
use domain::{DeliveryId, Time, Webhook, WebhookId};
use secrecy::{ExposeSecret as _, SecretString};
use store::WebhookSecrets;
use tracing::error;
use url::Url;

use super::{Webhooks, must_be_allowed, place};
use crate::{Caller, Code, Error, Invalid};

/// An endpoint as somebody asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewWebhook {
    /// Where events are to be sent.
    pub url: String,
    /// Names of the types of those that are; `*` alone for all.
    pub types: Vec<String>,
}

impl Webhooks<'_> {
    /// Makes an endpoint, which hears of events from now on: what it is, and its secret, this once.
    pub async fn create(
        self,
        caller: Caller,
        new: &NewWebhook,
    ) -> Result<(Webhook, String), Error> {
        must_be_allowed(&caller)?;
        let (url, types) = self.check(new).await?;
        // What happened before has its number by then.
        self.0.number_events().await?;
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        if tx.webhooks(MOST).await?.len() as i64 >= MOST {
            let why = format!("there are {MOST} webhooks; delete one first");
            return Err(Error::conflict(Code::Maker("conflict"), why));
        }
        let webhook = Webhook {
            id: self.0.random.id(now),
            url: url.into(),
            types,
            created_at: now,
            old_secret_until: None,
            dispatched: tx.events_last_number().await?,
            enabled_at: None,
            reviving: false,
            disabled_at: None,
            disabled_reason: None,
            deleting: false,
            last_success_at: None,
            last_failure_at: None,
            last_failure: None,
        };
        let secret = Secret::text(&self.0.random.bytes());
        let sealed = self.seal(&secret, webhook.id, "secret")?;
        tx.webhook_insert(&webhook, &sealed).await?;
        self.settle(tx, &caller, "webhook.create", webhook.id)
            .await?;
        Ok((webhook, secret.expose_secret().to_owned()))
    }

    /// Takes an endpoint away: from now on nothing is sent to it, and what was is forgotten.
    pub async fn delete(self, caller: Caller, id: WebhookId) -> Result<(), Error> {
        must_be_allowed(&caller)?;
        let mut tx = self.0.store.write().await?;
        if !tx.webhook_remove(id).await? {
            return Err(Error::NotFound);
        }
        self.settle(tx, &caller, "webhook.delete", id).await
    }

    /// Gives an endpoint another secret: that, this once, and until when the one before signs, too. `Conflict` while one
    /// before still does: until then its receiver may know no other.
    pub async fn rotate(self, caller: Caller, id: WebhookId) -> Result<(String, Time), Error> {
        must_be_allowed(&caller)?;
        let mut tx = self.0.store.write().await?;
        let hook = self.there(&mut tx, id).await?;
        let now = self.0.now();
        if let Some(end) = hook.old_secret_until.filter(|end| now < *end) {
            let why = format!(
                "the secret before signs until {end}, too: another one is made after that; where this one is known \
                 to somebody, delete the webhook and make it anew"
            );
            return Err(Error::conflict(Code::Maker("conflict"), why));
        }
        let until = now + OVERLAP;
        let before = tx.webhook_secrets(id).await?.ok_or(Error::NotFound)?;
        let before = self.0.vault.open(&before.secret, &place(id, "secret"));
        let old_secret = match before {
            Ok(before) => Some(self.seal(&before, id, "old_secret")?),
            Err(error) => {
                error!(webhook = %id, %error, "the secret before signs no more");
                None
            }
        };
        let secret = Secret::text(&self.0.random.bytes());
        let secrets = WebhookSecrets {
            secret: self.seal(&secret, id, "secret")?,
            old_secret_until: old_secret.as_ref().map(|_| until),
            old_secret,
        };
        tx.webhook_rotate(id, &secrets).await?;
        self.settle(tx, &caller, "webhook.rotate", id).await?;
        Ok((secret.expose_secret().to_owned(), until))
    }

    /// Enables an endpoint that was disabled. It hears of what happened since, as far as deliveries are kept.
    pub async fn enable(self, caller: Caller, id: WebhookId) -> Result<Webhook, Error> {
        must_be_allowed(&caller)?;
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        self.there(&mut tx, id).await?;
        // Numbers go with the time.
        let after = (now - KEPT).millis();
        if !tx.webhook_enable(id, now, after).await? {
            let why = "this webhook is not disabled";
            return Err(Error::conflict(Code::Maker("conflict"), why));
        }
        let enabled = self.there(&mut tx, id).await?;
        self.settle(tx, &caller, "webhook.enable", id).await?;
        Ok(enabled)
    }

    /// Sends something to try an endpoint: its delivery.
    pub async fn test(self, caller: Caller, id: WebhookId) -> Result<DeliveryId, Error> {
        must_be_allowed(&caller)?;
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        self.enabled(&mut tx, id).await?;
        let delivery = self.0.random.id(now);
        tx.delivery_insert_alone(delivery, id, TEST, None, now)
            .await?;
        self.settle(tx, &caller, "webhook.test", id).await?;
        Ok(delivery)
    }

    /// Sends again what was taken, by a delivery of its own, or now what waits: the delivery that will be. `NotFound` where
    /// it is of another endpoint than the one that is named.
    pub async fn resend(
        self,
        caller: Caller,
        of: Option<WebhookId>,
        id: DeliveryId,
    ) -> Result<DeliveryId, Error> {
        must_be_allowed(&caller)?;
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        let before = tx.delivery(id).await?;
        let before = before.filter(|it| of.is_none_or(|of| of == it.webhook_id));
        let before = before.ok_or(Error::NotFound)?;
        let webhook = self.enabled(&mut tx, before.webhook_id).await?.id;
        let delivery = if before.is_waiting {
            tx.delivery_hasten(id, now).await?;
            id
        } else {
            let numbers: Vec<_> = before.number.into_iter().collect();
            if tx.events_numbered(&numbers).await?.len() < numbers.len() {
                let why = "the event of this delivery is not kept any more";
                return Err(Error::conflict(Code::Maker("conflict"), why));
            }
            let delivery = self.0.random.id(now);
            tx.delivery_insert_alone(delivery, webhook, &before.kind, Some(id), now)
                .await?;
            delivery
        };
        self.settle(tx, &caller, "webhook.resend", webhook).await?;
        Ok(delivery)
    }

    fn seal(self, secret: &SecretString, id: WebhookId, column: &str) -> Result<Vec<u8>, Error> {
        let place = place(id, column);
        Ok(self.0.vault.seal(secret, &place, &self.0.random)?)
    }

    /// The address as it is called, whatever was typed, and the types.
    async fn check(self, new: &NewWebhook) -> Result<(Url, EventTypes), Error> {
        let url = self.0.settings.webhooks.check(&new.url).await;
        let url = url.map_err(|error| {
            let detail = format!("`url` {error}");
            vec![Invalid::new("url", Code::Maker("bad_url"), detail)]
        });
        match (url, types(&new.types)) {
            (Ok(url), Ok(types)) => Ok((url, types)),
            (url, types) => {
                let faults = url.err().into_iter().chain(types.err());
                Err(Error::Invalid(faults.flatten().collect()))
            }
        }
    }
}

/// The types that somebody names, each once.
fn types(names: &[String]) -> Result<EventTypes, Vec<Invalid>> {
    let code = Code::Maker("bad_type");
    if names == [EventTypes::EVERY] {
        return Ok(EventTypes::All);
    }
    if names.is_empty() {
        let detail = "`types` must name at least one type of events, or be `*` for all";
        return Err(vec![Invalid::new("types", code, detail)]);
    }
    let mut faults = Vec::new();
    let mut types: Vec<EventType> = Vec::new();
    for (n, name) in names.iter().enumerate() {
        match EventType::parse(name) {
            Some(kind) if !types.contains(&kind) => types.push(kind),
            Some(_) => {}
            None => {
                let field = format!("types[{n}]");
                let known = EventType::ALL.map(EventType::name).join("`, `");
                let detail = format!("`{field}` must be one of `{known}`; or `types` is `*` alone");
                faults.push(Invalid::new(field, code, detail));
            }
        }
    }
    if faults.is_empty() {
        Ok(EventTypes::Some(types))
    } else {
        Err(faults)
    }
}
