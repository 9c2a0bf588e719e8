//! What must hold after a history, and what both sides must agree on once it is quiet.

use anyhow::{Result, ensure};
use domain::Quantity;
use domain::journal::{Entry, Input};
use domain::order::{EndReason, OrderState};
use domain::registration::RegistrationStatus;
use domain::view::{OrderView, SupplyView};
use sandbox::amazon::{Order as Theirs, OrderState as At, Registration};
use serde_json::Value;
use testkit::SLOT;

use super::life::Life;
use super::stock;

/// After every step.
pub async fn always(life: &Life) -> Result<()> {
    let orders = orders(life).await?;
    let live = orders.iter().filter(|order| order.state.is_live()).count();
    let parallel = orders.iter().filter(|order| order.adopted || order.late);
    ensure!(
        live <= 1 + parallel.count(),
        "{live} orders are live at once"
    );
    let open = life.test.believed().orders;
    let now = life.test.app.now().millis();
    let open = open.iter().filter(|order| is_open(order, now)).count();
    ensure!(open <= 1 + ended(life), "Amazon has {open} open orders");
    Ok(())
}

/// Orders of ended registrations stay open at Amazon until they are delivered.
fn ended(life: &Life) -> usize {
    let registrations = life.test.believed().registrations;
    registrations.iter().filter(|one| !one.registered).count()
}

/// When it is quiet.
pub async fn at_rest(life: &Life) -> Result<()> {
    always(life).await?;
    let supply = life.test.supply().await;
    let entries = entries(life).await?;
    reports(life, &entries)?;
    stock::is_sum(life, &supply, &entries)?;
    stock::counts_once(life, &entries).await?;
    none_waits_for_nothing(life).await?;
    let registration = registration(life);
    match &registration {
        Some(one) => {
            subscription(&supply, one)?;
            agree(life, one, &entries).await?;
            status(life, &supply)?;
        }
        None => nameless(life, &supply).await?,
    }
    Ok(())
}

/// Every accepted report is in the journal once.
fn reports(life: &Life, entries: &[Entry]) -> Result<()> {
    for id in &life.accepted {
        let times = entries
            .iter()
            .filter(|entry| entry.key.as_ref() == Some(id))
            .count();
        ensure!(times == 1, "report {id} is in the journal {times} times");
    }
    Ok(())
}

/// What is shipped has something on the road that will count.
async fn none_waits_for_nothing(life: &Life) -> Result<()> {
    let shipped = orders(life).await?.into_iter();
    let shipped = shipped.filter(|order| order.state == OrderState::Shipped);
    let shipped: Vec<_> = shipped.map(|order| order.id).collect();
    let mut tx = life.test.app.store().read().await?;
    let parcels = tx.parcels_of_orders(&shipped).await?;
    for order in shipped {
        let mut road = parcels.iter().filter(|it| it.counted.is_none());
        ensure!(
            road.any(|parcel| parcel.order_id == order),
            "an order is on its way, and no parcel of it is"
        );
    }
    Ok(())
}

/// Amazon's registration, where both sides have one.
fn registration(life: &Life) -> Option<Registration> {
    let registrations = life.test.believed().registrations;
    registrations.into_iter().find(|one| one.registered)
}

fn subscription(supply: &SupplyView, theirs: &Registration) -> Result<()> {
    ensure!(
        supply.registration == RegistrationStatus::Registered,
        "Amazon has it registered, here it is {:?}",
        supply.registration
    );
    let theirs = &theirs.slots[SLOT];
    let asin = supply
        .products
        .first()
        .and_then(|product| product.asin.clone());
    ensure!(
        supply.subscribed == Some(theirs.subscribed) && asin == theirs.asin,
        "subscription is {:?} {asin:?} here, {theirs:?} at Amazon",
        supply.subscribed
    );
    Ok(())
}

/// Both sides have the same orders in the same state, and stock is counted for each that was
/// delivered.
async fn agree(life: &Life, one: &Registration, entries: &[Entry]) -> Result<()> {
    let ours = orders(life).await?;
    let theirs = life.test.believed().orders;
    let theirs: Vec<_> = theirs
        .iter()
        .filter(|order| order.registration == one.id)
        .collect();
    for order in &theirs {
        // A customer who disconnected here and connected again before Amazon heard of it has made our
        // order nameless, and not Amazon's: not sent off as far as we knew, it ended then, and where
        // Amazon's words of it are lost nobody can tell us that it came.
        let nameless = |known: &&OrderView| {
            known.instance.is_none()
                && known.requested_at.millis() <= order.requested_at
                && (same(known.state, order.state) || known.reason == Some(EndReason::Deregistered))
        };
        let known = ours
            .iter()
            .find(|known| known.instance.as_ref() == Some(&order.instance))
            .or_else(|| ours.iter().find(nameless));
        let Some(known) = known else {
            ensure!(
                order.state == At::Cancelled,
                "an order that is {:?} at Amazon is not known here",
                order.state
            );
            continue;
        };
        if known.instance.is_none() && known.reason == Some(EndReason::Deregistered) {
            continue;
        }
        ensure!(
            same(known.state, order.state),
            "an order is {:?} ({:?}) here, {:?} at Amazon",
            known.state,
            known.reason,
            order.state
        );
        if order.state == At::Delivered {
            counted(life, known, order, entries).await?;
        }
    }
    for order in ours.iter().filter(|order| order.state.is_live()) {
        let instance = order.instance.as_ref();
        let known = theirs.iter().any(|one| Some(&one.instance) == instance);
        ensure!(
            known || instance.is_none() && order.state == OrderState::Shipped,
            "an order that is {:?} here is not known at Amazon",
            order.state
        );
    }
    Ok(())
}

fn same(ours: OrderState, theirs: At) -> bool {
    matches!(
        (ours, theirs),
        (OrderState::Awaiting, At::Requested | At::Resolving)
            | (OrderState::Placed, At::Placed)
            | (OrderState::Shipped, At::Shipped)
            | (OrderState::Arrived, At::Delivered)
            | (OrderState::Cancelled | OrderState::Failed, At::Cancelled)
    )
}

/// What Amazon delivered is in the journal once.
async fn counted(life: &Life, ours: &OrderView, theirs: &Theirs, entries: &[Entry]) -> Result<()> {
    let mut tx = life.test.app.store().read().await?;
    let mut sum = 0;
    let parcels = tx.parcels_of_orders(&[ours.id]).await?;
    for parcel in &parcels {
        let entry = entries
            .iter()
            .find(|entry| Some(entry.id) == parcel.counted);
        let together = parcels.iter().filter(|it| it.counted == parcel.counted);
        let together: Quantity = together.map(|it| it.quantity).sum();
        // Somebody who put it in by hand may have said a little more or less, or how much there is then.
        let is_counted = |entry: &Entry| match entry.input() {
            Some(Input::Delivery(amount)) => amount == parcel.quantity,
            Some(Input::Add(amount)) => amount.is_near(together, together),
            Some(Input::Set(_)) => true,
            _ => false,
        };
        ensure!(
            entry.is_some_and(is_counted),
            "a parcel is not in the journal"
        );
        sum += parcel.quantity.0;
    }
    #[expect(clippy::cast_precision_loss, reason = "packs are small")]
    let sum = sum as f64 / 1000.0;
    // How much came cannot be said where it was told in a unit that nobody counts in.
    let is_unknown = life.in_loads && sum == 0.0;
    ensure!(
        is_unknown || (sum - theirs.quantity).abs() < 0.001,
        "{sum} counted of an order of {}",
        theirs.quantity
    );
    Ok(())
}

/// Amazon's newest word of the slot is what is true now.
fn status(life: &Life, supply: &SupplyView) -> Result<()> {
    let statuses = life.test.believed().slot_statuses;
    let told = statuses.first().map(|told| &told.status);
    let number = |name: &str| told.and_then(|told| told[name].as_f64());
    let ours = |quantity: Option<domain::Quantity>| {
        quantity.and_then(|quantity| supply.text(quantity).parse::<f64>().ok())
    };
    ensure!(
        number("remainingQuantityInUnit") == ours(supply.machine)
            && number("totalQuantityOnHand") == ours(Some(supply.spares)),
        "Amazon was told {told:?}, it is {:?} and {:?}",
        supply.machine,
        supply.spares
    );
    Ok(())
}

/// Nothing is left of a registration that has ended.
async fn nameless(life: &Life, supply: &SupplyView) -> Result<()> {
    ensure!(
        supply.registration == RegistrationStatus::Deregistered,
        "Amazon has it deregistered, here it is {:?}",
        supply.registration
    );
    ensure!(
        supply.subscribed.is_none() && supply.products.is_empty(),
        "a subscription is left: {:?} {:?}",
        supply.subscribed,
        supply.products
    );
    let mut tx = life.test.app.store().read().await?;
    let tokens = tx.registration(life.test.device).await?;
    ensure!(tokens.is_none(), "tokens are left");
    for order in orders(life).await? {
        ensure!(
            order.instance.is_none() && order.asin.is_none(),
            "an order is still named"
        );
        ensure!(
            order.state == OrderState::Shipped || !order.state.is_live(),
            "an order is still {:?}",
            order.state
        );
    }
    Ok(())
}

fn is_open(order: &Theirs, now: i64) -> bool {
    match order.state {
        At::Requested | At::Resolving | At::Placed => true,
        At::Shipped => order.estimate.is_none_or(|at| at > now),
        At::Delivered | At::Cancelled => false,
    }
}

async fn orders(life: &Life) -> Result<Vec<OrderView>> {
    Ok(life
        .test
        .queries()
        .orders(replenish::OrderFilter::All, 1_000, None)
        .await?
        .0)
}

async fn entries(life: &Life) -> Result<Vec<Entry>> {
    let mut tx = life.test.app.store().read().await?;
    Ok(tx.entries(life.slot).await?)
}

/// For the words of a failure.
pub fn summary(life: &Life) -> Value {
    let state = life.test.believed();
    serde_json::json!({"orders": state.orders, "registrations": state.registrations,
        "deliveries": state.deliveries.iter().map(|one| format!("{} {} {:?}", one.at, one.name,
            one.outcome)).collect::<Vec<_>>()})
}
