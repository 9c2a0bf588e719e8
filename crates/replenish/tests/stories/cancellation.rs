//! Cancellations and failures, and how long they hold a supply back.

use domain::order::{EndReason, OrderState};
use domain::time::{DAY, HOUR, MINUTE};
use replenish::RestockKind;
use sandbox::amazon::Faults;
use testkit::{SERIAL, SLOT, TestApp};

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
