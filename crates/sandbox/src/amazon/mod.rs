//! The simulated Amazon: Login with Amazon, DRS and SNS on one origin, with its levers.
//!
//! State is in memory behind one lock that is never held over a network call. What happens later
//! (order steps, deliveries) happens in [`Sandbox::run_due`], in order of time.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

mod catalog;
mod console;
mod control;
mod deliver;
mod drs;
mod faults;
pub(crate) mod html;
pub(crate) mod ids;
mod lwa;
mod notification;
mod oauth;
mod orders;
mod registration;
mod routes;
mod settings;
mod sign;
mod signin;
mod sns;
mod sns_http;
mod tokens;
mod view;
mod world;

pub use catalog::{Model, Product, Slot};
pub use deliver::Receiver;
pub(crate) use deliver::reason;
pub use faults::{Dates, Faults, LostAnswer, NotificationFaults, StatusFault, Version};
pub(crate) use ids::hex;
pub(crate) use notification::seconds;
pub(crate) use oauth::{basic, bearer};
pub use orders::{Order, OrderState};
pub use registration::Refused;
pub use signin::CUSTOMERS;
pub use view::{
    Delivery, DeviceStatus, Outcome, Registration, SlotChoice, SlotStatus, State, Subscription,
};

use crate::alexa::Alexa;
use crate::config::{Config, Now, Pace};
use lwa::{AuthorizeRequest, NotGranted, Wants};
use tokens::Scope;
use world::{Moment, World};

/// The simulated Amazon. Clones share one state.
#[derive(Clone)]
pub struct Sandbox(Arc<Inner>);

struct Inner {
    config: Config,
    business: Now,
    system: Now,
    world: Mutex<World>,
    alexa: Alexa,
    /// Made when the first message is posted.
    http: std::sync::OnceLock<reqwest::Client>,
    /// One `run_due` at a time.
    turn: tokio::sync::Mutex<()>,
    /// Something new may be due.
    changed: tokio::sync::Notify,
}

impl Sandbox {
    /// A fresh Amazon. `business` drives orders, notification times and delivery retries; `system`
    /// dates SNS envelopes and ends tokens.
    #[must_use]
    pub fn new(config: Config, business: Now, system: Now) -> Self {
        // An error means that somebody has installed one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let world = Mutex::new(World::new(&config));
        let alexa = Alexa::new(config.seed, business.clone(), system.clone());
        Self(Arc::new(Inner {
            config,
            business,
            system,
            world,
            alexa,
            http: std::sync::OnceLock::new(),
            turn: tokio::sync::Mutex::new(()),
            changed: tokio::sync::Notify::new(),
        }))
    }

    /// Alexa, beside it.
    #[must_use]
    pub fn alexa(&self) -> &Alexa {
        &self.0.alexa
    }

    /// Everything this Amazon serves.
    pub fn router(&self) -> axum::Router {
        routes::router(self)
    }

    pub(crate) fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    pub(crate) fn now(&self) -> Moment {
        Moment {
            business: (self.0.business)(),
            system: (self.0.system)(),
        }
    }

    /// Changes the world at this moment and wakes whoever waits for work.
    pub(crate) fn change<T>(&self, with: impl FnOnce(&mut World, Moment) -> T) -> T {
        let result = with(&mut self.world(), self.now());
        self.0.changed.notify_one();
        result
    }

    /// Teaches a model, or changes it.
    pub fn put_model(&self, model: &str, description: Model) {
        self.world().models.insert(model.to_owned(), description);
    }

    /// The customer's whole part of an authorize request, in process: signs in as `customer`,
    /// allows, and chooses per slot; slots that are not named get no product. The answer is the URL
    /// the browser is sent back to, with a code or with an error.
    ///
    /// # Errors
    /// The text of the page, where Amazon shows one instead of sending the browser back.
    pub fn authorize(
        &self,
        authorize_url: &str,
        customer: &str,
        choices: &[(&str, Option<&str>)],
    ) -> Result<String, String> {
        let query = authorize_url.split_once('?').map_or("", |(_, query)| query);
        let request = match AuthorizeRequest::parse(self.config(), query) {
            Ok(request) => request,
            Err(NotGranted::Redirect(url)) => return Ok(url),
            Err(NotGranted::Page(text)) => return Err(text),
        };
        self.change(|world, now| {
            let scope = match &request.wants {
                Wants::Profile => Scope::Profile,
                Wants::Device(device) => {
                    let id = world
                        .register(now, customer, &device.model, &device.serial, device.test)
                        .map_err(|refused| refused.to_string())?;
                    let choices = choices
                        .iter()
                        .map(|(slot, asin)| ((*slot).to_owned(), asin.map(str::to_owned)))
                        .collect();
                    world
                        .complete_setup(now, id, &choices)
                        .map_err(|refused| refused.to_string())?;
                    Scope::Replenish(id)
                }
            };
            Ok(request.granted(world, now, customer, scope))
        })
    }

    /// The customer pauses a slot.
    ///
    /// # Errors
    /// Unknown device or slot.
    pub fn pause(&self, serial: &str, slot: &str) -> Result<(), Refused> {
        self.change(|world, now| world.toggle(now, serial, slot, false))
    }

    /// The customer resumes a slot.
    ///
    /// # Errors
    /// Unknown device or slot, or no product chosen.
    pub fn resume(&self, serial: &str, slot: &str) -> Result<(), Refused> {
        self.change(|world, now| world.toggle(now, serial, slot, true))
    }

    /// The customer chooses a product, or none. A first choice switches the slot on, none off.
    ///
    /// # Errors
    /// Unknown device, slot or product.
    pub fn choose_product(
        &self,
        serial: &str,
        slot: &str,
        asin: Option<&str>,
    ) -> Result<(), Refused> {
        self.change(|world, now| world.choose(now, serial, slot, asin))
    }

    /// The customer cancels the slot's order.
    ///
    /// # Errors
    /// Unknown device, or no order that is not shipped.
    pub fn cancel(&self, serial: &str, slot: &str) -> Result<(), Refused> {
        self.change(|world, now| world.cancel(now, serial, slot))
    }

    /// Amazon ships the slot's order now; one that is not placed, or is in resolution, is placed
    /// first.
    ///
    /// # Errors
    /// Unknown device, or no order that is not shipped.
    pub fn ship(&self, serial: &str, slot: &str) -> Result<(), Refused> {
        self.change(|world, now| world.ship(now, serial, slot))
    }

    /// What is on its way for the slot is expected a day later.
    ///
    /// # Errors
    /// Unknown device, or nothing on its way.
    pub fn delay(&self, serial: &str, slot: &str) -> Result<(), Refused> {
        self.change(|world, now| world.delay(now, serial, slot))
    }

    /// The customer, or Amazon, ends the device's registration.
    ///
    /// # Errors
    /// No such registration.
    pub fn deregister(&self, serial: &str) -> Result<(), Refused> {
        self.change(|world, now| world.deregister(now, serial))
    }

    /// Sets the pace of every step that is still to be timed.
    pub fn set_pace(&self, pace: Pace) {
        self.world().pace = pace;
    }

    /// Replaces all faults.
    pub fn set_faults(&self, faults: Faults) {
        self.world().faults = faults;
    }

    /// Where SNS posts from now on.
    pub fn set_webhook(&self, webhook: Option<String>) {
        self.world().topic.webhook = webhook;
    }

    /// Whom SNS hands its messages to, in process, instead of posting them to the webhook.
    pub fn set_receiver(&self, receiver: Receiver) {
        self.world().topic.receiver = Some(receiver);
    }

    pub(crate) fn subscribe_now(&self) {
        self.change(World::subscribe);
    }

    /// Somebody visits the `UnsubscribeURL` of the maker's subscription.
    pub fn unsubscribe(&self) {
        self.change(World::unsubscribe);
    }

    /// The access tokens of a device are over, an hour early; its refresh token is good.
    ///
    /// # Errors
    /// No such registration.
    pub fn expire_tokens(&self, serial: &str) -> Result<(), Refused> {
        self.change(|world, _| world.expire(serial))
    }

    /// Everything known, sent and heard.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(&self.world(), self.alexa().state())
    }
}
