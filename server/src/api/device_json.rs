//! A device as JSON, in the one place that knows the shape. Amounts are decimal text in the slot's
//! unit; what is absent or unknown is null.

use domain::evidence::Evidence;
use domain::journal::Input;
use domain::view::{DeviceView, OrderView, ProductView, SupplyView, reason::reason};
use domain::{Estimate, Quantity, Unit};
use replenish::SlotState;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{EndReasonName, EnderName, OrderStateName, OutcomeName, Registration, UnitName};
use super::texts::{DayOrMoment, Decimal, ModelId, Serial, SlotName};

/// A device with everything known about it: what the maker reads.
#[derive(Serialize, ToSchema)]
pub struct Device {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = Serial)]
    serial: String,
    #[schema(value_type = ModelId)]
    model: String,
    #[schema(value_type = Registration)]
    registration: &'static str,
    #[schema(value_type = Option<EnderName>, required)]
    ended_by: Option<&'static str>,
    #[schema(format = DateTime, required)]
    last_seen: Option<String>,
    /// What it says that runs in it.
    #[schema(required)]
    firmware: Option<String>,
    slots: Vec<Slot>,
}

/// A slot with everything known about it.
#[derive(Serialize, ToSchema)]
pub struct Slot {
    #[schema(value_type = SlotName)]
    slot: String,
    /// What customers read.
    name: String,
    #[schema(value_type = UnitName)]
    unit: &'static str,
    #[schema(value_type = Decimal)]
    capacity: String,
    #[schema(value_type = Option<Decimal>, required)]
    in_machine: Option<String>,
    #[schema(value_type = Decimal)]
    spares: String,
    #[schema(value_type = Option<Decimal>, required)]
    at_home: Option<String>,
    /// A reading that is not believed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    provisional: Option<Provisional>,
    /// Said while the slot is counted again: what is left is as it was, and nothing is decided.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    counting: bool,
    #[schema(value_type = Option<Decimal>, required)]
    pace_per_day: Option<String>,
    #[schema(value_type = Option<Decimal>, required)]
    reorder_level: Option<String>,
    /// How long what is at home lasts, one decimal.
    #[schema(value_type = Option<Decimal>, required)]
    days_left: Option<String>,
    /// Null where Amazon has not said.
    #[schema(required)]
    subscribed: Option<bool>,
    /// Since when the maker lets nothing be ordered; null where it does.
    #[schema(format = DateTime, required)]
    held_since: Option<String>,
    products: Vec<Product>,
    /// The live order, or else the last one.
    #[schema(required)]
    order: Option<SlotOrder>,
    #[schema(required)]
    decision: Option<SlotDecision>,
}

/// A reading that waits for another, with one of the three.
#[derive(Serialize, ToSchema)]
pub struct Provisional {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Decimal>)]
    level: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Decimal>)]
    used: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Decimal>)]
    total: Option<String>,
    /// When it was read.
    #[schema(format = DateTime)]
    at: String,
}

/// What Amazon reorders.
#[derive(Serialize, ToSchema)]
pub struct Product {
    #[schema(required)]
    asin: Option<String>,
    /// Content of one pack.
    #[schema(required)]
    quantity: Option<String>,
    #[schema(required)]
    unit: Option<String>,
}

/// An order, within its slot.
#[derive(Serialize, ToSchema)]
pub struct SlotOrder {
    #[schema(format = "uuid")]
    id: String,
    /// Amazon's id.
    #[schema(required)]
    instance: Option<String>,
    #[schema(value_type = OrderStateName)]
    state: &'static str,
    #[schema(value_type = Option<Decimal>, required)]
    quantity: Option<String>,
    #[schema(value_type = Option<DayOrMoment>, required)]
    estimated_delivery: Option<String>,
    #[schema(value_type = Option<EndReasonName>, required)]
    reason: Option<&'static str>,
}

/// The last evaluation.
#[derive(Serialize, ToSchema)]
pub struct SlotDecision {
    #[schema(format = DateTime)]
    at: String,
    #[schema(value_type = OutcomeName)]
    outcome: &'static str,
    /// One sentence.
    reason: String,
}

/// A slot as its own machine sees it.
#[derive(Serialize, ToSchema)]
pub struct DeviceStatusSlot {
    #[schema(value_type = SlotName)]
    slot: String,
    #[schema(value_type = Option<Decimal>, required)]
    in_machine: Option<String>,
    #[schema(value_type = Option<Decimal>, required)]
    at_home: Option<String>,
    /// A reading that is not believed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    provisional: Option<Provisional>,
    /// Said while both are as they were, because a report from long ago has the slot counted again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    counting: bool,
    #[schema(value_type = UnitName)]
    unit: &'static str,
    /// The order under way.
    #[schema(required)]
    order: Option<DeviceStatusOrder>,
}

/// An order as the machine sees it.
#[derive(Serialize, ToSchema)]
pub struct DeviceStatusOrder {
    #[schema(value_type = OrderStateName)]
    state: &'static str,
    #[schema(value_type = Option<DayOrMoment>, required)]
    estimated_delivery: Option<String>,
}

/// The maker's view of a device.
pub fn device(view: &DeviceView) -> Device {
    Device {
        id: view.id.to_string(),
        serial: view.serial.clone(),
        model: view.model.clone(),
        registration: view.registration.name(),
        ended_by: view.ended_by.map(|by| by.name()),
        last_seen: view.last_seen.map(|at| at.to_string()),
        firmware: view.firmware.clone(),
        slots: view.supplies.iter().map(slot).collect(),
    }
}

/// The machine's own view of its slots.
pub fn status_slots(slots: &[SlotState]) -> Vec<DeviceStatusSlot> {
    slots
        .iter()
        .map(|slot| DeviceStatusSlot {
            slot: slot.slot.clone(),
            in_machine: slot.machine.map(|left| left.text(slot.unit)),
            at_home: slot.at_home.map(|left| left.text(slot.unit)),
            provisional: provisional(&slot.evidence, slot.unit),
            counting: slot.is_counting,
            unit: slot.unit.name(),
            order: slot.order.map(|(state, estimate)| DeviceStatusOrder {
                state: state.name(),
                estimated_delivery: estimate.map(|at| Estimate::from(at).to_string()),
            }),
        })
        .collect()
}

/// A slot as the maker reads it.
pub fn slot(supply: &SupplyView) -> Slot {
    Slot {
        slot: supply.slot.clone(),
        name: supply.name.clone(),
        unit: supply.spec.unit.name(),
        capacity: supply.text(supply.spec.capacity),
        in_machine: text(supply, supply.machine),
        spares: supply.text(supply.spares),
        at_home: text(supply, supply.at_home()),
        provisional: provisional(&supply.evidence, supply.spec.unit),
        counting: supply.is_counting,
        pace_per_day: text(supply, supply.pace_per_day),
        reorder_level: text(supply, supply.reorder_level),
        days_left: supply.tenths_of_days_left().map(tenths),
        subscribed: supply.subscribed,
        held_since: supply.cooldown.by_maker.map(|at| at.to_string()),
        products: supply.products.iter().map(product).collect(),
        order: supply.order.as_ref().map(order),
        decision: supply.decision.as_ref().map(|decision| SlotDecision {
            at: decision.at.to_string(),
            outcome: decision.outcome.name(),
            reason: reason(decision, supply.spec.unit),
        }),
    }
}

fn provisional(evidence: &Evidence, unit: Unit) -> Option<Provisional> {
    let (input, waiting) = evidence.shown()?;
    let amount = |is_it: bool| is_it.then(|| waiting.amount.text(unit));
    Some(Provisional {
        level: amount(matches!(input, Input::Level(_))),
        used: amount(matches!(input, Input::Used(_))),
        total: amount(matches!(input, Input::Total(_))),
        at: waiting.at.to_string(),
    })
}

fn product(product: &ProductView) -> Product {
    Product {
        asin: product.asin.clone(),
        quantity: product.quantity.clone(),
        unit: product.unit.clone(),
    }
}

fn order(order: &OrderView) -> SlotOrder {
    SlotOrder {
        id: order.id.to_string(),
        instance: order.instance.clone(),
        state: order.state.name(),
        quantity: order.quantity.map(|quantity| quantity.text(order.unit)),
        estimated_delivery: order.estimate.map(|at| Estimate::from(at).to_string()),
        reason: order.reason.map(|reason| reason.name()),
    }
}

fn text(supply: &SupplyView, quantity: Option<Quantity>) -> Option<String> {
    quantity.map(|quantity| supply.text(quantity))
}

fn tenths(tenths: i64) -> String {
    match (tenths / 10, tenths % 10) {
        (days, 0) => days.to_string(),
        (days, tenth) => format!("{days}.{}", tenth.abs()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_have_one_decimal_where_they_need_one() {
        assert_eq!(tenths(68), "6.8");
        assert_eq!(tenths(70), "7");
        assert_eq!(tenths(0), "0");
        assert_eq!(tenths(3), "0.3");
    }
}
