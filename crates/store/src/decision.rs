//! Evaluations that changed something, with their inputs.

use domain::decision::Decision;
use domain::{DecisionId, DeviceId, OrderId};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::tx::on;
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
        // A range of pairs: for an equal device PostgreSQL may go through the newest of all until it has enough.
        const SQL: &str = "
            SELECT d.id, s.slot, d.decision FROM (
                SELECT * FROM decisions WHERE device_id >= $1 AND (device_id, id) < ($1, $2)
                ORDER BY device_id DESC, id DESC LIMIT $3) d
            JOIN slots s ON s.id = d.slot_id ORDER BY d.id DESC";
        let after = after.map_or(Uuid::max(), |id| id.0);
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(device.0).bind(after).bind(limit).fetch_all(c).await?))
    }
}
