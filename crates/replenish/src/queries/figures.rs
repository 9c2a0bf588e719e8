//! Figures of models, as the last daily look at their machines came to.

use store::ModelFigures;

use super::Queries;
use crate::Error;

/// Rows that are read for metrics, at most: models that come after those are left out.
const MOST: i64 = 1_000;

impl Queries<'_> {
    /// Of a model, by firmware and slot: empty is of all firmwares together, and of the machines themselves. None where it
    /// was not looked at yet.
    pub async fn figures(self, model: &str) -> Result<Vec<ModelFigures>, Error> {
        Ok(self.0.store.read().await?.figures(model).await?)
    }

    /// Of all models, of all firmwares together.
    pub async fn figures_of_all(self) -> Result<Vec<ModelFigures>, Error> {
        Ok(self.0.store.read().await?.figures_of_all(MOST).await?)
    }
}
