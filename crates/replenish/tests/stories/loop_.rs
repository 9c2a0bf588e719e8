//! The loop: use, order, shipment, arrival.

use domain::order::OrderState;
use domain::time::{DAY, HOUR, MINUTE};
use domain::view::Headline;
use sandbox::amazon::OrderState as Theirs;
use testkit::{SLOT, TestApp};

#[tokio::test]
async fn a_machine_that_runs_low_is_resupplied() {
    let world = TestApp::connected().await;
    assert_eq!(world.at_home().await, "100");

    // Five a day: 35 is the reorder level, reached on the thirteenth day.
    for day in 0..13 {
        assert!(world.orders().await.is_empty(), "day {day}");
        world.use_pods(&format!("day-{day}"), 5).await;
        world.live(DAY).await;
    }
    assert_eq!(world.at_home().await, "35");
    let order = world.orders().await.remove(0);
    assert_eq!(order.state, OrderState::Placed);
    assert_eq!(order.quantity.map(|q| q.0), Some(36_000));
    assert_eq!(
        world.believed().orders[0].instance,
        order.instance.clone().unwrap()
    );
    assert_eq!(
        Headline::of(&world.supply().await, world.app.now()),
        Headline::OnTheWay
    );

    world.live(DAY).await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(
        world.at_home().await,
        "35",
        "nothing is added before the date"
    );

    let estimate = world.orders().await[0].estimate.unwrap();
    world.live_until(estimate - 1).await;
    assert_eq!(world.at_home().await, "35");
    world.live_until(estimate).await;
    assert_eq!(world.at_home().await, "71");
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert!(!world.orders().await[0].confirmed);
    assert_eq!(world.believed().orders[0].state, Theirs::Delivered);
    assert_eq!(world.replenish_calls(), 1);
}

#[tokio::test]
async fn amazon_hears_of_every_use_within_a_minute() {
    let world = TestApp::connected().await;
    world.live(HOUR).await;
    let heard = || {
        world
            .believed()
            .slot_statuses
            .into_iter()
            .find(|status| status.slot == SLOT)
    };
    let before = heard().map_or(0, |status| status.count);

    // The first after a quiet minute goes at once, the next share one.
    world.use_pods("1", 1).await;
    world.settle().await;
    assert_eq!(heard().unwrap().count, before + 1);
    assert_eq!(heard().unwrap().status["remainingQuantityInUnit"], 99);
    world.live(10_000).await;
    world.use_pods("2", 2).await;
    world.use_pods("3", 3).await;
    world.settle().await;
    assert_eq!(heard().unwrap().count, before + 1);
    world.live(MINUTE - 10_000).await;
    let status = heard().unwrap();
    assert_eq!(status.count, before + 2);
    assert_eq!(status.status["remainingQuantityInUnit"], 94);
    assert_eq!(status.status["originalQuantityInUnit"], 100);
    assert_eq!(status.status["totalQuantityOnHand"], 0);

    // And once a day without any.
    world.live(DAY).await;
    assert!(heard().unwrap().count > before + 2);
    assert_eq!(world.believed().device_statuses.len(), 1);
}

#[tokio::test]
async fn a_paused_supply_orders_nothing_and_at_once_when_resumed() {
    let world = TestApp::connected().await;
    world.amazon.pause(testkit::SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.supply().await.subscribed, Some(false));
    world.use_pods("1", 90).await;
    world.live(2 * DAY).await;
    assert!(world.orders().await.is_empty());
    assert_eq!(world.replenish_calls(), 0);
    assert_eq!(
        Headline::of(&world.supply().await, world.app.now()),
        Headline::Paused
    );
    // Use is told all the same.
    let status = &world.believed().slot_statuses[0];
    assert_eq!(status.status["remainingQuantityInUnit"], 10);

    world.amazon.resume(testkit::SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Awaiting]);
    assert_eq!(world.replenish_calls(), 1);
}
