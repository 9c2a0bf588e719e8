//! Amazon answers late, strangely or not at all: one order all the same.

use domain::order::{EndReason, OrderState};
use domain::time::{DAY, HOUR, MINUTE};
use serde_json::{Value, json};
use testkit::{SERIAL, SLOT, TestApp};

fn faults(value: Value) -> sandbox::amazon::Faults {
    serde_json::from_value(value).unwrap()
}

#[tokio::test]
async fn an_answer_that_is_lost_is_found_again_without_a_second_order() {
    let mut world = TestApp::connected().await;
    // No message says that it was placed, so that only the second call can tell.
    world.amazon.set_faults(faults(json!({
        "lost_answers": [{"path": "/replenish/", "times": 1}], "order_resolution": true,
    })));
    world.run_low().await;
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Requested]);
    assert_eq!(world.believed().orders.len(), 1);

    world.restart().await;
    world.live(15 * MINUTE).await;
    assert_eq!(world.replenish_calls(), 2);
    assert_eq!(world.believed().orders.len(), 1);
    let order = world.orders().await.remove(0);
    assert_eq!(order.state, OrderState::Awaiting);
    assert_eq!(
        order.instance.as_ref(),
        Some(&world.believed().orders[0].instance)
    );
}

#[tokio::test]
async fn an_outcome_stays_unknown_while_amazon_is_away() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({
        "lost_answers": [{"path": "/replenish/", "times": 1}], "order_resolution": true,
    })));
    world.run_low().await;
    world.live(5 * MINUTE).await;
    world.amazon.set_faults(faults(json!({
        "statuses": [
            {"path": "/subscriptionInfo", "status": 503, "times": 2},
            {"path": "/replenish/", "status": 503, "times": 2},
        ],
    })));
    world.live(HOUR).await;
    assert_eq!(world.believed().orders.len(), 1);
    assert_eq!(world.states().await, [OrderState::Awaiting]);
}

#[tokio::test]
async fn a_message_settles_a_lost_answer_before_the_second_call() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({
        "lost_answers": [{"path": "/replenish/", "times": 1}],
    })));
    world.run_low().await;
    world.live(5 * MINUTE).await;
    let order = world.orders().await.remove(0);
    assert_eq!(order.state, OrderState::Placed);
    world.live(HOUR).await;
    assert_eq!(world.replenish_calls(), 1);
    assert_eq!(world.orders().await.len(), 1);
}

#[tokio::test]
async fn an_amazon_that_is_away_for_an_afternoon_delays_an_order() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({
        "statuses": [{"path": "/replenish/", "status": 503, "times": 1_000}],
    })));
    world.run_low().await;
    world.live(5 * HOUR).await;
    assert_eq!(world.states().await, [OrderState::Requested]);
    world.amazon.set_faults(faults(json!({})));
    world.live(HOUR + MINUTE).await;
    assert_eq!(world.states().await, [OrderState::Placed]);
}

#[tokio::test]
async fn an_amazon_that_is_away_for_a_day_fails_the_order_and_holds() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({
        "statuses": [{"path": "/replenish/", "status": 503, "times": 1_000}],
    })));
    world.run_low().await;
    world.live(26 * HOUR).await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Failed, Some(EndReason::NoAnswer))
    );
    assert_eq!(world.supply().await.cooldown.failures, 1);
}

fn busy(times: u32) -> sandbox::amazon::Faults {
    let body =
        json!({"eventInstanceId": "amzn1.dash.v2.o.other", "detailCode": "ORDER_INPROGRESS"});
    faults(json!({
        "statuses": [{"path": "/replenish/", "status": 200, "body": body, "times": times}],
    }))
}

#[tokio::test]
async fn a_slot_that_is_busy_at_amazon_is_asked_daily() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(busy(3));
    world.run_low().await;
    world.live(3 * DAY - MINUTE).await;
    assert_eq!(world.states().await, [OrderState::Requested]);
    world.live(2 * MINUTE).await;
    assert_eq!(world.states().await, [OrderState::Awaiting]);
}

#[tokio::test]
async fn a_slot_that_is_busy_for_a_week_fails_the_order() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(busy(100));
    world.run_low().await;
    world.live(7 * DAY).await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Failed, Some(EndReason::InProgress))
    );
}

#[tokio::test]
async fn an_accepted_order_nobody_hears_of_is_asked_about_after_four_days() {
    let world = TestApp::connected().await;
    world
        .amazon
        .set_faults(faults(json!({"notifications": {"lost": 100}})));
    world.run_low().await;
    world.live(95 * HOUR).await;
    assert_eq!(world.states().await, [OrderState::Awaiting]);
    world.live(2 * HOUR).await;
    // Delivered at Amazon by then: closed, so its stock is here.
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn messages_out_of_order_and_twice_come_to_the_same() {
    let world = TestApp::connected().await;
    world
        .amazon
        .set_faults(faults(json!({"notifications": {"duplicated": 100}})));
    world.run_low().await;
    world.live(HOUR).await;
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.live(10 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41");
}

#[tokio::test]
async fn a_slot_paused_without_our_knowing_calls_the_order_off_without_a_hold() {
    let world = TestApp::connected().await;
    world
        .amazon
        .set_faults(faults(json!({"notifications": {"lost": 1}})));
    world.amazon.pause(SERIAL, SLOT).unwrap();
    world.run_low().await;
    world.settle().await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::Paused))
    );
    let supply = world.supply().await;
    assert!(supply.is_paused() && supply.cooldown == domain::cooldown::Cooldown::default());
    assert!(world.believed().orders.is_empty());
    world.live(DAY).await;
    assert_eq!(world.replenish_calls(), 1);
}

#[tokio::test]
async fn a_word_that_is_not_known_is_an_order_accepted() {
    let world = TestApp::connected().await;
    let body = json!({"eventInstanceId": "amzn1.dash.v2.o.new", "detailCode": "DRONE_SENT"});
    world.amazon.set_faults(faults(json!({
        "statuses": [{"path": "/replenish/", "status": 200, "body": body}],
    })));
    world.run_low().await;
    world.settle().await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.instance.as_deref()),
        (OrderState::Awaiting, Some("amzn1.dash.v2.o.new"))
    );
}

#[tokio::test]
async fn a_success_without_a_name_is_asked_for_once_more() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({
        "statuses": [{"path": "/replenish/", "status": 200, "body": "", "in_effect": true}],
        "notifications": {"lost": 1},
    })));
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.replenish_calls(), 2);
    let believed = world.believed();
    assert_eq!(believed.orders.len(), 1);
    let order = world.orders().await.remove(0);
    assert_eq!(order.instance.as_ref(), Some(&believed.orders[0].instance));
}

#[tokio::test]
async fn a_failure_that_had_its_effect_is_found_again() {
    let world = TestApp::connected().await;
    world.amazon.set_faults(faults(json!({
        "statuses": [{"path": "/replenish/", "status": 500, "in_effect": true}],
        "notifications": {"lost": 1},
    })));
    world.run_low().await;
    world.live(MINUTE).await;
    let believed = world.believed();
    assert_eq!(believed.orders.len(), 1);
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.instance.as_ref()),
        (OrderState::Awaiting, Some(&believed.orders[0].instance))
    );
}

#[tokio::test]
async fn another_product_chosen_meanwhile_does_not_change_what_an_order_brings() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world
        .amazon
        .set_faults(faults(json!({"notifications": {"lost": 100}})));
    world.settle().await;
    world.amazon.choose_product(SERIAL, SLOT, None).unwrap();
    world.live(10 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert_eq!(world.at_home().await, "41");
}
