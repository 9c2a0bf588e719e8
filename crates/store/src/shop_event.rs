//! What the maker's shop said of orders, each word once by its own id.

use domain::{DeviceId, OrderId, Time};

use crate::tx::{inserted, on};
use crate::{Error, Tx};

impl Tx {
    /// The hash of the word of that id; none where the shop said none.
    pub async fn shop_event(&mut self, order: OrderId, id: &str) -> Result<Option<Vec<u8>>, Error> {
        const SQL: &str = "SELECT content_hash FROM shop_events WHERE order_id = $1 AND id = $2";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(order.0).bind(id).fetch_optional(c).await?))
    }

    /// How many words of an order are kept, counted up to so many.
    pub async fn shop_events(&mut self, order: OrderId, most: i64) -> Result<i64, Error> {
        const SQL: &str = "
            SELECT COUNT(*) FROM (SELECT 1 FROM shop_events WHERE order_id = $1 LIMIT $2) AS n";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(order.0).bind(most).fetch_one(c).await?))
    }

    /// Keeps that a word came; `Conflict` where that order has one of the id.
    pub async fn shop_event_insert(
        &mut self,
        (device, order): (DeviceId, OrderId),
        id: &str,
        content_hash: &[u8],
        now: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO shop_events (order_id, id, device_id, content_hash, received_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(order.0)
            .bind(id)
            .bind(device.0)
            .bind(content_hash)
            .bind(now.millis())
            .execute(c).await?.rows_affected()))
    }
}
