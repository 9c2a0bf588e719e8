//! What a rise of the level says of orders.

use domain::Time;
use domain::journal::{Actor, Input};
use domain::order::OrderState;
use store::Slot;

use crate::Error;
use crate::change::Change;

impl Change {
    /// A rise of the level that the spares cannot explain, by half of an order on its way or more:
    /// the order is here, and the rise is drawn from it. An order that had arrived is thereby
    /// confirmed.
    pub(super) async fn explain_rise(
        &mut self,
        slot: &mut Slot,
        input: Input,
        at: Time,
    ) -> Result<(), Error> {
        let Some(mut order) = self.tx.orders_of_slot(slot.id, 1).await?.pop() else {
            return Ok(());
        };
        match order.state {
            OrderState::Placed | OrderState::Shipped => {
                let late = slot.last_use.is_some_and(|used| at < used);
                let coming = order.quantity.unwrap_or_default();
                let rise = slot.stock().unexplained_rise(input, &slot.spec());
                if !late && coming.is_positive() && rise.0.saturating_mul(2) >= coming.0 {
                    self.arrive_early(slot, &mut order, at, Actor::Device)
                        .await?;
                }
            }
            OrderState::Arrived if !order.confirmed => {
                let jitter = slot.spec().jitter();
                let rises = slot
                    .machine
                    .is_some_and(|machine| input.amount() > machine + jitter);
                if rises && slot.spares.is_positive() {
                    order.confirmed = true;
                    self.tx.order_update(&order).await?;
                }
            }
            _ => {}
        }
        Ok(())
    }
}
