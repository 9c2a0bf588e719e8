#![doc = include_str!("../README.md")]

mod account;
mod alert;
mod attempt;
mod audit;
pub mod backup;
mod claim_code;
mod connection;
mod day;
mod decision;
mod device;
mod error;
mod invite;
mod job;
mod journal;
mod listening;
mod lock;
mod migrate;
mod model;
mod notification;
mod order;
mod parcel;
mod registration;
mod seal;
pub mod session;
mod slot;
mod taken;
mod tx;
mod usage;
mod wire;

#[cfg(test)]
mod tests;

pub use account::Account;
pub use alert::{Alert, NamedAlert};
pub use audit::AuditRow;
pub use claim_code::ClaimCode;
pub use day::{DayRow, Seen};
pub use decision::DecisionRow;
pub use device::{Device, DeviceFilter};
pub use error::Error;
pub use invite::Invite;
pub use job::Job;
pub use journal::{EntryRow, FoldRow};
pub use listening::Topic;
pub use lock::Lock;
pub use model::{Model, ModelSlot, NamedProduct};
pub use notification::{NewNotification, WaitingNotification};
pub use order::Order;
pub use parcel::Parcel;
pub use registration::Registration;
pub use slot::Slot;
pub use taken::{NewJob, Step, Taken};
pub use tx::{Store, Tx};
pub use usage::{HeldDevice, HeldSlot, KnownReport, ReportOf, Window, WindowOf};
