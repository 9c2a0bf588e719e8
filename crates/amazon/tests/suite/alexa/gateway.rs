//! The event gateway and the skill's tokens: what is asked where, and what each answer means.

use std::time::Duration;

use amazon::LwaError;
use amazon::alexa::{Cause, Consequence, Event, GatewayError, Property, Sampled};
use domain::Time;
use domain::alexa::Region;
use secrecy::ExposeSecret;
use serde_json::json;

use super::{alexa, message};
use crate::golden;
use crate::server::{self, Answer, Server};

fn event() -> Event {
    let at = |properties| Sampled {
        properties,
        at: Time::from_millis(0),
    };
    Event::Change {
        endpoint: "machine-1".into(),
        cause: Cause::PeriodicPoll,
        changed: at(vec![Property::Connectivity { reachable: true }]),
        context: at(vec![]),
    }
}

async fn send(answer: Answer) -> Result<(), GatewayError> {
    let server = Server::always(answer).await;
    let alexa = alexa(&server.origin);
    let sent = alexa
        .send(Region::Europe, &"Atza|x".into(), message(), &event())
        .await;
    assert_eq!(server.count(), 1, "sent once, redirects not followed");
    sent
}

#[tokio::test]
async fn each_region_has_its_gateway() {
    let server = Server::always(Answer::body(202, "")).await;
    let alexa = alexa(&server.origin);
    for (region, name) in Region::ALL.into_iter().zip(["na", "eu", "fe"]) {
        let sent = alexa
            .send(region, &"Atza|IQEBLjAs+/=".into(), message(), &event())
            .await;
        sent.unwrap();
        let requests = server.requests();
        let (head, body) = requests.last().unwrap().split_once("\n\n").unwrap();
        let head = head.replace(&body.len().to_string(), "LENGTH");
        golden::check_request(&format!("alexa_event.{name}"), &head);
        assert_eq!(body.matches("Atza|IQEBLjAs+/=").count(), 1);
    }
}

fn refused(status: u16, code: &str) -> GatewayError {
    GatewayError::Refused {
        status,
        code: code.into(),
    }
}

fn busy(status: u16) -> GatewayError {
    GatewayError::Busy {
        status,
        retry_after: None,
    }
}

#[tokio::test]
async fn every_answer_of_the_gateway_has_its_consequence() {
    use Consequence as C;
    let resend = C::Resend { after: None };
    let of = |status: u16, code: &str| {
        let body = json!({
            "header": { "namespace": "System", "name": "Exception", "messageId": "m" },
            "payload": { "code": code, "description": "Atza|secret" },
        });
        Answer::json(status, &body.to_string())
    };
    let cases = [
        (
            of(400, "INVALID_REQUEST_EXCEPTION"),
            refused(400, "INVALID_REQUEST_EXCEPTION"),
            C::GiveUp,
        ),
        (
            of(401, "INVALID_ACCESS_TOKEN_EXCEPTION"),
            GatewayError::InvalidToken,
            C::RefreshOnce,
        ),
        (
            of(403, "SKILL_NEVER_ENABLED_EXCEPTION"),
            GatewayError::NeverEnabled,
            C::WaitWhileFresh,
        ),
        (
            of(403, "SKILL_DISABLED_EXCEPTION"),
            GatewayError::Disabled,
            C::Unlinked,
        ),
        (
            of(403, "INSUFFICIENT_PERMISSION_EXCEPTION"),
            GatewayError::NoPermission,
            C::TellOperator,
        ),
        (
            of(404, "ACCOUNT_NOT_FOUND_EXCEPTION"),
            GatewayError::AccountNotFound,
            C::Unlinked,
        ),
        (
            of(404, "SKILL_NOT_FOUND_EXCEPTION"),
            GatewayError::SkillNotFound,
            C::Unlinked,
        ),
        (
            of(413, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION"),
            GatewayError::TooLarge,
            C::Split,
        ),
        (of(429, "THROTTLING_EXCEPTION"), busy(429), resend),
        (of(500, "INTERNAL_SERVICE_EXCEPTION"), busy(500), resend),
        (of(503, "SERVICE_UNAVAILABLE_EXCEPTION"), busy(503), resend),
        // Statuses of some codes are not known: the code decides.
        (
            of(400, "ACCOUNT_NOT_FOUND_EXCEPTION"),
            GatewayError::AccountNotFound,
            C::Unlinked,
        ),
        (
            of(400, "REQUEST_ENTITY_TOO_LARGE_EXCEPTION"),
            GatewayError::TooLarge,
            C::Split,
        ),
        (of(400, "THROTTLING_EXCEPTION"), busy(400), resend),
        // What was not looked at says nothing of a customer.
        (of(503, "SKILL_DISABLED_EXCEPTION"), busy(503), resend),
        (of(429, "SKILL_DISABLED_EXCEPTION"), busy(429), resend),
        // No JSON, or none with a code.
        (
            Answer::body(401, ""),
            GatewayError::InvalidToken,
            C::RefreshOnce,
        ),
        (
            Answer::body(401, "<html>"),
            GatewayError::InvalidToken,
            C::RefreshOnce,
        ),
        (Answer::body(403, "<html>"), refused(403, ""), C::GiveUp),
        (Answer::body(404, "no"), refused(404, ""), C::GiveUp),
        (Answer::json(404, "[]"), refused(404, ""), C::GiveUp),
        (
            Answer::json(403, r#"{"payload":{"code":7}}"#),
            refused(403, ""),
            C::GiveUp,
        ),
        (Answer::body(413, ""), GatewayError::TooLarge, C::Split),
        (Answer::body(502, "<html>"), busy(502), resend),
        (Answer::body(408, ""), busy(408), resend),
        (
            of(403, "SOMETHING\n|NEW"),
            refused(403, "SOMETHINGNEW"),
            C::GiveUp,
        ),
        // 202 is the only success.
        (Answer::json(200, "{}"), refused(200, ""), C::GiveUp),
        (Answer::body(204, ""), refused(204, ""), C::GiveUp),
        (Answer::redirect("/elsewhere"), refused(302, ""), C::GiveUp),
        (Answer::Broken, GatewayError::NoAnswer, resend),
    ];
    for (answer, error, consequence) in cases {
        let sent = send(answer).await.unwrap_err();
        assert_eq!(sent, error);
        assert_eq!(sent.consequence(), consequence, "{sent}");
        assert!(!format!("{sent} {sent:?}").contains("secret"));
        assert!(!sent.name().is_empty());
    }
    send(Answer::body(202, "<anything>")).await.unwrap();
    let nowhere = alexa(&server::nowhere())
        .send(Region::FarEast, &"Atza|x".into(), message(), &event())
        .await;
    assert_eq!(nowhere, Err(GatewayError::NotSent));
    let unwritable = alexa(&server::nowhere())
        .send(Region::FarEast, &"Atza\n".into(), message(), &event())
        .await;
    assert_eq!(unwritable, Err(GatewayError::Unwritable));
}

#[tokio::test]
async fn a_gateway_says_how_long_to_wait() {
    let answer = Answer::Whole(429, "retry-after: 7\r\n".into(), vec![]);
    assert_eq!(
        send(answer).await.unwrap_err().consequence(),
        Consequence::Resend {
            after: Some(Duration::from_secs(7))
        }
    );
}

#[tokio::test]
async fn a_grant_is_exchanged_with_the_skills_secret_and_no_address() {
    let server = Server::always(Answer::json(200, &golden::read("answers/token.json"))).await;
    let alexa = alexa(&server.origin);
    let tokens = alexa.accept_grant(&"ANdNAVhyhqirUelHGEHA".into()).await;
    assert!(
        tokens
            .unwrap()
            .access
            .expose_secret()
            .starts_with("Atza|IQEBLjAs")
    );
    golden::check_request("accept_grant", &server.requests()[0]);
    let tokens = alexa.refresh(&"Atzr|IQEBLzAt+/=".into()).await.unwrap();
    assert!(tokens.refresh.is_some());
    golden::check_request("refresh_grant", &server.requests()[1]);
}

#[tokio::test]
async fn a_grant_that_has_ended_is_told_from_a_service_that_is_away() {
    for (answer, expected) in [
        (
            Answer::json(400, &golden::read("answers/invalid_grant.json")),
            LwaError::InvalidGrant,
        ),
        (
            Answer::json(401, &golden::read("answers/invalid_client.json")),
            LwaError::InvalidClient,
        ),
        (Answer::body(503, ""), LwaError::Unavailable),
        (Answer::body(400, "<html>"), LwaError::Unreadable),
    ] {
        let server = Server::always(answer).await;
        let alexa = alexa(&server.origin);
        let code = alexa.accept_grant(&"code".into()).await.unwrap_err();
        let token = alexa.refresh(&"Atzr|x".into()).await.unwrap_err();
        assert_eq!((&code, &token), (&expected, &expected));
    }
}
