//! Parcels: what of an order is on the road, and until when.

use domain::{EntryId, OrderId, ParcelId, Quantity, SlotId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::{Base, MaybeId, Millis};
use crate::{Error, Tx};

/// One parcel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Parcel {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: ParcelId,
    /// Its order.
    #[sqlx(try_from = "Uuid")]
    pub order_id: OrderId,
    /// The order's slot.
    #[sqlx(try_from = "Uuid")]
    pub slot_id: SlotId,
    /// What it brings.
    #[sqlx(try_from = "Base")]
    pub quantity: Quantity,
    /// When it is expected.
    #[sqlx(try_from = "Millis")]
    pub estimate: Time,
    /// The entry that counted it.
    #[sqlx(try_from = "MaybeId")]
    pub counted: Option<EntryId>,
}

impl Tx {
    /// Makes a parcel.
    pub async fn parcel_insert(&mut self, parcel: &Parcel) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO parcels (id, order_id, slot_id, quantity, estimate, counted)
            VALUES ($1, $2, $3, $4, $5, $6)";
        on!(self, c => sqlx::query(SQL)
            .bind(parcel.id.0)
            .bind(parcel.order_id.0)
            .bind(parcel.slot_id.0)
            .bind(parcel.quantity.0)
            .bind(parcel.estimate.millis())
            .bind(parcel.counted.map(|id| id.0))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Writes a parcel's date and whether it counted.
    pub async fn parcel_update(&mut self, parcel: &Parcel) -> Result<(), Error> {
        const SQL: &str = "UPDATE parcels SET estimate = $2, counted = $3 WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(parcel.id.0)
            .bind(parcel.estimate.millis())
            .bind(parcel.counted.map(|id| id.0))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The parcel of that id.
    pub async fn parcel(&mut self, id: ParcelId) -> Result<Option<Parcel>, Error> {
        const SQL: &str = "SELECT * FROM parcels WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// An order's parcels by date.
    pub async fn parcels(&mut self, order: OrderId) -> Result<Vec<Parcel>, Error> {
        const SQL: &str = "SELECT * FROM parcels WHERE order_id = $1 ORDER BY estimate, id";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(order.0).fetch_all(c).await?))
    }
}
