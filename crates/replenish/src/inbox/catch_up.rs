//! Catching up after a time in which no server listened. SNS gives a message up after about a minute ("Amazon SNS
//! message delivery retries"), so that whatever Amazon said meanwhile may be gone: every registered
//! device and every live order is asked about, a few a second.

use std::sync::PoisonError;

use domain::DeviceId;
use domain::heartbeat::Heartbeat;
use tracing::{info, warn};

use crate::job::{Ended, Job};
use crate::{Application, Error};

/// Devices in one transaction.
const PAGE: i64 = 200;
/// Between two devices, so that Amazon is not stormed by a whole fleet at once.
const APART: i64 = 50;

impl Application {
    /// A server listens now. Where none has for a while, Amazon is asked about everything.
    pub async fn beat(&self) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        let last = tx.beat().await?;
        // After it: by one clock, no heartbeat that was read is of later.
        let now = self.now();
        let next = last.map_or_else(|| Heartbeat::first(now), |last| last.next(now));
        tx.pulse_put(&next).await?;
        if let Some(since) = last.and_then(|last| last.put_back(now)) {
            warn!("the clock was put back: what was planned since is looked at again");
            tx.jobs_move(since, now).await?;
        }
        if next.doubt.is_some_and(|doubt| doubt.since == now) {
            warn!(
                "the clock is more than a day ahead of the database: until servers have run for a day, nothing is \
                 deleted or ended by its date, and no supply is ordered that was not counted since"
            );
        }
        if last.is_none_or(|last| last.is_deaf(now)) {
            info!(
                seconds = last.map(|last| now.since(last.at) / 1_000),
                "nobody listened for a while: Amazon is asked about everything"
            );
            self.ask(&mut tx, &Job::CatchUp { after: None }, now)
                .await?;
        }
        tx.commit().await?;
        *self
            .heartbeat
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Some(next);
        self.wake.notify_waiters();
        Ok(())
    }
}

/// Has Amazon asked about a page of devices and their orders, as a job.
pub(crate) async fn run(app: &Application, after: Option<DeviceId>) -> Result<Ended, Error> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    let devices = tx.registered_devices(after, PAGE).await?;
    let mut at = now;
    for device in &devices {
        let mut jobs = vec![Job::Sync { device: *device }];
        let orders = tx.orders_to_ask(*device).await?;
        jobs.extend(orders.into_iter().map(|order| Job::OrderAsk { order }));
        for job in jobs {
            app.ask(&mut tx, &job, at).await?;
        }
        at = at + APART;
    }
    if let Some(last) = devices.last() {
        let next = Job::CatchUp { after: Some(*last) };
        app.ask(&mut tx, &next, at).await?;
    }
    tx.commit().await?;
    Ok(Ended::Done)
}
