#![doc = include_str!("../README.md")]

mod amazon;
mod application;
mod caller;
mod device_unit;
mod devices;
mod error;
mod event;
mod inbox;
mod inventory;
mod job;
mod keys;
#[cfg(test)]
mod nowhere;
mod orders;
mod people;
mod queries;
mod runtime;
mod usage;
mod worker;

pub use crate::amazon::doctor;
pub use crate::amazon::oauth::Authorization;
pub use application::{Application, Settings};
pub use caller::{Caller, Customer, Maker};
pub use devices::registration::ConnectError;
pub use devices::{Devices, fleet, model};
pub use error::{Code, Error, Invalid, Reason};
pub use inbox::Inbox;
pub use inbox::notification::Refused;
pub use inventory::Inventory;
pub use inventory::restock::{Restock, RestockKind};
pub use keys::{Keys, NewKey};
pub use orders::Orders;
pub use orders::shop::ShopWord;
pub use people::account::{SignInBy, SignInError};
pub use people::personal_tokens::{NewPersonalToken, PersonalTokens};
pub use people::{Accounts, Household, household, personal_data};
pub use queries::Queries;
pub use queries::dashboard::Counts;
pub use queries::live::Following;
pub use runtime::clock::{self, Clock};
pub use runtime::random::Random;
pub use runtime::vault::{BadKey, Unsealed, Vault};
pub use store::Departure;
pub use usage::{Adjustment, MachineState, Receipt, Rejected, SlotState, Usage};
