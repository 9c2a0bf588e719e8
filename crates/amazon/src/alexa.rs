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

pub use answer::{Answer, ErrorType};
pub use directive::{Directive, EndpointDirective, Malformed};
pub use endpoint::{Endpoint, Sensor};
pub use event::{Cause, Event};
pub use gateway::{Consequence, GatewayError, MOST_ENDPOINTS};
pub use property::{Property, Sampled};

use std::sync::Arc;

use domain::alexa::Region;
use url::Url;

use crate::client::{Amazon, SecurityProfile};

/// The version of every message.
const VERSION: &str = "3";

/// The maker's skill, as the developer console shows it, and where its events go.
#[derive(Clone, Debug)]
pub struct Skill {
    /// Client id and secret of "Alexa Skill Messaging" (Permissions, Send Alexa Events). Not those of account linking.
    pub profile: SecurityProfile,
    /// The maker, as customers know it.
    pub maker: String,
    /// Whole addresses of the event gateways.
    pub gateways: Gateways,
}

/// Whole addresses of the event gateways, one for each region.
#[derive(Clone, Debug)]
pub struct Gateways {
    /// `https://api.amazonalexa.com/v3/events`
    pub north_america: Url,
    /// `https://api.eu.amazonalexa.com/v3/events`
    pub europe: Url,
    /// `https://api.fe.amazonalexa.com/v3/events`
    pub far_east: Url,
}

impl Gateways {
    /// The gateway of a region.
    pub fn of(&self, region: Region) -> &Url {
        match region {
            Region::NorthAmerica => &self.north_america,
            Region::Europe => &self.europe,
            Region::FarEast => &self.far_east,
        }
    }
}

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
