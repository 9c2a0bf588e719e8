//! Pages that are open hear that something changed, whichever server changed it.
//!
//! Every change of a machine raises its revision in the change's own transaction. Each server asks twice
//! a second, in one query, how far the households have come whose pages are open there, and tells
//! those pages. With no page open it asks nothing. A page that hears nothing is only older than it
//! could be: what it shows is what its next load will correct.
//!
//! That Amazon falls silent or comes back concerns every page; a server counts it into what it tells its own.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use domain::{AccountId, HouseholdId};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{Application, Error};

/// How often it is asked, in milliseconds.
const OFTEN: i64 = 500;

/// The households of the pages that are open at this server, with the revision that they know.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    households: Mutex<HashMap<HouseholdId, watch::Sender<i64>>>,
    /// Rung by the first page.
    opened: Notify,
}

impl Watched {
    /// Follows a household from a revision on.
    fn follow(&self, household: HouseholdId, revision: i64) -> watch::Receiver<i64> {
        let mut households = self.lock();
        let sender = households
            .entry(household)
            .or_insert_with(|| watch::Sender::new(revision));
        self.opened.notify_one();
        sender.subscribe()
    }

    /// Those whose pages are still open.
    fn open(&self) -> Vec<HouseholdId> {
        let mut households = self.lock();
        households.retain(|_, sender| sender.receiver_count() > 0);
        households.keys().copied().collect()
    }

    fn tell(&self, household: HouseholdId, revision: i64) {
        if let Some(sender) = self.lock().get(&household) {
            sender.send_if_modified(|known| std::mem::replace(known, revision) != revision);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<HouseholdId, watch::Sender<i64>>> {
        self.households
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Application {
    /// How far an account's household has come: a number that is another one after every change.
    pub async fn revision(&self, account: AccountId) -> Result<i64, Error> {
        let (_, revision) = self.household_revision(account).await?;
        Ok(revision)
    }

    /// Follows the revision of an account's household, while [`Application::run`] runs.
    pub async fn watch(&self, account: AccountId) -> Result<watch::Receiver<i64>, Error> {
        let (household, revision) = self.household_revision(account).await?;
        Ok(self.watched.follow(household, revision))
    }

    async fn household_revision(&self, account: AccountId) -> Result<(HouseholdId, i64), Error> {
        let mut tx = self.store.read().await?;
        let household = self.account(&mut tx, account).await?.household_id;
        let revisions = tx.revisions(&[household]).await?;
        let revision = revisions.first().map_or(0, |(_, revision)| *revision);
        Ok((household, revision + self.reach.turns()))
    }

    /// Tells open pages what has changed, until `shutdown`.
    pub(crate) async fn tell_pages(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            let opened = self.watched.opened.notified();
            let households = self.watched.open();
            if households.is_empty() {
                tokio::select! {
                    () = opened => {}
                    () = shutdown.cancelled() => {}
                }
                continue;
            }
            if let Err(error) = self.compare(&households).await {
                warn!(%error, "open pages could not be told of changes");
            }
            tokio::select! {
                () = self.clock.sleep_until(self.now() + OFTEN) => {}
                () = shutdown.cancelled() => {}
            }
        }
    }

    async fn compare(&self, households: &[HouseholdId]) -> Result<(), Error> {
        let mut tx = self.store.read().await?;
        let revisions: HashMap<_, _> = tx.revisions(households).await?.into_iter().collect();
        for household in households {
            let revision = revisions.get(household).copied().unwrap_or_default();
            let revision = revision + self.reach.turns();
            self.watched.tell(*household, revision);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_household_is_followed_for_as_long_as_a_page_of_it_is_open() {
        let watched = Watched::default();
        let (ours, theirs) = (
            HouseholdId(Uuid::from_u128(1)),
            HouseholdId(Uuid::from_u128(2)),
        );
        let mut page = watched.follow(ours, 7);
        let other = watched.follow(ours, 7);
        assert_eq!(watched.open(), [ours]);
        watched.tell(theirs, 9);
        watched.tell(ours, 7);
        assert!(!page.has_changed().unwrap());
        watched.tell(ours, 8);
        assert!(page.has_changed().unwrap() && *page.borrow_and_update() == 8);
        drop(page);
        assert_eq!(watched.open(), [ours]);
        drop(other);
        assert!(watched.open().is_empty());
    }
}
