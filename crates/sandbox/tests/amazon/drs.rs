use reqwest::Method;
use serde_json::{Value, json};

use crate::rig::{CLIENT, Rig, SECRET};

const SLOT_STATUS: [&str; 2] = ["DrsSlotStatusInput@1.0", "DrsSlotStatusResult@1.0"];
const DEVICE_STATUS: [&str; 2] = ["DrsDeviceStatusInput@1.0", "DrsDeviceStatusResult@1.0"];
const DEREGISTER: [&str; 2] = ["DrsDeregisterInput@2.0", "DrsDeregisterResult@1.0"];

fn status() -> Value {
    json!({"expectedReplenishmentDate": "2025-12-28T10:00:00Z", "remainingQuantityInUnit": 3.5,
        "originalQuantityInUnit": 10, "totalQuantityOnHand": 20,
        "lastUseDate": "2025-12-21T10:00:00Z"})
}

#[tokio::test]
async fn statuses_are_kept_with_their_count() {
    let (rig, token, _) = Rig::registered().await;
    for remaining in [5, 4] {
        let mut body = status();
        body["remainingQuantityInUnit"] = json!(remaining);
        let answer = rig
            .drs(Method::POST, "/slotStatus/pods", &token, SLOT_STATUS)
            .json(&body)
            .send()
            .await;
        let answer = answer.unwrap();
        assert_eq!(answer.status(), 200);
        assert_eq!(
            answer.headers()["x-amzn-type-version"],
            "com.amazon.dash.replenishment.DrsSlotStatusResult@1.0"
        );
    }
    let body = json!({"mostRecentlyActiveDate": "2025-12-21T10:00:00Z"});
    let answer = rig
        .drs(Method::POST, "/deviceStatus", &token, DEVICE_STATUS)
        .json(&body)
        .send()
        .await;
    assert_eq!(answer.unwrap().status(), 200);
    let state = rig.amazon.state();
    assert_eq!(
        (state.slot_statuses.len(), state.slot_statuses[0].count),
        (1, 2)
    );
    assert_eq!(state.slot_statuses[0].serial, "K1");
    assert_eq!(state.slot_statuses[0].status["remainingQuantityInUnit"], 4);
    assert_eq!(state.device_statuses[0].status, body);
}

#[tokio::test]
async fn incomplete_statuses_are_refused() {
    let (rig, token, _) = Rig::registered().await;
    for name in [
        "expectedReplenishmentDate",
        "remainingQuantityInUnit",
        "lastUseDate",
    ] {
        let mut body = status();
        body.as_object_mut().unwrap().remove(name);
        let answer = rig
            .drs(Method::POST, "/slotStatus/pods", &token, SLOT_STATUS)
            .json(&body)
            .send()
            .await;
        assert_eq!(answer.unwrap().status(), 400, "{name}");
    }
    assert!(rig.amazon.state().slot_statuses.is_empty());
}

#[tokio::test]
async fn tokens_and_versions_are_checked() {
    let (rig, token, _) = Rig::registered().await;
    let (status, answer) = rig.replenish("Atza|none", "pods").await;
    assert_eq!((status, answer), (400, json!({"message": "Invalid token"})));
    let versions = ["DrsReplenishInput@2.0", "DrsReplenishResult@1.0"];
    let answer = rig
        .drs(Method::POST, "/replenish/pods", &token, versions)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 400);
    assert!(rig.amazon.state().orders.is_empty());
}

#[tokio::test]
async fn subscription_info_speaks_two_versions() {
    let (rig, token, _) = Rig::registered().await;
    rig.amazon.pause("K1", "filter").unwrap();
    rig.amazon
        .choose_product("K1", "pods", Some("B00PODS100"))
        .unwrap();
    let ask = async |result: &str| -> Value {
        let versions = ["DrsSubscriptionInfoInput@1.0", result];
        let request = rig.drs(Method::GET, "/subscriptionInfo", &token, versions);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        answer["slotsSubscriptionStatus"].clone()
    };
    assert_eq!(
        ask("DrsSubscriptionInfoResult@1.0").await,
        json!({"pods": true, "filter": false})
    );
    assert_eq!(
        ask("DrsSubscriptionInfoResult@2.0").await,
        json!({
        "pods": {"subscribed": true,
            "productInfoList": [{"asin": "B00PODS100", "quantity": 100, "unit": "count"}]},
        "filter": {"subscribed": false,
            "productInfoList": [{"asin": "B00FILTER1", "quantity": 1, "unit": "count"}]}})
    );
}

#[tokio::test]
async fn deregistration_kills_every_token() {
    let (rig, token, refresh) = Rig::registered().await;
    let request = || rig.drs(Method::DELETE, "/registration", &token, DEREGISTER);
    assert_eq!(request().send().await.unwrap().status(), 200);
    rig.amazon.run_due().await;
    assert_eq!(rig.webhook.kinds(), ["DeviceDeregisteredNotification"]);
    let (status, answer) = rig.replenish(&token, "pods").await;
    assert_eq!((status, answer), (400, json!({"message": "Invalid token"})));
    assert_eq!(request().send().await.unwrap().status(), 400);
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", &refresh),
        ("client_id", CLIENT),
        ("client_secret", SECRET),
    ];
    let (status, answer) = rig.token(&form).await;
    assert_eq!((status, &answer["error"]), (400, &json!("invalid_grant")));
    assert!(!rig.amazon.state().registrations[0].registered);

    // The customer can come back at once, with new tokens.
    let (token, _) = rig.register("K1", "Anna", false).await;
    assert_eq!(rig.replenish(&token, "pods").await.0, 200);
}

#[tokio::test]
async fn the_old_path_names_the_device() {
    let (rig, token, _) = Rig::registered().await;
    let versions = ["DrsDeregisterInput@1.0", "DrsDeregisterResult@1.0"];
    let path = |serial| format!("/deviceModels/BREW-2/devices/{serial}/registration");
    let ask = |path: String| rig.drs(Method::DELETE, &path, &token, versions).send();
    assert_eq!(ask(path("K2")).await.unwrap().status(), 400);
    assert_eq!(ask(path("K1")).await.unwrap().status(), 200);
}

#[tokio::test]
async fn a_machine_that_changes_hands_ends_its_former_registration_first() {
    let (rig, old, _) = Rig::registered().await;
    rig.register("K1", "Ben", false).await;
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    let kinds: Vec<_> = got.iter().map(crate::rig::Got::kind).collect();
    assert_eq!(
        kinds,
        [
            "DeviceDeregisteredNotification",
            "DeviceRegisteredNotification",
            "SubscriptionChangedNotification"
        ]
    );
    let time =
        |index: usize| got[index].message()["notificationInfo"]["notificationTime"].to_string();
    assert!(
        time(0) < time(1),
        "so that the newest word is the new owner's"
    );
    assert_eq!(rig.replenish(&old, "pods").await.0, 400);
}
