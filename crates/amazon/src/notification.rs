//! What DRS publishes: the text inside an SNS notification's `Message`.
//!
//! Version 1.0 and 2.0 are told apart by shape, since both carry the same version field. Fields that
//! are not known are ignored, all known spellings are read, and whatever is not text of one short
//! line is absent. Reading is bounded and never panics.
//! Source: Amazon's page "Notification Messages (DRS)".

mod order;
mod repair;

pub use order::{OrderNotice, ProductLine};

use std::borrow::Cow;

use domain::Time;
use serde_json::Value;

use crate::field;
use crate::subscription::{self, SlotSubscription};

/// SNS delivers at most 256 KiB.
const LONGEST: usize = 256 * 1024;

/// One notification. DRS gives no order of delivery: `time` decides which is newer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notification {
    /// `notificationId`, the same when it is sent again.
    pub id: String,
    /// When DRS sent it.
    pub time: Time,
    /// The machine's serial; empty where an unknown type has none.
    pub serial: String,
    /// The model id, missing in some 1.0 messages.
    pub model: Option<String>,
    /// `directedCustomerId`. Whether it equals Login with Amazon's `user_id` is not known.
    pub customer: Option<String>,
    /// The maker's LWA client id, missing in some messages.
    pub client_id: Option<String>,
    /// What happened.
    pub event: Event,
}

/// What happened, by `notificationType`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// `OrderPlacedNotification`: it will ship unless the customer cancels within 24 hours.
    OrderPlaced(OrderNotice),
    /// `ItemShippedNotification`. There is none for the delivery.
    ItemShipped(OrderNotice),
    /// `OrderCancelledNotification`: by the customer, or after 72 hours of an unresolved problem.
    OrderCancelled {
        /// The order's `instanceId`.
        instance: String,
        /// Amazon's slot id.
        slot: String,
    },
    /// `DeviceRegisteredNotification`: the customer gave consent and has chosen nothing yet.
    DeviceRegistered,
    /// `DeviceDeregisteredNotification`, for whatever reason.
    DeviceDeregistered,
    /// `SubscriptionChangedNotification`: the slots it names, perhaps not all.
    SubscriptionChanged(Vec<SlotSubscription>),
    /// Any other type.
    Unknown {
        /// The `notificationType`.
        kind: String,
    },
}

/// The text is no DRS notification; says what is missing. It has been received all the same: asking
/// for it again changes nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a DRS notification: {0}")]
pub struct Unreadable(pub &'static str);

/// Reads the text inside `Message`.
pub fn parse(message: &str) -> Result<Notification, Unreadable> {
    read(&root(message)?)
}

/// The text inside `Message` without who the customer is, for one that is kept and may never be about
/// anything here.
pub fn anonymous(message: &str) -> Result<String, Unreadable> {
    let mut root = root(message)?;
    if let Some(members) = root.as_object_mut() {
        members.remove("customerInfo");
    }
    Ok(root.to_string())
}

fn root(message: &str) -> Result<Value, Unreadable> {
    let mut root = json(message)?;
    // Somebody published one text per protocol by hand.
    if root.get("notificationInfo").is_none() {
        let inner = ["default", "http", "https", "email"]
            .iter()
            .find_map(|key| root.get(key));
        root = match inner {
            Some(Value::String(text)) => json(text)?,
            Some(object) => object.clone(),
            None => return Err(Unreadable("notificationInfo")),
        };
    }
    Ok(root)
}

fn json(text: &str) -> Result<Value, Unreadable> {
    if text.len() > LONGEST {
        return Err(Unreadable("too long"));
    }
    let strict = serde_json::from_str(text);
    strict.or_else(|_| {
        let text: Cow<'_, str> = repair::repair(text).ok_or(Unreadable("not JSON"))?;
        serde_json::from_str(&text).map_err(|_| Unreadable("not JSON"))
    })
}

fn read(root: &Value) -> Result<Notification, Unreadable> {
    let info = root
        .get("notificationInfo")
        .ok_or(Unreadable("notificationInfo"))?;
    let device = root.get("deviceInfo");
    let serial = device
        .and_then(|device| device.get("deviceIdentifier"))
        .and_then(|identifier| field::line(identifier.get("serialNumber")));
    let kind = field::line(info.get("notificationType")).ok_or(Unreadable("notificationType"))?;
    let event = event(kind, root)?;
    let serial = match (serial, &event) {
        (Some(serial), _) => serial,
        (None, Event::Unknown { .. }) => String::new(),
        (None, _) => return Err(Unreadable("serialNumber")),
    };
    Ok(Notification {
        id: field::line(info.get("notificationId")).ok_or(Unreadable("notificationId"))?,
        time: field::moment(info.get("notificationTime")).ok_or(Unreadable("notificationTime"))?,
        serial,
        model: device
            .and_then(|device| device.get("productIdentifier"))
            .and_then(|product| field::line(product.get("modelId"))),
        customer: root
            .get("customerInfo")
            .and_then(|customer| field::line(customer.get("directedCustomerId"))),
        client_id: field::line(info.get("lwaClientId").or(info.get("LWAClientId"))),
        event,
    })
}

fn event(kind: String, root: &Value) -> Result<Event, Unreadable> {
    let order = || root.get("orderInfo").ok_or(Unreadable("orderInfo"));
    Ok(match kind.as_str() {
        "OrderPlacedNotification" => Event::OrderPlaced(order::read(order()?)?),
        "ItemShippedNotification" => Event::ItemShipped(order::read(order()?)?),
        "OrderCancelledNotification" => {
            let (instance, slot) = order::name(order()?)?;
            Event::OrderCancelled { instance, slot }
        }
        "DeviceRegisteredNotification" => Event::DeviceRegistered,
        "DeviceDeregisteredNotification" => Event::DeviceDeregistered,
        "SubscriptionChangedNotification" => {
            let slots = root.get("subscriptionInfo").and_then(subscription::read);
            Event::SubscriptionChanged(slots.ok_or(Unreadable("slotsSubscriptionStatus"))?)
        }
        _ => Event::Unknown { kind },
    })
}
