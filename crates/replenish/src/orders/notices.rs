//! Amazon's messages about orders: OrderPlaced, ItemShipped and OrderCancelled, applied in the transaction that keeps them.

use amazon::OrderNotice;
use domain::engine::{Contents, SlotState};
use domain::order::{EndReason, is_too_late};
use domain::{OrderId, Quantity, Slot, Time};
use tracing::warn;

use crate::Error;
use crate::device_unit::DeviceUnit;

impl DeviceUnit {
    /// Amazon placed an order.
    pub(crate) async fn apply_placed(&mut self, said: &OrderNotice, at: Time) -> Result<(), Error> {
        if let Some((s, id)) = self.order_of(&said.instance, &said.slot, at).await? {
            let contents = contents(&self.slots[s].slot, said, at);
            self.order_placed(s, id, &contents, at);
        }
        Ok(())
    }

    /// Amazon shipped an order, or a part of it, or has a new date for it.
    pub(crate) async fn apply_shipped(
        &mut self,
        said: &OrderNotice,
        at: Time,
    ) -> Result<(), Error> {
        if let Some((s, id)) = self.order_of(&said.instance, &said.slot, at).await? {
            let contents = contents(&self.slots[s].slot, said, at);
            self.order_shipped(s, id, &contents, at);
        }
        Ok(())
    }

    /// An order was cancelled, by the customer or by Amazon.
    pub(crate) async fn apply_cancelled(
        &mut self,
        instance: &str,
        slot: &str,
        at: Time,
    ) -> Result<(), Error> {
        let Some((s, id)) = self.order_of(instance, slot, at).await? else {
            return Ok(());
        };
        let Some(known) = self.order(id) else {
            return Ok(());
        };
        let (is_placed, accepted) = (known.order.placed_at.is_some(), known.order.accepted_at);
        let reason = EndReason::of_cancellation(is_placed, accepted, at);
        self.cancel_order(s, id, reason).await
    }

    /// The order a message is about: by Amazon's id; else the slot's live order that has none yet;
    /// else one of its own, adopted. None for a slot that is not ours, and for an order of a
    /// registration before this one.
    async fn order_of(
        &mut self,
        instance: &str,
        slot: &str,
        at: Time,
    ) -> Result<Option<(usize, OrderId)>, Error> {
        if let Some(s) = self.slot_named(slot) {
            self.read_orders(s).await?;
        }
        let mut known = self.slots.iter().flat_map(SlotState::orders);
        let known = known.find(|it| it.order.instance.as_deref() == Some(instance));
        let found = match known {
            Some(known) => Some(known.order.clone()),
            None => self.tx.order_by_instance(instance).await?,
        };
        if let Some(order) = found {
            let Some(s) = self.slot_of(order.slot_id) else {
                return Ok(None);
            };
            let is_read = self.read_order(s, order.id).await?;
            return Ok(is_read.then_some((s, order.id)));
        }
        let Some(s) = self.slot_named(slot) else {
            warn!("Amazon speaks of a slot that the model does not have");
            return Ok(None);
        };
        let registration = self.tx.registration(self.device.id).await?;
        let since = registration.map(|one| one.amazon_updated_at.unwrap_or(one.registered_at));
        if since.is_none_or(|since| at < since) {
            return Ok(None);
        }
        let live = self.slots[s].orders.iter_mut().flatten();
        let live = live.map(|it| &mut it.order).find(|it| it.live);
        let unnamed = live.filter(|it| it.instance.is_none() && it.state.is_unshipped());
        let id = match unnamed {
            Some(order) => {
                order.instance = Some(instance.to_owned());
                order.id
            }
            None => self.adopt(s, instance),
        };
        Ok(Some((s, id)))
    }
}

/// What a message says of an order's contents.
fn contents(slot: &Slot, said: &OrderNotice, at: Time) -> Contents {
    let mut asins = said.products.iter();
    Contents {
        asin: asins.find_map(|product| product.asin.clone()),
        quantity: amount(slot, said),
        // No date is better than one that nobody lives to see.
        estimate: said.estimate.filter(|it| !is_too_late(*it, at)),
    }
}

/// What a message's products are worth in the slot's unit, where that can be said.
fn amount(slot: &Slot, said: &OrderNotice) -> Option<Quantity> {
    let spec = slot.spec();
    let lines: Option<Quantity> = said
        .products
        .iter()
        .map(|line| spec.amount(line.quantity.as_deref()?, line.unit.as_deref()?))
        .sum();
    let amount = lines.filter(|amount| amount.is_positive());
    if amount.is_none() && !said.products.is_empty() {
        warn!("Amazon's unit says nothing about the slot; the pack that was asked for is counted");
    }
    amount
}
