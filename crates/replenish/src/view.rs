//! From rows to what pages and the maker API show.

use domain::day::ClosedDay;
use domain::decision::Decision;
use domain::registration::Standing;
use domain::subscription::Product;
use domain::view::{DeviceView, Drift, OrderView, ProductView, SupplyView, drift};
use domain::{Day, Quantity, Time};
use store::{DayRow, Device, Order, Slot, Tx};

use crate::Error;
use crate::outlook::{level, pace};

/// A device with its supplies.
pub(crate) async fn device_view(
    tx: &mut Tx,
    device: Device,
    now: Time,
) -> Result<DeviceView, Error> {
    let name = device_name(tx, &device).await?;
    let registered = tx.registration(device.id).await?.is_some();
    let standing = standing(&device, registered);
    let mut supplies = Vec::new();
    for slot in tx.slots_of_device(device.id).await? {
        supplies.push(supply_view(tx, &device, &name, standing, slot, now).await?);
    }
    Ok(DeviceView {
        id: device.id,
        model: device.model,
        name,
        given_name: device.name,
        serial: device.serial,
        standing,
        ended_by: device.ended_by,
        ended_at: device.ended_at,
        last_seen: device.last_seen,
        supplies,
    })
}

/// One supply of a device.
pub(crate) async fn supply_view(
    tx: &mut Tx,
    device: &Device,
    device_name: &str,
    standing: Standing,
    slot: Slot,
    now: Time,
) -> Result<SupplyView, Error> {
    let spec = slot.spec();
    let pace = pace(tx, &slot, now).await?;
    let at_home = slot.stock().at_home();
    let first = Day(now.day().0 - drift::DAYS + 1);
    let seen = tx.days_seen(slot.id, first, now.day()).await?;
    let drift = Drift::of(seen.used, seen.fallen, seen.risen);
    let order = tx.orders_of_slot(slot.id, 1).await?.pop();
    let order = order.map(|order| order_view(order, device, device_name, &slot));
    let pace_per_day = pace.map(|pace| pace.over_days(1));
    let reorder_level = pace.map(|pace| level(&slot, pace));
    // The outcome that stands is said with the figures of now.
    let stands = slot.quiet_until.is_some_and(|until| now < until);
    Ok(SupplyView {
        id: slot.id,
        device: device.id,
        device_name: device_name.to_owned(),
        machine: slot.machine,
        spares: slot.spares,
        is_counting: slot.counting.is_some(),
        pace_per_day,
        reorder_level,
        lasts: pace
            .zip(at_home)
            .and_then(|(pace, at_home)| pace.millis_for(at_home)),
        standing,
        subscribed: slot.subscribed,
        products: slot
            .products
            .iter()
            .map(|product| product_view(product, &slot))
            .collect(),
        order,
        drift,
        decision: slot.decision.map(|decision| Decision {
            at_home: at_home.filter(|_| stands).or(decision.at_home),
            pace_per_day: pace_per_day.filter(|_| stands).or(decision.pace_per_day),
            reorder_level: reorder_level.filter(|_| stands).or(decision.reorder_level),
            ..decision
        }),
        hold: slot.hold,
        last_seen: device.last_seen,
        claimed_at: device.claimed_at,
        known_since: slot.first_report,
        spec,
        slot: slot.kind.slot,
        name: slot.kind.name,
    })
}

/// A day of the roll-up, as a chart takes it.
pub(crate) fn closed_day(row: &DayRow) -> ClosedDay {
    ClosedDay {
        day: Day(row.day),
        used: row.used,
        shortfall: row.shortfall,
        at_home: row.stock().at_home(),
    }
}

/// One order of a slot.
pub(crate) fn order_view(
    order: Order,
    device: &Device,
    device_name: &str,
    slot: &Slot,
) -> OrderView {
    OrderView {
        id: order.id,
        supply: slot.id,
        device: device.id,
        serial: device.serial.clone(),
        slot: slot.kind.slot.clone(),
        supply_name: slot.kind.name.clone(),
        device_name: device_name.to_owned(),
        unit: slot.kind.unit,
        state: order.state,
        instance: order.instance,
        asin: order.asin,
        quantity: order.quantity.or(order.asked),
        estimate: order.estimate,
        requested_at: order.requested_at,
        placed_at: order.placed_at,
        shipped_at: order.shipped_at,
        ended_at: order.ended_at,
        reason: order.reason,
        confirmed: order.confirmed,
        late: order.late,
        missed: slot.machine == Some(Quantity::ZERO) && slot.spares.is_positive(),
        adopted: order.adopted,
    }
}

/// Orders with their slots and devices, in the same order.
pub(crate) async fn order_views(tx: &mut Tx, orders: Vec<Order>) -> Result<Vec<OrderView>, Error> {
    let mut views = Vec::new();
    for order in orders {
        let slot = tx.slot(order.slot_id).await?.ok_or(Error::NotFound)?;
        let device = tx.device(slot.device_id).await?.ok_or(Error::NotFound)?;
        let name = device_name(tx, &device).await?;
        views.push(order_view(order, &device, &name, &slot));
    }
    Ok(views)
}

/// A device's standing.
pub(crate) fn standing(device: &Device, registered: bool) -> Standing {
    match (registered, device.household_id, device.ended_at) {
        (true, ..) => Standing::Registered,
        (_, None, _) => Standing::Unclaimed,
        (_, _, Some(_)) => Standing::Deregistered,
        _ => Standing::Claimed,
    }
}

/// What customers read for a device: their own name for it, or its model's.
pub(crate) async fn device_name(tx: &mut Tx, device: &Device) -> Result<String, Error> {
    if let Some(name) = &device.name {
        return Ok(name.clone());
    }
    let model = tx.model(&device.model).await?;
    Ok(model.map_or_else(|| device.model.clone(), |model| model.name))
}

fn product_view(product: &Product, slot: &Slot) -> ProductView {
    let named = slot
        .kind
        .products
        .iter()
        .find(|named| Some(&named.asin) == product.asin.as_ref());
    ProductView {
        asin: product.asin.clone(),
        name: named.map(|named| named.name.clone()),
        quantity: product.quantity.clone(),
        unit: product.unit.clone(),
    }
}
