//! Registrations and their subscriptions: what Amazon is the authority on.
//!
//! A serial has at most one live registration. Ended ones stay, for the console and the tests.

use std::collections::BTreeMap;

use super::catalog::Model;
use super::world::{Moment, World};

/// Why Amazon, or the console, would not do it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// No such model was put.
    #[error("there is no model {0}; put it first")]
    UnknownModel(String),
    /// Nobody has registered this serial.
    #[error("no device with this serial is registered")]
    NotRegistered,
    /// The model has no such slot.
    #[error("the device has no slot {0}")]
    UnknownSlot(String),
    /// The slot does not offer it.
    #[error("the slot does not offer {0}")]
    UnknownProduct(String),
    /// A slot without a product cannot be switched on.
    #[error("no product is chosen for slot {0}; choose one first")]
    NoProduct(String),
    /// Nothing to cancel or ship.
    #[error("slot {0} has no order that has not been shipped")]
    NoOrder(String),
    /// Nothing to be late.
    #[error("nothing is on its way for slot {0}")]
    NothingOnItsWay(String),
}

pub(crate) struct Registration {
    pub(crate) id: u64,
    pub(crate) serial: String,
    pub(crate) model: String,
    pub(crate) customer: String,
    pub(crate) test: bool,
    pub(crate) registered_at: i64,
    pub(crate) ended_at: Option<i64>,
    pub(crate) slots: BTreeMap<String, Subscription>,
}

/// One slot's choice; off keeps the product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Subscription {
    pub(crate) asin: Option<String>,
    pub(crate) subscribed: bool,
}

impl Registration {
    /// The subscription of every slot the model has.
    pub(crate) fn subscriptions<'a>(
        &'a self,
        model: &'a Model,
    ) -> impl Iterator<Item = (&'a super::catalog::Slot, Subscription)> {
        model.slots.iter().map(|slot| {
            (
                slot,
                self.slots.get(&slot.slot).cloned().unwrap_or_default(),
            )
        })
    }
}

impl World {
    pub(crate) fn live(&self, serial: &str) -> Option<&Registration> {
        self.registrations
            .iter()
            .rev()
            .find(|one| one.serial == serial && one.ended_at.is_none())
    }

    pub(crate) fn registration(&self, id: u64) -> Option<&Registration> {
        self.registrations.iter().find(|one| one.id == id)
    }

    pub(crate) fn model_of(&self, registration: &Registration) -> Option<&Model> {
        self.models.get(&registration.model)
    }

    /// The customer allows it: LWA has succeeded, products come next.
    pub(crate) fn register(
        &mut self,
        now: Moment,
        customer: &str,
        model: &str,
        serial: &str,
        test: bool,
    ) -> Result<u64, Refused> {
        if !self.models.contains_key(model) {
            return Err(Refused::UnknownModel(model.to_owned()));
        }
        let live = self
            .live(serial)
            .map(|one| (one.id, one.customer == customer && one.model == model));
        let id = match live {
            Some((id, true)) => id,
            other => {
                if let Some((id, false)) = other {
                    self.end(now, id);
                }
                let id = self.registrations.len() as u64 + 1;
                self.registrations.push(Registration {
                    id,
                    serial: serial.to_owned(),
                    model: model.to_owned(),
                    customer: customer.to_owned(),
                    test,
                    registered_at: now.business,
                    ended_at: None,
                    slots: BTreeMap::new(),
                });
                id
            }
        };
        if let Some(one) = self.registrations.iter_mut().find(|one| one.id == id) {
            one.test = test;
        }
        self.notify_registered(now, id);
        Ok(id)
    }

    /// The last page of the registration: one choice per slot, none for the slots not named.
    pub(crate) fn complete_setup(
        &mut self,
        now: Moment,
        id: u64,
        choices: &BTreeMap<String, Option<String>>,
    ) -> Result<(), Refused> {
        let registration = self.registration(id).ok_or(Refused::NotRegistered)?;
        let model = self
            .model_of(registration)
            .ok_or_else(|| Refused::UnknownModel(registration.model.clone()))?;
        let mut slots = BTreeMap::new();
        for (slot, asin) in choices {
            let known = model
                .slot(slot)
                .ok_or_else(|| Refused::UnknownSlot(slot.clone()))?;
            if let Some(asin) = asin {
                known
                    .product(asin)
                    .ok_or_else(|| Refused::UnknownProduct(asin.clone()))?;
            }
            slots.insert(
                slot.clone(),
                Subscription {
                    asin: asin.clone(),
                    subscribed: asin.is_some(),
                },
            );
        }
        if let Some(one) = self.registrations.iter_mut().find(|one| one.id == id) {
            one.slots = slots;
        }
        self.notify_subscription(now, id);
        Ok(())
    }

    /// Switches a slot on or off.
    pub(crate) fn toggle(
        &mut self,
        now: Moment,
        serial: &str,
        slot: &str,
        on: bool,
    ) -> Result<(), Refused> {
        self.change(now, serial, slot, |subscription| {
            if on && subscription.asin.is_none() {
                return Err(Refused::NoProduct(slot.to_owned()));
            }
            subscription.subscribed = on;
            Ok(())
        })
    }

    /// Chooses a product, or none. A first choice switches the slot on; no choice switches it off.
    pub(crate) fn choose(
        &mut self,
        now: Moment,
        serial: &str,
        slot: &str,
        asin: Option<&str>,
    ) -> Result<(), Refused> {
        let registration = self.live(serial).ok_or(Refused::NotRegistered)?;
        if let (Some(asin), Some(known)) = (
            asin,
            self.model_of(registration)
                .and_then(|model| model.slot(slot)),
        ) {
            known
                .product(asin)
                .ok_or_else(|| Refused::UnknownProduct(asin.to_owned()))?;
        }
        self.change(now, serial, slot, |subscription| {
            subscription.subscribed =
                asin.is_some() && (subscription.asin.is_none() || subscription.subscribed);
            subscription.asin = asin.map(str::to_owned);
            Ok(())
        })
    }

    fn change(
        &mut self,
        now: Moment,
        serial: &str,
        slot: &str,
        with: impl FnOnce(&mut Subscription) -> Result<(), Refused>,
    ) -> Result<(), Refused> {
        let registration = self.live(serial).ok_or(Refused::NotRegistered)?;
        let id = registration.id;
        self.model_of(registration)
            .and_then(|model| model.slot(slot))
            .ok_or_else(|| Refused::UnknownSlot(slot.to_owned()))?;
        if let Some(one) = self.registrations.iter_mut().find(|one| one.id == id) {
            with(one.slots.entry(slot.to_owned()).or_default())?;
        }
        self.notify_subscription(now, id);
        Ok(())
    }

    /// Ends the live registration of a serial, from whichever side.
    pub(crate) fn deregister(&mut self, now: Moment, serial: &str) -> Result<(), Refused> {
        let id = self.live(serial).ok_or(Refused::NotRegistered)?.id;
        self.end(now, id);
        Ok(())
    }

    /// Tokens and codes die, what is not yet on its way is not sent, and the maker is told.
    fn end(&mut self, now: Moment, id: u64) {
        self.notify_deregistered(now, id);
        self.tokens.revoke(id);
        self.abandon_orders(now, id);
        if let Some(one) = self.registrations.iter_mut().find(|one| one.id == id) {
            one.ended_at = Some(now.business);
        }
    }
}
