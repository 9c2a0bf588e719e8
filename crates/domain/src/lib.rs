//! What Larder's words mean: devices, slots, orders and parcels, units and quantities, the journal and its
//! fold, pace, the decision to reorder, the order machine, the [`engine`] that applies what happens to a device,
//! and what the pages show. Pure: no clock, no IO, no randomness.

pub mod alert;
pub mod alexa;
pub mod api_key;
pub mod backtest;
pub mod breaker;
pub mod clock;
pub mod cooldown;
pub mod counting;
pub mod day;
pub mod decision;
pub mod demand;
pub mod device;
pub mod engine;
pub mod estimate;
pub mod event;
pub mod evidence;
pub mod figures;
pub mod headroom;
pub mod heartbeat;
pub mod id;
pub mod identity;
pub mod journal;
pub mod maker_act;
pub mod notice;
pub mod oauth;
pub mod operator;
pub mod order;
pub mod pace;
pub mod parcel;
pub mod personal_token;
pub mod placing;
pub mod policy;
pub mod quantity;
pub mod registration;
pub mod replenisher;
pub mod role;
pub mod shop;
pub mod slot;
pub mod spec;
pub mod stock;
pub mod stuck;
pub mod subscription;
pub mod text;
pub mod time;
pub mod typed;
pub mod unit;
pub mod usage;
pub mod view;
pub mod webhook;
pub mod zone;

pub use api_key::ApiKey;
pub use device::Device;
pub use estimate::Estimate;
pub use id::{
    AccountId, AlertId, ApiKeyId, DecisionId, DeliveryId, DeviceId, EntryId, FamilyId, HouseholdId,
    JobId, MessageId, NoticeId, OperatorId, OrderId, ParcelId, PersonalTokenId, PushSubscriptionId,
    SlotId, SlotKey, WebhookId,
};
pub use identity::Identity;
pub use maker_act::MakerAct;
pub use operator::{Operator, OperatorRole};
pub use order::Order;
pub use parcel::Parcel;
pub use personal_token::PersonalToken;
pub use quantity::Quantity;
pub use replenisher::Replenisher;
pub use role::Role;
pub use slot::Slot;
pub use time::{Day, Time};
pub use unit::{Dimension, Unit};
pub use webhook::{Delivery, Webhook};
pub use zone::Zone;
