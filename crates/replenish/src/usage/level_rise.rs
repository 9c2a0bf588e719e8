//! What a rise of the level says of orders.

use domain::journal::{Actor, Input};
use domain::order::OrderState;
use domain::{Quantity, Time};

use super::slot_batch::SlotBatch;
use crate::Error;
use crate::device_unit::DeviceUnit;

impl SlotBatch {
    /// A rise of the level that the spares cannot explain, by half of an order on its way or more: the order is here, and
    /// the rise is drawn from it. An order that had arrived is thereby confirmed. Says how often the journal was folded
    /// to see that.
    pub(super) async fn explain(
        &mut self,
        change: &mut DeviceUnit,
        input: Input,
        at: Time,
    ) -> Result<usize, Error> {
        let mut folds = 0;
        if self.is_behind {
            folds += self.catch_up(change).await?;
        }
        let slot = &self.snapshot.slot;
        let rises = |above| {
            slot.machine
                .is_some_and(|machine| input.amount() > machine + above)
        };
        // Of one that is counted again it is not known what was there before.
        if slot.counting.is_some() || !rises(Quantity::ZERO) {
            return Ok(folds);
        }
        let Some(mut order) = change.tx.orders_of_slot(slot.id, 1).await?.pop() else {
            return Ok(folds);
        };
        match order.state {
            OrderState::Placed | OrderState::Shipped => {
                let late = slot.last_use.is_some_and(|used| at < used);
                let coming = order.quantity.unwrap_or_default();
                let rise = slot.stock().unexplained_rise(input, &self.spec);
                if !late && coming.is_positive() && rise.0.saturating_mul(2) >= coming.0 {
                    folds += self.catch_up(change).await?;
                    let slot = &mut self.snapshot.slot;
                    change
                        .arrive_early(slot, &mut order, at, Actor::Device)
                        .await?;
                }
            }
            OrderState::Arrived
                if !order.confirmed && rises(self.spec.jitter()) && slot.spares.is_positive() =>
            {
                order.confirmed = true;
                change.tx.order_update(&order).await?;
            }
            _ => {}
        }
        Ok(folds)
    }

    /// Folds what its entries ask for.
    async fn catch_up(&mut self, change: &mut DeviceUnit) -> Result<usize, Error> {
        let Some(unfolded) = self.unfolded else {
            return Ok(0);
        };
        change.fold(&mut self.snapshot.slot, unfolded).await?;
        self.is_behind = false;
        Ok(1)
    }
}
