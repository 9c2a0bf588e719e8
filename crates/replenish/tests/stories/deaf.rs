//! Two hours in which no server listens, and nothing that Amazon said is said again.

use domain::order::{EndReason, OrderState};
use domain::registration::{EndedBy, RegistrationStatus};
use domain::time::{HOUR, MINUTE, SECOND};
use domain::{Time, view::OrderView};
use replenish::Clock;
use testkit::{SERIAL, SLOT, TestApp};

/// Goes down with an order placed, and comes back two hours after `happened`.
async fn deaf(happened: impl FnOnce(&TestApp)) -> TestApp {
    let mut world = TestApp::connected().await;
    world.app.start().await.unwrap();
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Placed]);
    world.app.beat().await.unwrap();
    world.settle().await;

    let lost = serde_json::json!({"notifications": {"lost": 100}});
    world
        .amazon
        .set_faults(serde_json::from_value(lost).unwrap());
    happened(&world);
    world.clock.advance_to(world.app.now() + 2 * HOUR);
    world.amazon.run_due().await;
    let heard = world.believed().deliveries;
    assert!(
        heard
            .iter()
            .any(|one| one.outcome == sandbox::amazon::Outcome::Lost)
    );

    world.restart().await;
    world.settle().await;
    world
}

async fn order(world: &TestApp) -> OrderView {
    world.orders().await.remove(0)
}

fn estimate(world: &TestApp) -> Option<Time> {
    world.believed().orders[0].estimate.map(Time::from_millis)
}

#[tokio::test]
async fn what_was_shipped_is_on_the_road_with_its_date() {
    let world = deaf(|world| world.amazon.ship(SERIAL, SLOT).unwrap()).await;
    let order = order(&world).await;
    assert_eq!(order.state, OrderState::Shipped);
    assert_eq!(order.estimate, estimate(&world));
    world.live_until(order.estimate.unwrap() + MINUTE).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn what_was_cancelled_is_cancelled() {
    let world = deaf(|world| world.amazon.cancel(SERIAL, SLOT).unwrap()).await;
    let order = order(&world).await;
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::Customer))
    );
    assert_eq!(world.supply().await.cooldown.cancellations, 1);
}

#[tokio::test]
async fn what_was_paused_is_paused() {
    let world = deaf(|world| world.amazon.pause(SERIAL, SLOT).unwrap()).await;
    assert!(world.supply().await.is_paused());
    assert_eq!(world.states().await, [OrderState::Placed]);
}

#[tokio::test]
async fn another_product_is_known() {
    let world = deaf(|world| {
        world.amazon.choose_product(SERIAL, SLOT, None).unwrap();
    })
    .await;
    let supply = world.supply().await;
    assert_eq!((supply.subscribed, supply.products.len()), (Some(false), 0));
}

#[tokio::test]
async fn what_was_deregistered_is_deregistered() {
    let world = deaf(|world| world.amazon.deregister(SERIAL).unwrap()).await;
    let machine = world.machine().await;
    assert_eq!(
        (machine.registration, machine.ended_by),
        (
            RegistrationStatus::Deregistered,
            Some(EndedBy::TokenRefused)
        )
    );
    let order = order(&world).await;
    assert_eq!((order.state, order.instance), (OrderState::Cancelled, None));
}

#[tokio::test]
async fn a_restart_that_misses_nothing_asks_nothing() {
    let mut world = TestApp::connected().await;
    world.app.start().await.unwrap();
    world.settle().await;
    let asked = world.believed().calls["subscriptionInfo"];
    world.clock.advance_to(world.app.now() + 30 * SECOND);
    world.restart().await;
    world.settle().await;
    assert_eq!(world.believed().calls["subscriptionInfo"], asked);
    world.clock.advance_to(world.app.now() + 2 * MINUTE);
    world.restart().await;
    world.settle().await;
    assert_eq!(world.believed().calls["subscriptionInfo"], asked + 1);
}

#[tokio::test]
async fn a_server_whose_clock_is_a_little_behind_asks_nothing() {
    let world = TestApp::connected().await;
    world.app.start().await.unwrap();
    world.settle().await;
    let asked = world.believed().calls["subscriptionInfo"];
    for (behind, more) in [(200, 0), (2 * MINUTE, 1)] {
        let clock = Clock::manual(world.app.now() - behind);
        let server = world.server_by(&clock).await;
        server.beat().await.unwrap();
        server.store().close().await;
        world.settle().await;
        assert_eq!(world.believed().calls["subscriptionInfo"], asked + more);
        world.app.beat().await.unwrap();
        world.settle().await;
    }
}
