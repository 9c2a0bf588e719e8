//! What is seen of endpoints and of what was sent to them.

use domain::webhook::MOST;
use domain::{Delivery, DeliveryId, Time, Webhook, WebhookId};

use super::Webhooks;
use crate::Error;
use crate::queries::page::cut;

/// Deliveries that are counted, at most.
const COUNTED: i64 = 1_000;

/// An endpoint, and what waits for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookView {
    /// What it is.
    pub webhook: Webhook,
    /// Deliveries that were not taken yet, counted up to 1,000.
    pub waiting: i64,
    /// Since when the oldest of them waits.
    pub waiting_since: Option<Time>,
}

impl Webhooks<'_> {
    /// All endpoints, those that were made first first.
    pub async fn list(self) -> Result<Vec<WebhookView>, Error> {
        let mut tx = self.0.store.read().await?;
        let mut views = Vec::new();
        for webhook in tx.webhooks(MOST).await? {
            views.push(WebhookView {
                waiting: tx.deliveries_waiting(webhook.id, COUNTED).await?,
                waiting_since: tx.deliveries_waiting_since(webhook.id).await?,
                webhook,
            });
        }
        Ok(views)
    }

    /// One of them.
    pub async fn get(self, id: WebhookId) -> Result<WebhookView, Error> {
        let mut tx = self.0.store.read().await?;
        Ok(WebhookView {
            webhook: self.there(&mut tx, id).await?,
            waiting: tx.deliveries_waiting(id, COUNTED).await?,
            waiting_since: tx.deliveries_waiting_since(id).await?,
        })
    }

    /// What was sent to an endpoint or waits, newest first, and after which one to go on.
    pub async fn deliveries(
        self,
        id: WebhookId,
        limit: u32,
        after: Option<DeliveryId>,
    ) -> Result<(Vec<Delivery>, Option<DeliveryId>), Error> {
        let mut tx = self.0.store.read().await?;
        self.there(&mut tx, id).await?;
        let mut found = tx.deliveries(id, after, i64::from(limit) + 1).await?;
        let next = cut(&mut found, limit, |it| it.id);
        Ok((found, next))
    }

    /// For how long the oldest delivery has waited that is to be sent, in milliseconds.
    pub async fn oldest(self) -> Result<i64, Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let mut oldest = 0;
        for id in tx.webhooks_enabled().await? {
            let since = tx.deliveries_waiting_since(id).await?;
            oldest = since.map_or(oldest, |since| oldest.max(now.since(since)));
        }
        Ok(oldest)
    }
}
