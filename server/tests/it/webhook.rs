//! Amazon's messages, from a sender that signs them.

use reqwest::StatusCode;
use serde_json::json;

use crate::rig::Rig;

#[tokio::test]
async fn a_subscription_is_confirmed_and_messages_have_effect() {
    let rig = Rig::with_model().await;
    rig.amazon.subscribe().await;
    rig.amazon.run_due().await;
    let (_, _, _) = rig.owner("Anna", "K1").await;
    assert_eq!(
        rig.get("/api/v1/devices/K1").await["slots"][0]["subscribed"],
        true
    );
    rig.amazon.pause("K1", "pods").unwrap();
    rig.settle().await;
    assert_eq!(
        rig.get("/api/v1/devices/K1").await["slots"][0]["subscribed"],
        false
    );
    rig.amazon.deregister("K1").unwrap();
    rig.settle().await;
    let device = rig.get("/api/v1/devices/K1").await;
    assert_eq!(
        (&device["registration"], &device["ended_by"]),
        (&json!("deregistered"), &json!("amazon"))
    );
}

#[tokio::test]
async fn what_is_not_amazons_is_refused_without_a_word() {
    let rig = Rig::new().await;
    let post = async |body: Vec<u8>| {
        let request = rig.http.post(rig.url("/webhooks/sns")).body(body);
        let answer = request
            .header("x-amz-sns-message-type", "Notification")
            .send()
            .await
            .unwrap();
        (answer.status(), answer.text().await.unwrap())
    };
    let forged = json!({"Type": "Notification", "MessageId": "1", "TopicArn": crate::rig::TOPIC,
        "Message": "{}", "Timestamp": "2026-11-22T12:00:00.000Z", "SignatureVersion": "1",
        "Signature": "AAAA",
        "SigningCertURL": "https://sns.us-east-1.amazonaws.com/SimpleNotificationService-0.pem",
        "UnsubscribeURL": "https://sns.us-east-1.amazonaws.com/?Action=Unsubscribe"});
    for body in [
        Vec::new(),
        b"not JSON".to_vec(),
        forged.to_string().into_bytes(),
        vec![b' '; 3 * 1024 * 1024],
    ] {
        assert_eq!(post(body).await, (StatusCode::FORBIDDEN, String::new()));
    }
    let get = rig.http.get(rig.url("/webhooks/sns")).send().await.unwrap();
    assert_eq!(get.status(), StatusCode::METHOD_NOT_ALLOWED);
}
