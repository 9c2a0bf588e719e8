//! How often something may be done: a token bucket for each purpose, and in it one for each client,
//! account or machine.
//!
//! What must stay true: nothing valid is refused for what was wrong before it. A bucket of failures is
//! asked once something has failed, so that a machine behind a shared address is not silenced by its
//! neighbours; a bucket of what succeeds is so large that people never meet its end. Kept in this
//! process alone, within bounds: whoever was not heard of for longest is forgotten first.

use std::hash::Hash;
use std::num::NonZeroUsize;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::extract::{Request, State};
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{AccountId, DeviceId, PersonalTokenId};
use lru::LruCache;

use crate::auth::account::Account;
use crate::client::Client;

/// Buckets of a purpose that are kept at once.
const KEPT: NonZeroUsize = NonZeroUsize::MIN.saturating_add(9_999);

/// Every purpose, each with buckets of its own.
#[derive(Debug)]
pub struct Throttle {
    /// Wrong tokens of machines.
    pub device_token: Buckets<Client>,
    /// Wrong tokens of the maker and of the factory.
    pub maker_token: Buckets<Client>,
    /// Wrong secrets of the client that links accounts.
    pub link_client: Buckets<Client>,
    /// Directives that the forwarder has not signed.
    pub forwarder: Buckets<Client>,
    /// Wrong personal tokens of customers' programs.
    pub personal_token: Buckets<Client>,
    /// Ways back from Amazon that this server did not begin, or whose code Amazon refuses.
    pub sign_in: Buckets<Client>,
    /// Links of operators that are none, and ways back that this server did not begin.
    pub operator: Buckets<Client>,
    /// Changes that leave a line in the audit each.
    pub change: Buckets<AccountId>,
    /// The same by a customer's own program.
    pub change_by_token: Buckets<PersonalTokenId>,
    /// Claim codes for a machine's own screen.
    pub screen_code: Buckets<DeviceId>,
    /// Lines of the log that anybody may cause, by what they are about.
    pub log: Buckets<&'static str>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            device_token: Buckets::failures(),
            maker_token: Buckets::failures(),
            link_client: Buckets::failures(),
            forwarder: Buckets::failures(),
            personal_token: Buckets::failures(),
            sign_in: Buckets::failures(),
            operator: Buckets::failures(),
            change: Buckets::new(500, Duration::from_secs(5)),
            change_by_token: Buckets::new(500, Duration::from_secs(5)),
            screen_code: Buckets::new(100, Duration::from_secs(10)),
            log: Buckets::new(5, Duration::from_secs(60)),
        }
    }
}

/// The buckets of one purpose.
#[derive(Debug)]
pub struct Buckets<K: Hash + Eq> {
    /// How long the tokens of a whole bucket take to come back.
    whole: Duration,
    /// How long one takes.
    every: Duration,
    /// When each bucket is full again.
    full_at: Mutex<LruCache<K, Instant>>,
}

/// A bucket is empty: seconds until it has a token again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Empty(pub u64);

impl<K: Hash + Eq> Buckets<K> {
    /// Buckets of `size` tokens, each of which comes back after `every`.
    fn new(size: u32, every: Duration) -> Self {
        Self {
            whole: every * size,
            every,
            full_at: Mutex::new(LruCache::new(KEPT)),
        }
    }

    /// Twenty a minute.
    fn failures() -> Self {
        Self::new(20, Duration::from_secs(3))
    }

    /// Takes a token.
    pub fn take(&self, whose: K) -> Result<(), Empty> {
        self.take_at(whose, Instant::now())
    }

    /// Whether there is a token; takes none.
    pub fn check(&self, whose: &K) -> Result<(), Empty> {
        let now = Instant::now();
        let full_at = self.lock().peek(whose).copied();
        self.after_one(full_at, now).map(|_| ())
    }

    fn take_at(&self, whose: K, now: Instant) -> Result<(), Empty> {
        let mut buckets = self.lock();
        let after = self.after_one(buckets.get(&whose).copied(), now)?;
        buckets.put(whose, after);
        Ok(())
    }

    /// When a bucket will be full once a token is taken now (the generic cell rate algorithm, ITU-T
    /// I.371).
    fn after_one(&self, full_at: Option<Instant>, now: Instant) -> Result<Instant, Empty> {
        let after = full_at.map_or(now, |at| at.max(now)) + self.every;
        match after.duration_since(now).checked_sub(self.whole) {
            Some(wait) if !wait.is_zero() => Err(Empty(wait.as_secs_f64().ceil() as u64)),
            _ => Ok(after),
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LruCache<K, Instant>> {
        self.full_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl IntoResponse for Empty {
    fn into_response(self) -> Response {
        let wait = [(header::RETRY_AFTER, self.0.to_string())];
        let words = "That was asked for too often. Wait a little and try again.\n";
        (StatusCode::TOO_MANY_REQUESTS, wait, words).into_response()
    }
}

/// For what leaves a line in the audit each time: so often for each account.
pub(crate) async fn change(
    State(throttle): State<Arc<Throttle>>,
    account: Option<Account>,
    request: Request,
    next: Next,
) -> Response {
    if let Some(Account(customer)) = account
        && let Err(empty) = throttle.change.take(customer.account)
    {
        return empty.into_response();
    }
    next.run(request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_what_is_in_it_and_then_a_token_at_a_time() {
        let buckets = Buckets::failures();
        let now = Instant::now();
        for _ in 0..20 {
            assert_eq!(buckets.take_at("one", now), Ok(()));
        }
        assert_eq!(buckets.take_at("one", now), Err(Empty(3)));
        assert_eq!(buckets.take_at("other", now), Ok(()));
        let later = now + Duration::from_millis(2_500);
        assert_eq!(buckets.take_at("one", later), Err(Empty(1)));
        let later = now + Duration::from_secs(3);
        assert_eq!(buckets.take_at("one", later), Ok(()));
        assert_eq!(buckets.take_at("one", later), Err(Empty(3)));
        let full = now + Duration::from_secs(600);
        for _ in 0..20 {
            assert_eq!(buckets.take_at("one", full), Ok(()), "never more than full");
        }
        assert_eq!(buckets.take_at("one", full), Err(Empty(3)));
    }

    #[test]
    fn whoever_was_not_heard_of_for_longest_is_forgotten_and_nobody_else() {
        let buckets = Buckets::failures();
        let now = Instant::now();
        for _ in 0..20 {
            assert_eq!(buckets.take_at(0, now), Ok(()));
        }
        for other in 1..KEPT.get() * 2 {
            assert_eq!(buckets.take_at(other, now), Ok(()));
            assert_eq!(buckets.take_at(0, now), Err(Empty(3)), "{other}");
        }
        assert_eq!(buckets.lock().len(), KEPT.get());
    }
}
