//! Arrivals that are not as estimated.

use domain::Quantity;
use domain::order::OrderState;
use domain::time::{DAY, HOUR, MINUTE};
use serde_json::json;
use testkit::{SERIAL, SLOT, TestApp, by};

/// Five pods left, and an order of 36 on its way.
pub(crate) async fn shipped() -> TestApp {
    let world = TestApp::connected().await;
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
    assert_eq!(world.states().await, [OrderState::Shipped], "one reading");
    world.live(HOUR).await;
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
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(world.at_home().await, "20");
    world.live(HOUR).await;
}

#[tokio::test]
async fn a_customer_may_have_it_early_and_may_not_have_it_yet() {
    let world = shipped().await;
    let order = world.orders().await[0].id;
    let done = world.app.orders().arrived(by(world.account), order);
    done.await.unwrap();
    assert_eq!(world.at_home().await, "41");

    let done = world.app.orders().not_arrived(by(world.account), order);
    done.await.unwrap();
    assert_eq!(world.at_home().await, "5");
    assert_eq!(world.states().await, [OrderState::Shipped]);
    world.live(2 * DAY - 1).await;
    assert_eq!(world.at_home().await, "5");
    world.live(1).await;
    assert_eq!(world.at_home().await, "41");
    assert!(!world.orders().await[0].confirmed);
}

#[tokio::test]
async fn an_arrival_that_is_said_twice_is_one_line_of_the_audit() {
    let world = shipped().await;
    let order = world.orders().await[0].id;
    // Counted on its date, which confirms nothing.
    world.live(10 * DAY).await;
    assert!(!world.orders().await[0].confirmed);
    for _ in 0..2 {
        let said = world.app.orders().arrived(by(world.account), order);
        said.await.unwrap();
        assert!(world.orders().await[0].confirmed);
        assert_eq!(world.audited("order.arrived").await, 1);
    }
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

fn faults(value: serde_json::Value) -> sandbox::amazon::Faults {
    serde_json::from_value(value).unwrap()
}

/// Shipped under these faults; pods at home at the end of each of the next days.
async fn at_home_by_day(value: serde_json::Value, days: usize) -> (TestApp, Vec<String>) {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    world.amazon.set_faults(faults(value));
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    let mut at_home = Vec::new();
    for _ in 0..days {
        world.live(DAY).await;
        at_home.push(world.at_home().await);
    }
    (world, at_home)
}

#[tokio::test]
async fn each_parcel_counts_on_its_own_date() {
    let (world, at_home) = at_home_by_day(json!({"parcels": 3}), 6).await;
    // Dates are the ends of Pacific days, two to four days off.
    assert_eq!(at_home, ["5", "5", "17", "29", "41", "41"]);
    assert_eq!(world.states().await, [OrderState::Arrived]);
}

#[tokio::test]
async fn parcels_heard_of_before_their_order_count_each() {
    let world = TestApp::connected().await;
    let late = json!({"parcels": 3, "notifications": {"late_ms": HOUR}});
    world.amazon.set_faults(faults(late));
    world.run_low().await;
    world.live(30 * MINUTE).await;
    world.amazon.set_faults(faults(json!({"parcels": 3})));
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    let order = world.orders().await.remove(0);
    assert_eq!((order.state, order.placed_at), (OrderState::Shipped, None));

    world.live(DAY).await;
    let order = world.orders().await.remove(0);
    assert!(order.placed_at.unwrap() < order.shipped_at.unwrap());
    assert_eq!(order.quantity, Some(Quantity(36_000)));
    world.live(5 * DAY).await;
    assert_eq!(world.at_home().await, "41");
    assert_eq!(world.states().await, [OrderState::Arrived]);
}

#[tokio::test]
async fn a_parcel_that_is_late_counts_on_its_new_date() {
    let world = shipped().await;
    let first = world.orders().await[0].estimate.unwrap();
    world.amazon.delay(SERIAL, SLOT).unwrap();
    world.settle().await;
    let second = world.orders().await[0].estimate.unwrap();
    assert_eq!(second.since(first), DAY);
    world.live_until(first + HOUR).await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    world.live_until(second + HOUR).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41", "once");
}

#[tokio::test]
async fn a_date_without_a_time_is_the_end_of_that_day() {
    let (world, _) = at_home_by_day(json!({"dates": "date_only"}), 0).await;
    let estimate = world.orders().await[0].estimate.unwrap();
    assert!(
        estimate.to_string().ends_with("T23:59:59.999Z"),
        "{estimate}"
    );
    world.live_until(estimate).await;
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn a_shipment_without_a_date_comes_on_the_date_of_the_placed_message() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    let placed = world.orders().await[0].estimate.unwrap();
    world.amazon.set_faults(faults(json!({"dates": "missing"})));
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.orders().await[0].estimate, Some(placed));
    world.live_until(placed).await;
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn an_order_without_any_date_comes_after_five_days() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({"dates": "missing"})));
    world.run_low().await;
    world.live(HOUR).await;
    let shipped = world.app.now();
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.live_until(shipped + 4 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    world.live_until(shipped + 5 * DAY + HOUR).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
}

#[tokio::test]
async fn an_arrival_nobody_saw_is_asked_about_and_time_alone_never_confirms() {
    let world = shipped().await;
    world.live(4 * DAY).await;
    let order = || async { world.orders().await.remove(0) };
    let arrived = order().await;
    assert_eq!(
        (arrived.state, arrived.confirmed),
        (OrderState::Arrived, false)
    );
    assert!(!arrived.asks_confirmation(world.app.now()));
    world.live(7 * DAY).await;
    assert!(order().await.asks_confirmation(world.app.now()));
    world.live(300 * DAY).await;
    assert!(!order().await.confirmed);
}

#[tokio::test]
async fn a_machine_empty_beside_what_was_counted_asks_at_once() {
    let world = shipped().await;
    world.live(4 * DAY).await;
    world
        .report(json!({"id": "level", "slot": SLOT, "level": 0}))
        .await;
    let order = world.orders().await.remove(0);
    assert!(!order.confirmed && order.asks_confirmation(world.app.now()));
}

/// What is left to be told of it is asked for once what was told of is here.
#[tokio::test]
async fn a_parcel_whose_message_is_lost_counts_all_the_same() {
    for (parcels, lost) in [(2, 1), (3, 1), (3, 2)] {
        let faults = json!({"parcels": parcels, "notifications": {"lost": lost}});
        let (world, at_home) = at_home_by_day(faults, 6).await;
        assert_eq!(at_home[1], "5", "{lost} of {parcels}");
        assert_eq!(at_home[5], "41", "{lost} of {parcels}");
        let order = world.orders().await.remove(0);
        assert_eq!((order.state, order.confirmed), (OrderState::Arrived, false));
        assert_eq!(world.believed().calls["getOrderInfo"], 1);
    }
}

#[tokio::test]
async fn how_much_is_left_to_be_told_is_known_by_the_product_too() {
    let world = TestApp::connected().await;
    world
        .amazon
        .set_faults(faults(json!({"notifications": {"lost": 1}})));
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Awaiting], "OrderPlaced");
    let lost = json!({"parcels": 2, "notifications": {"lost": 1}});
    world.amazon.set_faults(faults(lost));
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.live(6 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41");
}

/// Half of an order is here, and Amazon says this of the other half.
async fn half(status: &str) -> TestApp {
    let lost = json!({"parcels": 2, "notifications": {"lost": 1}});
    let (world, _) = at_home_by_day(lost, 0).await;
    let instance = &world.believed().orders[0].instance;
    let body = json!({"orderInfoData": {"instanceId": instance, "orderItems": [
        {"slotId": SLOT, "quantity": 36, "status": status, "expectedDeliveryDate": null},
    ]}});
    world.amazon.set_faults(faults(json!({"statuses": [
        {"path": "/getOrderInfo/", "status": 200, "body": body, "times": 100},
    ]})));
    world.live(4 * DAY).await;
    assert_eq!(world.at_home().await, "23");
    world
}

#[tokio::test]
async fn a_rest_that_amazon_does_not_send_is_waited_for_and_given_up() {
    let world = half("Authorized").await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    let date = world.orders().await[0].estimate.unwrap();
    world.live_until(date + 14 * DAY - MINUTE).await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(world.orders().await.len(), 1, "nothing else is ordered");
    world.live(DAY).await;
    let order = world.orders().await.pop().unwrap();
    assert_eq!((order.state, order.confirmed), (OrderState::Arrived, false));
    assert_eq!(world.at_home().await, "23", "what came");
}

#[tokio::test]
async fn a_rest_that_amazon_cancels_does_not_come() {
    let world = half("Canceled").await;
    assert_eq!(world.states().await, [OrderState::Cancelled]);
    world.live(DAY).await;
    assert_eq!(world.at_home().await, "23");
}

#[tokio::test]
async fn a_customer_who_has_all_of_it_ends_the_waiting() {
    let world = half("Authorized").await;
    let order = world.orders().await[0].id;
    let said = world.app.orders().arrived(by(world.account), order);
    said.await.unwrap();
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41");
    world.live(20 * DAY).await;
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn the_waiting_ends_with_the_registration() {
    let world = half("Authorized").await;
    let disconnected = world.devices().disconnect(by(world.account), world.device);
    disconnected.await.unwrap();
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "23");
    world.live(DAY).await;
}
