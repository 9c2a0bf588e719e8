//! Priors: what the machines of a model have in common, by slot, and which machines that is learned from.
//!
//! Nobody is named by a row of them: it is of many households, and stays as it is when one of these is erased. A slot's
//! own comes with the slot (`slot`, `usage`): no statement asks for it.

use domain::demand::{Prior, fleet};
use domain::{DeviceId, Time};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::row::{entities, row};
use crate::tx::on;
use crate::wire::Millis;
use crate::{Error, Tx};

/// What was learned of a slot of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedPrior {
    /// The model.
    pub model: String,
    /// Amazon's name of the slot.
    pub slot: String,
    /// When.
    pub fitted_at: Time,
    /// What machines of it have in common.
    pub prior: Prior,
}

row! {
    FittedPrior from FittedPriorRow {
        model: String,
        slot: String,
        #[sqlx(try_from = "Millis")] fitted_at: Time,
        #[sqlx(json)] prior: Prior,
    }
}

/// A machine of a model that was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Looked {
    /// The machine.
    #[sqlx(try_from = "Uuid")]
    pub id: DeviceId,
    /// It is the first one of its model that its household has.
    pub is_learned_from: bool,
}

// What `columns!` joins.
const _: () = assert!(fleet::VERSION == 1, "the joins name the version, too");

impl Tx {
    /// Keeps what was learned of a slot of a model, in the place of what was before.
    pub async fn prior_put(&mut self, fitted: &FittedPrior) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO priors (model, slot, version, fitted_at, machines, prior)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (model, slot) DO UPDATE SET version = excluded.version,
                fitted_at = excluded.fitted_at, machines = excluded.machines, prior = excluded.prior";
        on!(self, c => sqlx::query(SQL)
            .bind(&fitted.model)
            .bind(&fitted.slot)
            .bind(i64::from(fleet::VERSION))
            .bind(fitted.fitted_at.millis())
            .bind(i64::from(fitted.prior.machines))
            .bind(Json(&fitted.prior))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// What was learned of a model's slots, by slot.
    pub async fn priors(&mut self, model: &str) -> Result<Vec<FittedPrior>, Error> {
        const SQL: &str = "SELECT * FROM priors WHERE model = $1 AND version = $2 ORDER BY slot";
        let rows: Vec<FittedPriorRow> = on!(self, c => sqlx::query_as(SQL)
            .bind(model).bind(i64::from(fleet::VERSION)).fetch_all(c).await?);
        Ok(entities(rows))
    }

    /// The first model after one, by id, of which the use of some slot is foretold.
    pub async fn model_foretold_after(&mut self, model: &str) -> Result<Option<String>, Error> {
        const SQL: &str = "
            SELECT MIN(model) FROM model_slots WHERE model > $1 AND policy ->> 'kind' = 'forecast'";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(model).fetch_one(c).await?))
    }

    /// A model's machines by id, after one of them, so many. Of a household's the first is learned from, so that nobody
    /// counts twice, however many they have.
    pub async fn devices_to_learn_from(
        &mut self,
        model: &str,
        after: Option<DeviceId>,
        limit: i64,
    ) -> Result<Vec<Looked>, Error> {
        const SQL: &str = "
            SELECT d.id, d.household_id IS NOT NULL AND NOT d.deleting AND NOT EXISTS (
                SELECT 1 FROM devices o WHERE o.household_id = d.household_id AND o.model = d.model
                    AND o.id < d.id) AS is_learned_from
            FROM devices d WHERE d.model = $1 AND d.id > $2 ORDER BY d.id LIMIT $3";
        let after = after.map_or(Uuid::nil(), |id| id.0);
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(model).bind(after).bind(limit).fetch_all(c).await?))
    }
}
