//! Certificates, fetched when first named and kept.
//!
//! At most [`MOST`] are kept, each for a day at the longest; several messages that name the same one
//! wait for a single fetch. A failure is remembered for seconds only, so that it heals by itself,
//! and goes first when there is no room. Whoever knows a topic can name certificates that do not
//! exist: fetches are few at a time and limited by the minute. Names that a genuine message was signed
//! under have a budget of their own until their certificate ends, and go last, so that invented ones
//! never stand in their way.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use domain::Time;
use domain::time::{DAY, MINUTE, SECOND};
use reqwest::StatusCode;
use tokio::sync::Semaphore;
use tracing::{Instrument, field::Empty, info_span};

use super::Refusal;
use super::certificate::Certificate;
use super::topic::Topic;
use crate::client::Amazon;
use crate::wire::{Body, at};

const MOST: usize = 32;
const KEPT: i64 = DAY;
const FAILURE_KEPT: i64 = 5 * SECOND;
const FETCHES_AT_ONCE: usize = 4;
const FETCHES_A_MINUTE: u32 = 30;
/// SNS hangs up after 15 s; the rest of the work must fit in too.
const FETCH_TIME: Duration = Duration::from_secs(5);
const LONGEST: usize = 64 * 1024;

type Outcome = Result<Arc<Certificate>, Refusal>;

#[derive(Debug)]
pub(super) struct Certificates {
    state: Mutex<State>,
    /// For names that were good, and for others.
    fetching: [Semaphore; 2],
}

impl Default for Certificates {
    fn default() -> Self {
        Self {
            state: Mutex::default(),
            fetching: [FETCHES_AT_ONCE; 2].map(Semaphore::new),
        }
    }
}

#[derive(Debug, Default)]
struct State {
    entries: HashMap<String, Entry>,
    uses: u64,
    minute: i64,
    /// Of names that were good, and of others.
    fetches: [u32; 2],
}

#[derive(Debug, Default)]
struct Entry {
    /// Held while fetching.
    turn: Arc<tokio::sync::Mutex<()>>,
    outcome: Option<(Outcome, Time)>,
    last_use: u64,
    /// A genuine message was signed under this name, by a certificate that lasts until then.
    good_until: Option<Time>,
}

impl Entry {
    fn is_good(&self, now: Time) -> bool {
        self.good_until.is_some_and(|end| now <= end)
    }
}

impl Certificates {
    /// The certificate `file` of the topic's region, as of `now`; not checked for topic or time yet.
    pub(super) async fn get(
        &self,
        amazon: &Amazon,
        topic: &Topic,
        file: &str,
        now: Time,
    ) -> Outcome {
        let key = key(topic, file);
        let turn = match self.with(|state| state.look_up(&key, now)) {
            Ok(outcome) => return outcome,
            Err(turn) => turn,
        };
        let _turn = turn.lock().await;
        // Whoever had the turn before may have fetched it.
        if let Ok(outcome) = self.with(|state| state.look_up(&key, now)) {
            return outcome;
        }
        let Some(budget) = self.with(|state| state.may_fetch(&key, now)) else {
            return Err(Refusal::Unavailable("too many certificates asked for"));
        };
        let outcome = match self.fetching[budget].acquire().await {
            Ok(_permit) => fetch(amazon, topic, file).await,
            Err(_) => Err(Refusal::Unavailable("closing")),
        };
        self.with(|state| state.keep(&key, &outcome, now));
        outcome
    }

    /// Notes that a genuine message was signed by the certificate of that name.
    pub(super) fn was_good(&self, topic: &Topic, file: &str, certificate: &Certificate) {
        self.with(|state| {
            if let Some(entry) = state.entries.get_mut(&key(topic, file)) {
                entry.good_until = Some(certificate.ends());
            }
        });
    }

    fn with<T>(&self, work: impl FnOnce(&mut State) -> T) -> T {
        work(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    /// What is known, or whose turn it is to find out.
    fn look_up(&mut self, key: &str, now: Time) -> Result<Outcome, Arc<tokio::sync::Mutex<()>>> {
        self.uses += 1;
        if !self.entries.contains_key(key) {
            self.make_room(now);
        }
        let entry = self.entries.entry(key.to_owned()).or_default();
        entry.last_use = self.uses;
        match &entry.outcome {
            Some((outcome, at)) if is_fresh(outcome, now.since(*at)) => Ok(outcome.clone()),
            _ => Err(entry.turn.clone()),
        }
    }

    /// Drops the least recently used entry when full: one that was never good, and of those one without
    /// a certificate, if there is any.
    fn make_room(&mut self, now: Time) {
        if self.entries.len() < MOST {
            return;
        }
        let least = self.entries.iter().min_by_key(|(_, entry)| {
            let is_kept = matches!(entry.outcome, Some((Ok(_), _)));
            (entry.is_good(now), is_kept, entry.last_use)
        });
        if let Some(key) = least.map(|(key, _)| key.clone()) {
            self.entries.remove(&key);
        }
    }

    /// Which budget a fetch is of, where there is any of it left.
    fn may_fetch(&mut self, key: &str, now: Time) -> Option<usize> {
        let minute = now.millis().div_euclid(MINUTE);
        if self.minute != minute {
            (self.minute, self.fetches) = (minute, [0; 2]);
        }
        let is_good = self.entries.get(key).is_some_and(|it| it.is_good(now));
        let budget = usize::from(!is_good);
        self.fetches[budget] += 1;
        (self.fetches[budget] <= FETCHES_A_MINUTE).then_some(budget)
    }

    fn keep(&mut self, key: &str, outcome: &Outcome, now: Time) {
        if let Some(entry) = self.entries.get_mut(key) {
            entry.outcome = Some((outcome.clone(), now));
        }
    }
}

fn key(topic: &Topic, file: &str) -> String {
    format!("{}/{file}", topic.host())
}

fn is_fresh(outcome: &Outcome, age: i64) -> bool {
    let kept = if outcome.is_ok() { KEPT } else { FAILURE_KEPT };
    (0..kept).contains(&age)
}

async fn fetch(amazon: &Amazon, topic: &Topic, file: &str) -> Outcome {
    let path = format!("/{file}");
    let url = match &amazon.0.endpoints.sns {
        Some(origin) => at(origin, &path),
        None => format!("https://{}{path}", topic.host()),
    };
    let span = info_span!("amazon.sns.certificate", status = Empty, ms = Empty);
    let request = amazon.0.http.get(url).timeout(FETCH_TIME);
    let answer = amazon.send(request, LONGEST).instrument(span).await;
    let answer = answer.map_err(|_| Refusal::Unavailable("no answer"))?;
    if answer.status != StatusCode::OK {
        return Err(Refusal::Unavailable("the answer is not 200"));
    }
    match answer.body {
        Body::Whole(body) => Certificate::parse(&body).map(Arc::new),
        Body::TooLong => Err(Refusal::Certificate("not one PEM certificate")),
        Body::Broken => Err(Refusal::Unavailable("the answer broke off")),
    }
}
