#![doc = include_str!("../README.md")]

mod alexa;
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
mod jobs;
mod keys;
pub mod notices;
#[cfg(test)]
mod nowhere;
mod oauth;
pub mod operators;
mod orders;
mod people;
mod queries;
mod runtime;
mod usage;
mod webhooks;
mod worker;

pub use crate::alexa::{Alexa, GrantError, Linked};
pub use crate::amazon::doctor;
pub use crate::amazon::oauth::Authorization;
pub use application::{Application, OperatorProvider, Settings};
pub use caller::{Caller, Customer, Maker, Person};
pub use devices::registration::ConnectError;
pub use devices::{Devices, fleet, import, model, state_import};
pub use error::{Code, Error, Invalid, Reason};
pub use event::Told;
pub use inbox::Inbox;
pub use inbox::notification::Refused;
pub use inventory::Inventory;
pub use inventory::restock::{Restock, RestockKind};
pub use jobs::{Jobs, kind as kind_of_job, may_be_given_up};
pub use keys::{Keys, NewKey};
pub use notices::Notices;
pub use oauth::{Bearer, Oauth, Tokens};
pub use operators::Operators;
pub use orders::Orders;
pub use orders::shop::ShopWord;
pub use people::account::{SignInBy, SignInError};
pub use people::personal_tokens::{NewPersonalToken, PersonalTokens};
pub use people::{Accounts, Household, household, personal_data};
pub use queries::Queries;
pub use queries::as_customer::CustomerSupply;
pub use queries::dashboard::Counts;
pub use queries::fleet::DeviceSearch;
pub use queries::live::Following;
pub use queries::messages::MessageCursor;
pub use queries::models::KnownModel;
pub use queries::overview::{Counted, Overview};
pub use queries::sheet::MachineSheet;
pub use queries::timeline::{Done, Happened, TimelineCursor, TimelineItem};
pub use runtime::clock::{self, Clock};
pub use runtime::random::Random;
pub use runtime::vault::{BadKey, Unsealed, Vault};
pub use store::{
    AuditRow, Departure, EventRow, JobRow, Lane, Message, Model, ModelFigures, OrderFilter,
};
pub use usage::{Adjustment, MachineState, Receipt, Rejected, SlotState, Usage};
pub use webhooks::{NewWebhook, WebhookView, Webhooks};
