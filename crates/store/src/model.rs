//! Device models and their slots.

use domain::policy::Policy;
use domain::replenisher::{AlexaSensor, ShopProduct};
use domain::slot::{ModelSlot, NamedProduct};
use domain::{Quantity, Replenisher, Time, Unit};
use sqlx::FromRow;
use sqlx::error::ErrorKind;
use sqlx::types::Json;

use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::{Base, MaybeBase, ReplenisherName, UnitName};
use crate::{Error, Tx};

/// A product type.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Model {
    /// Amazon's string.
    pub model: String,
    /// What customers read.
    pub name: String,
    /// What brings the supplies of its machines.
    #[sqlx(try_from = "ReplenisherName")]
    pub replenisher: Replenisher,
}

row! {
    ModelSlot from ModelSlotRow {
        #[sqlx(rename = "slot_model")] model: String,
        slot: String,
        position: i64,
        #[sqlx(rename = "slot_name")] name: String,
        #[sqlx(try_from = "UnitName")] unit: Unit,
        #[sqlx(try_from = "Base")] capacity: Quantity,
        #[sqlx(try_from = "MaybeBase")] count_is: Option<Quantity>,
        starts_full: bool,
        #[sqlx(try_from = "MaybeBase")] typical_per_day: Option<Quantity>,
        #[sqlx(json)] policy: Policy,
        #[sqlx(json)] products: Vec<NamedProduct>,
        #[sqlx(try_from = "MaybeBase")] most_per_day: Option<Quantity>,
        #[sqlx(try_from = "MaybeBase")] step: Option<Quantity>,
        #[sqlx(json(nullable))] shop: Option<ShopProduct>,
        #[sqlx(json(nullable))] alexa: Option<AlexaSensor>,
    }
}

impl Tx {
    /// Makes a model or renames it.
    pub async fn model_put(&mut self, model: &Model, now: Time) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO models (model, name, created_at, replenisher) VALUES ($1, $2, $3, $4)
            ON CONFLICT (model) DO UPDATE SET name = excluded.name, replenisher = excluded.replenisher";
        on!(self, c => sqlx::query(SQL)
            .bind(&model.model).bind(&model.name).bind(now.millis()).bind(model.replenisher.name()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// The model of that id.
    pub async fn model(&mut self, model: &str) -> Result<Option<Model>, Error> {
        const SQL: &str = "SELECT model, name, replenisher FROM models WHERE model = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(model).fetch_optional(c).await?))
    }

    /// Models by id, after one of them, so many.
    pub async fn models_after(&mut self, model: &str, limit: i64) -> Result<Vec<Model>, Error> {
        const SQL: &str =
            "SELECT model, name, replenisher FROM models WHERE model > $1 ORDER BY model LIMIT $2";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(model).bind(limit).fetch_all(c).await?))
    }

    /// Deletes a model with its slots, and what was learned and counted of it. `Conflict` where it has machines.
    pub async fn model_delete(&mut self, model: &str) -> Result<(), Error> {
        const SQL: [&str; 3] = [
            "DELETE FROM breakers WHERE model = $1",
            "DELETE FROM model_slots WHERE model = $1",
            "DELETE FROM models WHERE model = $1",
        ];
        for sql in SQL {
            let deleted = on!(self, c => sqlx::query(sql).bind(model).execute(c).await.map(|_| ()));
            deleted.map_err(|error| match error.as_database_error() {
                Some(said) if said.kind() == ErrorKind::ForeignKeyViolation => Error::Conflict,
                _ => error.into(),
            })?;
        }
        Ok(())
    }

    /// A model's slots in their order.
    pub async fn model_slots(&mut self, model: &str) -> Result<Vec<ModelSlot>, Error> {
        const SQL: &str = "
            SELECT *, model AS slot_model, name AS slot_name FROM model_slots
            WHERE model = $1 ORDER BY position";
        let rows: Vec<ModelSlotRow> =
            on!(self, c => sqlx::query_as(SQL).bind(model).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// The slots of models, by model and in their order.
    pub async fn model_slots_of(&mut self, models: &[&str]) -> Result<Vec<ModelSlot>, Error> {
        const SQL: [&str; 2] = [
            "SELECT *, model AS slot_model, name AS slot_name FROM model_slots
             WHERE model IN (SELECT value FROM json_each($1)) ORDER BY model, position",
            "SELECT *, model AS slot_model, name AS slot_name FROM model_slots
             WHERE model = ANY($1) ORDER BY model, position",
        ];
        let rows: Vec<ModelSlotRow> = self.of_names(SQL, models).await?;
        Ok(entities(rows))
    }

    /// Makes or changes a slot of a model.
    pub async fn model_slot_put(&mut self, slot: &ModelSlot) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO model_slots (model, slot, position, name, unit, capacity, count_is,
                starts_full, typical_per_day, policy, products, most_per_day, step, shop, alexa)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            ON CONFLICT (model, slot) DO UPDATE SET position = excluded.position,
                name = excluded.name, unit = excluded.unit, capacity = excluded.capacity,
                count_is = excluded.count_is, starts_full = excluded.starts_full,
                typical_per_day = excluded.typical_per_day, policy = excluded.policy,
                products = excluded.products, most_per_day = excluded.most_per_day,
                step = excluded.step, shop = excluded.shop, alexa = excluded.alexa";
        on!(self, c => sqlx::query(SQL)
            .bind(&slot.model)
            .bind(&slot.slot)
            .bind(slot.position)
            .bind(&slot.name)
            .bind(slot.unit.name())
            .bind(slot.capacity.0)
            .bind(slot.count_is.map(|q| q.0))
            .bind(slot.starts_full)
            .bind(slot.typical_per_day.map(|q| q.0))
            .bind(Json(&slot.policy))
            .bind(Json(&slot.products))
            .bind(slot.most_per_day.map(|q| q.0))
            .bind(slot.step.map(|q| q.0))
            .bind(slot.shop.as_ref().map(Json))
            .bind(slot.alexa.as_ref().map(Json))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Removes a slot that no device has.
    pub async fn model_slot_delete(&mut self, model: &str, slot: &str) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM model_slots WHERE model = $1 AND slot = $2";
        on!(self, c => sqlx::query(SQL).bind(model).bind(slot).execute(c).await?.rows_affected());
        Ok(())
    }
}
