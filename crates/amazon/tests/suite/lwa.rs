//! Login with Amazon: the addresses, the requests, and every answer's meaning.

use std::time::Duration;

use amazon::{Amazon, LwaError, ScopeData, Verifier};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use crate::golden;
use crate::server::{self, Answer, Server};

/// The verifier of RFC 7636, appendix B.
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

fn verifier() -> Verifier {
    Verifier::new(VERIFIER.into()).unwrap()
}

fn redirect() -> Url {
    "https://maker.example/auth/lwa/callback".parse().unwrap()
}

fn query(url: &Url) -> Vec<(String, String)> {
    url.query_pairs()
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect()
}

#[test]
fn sign_in_asks_for_the_user_id_alone() {
    let amazon = server::amazon(&server::nowhere());
    let consent = amazon.sign_in_url(&redirect(), "st/ate&".into(), verifier());
    assert!(
        consent
            .url
            .as_str()
            .starts_with("http://127.0.0.1:1/ap/oa?")
    );
    let expected = [
        ("response_type", "code"),
        ("client_id", "amzn1.application-oa2-client.X"),
        ("state", "st/ate&"),
        (
            "code_challenge",
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
        ),
        ("code_challenge_method", "S256"),
        ("redirect_uri", "https://maker.example/auth/lwa/callback"),
        ("scope", "profile:user_id"),
    ];
    assert_eq!(
        query(&consent.url),
        expected.map(|(n, v)| (n.to_owned(), v.to_owned()))
    );
    assert_eq!(consent.state, "st/ate&");
    assert_eq!(consent.verifier.expose_secret(), VERIFIER);
}

#[test]
fn registration_names_the_machine_in_scope_data() {
    let amazon = server::amazon(&server::nowhere());
    let scope_data = |test, non_live| {
        let device = ScopeData {
            model: "BREW\"2",
            serial: "K1",
            is_test_device: test,
            should_include_non_live: non_live,
        };
        let url = amazon
            .registration_url(&redirect(), "s".into(), verifier(), &device)
            .url;
        let query = query(&url);
        assert!(query.contains(&("scope".into(), "dash:replenish".into())));
        query
            .into_iter()
            .find(|(name, _)| name == "scope_data")
            .unwrap()
            .1
    };
    assert_eq!(
        scope_data(false, false),
        r#"{"dash:replenish":{"device_model":"BREW\"2","serial":"K1","is_test_device":false}}"#
    );
    assert_eq!(
        scope_data(true, true),
        r#"{"dash:replenish":{"device_model":"BREW\"2","serial":"K1","is_test_device":true,"should_include_non_live":true}}"#
    );
}

#[test]
fn a_verifier_has_the_form_of_rfc_7636() {
    for text in [
        "a".repeat(43),
        "a".repeat(128),
        format!("{}-._~", "0".repeat(39)),
    ] {
        assert!(Verifier::new(text).is_ok());
    }
    for text in [
        "a".repeat(42),
        "a".repeat(129),
        format!("{}+", "a".repeat(43)),
        "é".repeat(43),
    ] {
        assert!(Verifier::new(text).is_err());
    }
    assert!(!format!("{:?}", verifier()).contains(VERIFIER));
}

async fn exchange(amazon: &Amazon) -> Result<amazon::Tokens, LwaError> {
    amazon
        .exchange_code("ANdNAVhyhqirUelHGEHA", &redirect(), &VERIFIER.into())
        .await
}

async fn refresh(amazon: &Amazon) -> Result<amazon::Tokens, LwaError> {
    amazon.refresh(&"Atzr|IQEBLzAt+/=".into()).await
}

#[tokio::test]
async fn a_code_becomes_tokens() {
    let server = Server::always(Answer::json(200, &golden::read("answers/token.json"))).await;
    let tokens = exchange(&server::amazon(&server.origin)).await.unwrap();
    golden::check_request("exchange_code", &server.requests()[0]);
    assert_eq!(tokens.access.expose_secret(), "Atza|IQEBLjAsAhRBxxxxxxxx");
    assert_eq!(
        tokens.refresh.as_ref().unwrap().expose_secret(),
        "Atzr|IQEBLzAtAhUAxxxxxxxx"
    );
    assert_eq!(tokens.expires_in, Duration::from_secs(3573));
    assert!(!format!("{tokens:?}").contains("Atz"));
}

#[tokio::test]
async fn a_refresh_may_leave_the_refresh_token_out() {
    let answer = r#"{"access_token":"Atza|2","token_type":"bearer","extra":[1]}"#;
    let server = Server::always(Answer::body(200, answer)).await;
    let tokens = refresh(&server::amazon(&server.origin)).await.unwrap();
    golden::check_request("refresh", &server.requests()[0]);
    assert_eq!(tokens.access.expose_secret(), "Atza|2");
    assert!(tokens.refresh.is_none());
    assert_eq!(tokens.expires_in, Duration::from_secs(3600));
}

#[tokio::test]
async fn every_answer_of_the_token_endpoint_has_its_meaning() {
    let refused = |code: &str| LwaError::Refused { code: code.into() };
    let error = |status, code: &str| {
        Answer::json(
            status,
            &format!(r#"{{"error_description":"Atzr|IQ","error":"{code}"}}"#),
        )
    };
    let cases = [
        (
            Answer::json(400, &golden::read("answers/invalid_grant.json")),
            LwaError::InvalidGrant,
        ),
        (
            Answer::json(401, &golden::read("answers/invalid_client.json")),
            LwaError::InvalidClient,
        ),
        (error(400, "unauthorized_client"), LwaError::InvalidClient),
        (error(400, "invalid_request"), refused("invalid_request")),
        (
            error(400, "unsupported_grant_type"),
            refused("unsupported_grant_type"),
        ),
        (error(400, "InvalidValue"), refused("InvalidValue")),
        (error(400, "x\\ny Atzr|"), refused("xyAtzr")),
        (error(500, "ServerError"), LwaError::Unavailable),
        (error(400, "servererror"), LwaError::Unavailable),
        (error(400, "temporarily_unavailable"), LwaError::Unavailable),
        (error(503, "invalid_grant"), LwaError::Unavailable),
        (error(429, "invalid_grant"), LwaError::Unavailable),
        (
            Answer::body(502, "<html>bad gateway"),
            LwaError::Unavailable,
        ),
        (Answer::body(400, "<html>"), LwaError::Unreadable),
        (Answer::body(400, ""), LwaError::Unreadable),
        (Answer::json(200, "{}"), LwaError::Unreadable),
        (Answer::json(200, ""), LwaError::Unreadable),
        (Answer::json(200, r#"["Atza|IQ"]"#), LwaError::Unreadable),
        (Answer::json(200, &" ".repeat(70_000)), LwaError::Unreadable),
        (Answer::Cut(200, b"{".to_vec()), LwaError::Unreadable),
        (Answer::redirect("/elsewhere"), LwaError::Unreadable),
        (Answer::Broken, LwaError::Unavailable),
    ];
    for (answer, expected) in cases {
        let server = Server::always(answer).await;
        let amazon = server::amazon(&server.origin);
        let code = exchange(&amazon).await.unwrap_err();
        let token = refresh(&amazon).await.unwrap_err();
        assert_eq!((&code, &token), (&expected, &expected));
        assert!(!format!("{code} {code:?}").contains("IQ"));
        assert_eq!(
            server.count(),
            2,
            "one request each, redirects not followed"
        );
    }
    let amazon = server::amazon(&server::nowhere());
    assert_eq!(refresh(&amazon).await.unwrap_err(), LwaError::Unavailable);
}

#[tokio::test]
async fn the_profile_tells_the_user_id() {
    let answer = r#"{"user_id":"amzn1.account.K2LI23KL2LK2"}"#;
    let server = Server::always(Answer::json(200, answer)).await;
    let amazon = server::amazon(&server.origin);
    let access = SecretString::from("Atza|IQEBLjAs");
    assert_eq!(
        amazon.user_id(&access).await.unwrap(),
        "amzn1.account.K2LI23KL2LK2"
    );
    golden::check_request("profile", &server.requests()[0]);
}

#[tokio::test]
async fn every_answer_of_the_profile_has_its_meaning() {
    let refused = |code: &str| LwaError::Refused { code: code.into() };
    let error = |status, code: &str| Answer::json(status, &format!(r#"{{"error":"{code}"}}"#));
    let cases = [
        (error(400, "invalid_token"), LwaError::InvalidToken),
        (error(401, "invalid_token"), LwaError::InvalidToken),
        (
            error(403, "insufficient_scope"),
            refused("insufficient_scope"),
        ),
        (error(400, "invalid_request"), refused("invalid_request")),
        (Answer::body(404, "no"), refused("404")),
        (Answer::redirect("/elsewhere"), refused("302")),
        (error(500, "ServerError"), LwaError::Unavailable),
        (Answer::json(200, "{}"), LwaError::Unreadable),
        (Answer::json(200, r#"{"user_id":""}"#), LwaError::Unreadable),
        (Answer::json(200, r#"{"user_id":7}"#), LwaError::Unreadable),
        (Answer::Cut(200, b"{".to_vec()), LwaError::Unreadable),
        (Answer::Broken, LwaError::Unavailable),
    ];
    for (answer, expected) in cases {
        let server = Server::always(answer).await;
        let amazon = server::amazon(&server.origin);
        assert_eq!(
            amazon.user_id(&"Atza|x".into()).await.unwrap_err(),
            expected
        );
        assert_eq!(server.count(), 1);
    }
}
