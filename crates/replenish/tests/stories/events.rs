//! What systems outside are told: each thing that happened once, in its order, and no use.

use domain::event::EventType;
use domain::time::{DAY, HOUR, MINUTE};
use replenish::{Caller, RestockKind};
use serde_json::{Value, json};
use store::EventRow;

use testkit::{SERIAL, SLOT, TestApp, by};

/// Everything told so far, oldest first.
async fn told(app: &TestApp) -> Vec<EventRow> {
    app.settle().await;
    let (events, next) = app.queries().events(None, 1_000, None).await.unwrap();
    assert_eq!(next, None);
    assert!(events.is_sorted_by(|one, next| one.number < next.number));
    assert!(events.iter().all(|it| it.serial == SERIAL));
    events
}

/// What was told after an event.
async fn told_after(app: &TestApp, last: &EventRow) -> Vec<EventRow> {
    app.settle().await;
    let after = Some(last.number);
    app.queries().events(None, 1_000, after).await.unwrap().0
}

/// A day on which the machine is heard and nothing is used.
async fn idle_day(app: &TestApp, id: &str) {
    app.report(json!({"id": id, "slot": SLOT, "used": 0})).await;
    app.live(DAY).await;
}

fn names(events: &[EventRow]) -> Vec<&'static str> {
    events.iter().map(|it| it.kind.name()).collect()
}

#[tokio::test]
async fn an_order_is_followed_from_low_to_arrived() {
    let app = TestApp::connected().await;
    let made = told(&app).await;
    let expected = ["device.created", "device.claimed", "device.registered"];
    assert_eq!(names(&made), expected);
    assert_eq!(made[0].data, json!({"model": "BREW-2"}));

    app.run_low().await;
    for day in 0..10 {
        idle_day(&app, &format!("idle-{day}")).await;
    }
    let told = told_after(&app, &made[2]).await;
    let expected = [
        "slot.low",
        "order.requested",
        "order.accepted",
        "order.placed",
        "order.shipped",
        "order.arrived",
        "slot.refilled",
    ];
    assert_eq!(names(&told), expected);
    let order = app.orders().await.remove(0);
    for event in &told {
        assert_eq!(event.slot.as_deref(), Some(SLOT));
        let is_orders = event.kind.name().starts_with("order.");
        assert_eq!(event.order_id, is_orders.then_some(order.id));
    }
    let low = &told[0].data;
    assert_eq!(
        (&low["unit"], &low["at_home"]),
        (&json!("count"), &json!("5"))
    );
    assert!(low["reorder_level"].is_string());
    assert_eq!(&told[1].data, low);
    let placed = &told[3].data;
    assert_eq!(placed["quantity"], "36");
    assert!(placed["estimated_delivery"].is_string());
    assert_eq!(told[5].data["quantity"], "36");
    assert_eq!(told[6].data["at_home"], "41");

    // By the alerts of the same time.
    let (alerts, _) = app.queries().alerts(false, 10, None).await.unwrap();
    let alert = alerts[0].alert;
    assert_eq!((alerts.len(), alert.since), (1, told[0].at));
    assert_eq!(alert.ended_at, Some(told[6].at));
}

#[tokio::test]
async fn use_alone_is_no_event() {
    let app = TestApp::connected().await;
    let before = told(&app).await;
    for day in 0..6 {
        app.use_pods(&format!("day-{day}"), 5).await;
        app.live(DAY).await;
    }
    app.report(json!({"id": "level", "slot": SLOT, "level": 60}))
        .await;
    app.restock("more", RestockKind::Add, "20").await;
    assert_eq!(told(&app).await, before);
    assert!(app.orders().await.is_empty());
}

#[tokio::test]
async fn what_is_told_is_told_again_as_it_was() {
    let app = TestApp::connected().await;
    app.run_low().await;
    app.live(11 * DAY).await;
    let told = told(&app).await;
    let mut again = Vec::new();
    let mut after = None;
    loop {
        let (page, next) = app.queries().events(None, 2, after).await.unwrap();
        assert!(page.len() <= 2);
        again.extend(page);
        after = next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(again, told);
    let types = [EventType::SlotLow, EventType::OrderArrived];
    let (some, next) = app.queries().events(Some(&types), 10, None).await.unwrap();
    assert_eq!(
        (names(&some), next),
        (vec!["slot.low", "order.arrived"], None)
    );
}

#[tokio::test]
async fn a_pause_an_empty_slot_and_a_silence_begin_and_end() {
    let app = TestApp::connected().await;
    let before = told(&app).await.pop().unwrap();
    app.amazon.pause(SERIAL, SLOT).unwrap();
    app.settle().await;
    app.live(HOUR).await;
    app.use_pods("all", 100).await;
    app.live(3 * DAY).await;
    app.restock("found", RestockKind::Add, "200").await;
    app.live(MINUTE).await;
    app.amazon.resume(SERIAL, SLOT).unwrap();
    app.settle().await;
    app.use_pods("one", 1).await;
    let told = told_after(&app, &before).await;
    let expected = [
        "slot.paused",
        "slot.low",
        "slot.out",
        "device.silent",
        "slot.refilled",
        "slot.resumed",
        "device.heard",
    ];
    assert_eq!(names(&told), expected);
    assert!(told[3].data["last_seen"].is_string());
}

#[tokio::test]
async fn the_end_of_an_order_says_why() {
    let app = TestApp::connected().await;
    app.run_low().await;
    app.live(HOUR).await;
    let before = told(&app).await.pop().unwrap();
    app.amazon.cancel(SERIAL, SLOT).unwrap();
    let told = told_after(&app, &before).await;
    assert_eq!(names(&told), ["order.cancelled"]);
    assert_eq!(told[0].data, json!({"reason": "customer"}));
}

/// What was the household's goes with it. How it ended is said of the machine as it goes on, under the serial that it
/// keeps.
#[tokio::test]
async fn a_machine_that_is_given_up_takes_its_events_along_and_leaves_word() {
    let app = TestApp::connected().await;
    app.run_low().await;
    app.settle().await;
    assert!(names(&told(&app).await).contains(&"order.accepted"));
    app.devices()
        .remove(by(app.account), app.device)
        .await
        .unwrap();
    app.live(HOUR).await;
    let told = told(&app).await;
    let expected = ["device.deregistered", "order.withdrawn", "device.removed"];
    assert_eq!(names(&told), expected);
    assert_eq!(told[0].data, json!({"by": "customer"}));
    assert_eq!(told[1].data, json!({"reason": "deregistered"}));
    assert_eq!(told[1].slot.as_deref(), Some(SLOT));
    assert_eq!(told[2].data, json!({"by": "customer"}));
}

#[tokio::test]
async fn a_machine_that_moves_is_told_of_once() {
    let app = TestApp::claimed().await;
    let before = told(&app).await.pop().unwrap();
    let grace = app.customer("Grace").await;
    let screen = app.devices().screen_code(Caller::Device(app.device));
    let screen = screen.await.unwrap().0;
    app.devices().claim(by(grace), &screen).await.unwrap();
    let told = told_after(&app, &before).await;
    assert_eq!(names(&told), ["device.moved"]);
    assert_eq!(told[0].data, json!({}));
    app.accounts().delete(by(grace)).await.unwrap();
    let told = told_after(&app, &told[0]).await;
    assert_eq!(names(&told), ["device.removed"]);
    app.settle().await;
}

#[tokio::test]
async fn no_event_names_a_person_or_anything_of_amazons() {
    let app = TestApp::connected().await;
    app.run_low().await;
    app.live(11 * DAY).await;
    let order = app.orders().await.remove(0);
    let signs = [
        order.instance.unwrap(),
        order.asin.unwrap(),
        app.account.to_string(),
    ];
    for event in told(&app).await {
        let Value::Object(data) = &event.data else {
            panic!("{event:?}");
        };
        let text = json!(data).to_string();
        assert!(!signs.iter().any(|sign| text.contains(sign)), "{text}");
    }
}

#[tokio::test]
async fn events_are_kept_for_ninety_days() {
    let app = TestApp::connected().await;
    app.app.start().await.unwrap();
    app.live(89 * DAY).await;
    let events = told(&app).await;
    assert_eq!(events[0].kind, EventType::DeviceCreated);
    let silent = events.last().unwrap();
    assert_eq!(silent.kind, EventType::DeviceSilent);
    app.live(2 * DAY).await;
    assert_eq!(told(&app).await, std::slice::from_ref(silent));
}
