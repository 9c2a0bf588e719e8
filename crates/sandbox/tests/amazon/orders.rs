use reqwest::Method;
use sandbox::amazon::{Faults, OrderState, Version};
use serde_json::{Value, json};

use crate::rig::{HOUR, MINUTE, Rig, START};

fn estimate(text: &str) -> i64 {
    text.parse::<jiff::Timestamp>().unwrap().as_millisecond()
}

#[tokio::test]
async fn an_order_goes_from_replenish_to_its_delivery() {
    let (rig, token, _) = Rig::registered().await;
    let (status, answer) = rig.replenish(&token, "pods").await;
    assert_eq!(
        (status, &answer["detailCode"]),
        (200, &json!("STANDARD_ORDER_PLACED"))
    );
    let instance = answer["eventInstanceId"].as_str().unwrap().to_owned();
    assert!(instance.starts_with("amzn1.dash.v2.o."));
    assert_eq!(rig.amazon.next_due(), Some(START + MINUTE));

    rig.advance(MINUTE).await;
    let placed = rig.webhook.take().remove(0);
    assert_eq!(placed.kind(), "OrderPlacedNotification");
    assert_eq!(
        placed.envelope["MessageAttributes"]["version"]["Value"],
        "2.0"
    );
    let message = placed.message();
    assert_eq!(
        message["deviceInfo"]["deviceIdentifier"]["serialNumber"],
        "K1"
    );
    assert_eq!(
        message["deviceInfo"]["productIdentifier"]["modelId"],
        "BREW-2"
    );
    assert_eq!(message["notificationInfo"]["version"], "2015-06-05");
    assert_eq!(
        message["notificationInfo"]["notificationTime"],
        "2025-12-01T12:01:00.000Z"
    );
    let expected = json!({"instanceId": instance, "slotId": "pods", "productInfo": [{
        "quantity": 36.0, "unit": "count", "asin": "B00PODS036",
        "estimatedDeliveryDate": "2025-12-05T07:59:59Z"}]});
    assert_eq!(message["orderInfo"], expected);

    rig.advance(24 * HOUR).await;
    let shipped = rig.webhook.take().remove(0);
    assert_eq!(shipped.kind(), "ItemShippedNotification");
    assert_eq!(shipped.message()["orderInfo"], expected);

    // Open until the estimated date, and nobody is told that it came.
    let arrives = estimate("2025-12-05T07:59:59Z");
    rig.advance(arrives - 1 - rig.now()).await;
    let (status, answer) = rig.replenish(&token, "pods").await;
    assert_eq!(
        (status, answer),
        (
            200,
            json!({
        "eventInstanceId": instance, "detailCode": "ORDER_INPROGRESS"})
        )
    );
    rig.advance(1).await;
    assert!(rig.webhook.take().is_empty());
    assert_eq!(rig.amazon.state().orders[0].state, OrderState::Delivered);
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "STANDARD_ORDER_PLACED"
    );
    assert_eq!(rig.amazon.state().calls["replenish"], 3);
}

#[tokio::test]
async fn a_paused_slot_is_refused_in_amazons_words() {
    let (rig, token, _) = Rig::registered().await;
    rig.amazon.pause("K1", "pods").unwrap();
    let (status, answer) = rig.replenish(&token, "pods").await;
    let text = "Unable to place order - slot : <pods> is unsubscribed.";
    assert_eq!((status, answer), (400, json!({"message": text})));
    // The other slot is not touched; resuming opens it again.
    assert_eq!(rig.replenish(&token, "filter").await.0, 200);
    rig.amazon.resume("K1", "pods").unwrap();
    assert_eq!(rig.replenish(&token, "pods").await.0, 200);
    rig.amazon.run_due().await;
    let changes: Vec<Value> = rig
        .webhook
        .take()
        .iter()
        .map(|got| {
            assert_eq!(got.kind(), "SubscriptionChangedNotification");
            got.message()["subscriptionInfo"]["slotsSubscriptionStatus"].clone()
        })
        .collect();
    assert_eq!(changes.len(), 2);
    assert_eq!(
        changes[0]["pods"],
        json!({"subscribed": false, "productInfoList": [
        {"asin": "B00PODS036", "quantity": 36.0, "unit": "count"}]})
    );
    assert_eq!(changes[1]["pods"]["subscribed"], true);
}

#[tokio::test]
async fn an_unknown_slot_is_not_found() {
    let (rig, token, _) = Rig::registered().await;
    assert_eq!(rig.replenish(&token, "tea").await.0, 404);
}

#[tokio::test]
async fn a_cancelled_order_frees_its_slot() {
    let (rig, token, _) = Rig::registered().await;
    let (_, answer) = rig.replenish(&token, "pods").await;
    rig.advance(MINUTE).await;
    rig.webhook.take();
    rig.amazon.cancel("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    let cancelled = rig.webhook.take().remove(0);
    assert_eq!(cancelled.kind(), "OrderCancelledNotification");
    let info = json!({"instanceId": answer["eventInstanceId"], "slotId": "pods"});
    assert_eq!(cancelled.message()["orderInfo"], info);
    assert!(
        rig.amazon.cancel("K1", "pods").is_err(),
        "there is nothing left to cancel"
    );
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "STANDARD_ORDER_PLACED"
    );
}

#[tokio::test]
async fn an_order_in_resolution_is_cancelled_after_72_hours() {
    let (rig, token, _) = Rig::registered().await;
    rig.amazon.set_faults(Faults {
        order_resolution: true,
        ..Faults::default()
    });
    let (_, answer) = rig.replenish(&token, "pods").await;
    assert_eq!(answer["detailCode"], "STANDARD_ORDER_PLACED");
    rig.advance(72 * HOUR - 1).await;
    assert!(rig.webhook.take().is_empty());
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "ORDER_INPROGRESS"
    );
    rig.advance(1).await;
    assert_eq!(rig.webhook.kinds(), ["OrderCancelledNotification"]);
}

#[tokio::test]
async fn shipping_by_hand_places_first() {
    let (rig, token, _) = Rig::registered().await;
    rig.replenish(&token, "pods").await;
    rig.amazon.ship("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    assert_eq!(
        rig.webhook.kinds(),
        ["OrderPlacedNotification", "ItemShippedNotification"]
    );
}

#[tokio::test]
async fn version_1_messages_have_their_own_shapes() {
    let (rig, token, _) = Rig::registered().await;
    rig.amazon.set_faults(Faults {
        message_version: Version::V1,
        ..Faults::default()
    });
    rig.amazon.pause("K1", "filter").unwrap();
    rig.replenish(&token, "pods").await;
    rig.amazon.ship("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    assert!(
        got.iter()
            .all(|one| one.envelope.get("MessageAttributes").is_none())
    );
    let changed = got[0].message();
    assert_eq!(
        changed["deviceInfo"]["productIdentifier"],
        json!({"myDeviceModel": "BREW-2"})
    );
    let slots = &changed["subscriptionInfo"]["slotsSubscriptionStatus"];
    assert_eq!(*slots, json!({"pods": true, "filter": false}));
    let shipped = &got[2].message()["orderInfo"];
    assert_eq!(
        shipped["productInfo"],
        json!([{"quantity": 36.0, "unit": "Count"}])
    );
    assert_eq!(shipped["estimatedDeliveryDate"], "2025-12-04T07:59:59Z");
}

#[tokio::test]
async fn order_info_follows_the_order() {
    let (rig, token, _) = Rig::registered().await;
    let (_, answer) = rig.replenish(&token, "pods").await;
    let path = format!(
        "/getOrderInfo/{}",
        answer["eventInstanceId"].as_str().unwrap()
    );
    let ask = async || -> Value {
        let versions = ["DrsOrderInfoInput@1.0", "DrsOrderInfoResult@1.0"];
        let answer = rig
            .drs(Method::GET, &path, &token, versions)
            .send()
            .await
            .unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["orderInfoData"]["orderItems"][0].clone()
    };
    assert_eq!(
        ask().await,
        json!({"asin": "B00PODS036", "expectedDeliveryDate": null,
        "quantity": 36, "slotId": "pods", "status": "Processing"})
    );
    rig.advance(MINUTE).await;
    let placed = ask().await;
    assert_eq!(placed["status"], "Pending");
    assert_eq!(placed["expectedDeliveryDate"], "2025-12-05T07:59:59.000Z");
    rig.advance(24 * HOUR).await;
    assert_eq!(ask().await["status"], "Closed");
}

#[tokio::test]
async fn test_devices_get_test_orders_that_can_be_released() {
    let rig = Rig::new().await;
    let (token, _) = rig.register("T1", "Anna", true).await;
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "TEST_ORDER_PLACED"
    );
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "ORDER_INPROGRESS"
    );
    let versions = [
        "DrsCancelTestOrdersInput@1.0",
        "DrsCancelTestOrdersResult@1.0",
    ];
    for path in ["/testOrders/slots/pods", "/testOrders"] {
        let answer = rig
            .drs(Method::DELETE, path, &token, versions)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), 200);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(
            answer["slotOrderStatuses"][0]["orderStatus"],
            "NO_ORDER_IN_PROGRESS"
        );
    }
    assert_eq!(
        rig.replenish(&token, "pods").await.1["detailCode"],
        "TEST_ORDER_PLACED"
    );
}

#[tokio::test]
async fn steps_are_dated_when_they_were_due_however_far_the_clock_jumps() {
    let (rig, token, _) = Rig::registered().await;
    rig.replenish(&token, "pods").await;
    rig.advance(240 * HOUR).await;
    let order = rig.amazon.state().orders.remove(0);
    assert_eq!(order.state, OrderState::Delivered);
    assert_eq!(order.placed_at, Some(START + MINUTE));
    assert_eq!(order.shipped_at, Some(START + MINUTE + 24 * HOUR));
    assert_eq!(order.estimate, Some(estimate("2025-12-05T07:59:59Z")));
    assert_eq!(
        rig.webhook.kinds(),
        ["OrderPlacedNotification", "ItemShippedNotification"]
    );
}
