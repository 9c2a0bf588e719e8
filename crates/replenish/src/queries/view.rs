//! View models: from rows to what pages and the maker API show.

use std::collections::HashMap;

use domain::decision::Decision;
use domain::registration::RegistrationStatus;
use domain::stuck::Stuck;
use domain::subscription::Product;
use domain::view::{DeviceView, Drift, OrderView, ProductView, SupplyView, drift};
use domain::{Day, Device, DeviceId, Quantity, Slot, Time};
use store::{NamedOrder, SlotSums, Tx};

use crate::Error;

/// Devices with their supplies, in the same order: the same number of statements for one and for a
/// thousand.
pub(crate) async fn device_views(
    tx: &mut Tx,
    devices: Vec<Device>,
    now: Time,
) -> Result<Vec<DeviceView>, Error> {
    let ids: Vec<DeviceId> = devices.iter().map(|device| device.id).collect();
    let standings = tx.device_standings(&ids).await?.into_iter();
    let mut standings: HashMap<_, _> = standings.map(|it| (it.id, it)).collect();
    let slots = tx.slots_of_devices(&ids).await?;
    let windows: Vec<_> = slots
        .iter()
        .map(|slot| (slot.key(), slot.window(now)))
        .collect();
    let drift = Day(now.day().0 - drift::DAYS + 1);
    let sums = tx
        .days_summed(&windows, drift, now.day())
        .await?
        .into_iter();
    let sums: HashMap<_, _> = sums.map(|it| (it.slot_id, it)).collect();
    let of: Vec<_> = slots.iter().map(Slot::key).collect();
    let orders = tx.orders_newest(&of).await?.into_iter();
    let mut orders: HashMap<_, _> = orders.map(|it| (it.order.slot_id, it)).collect();
    let mut of_device: HashMap<DeviceId, Vec<Slot>> = HashMap::new();
    for slot in slots {
        of_device.entry(slot.device_id).or_default().push(slot);
    }
    let view = |device: Device| {
        let found = standings.remove(&device.id);
        let registered = found.as_ref().is_some_and(|it| it.registered);
        let name = match &device.name {
            Some(name) => name.clone(),
            None => found.map_or_else(|| device.model.clone(), |it| it.model_name),
        };
        let registration = registration(&device, registered);
        let slots = of_device.remove(&device.id).unwrap_or_default();
        let supplies = slots.into_iter().map(|slot| {
            let (sums, order) = (sums.get(&slot.id), orders.remove(&slot.id));
            supply_view(&device, &name, registration, slot, sums, order, now)
        });
        DeviceView {
            id: device.id,
            supplies: supplies.collect(),
            model: device.model,
            name,
            given_name: device.name,
            serial: device.serial,
            replenisher: device.replenisher,
            registration,
            ended_by: device.ended_by,
            ended_at: device.ended_at,
            last_seen: device.last_seen,
            firmware: device.firmware,
        }
    };
    Ok(devices.into_iter().map(view).collect())
}

/// One device with its supplies.
pub(crate) async fn device_view(
    tx: &mut Tx,
    device: Device,
    now: Time,
) -> Result<DeviceView, Error> {
    let views = device_views(tx, vec![device], now).await?;
    views.into_iter().next().ok_or(Error::NotFound)
}

/// One supply of a device.
fn supply_view(
    device: &Device,
    device_name: &str,
    registration: RegistrationStatus,
    slot: Slot,
    sums: Option<&SlotSums>,
    order: Option<NamedOrder>,
    now: Time,
) -> SupplyView {
    let spec = slot.spec();
    let pace = slot
        .measured(sums.map_or(Quantity::ZERO, |it| it.paced))
        .map(|it| it.pace(now));
    let at_home = slot.stock().at_home();
    let drift =
        sums.and_then(|SlotSums { seen, .. }| Drift::of(seen.used, seen.fallen, seen.risen));
    let reorder_level = pace.map(|pace| slot.reorder_level(pace));
    let decided_by = pace.map(|pace| pace.over_days(1));
    let pace = pace.map(|pace| slot.foreseen_pace(pace));
    // The outcome that stands is said with the figures of now.
    let stands = slot.headroom_until.is_some_and(|until| now < until);
    SupplyView {
        id: slot.id,
        device: device.id,
        device_name: device_name.to_owned(),
        machine: slot.machine,
        spares: slot.spares,
        evidence: slot.evidence,
        is_counting: slot.counting.is_some(),
        pace_per_day: pace.map(|pace| pace.over_days(1)),
        reorder_level,
        lasts: pace
            .zip(at_home)
            .and_then(|(pace, at_home)| pace.millis_for(at_home)),
        replenisher: device.replenisher,
        registration,
        subscribed: slot.subscribed,
        products: slot
            .products
            .iter()
            .map(|product| product_view(product, &slot))
            .collect(),
        order: order.map(|order| order_view(order, now)),
        drift,
        decision: slot.decision.map(|decision| Decision {
            at_home: at_home.filter(|_| stands).or(decision.at_home),
            pace_per_day: decided_by.filter(|_| stands).or(decision.pace_per_day),
            reorder_level: reorder_level.filter(|_| stands).or(decision.reorder_level),
            ..decision
        }),
        cooldown: slot.cooldown,
        last_seen: device.last_seen,
        claimed_at: device.claimed_at,
        known_since: slot.first_report,
        spec,
        slot: slot.kind.slot,
        name: slot.kind.name,
    }
}

/// One order as it is now.
pub(crate) fn order_view(named: NamedOrder, now: Time) -> OrderView {
    let order = named.order;
    let stuck = Stuck::of(&order, named.replenisher, now);
    OrderView {
        id: order.id,
        supply: order.slot_id,
        device: order.device_id,
        serial: named.serial,
        slot: named.slot,
        supply_name: named.slot_name,
        device_name: named.device_name,
        unit: named.unit,
        replenisher: named.replenisher,
        state: order.state,
        instance: order.instance,
        asin: order.asin,
        quantity: order.quantity.or(order.asked),
        estimate: order.estimate,
        requested_at: order.requested_at,
        held: order.held_since.is_some(),
        placed_at: order.placed_at,
        shipped_at: order.shipped_at,
        ended_at: order.ended_at,
        reason: order.reason,
        confirmed: order.confirmed,
        late: order.late,
        missed: named.machine == Some(Quantity::ZERO) && named.spares.is_positive(),
        adopted: order.adopted,
        stuck,
    }
}

/// A device's standing.
pub(crate) fn registration(device: &Device, registered: bool) -> RegistrationStatus {
    match (registered, device.household_id, device.ended_at) {
        (true, ..) => RegistrationStatus::Registered,
        (_, None, _) => RegistrationStatus::Unclaimed,
        (_, _, Some(_)) => RegistrationStatus::Deregistered,
        _ => RegistrationStatus::Claimed,
    }
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
