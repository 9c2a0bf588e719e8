//! What Alexa asks, in Amazon's own form, and what is no directive.

use amazon::alexa::{About, Directive, Malformed};
use secrecy::ExposeSecret;
use serde_json::{Value, json};

fn directive(namespace: &str, name: &str, rest: Value) -> Value {
    let mut directive = json!({
        "header": {
            "namespace": namespace,
            "name": name,
            "messageId": "1bd5d003-31b9-476f-ad03-71d471922820",
            "payloadVersion": "3",
        },
        "payload": {},
    });
    for (key, value) in rest.as_object().unwrap() {
        match key.as_str() {
            "correlationToken" => directive["header"][key] = value.clone(),
            _ => directive[key] = value.clone(),
        }
    }
    json!({ "directive": directive })
}

fn read(event: &Value) -> Result<Directive, Malformed> {
    Directive::read(event.to_string().as_bytes())
}

fn accept_grant() -> Value {
    directive(
        "Alexa.Authorization",
        "AcceptGrant",
        json!({ "payload": {
            "grant": { "type": "OAuth2.AuthorizationCode", "code": "VGhpcyBpcyBhIGNvZGU" },
            "grantee": { "type": "BearerToken", "token": "larder-token" },
        } }),
    )
}

fn report_state() -> Value {
    directive(
        "Alexa",
        "ReportState",
        json!({
            "correlationToken": "dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==",
            "endpoint": {
                "scope": { "type": "BearerToken", "token": "larder-token" },
                "endpointId": "machine-1",
                "cookie": { "any": "thing" },
            },
        }),
    )
}

#[test]
fn every_kind_is_read() {
    let Ok(Directive::AcceptGrant { code, token }) = read(&accept_grant()) else {
        panic!()
    };
    assert_eq!(code.expose_secret(), "VGhpcyBpcyBhIGNvZGU");
    assert_eq!(token.expose_secret(), "larder-token");
    let scope = json!({ "payload": { "scope": { "type": "BearerToken", "token": "t" } } });
    let Ok(Directive::Discover { token }) = read(&directive("Alexa.Discovery", "Discover", scope))
    else {
        panic!()
    };
    assert_eq!(token.expose_secret(), "t");
    let Ok(Directive::ReportState(asked)) = read(&report_state()) else {
        panic!()
    };
    assert_eq!(asked.endpoint, "machine-1");
    assert_eq!(asked.token.expose_secret(), "larder-token");
    assert!(asked.correlation.unwrap().starts_with("dFMb0z+"));
    let mut other = report_state();
    other["directive"]["header"]["namespace"] = json!("Alexa.PowerController");
    other["directive"]["header"]["name"] = json!("TurnOn");
    let Ok(Directive::Other {
        namespace,
        name,
        about,
    }) = read(&other)
    else {
        panic!()
    };
    assert_eq!((&*namespace, &*name), ("Alexa.PowerController", "TurnOn"));
    assert_eq!(about, asked_of_machine());
}

/// What an answer to [`report_state`] repeats.
fn asked_of_machine() -> About {
    About {
        endpoint: Some("machine-1".to_owned()),
        correlation: Some("dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==".to_owned()),
    }
}

#[test]
fn what_cannot_be_read_is_answered_as_what_it_would_be() {
    let mut event = report_state();
    event["directive"]["endpoint"]["scope"] = json!({});
    let malformed = read(&event).unwrap_err();
    assert_eq!(malformed.about, asked_of_machine());
    assert!(!malformed.is_grant);
    event["directive"]["header"]["payloadVersion"] = json!("2");
    assert_eq!(read(&event).unwrap_err().about, asked_of_machine());
    for (at, to) in [
        ("/directive/payload/grant/type", json!("Other")),
        ("/directive/payload/grantee", json!({})),
        ("/directive/payload", json!({})),
        ("/directive/header/payloadVersion", json!("2")),
    ] {
        let mut event = accept_grant();
        *event.pointer_mut(at).unwrap() = to;
        assert!(read(&event).unwrap_err().is_grant, "{event}");
    }
    let unknown = read(&json!({ "directive": {} })).unwrap_err();
    assert_eq!((unknown.is_grant, unknown.about), (false, About::default()));
}

#[test]
fn whatever_comes_back_in_the_answer_is_kept_as_it_is() {
    for token in ["x".repeat(100_000), "a\nb".to_owned(), String::new()] {
        let mut event = report_state();
        event["directive"]["header"]["correlationToken"] = json!(token);
        let Ok(Directive::ReportState(asked)) = read(&event) else {
            panic!()
        };
        assert_eq!(asked.correlation, Some(token));
    }
}

#[test]
fn no_secret_is_printed() {
    for event in [accept_grant(), report_state()] {
        let printed = format!("{:?}", read(&event).unwrap());
        assert!(!printed.contains("larder-token") && !printed.contains("VGhpcy"));
    }
}

#[test]
fn what_lacks_something_is_refused_by_its_name() {
    let changed = |event: Value, at: &str, to: Value| {
        let mut event = event;
        *event.pointer_mut(at).unwrap() = to;
        event
    };
    let grant = "/directive/payload/grant";
    for (event, field) in [
        (json!({}), "directive"),
        (json!([]), "directive"),
        (json!({ "directive": {} }), "header"),
        (
            changed(accept_grant(), "/directive/header/namespace", json!(7)),
            "namespace",
        ),
        (
            changed(accept_grant(), "/directive/header/name", json!("")),
            "name",
        ),
        (
            changed(accept_grant(), "/directive/header/name", json!("a\nb")),
            "name",
        ),
        (
            changed(
                accept_grant(),
                "/directive/header/payloadVersion",
                json!("2"),
            ),
            "payloadVersion",
        ),
        (
            changed(accept_grant(), &format!("{grant}/type"), json!("Other")),
            "grant.type",
        ),
        (
            changed(accept_grant(), &format!("{grant}/code"), json!("")),
            "grant.code",
        ),
        (
            changed(
                accept_grant(),
                &format!("{grant}/code"),
                json!("c".repeat(5_000)),
            ),
            "grant.code",
        ),
        (
            changed(
                accept_grant(),
                "/directive/payload/grantee/type",
                json!("No"),
            ),
            "grantee",
        ),
        (
            changed(
                accept_grant(),
                "/directive/payload/grantee/token",
                json!("a b"),
            ),
            "grantee",
        ),
        (directive("Alexa.Discovery", "Discover", json!({})), "scope"),
        (directive("Alexa", "ReportState", json!({})), "endpoint"),
        (
            changed(
                report_state(),
                "/directive/endpoint/endpointId",
                Value::Null,
            ),
            "endpoint",
        ),
    ] {
        assert_eq!(read(&event).unwrap_err().what, field, "{event}");
    }
    let malformed: Malformed = Directive::read(b"\xff{").unwrap_err();
    assert_eq!(malformed.what, "directive");
}
