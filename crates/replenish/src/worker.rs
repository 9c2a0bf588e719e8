//! The worker of background jobs: claims what is due, runs it outside any transaction, settles it in a second one.
//!
//! - A job is run at least once: its row goes with the transaction that settles it. Where the process dies before that, or
//!   the database is away, the same job is claimed again.
//! - A repeat is safe, because a job names a thing and not a step: each run reads what is there and writes what is still to
//!   be done, in a transaction that locks the device. What Amazon is asked or told may be said twice, except for an order:
//!   `sent_at` is written down before the call that places it.
//! - A lease is thirty seconds of the system's clock. A run that takes longer is cut off before it
//!   lapses, so that nothing runs twice at once; whatever it had sent is then of unknown outcome.

mod cleanup;
mod dispatch;

use std::time::Duration;

use domain::Time;
use domain::time::SECOND;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument as _, error, info_span, warn};

use crate::job::{Ended, Job, Tries, backoff};
use crate::runtime::clock::system_now;
use crate::{Application, Error};

const LEASE: i64 = 30 * SECOND;
const RUN: Duration = Duration::from_secs(25);
/// How often work of other servers is looked for.
const POLL: i64 = SECOND;
/// How often it is noted that a server listens.
const HEARTBEAT: i64 = 20 * SECOND;
/// Jobs run side by side.
const WORKERS: usize = 4;

impl Application {
    /// Works until `shutdown`, finishing what it has begun; nothing before it has begun well.
    pub async fn run(&self, shutdown: CancellationToken) {
        while !self.try_start().await {
            tokio::select! {
                () = self.clock.sleep_until(self.now() + POLL) => {}
                () = shutdown.cancelled() => return,
            }
        }
        let tracker = TaskTracker::new();
        for _ in 0..WORKERS {
            let (app, shutdown) = (self.clone(), shutdown.clone());
            tracker.spawn(async move { app.work(shutdown).await });
        }
        let (app, stop) = (self.clone(), shutdown.clone());
        tracker.spawn(async move { app.listen(stop).await });
        let (app, stop) = (self.clone(), shutdown.clone());
        tracker.spawn(async move { app.number_until(stop).await });
        let (app, stop) = (self.clone(), shutdown.clone());
        tracker.spawn(async move { app.tell_pages(stop).await });
        tracker.close();
        tracker.wait().await;
    }

    /// Starts, and says whether that went well. Where it did not, nobody has looked at the clock, and it is doubted
    /// until somebody has: what is reported meanwhile orders nothing.
    pub async fn try_start(&self) -> bool {
        let started = self.start().await;
        if let Err(error) = &started {
            self.doubt();
            self.look_at(error);
            error!(%error, "the worker could not start its jobs; it tries again");
        }
        started.is_ok()
    }

    /// Takes back leases that a server left behind, and asks for what recurs and for what may have
    /// been missed.
    pub async fn start(&self) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        if self.store.is_embedded() {
            tx.jobs_release().await?;
        }
        self.ask(&mut tx, &Job::Cleanup { after: None }, self.now())
            .await?;
        tx.commit().await?;
        self.beat().await
    }

    /// Says again and again that a server listens.
    async fn listen(&self, shutdown: CancellationToken) {
        loop {
            tokio::select! {
                () = self.clock.sleep_until(self.now() + HEARTBEAT) => {}
                () = shutdown.cancelled() => return,
            }
            if let Err(error) = self.beat().await {
                warn!(%error, "it could not be noted that this server listens");
            }
        }
    }

    /// Does everything that is due now, one after the other, and numbers the events; says how many jobs that were.
    pub async fn run_until_idle(&self) -> Result<usize, Error> {
        let mut done = 0;
        while self.step().await? {
            done += 1;
        }
        self.number_events().await?;
        Ok(done)
    }

    /// When the next job is due.
    pub async fn next_due(&self) -> Result<Option<Time>, Error> {
        Ok(self.store.read().await?.job_next().await?)
    }

    /// Jobs that should have run by now, and for how long the oldest of them has waited, in
    /// milliseconds.
    pub async fn jobs_due(&self) -> Result<(i64, i64), Error> {
        let now = self.now();
        let (count, oldest) = self.store.read().await?.jobs_due(now).await?;
        Ok((count, oldest.map_or(0, |oldest| now.since(oldest))))
    }

    async fn work(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            let woken = self.wake.notified();
            match self.next_step().await {
                Ok(true) => continue,
                Ok(false) => {}
                Err(error) => {
                    self.look_at(&error);
                    warn!(%error, "a job could not be claimed or settled");
                }
            }
            tokio::select! {
                () = woken => {}
                () = self.clock.sleep_until(self.now() + POLL) => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    /// One job, by a clock that was looked at since it last jumped.
    async fn next_step(&self) -> Result<bool, Error> {
        if self
            .heartbeat()
            .is_none_or(|last| last.is_far_from(self.now()))
        {
            self.beat().await?;
        }
        self.step().await
    }

    /// Claims, runs and settles one job; false where none is due.
    async fn step(&self) -> Result<bool, Error> {
        let mut tx = self.store.write().await?;
        let system = system_now();
        let Some(row) = tx.job_claim(self.now(), system, system + LEASE).await? else {
            return Ok(false);
        };
        tx.commit().await?;

        let kind = row.key.split(':').next().unwrap_or_default();
        let waited = self.now().since(row.run_at).max(0) as f64 / 1_000.0;
        metrics::histogram!("larder_job_wait_seconds").record(waited);
        let ended = match serde_json::from_value::<Job>(row.payload.clone()) {
            Ok(job) => {
                // No time is over while the clock is doubted.
                let is_doubted = self.doubted_since().is_some();
                let tries = Tries {
                    first: row.first_try.filter(|_| !is_doubted),
                };
                let span = info_span!("job", kind, attempts = row.attempts);
                tokio::time::timeout(RUN, dispatch::run(self, &job, tries).instrument(span)).await
            }
            Err(_) => {
                error!(kind, "a job of a kind that is not known is dropped");
                Ok(Ok(Ended::Done))
            }
        };

        let outcome = match &ended {
            Ok(Ok(Ended::Done | Ended::Again(_))) => "done",
            _ => "failed",
        };
        metrics::counter!("larder_jobs_total", "kind" => kind.to_owned(), "outcome" => outcome)
            .increment(1);
        let now = self.now();
        let mut tx = self.store.write().await?;
        match ended {
            Ok(Ok(Ended::Done)) => tx.job_done(&row).await?,
            Ok(Ok(Ended::Again(at))) => tx.job_again(&row, at, None, now).await?,
            failed => {
                let (after, why) = match &failed {
                    Ok(Ok(Ended::Retry { after, why })) => (*after, (*why).to_owned()),
                    Ok(Err(error)) => (None, error.to_string()),
                    _ => (None, "it took too long".to_owned()),
                };
                warn!(
                    kind,
                    attempts = row.attempts + 1,
                    why,
                    "a job will be tried again"
                );
                let wait = after.map_or_else(
                    || backoff(row.attempts),
                    |after| i64::try_from(after.as_millis()).unwrap_or(i64::MAX),
                );
                tx.job_again(&row, now + wait, Some(&why), now).await?;
            }
        }
        tx.commit().await?;
        Ok(true)
    }
}
