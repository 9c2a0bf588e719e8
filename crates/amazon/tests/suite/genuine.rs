//! Messages that SNS itself has signed, where they are at hand; they are not part of this
//! repository.

use std::path::PathBuf;
use std::time::Duration;

use amazon::{Refusal, SnsVerifier};
use domain::Time;
use serde_json::Value;

use crate::server::{self, Answer, Server};
use crate::signer::Draft;

/// All five are from the hour before.
const NOW: &str = "2026-03-06T20:10:00Z";
const TOPIC: &str = "arn:aws:sns:us-west-2:131990247566:dongie-standard-topic";
const CERTIFICATE: &str = "SimpleNotificationService-7506a1e35b36ef5a444dd1a8e7cc3ed8.pem";
const MESSAGES: [&str; 5] = [
    "notification-v1",
    "notification-v1-subject",
    "notification-v2",
    "subscription-confirmation-v1",
    "unsubscribe-confirmation-v2",
];

/// The folder with the messages, or `None` and the reason on standard output.
fn folder(test: &str) -> Option<PathBuf> {
    let data = std::env::var_os("LARDER_SHARED_DATA").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data")),
        PathBuf::from,
    );
    let folder = data.join("sns");
    if folder.is_dir() {
        return Some(folder);
    }
    println!(
        "\nSKIPPED {test}: no signed messages at {}",
        folder.display()
    );
    None
}

async fn set_up(folder: &std::path::Path) -> (Server, SnsVerifier, Vec<Draft>) {
    let certificate = std::fs::read(folder.join(CERTIFICATE)).unwrap();
    let server = Server::always(Answer::body(200, certificate)).await;
    let amazon = server::amazon(&server.origin);
    let verifier = SnsVerifier::new(
        &amazon,
        vec![TOPIC.parse().unwrap()],
        Duration::from_secs(4500),
    );
    let read = |name| {
        let text = std::fs::read_to_string(folder.join(format!("{name}.json"))).unwrap();
        Draft(serde_json::from_str(&text).unwrap())
    };
    (server, verifier, MESSAGES.map(read).into())
}

async fn verify(verifier: &SnsVerifier, draft: &Draft) -> Result<(), Refusal> {
    let now = Time::parse(NOW).unwrap();
    verifier
        .verify(draft.json().as_bytes(), Some(draft.text("Type")), now)
        .await
        .map(drop)
}

#[tokio::test]
async fn genuine_messages_are_admitted() {
    let Some(folder) = folder("genuine_messages_are_admitted") else {
        return;
    };
    let (server, verifier, messages) = set_up(&folder).await;
    for (message, name) in messages.iter().zip(MESSAGES) {
        assert_eq!(verify(&verifier, message).await, Ok(()), "{name}");
    }
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn genuine_messages_with_one_changed_byte_are_refused() {
    let Some(folder) = folder("genuine_messages_with_one_changed_byte_are_refused") else {
        return;
    };
    let (server, verifier, messages) = set_up(&folder).await;
    for (message, name) in messages.iter().zip(MESSAGES) {
        for field in [
            "Message",
            "MessageId",
            "Subject",
            "SubscribeURL",
            "Timestamp",
            "Token",
            "TopicArn",
            "Type",
        ] {
            let Some(value) = message.0.get(field).and_then(Value::as_str) else {
                continue;
            };
            for at in 0..value.len() {
                let mut bytes = value.as_bytes().to_vec();
                bytes[at] ^= 1;
                let Ok(changed) = String::from_utf8(bytes) else {
                    continue;
                };
                let changed = message.clone().with(field, &changed);
                let refusal = verify(&verifier, &changed).await.unwrap_err();
                assert!(!refusal.is_passing(), "{name} {field} {at}: {refusal}");
            }
        }
        let mut added = message.clone().with("Subject", "added");
        if message.text("Type") == "Notification" {
            assert_eq!(
                verify(&verifier, &added).await,
                Err(Refusal::Signature),
                "{name}"
            );
        }
        added.0.remove("Subject");
        let expected = if message.0.contains_key("Subject") {
            Err(Refusal::Signature)
        } else {
            Ok(())
        };
        assert_eq!(verify(&verifier, &added).await, expected, "{name}");
    }
    assert!(server.count() <= 1);
}
