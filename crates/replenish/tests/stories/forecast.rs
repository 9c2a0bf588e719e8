//! A slot whose policy is a forecast: what it learns, what it decides, and why.

use domain::Quantity;
use domain::decision::Outcome;
use domain::order::OrderState;
use domain::time::DAY;
use domain::view::reason::reason;
use replenish::Caller;
use serde_json::{Value, json};
use testkit::{MODEL, SLOT, TestApp, by, by_maker};

/// The same machine with another rule.
async fn with_policy(world: &TestApp, policy: Value) {
    let spec = json!({"name": "Brew 2", "slots": [{
        "slot": SLOT, "name": "Coffee pods", "unit": "count", "capacity": "100",
        "starts": "full", "policy": policy,
    }]});
    let spec = serde_json::from_value(spec).unwrap();
    let put = world.devices().put_model(by_maker(), MODEL, spec);
    put.await.unwrap();
}

/// Two a day for so many days up to yesterday, in one late batch; then so many are left.
async fn used(world: &TestApp, days: i64, left: &str) {
    let now = world.app.now();
    let reports = (1..=days).map(|ago| {
        let at = (now - ago * DAY).to_string();
        json!({"id": format!("d{ago}"), "slot": SLOT, "used": 2, "at": at})
    });
    let reports = testkit::reports(reports);
    let receipt = world.usage().report(Caller::Device(world.device), reports);
    let receipt = receipt.await.unwrap();
    assert_eq!(receipt.rejected, []);
    world
        .restock("counted", replenish::RestockKind::Set, left)
        .await;
}

#[tokio::test]
async fn a_forecast_orders_earlier_than_seven_days_where_deliveries_take_longer() {
    let world = TestApp::connected().await;
    // Amazon's own rule waits for 14; of twenty deliveries one takes more than nine days, and what is known of 40 days leaves room: under 20.
    used(&world, 40, "17").await;
    let decision = world.supply().await.decision.unwrap();
    assert_eq!((decision.outcome, decision.demand), (Outcome::Enough, None));

    with_policy(&world, json!({"kind": "forecast", "service_level": 0.95})).await;
    world.live(DAY).await;
    let kept = world.queries().decisions("K1", 10, None).await.unwrap();
    let (_, slot, unit, made) = kept
        .iter()
        .find(|(.., decision)| decision.outcome == Outcome::Order)
        .unwrap();
    let demand = made.demand.unwrap();
    assert_eq!((slot.as_str(), demand.lead_days), (SLOT, (3, 9)));
    assert!((19_000..20_000).contains(&demand.quantity.0), "{demand:?}");
    assert_eq!(made.reorder_level, Some(demand.quantity));
    let why = reason(made, *unit);
    assert!(
        why.starts_with("17 left, about 9 days at 2 a day; a delivery takes 3 to 9 days;"),
        "{why}"
    );
    assert_eq!(world.states().await.len(), 1);
    let order = world.orders().await.remove(0);
    let told = world.queries().why_ordered(world.account, order.id);
    let told = told.await.unwrap();
    assert_eq!(told.as_ref(), Some(made));
    let stranger = world.customer("Bob").await;
    let refused = world.queries().why_ordered(stranger, order.id).await;
    assert!(matches!(refused, Err(replenish::Error::NotFound)));
}

#[tokio::test]
async fn days_with_nothing_left_and_days_offline_are_not_days_without_use() {
    let world = TestApp::connected().await;
    with_policy(&world, json!({"kind": "forecast", "service_level": 0.95})).await;
    world.amazon.pause("K1", SLOT).unwrap();
    used(&world, 40, "2").await;
    world.use_pods("last", 2).await;
    let per_day = async || {
        let decision = world.supply().await.decision.unwrap();
        decision.demand.unwrap().per_day.0
    };
    assert_eq!(per_day().await, 2_000);
    world.live(20 * DAY).await;
    assert_eq!(per_day().await, 2_000, "nothing was left to use");
    world
        .restock("bought", replenish::RestockKind::Add, "90")
        .await;
    world.live(20 * DAY).await;
    assert_eq!(per_day().await, 2_000, "twenty days of silence");
    let supply = world.supply().await;
    let window = supply.decision.unwrap().pace_per_day.unwrap();
    assert!(window.0 < 200, "{window:?}");
    assert_eq!(
        supply.pace_per_day,
        Some(Quantity(2_000)),
        "told by the forecast"
    );
}

#[tokio::test]
async fn late_parcels_teach_the_lead_time() {
    let world = TestApp::connected().await;
    with_policy(&world, json!({"kind": "forecast", "service_level": 0.95})).await;
    used(&world, 40, "10").await;
    world.live(4 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    let lead = async || {
        let decision = world.supply().await.decision.unwrap();
        decision.demand.unwrap().lead_days
    };
    let before = lead().await;
    let order = world.orders().await[0].id;
    for _ in 0..6 {
        let done = world.app.orders().not_arrived(by(world.account), order);
        done.await.unwrap();
        world.live(2 * DAY).await;
        assert_eq!(world.states().await, [OrderState::Arrived]);
    }
    assert!(lead().await.1 > before.1, "{before:?} {:?}", lead().await);
}
