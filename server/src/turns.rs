//! Turns: the requests of one customer are served two at a time, so that slow ones of theirs leave the
//! database to others. A few may wait; what is beyond them is refused at once. Signing out does not wait here:
//! it is how a customer takes their line back from whoever has a session of theirs.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::AccountId;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

use crate::auth::account::Account;

/// Requests of an account that are served at once.
const AT_ONCE: usize = 2;
/// Requests of an account that are served or wait.
const IN_ALL: usize = 32;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// Accounts with requests that are served or wait.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<Mutex<HashMap<AccountId, Line>>>);

#[derive(Debug)]
struct Line {
    turns: Arc<Semaphore>,
    length: usize,
}

/// A request in the line of its account.
#[derive(Debug)]
struct Place {
    turns: Turns,
    account: AccountId,
    turn: Arc<Semaphore>,
}

impl Turns {
    /// A place in an account's line; none where it is full.
    fn line_up(&self, account: AccountId) -> Option<Place> {
        let mut lines = self.lock();
        let line = lines.entry(account).or_insert_with(|| Line {
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            length: 0,
        });
        if line.length >= IN_ALL {
            return None;
        }
        line.length += 1;
        Some(Place {
            turns: self.clone(),
            account,
            turn: line.turns.clone(),
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AccountId, Line>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Its turn, when it comes.
    async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        let turn = self.turn.clone().acquire_owned();
        timeout(PATIENCE, turn).await.ok()?.ok()
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut lines = self.turns.lock();
        if let Some(line) = lines.get_mut(&self.account) {
            line.length -= 1;
            if line.length == 0 {
                lines.remove(&self.account);
            }
        }
    }
}

/// Serves a signed-in customer's request in its turn.
pub(crate) async fn take(
    State(turns): State<Turns>,
    account: Option<Account>,
    request: Request,
    next: Next,
) -> Response {
    let Some(Account(customer)) = account else {
        return next.run(request).await;
    };
    let Some(place) = turns.line_up(customer.account) else {
        return busy();
    };
    match place.turn().await {
        Some(_turn) => next.run(request).await,
        None => busy(),
    }
}

fn busy() -> Response {
    let words = "Too many requests of yours at once. Try again in a moment.\n";
    let headers = [(header::RETRY_AFTER, "10")];
    (StatusCode::TOO_MANY_REQUESTS, headers, words).into_response()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[tokio::test]
    async fn an_account_has_two_turns_and_a_line_that_ends() {
        let turns = Turns::default();
        let (ours, theirs) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let mut places: Vec<_> = (0..IN_ALL).filter_map(|_| turns.line_up(ours)).collect();
        assert_eq!(places.len(), IN_ALL);
        assert!(turns.line_up(ours).is_none(), "the line is full");
        let (one, two) = (places[0].turn().await, places[1].turn().await);
        assert!(one.is_some() && two.is_some());
        let third = places[2].turn.clone().try_acquire_owned();
        assert!(third.is_err(), "two at once");
        let other = turns.line_up(theirs).unwrap();
        assert!(other.turn().await.is_some(), "others have their own");
        drop(one);
        assert!(places[2].turn().await.is_some());
        places.clear();
        drop(other);
        assert!(turns.lock().is_empty(), "nothing is kept of who has gone");
    }
}
