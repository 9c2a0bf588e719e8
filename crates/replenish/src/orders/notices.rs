//! Amazon's messages about orders: OrderPlaced, ItemShipped and OrderCancelled, applied in the transaction that keeps them.

use amazon::OrderNotice;
use domain::order::{EndReason, OrderEvent, OrderState, SHIPPING, Shipment};
use domain::{OrderId, Quantity, Time};
use store::{Order, Slot};
use tracing::warn;

use super::transition::expected;
use crate::Error;
use crate::amazon::subscription::brings;
use crate::device_unit::DeviceUnit;
use crate::job::Job;

impl DeviceUnit {
    /// Amazon placed an order.
    pub(crate) async fn apply_placed(&mut self, said: &OrderNotice, at: Time) -> Result<(), Error> {
        let Some((mut slot, mut order)) = self.order_of(&said.instance, &said.slot, at).await?
        else {
            return Ok(());
        };
        apply_contents(&slot, &mut order, said, at);
        order.quantity = amount(&slot, said).or(order.quantity);
        if !self
            .move_order(&slot, &mut order, OrderEvent::Placed)
            .await?
        {
            // Heard after a parcel of it.
            order.placed_at.get_or_insert(at);
            self.tx.order_update(&order).await?;
        }
        self.evaluate(&mut slot).await
    }

    /// Amazon shipped an order, or a part of it, or has a new date for it.
    pub(crate) async fn apply_shipped(
        &mut self,
        said: &OrderNotice,
        at: Time,
    ) -> Result<(), Error> {
        let Some((mut slot, mut order)) = self.order_of(&said.instance, &said.slot, at).await?
        else {
            return Ok(());
        };
        let newest = order.amazon_updated_at.is_none_or(|said| at >= said);
        let parcels = self.tx.parcels(order.id).await?;
        let known: Quantity = parcels.iter().map(|parcel| parcel.quantity).sum();
        // How much was placed, or what the pack makes one expect; a first parcel may be more than that.
        let placed = order.quantity.filter(|_| order.placed_at.is_some());
        let expected = placed.or_else(|| brings(&slot, &order));
        let most = placed.or(expected.filter(|_| known.is_positive()));
        apply_contents(&slot, &mut order, said, at);
        let shipped = amount(&slot, said).or(order.quantity);
        order.quantity = placed.or_else(|| expected.max(shipped));
        let date = said.estimate.unwrap_or_else(|| match order.estimate {
            Some(estimate) => estimate,
            None => self.now + SHIPPING,
        });
        match Shipment::of(shipped, most, known) {
            Shipment::Parcel(quantity) => {
                let parcel = self.new_parcel(&order, quantity, date).await?;
                self.job(&Job::Parcel { parcel: parcel.id }, date).await?;
            }
            Shipment::MovesDate => {
                let last = parcels.into_iter().rfind(|parcel| parcel.counted.is_none());
                if let Some(mut parcel) = last.filter(|_| newest && said.estimate.is_some()) {
                    parcel.estimate = date;
                    self.tx.parcel_update(&parcel).await?;
                    self.job(&Job::Parcel { parcel: parcel.id }, date).await?;
                }
            }
        }
        if !self
            .move_order(&slot, &mut order, OrderEvent::Shipped)
            .await?
        {
            self.tx.order_update(&order).await?;
        }
        self.evaluate(&mut slot).await
    }

    /// An order was cancelled, by the customer or by Amazon.
    pub(crate) async fn apply_cancelled(
        &mut self,
        instance: &str,
        slot: &str,
        at: Time,
    ) -> Result<(), Error> {
        let Some((mut slot, mut order)) = self.order_of(instance, slot, at).await? else {
            return Ok(());
        };
        let reason = EndReason::of_cancellation(order.placed_at.is_some(), order.accepted_at, at);
        self.cancel(&mut slot, &mut order, reason).await
    }

    /// The order a message is about: by Amazon's id; else the slot's live order that has none yet;
    /// else one of its own, adopted. None for a slot that is not ours, and for an order of a
    /// registration before this one.
    async fn order_of(
        &mut self,
        instance: &str,
        slot: &str,
        at: Time,
    ) -> Result<Option<(Slot, Order)>, Error> {
        let slots = self.slots().await?;
        if let Some(order) = self.tx.order_by_instance(instance).await? {
            let slot = slots.into_iter().find(|slot| slot.id == order.slot_id);
            return Ok(slot.map(|slot| (slot, order)));
        }
        let Some(slot) = slots.into_iter().find(|known| known.kind.slot == slot) else {
            warn!("Amazon speaks of a slot that the model does not have");
            return Ok(None);
        };
        let registration = self.tx.registration(self.device.id).await?;
        let since = registration.map(|one| one.amazon_updated_at.unwrap_or(one.registered_at));
        if since.is_none_or(|since| at < since) {
            return Ok(None);
        }
        let live = self.tx.order_live(slot.id).await?;
        let order = match live {
            Some(mut order) if order.instance.is_none() && order.state.is_unshipped() => {
                order.instance = Some(instance.to_owned());
                self.tx.order_update(&order).await?;
                order
            }
            live => {
                let id: OrderId = self.id();
                let mut order = Order::requested(id, slot.id, self.now);
                order.instance = Some(instance.to_owned());
                order.adopted = true;
                order.live = live.is_none();
                order.accepted_at = Some(self.now);
                order.state = OrderState::Awaiting;
                self.tx.order_insert(&order).await?;
                order
            }
        };
        Ok(Some((slot, order)))
    }
}

/// Products and estimate, where this is Amazon's newest word of them.
fn apply_contents(slot: &Slot, order: &mut Order, said: &OrderNotice, at: Time) {
    if order.amazon_updated_at.is_some_and(|known| known > at) {
        return;
    }
    order.amazon_updated_at = Some(at);
    order.estimate = said.estimate.or(order.estimate);
    if let Some(asin) = said
        .products
        .iter()
        .find_map(|product| product.asin.clone())
    {
        order.asin = Some(asin);
    }
    order.quantity = amount(slot, said)
        .or(order.quantity)
        .or_else(|| brings(slot, order));
    if said.estimate.is_none() && order.state == OrderState::Placed {
        order.estimate = Some(expected(order));
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
