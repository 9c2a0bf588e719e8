//! Forgeries that need no key: one genuine message whose text repeats the other fields, cut at other
//! places. Each forged envelope has exactly the signed text of the genuine one.

use amazon::Refusal;

use crate::signer::{Draft, TOPIC};
use crate::verifier::{of_signer, verify};

const ID: &str = "11111111-1111-1111-1111-111111111111";
const TIME: &str = "2026-01-02T03:09:59.000Z";
const FOREIGN: &str = "arn:aws:sns:eu-west-1:999999999999:evil";

fn published(topic: &str, message: &str) -> Draft {
    let mut draft = Draft::notification()
        .with("TopicArn", topic)
        .with("Message", message);
    draft.0.remove("Subject");
    draft.signed()
}

/// `genuine` with other fields, and the check that its signature is good for them.
fn recut(genuine: &Draft, fields: &[(&str, String)]) -> Draft {
    let mut forged = genuine.clone().with("Message", "forged");
    for (field, value) in fields {
        forged = forged.with(field, value);
    }
    assert_eq!(forged.string_to_sign(), genuine.string_to_sign());
    forged
}

async fn refused(forged: Draft, expected: Refusal) {
    let (server, verifier) = of_signer().await;
    assert_eq!(verify(&verifier, &forged).await.unwrap_err(), expected);
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn the_rest_in_the_type() {
    let genuine = published(
        FOREIGN,
        &format!(
            "forged\nMessageId\n{ID}\nTimestamp\n{TIME}\nTopicArn\n{TOPIC}\nType\nNotification"
        ),
    );
    let (id, time) = (genuine.text("MessageId"), genuine.text("Timestamp"));
    let kind = format!(
        "Notification\nMessageId\n{id}\nTimestamp\n{time}\nTopicArn\n{FOREIGN}\nType\nNotification"
    );
    let fields = [
        ("MessageId", ID.into()),
        ("Timestamp", TIME.into()),
        ("TopicArn", TOPIC.into()),
        ("Type", kind),
    ];
    refused(recut(&genuine, &fields), Refusal::Malformed("Type")).await;
}

#[tokio::test]
async fn the_rest_in_the_topic() {
    let message = format!("forged\nMessageId\n{ID}\nTimestamp\n{TIME}\nTopicArn\n{TOPIC}");
    let genuine = published(FOREIGN, &message);
    let (id, time) = (genuine.text("MessageId"), genuine.text("Timestamp"));
    let topic = format!("{TOPIC}\nMessageId\n{id}\nTimestamp\n{time}\nTopicArn\n{FOREIGN}");
    let fields = [
        ("MessageId", ID.into()),
        ("Timestamp", TIME.into()),
        ("TopicArn", topic),
    ];
    refused(recut(&genuine, &fields), Refusal::ForeignTopic).await;
}

#[tokio::test]
async fn another_message_id_with_the_rest_in_the_subject() {
    let genuine = published(TOPIC, &format!("forged\nMessageId\n{ID}\nSubject\nhello"));
    let subject = format!("hello\nMessageId\n{}", genuine.text("MessageId"));
    let fields = [("MessageId", ID.into()), ("Subject", subject)];
    refused(recut(&genuine, &fields), Refusal::Malformed("Subject")).await;
}

#[tokio::test]
async fn another_message_id_with_the_rest_in_the_timestamp() {
    let genuine = published(
        TOPIC,
        &format!("forged\nMessageId\n{ID}\nTimestamp\n{TIME}"),
    );
    let (id, time) = (genuine.text("MessageId"), genuine.text("Timestamp"));
    let timestamp = format!("{TIME}\nMessageId\n{id}\nTimestamp\n{time}");
    let fields = [("MessageId", ID.into()), ("Timestamp", timestamp)];
    refused(recut(&genuine, &fields), Refusal::Malformed("Timestamp")).await;
}

#[tokio::test]
async fn the_rest_in_the_message_id() {
    let genuine = published(TOPIC, &format!("forged\nMessageId\n{ID}"));
    let id = format!("{ID}\nMessageId\n{}", genuine.text("MessageId"));
    refused(
        recut(&genuine, &[("MessageId", id)]),
        Refusal::Malformed("MessageId"),
    )
    .await;
}
