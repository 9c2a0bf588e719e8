//! One try of a delivery: it is signed, sent, and what came of it is written down.
//!
//! What is not taken waits longer each time. After three days of it, or with a 410, the endpoint is disabled.

use delivery::{Failure, Message, Secret};
use domain::webhook::{Answer, DisabledReason, Webhook, wait};
use domain::{Time, WebhookId};
use metrics::counter;
use store::{DueDelivery, Tried, WebhookSecrets};
use tracing::{error, warn};

use super::place;
use crate::event::Told;
use crate::runtime::clock::system_now;
use crate::{Application, Error};

/// A delivery that was tried, and what was answered.
pub(super) type Sent = (DueDelivery, Result<u16, Failure>);

/// The secrets that sign now.
pub(super) fn open(
    app: &Application,
    id: WebhookId,
    sealed: &WebhookSecrets,
) -> Result<Vec<Secret>, Error> {
    let until = sealed.old_secret_until;
    let old = sealed.old_secret.as_ref();
    let old = old.filter(|_| until.is_some_and(|until| app.now() < until));
    let all = [(Some(&sealed.secret), "secret"), (old, "old_secret")];
    let mut secrets = Vec::new();
    for (sealed, column) in all {
        let Some(sealed) = sealed else { continue };
        let opened = app.vault.open(sealed, &place(id, column));
        match opened.map(|text| Secret::parse(&text)) {
            Ok(Ok(secret)) => secrets.push(secret),
            Ok(Err(error)) => error!(webhook = %id, %error, "a secret does not sign"),
            Err(error) => error!(webhook = %id, %error, "a secret does not sign"),
        }
    }
    // Nobody could tell from whom it comes.
    if secrets.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(secrets)
}

/// Sends one.
pub(super) async fn send(
    app: &Application,
    url: String,
    secrets: Vec<Secret>,
    due: DueDelivery,
    told: Told,
) -> Sent {
    let message = Message {
        url: &url,
        id: told.id(),
        timestamp: system_now().millis().div_euclid(1_000),
        secrets: &secrets,
        body: told.body(),
    };
    let answer = app.settings.webhooks.send(message).await;
    (due, answer)
}

/// Writes down what came of some, and disables the endpoint where that is the end.
pub(super) async fn settle(
    app: &Application,
    hook: &Webhook,
    sent: &[Sent],
    lost: &[DueDelivery],
) -> Result<(), Error> {
    let now = app.now();
    let is_doubted = app.doubted_since().is_some();
    let (mut success, mut failure, mut end) = (None, None, None);
    let mut tx = app.store.write().await?;
    for due in lost {
        tx.delivery_tried(hook.id, due, &Tried::Lost, now).await?;
    }
    for (due, answer) in sent {
        let tried = tried(app, due, *answer, now);
        match &tried {
            Tried::Failed { why, .. } => {
                failure = Some(why.clone());
                let first = due.first_try.unwrap_or(now);
                // No time is over while the clock is doubted.
                if !is_doubted && hook.is_given_up(first, now) {
                    end = end.or(Some(DisabledReason::Failing));
                }
            }
            Tried::Taken(_) | Tried::Lost => success = Some(now),
        }
        if matches!(answer, Ok(status) if Answer::of(*status) == Answer::Gone) {
            end = Some(DisabledReason::Gone);
        }
        tx.delivery_tried(hook.id, due, &tried, now).await?;
    }
    let failed = failure.as_deref().map(|why| (now, why));
    tx.webhook_answered(hook.id, success, failed).await?;
    let is_disabled = match end {
        Some(reason) => tx.webhook_disable(hook.id, now, reason).await?,
        None => false,
    };
    tx.commit().await?;
    for (_, answer) in sent {
        counter!("larder_webhook_deliveries_total", "outcome" => outcome(*answer)).increment(1);
    }
    if let Some(reason) = end.filter(|_| is_disabled) {
        let (webhook, reason) = (hook.id, reason.name());
        counter!("larder_webhooks_disabled_total", "reason" => reason).increment(1);
        warn!(%webhook, reason, "a webhook is disabled: nothing is sent to it until it is enabled");
    }
    Ok(())
}

/// What an answer makes of a delivery.
fn tried(app: &Application, due: &DueDelivery, answer: Result<u16, Failure>, now: Time) -> Tried {
    let (status, why) = match answer {
        Ok(status) if Answer::of(status) == Answer::Taken => return Tried::Taken(status),
        Ok(status @ 300..=399) => {
            let why = format!("it answered {status}; redirects are not followed");
            (Some(status), why)
        }
        Ok(status) => (Some(status), format!("it answered {status}")),
        Err(failure) => (None, failure.to_string()),
    };
    let random = u16::from_be_bytes(app.random.bytes());
    Tried::Failed {
        status,
        why,
        again: now + wait(due.tries + 1, random),
    }
}

/// How an answer is counted.
fn outcome(answer: Result<u16, Failure>) -> &'static str {
    match answer {
        Ok(status) if Answer::of(status) == Answer::Taken => "delivered",
        Ok(_) => "refused",
        Err(Failure::Refused) => "closed",
        Err(Failure::NotConnected) => "not_connected",
        Err(Failure::Late) => "late",
        Err(Failure::Broken) => "broken",
    }
}
