use ring::signature::{
    RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA256, RsaParameters,
    UnparsedPublicKey,
};
use sandbox::amazon::{Faults, Outcome, Version};
use serde_json::Value;
use x509_parser::pem::parse_x509_pem;

use crate::rig::{Got, Rig, TOPIC};

async fn verify(rig: &Rig, got: &Got, algorithm: &'static RsaParameters) {
    let envelope = &got.envelope;
    let names: &[&str] = match envelope["Type"].as_str().unwrap() {
        "Notification" => &["Message", "MessageId", "Timestamp", "TopicArn", "Type"],
        _ => &[
            "Message",
            "MessageId",
            "SubscribeURL",
            "Timestamp",
            "Token",
            "TopicArn",
            "Type",
        ],
    };
    let text: String = names
        .iter()
        .map(|name| format!("{name}\n{}\n", envelope[name].as_str().unwrap()))
        .collect();
    let url = envelope["SigningCertURL"].as_str().unwrap();
    assert!(url.starts_with("https://sns.us-east-1.amazonaws.com/SimpleNotificationService-"));
    let answer = rig.http.get(rig.here(url)).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let pem = answer.text().await.unwrap();
    let (rest, pem) = parse_x509_pem(pem.as_bytes()).unwrap();
    assert!(rest.is_empty(), "nothing but the certificate");
    let certificate = pem.parse_x509().unwrap();
    assert!(!certificate.is_ca());
    assert_eq!(
        certificate
            .subject()
            .iter_common_name()
            .next()
            .unwrap()
            .as_str(),
        Ok("sns.amazonaws.com")
    );
    let key = &certificate.public_key().subject_public_key.data;
    use base64::Engine as _;
    let signature = base64::engine::general_purpose::STANDARD
        .decode(envelope["Signature"].as_str().unwrap())
        .unwrap();
    UnparsedPublicKey::new(algorithm, key)
        .verify(text.as_bytes(), &signature)
        .unwrap();
}

#[tokio::test]
async fn envelopes_are_signed_as_sns_signs_them() {
    let rig = Rig::unconfirmed().await;
    rig.amazon.subscribe().await;
    rig.amazon.run_due().await;
    let confirmation = rig.webhook.take().remove(0);
    assert_eq!(confirmation.kind(), "SubscriptionConfirmation");
    assert_eq!(
        confirmation.headers["x-amz-sns-message-type"],
        "SubscriptionConfirmation"
    );
    assert_eq!(
        confirmation.headers["content-type"],
        "text/plain; charset=UTF-8"
    );
    assert!(
        !confirmation
            .headers
            .contains_key("x-amz-sns-subscription-arn")
    );
    assert_eq!(confirmation.envelope["SignatureVersion"], "1");
    verify(
        &rig,
        &confirmation,
        &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY,
    )
    .await;

    let url = rig.here(confirmation.envelope["SubscribeURL"].as_str().unwrap());
    for _ in 0..2 {
        let answer = rig.http.get(&url).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let text = answer.text().await.unwrap();
        assert!(
            text.contains(&format!("<SubscriptionArn>{TOPIC}:")),
            "{text}"
        );
    }
    rig.amazon.set_faults(Faults {
        signature_version: Version::V2,
        ..Faults::default()
    });
    rig.register("K1", "Anna", false).await;
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    assert_eq!(got[0].envelope["SignatureVersion"], "2");
    assert_eq!(
        got[0].headers["x-amz-sns-message-id"],
        got[0].envelope["MessageId"].as_str().unwrap()
    );
    assert_eq!(
        got[0].headers["user-agent"],
        "Amazon Simple Notification Service Agent"
    );
    assert!(got[0].headers.contains_key("x-amz-sns-subscription-arn"));
    for one in &got {
        verify(&rig, one, &RSA_PKCS1_2048_8192_SHA256).await;
    }
}

#[tokio::test]
async fn nothing_is_delivered_before_the_confirmation() {
    let rig = Rig::unconfirmed().await;
    rig.register("K1", "Anna", false).await;
    rig.amazon.run_due().await;
    assert!(rig.webhook.take().is_empty());
    let log = rig.amazon.state().deliveries;
    assert!(log.iter().all(|one| one.outcome == Outcome::NoSubscriber) && log.len() == 2);
}

#[tokio::test]
async fn a_wrong_token_confirms_nothing() {
    let rig = Rig::unconfirmed().await;
    let url = format!(
        "{}/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token=abab",
        rig.origin
    );
    let answer = rig.http.get(url).send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert!(
        answer
            .text()
            .await
            .unwrap()
            .contains("Invalid parameter: Token")
    );
    assert!(!rig.amazon.state().subscription.confirmed);
}

#[tokio::test]
async fn server_errors_are_retried_three_times_and_then_dropped() {
    let (rig, ..) = Rig::registered().await;
    rig.webhook
        .answers
        .lock()
        .unwrap()
        .extend([500, 503, 502, 500]);
    rig.amazon.pause("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    for _ in 0..3 {
        assert_eq!(rig.amazon.next_due(), Some(rig.now() + 20_000));
        rig.advance(20_000).await;
    }
    let got = rig.webhook.take();
    assert_eq!(got.len(), 4);
    assert!(
        got.iter().all(|one| one.envelope == got[0].envelope),
        "a retry is the same message"
    );
    assert_eq!(rig.amazon.next_due(), None);
}

#[tokio::test]
async fn client_errors_end_a_delivery() {
    let (rig, ..) = Rig::registered().await;
    rig.webhook.answers.lock().unwrap().push_back(429);
    rig.amazon.pause("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    assert_eq!(rig.amazon.next_due(), None);
    assert_eq!(
        rig.amazon.state().deliveries.last().unwrap().outcome,
        Outcome::Answered(429)
    );
}

#[tokio::test]
async fn visiting_the_unsubscribe_link_ends_the_subscription_and_its_answer_restores_it() {
    let (rig, ..) = Rig::registered().await;
    rig.amazon.pause("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    let url = rig.webhook.take()[0].envelope["UnsubscribeURL"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(
        rig.http.get(rig.here(&url)).send().await.unwrap().status(),
        200
    );
    rig.amazon.resume("K1", "pods").unwrap();
    rig.amazon.run_due().await;
    let got = rig.webhook.take();
    assert_eq!(got.len(), 1, "the resume is lost");
    assert_eq!(got[0].kind(), "UnsubscribeConfirmation");
    verify(&rig, &got[0], &RSA_PKCS1_2048_8192_SHA1_FOR_LEGACY_USE_ONLY).await;
    let again = rig.here(got[0].envelope["SubscribeURL"].as_str().unwrap());
    rig.http.get(again).send().await.unwrap();
    assert!(rig.amazon.state().subscription.confirmed);
}

#[tokio::test]
async fn the_seed_decides_every_id() {
    let run = async || -> Vec<Value> {
        let rig = Rig::new().await;
        let (token, _) = rig.register("K1", "Anna", false).await;
        rig.replenish(&token, "pods").await;
        rig.amazon.run_due().await;
        rig.webhook.take().iter().map(Got::message).collect()
    };
    assert_eq!(run().await, run().await);
}

#[tokio::test]
async fn in_real_time_it_asks_for_its_subscription_and_moves_orders_by_itself() {
    let rig = Rig::real_time().await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let amazon = rig.amazon.clone();
    let running = tokio::spawn(async move { amazon.run(async { drop(stopped.await) }).await });
    let confirmation = rig.webhook.next().await;
    assert_eq!(confirmation.kind(), "SubscriptionConfirmation");
    let url = rig.here(confirmation.envelope["SubscribeURL"].as_str().unwrap());
    assert_eq!(rig.http.get(url).send().await.unwrap().status(), 200);
    let (token, _) = rig.register("K1", "Anna", false).await;
    rig.replenish(&token, "pods").await;
    for kind in [
        "DeviceRegisteredNotification",
        "SubscriptionChangedNotification",
        "OrderPlacedNotification",
        "ItemShippedNotification",
    ] {
        assert_eq!(rig.webhook.next().await.kind(), kind);
    }
    stop.send(()).unwrap();
    running.await.unwrap();
}
