//! What the sandbox shows of itself: the answer of `GET /sandbox/state` and of
//! [`Sandbox::state`](super::Sandbox::state). Times are unix milliseconds of business time.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use super::catalog::Model;
use super::faults::Faults;
use super::ids::{directed_customer_id, user_id};
use super::orders::Order;
use super::world::World;
use crate::config::Pace;

/// Everything Amazon believes, and everything it was told or has sent.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// Models by Amazon's model id.
    pub models: BTreeMap<String, Model>,
    /// All registrations, ended ones too, oldest first.
    pub registrations: Vec<Registration>,
    /// All orders, oldest first.
    pub orders: Vec<Order>,
    /// The newest slotStatus of each serial and slot.
    pub slot_statuses: Vec<SlotStatus>,
    /// The newest deviceStatus of each serial.
    pub device_statuses: Vec<DeviceStatus>,
    /// How often each call was made: `replenish`, `slotStatus`, `deviceStatus`, `subscriptionInfo`,
    /// `getOrderInfo`, `testOrders`, `deregister`, `token`, `grantToken` (of Alexa's), `profile`, whatever was answered.
    pub calls: BTreeMap<String, u64>,
    /// The maker's SNS subscription.
    pub subscription: Subscription,
    /// Every attempt to deliver, oldest first; the last 5,000.
    pub deliveries: Vec<Delivery>,
    /// Messages that wait for delivery.
    pub waiting: usize,
    /// Pace of new orders.
    pub pace: Pace,
    /// Faults in force.
    pub faults: Faults,
    /// What Alexa believes and was told.
    pub alexa: crate::alexa::State,
}

/// A device and its customer.
#[derive(Clone, Debug, Serialize)]
pub struct Registration {
    /// Counts up.
    pub id: u64,
    /// Device.
    pub serial: String,
    /// Its model.
    pub model: String,
    /// The name the customer signed in with.
    pub customer: String,
    /// The customer's `user_id`.
    pub user_id: String,
    /// The customer's `directedCustomerId`.
    pub directed_customer_id: String,
    /// Registered with `is_test_device`.
    pub test: bool,
    /// Not ended.
    pub registered: bool,
    /// Start.
    pub registered_at: i64,
    /// End.
    pub ended_at: Option<i64>,
    /// Choices by slot, all slots of the model.
    pub slots: BTreeMap<String, SlotChoice>,
}

/// A slot's subscription.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SlotChoice {
    /// On, not paused.
    pub subscribed: bool,
    /// The chosen product; kept while paused.
    pub asin: Option<String>,
}

/// A slotStatus heard.
#[derive(Clone, Debug, Serialize)]
pub struct SlotStatus {
    /// Device.
    pub serial: String,
    /// Slot.
    pub slot: String,
    /// How many were heard.
    pub count: u64,
    /// When the newest was heard.
    pub at: i64,
    /// The newest body.
    pub status: Value,
}

/// A deviceStatus heard.
#[derive(Clone, Debug, Serialize)]
pub struct DeviceStatus {
    /// Device.
    pub serial: String,
    /// How many were heard.
    pub count: u64,
    /// When the newest was heard.
    pub at: i64,
    /// The newest body.
    pub status: Value,
}

/// The SNS subscription.
#[derive(Clone, Debug, Serialize)]
pub struct Subscription {
    /// Topic.
    pub topic: String,
    /// Where it posts.
    pub webhook: Option<String>,
    /// Whether the receiver has confirmed.
    pub confirmed: bool,
}

/// One attempt to deliver a message.
#[derive(Clone, Debug, Serialize)]
pub struct Delivery {
    /// When.
    pub at: i64,
    /// SNS `MessageId`, the same on every attempt.
    pub message_id: String,
    /// The DRS notification type, or SNS' own type for confirmations.
    pub name: String,
    /// Device, slot and state that it tells of.
    pub about: String,
    /// 1 for the first.
    pub attempt: u32,
    /// How it ended.
    pub outcome: Outcome,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The receiver answered; 5xx is tried again.
    Answered(u16),
    /// No answer: connection, or more than 15 s.
    Failed(String),
    /// There was no confirmed subscription.
    NoSubscriber,
    /// Lost on purpose.
    Lost,
}

impl State {
    pub(crate) fn of(world: &World, alexa: crate::alexa::State) -> Self {
        Self {
            models: world.models.clone(),
            registrations: world
                .registrations
                .iter()
                .map(|one| Registration::of(world, one))
                .collect(),
            orders: world.orders.clone(),
            slot_statuses: world
                .heard
                .slots
                .iter()
                .map(|((serial, slot), word)| SlotStatus {
                    serial: serial.clone(),
                    slot: slot.clone(),
                    count: word.count,
                    at: word.at,
                    status: word.body.clone(),
                })
                .collect(),
            device_statuses: world
                .heard
                .devices
                .iter()
                .map(|(serial, word)| DeviceStatus {
                    serial: serial.clone(),
                    count: word.count,
                    at: word.at,
                    status: word.body.clone(),
                })
                .collect(),
            calls: world.heard.calls.clone(),
            subscription: Subscription {
                topic: world.topic.arn.clone(),
                webhook: world.topic.webhook.clone(),
                confirmed: world.topic.confirmed,
            },
            deliveries: world.topic.log.iter().cloned().collect(),
            waiting: world.topic.queue.len(),
            pace: world.pace,
            faults: world.faults.clone(),
            alexa,
        }
    }
}

impl Registration {
    fn of(world: &World, one: &super::registration::Registration) -> Self {
        let slots = world.model_of(one).map(|model| {
            one.subscriptions(model)
                .map(|(slot, choice)| {
                    let choice = SlotChoice {
                        subscribed: choice.subscribed,
                        asin: choice.asin,
                    };
                    (slot.slot.clone(), choice)
                })
                .collect()
        });
        Self {
            id: one.id,
            serial: one.serial.clone(),
            model: one.model.clone(),
            customer: one.customer.clone(),
            user_id: user_id(&world.client_id, &one.customer),
            directed_customer_id: directed_customer_id(&world.client_id, &one.customer),
            test: one.test,
            registered: one.ended_at.is_none(),
            registered_at: one.registered_at,
            ended_at: one.ended_at,
            slots: slots.unwrap_or_default(),
        }
    }
}
