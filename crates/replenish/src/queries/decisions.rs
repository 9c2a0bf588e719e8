//! Decisions that were kept: why something was ordered, or not.

use domain::decision::Decision;
use domain::{AccountId, DecisionId, OrderId, Unit};

use super::Queries;
use crate::Error;
use crate::devices::fleet::device;

impl Queries<'_> {
    /// Evaluations of a device's slots that came out otherwise than the one before, newest first: the
    /// slot and its unit with each.
    pub async fn decisions(
        self,
        serial: &str,
        limit: u32,
        after: Option<DecisionId>,
    ) -> Result<Vec<(DecisionId, String, Unit, Decision)>, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        let slots = tx.slots_of_device(device.id).await?;
        let rows = tx
            .decisions_of_device(device.id, i64::from(limit), after)
            .await?;
        let with_unit = |row: store::DecisionRow| {
            let slot = slots.iter().find(|slot| slot.kind.slot == row.slot)?;
            Some((row.id, row.slot, slot.kind.unit, row.decision))
        };
        Ok(rows.into_iter().filter_map(with_unit).collect())
    }

    /// Why an order of the account's household was made; none where Amazon's messages told of it.
    pub async fn why_ordered(
        self,
        account: AccountId,
        order: OrderId,
    ) -> Result<Option<Decision>, Error> {
        let mut tx = self.0.store.read().await?;
        let found = tx.order(order).await?.ok_or(Error::NotFound)?;
        self.0.own_device(&mut tx, account, found.device_id).await?;
        Ok(tx.decision_of_order(order).await?)
    }
}
