//! Cancellations and failures, and how long they hold a supply back.

use domain::order::{EndReason, OrderState};
use domain::time::{DAY, HOUR, MINUTE};
use replenish::RestockKind;
use sandbox::amazon::Faults;
use serde_json::json;
use testkit::{SERIAL, SLOT, TestApp, by};

#[tokio::test]
async fn a_first_cancellation_holds_five_days_a_second_until_a_restock() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Placed]);
    world.amazon.cancel(SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.orders().await[0].reason, Some(EndReason::Customer));

    world.live(5 * DAY - MINUTE).await;
    assert_eq!(world.orders().await.len(), 1);
    world.live(MINUTE).await;
    assert_eq!(
        world.states().await,
        [OrderState::Cancelled, OrderState::Awaiting]
    );

    world.live(HOUR).await;
    world.amazon.cancel(SERIAL, SLOT).unwrap();
    world.live(40 * DAY).await;
    assert_eq!(world.orders().await.len(), 2, "held until a restock");
    assert!(world.supply().await.cooldown.restock);

    world.restock("a", RestockKind::Add, "3").await;
    assert!(
        world.supply().await.cooldown.restock,
        "three pods are no restock"
    );
    world.restock("b", RestockKind::Set, "100").await;
    assert!(!world.supply().await.cooldown.restock);
    world.use_pods("2", 99).await;
    world.settle().await;
    assert_eq!(world.states().await[2], OrderState::Awaiting);
}

#[tokio::test]
async fn amazons_own_failure_after_three_days_is_not_the_customers() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(Faults {
        order_resolution: true,
        ..Faults::default()
    });
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Awaiting]);
    world.live(72 * HOUR).await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::Unresolved))
    );
    assert_eq!(world.supply().await.cooldown.cancellations, 0);

    world.amazon.set_faults(Faults::default());
    world.live(5 * DAY).await;
    assert_eq!(world.states().await.len(), 2);
}

#[tokio::test]
async fn a_slot_amazon_does_not_know_fails_and_is_tried_after_a_day() {
    let world = TestApp::connected().await;
    let unknown = serde_json::json!({
        "statuses": [{"path": "/replenish/", "status": 404, "times": 1}],
    });
    world
        .amazon
        .set_faults(serde_json::from_value(unknown).unwrap());
    world.run_low().await;
    world.settle().await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Failed, Some(EndReason::Refused))
    );
    world.live(DAY - MINUTE).await;
    assert_eq!(world.orders().await.len(), 1);
    world.live(MINUTE).await;
    assert_eq!(world.orders().await.len(), 2);
}

/// Five pods left, and an order that is due within two days. Nothing that Amazon said since it placed it was heard.
async fn unheard(happened: impl FnOnce(&TestApp)) -> TestApp {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    let lost = json!({"notifications": {"lost": 100}});
    let faults = serde_json::from_value(lost).unwrap();
    world.amazon.set_faults(faults);
    happened(&world);
    world.live(2 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Placed]);
    assert_eq!(world.at_home().await, "5");
    world
}

async fn cancelled() -> TestApp {
    unheard(|world| world.amazon.cancel(SERIAL, SLOT).unwrap()).await
}

async fn is_cancelled(world: &TestApp) {
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::Customer))
    );
    assert_eq!(world.supply().await.cooldown.cancellations, 1);
}

async fn rises(world: &TestApp, level: u32) {
    for id in ["level", "again"] {
        let report = json!({"id": id, "slot": SLOT, "level": level});
        world.report(report).await;
        world.live(HOUR).await;
    }
}

#[tokio::test]
async fn a_rise_is_no_arrival_of_an_order_that_amazon_says_is_cancelled() {
    let world = cancelled().await;
    rises(&world, 25).await;
    is_cancelled(&world).await;
    assert_eq!(world.at_home().await, "25", "what was read");
    world.live(4 * DAY).await;
    assert_eq!(world.at_home().await, "25");
}

#[tokio::test]
async fn what_was_put_in_by_hand_stays_where_its_order_is_cancelled() {
    for (kind, amount) in [(RestockKind::Add, "36"), (RestockKind::Set, "41")] {
        let world = cancelled().await;
        world.restock("a", kind, amount).await;
        is_cancelled(&world).await;
        assert_eq!(world.at_home().await, "41", "bought elsewhere");
        world.live(4 * DAY).await;
    }
}

#[tokio::test]
async fn what_is_said_to_have_come_is_taken_back_where_its_order_is_cancelled() {
    let world = cancelled().await;
    let order = world.orders().await[0].id;
    let said = world.app.orders().arrived(by(world.account), order);
    said.await.unwrap();
    assert_eq!(world.at_home().await, "41");
    world.settle().await;
    is_cancelled(&world).await;
    assert_eq!(world.at_home().await, "5");
}

#[tokio::test]
async fn an_order_that_came_before_its_message_is_asked_about_until_amazon_has_sent_it() {
    let world = unheard(|_| {}).await;
    let asked = |world: &TestApp| world.believed().calls.get("getOrderInfo").copied();
    assert_eq!(asked(&world), None);
    rises(&world, 40).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(asked(&world), Some(1));
    let order = world.orders().await.remove(0);
    assert!(order.shipped_at <= order.ended_at && order.shipped_at.is_some());
    world.live(20 * DAY).await;
    assert_eq!(asked(&world), Some(1), "Amazon says that it has gone off");
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn an_order_said_to_be_here_before_it_is_sent_may_still_be_cancelled() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    let order = world.orders().await[0].id;
    let said = world.app.orders().arrived(by(world.account), order);
    said.await.unwrap();
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    let lost = json!({"notifications": {"lost": 1}});
    let faults = serde_json::from_value(lost).unwrap();
    world.amazon.set_faults(faults);
    world.amazon.cancel(SERIAL, SLOT).unwrap();
    world.live(DAY).await;
    is_cancelled(&world).await;
    assert_eq!(world.at_home().await, "5");
}
