//! Parcels: what of an order is on the road, and until when.

use domain::{DeviceId, EntryId, OrderId, Parcel, ParcelId, Quantity, SlotId, Time};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::list::{column, hex};
use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::{Base, MaybeId, Millis};
use crate::{Error, Tx};

row! {
    Parcel from ParcelRow {
        #[sqlx(try_from = "Uuid")] id: ParcelId,
        #[sqlx(try_from = "Uuid")] order_id: OrderId,
        #[sqlx(try_from = "Uuid")] device_id: DeviceId,
        #[sqlx(try_from = "Uuid")] slot_id: SlotId,
        #[sqlx(try_from = "Base")] quantity: Quantity,
        #[sqlx(try_from = "Millis")] estimate: Time,
        #[sqlx(try_from = "MaybeId")] counted: Option<EntryId>,
    }
}

pub(crate) const PUT: [&str; 2] = [
    "INSERT INTO parcels (id, order_id, device_id, slot_id, quantity, estimate, counted)
     SELECT unhex(value ->> 'id'), unhex(value ->> 'order_id'), unhex(value ->> 'device_id'),
        unhex(value ->> 'slot_id'), value ->> 'quantity', value ->> 'estimate', unhex(value ->> 'counted')
     FROM json_each($1) WHERE TRUE
     ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity, estimate = excluded.estimate,
        counted = excluded.counted",
    "INSERT INTO parcels (id, order_id, device_id, slot_id, quantity, estimate, counted)
     SELECT * FROM JSONB_TO_RECORDSET($1) AS v (id UUID, order_id UUID, device_id UUID,
        slot_id UUID, quantity BIGINT, estimate BIGINT, counted UUID)
     ON CONFLICT (id) DO UPDATE SET quantity = excluded.quantity, estimate = excluded.estimate,
        counted = excluded.counted",
];

pub(crate) const OF_ORDERS: [&str; 2] = [
    "SELECT * FROM parcels WHERE order_id IN (SELECT unhex(value) FROM json_each($1))
     ORDER BY estimate, id",
    "SELECT * FROM parcels WHERE order_id = ANY($1) ORDER BY estimate, id",
];

fn parcel_json(parcel: &Parcel) -> Value {
    json!({
        "id": hex(parcel.id.0.as_bytes()),
        "order_id": hex(parcel.order_id.0.as_bytes()),
        "device_id": hex(parcel.device_id.0.as_bytes()),
        "slot_id": hex(parcel.slot_id.0.as_bytes()),
        "quantity": parcel.quantity,
        "estimate": parcel.estimate.millis(),
        "counted": parcel.counted.map(|id| hex(id.0.as_bytes())),
    })
}

impl Tx {
    /// Makes parcels, or writes what they bring, their dates and whether they counted.
    pub async fn parcels_put(&mut self, parcels: &[&Parcel]) -> Result<(), Error> {
        self.put_rows(PUT, column(parcels, |it| parcel_json(it)))
            .await
    }

    /// The parcels of orders by date.
    pub async fn parcels_of_orders(&mut self, orders: &[OrderId]) -> Result<Vec<Parcel>, Error> {
        let rows: Vec<ParcelRow> = self.of_ids(OF_ORDERS, column(orders, |id| id.0)).await?;
        Ok(entities(rows))
    }

    /// The parcel of that id.
    pub async fn parcel(&mut self, id: ParcelId) -> Result<Option<Parcel>, Error> {
        const SQL: &str = "SELECT * FROM parcels WHERE id = $1";
        let found: Option<ParcelRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }
}
