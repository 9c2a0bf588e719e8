//! The pages that are open at a server: which households they follow, and with how many each account does.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{AccountId, HouseholdId};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};

/// Pages of one account that follow at once, at one server.
const PAGES: usize = 8;

/// The households of the pages that are open at this server, with the revision that they know.
#[derive(Debug, Default)]
pub(crate) struct Watched {
    households: Mutex<HashMap<HouseholdId, watch::Sender<i64>>>,
    /// How many more pages each account may follow with.
    accounts: Mutex<HashMap<AccountId, Arc<Semaphore>>>,
    /// Rung by the first page.
    pub(super) opened: Notify,
}

impl Watched {
    /// A place for one more page of an account.
    pub(super) fn place(&self, account: AccountId) -> Option<OwnedSemaphorePermit> {
        let mut accounts = guard(&self.accounts);
        accounts.retain(|_, places| places.available_permits() < PAGES);
        let all = || Arc::new(Semaphore::new(PAGES));
        let places = accounts.entry(account).or_insert_with(all);
        places.clone().try_acquire_owned().ok()
    }

    /// Follows a household from a revision on.
    pub(super) fn follow(&self, household: HouseholdId, revision: i64) -> watch::Receiver<i64> {
        let mut households = self.lock();
        let sender = households
            .entry(household)
            .or_insert_with(|| watch::Sender::new(revision));
        self.opened.notify_one();
        sender.subscribe()
    }

    /// Those whose pages are still open.
    pub(super) fn open(&self) -> Vec<HouseholdId> {
        let mut households = self.lock();
        households.retain(|_, sender| sender.receiver_count() > 0);
        households.keys().copied().collect()
    }

    /// Tells the pages of a household how far it has come.
    pub(super) fn tell(&self, household: HouseholdId, revision: i64) {
        if let Some(sender) = self.lock().get(&household) {
            sender.send_if_modified(|known| std::mem::replace(known, revision) != revision);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<HouseholdId, watch::Sender<i64>>> {
        guard(&self.households)
    }
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
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
