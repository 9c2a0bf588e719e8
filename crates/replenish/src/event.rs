//! Events for whoever acts on them outside: numbered once they are committed.
//!
//! A change writes its events with everything else ([`crate::device_unit`]), without a number. An event without one is
//! itself the work that is left: any server that finds it gives it its number, so nothing has to be asked for, and
//! nothing is lost with a server that stops. What has a number is handed on to the maker's webhooks ([`crate::webhooks`]) by a
//! job that is asked for with it.

use domain::time::SECOND;
use domain::{Time, webhook};
use serde::Serialize;
use serde_json::{Value, json};
use store::EventRow;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::job::Job;
use crate::{Application, Error};

/// How often events of other servers are looked for.
const POLL: i64 = SECOND;
/// Events that are numbered in one transaction.
const PIECE: i64 = 1_000;

/// An event as everybody outside reads it: the same text wherever and however often it is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    at: String,
    serial: String,
    slot: Option<String>,
    order: Option<String>,
    data: Value,
}

impl From<EventRow> for Told {
    fn from(row: EventRow) -> Self {
        Self {
            id: row.number.to_string(),
            kind: row.kind.name(),
            at: row.at.to_string(),
            serial: row.serial,
            slot: row.slot,
            order: row.order_id.map(|id| id.to_string()),
            data: row.data,
        }
    }
}

impl Told {
    /// What is sent to try an endpoint: of no machine, and no event.
    pub(crate) fn test(id: String, at: Time) -> Self {
        Self {
            id,
            kind: webhook::TEST,
            at: at.to_string(),
            serial: String::new(),
            slot: None,
            order: None,
            data: json!({}),
        }
    }

    /// What names it.
    pub(crate) fn id(&self) -> &str {
        &self.id
    }

    /// Its text.
    pub(crate) fn body(&self) -> Vec<u8> {
        // Texts and a value that was read as JSON are always written.
        serde_json::to_vec(self).unwrap_or_default()
    }
}

impl Application {
    /// Gives every event that is committed its number, and asks that it be handed on: whether somebody is to hear of one.
    pub(crate) async fn number_events(&self) -> Result<bool, Error> {
        let mut is_heard = false;
        while self.store.read().await?.events_wait().await? {
            let mut tx = self.store.write().await?;
            tx.events_number(self.now(), PIECE).await?;
            let webhooks = tx.webhooks_enabled().await?;
            for webhook in &webhooks {
                let webhook = *webhook;
                self.ask(&mut tx, &Job::Webhook { webhook }, self.now())
                    .await?;
            }
            tx.commit().await?;
            if !webhooks.is_empty() {
                is_heard = true;
                self.wake.notify_waiters();
            }
        }
        Ok(is_heard)
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
