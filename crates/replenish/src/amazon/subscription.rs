//! What Amazon says of a slot's subscription: by message, or when asked.

use amazon::SlotSubscription;
use domain::event::EventType;
use domain::subscription::{Product, Subscription};
use domain::{DeviceId, Time};

use super::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

impl DeviceUnit {
    /// Believes Amazon's word of some slots as of a moment, each unless a newer one is known. The
    /// slots are decided on again.
    pub(crate) fn apply_subscriptions(&mut self, said: Vec<SlotSubscription>, at: Time) {
        // Before the code came through there is nothing to order with, and Amazon is asked then; after
        // the end the words are about a registration that is gone.
        if !self.is_at_amazon() {
            return;
        }
        for word in said {
            let Some(s) = self.slot_named(&word.slot) else {
                continue;
            };
            let slot = &mut self.slots[s].slot;
            if slot.amazon_updated_at.is_some_and(|said| said > at) {
                continue;
            }
            let mut subscription = Subscription {
                subscribed: word.subscribed,
                products: std::mem::take(&mut slot.products),
            };
            subscription.merge(word.subscribed, word.products.map(products));
            slot.products = subscription.products;
            slot.amazon_updated_at = Some(at);
            self.set_subscribed(s, subscription.subscribed);
        }
    }

    /// Amazon says whether a slot may order.
    pub(crate) fn set_subscribed(&mut self, s: usize, subscribed: bool) {
        self.slots[s].touch();
        let before = self.slots[s].slot.subscribed.replace(subscribed);
        if let Some(kind) = EventType::of_subscription(before, subscribed) {
            self.slot_event(kind, s);
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
        let mut unit = DeviceUnit::lock(self, device).await?;
        unit.apply_subscriptions(said, asked);
        Ok(unit.commit().await?)
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
