//! Alexa's smart home protocol with the sensors of Dash Replenishment: directives and their answers, events and the
//! gateway that takes them. Messages have version 3 of the protocol throughout.
//!
//! - Amazon keeps the household's stock, decides and orders; all that is said to it is what is in a machine.
//! - A directive is not signed. Whoever hands one on has to have proved who it is; the token in it says whose it is.
//! - A sensor is announced only with the id that Amazon gave for its replenishment: Amazon's published schema requires
//!   it, its pages let it follow by AddOrUpdateReport. A machine without any is announced with its connectivity alone.
//! - Every event is sent once. What follows from the answer is [`GatewayError::consequence`], and the caller's.
//!
//! Sources: Amazon's pages "Alexa.InventoryLevelSensor", "Send Events to the Alexa Event Gateway",
//! "Alexa.Authorization", "Alexa.Discovery", "Alexa.EndpointHealth" and its published message schema.

mod answer;
mod directive;
mod endpoint;
mod event;
mod gateway;
mod grant;
mod property;

pub use crate::skill::{Gateways, Skill};
pub use answer::{Answer, ErrorType};
pub use directive::{About, Directive, EndpointDirective, Malformed};
pub use endpoint::{Endpoint, Sensor};
pub use event::{Cause, Event};
pub use gateway::{Consequence, GatewayError, MOST_ENDPOINTS};
pub use property::{Property, Sampled};

use std::sync::Arc;

use crate::client::Amazon;

/// The version of every message.
const VERSION: &str = "3";

/// Alexa, as this installation reaches it. Cheap to clone; holds no token.
#[derive(Clone, Debug)]
pub struct Alexa {
    amazon: Amazon,
    skill: Arc<Skill>,
}

impl Alexa {
    /// The maker, as customers know it.
    pub fn maker(&self) -> &str {
        &self.skill.maker
    }
}

impl Amazon {
    /// Alexa, where this installation has a skill ([`Amazon::with_skill`]).
    pub fn alexa(&self) -> Option<Alexa> {
        Some(Alexa {
            amazon: self.clone(),
            skill: self.0.skill.clone()?,
        })
    }
}
