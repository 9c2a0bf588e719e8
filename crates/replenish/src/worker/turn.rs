//! A turn of the worker: one transaction settles what has ended and claims what is due. What the calls of many
//! claimed slotStatuses need is then read at once, and each job is run by itself.

use std::collections::HashSet;
use std::time::Duration;

use domain::time::SECOND;
use domain::{JobId, SlotId};
use store::{Lane, Lease, Outcome, SentStatus, Settled, Tx};
use tokio::time::{Instant, timeout_at};
use tracing::{Instrument as _, error, info_span, warn};

use super::dispatch;
use crate::inventory::slot_status::{self, Finding};
use crate::job::{Ended, Job, Tries, backoff};
use crate::runtime::clock::system_now;
use crate::{Application, Error};

const LEASE: i64 = 30 * SECOND;
/// From the claim of a job until it is cut off.
const RUN: Duration = Duration::from_secs(25);

/// How many jobs may be claimed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Places {
    /// In all.
    pub(super) all: usize,
    /// Of those, that nobody waits for.
    pub(super) bulk: usize,
    /// Beside them, that send events to servers of the maker's.
    pub(super) webhook: usize,
    /// And that send notices to customers.
    pub(super) notice: usize,
}

impl Places {
    /// Nothing is claimed.
    pub(super) const NONE: Self = Self {
        all: 0,
        bulk: 0,
        webhook: 0,
        notice: 0,
    };
    /// Whether nothing is claimed.
    fn is_none(self) -> bool {
        self.all == 0 && self.webhook == 0 && self.notice == 0
    }

    /// One job.
    pub(super) const ONE: Self = Self {
        all: 1,
        bulk: 1,
        webhook: 1,
        notice: 1,
    };
}

/// What is known of a claimed job beside what it does.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) id: JobId,
    pub(super) revision: i64,
    pub(super) attempts: i64,
    pub(super) lane: Lane,
    pub(super) kind: String,
}

/// A claimed job.
#[derive(Debug)]
pub(super) struct Claimed {
    pub(super) claim: Claim,
    /// None of a kind that is not known.
    job: Option<Job>,
    /// What it finds, where it is about a slotStatus.
    finding: Option<Finding>,
    tries: Tries,
    /// When it is cut off.
    until: Instant,
}

/// A job that was run, to be settled.
#[derive(Debug)]
pub(super) struct EndedJob {
    pub(super) settled: Settled,
    /// What it told Amazon of a slot.
    told: Option<SentStatus>,
}

/// Settles what has ended and claims what there is room for. What could not be settled stays in `ended`.
pub(super) async fn turn(
    app: &Application,
    ended: &mut Vec<EndedJob>,
    places: Places,
) -> Result<Vec<Claimed>, Error> {
    if places.is_none() && ended.is_empty() {
        return Ok(Vec::new());
    }
    let mut tx = app.store.write().await?;
    let left = settle(app, &mut tx, ended).await?;
    let until = Instant::now() + RUN;
    let rows = claim(app, &mut tx, places).await?;
    if rows.is_empty() && ended.is_empty() {
        return Ok(Vec::new());
    }
    tx.commit_unchecked().await?;
    ended.retain(|it| left.contains(&it.settled.id));
    let claimed = rows.into_iter().map(|row| understand(app, row, until));
    let mut claimed: Vec<_> = claimed.collect();
    find(app, &mut claimed).await;
    Ok(claimed)
}

/// Settles jobs, and notes what of them was told; answers which could not be.
async fn settle(
    app: &Application,
    tx: &mut Tx,
    ended: &[EndedJob],
) -> Result<HashSet<JobId>, Error> {
    let told: Vec<_> = ended.iter().filter_map(|it| it.told).collect();
    let held: HashSet<SlotId> = tx.slot_statuses_sent(&told).await?.into_iter().collect();
    let is_held = |it: &&EndedJob| it.told.is_some_and(|(slot, _)| held.contains(&slot));
    let (held, free): (Vec<_>, Vec<_>) = ended.iter().partition(is_held);
    let settled: Vec<_> = free.into_iter().map(|it| it.settled.clone()).collect();
    let mut left: HashSet<_> = held.into_iter().map(|it| it.settled.id).collect();
    left.extend(tx.jobs_settle(&settled, app.now()).await?);
    Ok(left)
}

/// Claims what somebody waits for, then what nobody does, and what has places of its own.
async fn claim(app: &Application, tx: &mut Tx, places: Places) -> Result<Vec<store::Job>, Error> {
    let (now, system) = (app.now(), system_now());
    let lease = Lease {
        now: system,
        until: system + LEASE,
    };
    let mut rows = Vec::new();
    for lane in Lane::ALL {
        let free = places.all.saturating_sub(rows.len());
        let most = match lane {
            Lane::Prompt => free,
            Lane::Bulk => free.min(places.bulk),
            Lane::Webhook => places.webhook,
            Lane::Notice => places.notice,
        };
        if most > 0 {
            rows.extend(tx.jobs_claim(lane, most, now, lease).await?);
        }
    }
    Ok(rows)
}

fn understand(app: &Application, row: store::Job, until: Instant) -> Claimed {
    let waited = app.now().since(row.run_at).max(0) as f64 / 1_000.0;
    metrics::histogram!("larder_job_wait_seconds", "lane" => row.lane.name()).record(waited);
    // No time is over while the clock is doubted.
    let is_doubted = app.doubted_since().is_some();
    Claimed {
        claim: Claim {
            id: row.id,
            revision: row.revision,
            attempts: row.attempts,
            lane: row.lane,
            kind: row.key.split(':').next().unwrap_or_default().to_owned(),
        },
        job: serde_json::from_value(row.payload).ok(),
        finding: None,
        tries: Tries {
            first: row.first_try.filter(|_| !is_doubted),
            count: row.attempts,
        },
        until,
    }
}

/// Finds what those about slotStatuses have to tell. They are claimed: where that cannot be read, they are tried again
/// later, and keep nothing else from being done.
async fn find(app: &Application, claimed: &mut [Claimed]) {
    let slot = |it: &Claimed| match it.job {
        Some(Job::SlotStatus { slot }) => Some(slot),
        _ => None,
    };
    let slots: Vec<_> = claimed.iter().filter_map(slot).collect();
    if slots.is_empty() {
        return;
    }
    let read = async {
        let mut tx = app.store.read().await?;
        slot_status::find(&mut tx, &slots, app.now()).await
    };
    let mut found = read.await.inspect_err(|error| {
        app.look_at(error);
        warn!(%error, "it could not be read what Amazon is to be told");
    });
    for (it, slot) in claimed
        .iter_mut()
        .filter_map(|it| slot(it).map(|slot| (it, slot)))
    {
        it.finding = match &mut found {
            Ok(found) => found.remove(&slot),
            Err(_) => Some(Finding::Over(Ended::Retry {
                after: None,
                why: "its slot cannot be read",
            })),
        };
    }
}

/// Runs a claimed job.
pub(super) async fn run(app: &Application, claimed: Claimed) -> EndedJob {
    let Claimed {
        claim,
        job,
        finding,
        tries,
        until,
    } = claimed;
    let ended = match job {
        Some(job) => {
            let span = info_span!("job", kind = claim.kind, attempts = claim.attempts);
            let run = dispatch::run(app, &job, finding, tries).instrument(span);
            timeout_at(until, run).await
        }
        None => {
            error!(
                kind = claim.kind,
                "a job of a kind that is not known is dropped"
            );
            Ok(Ok(Ended::Done))
        }
    };
    match ended {
        Ok(Ok(Ended::Done)) => done(&claim, Outcome::Done, None),
        Ok(Ok(Ended::Told { slot, at })) => done(&claim, Outcome::Done, Some((slot, at))),
        Ok(Ok(Ended::Again(at))) => done(&claim, Outcome::Again(at), None),
        Ok(Ok(Ended::Retry { after, why })) => failed(app, &claim, after, why.to_owned()),
        Ok(Err(error)) => failed(app, &claim, None, error.to_string()),
        Err(_) => failed(app, &claim, None, "it took too long".to_owned()),
    }
}

fn done(claim: &Claim, outcome: Outcome, told: Option<SentStatus>) -> EndedJob {
    count(claim, "done");
    EndedJob {
        settled: Settled {
            id: claim.id,
            revision: claim.revision,
            outcome,
        },
        told,
    }
}

/// A job that has failed, to be tried again.
pub(super) fn failed(
    app: &Application,
    claim: &Claim,
    after: Option<Duration>,
    why: String,
) -> EndedJob {
    count(claim, "failed");
    warn!(
        kind = claim.kind,
        attempts = claim.attempts + 1,
        why,
        "a job will be tried again"
    );
    let wait = after.map_or_else(
        || backoff(claim.attempts),
        |after| i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
    );
    EndedJob {
        settled: Settled {
            id: claim.id,
            revision: claim.revision,
            outcome: Outcome::Failed {
                again: app.now() + wait,
                why,
            },
        },
        told: None,
    }
}

fn count(claim: &Claim, outcome: &'static str) {
    metrics::counter!("larder_jobs_total", "kind" => claim.kind.clone(), "outcome" => outcome)
        .increment(1);
}
