//! Arrivals that are not as estimated.

use domain::order::OrderState;
use domain::time::{DAY, HOUR};
use serde_json::json;

use crate::world::{SERIAL, SLOT, World};

async fn shipped() -> World {
    let world = World::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    world
}

#[tokio::test]
async fn a_level_that_rises_by_half_an_order_says_that_it_is_here() {
    let world = shipped().await;
    world
        .report(json!({"id": "level", "slot": SLOT, "level": 40}))
        .await;
    let order = world.orders().await.remove(0);
    assert_eq!((order.state, order.confirmed), (OrderState::Arrived, true));
    // 5 left and 36 delivered; 35 of them are in the machine.
    assert_eq!(world.at_home().await, "41");
    world.live(10 * DAY).await;
    assert_eq!(world.at_home().await, "41", "nothing on the date");
}

#[tokio::test]
async fn a_small_rise_is_new_stock_and_no_arrival() {
    let world = shipped().await;
    world
        .report(json!({"id": "level", "slot": SLOT, "level": 20}))
        .await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(world.at_home().await, "20");
    world.live(HOUR).await;
}

#[tokio::test]
async fn a_customer_may_have_it_early_and_may_not_have_it_yet() {
    let world = shipped().await;
    let order = world.orders().await[0].id;
    world
        .app
        .order_arrived(world.account, order, "test")
        .await
        .unwrap();
    assert_eq!(world.at_home().await, "41");

    world
        .app
        .order_not_arrived(world.account, order, "test")
        .await
        .unwrap();
    assert_eq!(world.at_home().await, "5");
    assert_eq!(world.states().await, [OrderState::Shipped]);
    world.live(2 * DAY - 1).await;
    assert_eq!(world.at_home().await, "5");
    world.live(1).await;
    assert_eq!(world.at_home().await, "41");
    assert!(!world.orders().await[0].confirmed);
}

#[tokio::test]
async fn use_that_needs_the_delivery_confirms_it() {
    let world = shipped().await;
    world.live(10 * DAY).await;
    assert_eq!(world.at_home().await, "41");
    world.use_pods("2", 4).await;
    assert!(
        !world.orders().await[0].confirmed,
        "the five at home may have done"
    );
    world.use_pods("3", 2).await;
    assert!(world.orders().await[0].confirmed);
    world.live(HOUR).await;
}

#[tokio::test]
async fn use_confirms_an_order_while_the_next_is_on_its_way() {
    let world = shipped().await;
    world.live(10 * DAY).await;
    assert_eq!(world.at_home().await, "41");
    world.use_pods("2", 38).await;
    world.live(HOUR).await;
    let orders = world.orders().await;
    assert_eq!(orders.len(), 2, "the next one is on its way");
    assert_eq!(
        (orders[0].state, orders[0].confirmed),
        (OrderState::Arrived, true)
    );
}
