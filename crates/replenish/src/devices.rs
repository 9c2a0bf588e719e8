//! The maker's machines, each from the factory to its end: models and the fleet, tokens and claim codes, the registration at
//! Amazon, the daily look, alerts.

pub(crate) mod alert;
pub(crate) mod claim;
pub(crate) mod daily;
pub(crate) mod deletion;
pub(crate) mod deregistration;
pub(crate) mod device_token;
pub(crate) mod figures;
pub mod fleet;
pub mod import;
pub(crate) mod learning;
pub mod model;
pub(crate) mod model_rollout;
pub(crate) mod name;
pub(crate) mod registration;
pub mod state_import;

use crate::Application;

/// The maker's machines, and whose they are.
#[derive(Clone, Copy, Debug)]
pub struct Devices<'a>(&'a Application);

impl Application {
    /// The maker's machines, and whose they are.
    pub fn devices(&self) -> Devices<'_> {
        Devices(self)
    }
}
