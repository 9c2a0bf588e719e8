//! The maker's models as they were put.

use std::collections::HashMap;

use domain::slot::ModelSlot;
use store::Model;

use super::Queries;
use super::page::cut;
use crate::Error;

/// A model with its slots, in their order.
pub type KnownModel = (Model, Vec<ModelSlot>);

impl Queries<'_> {
    /// Models by id, and after which one to go on.
    pub async fn models(
        self,
        limit: u32,
        after: &str,
    ) -> Result<(Vec<KnownModel>, Option<String>), Error> {
        let mut tx = self.0.store.read().await?;
        let mut models = tx.models_after(after, i64::from(limit) + 1).await?;
        let next = cut(&mut models, limit, |it| it.model.clone());
        let names: Vec<&str> = models.iter().map(|it| it.model.as_str()).collect();
        let mut slots: HashMap<String, Vec<ModelSlot>> = HashMap::new();
        for slot in tx.model_slots_of(&names).await? {
            slots.entry(slot.model.clone()).or_default().push(slot);
        }
        let with_slots = models.into_iter().map(|model| {
            let slots = slots.remove(&model.model).unwrap_or_default();
            (model, slots)
        });
        Ok((with_slots.collect(), next))
    }

    /// One model.
    pub async fn model(self, model: &str) -> Result<KnownModel, Error> {
        let mut tx = self.0.store.read().await?;
        let found = tx.model(model).await?.ok_or(Error::NotFound)?;
        let slots = tx.model_slots(model).await?;
        Ok((found, slots))
    }
}
