#![doc = include_str!("../README.md")]

pub mod alexa;
pub mod client;
pub mod drs;
mod field;
pub mod lwa;
pub mod notification;
mod probe;
mod profile;
mod skill;
pub mod sns;
pub mod subscription;
mod wire;

pub use client::{Amazon, Carried, Carrier, Endpoints, Failure, SetUpError, is_loopback};
pub use drs::{Decision, Detail, DrsError, OrderInfo, OrderItem, Replenished, SlotStatus};
pub use lwa::{BadVerifier, Consent, LwaError, ScopeData, Tokens, Verifier};
pub use notification::{Event, Notification, OrderNotice, ProductLine, Unreadable};
pub use profile::SecurityProfile;
pub use sns::{BadTopic, ConfirmError, Confirmation, Refusal, SnsVerifier, Topic, VerifiedMessage};
pub use subscription::{Product, SlotSubscription};
