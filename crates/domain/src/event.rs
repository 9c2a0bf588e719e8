//! Events: what happened to a machine, a slot or an order, for whoever acts on it outside. A use alone is none.
//!
//! An event is said once, when it happens, with what mattered then. It names machine, slot and order; it has no person,
//! and nothing that is Amazon's.

use serde::Serialize;

use crate::alert::AlertKind;
use crate::estimate::Estimate;
use crate::order::{EndReason, OrderEvent};
use crate::quantity::Quantity;
use crate::registration::EndedBy;
use crate::time::Time;
use crate::unit::Unit;
use crate::{OrderId, SlotId};

/// What can happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventType {
    /// An order was decided.
    OrderRequested,
    /// Amazon took it.
    OrderAccepted,
    /// It is placed with a seller.
    OrderPlaced,
    /// Its first parcel is on the road.
    OrderShipped,
    /// Its last parcel is counted.
    OrderArrived,
    /// The customer says that it has not arrived.
    OrderNotArrived,
    /// The customer or Amazon cancelled it.
    OrderCancelled,
    /// It was given up.
    OrderFailed,
    /// It is not wanted any more.
    OrderWithdrawn,
    /// A slot is at its reorder level or below.
    SlotLow,
    /// Nothing is left of it.
    SlotOut,
    /// It is neither low nor out any more.
    SlotRefilled,
    /// Amazon says that it may not order.
    SlotPaused,
    /// It may order again.
    SlotResumed,
    /// The maker made a machine.
    DeviceCreated,
    /// Nobody's machine became a household's.
    DeviceClaimed,
    /// It was connected to an Amazon account.
    DeviceRegistered,
    /// That has ended.
    DeviceDeregistered,
    /// It became another household's.
    DeviceMoved,
    /// It has not been heard for two days.
    DeviceSilent,
    /// A silent one is heard again.
    DeviceHeard,
    /// Its household gave it up, or the maker removed it.
    DeviceRemoved,
}

impl EventType {
    /// Every type.
    pub const ALL: [Self; 22] = [
        Self::OrderRequested,
        Self::OrderAccepted,
        Self::OrderPlaced,
        Self::OrderShipped,
        Self::OrderArrived,
        Self::OrderNotArrived,
        Self::OrderCancelled,
        Self::OrderFailed,
        Self::OrderWithdrawn,
        Self::SlotLow,
        Self::SlotOut,
        Self::SlotRefilled,
        Self::SlotPaused,
        Self::SlotResumed,
        Self::DeviceCreated,
        Self::DeviceClaimed,
        Self::DeviceRegistered,
        Self::DeviceDeregistered,
        Self::DeviceMoved,
        Self::DeviceSilent,
        Self::DeviceHeard,
        Self::DeviceRemoved,
    ];

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::OrderRequested => "order.requested",
            Self::OrderAccepted => "order.accepted",
            Self::OrderPlaced => "order.placed",
            Self::OrderShipped => "order.shipped",
            Self::OrderArrived => "order.arrived",
            Self::OrderNotArrived => "order.not_arrived",
            Self::OrderCancelled => "order.cancelled",
            Self::OrderFailed => "order.failed",
            Self::OrderWithdrawn => "order.withdrawn",
            Self::SlotLow => "slot.low",
            Self::SlotOut => "slot.out",
            Self::SlotRefilled => "slot.refilled",
            Self::SlotPaused => "slot.paused",
            Self::SlotResumed => "slot.resumed",
            Self::DeviceCreated => "device.created",
            Self::DeviceClaimed => "device.claimed",
            Self::DeviceRegistered => "device.registered",
            Self::DeviceDeregistered => "device.deregistered",
            Self::DeviceMoved => "device.moved",
            Self::DeviceSilent => "device.silent",
            Self::DeviceHeard => "device.heard",
            Self::DeviceRemoved => "device.removed",
        }
    }

    /// The one of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What a step of an order is called. A cancellation that neither the customer nor Amazon asked for is a
    /// withdrawal.
    pub fn of_order(event: OrderEvent, reason: Option<EndReason>) -> Self {
        match event {
            OrderEvent::Accepted => Self::OrderAccepted,
            OrderEvent::Placed => Self::OrderPlaced,
            OrderEvent::Shipped => Self::OrderShipped,
            OrderEvent::Arrived => Self::OrderArrived,
            OrderEvent::NotArrived => Self::OrderNotArrived,
            OrderEvent::Cancelled if reason.is_some_and(is_withdrawal) => Self::OrderWithdrawn,
            OrderEvent::Cancelled => Self::OrderCancelled,
            OrderEvent::Failed => Self::OrderFailed,
        }
    }

    /// What Amazon's word of a slot changes: whether it may order, as was known before and as it is now.
    pub fn of_subscription(before: Option<bool>, subscribed: bool) -> Option<Self> {
        match (before, subscribed) {
            (None | Some(true), false) => Some(Self::SlotPaused),
            (Some(false), true) => Some(Self::SlotResumed),
            _ => None,
        }
    }

    /// What begins or ends with the alerts of a slot, or with those of a machine itself.
    pub fn of_alerts(before: &[AlertKind], now: &[AlertKind]) -> Vec<Self> {
        let begins = |kind| now.contains(&kind) && !before.contains(&kind);
        let is_short = |alerts: &[AlertKind]| {
            alerts.contains(&AlertKind::Low) || alerts.contains(&AlertKind::Out)
        };
        let is_silent = |alerts: &[AlertKind]| alerts.contains(&AlertKind::Silent);
        let all = [
            (Self::SlotLow, begins(AlertKind::Low)),
            (Self::SlotOut, begins(AlertKind::Out)),
            (Self::SlotRefilled, is_short(before) && !is_short(now)),
            (Self::DeviceSilent, begins(AlertKind::Silent)),
            (Self::DeviceHeard, is_silent(before) && !is_silent(now)),
        ];
        let due = all.into_iter().filter(|(_, due)| *due);
        due.map(|(kind, _)| kind).collect()
    }
}

fn is_withdrawal(reason: EndReason) -> bool {
    match reason {
        EndReason::Paused
        | EndReason::Deregistered
        | EndReason::Test
        | EndReason::NoLongerDue
        | EndReason::Withdrawn => true,
        EndReason::Customer
        | EndReason::Unresolved
        | EndReason::NoAnswer
        | EndReason::InProgress
        | EndReason::Refused
        | EndReason::Overdue => false,
    }
}

/// What an event carries beside its type and what it is of. Amounts are decimal texts in the slot's unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum EventData {
    /// Nothing more.
    Nothing {},
    /// How much there was, and at how much it is low.
    Level {
        /// The slot's.
        unit: &'static str,
        /// In the machine and beside it.
        at_home: Option<String>,
        /// None before the first use.
        reorder_level: Option<String>,
    },
    /// The same, with what the maker's shop is to send.
    Wanted {
        /// The slot's.
        unit: &'static str,
        /// In the machine and beside it.
        at_home: Option<String>,
        /// None before the first use.
        reorder_level: Option<String>,
        /// The shop's own string.
        product: Option<String>,
        /// What it brings.
        quantity: Option<String>,
    },
    /// What an order brings, and when.
    Content {
        /// The slot's.
        unit: &'static str,
        /// As far as it is known.
        quantity: Option<String>,
        /// As far as it is known.
        estimated_delivery: Option<Estimate>,
    },
    /// Why an order ended without arriving.
    End {
        /// As far as it is known.
        reason: Option<EndReason>,
    },
    /// Who ended it.
    By {
        /// The side.
        by: EndedBy,
    },
    /// When a machine was last heard.
    Silence {
        /// None before the first time.
        last_seen: Option<Time>,
    },
    /// What a machine is.
    Made {
        /// Its model.
        model: String,
    },
}

impl EventData {
    /// Of what was known of a slot.
    pub fn level(at_home: Option<Quantity>, reorder_level: Option<Quantity>, unit: Unit) -> Self {
        Self::Level {
            unit: unit.name(),
            at_home: at_home.map(|amount| amount.text(unit)),
            reorder_level: reorder_level.map(|amount| amount.text(unit)),
        }
    }

    /// Of what was known of an order.
    pub fn content(
        quantity: Option<Quantity>,
        estimated_delivery: Option<Time>,
        unit: Unit,
    ) -> Self {
        Self::Content {
            unit: unit.name(),
            quantity: quantity.map(|amount| amount.text(unit)),
            estimated_delivery: estimated_delivery.map(Estimate::from),
        }
    }
}

/// Something that happened to a machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub kind: EventType,
    /// Its slot; none where it is the machine's.
    pub slot: Option<SlotId>,
    /// Its order, where it is one's.
    pub order: Option<OrderId>,
    /// What mattered.
    pub data: EventData,
}

impl Event {
    /// Of a machine itself.
    pub fn of_device(kind: EventType, data: EventData) -> Self {
        Self {
            kind,
            slot: None,
            order: None,
            data,
        }
    }

    /// Of a slot.
    pub fn of_slot(kind: EventType, slot: SlotId, data: EventData) -> Self {
        Self {
            slot: Some(slot),
            ..Self::of_device(kind, data)
        }
    }

    /// Of an order of a slot.
    pub fn of_order(kind: EventType, slot: SlotId, order: OrderId, data: EventData) -> Self {
        Self {
            order: Some(order),
            ..Self::of_slot(kind, slot, data)
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{json, to_value};

    use super::*;

    #[test]
    fn every_type_has_a_name_of_its_own_and_an_example_in_the_docs() {
        let docs = include_str!("../../../docs/events.md");
        for kind in EventType::ALL {
            assert_eq!(EventType::parse(kind.name()), Some(kind));
            let example = format!("\"type\":\"{}\"", kind.name());
            assert!(docs.contains(&example), "{example}");
        }
        assert_eq!(EventType::parse("order"), None);
    }

    #[test]
    fn what_nobody_outside_asked_for_is_a_withdrawal() {
        let of = |reason| EventType::of_order(OrderEvent::Cancelled, reason);
        assert_eq!(of(Some(EndReason::Customer)), EventType::OrderCancelled);
        assert_eq!(of(Some(EndReason::Unresolved)), EventType::OrderCancelled);
        assert_eq!(of(None), EventType::OrderCancelled);
        for reason in [
            EndReason::Paused,
            EndReason::Deregistered,
            EndReason::NoLongerDue,
        ] {
            assert_eq!(of(Some(reason)), EventType::OrderWithdrawn);
        }
        let failed = EventType::of_order(OrderEvent::Failed, Some(EndReason::NoAnswer));
        assert_eq!(failed, EventType::OrderFailed);
    }

    #[test]
    fn a_slot_is_paused_from_whatever_was_known_and_resumed_from_a_pause() {
        use EventType as E;
        for (before, now, expected) in [
            (None, true, None),
            (None, false, Some(E::SlotPaused)),
            (Some(true), true, None),
            (Some(true), false, Some(E::SlotPaused)),
            (Some(false), false, None),
            (Some(false), true, Some(E::SlotResumed)),
        ] {
            let found = EventType::of_subscription(before, now);
            assert_eq!(found, expected, "{before:?} {now}");
        }
    }

    #[test]
    fn a_slot_is_refilled_when_it_is_neither_low_nor_out() {
        use AlertKind::{LateOrder, Low, OldTokenUsed, Out, PausedLow, Silent};
        use EventType as E;
        let cases: [(&[AlertKind], &[AlertKind], &[E]); 9] = [
            (&[], &[Low], &[E::SlotLow]),
            (&[], &[Low, Out], &[E::SlotLow, E::SlotOut]),
            (&[Low], &[Low, Out, PausedLow], &[E::SlotOut]),
            (&[Low, Out], &[Low], &[]),
            (&[Low, Out], &[], &[E::SlotRefilled]),
            (&[Out], &[LateOrder], &[E::SlotRefilled]),
            (&[LateOrder], &[], &[]),
            (&[], &[Silent, OldTokenUsed], &[E::DeviceSilent]),
            (&[Silent, OldTokenUsed], &[OldTokenUsed], &[E::DeviceHeard]),
        ];
        for (before, now, expected) in cases {
            assert_eq!(
                EventType::of_alerts(before, now),
                expected,
                "{before:?} {now:?}"
            );
        }
    }

    #[test]
    fn what_an_event_carries_is_an_object() {
        let unit = Unit::Count;
        let at = Time::from_millis(0);
        for (data, expected) in [
            (EventData::Nothing {}, json!({})),
            (
                EventData::level(Some(Quantity(17_000)), None, unit),
                json!({"unit": "count", "at_home": "17", "reorder_level": null}),
            ),
            (
                EventData::content(Some(Quantity(36_000)), Some(at), unit),
                json!({"unit": "count", "quantity": "36", "estimated_delivery": at}),
            ),
            (
                EventData::End {
                    reason: Some(EndReason::NoAnswer),
                },
                json!({"reason": "no_answer"}),
            ),
            (
                EventData::By {
                    by: EndedBy::Customer,
                },
                json!({"by": "customer"}),
            ),
        ] {
            assert_eq!(to_value(&data).unwrap(), expected);
        }
    }
}
