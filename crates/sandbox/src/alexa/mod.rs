//! The simulated Alexa: Login with Amazon's tokens for grants, the event gateways of three regions, and the inventory
//! brain that decides and orders. Whatever it makes of what it is told, it tells nobody but `/sandbox`.
//!
//! - A gateway looks at an event twice: first at its form and its customer, which it answers; then at whether it fits
//!   what was discovered, of which only the debugger's log tells.
//! - Levels, orders and the time of a grant go by business time, the life of tokens by the system's.
//!
//! State is in memory behind one lock that is never held over a network call.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::config::Now;

mod brain;
mod console;
mod control;
mod debugger;
mod endpoint;
mod gateway;
mod link;
mod message;
mod oauth;
mod region;
mod tokens;
mod view;
mod world;

pub use brain::{Mode, Order, OrderState, Reorder};
pub use debugger::Entry;
pub use link::Linking;
pub use oauth::{CLIENT_ID, CLIENT_SECRET};
pub use region::Region;
pub use view::{Belief, Customer, Machine, State};
pub use world::Faults;

pub(crate) use console::section;
pub(crate) use control::router;
pub(crate) use link::section as link_section;
pub(crate) use oauth::token;
use world::World;

/// The simulated Alexa. Clones share one state.
#[derive(Clone)]
pub struct Alexa(Arc<Inner>);

struct Inner {
    business: Now,
    system: Now,
    world: Mutex<World>,
    links: link::Links,
}

/// A lever that there is nothing for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unknown {
    /// Nobody of that name has enabled the skill.
    #[error("{0} has not enabled the skill")]
    Customer(String),
    /// The customer has no such machine, or it no such sensor.
    #[error("{0} is not known to Alexa")]
    Sensor(String),
}

impl Alexa {
    pub(crate) fn new(seed: u64, business: Now, system: Now) -> Self {
        Self(Arc::new(Inner {
            business,
            system,
            world: Mutex::new(World::new(seed)),
            links: link::Links::new(seed),
        }))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.world.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn links(&self) -> &link::Links {
        &self.0.links
    }

    fn business(&self) -> i64 {
        (self.0.business)()
    }

    fn system(&self) -> i64 {
        (self.0.system)()
    }

    /// The customer enables the skill in a region, or does so anew: the code of an AcceptGrant. What was granted before
    /// is over.
    pub fn enable(&self, customer: &str, region: Region) -> String {
        let (now, system) = (self.business(), self.system());
        self.world().enable(customer, region, now, system)
    }

    /// Alexa takes the answer to a Discover of the customer's.
    ///
    /// # Errors
    /// What is wrong with it, or that nobody asked.
    pub fn discover(&self, customer: &str, response: &Value) -> Result<(), String> {
        let endpoints = message::discovered(response)?;
        let mut world = self.world();
        let customer = world.customer(customer).map_err(|it| it.to_string())?;
        for endpoint in endpoints {
            customer.put(endpoint);
        }
        Ok(())
    }

    /// The customer disables the skill. The gateway refuses their events by that name, until their access tokens are
    /// over; there are no new ones.
    ///
    /// # Errors
    /// Nobody of that name has enabled it.
    pub fn disable(&self, customer: &str) -> Result<(), Unknown> {
        self.world().disable(customer, false)
    }

    /// The same, and all tokens are over at once: the gateway knows them no more.
    ///
    /// # Errors
    /// Nobody of that name has enabled it.
    pub fn forget(&self, customer: &str) -> Result<(), Unknown> {
        self.world().disable(customer, true)
    }

    /// The customer's access tokens are over early; their refresh token is good.
    ///
    /// # Errors
    /// Nobody of that name has enabled the skill.
    pub fn expire_tokens(&self, customer: &str) -> Result<(), Unknown> {
        self.world().expire(customer)
    }

    /// What the customer chooses for a sensor: whether Alexa reorders, and when.
    ///
    /// # Errors
    /// There is no such sensor.
    pub fn set_reorder(
        &self,
        customer: &str,
        endpoint: &str,
        instance: &str,
        reorder: Reorder,
    ) -> Result<(), Unknown> {
        let mut world = self.world();
        world.sensor(customer, endpoint, instance)?.reorder = reorder;
        Ok(())
    }

    /// The customer cancels what was ordered for a sensor and is not shipped.
    ///
    /// # Errors
    /// There is no such sensor.
    pub fn cancel(&self, customer: &str, endpoint: &str, instance: &str) -> Result<(), Unknown> {
        let now = self.business();
        let mut world = self.world();
        world.sensor(customer, endpoint, instance)?.cancel(now);
        Ok(())
    }

    /// Replaces all faults.
    pub fn set_faults(&self, faults: Faults) {
        self.world().faults = faults;
    }

    /// Everything that is believed and was heard.
    #[must_use]
    pub fn state(&self) -> State {
        State::of(&self.world(), self.business())
    }

    /// Does everything that is due, and returns how many things that were.
    pub(crate) fn run_due(&self) -> usize {
        let now = self.business();
        self.world().run_due(now)
    }

    /// Business time of the earliest thing that is to happen.
    pub(crate) fn next_due(&self) -> Option<i64> {
        self.world().next_due()
    }
}
