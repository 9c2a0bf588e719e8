//! Announcing machines to Alexa: those that are new or otherwise than before at once, all of them daily. That they were
//! taken does not say that they are known, so that whatever was lost is put right a day later.

use amazon::alexa::{Event, MOST_ENDPOINTS};
use domain::time::HOUR;
use domain::{AccountId, Time};

use super::endpoint::Described;
use super::gateway::TellError;
use crate::job::{Ended, Tries};
use crate::{Application, Error};

/// When all machines are announced again, at the earliest; spread over the hours after it.
const AGAIN: i64 = 20 * HOUR;
const SPREAD: u64 = 3 * HOUR.unsigned_abs();

/// Announces the machines of an account's grant, as a job that goes on as long as there is one.
pub(crate) async fn run(
    app: &Application,
    account: AccountId,
    tries: Tries,
) -> Result<Ended, Error> {
    let now = app.now();
    app.link_machines(account).await?;
    let Some(grant) = app.store.read().await?.alexa_grant(account).await? else {
        return Ok(Ended::Done);
    };
    // What was announced later than now was by a clock that was wrong.
    let announced = grant.announced_at.filter(|at| *at <= now);
    let is_due = announced.is_none_or(|at| now.since(at) >= AGAIN);
    let mut news = app.described(account).await?;
    news.retain(|it| it.is_linked);
    if is_due && news.is_empty() {
        // There is nothing to say by which it would be heard that the grant has ended.
        if let Err(error) = app.refresh_grant(grant).await {
            return error.ended(now, tries, Ended::Done);
        }
    }
    news.retain(|it| is_due || it.is_news);
    let again = |since: Time| {
        let number = u64::from_le_bytes(app.random.bytes());
        since + AGAIN + (number % SPREAD).cast_signed()
    };
    let mut chunks: Vec<&[Described]> = news.chunks(MOST_ENDPOINTS).rev().collect();
    while let Some(chunk) = chunks.pop() {
        match tell(app, account, chunk).await {
            Ok(()) => {}
            Err(error) if error.is_of_size() && chunk.len() > 1 => {
                let (first, second) = chunk.split_at(chunk.len() / 2);
                chunks.extend([second, first]);
            }
            Err(error) => return error.ended(now, tries, Ended::Again(again(now))),
        }
    }
    if !is_due {
        return Ok(Ended::Again(again(announced.unwrap_or(now))));
    }
    let mut tx = app.store.write().await?;
    tx.alexa_grant_announced(account, now).await?;
    tx.commit().await?;
    Ok(Ended::Again(again(now)))
}

async fn tell(
    app: &Application,
    account: AccountId,
    machines: &[Described],
) -> Result<(), TellError> {
    let endpoints = machines.iter().map(|it| it.endpoint.clone());
    let event = Event::AddOrUpdate(endpoints.collect());
    app.tell_alexa(account, &event).await?;
    let mut tx = app.store.write().await?;
    for it in machines {
        app.announced(&mut tx, account, it).await?;
    }
    tx.commit().await?;
    app.wake.notify_waiters();
    Ok(())
}
