//! Events for whoever acts on them outside: numbered once they are committed.
//!
//! A change writes its events with everything else ([`crate::device_unit`]), without a number. An event without one is
//! itself the work that is left: any server that finds it gives it its number, so nothing has to be asked for, and
//! nothing is lost with a server that stops.

use domain::time::SECOND;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::{Application, Error};

/// How often events of other servers are looked for.
const POLL: i64 = SECOND;
/// Events that are numbered in one transaction.
const PIECE: i64 = 1_000;

impl Application {
    /// Gives every event that is committed its number.
    pub(crate) async fn number_events(&self) -> Result<(), Error> {
        while self.store.read().await?.events_wait().await? {
            let mut tx = self.store.write().await?;
            tx.events_number(self.now(), PIECE).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Numbers events as they come, until `shutdown`.
    pub(crate) async fn number_until(&self, shutdown: CancellationToken) {
        while !shutdown.is_cancelled() {
            let woken = self.wake.notified();
            if let Err(error) = self.number_events().await {
                self.look_at(&error);
                warn!(%error, "events could not be numbered");
            }
            tokio::select! {
                () = woken => {}
                () = self.clock.sleep_until(self.now() + POLL) => {}
                () = shutdown.cancelled() => {}
            }
        }
    }
}
