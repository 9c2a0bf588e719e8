#![doc = include_str!("../README.md")]

mod account;
mod amazon;
mod application;
mod audit;
mod code;
mod customer;
mod dashboard;
mod decision;
pub mod device_unit;
mod devices;
mod erasure;
mod error;
pub mod household;
mod inventory;
mod job;
mod jobs;
mod journal;
mod live;
mod notification;
#[cfg(test)]
mod nowhere;
mod orders;
mod ownership;
pub mod personal_data;
mod queries;
mod runtime;
mod usage;
mod view;
mod worker;

pub use crate::amazon::doctor;
pub use crate::amazon::oauth::Authorization;
pub use account::SignInError;
pub use application::{Application, Settings};
pub use code::Code;
pub use customer::Customer;
pub use devices::registration::ConnectError;
pub use devices::{fleet, model};
pub use error::{Error, Invalid};
pub use inventory::restock::{Restock, RestockKind};
pub use live::Following;
pub use notification::Refused;
pub use runtime::clock::{self, Clock};
pub use runtime::random::Random;
pub use runtime::vault::{BadKey, Vault};
pub use store::Departure;
pub use usage::{Adjustment, MachineState, Receipt, SlotState};
