//! What a rise of the level says of orders.
//!
//! Only a rise that would end an order's way, or confirm one, is looked at with care. Whether there is one among some
//! reports is seen by folding them in memory, so that a level that trembles costs no more than a use.

use domain::journal::{Actor, Input};
use domain::order::OrderState;
use domain::{Quantity, Time};

use super::slot_batch::SlotBatch;
use crate::Error;
use crate::device_unit::DeviceUnit;

impl SlotBatch {
    /// Whether a rise of the level would say something of an order.
    pub(super) fn waits_for_order(&self) -> bool {
        self.is_coming() || self.snapshot.unconfirmed
    }

    fn is_coming(&self) -> bool {
        matches!(
            self.snapshot.order_state,
            Some(OrderState::Placed | OrderState::Shipped)
        )
    }

    /// Whether one of some reports, in their order, is a rise that [`SlotBatch::explain`] would act on. Where the stock
    /// between them is not known, each level may be one.
    pub(super) fn may_explain(&self, reports: impl Iterator<Item = (Time, Input)>) -> bool {
        let slot = &self.snapshot.slot;
        if slot.counting.is_some() {
            return false;
        }
        let coming = self.snapshot.order_quantity.unwrap_or_default();
        let mut folded_to = slot.folded_to.filter(|_| self.unfolded.is_none());
        let mut stock = slot.stock();
        for (at, input) in reports {
            let is_level = matches!(input, Input::Level(_));
            if folded_to.is_none_or(|to| at < to) {
                folded_to = None;
                if is_level {
                    return true;
                }
                continue;
            }
            let rise = stock.unexplained_rise(input, &self.spec);
            let arrives = self.is_coming()
                && coming.is_positive()
                && rise.is_positive()
                && rise.0.saturating_mul(2) >= coming.0;
            let confirms = self.snapshot.unconfirmed
                && stock.spares.is_positive()
                && stock.machine.is_some_and(|machine| {
                    is_level && input.amount() > machine + self.spec.jitter()
                });
            if arrives || confirms {
                return true;
            }
            folded_to = Some(at);
            stock.apply(input, &self.spec);
        }
        false
    }

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
