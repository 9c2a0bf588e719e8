//! The job of an endpoint: it hands events on and has what is due sent ([`super::attempt`]).
//!
//! - Events since it last looked become deliveries a page at a time, each endpoint by its own pace.
//! - Of each machine one is under way at a time, and a few machines are at once. No transaction is open meanwhile. What was
//!   sent and not written down, because the server died, is sent again.
//! - A run begins nothing new after a few seconds, so that it ends before its lease does; it goes on as the next one.
//! - Whether the endpoint is there and enabled is read before each that is begun.

use std::collections::HashSet;
use std::time::Duration;

use domain::webhook::Webhook;
use domain::{DeliveryId, Time, WebhookId};
use futures_util::future::FutureExt as _;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use store::{DueDelivery, OutgoingPage, Tx, WebhookSecrets};
use tokio::time::Instant;

use super::attempt::{open, send, settle};
use crate::event::Told;
use crate::job::{Ended, PIECE, PIECES};
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
async fn look(app: &Application, id: WebhookId, is_caught_up: bool) -> Result<Option<Look>, Error> {
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

/// How a run ends under which nothing is under way.
async fn over(app: &Application, id: WebhookId, is_caught_up: bool) -> Result<Ended, Error> {
    if !is_caught_up {
        return Ok(Ended::Again(app.now()));
    }
    let due = app.store.read().await?.deliveries_next_due(id).await?;
    Ok(due.map_or(Ended::Done, Ended::Again))
}
