//! Whether the database takes writes: it is tried with a small one, at most once a second, however many ask.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use tokio::time::Instant;

use crate::clock::system_now;
use crate::{Application, Error};

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

impl Application {
    /// Whether the database takes writes.
    pub async fn ready(&self) -> Result<(), Arc<Error>> {
        let mut last = self.ready.0.lock().await;
        if let Some(tried) = last.as_ref().filter(|tried| tried.at.elapsed() < GOOD) {
            return tried.found.clone();
        }
        let found = self.probe().await.map_err(Arc::new);
        if let Err(error) = &found {
            self.look_at(error);
        }
        let at = Instant::now();
        last.insert(Tried { at, found }).found.clone()
    }

    pub(crate) async fn probe(&self) -> Result<(), Error> {
        let mut tx = self.store.write().await?;
        tx.probe_put(system_now()).await?;
        Ok(tx.commit().await?)
    }

    /// Looks at why the database did not do it: where new connections may, they are made.
    pub(crate) fn look_at(&self, error: &Error) {
        if matches!(error, Error::Unavailable(error) if error.is_of_connection()) {
            self.store.connect_anew();
        }
    }
}
