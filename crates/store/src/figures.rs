//! Figures of models: what one look at all machines of a model came to, by firmware and slot.

use domain::Time;
use domain::figures::Figures;
use sqlx::FromRow;
use sqlx::types::Json;

use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::Millis;
use crate::{Error, Tx};

/// A sum of a model's machines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelFigures {
    /// The model.
    pub model: String,
    /// What runs in the machines; empty of all together.
    pub firmware: String,
    /// Of which slot; empty of what is of the machines themselves.
    pub slot: String,
    /// When they were looked at.
    pub counted_at: Time,
    /// The sums.
    pub figures: Figures,
}

row! {
    ModelFigures from ModelFiguresRow {
        model: String,
        firmware: String,
        slot: String,
        #[sqlx(try_from = "Millis")] counted_at: Time,
        #[sqlx(json)] figures: Figures,
    }
}

/// What is known of a machine as far as figures go.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Stage {
    /// The machine.
    #[sqlx(try_from = "uuid::Uuid")]
    pub id: domain::DeviceId,
    /// What runs in it.
    pub firmware: Option<String>,
    /// It is somebody's.
    pub claimed: bool,
    /// It is connected, to Amazon or to Alexa.
    pub connected: bool,
    /// It is on its way out.
    pub deleting: bool,
}

impl Tx {
    /// Keeps what a look at a model came to, in the place of the one before.
    pub async fn figures_put(
        &mut self,
        model: &str,
        counted: &[ModelFigures],
    ) -> Result<(), Error> {
        const OLD: &str = "DELETE FROM figures WHERE model = $1";
        const NEW: &str = "
            INSERT INTO figures (model, firmware, slot, counted_at, figures) VALUES ($1, $2, $3, $4, $5)";
        on!(self, c => sqlx::query(OLD).bind(model).execute(c).await?.rows_affected());
        for it in counted {
            on!(self, c => sqlx::query(NEW)
                .bind(model)
                .bind(&it.firmware)
                .bind(&it.slot)
                .bind(it.counted_at.millis())
                .bind(Json(&it.figures))
                .execute(c).await?.rows_affected());
        }
        Ok(())
    }

    /// What the last look at a model came to, by firmware and slot.
    pub async fn figures(&mut self, model: &str) -> Result<Vec<ModelFigures>, Error> {
        const SQL: &str = "SELECT * FROM figures WHERE model = $1 ORDER BY firmware, slot";
        let rows: Vec<ModelFiguresRow> =
            on!(self, c => sqlx::query_as(SQL).bind(model).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// The sums of all firmwares together, by model and slot, so many.
    pub async fn figures_of_all(&mut self, limit: i64) -> Result<Vec<ModelFigures>, Error> {
        const SQL: &str = "SELECT * FROM figures WHERE firmware = '' ORDER BY model, slot LIMIT $1";
        let rows: Vec<ModelFiguresRow> =
            on!(self, c => sqlx::query_as(SQL).bind(limit).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// A model's machines by id, after one of them, so many, each with how far it has come.
    pub async fn device_stages(
        &mut self,
        model: &str,
        after: Option<domain::DeviceId>,
        limit: i64,
    ) -> Result<Vec<Stage>, Error> {
        const SQL: &str = "
            SELECT d.id, d.firmware, d.household_id IS NOT NULL AS claimed, d.deleting,
                EXISTS (SELECT 1 FROM registrations r WHERE r.device_id = d.id)
                    OR EXISTS (SELECT 1 FROM alexa_endpoints e WHERE e.device_id = d.id) AS connected
            FROM devices d WHERE d.model = $1 AND d.id > $2 ORDER BY d.id LIMIT $3";
        let after = after.map_or(uuid::Uuid::nil(), |id| id.0);
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(model).bind(after).bind(limit).fetch_all(c).await?))
    }
}
