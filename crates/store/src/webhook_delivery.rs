//! What is on its way to endpoints, or was. What is said is the event's own row.
//!
//! - Of each device's deliveries to an endpoint that wait, the one of the smallest number has a time at which it is due,
//!   and the others have none. Whoever takes the first one away makes the next one due: [`NEXT`] says which that is.
//! - The moment at which one is due is all that is looked for, so that what waits behind it costs nothing.

use domain::webhook::Delivery;
use domain::{DeliveryId, DeviceId, Time, WebhookId};
use serde_json::{Value, json};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::row::{entities, row};
use crate::tx::{Inner, on};
use crate::wire::{MaybeId, MaybeMillis, Millis};
use crate::{Error, Outgoing, Tx};

row! {
    Delivery from DeliveryRow {
        #[sqlx(try_from = "Uuid")] id: DeliveryId,
        #[sqlx(try_from = "Uuid")] webhook_id: WebhookId,
        number: Option<i64>,
        #[sqlx(rename = "type")] kind: String,
        #[sqlx(try_from = "Millis")] created_at: Time,
        is_waiting: bool,
        #[sqlx(try_from = "MaybeMillis")] due_at: Option<Time>,
        tries: i64,
        #[sqlx(try_from = "MaybeMillis", rename = "last_try")] last_try_at: Option<Time>,
        last_status: Option<i64>,
        last_error: Option<String>,
    }
}

/// A delivery whose time has come.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DueDelivery {
    /// Its id.
    #[sqlx(try_from = "Uuid")]
    pub id: DeliveryId,
    /// Of which device; none of a test.
    #[sqlx(try_from = "MaybeId")]
    pub device_id: Option<DeviceId>,
    /// The number of its event; none of a test.
    pub number: Option<i64>,
    /// Since when it is on its way.
    #[sqlx(try_from = "Millis")]
    pub created_at: Time,
    /// How often it was tried.
    pub tries: i64,
    /// When it was first tried.
    #[sqlx(try_from = "MaybeMillis")]
    pub first_try: Option<Time>,
}

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tried {
    /// It was taken, with this status.
    Taken(u16),
    /// It was not.
    Failed {
        /// The status, where there was an answer.
        status: Option<u16>,
        /// Why, in a sentence.
        why: String,
        /// When it is tried again.
        again: Time,
    },
    /// Its event is gone, and so it goes, too.
    Lost,
}

/// New ones of an endpoint, the first of each device due where none of it waits.
macro_rules! insert {
    ($rows:literal) => {
        concat!(
            "INSERT INTO webhook_deliveries
                (id, webhook_id, device_id, number, type, created_at, in_order, is_waiting, due_at)
             SELECT v.id, $1, v.device_id, v.number, v.type, $2, TRUE, TRUE,
                CASE WHEN ROW_NUMBER() OVER (PARTITION BY v.device_id ORDER BY v.number) = 1
                    AND NOT EXISTS (SELECT 1 FROM webhook_deliveries w
                        WHERE w.webhook_id = $1 AND w.device_id = v.device_id AND w.is_waiting AND w.in_order)
                THEN $2 END
             FROM ",
            $rows
        )
    };
}
const INSERT: [&str; 2] = [
    insert!(
        "(SELECT unhex(value ->> 0) AS id, unhex(value ->> 1) AS device_id, value ->> 2 AS number,
            value ->> 3 AS type FROM json_each($3)) AS v"
    ),
    insert!("UNNEST($3, $4, $5, $6) AS v (id, device_id, number, type)"),
];

/// Makes the first of a device's that wait for an endpoint due, unless it is.
pub(crate) const NEXT: &str = "
    UPDATE webhook_deliveries SET due_at = $3 WHERE due_at IS NULL AND id = (
        SELECT id FROM webhook_deliveries
        WHERE webhook_id = $1 AND device_id = $2 AND is_waiting AND in_order
        ORDER BY number LIMIT 1)";

pub(crate) const DUE: &str = "
    SELECT id, device_id, number, created_at, tries, first_try FROM webhook_deliveries
    WHERE webhook_id = $1 AND due_at IS NOT NULL AND due_at <= $2 ORDER BY due_at, id LIMIT $3";

impl Tx {
    /// Hands events on to an endpoint, each with the id of its delivery.
    pub async fn deliveries_insert(
        &mut self,
        webhook: WebhookId,
        events: &[(DeliveryId, Outgoing)],
        now: Time,
    ) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = Value::from(column(events, |(id, it)| {
                    let (id, device) = (hex(id.0.as_bytes()), hex(it.device_id.0.as_bytes()));
                    json!([id, device, it.number, it.kind.name()])
                }));
                let insert = sqlx::query(INSERT[0])
                    .bind(webhook.0)
                    .bind(now.millis())
                    .bind(rows.to_string());
                insert.execute(&mut **tx).await.map(drop)?;
            }
            Inner::Postgres(tx) => {
                let insert = sqlx::query(INSERT[1])
                    .bind(webhook.0)
                    .bind(now.millis())
                    .bind(column(events, |(id, _)| id.0))
                    .bind(column(events, |(_, it)| it.device_id.0))
                    .bind(column(events, |(_, it)| it.number))
                    .bind(column(events, |(_, it)| it.kind.name()));
                insert.execute(&mut **tx).await.map(drop)?;
            }
        }
        Ok(())
    }

    /// Lets something be sent now that waits for nothing and holds nothing back: a test, or, where another delivery is
    /// named, its event once more.
    pub async fn delivery_insert_alone(
        &mut self,
        id: DeliveryId,
        webhook: WebhookId,
        kind: &str,
        again: Option<DeliveryId>,
        now: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO webhook_deliveries
                (id, webhook_id, device_id, number, type, created_at, in_order, is_waiting, due_at)
            VALUES ($1, $2, (SELECT device_id FROM webhook_deliveries WHERE id = $4),
                (SELECT number FROM webhook_deliveries WHERE id = $4), $3, $5, FALSE, TRUE, $5)";
        on!(self, c => sqlx::query(SQL)
            .bind(id.0)
            .bind(webhook.0)
            .bind(kind)
            .bind(again.map(|id| id.0))
            .bind(now.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Lets what waits be tried now: it, or what it waits for.
    pub async fn delivery_hasten(&mut self, id: DeliveryId, now: Time) -> Result<(), Error> {
        const ITSELF: &str = "
            UPDATE webhook_deliveries SET due_at = $2 WHERE id = $1 AND is_waiting AND due_at > $2";
        const BEFORE: &str = "
            UPDATE webhook_deliveries SET due_at = $2 WHERE due_at > $2 AND id = (
                SELECT w.id FROM webhook_deliveries d JOIN webhook_deliveries w
                    ON w.webhook_id = d.webhook_id AND w.device_id = d.device_id
                WHERE d.id = $1 AND d.is_waiting AND d.in_order AND w.is_waiting AND w.in_order
                ORDER BY w.number LIMIT 1)";
        for sql in [ITSELF, BEFORE] {
            on!(self, c => sqlx::query(sql)
                .bind(id.0).bind(now.millis()).execute(c).await?.rows_affected());
        }
        Ok(())
    }

    /// What of an endpoint is due, so much at most, what is due longest first.
    pub async fn deliveries_due(
        &mut self,
        webhook: WebhookId,
        now: Time,
        limit: i64,
    ) -> Result<Vec<DueDelivery>, Error> {
        Ok(on!(self, c => sqlx::query_as(DUE)
            .bind(webhook.0).bind(now.millis()).bind(limit).fetch_all(c).await?))
    }

    /// When something of an endpoint is due next.
    pub async fn deliveries_next_due(&mut self, webhook: WebhookId) -> Result<Option<Time>, Error> {
        const SQL: &str = "
            SELECT due_at FROM webhook_deliveries WHERE webhook_id = $1 AND due_at IS NOT NULL
            ORDER BY due_at, id LIMIT 1";
        let due: Option<i64> =
            on!(self, c => sqlx::query_scalar(SQL).bind(webhook.0).fetch_optional(c).await?);
        Ok(due.map(Time::from_millis))
    }

    /// Makes due now what of an endpoint is due later, so much at most: how much.
    pub async fn deliveries_hasten(
        &mut self,
        webhook: WebhookId,
        now: Time,
        limit: i64,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            UPDATE webhook_deliveries SET due_at = $2 WHERE id IN (
                SELECT id FROM webhook_deliveries
                WHERE webhook_id = $1 AND due_at IS NOT NULL AND due_at > $2
                ORDER BY due_at, id LIMIT $3)";
        Ok(on!(self, c => sqlx::query(SQL)
            .bind(webhook.0).bind(now.millis()).bind(limit).execute(c).await?.rows_affected()))
    }

    /// Writes down what came of a try, and lets the next one of the device come where nothing stands before it any more.
    pub async fn delivery_tried(
        &mut self,
        webhook: WebhookId,
        due: &DueDelivery,
        tried: &Tried,
        now: Time,
    ) -> Result<(), Error> {
        const TRIED: &str = "
            UPDATE webhook_deliveries SET is_waiting = $2, due_at = $3, tries = tries + 1,
                first_try = COALESCE(first_try, $4), last_try = $4, last_status = $5, last_error = $6
            WHERE id = $1";
        const LOST: &str = "DELETE FROM webhook_deliveries WHERE id = $1";
        let (again, status, why) = match tried {
            Tried::Taken(status) => (None, Some(*status), None),
            Tried::Failed { status, why, again } => (Some(*again), *status, Some(why.as_str())),
            Tried::Lost => {
                on!(self, c => sqlx::query(LOST)
                    .bind(due.id.0).execute(c).await?.rows_affected());
                return self.delivery_next(webhook, due.device_id, now).await;
            }
        };
        on!(self, c => sqlx::query(TRIED)
            .bind(due.id.0)
            .bind(again.is_some())
            .bind(again.map(Time::millis))
            .bind(now.millis())
            .bind(status.map(i64::from))
            .bind(why)
            .execute(c).await?.rows_affected());
        if again.is_some() {
            return Ok(());
        }
        self.delivery_next(webhook, due.device_id, now).await
    }

    /// Lets the first of a device's that wait for an endpoint be due.
    async fn delivery_next(
        &mut self,
        webhook: WebhookId,
        device: Option<DeviceId>,
        now: Time,
    ) -> Result<(), Error> {
        if let Some(device) = device {
            on!(self, c => sqlx::query(NEXT)
                .bind(webhook.0).bind(device.0).bind(now.millis()).execute(c).await?.rows_affected());
        }
        Ok(())
    }

    /// Deliveries of an endpoint before one of them, newest first.
    pub async fn deliveries(
        &mut self,
        webhook: WebhookId,
        before: Option<DeliveryId>,
        limit: i64,
    ) -> Result<Vec<Delivery>, Error> {
        const SQL: &str = "
            SELECT id, webhook_id, number, type, created_at, is_waiting, due_at, tries, last_try,
                last_status, last_error
            FROM webhook_deliveries WHERE webhook_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
        let before = before.map_or(Uuid::max(), |id| id.0);
        let rows: Vec<DeliveryRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(webhook.0).bind(before).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// A delivery.
    pub async fn delivery(&mut self, id: DeliveryId) -> Result<Option<Delivery>, Error> {
        const SQL: &str = "
            SELECT id, webhook_id, number, type, created_at, is_waiting, due_at, tries, last_try,
                last_status, last_error
            FROM webhook_deliveries WHERE id = $1";
        let row: Option<DeliveryRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(row.map(Into::into))
    }

    /// How many wait for an endpoint, counted up to so many.
    pub async fn deliveries_waiting(
        &mut self,
        webhook: WebhookId,
        most: i64,
    ) -> Result<i64, Error> {
        const SQL: &str = "
            SELECT COUNT(*) FROM (SELECT 1 FROM webhook_deliveries
                WHERE webhook_id = $1 AND is_waiting LIMIT $2) AS n";
        Ok(on!(self, c => sqlx::query_scalar(SQL)
            .bind(webhook.0).bind(most).fetch_one(c).await?))
    }

    /// Since when the oldest of those waits.
    pub async fn deliveries_waiting_since(
        &mut self,
        webhook: WebhookId,
    ) -> Result<Option<Time>, Error> {
        const SQL: &str = "
            SELECT created_at FROM webhook_deliveries WHERE webhook_id = $1 AND is_waiting
            ORDER BY id LIMIT 1";
        let since: Option<i64> =
            on!(self, c => sqlx::query_scalar(SQL).bind(webhook.0).fetch_optional(c).await?);
        Ok(since.map(Time::from_millis))
    }

    /// Forgets so many deliveries from before a moment at most, the oldest first: how many. What waited behind them does
    /// so no more.
    pub async fn deliveries_delete_before(
        &mut self,
        before: Time,
        most: i64,
        now: Time,
    ) -> Result<u64, Error> {
        const SQL: &str = "
            DELETE FROM webhook_deliveries WHERE id IN
                (SELECT id FROM webhook_deliveries WHERE created_at < $1 ORDER BY created_at, id LIMIT $2)
            RETURNING webhook_id, device_id, due_at IS NOT NULL";
        let gone: Vec<(Uuid, Option<Uuid>, bool)> = on!(self, c => sqlx::query_as(SQL)
            .bind(before.millis()).bind(most).fetch_all(c).await?);
        for (webhook, device, was_due) in &gone {
            if *was_due {
                let device = device.map(DeviceId);
                self.delivery_next(WebhookId(*webhook), device, now).await?;
            }
        }
        Ok(gone.len() as u64)
    }
}
