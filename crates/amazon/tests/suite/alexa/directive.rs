//! What Alexa asks, in Amazon's own form, and what is no directive.

use amazon::alexa::{Directive, Malformed};
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
        endpoint: Some(_),
    }) = read(&other)
    else {
        panic!()
    };
    assert_eq!((&*namespace, &*name), ("Alexa.PowerController", "TurnOn"));
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
        assert_eq!(read(&event).unwrap_err(), Malformed(field), "{event}");
    }
    assert_eq!(
        Directive::read(b"\xff{").unwrap_err(),
        Malformed("directive")
    );
}
