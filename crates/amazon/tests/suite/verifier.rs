//! What the verifier takes and refuses, and that it asks nobody before it has to.

use std::time::Duration;

use amazon::{Refusal, SnsVerifier, VerifiedMessage};
use domain::Time;
use domain::time::{DAY, MINUTE, SECOND};
use serde_json::json;

use crate::server::{self, Answer, Server};
use crate::signer::{self, Draft, FILE, NOW, TOPIC, vector};

pub fn now() -> Time {
    Time::parse(NOW).unwrap()
}

/// A verifier for the demo topic that fetches from `server`.
pub fn verifier(server: &Server) -> SnsVerifier {
    let topics = ["arn:aws:sns:us-east-1:123456789012:other", TOPIC];
    SnsVerifier::new(
        &server::amazon(&server.origin),
        topics.map(|arn| arn.parse().unwrap()).into(),
        Duration::from_secs(4500),
    )
}

/// Serves the certificate of the fixed vectors.
async fn of_vectors() -> (Server, SnsVerifier) {
    let server = Server::always(Answer::body(200, signer::vector_certificate())).await;
    let verifier = verifier(&server);
    (server, verifier)
}

/// Serves a certificate for whatever the test signs.
pub async fn of_signer() -> (Server, SnsVerifier) {
    let server = Server::always(Answer::body(200, signer::certificate())).await;
    let verifier = verifier(&server);
    (server, verifier)
}

pub async fn verify(verifier: &SnsVerifier, draft: &Draft) -> Result<VerifiedMessage, Refusal> {
    verifier.verify(draft.json().as_bytes(), None, now()).await
}

/// Refused for good, without a single outgoing request.
async fn refused_unasked(drafts: impl IntoIterator<Item = Draft>) {
    let (server, verifier) = of_vectors().await;
    for draft in drafts {
        let json = draft.json();
        let Err(refusal) = verify(&verifier, &draft).await else {
            panic!("{json}")
        };
        assert!(!refusal.is_passing(), "{refusal}: {json}");
        assert_ne!(refusal, Refusal::Signature, "{json}");
        assert_eq!(server.count(), 0, "{json}");
    }
}

fn n1(field: &str, value: &str) -> Draft {
    vector("n1").with(field, value)
}

#[tokio::test]
async fn the_fixed_vectors_are_admitted_with_one_fetch() {
    let (server, verifier) = of_vectors().await;
    let Ok(VerifiedMessage::Notification {
        topic,
        message_id,
        message,
        timestamp,
    }) = verify(&verifier, &vector("n1")).await
    else {
        panic!()
    };
    assert_eq!((topic.as_str(), message.as_str()), (TOPIC, "plain text"));
    assert_eq!(message_id, "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324");
    assert_eq!(timestamp, Time::parse("2026-01-02T03:04:05.678Z").unwrap());
    let Ok(VerifiedMessage::Notification { message, .. }) = verify(&verifier, &vector("n2")).await
    else {
        panic!()
    };
    assert_eq!(message, "Hello\nwörld ✓ \"q\" \\ /\t{\"a\":1}");
    assert!(matches!(
        verify(&verifier, &vector("s1")).await,
        Ok(VerifiedMessage::Confirmation(_))
    ));
    assert!(matches!(
        verify(&verifier, &vector("u2")).await,
        Ok(VerifiedMessage::Unsubscribed { .. })
    ));
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].starts_with(&format!("GET /{FILE} HTTP/1.1\n")));
}

#[tokio::test]
async fn one_changed_byte_in_a_signed_field_is_refused() {
    let (server, verifier) = of_vectors().await;
    for name in ["n1", "n2", "s1", "u2"] {
        let genuine = vector(name);
        verify(&verifier, &genuine).await.unwrap();
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
            let Some(value) = genuine.0.get(field).and_then(|value| value.as_str()) else {
                continue;
            };
            for at in [0, value.len() / 3, value.len() - 1] {
                let mut bytes = value.as_bytes().to_vec();
                bytes[at] = if bytes[at] == b'0' { b'1' } else { b'0' };
                let Ok(changed) = String::from_utf8(bytes) else {
                    continue;
                };
                let refusal = verify(&verifier, &genuine.clone().with(field, &changed)).await;
                assert!(!refusal.unwrap_err().is_passing(), "{name} {field} {at}");
            }
        }
        let changed = genuine.with("Message", "other");
        assert_eq!(
            verify(&verifier, &changed).await.unwrap_err(),
            Refusal::Signature
        );
    }
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_subject_counts_when_its_key_is_there() {
    let (_server, verifier) = of_vectors().await;
    let added = vector("n2").with("Subject", "My subject");
    let empty = vector("n2").with("Subject", "");
    let mut removed = vector("n1");
    removed.0.remove("Subject");
    for draft in [added, empty, removed] {
        assert_eq!(
            verify(&verifier, &draft).await.unwrap_err(),
            Refusal::Signature
        );
    }
    let mut null = vector("n2");
    null.0.insert("Subject".into(), json!(null));
    verify(&verifier, &null).await.unwrap();
}

#[tokio::test]
async fn a_version_is_never_read_as_another() {
    let (_server, verifier) = of_vectors().await;
    for draft in [
        n1("SignatureVersion", "2"),
        vector("n2").with("SignatureVersion", "1"),
    ] {
        assert_eq!(
            verify(&verifier, &draft).await.unwrap_err(),
            Refusal::Signature
        );
    }
    let mut number = vector("n1");
    number.0.insert("SignatureVersion".into(), json!(1));
    let mut missing = vector("n1");
    missing.0.remove("SignatureVersion");
    let others = ["3", "", "01", "1 "].map(|version| n1("SignatureVersion", version));
    refused_unasked([number, missing].into_iter().chain(others)).await;
}

#[tokio::test]
async fn a_type_is_exactly_one_of_three_and_the_headers() {
    let mut missing = vector("n1");
    missing.0.remove("Type");
    let others = [
        "Notification\nx",
        "notification",
        "",
        "Notification ",
        "Unknown",
    ];
    refused_unasked(
        others
            .map(|kind| n1("Type", kind))
            .into_iter()
            .chain([missing]),
    )
    .await;

    let (server, verifier) = of_vectors().await;
    let body = vector("n1").json();
    for header in [
        "SubscriptionConfirmation",
        "notification",
        "",
        "Notification\n",
    ] {
        let refusal = verifier
            .verify(body.as_bytes(), Some(header), now())
            .await
            .unwrap_err();
        assert!(matches!(refusal, Refusal::Malformed(_)));
    }
    assert_eq!(server.count(), 0);
    verifier
        .verify(body.as_bytes(), Some("Notification"), now())
        .await
        .unwrap();
}

#[tokio::test]
async fn a_topic_is_exactly_one_of_the_list() {
    let arns = [
        format!("{TOPIC}x"),
        format!("{TOPIC}\nx"),
        TOPIC.to_uppercase(),
        String::new(),
        TOPIC.replace("123456789012", "210987654321"),
        TOPIC.replace("eu-west-1", "eu-west-2"),
        TOPIC.replace("demo-topic", "demo"),
        "arn:aws:sns:us-east-1:123456789012:demo-topic".into(),
    ];
    let (server, verifier) = of_vectors().await;
    for arn in &arns {
        let refusal = verify(&verifier, &n1("TopicArn", arn)).await.unwrap_err();
        assert_eq!(refusal, Refusal::ForeignTopic);
        // A signature of SNS changes nothing about it.
        let signed = Draft::notification().with("TopicArn", arn).signed();
        assert_eq!(
            verify(&verifier, &signed).await.unwrap_err(),
            Refusal::ForeignTopic
        );
    }
    assert_eq!(server.count(), 0);
    let nobody = SnsVerifier::new(&server::amazon(&server.origin), vec![], Duration::MAX);
    assert_eq!(
        verify(&nobody, &vector("n1")).await.unwrap_err(),
        Refusal::ForeignTopic
    );
}

#[tokio::test]
async fn every_signed_line_has_one_shape() {
    let ids = [
        "",
        "22b80b92",
        "22b80b92fdea4c2c8f9dbdfb0c7bf324",
        "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf32g",
        "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324\n",
    ]
    .map(|id| n1("MessageId", id));
    let subjects = ["a\nb", "\r", "a\u{7f}", "\u{0}"].map(|subject| n1("Subject", subject));
    let times = [
        "2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.678+00:00",
        "2026-01-02T03:04:05.678Z\n",
        "2026-02-30T03:04:05.678Z",
        "2026-01-02T03:04:05.678z",
        "",
    ]
    .map(|time| n1("Timestamp", time));
    let s1 = |field: &str, value: &str| vector("s1").with(field, value);
    let tokens = ["", "ab\n", "ab&x=1", "ä"].map(|token| s1("Token", token));
    let urls = ["", "https://sns.eu-west-1.amazonaws.com/\n"].map(|url| s1("SubscribeURL", url));
    let without = |vector_name: &str, field: &str| {
        let mut draft = vector(vector_name);
        draft.0.remove(field).unwrap();
        draft
    };
    let missing = [
        without("n1", "MessageId"),
        without("n1", "Message"),
        without("n1", "Timestamp"),
        without("n1", "TopicArn"),
        without("n1", "Signature"),
        without("n1", "SigningCertURL"),
        without("s1", "Token"),
        without("s1", "SubscribeURL"),
        without("u2", "Token"),
        without("u2", "SubscribeURL"),
    ];
    let all = [&ids[..], &subjects, &times, &tokens, &urls, &missing].concat();
    refused_unasked(all).await;
}

#[tokio::test]
async fn only_a_window_of_time_is_believed() {
    let (server, verifier) = of_vectors().await;
    let body = vector("n1").json();
    let published = Time::parse("2026-01-02T03:04:05.678Z").unwrap();
    for late in [
        75 * MINUTE + 1,
        120 * MINUTE,
        -5 * MINUTE - 1,
        -10 * MINUTE,
        i64::MAX,
        i64::MIN,
    ] {
        let refusal = verifier
            .verify(body.as_bytes(), None, published + late)
            .await
            .unwrap_err();
        let ahead = 0_i64.saturating_sub(late);
        let Refusal::OutsideWindow { ahead: said } = refusal else {
            panic!("{late}: {refusal}");
        };
        assert!(
            refusal.is_passing() && said.signum() == ahead.signum(),
            "{late}: {said}"
        );
        if late.unsigned_abs() < DAY.unsigned_abs() {
            assert_eq!(said, ahead);
        }
    }
    assert!(
        server.count() > 0,
        "its signature is looked at before anything is concluded"
    );
    let forged = vector("n1").with("Message", "another");
    let early = published + -6 * MINUTE;
    let refusal = verifier.verify(forged.json().as_bytes(), None, early).await;
    assert_eq!(
        refusal.unwrap_err(),
        Refusal::Signature,
        "no word about the clock"
    );
    for late in [75 * MINUTE, 0, -5 * MINUTE] {
        verifier
            .verify(body.as_bytes(), None, published + late)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_certificate_is_named_at_the_sns_host_of_the_topics_region_alone() {
    let host = "sns.eu-west-1.amazonaws.com";
    let urls = [
        String::new(),
        format!("http://{host}/{FILE}"),
        format!("HTTPS://{host}/{FILE}"),
        format!("https:/{host}/{FILE}"),
        format!("file:///{FILE}"),
        format!("ftp://{host}/{FILE}"),
        format!("https://{host}.evil.example/{FILE}"),
        format!("https://{host}@evil.example/{FILE}"),
        format!("https://user:pw@{host}/{FILE}"),
        format!("https://{host}:443/{FILE}"),
        format!("https://{host}:8443/{FILE}"),
        format!("https://{host}./{FILE}"),
        format!("https://SNS.eu-west-1.amazonaws.com/{FILE}"),
        format!("https://sns.s3-eu-west-1.amazonaws.com/{FILE}"),
        format!("https://sns.s3.amazonaws.com/{FILE}"),
        format!("https://bucket.s3.amazonaws.com/{FILE}"),
        // The region of the other topic, and one of neither.
        format!("https://sns.us-east-1.amazonaws.com/{FILE}"),
        format!("https://sns.us-west-2.amazonaws.com/{FILE}"),
        format!("https://sns.eu-west-1.amazonaws.com.cn/{FILE}"),
        format!("https://{host}/x.pem"),
        format!("https://{host}/certs/{FILE}"),
        format!("https://{host}//{FILE}"),
        format!("https://{host}/./{FILE}"),
        format!("https://{host}/%2e%2e/{FILE}"),
        format!("https://{host}/../{FILE}"),
        format!("https://{host}\\{FILE}"),
        format!("https://{host}/{FILE}?x=1"),
        format!("https://{host}/{FILE}#f"),
        format!("https://{host}/{FILE}\n"),
        format!(" https://{host}/{FILE}"),
        format!("https://{host}/\t{FILE}"),
        format!("https://{host}/?Action=x&y=.pem"),
        format!("https://{host}/SimpleNotificationService-0123456789abcde.pem"),
        format!(
            "https://{host}/SimpleNotificationService-{}.pem",
            "a".repeat(65)
        ),
        format!("https://{host}/SimpleNotificationService-0123456789abcdef%2F.pem"),
        format!("https://{host}/SimpleNotificationService-0123456789abcdef/x.pem"),
        format!("https://{host}/{}.pem", "a".repeat(10_000)),
    ];
    refused_unasked(urls.map(|url| n1("SigningCertURL", &url))).await;
}

#[tokio::test]
async fn a_signature_is_standard_base64_of_at_least_2048_bits() {
    use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, Engine as _};
    let bytes = BASE64_STANDARD
        .decode(vector("n1").text("Signature"))
        .unwrap();
    let signatures = [
        String::new(),
        "?".into(),
        "====".into(),
        vector("n1").text("Signature").replace('=', ""),
        BASE64_STANDARD.encode(&bytes[..255]),
        BASE64_URL_SAFE.encode(&bytes),
        format!("{}\n", vector("n1").text("Signature")),
        BASE64_STANDARD.encode([0; 1025]),
    ];
    refused_unasked(signatures.map(|signature| n1("Signature", &signature))).await;

    let (_server, verifier) = of_vectors().await;
    for bytes in [vec![0; 256], vec![255; 256], vec![1; 1024]] {
        let draft = n1("Signature", &BASE64_STANDARD.encode(bytes));
        assert_eq!(
            verify(&verifier, &draft).await.unwrap_err(),
            Refusal::Signature
        );
    }
}

#[tokio::test]
async fn what_is_no_envelope_is_refused() {
    let genuine = vector("n1").json();
    let raw = b"{\"notificationInfo\":{}}".to_vec();
    let bodies = [
        b"".to_vec(),
        b"plain text, as a raw delivery has it".to_vec(),
        raw,
        b"null".to_vec(),
        format!("[{genuine}]").into_bytes(),
        format!("{genuine}{genuine}").into_bytes(),
        genuine
            .replacen('{', r#"{"Type":"Notification","#, 1)
            .into_bytes(),
        genuine.replacen("plain text", r"\ud800", 1).into_bytes(),
        [genuine.as_bytes(), b"\xff"].concat(),
        genuine
            .replacen('{', "{\"x\":\"\u{1}\u{fffd}\",", 1)
            .replace('\u{fffd}', "\n")
            .into_bytes(),
        [b"{\"x\":\"\xff\",", &genuine.as_bytes()[1..]].concat(),
        genuine
            .replacen('{', &format!("{{\"x\":{},", "[".repeat(100_000)), 1)
            .into_bytes(),
        genuine
            .replace("SigningCertURL", "SigningCertUrl")
            .into_bytes(),
        format!("{genuine}{}", " ".repeat(2 * 1024 * 1024)).into_bytes(),
    ];
    let (server, verifier) = of_vectors().await;
    for body in bodies {
        let refusal = verifier.verify(&body, None, now()).await.unwrap_err();
        let start = String::from_utf8_lossy(&body[..body.len().min(60)]).into_owned();
        assert!(
            matches!(refusal, Refusal::Malformed(_)),
            "{refusal}: {start}"
        );
    }
    for end in 0..genuine.len() {
        verifier
            .verify(&genuine.as_bytes()[..end], None, now())
            .await
            .unwrap_err();
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn unsigned_fields_are_neither_believed_nor_visited() {
    let (server, verifier) = of_vectors().await;
    let mut draft = n1("UnsubscribeURL", "http://169.254.169.254/latest")
        .with("Token", "not a token\n")
        .with("SubscribeURL", "http://169.254.169.254/");
    draft.0.insert(
        "MessageAttributes".into(),
        json!({"version": {"Value": "9"}}),
    );
    draft
        .0
        .insert("Records".into(), json!([{"Sns": {"Message": "other"}}]));
    let verified = verify(&verifier, &draft).await.unwrap();
    assert!(
        matches!(&verified, VerifiedMessage::Notification { message, .. } if message == "plain text")
    );
    assert!(!format!("{verified:?}").contains("169.254"));
    assert_eq!(server.count(), 1, "the certificate alone");
}

#[tokio::test]
async fn the_end_of_a_subscription_is_told_and_nothing_else() {
    let (server, verifier) = of_signer().await;
    let draft = Draft::confirmation("UnsubscribeConfirmation").signed();
    let Ok(VerifiedMessage::Unsubscribed {
        topic,
        message_id,
        timestamp,
    }) = verify(&verifier, &draft).await
    else {
        panic!()
    };
    assert_eq!(topic, TOPIC);
    assert_eq!(message_id, draft.text("MessageId"));
    assert_eq!(timestamp.to_string(), draft.text("Timestamp"));
    assert_eq!(server.count(), 1, "the certificate alone");
}

#[tokio::test]
async fn a_message_may_hold_any_text_and_come_again() {
    let (server, verifier) = of_signer().await;
    for text in ["", "\u{0}", "a\r\nb\n", "𝄞", &"\"".repeat(256 * 1024)] {
        let draft = Draft::notification().with("Message", text).signed();
        for _ in 0..2 {
            let verified = verify(&verifier, &draft).await.unwrap();
            assert!(
                matches!(verified, VerifiedMessage::Notification { message, .. } if message == text)
            );
        }
    }
    let later = now() + 10 * SECOND;
    let body = Draft::notification().signed().json();
    verifier
        .verify(body.as_bytes(), Some("Notification"), later)
        .await
        .unwrap();
    assert_eq!(server.count(), 1);
}
