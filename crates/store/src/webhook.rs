//! Endpoints that events are sent to, without what is on its way there.

use domain::webhook::{DisabledReason, EventTypes, Webhook};
use domain::{Time, WebhookId};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::{MaybeDisabledReason, MaybeMillis, Millis, TypeNames};
use crate::{Error, Tx};

#[derive(FromRow)]
struct WebhookRow {
    #[sqlx(try_from = "Uuid")]
    id: WebhookId,
    url: String,
    #[sqlx(try_from = "TypeNames")]
    types: EventTypes,
    #[sqlx(try_from = "Millis")]
    created_at: Time,
    #[sqlx(try_from = "MaybeMillis")]
    old_secret_until: Option<Time>,
    dispatched: i64,
    #[sqlx(try_from = "MaybeMillis")]
    enabled_at: Option<Time>,
    reviving: bool,
    #[sqlx(try_from = "MaybeMillis")]
    disabled_at: Option<Time>,
    #[sqlx(try_from = "MaybeDisabledReason")]
    disabled_reason: Option<DisabledReason>,
    deleting: bool,
    #[sqlx(try_from = "MaybeMillis")]
    last_success_at: Option<Time>,
    #[sqlx(try_from = "MaybeMillis")]
    last_failure_at: Option<Time>,
    last_failure: Option<String>,
}

impl From<WebhookRow> for Webhook {
    fn from(row: WebhookRow) -> Self {
        Self {
            id: row.id,
            url: row.url,
            types: row.types,
            created_at: row.created_at,
            old_secret_until: row.old_secret_until,
            dispatched: row.dispatched,
            enabled_at: row.enabled_at,
            reviving: row.reviving,
            disabled_at: row.disabled_at,
            disabled_reason: row.disabled_reason,
            deleting: row.deleting,
            last_success_at: row.last_success_at,
            last_failure_at: row.last_failure_at,
            last_failure: row.last_failure,
        }
    }
}

/// The sealed secrets of an endpoint.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct WebhookSecrets {
    /// What signs.
    pub secret: Vec<u8>,
    /// What signed before.
    pub old_secret: Option<Vec<u8>>,
    /// Until when it signs, too.
    #[sqlx(try_from = "MaybeMillis")]
    pub old_secret_until: Option<Time>,
}

impl Tx {
    /// Keeps a new endpoint with its sealed secret.
    pub async fn webhook_insert(&mut self, webhook: &Webhook, secret: &[u8]) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO webhooks (id, url, types, secret, created_at, dispatched)
            VALUES ($1, $2, $3, $4, $5, $6)";
        on!(self, c => sqlx::query(SQL)
            .bind(webhook.id.0)
            .bind(&webhook.url)
            .bind(webhook.types.text())
            .bind(secret)
            .bind(webhook.created_at.millis())
            .bind(webhook.dispatched)
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// So many endpoints at most that are not on their way out, those that were made first first.
    pub async fn webhooks(&mut self, limit: i64) -> Result<Vec<Webhook>, Error> {
        const SQL: &str = "SELECT * FROM webhooks WHERE NOT deleting ORDER BY id LIMIT $1";
        let rows: Vec<WebhookRow> =
            on!(self, c => sqlx::query_as(SQL).bind(limit).fetch_all(c).await?);
        Ok(rows.into_iter().map(Into::into).collect())
    }

    /// Those that something is sent to.
    pub async fn webhooks_enabled(&mut self) -> Result<Vec<WebhookId>, Error> {
        const SQL: &str =
            "SELECT id FROM webhooks WHERE NOT deleting AND disabled_at IS NULL ORDER BY id";
        let ids: Vec<Uuid> = on!(self, c => sqlx::query_scalar(SQL).fetch_all(c).await?);
        Ok(ids.into_iter().map(WebhookId).collect())
    }

    /// An endpoint, one that is on its way out with the others.
    pub async fn webhook(&mut self, id: WebhookId) -> Result<Option<Webhook>, Error> {
        const SQL: &str = "SELECT * FROM webhooks WHERE id = $1";
        let row: Option<WebhookRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// The sealed secrets of an endpoint.
    pub async fn webhook_secrets(
        &mut self,
        id: WebhookId,
    ) -> Result<Option<WebhookSecrets>, Error> {
        const SQL: &str = "SELECT secret, old_secret, old_secret_until FROM webhooks WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// Lets other secrets sign.
    pub async fn webhook_rotate(
        &mut self,
        id: WebhookId,
        secrets: &WebhookSecrets,
    ) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE webhooks SET secret = $2, old_secret = $3, old_secret_until = $4 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0)
            .bind(&secrets.secret)
            .bind(&secrets.old_secret)
            .bind(secrets.old_secret_until.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Notes up to which event was looked for what an endpoint hears of.
    pub async fn webhook_dispatched(&mut self, id: WebhookId, number: i64) -> Result<(), Error> {
        const SQL: &str = "UPDATE webhooks SET dispatched = $2 WHERE id = $1 AND dispatched < $2";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(number).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Notes when an endpoint last took something, and when and why it did not.
    pub async fn webhook_answered(
        &mut self,
        id: WebhookId,
        success: Option<Time>,
        failure: Option<(Time, &str)>,
    ) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE webhooks SET last_success_at = COALESCE($2, last_success_at),
                last_failure_at = COALESCE($3, last_failure_at),
                last_failure = COALESCE($4, last_failure)
            WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0)
            .bind(success.map(Time::millis))
            .bind(failure.map(|(at, _)| at.millis()))
            .bind(failure.map(|(_, why)| why))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Disables an endpoint: whether it was not.
    pub async fn webhook_disable(
        &mut self,
        id: WebhookId,
        now: Time,
        reason: DisabledReason,
    ) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE webhooks SET disabled_at = $2, disabled_reason = $3
            WHERE id = $1 AND disabled_at IS NULL";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).bind(reason.name()).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Enables an endpoint, which then hears of events after a number, or after where it was: whether it was disabled.
    pub async fn webhook_enable(
        &mut self,
        id: WebhookId,
        now: Time,
        after: i64,
    ) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE webhooks SET disabled_at = NULL, disabled_reason = NULL, enabled_at = $2, reviving = TRUE,
                dispatched = CASE WHEN dispatched < $3 THEN $3 ELSE dispatched END
            WHERE id = $1 AND disabled_at IS NOT NULL AND NOT deleting";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).bind(after).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Nothing of an endpoint has to be made due any more.
    pub async fn webhook_revived(&mut self, id: WebhookId) -> Result<(), Error> {
        const SQL: &str = "UPDATE webhooks SET reviving = FALSE WHERE id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Sends an endpoint on its way out: whether it was there. Its secrets go at once.
    pub async fn webhook_remove(&mut self, id: WebhookId) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE webhooks SET deleting = TRUE, secret = $2, old_secret = NULL, old_secret_until = NULL
            WHERE id = $1 AND NOT deleting";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(Vec::<u8>::new()).execute(c).await?.rows_affected());
        Ok(rows == 1)
    }

    /// Deletes so many deliveries of an endpoint at most, and at last itself; false where there is more.
    pub async fn webhook_delete(&mut self, id: WebhookId, limit: i64) -> Result<bool, Error> {
        const DELIVERIES: &str = "
            DELETE FROM webhook_deliveries WHERE id IN (
                SELECT id FROM webhook_deliveries WHERE webhook_id = $1 ORDER BY id LIMIT $2)";
        const WEBHOOK: &str = "DELETE FROM webhooks WHERE id = $1";
        let rows = on!(self, c => sqlx::query(DELIVERIES)
            .bind(id.0).bind(limit).execute(c).await?.rows_affected());
        if i64::try_from(rows).is_ok_and(|rows| rows >= limit) {
            return Ok(false);
        }
        on!(self, c => sqlx::query(WEBHOOK).bind(id.0).execute(c).await?.rows_affected());
        Ok(true)
    }
}
