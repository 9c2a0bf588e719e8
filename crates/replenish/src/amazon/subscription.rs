//! What Amazon says of a slot's subscription: by message, or when asked.

use amazon::SlotSubscription;
use domain::event::EventType;
use domain::subscription::{Product, Subscription};
use domain::{DeviceId, Quantity, Time};
use store::{Order, Slot};

use super::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

/// What one pack brings to a slot, where Amazon said it in a unit that says something about it.
pub(crate) fn pack(slot: &Slot) -> Option<Quantity> {
    pack_of(slot, slot.products.first()?)
}

fn pack_of(slot: &Slot, product: &Product) -> Option<Quantity> {
    slot.spec()
        .amount(product.quantity.as_deref()?, product.unit.as_deref()?)
}

/// What an order brings: as Amazon said; else the pack of its product, where that is still chosen;
/// else the pack at the time it was asked for.
pub(crate) fn brings(slot: &Slot, order: &Order) -> Option<Quantity> {
    let product = || {
        let asin = order.asin.as_deref()?;
        let chosen = |product: &&Product| product.asin.as_deref() == Some(asin);
        pack_of(slot, slot.products.iter().find(chosen)?)
    };
    order
        .quantity
        .or_else(product)
        .or(order.asked)
        .or_else(|| pack(slot))
}

impl DeviceUnit {
    /// Believes Amazon's word of some slots as of a moment, each unless a newer one is known. The
    /// slots are decided on again.
    pub(crate) async fn apply_subscriptions(
        &mut self,
        said: Vec<SlotSubscription>,
        at: Time,
    ) -> Result<(), Error> {
        // Before the code came through there is nothing to order with, and Amazon is asked then; after
        // the end the words are about a registration that is gone.
        if !self.is_registered().await? {
            return Ok(());
        }
        let mut slots = self.slots().await?;
        for word in said {
            let Some(slot) = slots.iter_mut().find(|slot| slot.kind.slot == word.slot) else {
                continue;
            };
            if slot.amazon_updated_at.is_some_and(|said| said > at) {
                continue;
            }
            let mut subscription = Subscription {
                subscribed: word.subscribed,
                products: std::mem::take(&mut slot.products),
            };
            subscription.merge(word.subscribed, word.products.map(products));
            slot.products = subscription.products;
            self.set_subscribed(slot, subscription.subscribed);
            slot.amazon_updated_at = Some(at);
            self.evaluate(slot).await?;
        }
        Ok(())
    }

    /// Amazon says whether a slot may order.
    pub(crate) fn set_subscribed(&mut self, slot: &mut Slot, subscribed: bool) {
        let before = slot.subscribed.replace(subscribed);
        if let Some(kind) = EventType::of_subscription(before, subscribed) {
            self.slot_event(kind, slot);
        }
    }
}

fn products(said: Vec<amazon::Product>) -> Vec<Product> {
    said.into_iter()
        .map(|product| Product {
            asin: product.asin,
            quantity: product.quantity,
            unit: product.unit,
        })
        .collect()
}

impl Application {
    /// Asks Amazon which slots of a device may order; the answer counts as of the asking.
    pub(crate) async fn ask_subscriptions(&self, device: DeviceId) -> Result<(), CallError> {
        let asked = self.now();
        let said = self.call(device, |amazon, token| async move {
            amazon.subscription_info(&token).await
        });
        let said = said.await?;
        let mut change = DeviceUnit::lock(self, device).await?;
        change.apply_subscriptions(said, asked).await?;
        Ok(change.commit().await?)
    }

    /// The same as a job.
    pub(crate) async fn sync_subscriptions(&self, device: DeviceId) -> Result<Ended, Error> {
        match self.ask_subscriptions(device).await {
            Ok(()) => Ok(Ended::Done),
            Err(CallError::Own(Error::NotFound)) => Ok(Ended::Done),
            Err(error) => error.repeat(),
        }
    }
}
