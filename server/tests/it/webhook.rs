//! Amazon's messages, from a sender that signs them.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};

use reqwest::StatusCode;
use serde_json::json;

use crate::test_server::TestServer;

#[tokio::test]
async fn a_subscription_is_confirmed_and_messages_have_effect() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.amazon.run_due().await;
    let (_, _, _) = server.owner("Anna", "K1").await;
    assert_eq!(
        server.get("/api/v1/devices/K1").await["slots"][0]["subscribed"],
        true
    );
    server.amazon.pause("K1", "pods").unwrap();
    server.settle().await;
    assert_eq!(
        server.get("/api/v1/devices/K1").await["slots"][0]["subscribed"],
        false
    );
    server.amazon.deregister("K1").unwrap();
    server.settle().await;
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(
        (&device["registration"], &device["ended_by"]),
        (&json!("deregistered"), &json!("amazon"))
    );
}

#[tokio::test]
async fn what_is_not_amazons_is_refused_without_a_word() {
    let server = TestServer::new().await;
    let post = async |body: Vec<u8>| {
        let request = server.http.post(server.url("/webhooks/sns")).body(body);
        let answer = request
            .header("x-amz-sns-message-type", "Notification")
            .send()
            .await
            .unwrap();
        (answer.status(), answer.text().await.unwrap())
    };
    let forged = json!({"Type": "Notification", "MessageId": "1", "TopicArn": crate::test_server::TOPIC,
        "Message": "{}", "Timestamp": "2026-11-22T12:00:00.000Z", "SignatureVersion": "1",
        "Signature": "AAAA",
        "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem",
        "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe"});
    let deep = "[".repeat(200_000);
    for body in [
        Vec::new(),
        b"not JSON".to_vec(),
        b"{\"Type\": \"\xff\"}".to_vec(),
        b"{\"Type\": \"\\ud800\"}".to_vec(),
        deep.into_bytes(),
        forged.to_string().into_bytes(),
        vec![b' '; 2 * 1024 * 1024],
    ] {
        assert_eq!(post(body).await, (StatusCode::FORBIDDEN, String::new()));
    }
    // Longer than any message of SNS.
    let long = vec![b' '; 2 * 1024 * 1024 + 1];
    assert_eq!(
        post(long).await,
        (StatusCode::PAYLOAD_TOO_LARGE, String::new())
    );
    let get = server
        .http
        .get(server.url("/webhooks/sns"))
        .send()
        .await
        .unwrap();
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
}

/// What SNS would post now, taken from the simulated one instead of being posted.
async fn posted(server: &TestServer) -> Vec<String> {
    let held = Arc::new(Mutex::new(Vec::new()));
    let hold = held.clone();
    server.amazon.set_receiver(Arc::new(move |request| {
        hold.lock().unwrap().push(request.into_body());
        Box::pin(async { 200 })
    }));
    server.amazon.run_due().await;
    std::mem::take(&mut *held.lock().unwrap())
}

#[tokio::test]
async fn any_content_type_will_do_and_the_same_message_counts_once() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (_browser, _, token) = server.owner("Anna", "K1").await;
    let used = json!([{"id": "1", "slot": "pods", "used": 60, "at": "2026-11-10T08:00:00Z"},
        {"id": "2", "slot": "pods", "used": 35}]);
    server.usage(&token, &used).send().await.unwrap();
    server.settle().await;
    server.amazon.ship("K1", "pods").unwrap();
    let bodies = posted(&server).await;
    assert_eq!(bodies.len(), 2, "placed and shipped");

    let post = |body: String, content: Option<&'static str>| {
        let request = server.http.post(server.url("/webhooks/sns")).body(body);
        let request = match content {
            Some(content) => request.header("content-type", content),
            None => request,
        };
        async move { request.send().await.unwrap().status() }
    };
    for body in bodies {
        let (plain, json, none) = tokio::join!(
            post(body.clone(), Some("text/plain; charset=UTF-8")),
            post(body.clone(), Some("application/json")),
            post(body, None),
        );
        assert_eq!([plain, json, none], [StatusCode::OK; 3]);
    }
    server.settle().await;
    let order = &server.get("/api/v1/orders").await["items"][0];
    assert_eq!(order["state"], "shipped");
    server
        .clock
        .advance_to(server.clock.now() + 5 * domain::time::DAY);
    server.settle().await;
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(device["slots"][0]["at_home"], "41", "36 more, once");
}

#[tokio::test]
async fn raw_delivery_has_no_signature_and_is_refused() {
    let server = TestServer::with_model().await;
    let raw = json!({"notificationInfo": {"notificationType": "DeviceDeregisteredNotification",
        "notificationTime": "2026-11-22T12:00:00Z", "notificationId": "n1"},
        "deviceInfo": {"deviceIdentifier": {"serialNumber": "K1"}}});
    let request = server.http.post(server.url("/webhooks/sns")).json(&raw);
    let answer = request
        .header("x-amz-sns-rawdelivery", "true")
        .header("x-amz-sns-message-type", "Notification")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_database_that_is_away_brings_the_message_again() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (_browser, _, _) = server.owner("Anna", "K1").await;
    server.amazon.pause("K1", "pods").unwrap();
    let body = posted(&server).await.remove(0);
    let post = || async {
        let request = server
            .http
            .post(server.url("/webhooks/sns"))
            .body(body.clone());
        request.send().await.unwrap().status()
    };
    let other = server.database.store().await;
    let lock = other.write().await.unwrap();
    assert_eq!(post().await, StatusCode::SERVICE_UNAVAILABLE);
    drop(lock);
    assert_eq!(post().await, StatusCode::OK);
    assert_eq!(
        server.get("/api/v1/devices/K1").await["slots"][0]["subscribed"],
        false
    );
}

#[tokio::test]
async fn a_slow_clock_is_named_and_its_messages_come_again() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (_browser, _, _) = server.owner("Anna", "K1").await;
    let said = async |minutes: i64| {
        server
            .ahead
            .store(minutes * domain::time::MINUTE, Ordering::SeqCst);
        server.amazon.pause("K1", "pods").unwrap();
        let bodies = posted(&server).await;
        server.amazon.resume("K1", "pods").unwrap();
        posted(&server).await;
        bodies.into_iter().next().unwrap()
    };
    let post = async |body: String| {
        let request = server.http.post(server.url("/webhooks/sns")).body(body);
        request.send().await.unwrap().status()
    };
    let clock = async || {
        let metrics = server.maker(reqwest::Method::GET, "/metrics").send().await;
        let metrics = metrics.unwrap().text().await.unwrap();
        let line = r#"larder_sns_messages_total{outcome="clock"}"#;
        let found = metrics.lines().find_map(|it| it.strip_prefix(line));
        found.map_or(0.0, |count| count.trim().parse::<f64>().unwrap())
    };
    let before = clock().await;
    for minutes in [6, -80] {
        let genuine = said(minutes).await;
        let forged = genuine.replace("K1", "K2");
        assert_ne!(forged, genuine);
        assert_eq!(
            post(genuine).await,
            StatusCode::SERVICE_UNAVAILABLE,
            "{minutes}"
        );
        assert_eq!(post(forged).await, StatusCode::FORBIDDEN, "{minutes}");
    }
    assert!(clock().await >= before + 2.0);
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(
        device["slots"][0]["subscribed"], true,
        "nothing was believed"
    );
    let in_time = said(4).await;
    assert_eq!(post(in_time).await, StatusCode::OK);
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(device["slots"][0]["subscribed"], false);
}
