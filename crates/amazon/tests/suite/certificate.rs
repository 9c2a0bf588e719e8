//! Certificates: what may come from the host, for how long it is kept, and how often it is asked.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use amazon::{Refusal, SnsVerifier};
use domain::Time;
use domain::time::{DAY, MINUTE, SECOND};
use tokio::sync::Semaphore;

use crate::server::{self, Answer, Server};
use crate::signer::{self, Draft, Subject, TOPIC};
use crate::verifier::{now, verifier, verify};

fn message() -> Draft {
    Draft::notification().signed()
}

/// The same message, naming the `number`-th certificate.
fn naming(number: usize) -> Draft {
    let url =
        format!("https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-{number:032}.pem");
    message().with("SigningCertURL", &url)
}

/// A host that has the certificate of the first message, and no other.
async fn one_certificate() -> Server {
    let good = signer::certificate();
    Server::start(
        move |request, _| match request.contains("0123456789abcdef") {
            true => Answer::body(200, good.clone()),
            false => Answer::body(404, ""),
        },
    )
    .await
}

/// A verifier that believes messages of any age, so that the clock can be moved.
fn patient(server: &Server) -> SnsVerifier {
    let amazon = server::amazon(&server.origin);
    SnsVerifier::new(
        &amazon,
        vec![TOPIC.parse().unwrap()],
        Duration::from_secs(10 * 365 * 86_400),
    )
}

/// One answer at first; the good certificate after 5 s of being remembered.
async fn heals(first: Answer) -> Refusal {
    let healed = Answer::body(200, signer::certificate());
    let server = Server::start(move |_, n| {
        if n == 0 {
            first.clone()
        } else {
            healed.clone()
        }
    })
    .await;
    let verifier = verifier(&server);
    let refusal = verify(&verifier, &message()).await.unwrap_err();
    assert_eq!(verify(&verifier, &message()).await.unwrap_err(), refusal);
    assert_eq!(server.count(), 1, "a failure is remembered for a moment");
    let body = message().json();
    verifier
        .verify(body.as_bytes(), None, now() + 5 * SECOND)
        .await
        .unwrap();
    assert_eq!(server.count(), 2, "and not longer");
    refusal
}

#[tokio::test]
async fn a_host_that_fails_is_a_passing_refusal() {
    let pem = signer::certificate();
    for answer in [
        Answer::redirect("/elsewhere.pem"),
        Answer::body(301, pem.clone()),
        Answer::body(206, pem.clone()),
        Answer::body(404, pem.clone()),
        Answer::body(429, ""),
        Answer::body(500, pem.clone()),
        Answer::body(503, ""),
        Answer::Broken,
        Answer::Cut(200, pem.into_bytes()),
    ] {
        let refusal = heals(answer).await;
        assert!(matches!(refusal, Refusal::Unavailable(_)), "{refusal}");
        assert!(refusal.is_passing());
    }
}

#[tokio::test]
async fn a_host_that_is_away_or_silent_is_a_passing_refusal() {
    let amazon = server::amazon(&server::nowhere());
    let away = SnsVerifier::new(
        &amazon,
        vec![TOPIC.parse().unwrap()],
        Duration::from_secs(4500),
    );
    assert!(verify(&away, &message()).await.unwrap_err().is_passing());

    let server = Server::always(Answer::Silent).await;
    let verifier = verifier(&server);
    let (body, now) = (message().json(), now());
    let call = tokio::spawn(async move { verifier.verify(body.as_bytes(), None, now).await });
    server.saw(1).await;
    // From here the clock runs to the next deadline whenever nothing else can happen.
    tokio::time::pause();
    assert!(call.await.unwrap().unwrap_err().is_passing());
}

#[tokio::test]
async fn a_body_that_is_not_one_fitting_certificate_is_refused_for_good() {
    let good = signer::certificate();
    let subject = Subject::default;
    for (what, body) in [
        ("nothing", String::new()),
        ("10 MB", "-----BEGIN CERTIFICATE-----\n".repeat(400_000)),
        ("XML around it", format!("<x>{good}</x>")),
        ("text before it", format!("x\n{good}")),
        ("text after it", format!("{good}x")),
        ("two", format!("{good}{good}")),
        ("a private key", good.replace("CERTIFICATE", "PRIVATE KEY")),
        (
            "no base64",
            "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----".into(),
        ),
        (
            "no DER",
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----".into(),
        ),
        (
            "half of it",
            format!("{}\n-----END CERTIFICATE-----", good[..700].trim_end()),
        ),
        ("an elliptic key", subject().pem_of_elliptic_key()),
        ("a small key", subject().pem_of_small_key()),
        (
            "an authority",
            Subject {
                is_ca: true,
                ..subject()
            }
            .pem(),
        ),
        (
            "a wrong name",
            Subject {
                names: vec!["sns.example"],
                ..subject()
            }
            .pem(),
        ),
        (
            "another region's",
            Subject {
                names: vec!["sns.us-west-2.amazonaws.com"],
                ..subject()
            }
            .pem(),
        ),
        (
            "a name in the wrong place",
            Subject {
                names: vec!["x"],
                common_name: signer::NAME,
                ..subject()
            }
            .pem(),
        ),
        (
            "expired",
            Subject {
                to_year: 2025,
                ..subject()
            }
            .pem(),
        ),
        (
            "not valid yet",
            Subject {
                from_year: 2030,
                ..subject()
            }
            .pem(),
        ),
    ] {
        let server = Server::always(Answer::body(200, body)).await;
        let refusal = verify(&verifier(&server), &message()).await.unwrap_err();
        assert!(
            matches!(refusal, Refusal::Certificate(_)),
            "{what}: {refusal}"
        );
        assert!(!refusal.is_passing());
        assert_eq!(server.count(), 1);
    }
    heals(Answer::body(200, "<html>")).await;
}

#[tokio::test]
async fn a_stranger_certificate_does_not_verify() {
    let server = Server::always(Answer::body(200, signer::vector_certificate())).await;
    assert_eq!(
        verify(&verifier(&server), &message()).await.unwrap_err(),
        Refusal::Signature
    );
}

#[tokio::test]
async fn every_name_of_the_regions_signer_is_good() {
    for subject in [
        Subject {
            names: vec!["sns.amazonaws.com"],
            ..Subject::default()
        },
        Subject {
            names: vec!["x", "sns.eu-west-1.amazonaws.com"],
            ..Subject::default()
        },
        Subject {
            names: vec!["sns-signing.eu-west-1.amazonaws.com"],
            ..Subject::default()
        },
        Subject {
            names: vec![],
            common_name: "sns.amazonaws.com",
            ..Subject::default()
        },
    ] {
        let pem = subject.pem().replace('\n', "\r\n");
        let server = Server::always(Answer::body(200, format!("{pem}\r\n"))).await;
        verify(&verifier(&server), &message()).await.unwrap();
    }
}

#[tokio::test]
async fn many_messages_at_once_wait_for_one_fetch() {
    let permit = Arc::new(Semaphore::new(0));
    let then = Answer::body(200, signer::certificate());
    let server = Server::always(Answer::Held(permit.clone(), Box::new(then))).await;
    let verifier = Arc::new(verifier(&server));
    let mut calls = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let verifier = verifier.clone();
        calls.spawn(async move { verify(&verifier, &message()).await.map(drop) });
    }
    server.saw(1).await;
    permit.add_permits(1);
    assert!(calls.join_all().await.iter().all(Result::is_ok));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_fetch_that_is_given_up_leaves_the_turn_to_the_next() {
    let held = Arc::new(AtomicBool::new(true));
    let silent = held.clone();
    let pem = signer::certificate();
    let server = Server::start(move |_, _| match silent.load(Ordering::SeqCst) {
        true => Answer::Silent,
        false => Answer::body(200, pem.clone()),
    })
    .await;
    let verifier = Arc::new(verifier(&server));
    let first = verifier.clone();
    let first = tokio::spawn(async move { verify(&first, &message()).await.map(drop) });
    server.saw(1).await;
    first.abort();
    assert!(first.await.unwrap_err().is_cancelled());
    held.store(false, Ordering::SeqCst);
    verify(&verifier, &message()).await.unwrap();
}

#[tokio::test]
async fn a_certificate_is_kept_for_a_day() {
    let server = Server::always(Answer::body(200, signer::certificate())).await;
    let (verifier, body) = (patient(&server), message().json());
    for (later, fetches) in [(0, 1), (DAY - 1, 1), (DAY, 2), (DAY + 1, 2)] {
        verifier
            .verify(body.as_bytes(), None, now() + later)
            .await
            .unwrap();
        assert_eq!(server.count(), fetches, "{later}");
    }
}

#[tokio::test]
async fn a_kept_certificate_ends_when_it_says_so() {
    let subject = Subject {
        to_year: 2027,
        ..Subject::default()
    };
    let server = Server::always(Answer::body(200, subject.pem())).await;
    let (verifier, body) = (patient(&server), message().json());
    let end = Time::parse("2027-01-01T00:00:00Z").unwrap();
    verifier
        .verify(body.as_bytes(), None, end - 1000)
        .await
        .unwrap();
    verifier.verify(body.as_bytes(), None, end).await.unwrap();
    let refusal = verifier
        .verify(body.as_bytes(), None, end + 1000)
        .await
        .unwrap_err();
    assert_eq!(refusal, Refusal::Certificate("not valid now"));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn names_that_do_not_exist_are_limited_and_push_out_nothing_good() {
    let server = one_certificate().await;
    let verifier = verifier(&server);
    verify(&verifier, &message()).await.unwrap();
    for number in 0..50 {
        assert!(
            verify(&verifier, &naming(number))
                .await
                .unwrap_err()
                .is_passing()
        );
    }
    assert_eq!(server.count(), 30, "no more in one minute");
    verify(&verifier, &message()).await.unwrap();
    let next = now() + MINUTE;
    for number in 100..150 {
        let body = naming(number).json();
        assert!(
            verifier
                .verify(body.as_bytes(), None, next)
                .await
                .unwrap_err()
                .is_passing()
        );
    }
    assert_eq!(server.count(), 60);
    verifier
        .verify(message().json().as_bytes(), None, next)
        .await
        .unwrap();
    assert_eq!(server.count(), 60, "the good one is still kept");
}

#[tokio::test]
async fn at_most_32_certificates_are_kept_and_the_least_used_goes() {
    let server = Server::always(Answer::body(200, signer::certificate())).await;
    let verifier = verifier(&server);
    let ask = async |number: usize, minutes: i64| {
        let body = naming(number).json();
        verifier
            .verify(body.as_bytes(), None, now() + minutes * MINUTE)
            .await
            .unwrap();
        server.count()
    };
    for number in 0..20 {
        ask(number, 0).await;
    }
    for number in 20..32 {
        ask(number, 1).await;
    }
    assert_eq!(ask(0, 1).await, 32);
    assert_eq!(ask(32, 1).await, 33);
    assert_eq!(ask(0, 1).await, 33, "used lately: kept");
    assert_eq!(ask(1, 1).await, 34, "used least lately: gone");
}

#[tokio::test]
async fn a_name_that_was_good_is_fetched_again_whatever_was_invented_meanwhile() {
    let server = one_certificate().await;
    let (verifier, body) = (patient(&server), message().json());
    verifier.verify(body.as_bytes(), None, now()).await.unwrap();
    let next = now() + DAY;
    for number in 0..50 {
        let invented = naming(number).json();
        let refused = verifier.verify(invented.as_bytes(), None, next).await;
        assert!(refused.unwrap_err().is_passing());
    }
    assert_eq!(
        server.count(),
        31,
        "the budget of names nobody has heard of is used up"
    );
    verifier.verify(body.as_bytes(), None, next).await.unwrap();
    assert_eq!(server.count(), 32);
}
