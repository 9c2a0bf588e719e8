//! Confirming a subscription: only one that was verified, only at an address of our own making.

use amazon::{ConfirmError, Confirmation, SnsVerifier, VerifiedMessage};

use crate::server::{Answer, Server};
use crate::signer::{self, Draft, TOPIC};
use crate::verifier::{of_signer, verifier, verify};

const DONE: &str = "<ConfirmSubscriptionResponse><ConfirmSubscriptionResult><SubscriptionArn>arn:aws:sns:eu-west-1:123456789012:demo-topic:b24e11a2-06bd-4e73-aa29-0ed2de3b41b5</SubscriptionArn></ConfirmSubscriptionResult></ConfirmSubscriptionResponse>";

/// A server whose second answer, after the certificate, is `answer`.
async fn asked(answer: Answer) -> (Server, SnsVerifier, Confirmation) {
    let pem = signer::certificate();
    let server = Server::start(move |request, _| {
        let certificate = request.starts_with("GET /SimpleNotificationService-");
        if certificate {
            Answer::body(200, pem.clone())
        } else {
            answer.clone()
        }
    })
    .await;
    let verifier = verifier(&server);
    let draft = Draft::confirmation("SubscriptionConfirmation").signed();
    let Ok(VerifiedMessage::Confirmation(confirmation)) = verify(&verifier, &draft).await else {
        panic!()
    };
    (server, verifier, confirmation)
}

#[tokio::test]
async fn the_address_is_built_from_topic_and_token() {
    let (server, verifier, confirmation) = asked(Answer::body(200, DONE)).await;
    assert_eq!(server.count(), 1, "nothing is confirmed by being admitted");
    assert_eq!(confirmation.topic(), TOPIC);
    assert_eq!(
        confirmation.message_id(),
        "165545c9-2a5c-472c-8df2-7ff2be2b3b1b"
    );
    assert_eq!(
        confirmation.timestamp().to_string(),
        "2026-01-02T03:04:06.001Z"
    );
    assert!(!format!("{confirmation:?}").contains("abab"));
    for _ in 0..2 {
        verifier.confirm(&confirmation).await.unwrap();
    }
    let requests = server.requests();
    assert_eq!(requests.len(), 3);
    let line = format!(
        "GET /?Action=ConfirmSubscription&TopicArn=arn%3Aaws%3Asns%3Aeu-west-1%3A123456789012%3Ademo-topic&Token={} HTTP/1.1\n",
        "ab".repeat(128)
    );
    assert!(requests[1].starts_with(&line), "{}", requests[1]);
}

#[tokio::test]
async fn every_answer_has_its_meaning() {
    for (answer, expected) in [
        (
            Answer::body(400, "<ErrorResponse/>"),
            ConfirmError::Refused { status: 400 },
        ),
        (Answer::body(403, ""), ConfirmError::Refused { status: 403 }),
        (Answer::body(404, ""), ConfirmError::Refused { status: 404 }),
        (Answer::redirect("/elsewhere"), ConfirmError::Unavailable),
        (Answer::body(408, ""), ConfirmError::Unavailable),
        (Answer::body(429, ""), ConfirmError::Unavailable),
        (Answer::body(500, ""), ConfirmError::Unavailable),
        (Answer::body(503, ""), ConfirmError::Unavailable),
        (Answer::Broken, ConfirmError::Unavailable),
    ] {
        let (server, verifier, confirmation) = asked(answer).await;
        let error = verifier.confirm(&confirmation).await.unwrap_err();
        assert_eq!(error, expected);
        assert!(!format!("{error} {error:?}").contains("abab"));
        assert_eq!(server.count(), 2, "asked once, redirects not followed");
    }
}

#[tokio::test]
async fn a_foreign_topic_is_not_confirmed_however_well_signed() {
    let (server, verifier) = of_signer().await;
    let draft = Draft::confirmation("SubscriptionConfirmation")
        .with("TopicArn", "arn:aws:sns:eu-west-1:999999999999:evil")
        .signed();
    verify(&verifier, &draft).await.unwrap_err();
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn an_address_that_asks_for_something_else_is_refused_unasked() {
    let token = "ab".repeat(128);
    let right = format!(
        "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn={TOPIC}&Token={token}"
    );
    let (server, verifier) = of_signer().await;
    for url in [
        right.replace("https", "http"),
        right.replace("eu-west-1.amazonaws", "us-east-1.amazonaws"),
        right.replace("amazonaws.com", "amazonaws.com.evil.example"),
        right.replace("amazonaws.com", "amazonaws.com:8443"),
        right.replace("amazonaws.com", "amazonaws.com@evil.example"),
        right.replace("ConfirmSubscription", "Unsubscribe"),
        right.replace("demo-topic", "other"),
        right.replace(&token, "other"),
        format!("{right}&Token=other"),
        format!("{right}&Action=Unsubscribe"),
        right.replace("Token", "Tokens"),
        "https://evil.example/".into(),
        "http://169.254.169.254/".into(),
    ] {
        assert_ne!(url, right);
        let draft = Draft::confirmation("SubscriptionConfirmation");
        let draft = draft.with("SubscribeURL", &url).signed();
        assert!(
            !verify(&verifier, &draft).await.unwrap_err().is_passing(),
            "{url}"
        );
        assert_eq!(server.count(), 0, "{url}");
    }
    // The same, written with escapes, asks for the same.
    let escaped = right.replace(TOPIC, &TOPIC.replace(':', "%3A"));
    let draft = Draft::confirmation("SubscriptionConfirmation").with("SubscribeURL", &escaped);
    verify(&verifier, &draft.signed()).await.unwrap();
}
