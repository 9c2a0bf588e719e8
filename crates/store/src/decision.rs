//! Evaluations that changed something, with their inputs.

use domain::decision::Decision;
use domain::{DecisionId, DeviceId, OrderId};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::tx::{Inner, on};
use crate::{Error, Tx};

/// One evaluation as kept.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct DecisionRow {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: DecisionId,
    /// Amazon's name of the slot.
    pub slot: String,
    /// Outcome and inputs.
    #[sqlx(json)]
    pub decision: Decision,
}

/// The newest evaluations of a device's slots: as many of each as are asked for, and of them so many.
pub(crate) const OF_DEVICE: [&str; 2] = [
    "SELECT d.id, s.slot, d.decision FROM slots s CROSS JOIN decisions d ON d.id IN (
        SELECT i.id FROM decisions i WHERE i.slot_id = s.id AND i.id < $2
        ORDER BY i.id DESC LIMIT $3)
     WHERE s.device_id = $1 ORDER BY d.id DESC LIMIT $3",
    // A range of one slot: for an equal one PostgreSQL may go through the newest of all slots until it has enough.
    "SELECT d.id, s.slot, d.decision FROM slots s CROSS JOIN LATERAL (
        SELECT * FROM decisions i WHERE i.slot_id BETWEEN s.id AND s.id AND i.id < $2
        ORDER BY i.slot_id DESC, i.id DESC LIMIT $3) d
     WHERE s.device_id = $1 ORDER BY d.id DESC LIMIT $3",
];

impl Tx {
    /// The evaluation that made an order.
    pub async fn decision_of_order(&mut self, order: OrderId) -> Result<Option<Decision>, Error> {
        const SQL: &str = "SELECT decision FROM decisions WHERE order_id = $1";
        let found: Option<Json<Decision>> =
            on!(self, c => sqlx::query_scalar(SQL).bind(order.0).fetch_optional(c).await?);
        Ok(found.map(|Json(decision)| decision))
    }

    /// Evaluations of a device's slots, newest first, after one of them.
    pub async fn decisions_of_device(
        &mut self,
        device: DeviceId,
        limit: i64,
        after: Option<DecisionId>,
    ) -> Result<Vec<DecisionRow>, Error> {
        let after = after.map_or(Uuid::max(), |id| id.0);
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(OF_DEVICE[0])
                    .bind(device.0)
                    .bind(after)
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(OF_DEVICE[1])
                    .bind(device.0)
                    .bind(after)
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }
}
