//! That slotStatuses of many slots went out.

use domain::{SlotId, Time};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::list::{column, hex};
use crate::tx::Inner;
use crate::{Error, Tx};

/// A slot and when its slotStatus went out.
pub type SentStatus = (SlotId, Time);

impl Tx {
    /// Notes that slotStatuses went out, and answers of which slots it could not, since somebody else holds them.
    /// Whoever holds a slot may be about to wait for a job that is settled with this, so nobody is waited for.
    pub async fn slot_statuses_sent(&mut self, sent: &[SentStatus]) -> Result<Vec<SlotId>, Error> {
        const SQLITE: &str = "
            UPDATE slots SET status_at = v.at
            FROM (SELECT unhex(value ->> 0) AS id, value ->> 1 AS at FROM json_each($1)) AS v
            WHERE slots.id = v.id";
        const HOLD: &str = "
            SELECT id FROM slots WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED";
        const POSTGRES: &str = "
            UPDATE slots AS s SET status_at = v.at FROM UNNEST($1, $2) AS v (id, at)
            WHERE s.id = v.id";
        const THERE: &str = "SELECT id FROM slots WHERE id = ANY($1)";
        if sent.is_empty() {
            return Ok(Vec::new());
        }
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = column(sent, |(slot, at)| {
                    json!([hex(slot.0.as_bytes()), at.millis()])
                });
                sqlx::query(SQLITE)
                    .bind(Value::from(rows).to_string())
                    .execute(&mut **tx)
                    .await?;
                Ok(Vec::new())
            }
            Inner::Postgres(tx) => {
                let held: Vec<Uuid> = sqlx::query_scalar(HOLD)
                    .bind(column(sent, |(slot, _)| slot.0))
                    .fetch_all(&mut **tx)
                    .await?;
                let is_held = |(slot, _): &&SentStatus| held.binary_search(&slot.0).is_ok();
                let (ours, others): (Vec<_>, Vec<_>) = sent.iter().partition(is_held);
                sqlx::query(POSTGRES)
                    .bind(column(&ours, |(slot, _)| slot.0))
                    .bind(column(&ours, |(_, at)| at.millis()))
                    .execute(&mut **tx)
                    .await?;
                if others.is_empty() {
                    return Ok(Vec::new());
                }
                let there: Vec<Uuid> = sqlx::query_scalar(THERE)
                    .bind(column(&others, |(slot, _)| slot.0))
                    .fetch_all(&mut **tx)
                    .await?;
                Ok(there.into_iter().map(SlotId).collect())
            }
        }
    }
}
