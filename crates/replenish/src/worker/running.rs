//! The jobs that a server runs now, each in a task of its own, and those that have ended and wait to be settled.

use std::collections::HashMap;
use std::future::pending;

use store::Lane;
use tokio::task::{Id, JoinError, JoinSet};
use tracing::error;

use super::turn::{self, Claim, Claimed, EndedJob, Places};
use crate::Application;

/// One place of so many is kept for what somebody waits for.
const KEPT: usize = 8;
/// Endpoints that events are sent to at a time, beside all other work: one for each that there may be.
const WEBHOOKS: usize = domain::webhook::MOST as usize;
/// Customers that notices are sent to at a time, beside all other work.
const NOTICES: usize = 8;

/// The jobs of a server.
#[derive(Default)]
pub(super) struct Running {
    tasks: JoinSet<EndedJob>,
    /// What was claimed, for a task that panics.
    claims: HashMap<Id, Claim>,
    /// Run, and not settled yet.
    pub(super) ended: Vec<EndedJob>,
}

impl Running {
    /// Whether nothing is under way.
    pub(super) fn is_idle(&self) -> bool {
        self.tasks.is_empty()
    }

    /// What there is room for, where so many may run.
    pub(super) fn places(&self, most: usize) -> Places {
        let of = |lane| {
            self.claims
                .values()
                .filter(move |it| it.lane == lane)
                .count()
        };
        let (bulk, webhook, notice) = (of(Lane::Bulk), of(Lane::Webhook), of(Lane::Notice));
        let most = most.max(1);
        let most_bulk = (most - most.div_ceil(KEPT)).max(1);
        Places {
            all: most.saturating_sub(self.claims.len() - webhook - notice),
            bulk: most_bulk.saturating_sub(bulk),
            webhook: WEBHOOKS.saturating_sub(webhook),
            notice: NOTICES.saturating_sub(notice),
        }
    }

    /// Runs a job that was claimed.
    pub(super) fn begin(&mut self, app: &Application, claimed: Claimed) {
        let (app, claim) = (app.clone(), claimed.claim.clone());
        self.spawn(claim, async move { turn::run(&app, claimed).await });
    }

    fn spawn(&mut self, claim: Claim, run: impl Future<Output = EndedJob> + Send + 'static) {
        let task = self.tasks.spawn(run);
        self.claims.insert(task.id(), claim);
    }

    /// Waits until a job has ended.
    pub(super) async fn one_ends(&mut self, app: &Application) {
        match self.tasks.join_next_with_id().await {
            Some(ended) => self.end(app, ended),
            None => pending().await,
        }
    }

    /// Takes what has ended.
    pub(super) fn collect(&mut self, app: &Application) {
        while let Some(ended) = self.tasks.try_join_next_with_id() {
            self.end(app, ended);
        }
    }

    fn end(&mut self, app: &Application, ended: Result<(Id, EndedJob), JoinError>) {
        let id = match &ended {
            Ok((id, _)) => *id,
            Err(error) => error.id(),
        };
        let Some(claim) = self.claims.remove(&id) else {
            return;
        };
        self.ended.push(match ended {
            Ok((_, ended)) => ended,
            Err(error) => {
                error!(kind = claim.kind, %error, "a job has panicked");
                turn::failed(app, &claim, None, "it has panicked".to_owned())
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use domain::time::SECOND;
    use domain::{JobId, Time};
    use store::Outcome;
    use uuid::Uuid;

    use super::*;
    use crate::Clock;
    use crate::nowhere::application;

    #[tokio::test]
    async fn a_job_that_panics_leaves_its_place_and_is_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("larder.db").display());
        let now = Time::from_millis(0);
        let app = application(&url, &Clock::manual(now), 1).await;
        let claim = Claim {
            id: JobId(Uuid::from_u128(7)),
            revision: 3,
            attempts: 1,
            lane: Lane::Bulk,
            kind: "daily".to_owned(),
        };
        let mut running = Running::default();
        running.spawn(claim, async { panic!("of a test") });
        assert_eq!((running.places(4).all, running.places(4).bulk), (3, 2));
        running.one_ends(&app).await;
        assert!(running.is_idle());
        assert_eq!((running.places(4).all, running.places(4).bulk), (4, 3));
        let settled = &running.ended[0].settled;
        assert_eq!((settled.id.0.as_u128(), settled.revision), (7, 3));
        let why = "it has panicked".to_owned();
        let again = now + 10 * SECOND;
        assert_eq!(settled.outcome, Outcome::Failed { again, why });
    }

    #[tokio::test]
    async fn what_waits_for_an_endpoint_takes_nobodys_place() {
        let claim = Claim {
            id: JobId(Uuid::from_u128(7)),
            revision: 0,
            attempts: 0,
            lane: Lane::Webhook,
            kind: "webhook".to_owned(),
        };
        let mut running = Running::default();
        for _ in 0..3 {
            running.spawn(claim.clone(), pending());
        }
        let places = running.places(1);
        assert_eq!((places.all, places.bulk, places.webhook), (1, 1, 7));
    }

    #[test]
    fn some_places_are_kept_for_what_somebody_waits_for() {
        let free = |most| {
            let Places {
                all,
                bulk,
                webhook,
                notice,
            } = Running::default().places(most);
            assert_eq!((webhook, notice), (10, 8));
            (all, bulk)
        };
        assert_eq!(free(128), (128, 112));
        assert_eq!(free(64), (64, 56));
        assert_eq!(free(4), (4, 3));
        // One place is everybody's.
        assert_eq!(free(1), (1, 1));
        assert_eq!(free(0), (1, 1));
    }
}
