//! The six DRS notifications, in version 1 and 2, as "Notification messages" of the DRS
//! documentation prints them, version 1's oddities included.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::faults::{Dates, Faults, Version};
use super::ids::directed_customer_id;
use super::orders::{Order, Parcel};
use super::registration::Registration;
use super::world::{Moment, World};

/// RFC 3339 with three fraction digits.
pub(crate) fn millis(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(
        |_| at.to_string(),
        |at| at.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string(),
    )
}

/// RFC 3339 in whole seconds.
pub(crate) fn seconds(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(
        |_| at.to_string(),
        |at| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
    )
}

/// An estimated date as the faults want it written.
fn written(at: i64, dates: Dates) -> Option<String> {
    match dates {
        Dates::Full => Some(seconds(at)),
        Dates::DateOnly => Some(seconds(at).chars().take(10).collect()),
        Dates::Missing => None,
    }
}

/// `slotsSubscriptionStatus`: a map of booleans in version 1, of objects in version 2.
pub(crate) fn slots_status(
    registration: &Registration,
    model: &super::catalog::Model,
    (faults, version): (&Faults, Version),
    number: fn(f64) -> Value,
) -> Value {
    registration
        .subscriptions(model)
        .map(|(slot, subscription)| {
            let products: Vec<Value> = subscription
                .asin
                .as_deref()
                .and_then(|asin| slot.product(asin))
                .map(|product| {
                    json!({
                        "asin": product.asin,
                        "quantity": number(product.quantity),
                        "unit": faults.unit(slot.unit_of(product)),
                    })
                })
                .into_iter()
                .collect();
            let status = match version {
                Version::V1 => json!(subscription.subscribed),
                Version::V2 => {
                    json!({"subscribed": subscription.subscribed, "productInfoList": products})
                }
            };
            (slot.slot.clone(), status)
        })
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// `orderInfo` of a placed or shipped order.
fn order_info(order: &Order, parcel: Parcel, faults: &Faults, shipped: bool) -> Value {
    let version = faults.message_version;
    let estimate = parcel.estimate.and_then(|at| written(at, faults.dates));
    let quantity = match faults.empty && shipped {
        true => 0.0,
        false => parcel.quantity,
    };
    let unit = faults.unit(&order.unit);
    match version {
        Version::V1 => {
            let unit = match unit {
                "count" if shipped => "Count",
                unit => unit,
            };
            json!({
                "instanceId": order.instance,
                "slotId": order.slot,
                "productInfo": [{"quantity": quantity, "unit": unit}],
                "estimatedDeliveryDate": estimate,
            })
        }
        Version::V2 => json!({
            "instanceId": order.instance,
            "slotId": order.slot,
            "productInfo": [{
                "quantity": quantity,
                "unit": unit,
                "asin": order.asin,
                "estimatedDeliveryDate": estimate,
            }],
        }),
    }
}

impl World {
    pub(crate) fn notify_registered(&mut self, now: Moment, registration: u64) {
        self.notify(
            now,
            registration,
            "DeviceRegisteredNotification",
            None,
            false,
        );
    }

    pub(crate) fn notify_deregistered(&mut self, now: Moment, registration: u64) {
        self.notify(
            now,
            registration,
            "DeviceDeregisteredNotification",
            None,
            false,
        );
    }

    pub(crate) fn notify_subscription(&mut self, now: Moment, registration: u64) {
        let faults = (&self.faults, self.faults.message_version);
        let status = self
            .registration(registration)
            .and_then(|one| Some(slots_status(one, self.model_of(one)?, faults, Value::from)));
        let info = status.map(|status| {
            (
                "subscriptionInfo",
                json!({"slotsSubscriptionStatus": status}),
            )
        });
        self.notify(
            now,
            registration,
            "SubscriptionChangedNotification",
            info,
            true,
        );
    }

    /// Placed, shipped or cancelled; silent once the registration has ended.
    pub(crate) fn notify_order(
        &mut self,
        now: Moment,
        index: usize,
        kind: &'static str,
        parcel: Parcel,
    ) {
        let order = &self.orders[index];
        let registration = order.registration;
        if self
            .registration(registration)
            .is_none_or(|one| one.ended_at.is_some())
        {
            return;
        }
        let cancelled = kind == "OrderCancelledNotification";
        let info = if cancelled {
            json!({"instanceId": order.instance, "slotId": order.slot})
        } else {
            order_info(
                order,
                parcel,
                &self.faults,
                kind == "ItemShippedNotification",
            )
        };
        self.notify(
            now,
            registration,
            kind,
            Some(("orderInfo", info)),
            !cancelled,
        );
    }

    fn notify(
        &mut self,
        now: Moment,
        registration: u64,
        kind: &'static str,
        info: Option<(&'static str, Value)>,
        versioned: bool,
    ) {
        let Some(one) = self.registration(registration) else {
            return;
        };
        let version = if versioned {
            self.faults.message_version
        } else {
            Version::V1
        };
        // The documented version 1 sample has the model under this literal key.
        let product = if kind == "SubscriptionChangedNotification" && version == Version::V1 {
            json!({"myDeviceModel": one.model})
        } else {
            json!({"modelId": one.model})
        };
        let customer = directed_customer_id(&self.client_id, &one.customer);
        let mut message = json!({
            "deviceInfo": {
                "deviceIdentifier": {"serialNumber": one.serial},
                "productIdentifier": product,
            },
            "customerInfo": {"directedCustomerId": customer},
        });
        let time = now.business.max(self.last_notification.saturating_add(1));
        self.last_notification = time;
        message["notificationInfo"] = json!({
            "notificationType": kind,
            "lwaClientId": self.client_id,
            "notificationTime": millis(time),
            "notificationId": self.ids.notification(),
            "version": "2015-06-05",
        });
        if let Some((name, value)) = info {
            message[name] = value;
        }
        self.publish(
            now,
            kind,
            &message.to_string(),
            versioned && version == Version::V2,
        );
    }
}
