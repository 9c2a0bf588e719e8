//! One download of an account at a time.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::AccountId;

/// The downloads that are under way.
#[derive(Clone, Debug, Default)]
pub struct Downloads(Arc<Mutex<HashSet<AccountId>>>);

/// A download, under way while this lives.
#[derive(Debug)]
pub(crate) struct Download {
    downloads: Downloads,
    account: AccountId,
}

impl Downloads {
    /// Begins an account's download; none where another one is under way.
    pub(crate) fn begin(&self, account: AccountId) -> Option<Download> {
        self.lock().insert(account).then(|| Download {
            downloads: self.clone(),
            account,
        })
    }

    fn lock(&self) -> MutexGuard<'_, HashSet<AccountId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Download {
    fn drop(&mut self) {
        self.downloads.lock().remove(&self.account);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn an_account_has_one_download_at_a_time() {
        let downloads = Downloads::default();
        let (ours, theirs) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)));
        let first = downloads.begin(ours);
        assert!(first.is_some() && downloads.begin(ours).is_none());
        assert!(downloads.begin(theirs).is_some());
        drop(first);
        assert!(downloads.begin(ours).is_some());
    }
}
