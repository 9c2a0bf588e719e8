//! Amazon's messages about orders: OrderPlaced, ItemShipped and OrderCancelled, applied in the transaction that keeps them.

use amazon::OrderNotice;
use domain::engine::{FollowUp, KnownOrder, SlotState};
use domain::order::{EndReason, OrderEvent, OrderState, SHIPPING, Shipment};
use domain::{Order, OrderId, Quantity, Slot, Time};
use tracing::warn;

use crate::Error;
use crate::device_unit::DeviceUnit;

impl DeviceUnit {
    /// Amazon placed an order.
    pub(crate) async fn apply_placed(&mut self, said: &OrderNotice, at: Time) -> Result<(), Error> {
        let Some((s, id)) = self.order_of(&said.instance, &said.slot, at).await? else {
            return Ok(());
        };
        if let Some((slot, known)) = self.slots[s].order_mut(id) {
            apply_contents(slot, &mut known.order, said, at);
            known.order.quantity = amount(slot, said).or(known.order.quantity);
        }
        if !self.move_order(s, id, OrderEvent::Placed, None)
            && let Some(known) = self.order_mut(s, id)
        {
            // Heard after a parcel of it.
            known.order.placed_at.get_or_insert(at);
        }
        self.slots[s].touch();
        Ok(())
    }

    /// Amazon shipped an order, or a part of it, or has a new date for it.
    pub(crate) async fn apply_shipped(
        &mut self,
        said: &OrderNotice,
        at: Time,
    ) -> Result<(), Error> {
        let Some((s, id)) = self.order_of(&said.instance, &said.slot, at).await? else {
            return Ok(());
        };
        let now = self.now;
        let Some((slot, KnownOrder { order, parcels, .. })) = self.slots[s].order_mut(id) else {
            return Ok(());
        };
        let newest = order.amazon_updated_at.is_none_or(|said| at >= said);
        let known: Quantity = parcels.iter().map(|parcel| parcel.quantity).sum();
        // How much was placed, or what the pack makes one expect; a first parcel may be more than that.
        let placed = order.quantity.filter(|_| order.placed_at.is_some());
        let expected = placed.or_else(|| slot.brings(order));
        let most = placed.or(expected.filter(|_| known.is_positive()));
        apply_contents(slot, order, said, at);
        let shipped = amount(slot, said).or(order.quantity);
        order.quantity = placed.or_else(|| expected.max(shipped));
        let date = said.estimate.unwrap_or_else(|| match order.estimate {
            Some(estimate) => estimate,
            None => now + SHIPPING,
        });
        let is_first = parcels.is_empty();
        let mut unknown = parcels
            .iter_mut()
            .filter(|it| it.counted.is_none() && !it.quantity.is_positive());
        let parcel = match (Shipment::of(shipped, most, known), unknown.next()) {
            (Shipment::Parcel(quantity), Some(parcel)) => {
                parcel.quantity = quantity;
                parcel.estimate = date;
                Some(parcel.id)
            }
            (Shipment::Parcel(quantity), None) => self.new_parcel(s, id, quantity, date),
            // How much it is cannot be counted in the slot's unit.
            (Shipment::MovesDate, _) if is_first => self.new_parcel(s, id, Quantity::ZERO, date),
            (Shipment::MovesDate, _) => {
                let last = parcels.iter_mut().rfind(|parcel| parcel.counted.is_none());
                let last = last.filter(|_| newest && said.estimate.is_some());
                last.map(|parcel| {
                    parcel.estimate = date;
                    parcel.id
                })
            }
        };
        if let Some(parcel) = parcel {
            self.follow_up(FollowUp::Parcel(parcel), date);
        }
        self.move_order(s, id, OrderEvent::Shipped, None);
        self.slots[s].touch();
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
        .or_else(|| slot.brings(order));
    if said.estimate.is_none() && order.state == OrderState::Placed {
        order.estimate = Some(order.expected());
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
