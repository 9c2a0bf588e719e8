//! The worker of background jobs: claims what is due, runs it outside any transaction, settles it in a second one.
//!
//! - A job is run at least once: its row goes with the transaction that settles it. Where the process dies before that, the
//!   same job is claimed again. Where the database is away, what was run is settled when it is back.
//! - A repeat is safe, because a job names a thing and not a step: each run reads what is there and writes what is still to
//!   be done, in a transaction that locks the device. What Amazon is asked or told may be said twice, except for an order:
//!   `sent_at` is written down before the call that places it.
//! - A lease is thirty seconds of the system's clock. A run that takes longer is cut off before it
//!   lapses, so that nothing runs twice at once; whatever it had sent is then of unknown outcome.
//! - Commits are shared: one loop settles all that has ended and claims all that there is room for, in one transaction
//!   ([`turn`]), and at most a hundred times a second. Jobs run side by side, as many as there may be calls to Amazon.
//! - What somebody waits for comes first, and has places that nothing else takes ([`running`]). What waits for servers of the
//!   maker's has places of its own, so that one that hangs takes nobody's.

mod cleanup;
mod dispatch;
mod running;
mod turn;

use domain::Time;
use domain::time::SECOND;
use store::Lane;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{error, warn};

use crate::job::{Job, Learning};
use crate::runtime::clock::system_now;
use crate::{Application, Clock, Error};
use running::Running;
use turn::Places;

/// How often work of other servers is looked for.
const POLL: i64 = SECOND;
/// From one turn to the next: what ends or is asked for meanwhile shares it.
const APART: i64 = 10;
/// How often it is noted that a server listens.
const HEARTBEAT: i64 = 20 * SECOND;

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
        let (app, stop) = (self.clone(), shutdown.clone());
        tracker.spawn(async move { app.work(stop).await });
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
        if !tx.job_exists(Job::LEARN).await? {
            let learn = Job::Learn(Learning::beginning(self.now()));
            self.ask(&mut tx, &learn, self.now()).await?;
        }
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
        loop {
            while self.step().await? {
                done += 1;
            }
            if !self.number_events().await? {
                return Ok(done);
            }
        }
    }

    /// When the next job is due.
    pub async fn next_due(&self) -> Result<Option<Time>, Error> {
        Ok(self.store.read().await?.job_next().await?)
    }

    /// Of each lane, jobs that should have run by now, and for how long the oldest of them has waited, in
    /// milliseconds.
    pub async fn jobs_due(&self) -> Result<Vec<(&'static str, i64, i64)>, Error> {
        let now = self.now();
        let mut tx = self.store.read().await?;
        let mut lanes = Vec::new();
        for lane in Lane::ALL {
            let (count, oldest) = tx.jobs_due(lane, now).await?;
            let oldest = oldest.map_or(0, |oldest| now.since(oldest));
            lanes.push((lane.name(), count, oldest));
        }
        Ok(lanes)
    }

    /// Turn after turn until `shutdown`; then no job is claimed any more, and what is under way is settled.
    async fn work(&self, shutdown: CancellationToken) {
        let mut running = Running::default();
        loop {
            let woken = self.wake.notified();
            let began = system_now();
            let is_stopping = shutdown.is_cancelled();
            let turned = self.next_turn(&mut running, is_stopping).await;
            if let Err(error) = &turned {
                self.look_at(error);
                warn!(%error, "jobs could not be claimed or settled");
            }
            let is_away = turned.is_err();
            if is_stopping && running.is_idle() && (is_away || running.ended.is_empty()) {
                return;
            }
            // What others held a moment ago is settled in the next turn.
            if is_away || running.ended.is_empty() {
                tokio::select! {
                    () = running.one_ends(self), if is_stopping || !is_away => {}
                    () = woken, if !is_stopping => {}
                    () = self.clock.sleep_until(self.now() + POLL) => {}
                    () = shutdown.cancelled(), if !is_stopping => {}
                }
            }
            Clock::System.sleep_until(began + APART).await;
            running.collect(self);
        }
    }

    /// Settles what has ended and begins what is due, by a clock that was looked at since it last jumped.
    async fn next_turn(&self, running: &mut Running, is_stopping: bool) -> Result<(), Error> {
        let places = if is_stopping {
            Places::NONE
        } else {
            if self
                .heartbeat()
                .is_none_or(|last| last.is_far_from(self.now()))
            {
                self.beat().await?;
            }
            running.places(self.settings.amazon_calls as usize)
        };
        for claimed in turn::turn(self, &mut running.ended, places).await? {
            running.begin(self, claimed);
        }
        Ok(())
    }

    /// Claims, runs and settles one job; false where none is due.
    async fn step(&self) -> Result<bool, Error> {
        let claimed = turn::turn(self, &mut Vec::new(), Places::ONE).await?;
        let mut ended = Vec::new();
        for claimed in claimed {
            ended.push(turn::run(self, claimed).await);
        }
        let is_done = !ended.is_empty();
        while !ended.is_empty() {
            turn::turn(self, &mut ended, Places::NONE).await?;
        }
        Ok(is_done)
    }
}
