//! Readiness: whether the database takes writes. It is tried with a small one, at most once a second, however many ask.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::Error;

/// How long an answer is good.
const GOOD: Duration = Duration::from_secs(1);

/// The last try.
#[derive(Debug, Default)]
pub(crate) struct Ready(Mutex<Option<Tried>>);

#[derive(Debug)]
struct Tried {
    at: Instant,
    found: Result<(), Arc<Error>>,
}

impl Ready {
    /// What the last try found, where that is still good; else what this one finds.
    pub(crate) async fn or_try(
        &self,
        probe: impl Future<Output = Result<(), Error>>,
    ) -> Result<(), Arc<Error>> {
        let mut last = self.0.lock().await;
        if let Some(tried) = last.as_ref().filter(|tried| tried.at.elapsed() < GOOD) {
            return tried.found.clone();
        }
        let found = probe.await.map_err(Arc::new);
        let at = Instant::now();
        last.insert(Tried { at, found }).found.clone()
    }
}
