//! The job of an endpoint: it hands events on, sends what is due, and writes down what came of it.
//!
//! - Events since it last looked become deliveries a page at a time, each endpoint by its own pace.
//! - Of each machine one is under way at a time, and a few machines are at once. No transaction is open meanwhile. What was
//!   sent and not written down, because the server died, is sent again.
//! - A run begins nothing new after a few seconds, so that it ends before its lease does; it goes on as the next one.
//! - What is not taken waits longer each time. After three days of it, or with a 410, the endpoint is disabled, and
//!   nothing more is begun.

use std::collections::HashSet;
use std::time::Duration;

use delivery::{Failure, Message, Secret};
use domain::webhook::{Answer, DisabledReason, Webhook, wait};
use domain::{DeliveryId, Time, WebhookId};
use futures_util::future::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use metrics::counter;
use store::{DueDelivery, OutgoingPage, Tried, Tx, WebhookSecrets};
use tokio::time::Instant;
use tracing::{error, warn};

use super::place;
use crate::event::Told;
use crate::job::{Ended, PIECE, PIECES};
use crate::runtime::clock::system_now;
use crate::{Application, Error};

/// Deliveries of an endpoint that are under way at a time.
const AT_ONCE: usize = 8;
/// How long a run begins new ones.
const BEGINS: Duration = Duration::from_secs(5);
/// Events that are handed on in one transaction.
const PAGE: i64 = 500;
/// Events that are looked at for those.
const LOOKS: i64 = 1_000;

/// What is known of an endpoint at a moment.
struct Look {
    hook: Webhook,
    secrets: WebhookSecrets,
    /// What is to be handed on to it.
    page: OutgoingPage,
    /// What is due, each with what it says; none where that is gone.
    due: Vec<(DueDelivery, Option<Told>)>,
}

/// A delivery that was tried, and what it is.
type Sent = (DueDelivery, Result<u16, Failure>);

/// Runs the job.
pub(crate) async fn run(app: &Application, id: WebhookId) -> Result<Ended, Error> {
    let until = Instant::now() + BEGINS;
    let mut under_way = FuturesUnordered::new();
    let mut ids = HashSet::new();
    let mut is_caught_up = false;
    loop {
        let Some(look) = look(app, id, is_caught_up).await? else {
            return Ok(Ended::Done);
        };
        if look.hook.deleting {
            return delete(app, id).await;
        }
        if look.hook.disabled_at.is_some() {
            return Ok(Ended::Done);
        }
        if look.hook.reviving {
            if !revive(app, id).await? {
                return Ok(Ended::Again(app.now()));
            }
            continue;
        }
        let is_more = hand_on(app, &look, &mut is_caught_up).await?;
        let may_begin = Instant::now() < until;
        let mut lost = Vec::new();
        if may_begin {
            for (due, told) in look.due {
                if ids.len() >= AT_ONCE || ids.contains(&due.id) {
                    continue;
                }
                match told {
                    Some(told) => {
                        ids.insert(due.id);
                        let secrets = open(app, id, &look.secrets)?;
                        let url = look.hook.url.clone();
                        under_way.push(send(app, url, secrets, due, told));
                    }
                    None => lost.push(due),
                }
            }
        }
        let mut sent = Vec::new();
        if lost.is_empty() {
            match under_way.next().await {
                Some(first) => sent.push(first),
                None if is_more && may_begin => continue,
                None => return over(app, id, is_caught_up).await,
            }
        }
        while let Some(Some(next)) = under_way.next().now_or_never() {
            sent.push(next);
        }
        for (due, _) in &sent {
            ids.remove(&due.id);
        }
        settle(app, &look.hook, &sent, &lost).await?;
    }
}

/// Reads what there is to do; none where the endpoint is gone.
async fn look(
    app: &Application,
    id: WebhookId,
    is_caught_up: bool,
) -> Result<Option<Look>, Error> {
    let mut tx = app.store.read().await?;
    let (Some(hook), Some(secrets)) = (tx.webhook(id).await?, tx.webhook_secrets(id).await?) else {
        return Ok(None);
    };
    let page = if is_caught_up {
        OutgoingPage {
            events: Vec::new(),
            looked_to: None,
        }
    } else {
        let types = hook.types.types();
        tx.events_outgoing(hook.dispatched, types, PAGE, LOOKS)
            .await?
    };
    let due = due(&mut tx, id, app.now()).await?;
    Ok(Some(Look {
        hook,
        secrets,
        page,
        due,
    }))
}

/// What is due, with what is under way.
async fn due(
    tx: &mut Tx,
    id: WebhookId,
    now: Time,
) -> Result<Vec<(DueDelivery, Option<Told>)>, Error> {
    let due = tx.deliveries_due(id, now, 2 * AT_ONCE as i64).await?;
    let numbers: Vec<_> = due.iter().filter_map(|it| it.number).collect();
    let mut events = if numbers.is_empty() {
        Vec::new()
    } else {
        tx.events_numbered(&numbers).await?
    };
    let with_event = due.into_iter().map(|due| {
        let told = match due.number {
            None => Some(Told::test(format!("test_{}", due.id), due.created_at)),
            // An event may be due twice: once more, as somebody asked.
            Some(number) => {
                let event = events.iter_mut().find(|it| it.number == number);
                event.map(|event| Told::from(event.clone()))
            }
        };
        (due, told)
    });
    Ok(with_event.collect())
}

/// Makes deliveries of a page of events: whether it did.
async fn hand_on(app: &Application, look: &Look, is_caught_up: &mut bool) -> Result<bool, Error> {
    let OutgoingPage { events, looked_to } = &look.page;
    let is_full = i64::try_from(events.len()).is_ok_and(|found| found >= PAGE);
    *is_caught_up |= !is_full && looked_to.is_none();
    let last = looked_to.or(events.last().map(|it| it.number));
    let Some(last) = last else {
        return Ok(false);
    };
    let now = app.now();
    // Newer ones have larger ids, as they have larger numbers.
    let mut ids: Vec<DeliveryId> = events.iter().map(|_| app.random.id(now)).collect();
    ids.sort();
    let deliveries: Vec<_> = ids.into_iter().zip(events.iter().copied()).collect();
    let mut tx = app.store.write().await?;
    tx.deliveries_insert(look.hook.id, &deliveries, now).await?;
    tx.webhook_dispatched(look.hook.id, last).await?;
    tx.commit().await?;
    Ok(true)
}

/// Makes what waits due, after an endpoint was enabled: whether all of it is.
async fn revive(app: &Application, id: WebhookId) -> Result<bool, Error> {
    for _ in 0..PIECES {
        let mut tx = app.store.write().await?;
        let moved = tx.deliveries_hasten(id, app.now(), PIECE).await?;
        let is_last = i64::try_from(moved).is_ok_and(|moved| moved < PIECE);
        if is_last {
            tx.webhook_revived(id).await?;
        }
        tx.commit().await?;
        if is_last {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Takes an endpoint away, with all that was sent to it.
async fn delete(app: &Application, id: WebhookId) -> Result<Ended, Error> {
    for _ in 0..PIECES {
        let mut tx = app.store.write().await?;
        let is_gone = tx.webhook_delete(id, PIECE).await?;
        tx.commit().await?;
        if is_gone {
            return Ok(Ended::Done);
        }
    }
    Ok(Ended::Again(app.now()))
}

/// The secrets that sign now.
fn open(app: &Application, id: WebhookId, sealed: &WebhookSecrets) -> Result<Vec<Secret>, Error> {
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
async fn send(
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
async fn settle(
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

/// How a run ends under which nothing is under way.
async fn over(app: &Application, id: WebhookId, is_caught_up: bool) -> Result<Ended, Error> {
    if !is_caught_up {
        return Ok(Ended::Again(app.now()));
    }
    let due = app.store.read().await?.deliveries_next_due(id).await?;
    Ok(due.map_or(Ended::Done, Ended::Again))
}
