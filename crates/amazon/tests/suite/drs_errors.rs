//! Every way a DRS call can fail, on every call, and what the caller may do then.

use std::time::Duration;

use amazon::{Amazon, Decision, DrsError};
use domain::Time;

use crate::drs::{access, status};
use crate::server::{self, Answer, Server};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Call {
    Replenish,
    SlotStatus,
    DeviceStatus,
    SubscriptionInfo,
    OrderInfo,
    Deregister,
    CancelOne,
    CancelAll,
}

use Call::*;

const CALLS: [Call; 8] = [
    Replenish,
    SlotStatus,
    DeviceStatus,
    SubscriptionInfo,
    OrderInfo,
    Deregister,
    CancelOne,
    CancelAll,
];

impl Call {
    fn has_slot(self) -> bool {
        matches!(self, Replenish | SlotStatus | CancelOne)
    }

    async fn run(self, amazon: &Amazon, slot: &str) -> Result<(), DrsError> {
        let access = &access();
        match self {
            Replenish => amazon.replenish(access, slot).await.map(drop),
            SlotStatus => amazon.slot_status(access, slot, &status()).await,
            DeviceStatus => amazon.device_status(access, Time::from_millis(0)).await,
            SubscriptionInfo => amazon.subscription_info(access).await.map(drop),
            OrderInfo => amazon.order_info(access, slot).await.map(drop),
            Deregister => amazon.deregister(access).await,
            CancelOne => amazon.cancel_test_orders(access, Some(slot)).await,
            CancelAll => amazon.cancel_test_orders(access, None).await,
        }
    }
}

async fn fails_on_every_call(answer: Answer, expected: impl Fn(Call) -> DrsError) {
    let server = Server::always(answer).await;
    let amazon = server::amazon(&server.origin);
    for call in CALLS {
        let (before, expected) = (server.count(), expected(call));
        // What version 2 is refused is asked in version 1.
        let asked_again = matches!(
            (call, &expected),
            (SubscriptionInfo, DrsError::Refused { .. })
        );
        assert_eq!(call.run(&amazon, "slot").await, Err(expected), "{call:?}");
        let sent = server.count() - before;
        assert_eq!(sent, 1 + usize::from(asked_again), "{call:?}");
    }
}

fn refused(status: u16, message: &str) -> DrsError {
    DrsError::Refused {
        status,
        message: message.into(),
    }
}

#[tokio::test]
async fn a_dead_token_is_told_by_its_words_or_401_or_403() {
    for answer in [
        Answer::json(400, r#"{"message":"Invalid token"}"#),
        Answer::json(400, r#"{"Message":"invalid token."}"#),
        Answer::json(401, r#"{"message":"no"}"#),
        Answer::body(401, ""),
        Answer::body(403, "<html>"),
    ] {
        fails_on_every_call(answer, |_| DrsError::InvalidToken).await;
    }
    assert_eq!(
        DrsError::InvalidToken.decision(),
        Decision::RefreshTokenOnce
    );
}

#[tokio::test]
async fn a_paused_slot_is_told_by_its_words_whatever_the_status() {
    let body = r#"{"message":"Unable to place order - slot : <slot> is unsubscribed."}"#;
    for status in [400, 403, 404, 409, 500] {
        fails_on_every_call(Answer::json(status, body), |_| DrsError::Unsubscribed).await;
    }
    assert_eq!(
        DrsError::Unsubscribed.decision(),
        Decision::SyncSubscription
    );
}

#[tokio::test]
async fn a_slot_that_does_not_exist_is_a_404() {
    fails_on_every_call(Answer::body(404, ""), |call| {
        if call.has_slot() {
            DrsError::UnknownSlot
        } else {
            refused(404, "")
        }
    })
    .await;
    assert_eq!(DrsError::UnknownSlot.decision(), Decision::Fail);
}

#[tokio::test]
async fn other_refusals_are_final() {
    for status in [400, 405, 409, 410, 413, 415, 422] {
        fails_on_every_call(Answer::json(status, r#"{"message":"Why not"}"#), |_| {
            refused(status, "Why not")
        })
        .await;
    }
    for body in ["", "no JSON", "[]", r#"{"message":7}"#] {
        fails_on_every_call(Answer::body(400, body), |_| refused(400, "")).await;
    }
    assert_eq!(refused(400, "").decision(), Decision::Fail);
}

#[tokio::test]
async fn redirects_are_not_followed() {
    fails_on_every_call(Answer::redirect("/elsewhere"), |_| refused(302, "")).await;
}

#[tokio::test]
async fn a_busy_amazon_is_asked_again_later() {
    for status in [408, 429, 500, 502, 503, 504] {
        fails_on_every_call(Answer::body(status, "<html>"), |_| DrsError::Busy {
            status,
            retry_after: None,
        })
        .await;
    }
    for (header, seconds) in [
        ("120", Some(120)),
        ("9999999999", Some(86_400)),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
    ] {
        let answer = Answer::Whole(503, format!("retry-after: {header}\r\n"), vec![]);
        let after = seconds.map(Duration::from_secs);
        fails_on_every_call(answer, |_| DrsError::Busy {
            status: 503,
            retry_after: after,
        })
        .await;
        let busy = DrsError::Busy {
            status: 503,
            retry_after: after,
        };
        assert_eq!(busy.decision(), Decision::RetryLater { after });
    }
}

#[tokio::test]
async fn what_was_not_sent_may_be_sent_again() {
    let amazon = server::amazon(&server::nowhere());
    for call in CALLS {
        assert_eq!(
            call.run(&amazon, "slot").await,
            Err(DrsError::NotSent),
            "{call:?}"
        );
    }
    assert_eq!(
        DrsError::NotSent.decision(),
        Decision::RetryLater { after: None }
    );
}

#[tokio::test]
async fn a_connection_that_breaks_after_sending_leaves_the_outcome_open() {
    fails_on_every_call(Answer::Broken, |_| DrsError::NoAnswer).await;
    assert_eq!(DrsError::NoAnswer.decision(), Decision::OutcomeUnknown);
}

#[tokio::test]
async fn an_answer_that_never_comes_leaves_the_outcome_open() {
    let server = Server::always(Answer::Silent).await;
    let amazon = server::amazon(&server.origin);
    let call = tokio::spawn(async move { amazon.replenish(&access(), "slot").await });
    server.saw(1).await;
    // From here the clock runs to the next deadline whenever nothing else can happen.
    tokio::time::pause();
    assert_eq!(call.await.unwrap(), Err(DrsError::NoAnswer));
    assert_eq!(server.count(), 1);
}

#[tokio::test]
async fn a_success_that_cannot_be_read_matters_where_something_was_asked() {
    let asks = |call| matches!(call, SubscriptionInfo | OrderInfo);
    for body in [
        "",
        "<html>",
        "[]",
        "{}",
        r#"{"slotsSubscriptionStatus":[],"orderInfoData":{}}"#,
    ] {
        let server = Server::always(Answer::body(200, body)).await;
        let amazon = server::amazon(&server.origin);
        for call in CALLS {
            let expected = if asks(call) {
                Err(DrsError::Unreadable)
            } else {
                Ok(())
            };
            assert_eq!(call.run(&amazon, "slot").await, expected, "{call:?} {body}");
        }
    }
    let server = Server::always(Answer::Cut(200, b"{".to_vec())).await;
    let amazon = server::amazon(&server.origin);
    for call in CALLS {
        let expected = if asks(call) {
            Err(DrsError::NoAnswer)
        } else {
            Ok(())
        };
        assert_eq!(call.run(&amazon, "slot").await, expected, "{call:?}");
    }
}

#[tokio::test]
async fn an_id_that_cannot_be_in_a_path_is_not_sent() {
    let server = Server::always(Answer::body(200, "")).await;
    let amazon = server::amazon(&server.origin);
    for id in ["", ".", ".."] {
        for call in CALLS
            .into_iter()
            .filter(|call| call.has_slot() || *call == OrderInfo)
        {
            let error = call.run(&amazon, id).await.unwrap_err();
            assert_eq!(error.decision(), Decision::Fail, "{call:?} {id}");
        }
    }
    assert_eq!(server.count(), 0);
}

#[tokio::test]
async fn no_error_repeats_the_token() {
    let token = "Atza|IQEBLjAs+/=";
    let long = "x".repeat(1000);
    let body = format!(r#"{{"message":"{token}\nis odd, (Atzr|other) {long}"}}"#);
    let server = Server::always(Answer::json(400, &body)).await;
    let amazon = server::amazon(&server.origin);
    let error = amazon.replenish(&access(), "s").await.unwrap_err();
    let DrsError::Refused { message, .. } = &error else {
        panic!("{error}")
    };
    assert!(message.starts_with("… is odd, … x"), "{message}");
    assert_eq!(message.chars().count(), 200);
    assert!(!format!("{error} {error:?}").contains("Atz"));

    let odd = secrecy::SecretString::from("Atza|\n");
    let error = amazon.replenish(&odd, "s").await.unwrap_err();
    assert_eq!(error, DrsError::Invalid("the access token"));
    assert_eq!(server.count(), 1);
}
