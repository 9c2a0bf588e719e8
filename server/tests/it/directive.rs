//! Alexa's directives: who is believed, and what each token opens.

use domain::time::SECOND;
use replenish::clock::system_now;
use reqwest::RequestBuilder;
use ring::hmac;
use serde_json::{Value, json};
use sqlx::SqlitePool;

use crate::oauth::link;
use crate::test_server::TestServer;

/// Signed as the forwarder does.
fn signed(server: &TestServer, region: &str, body: &str) -> RequestBuilder {
    let seconds = (system_now().millis() / SECOND).to_string();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &[2; 32]);
    let tag = hmac::sign(&key, format!("{seconds}.{region}.{body}").as_bytes());
    let hex: String = tag
        .as_ref()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let request = server.http.post(server.url("/alexa/directive"));
    request
        .header("x-larder-timestamp", seconds)
        .header("x-larder-region", region)
        .header("x-larder-signature", format!("v1={hex}"))
        .header("content-type", "application/json")
        .body(body.to_owned())
}

fn directive(namespace: &str, name: &str, rest: &Value) -> String {
    let mut directive = json!({"header": {"namespace": namespace, "name": name,
        "messageId": "1bd5d003-31b9-476f-ad03-71d471922820", "correlationToken": "dFMb0z+PgpgdDmluhJ1LddFvSqZ/jCc8ptlAKulUj90jSqg==",
        "payloadVersion": "3"}, "payload": {}});
    for (name, value) in rest.as_object().unwrap() {
        directive[name] = value.clone();
    }
    json!({"directive": directive}).to_string()
}

fn scope(token: &str) -> Value {
    json!({"type": "BearerToken", "token": token})
}

fn discover(token: &str) -> String {
    let payload = json!({"payload": {"scope": scope(token)}});
    directive("Alexa.Discovery", "Discover", &payload)
}

fn report_state(token: &str) -> String {
    let endpoint =
        json!({"endpoint": {"scope": scope(token), "endpointId": "nobodys", "cookie": {}}});
    directive("Alexa", "ReportState", &endpoint)
}

fn accept_grant(token: &str) -> String {
    let grant = json!({"type": "OAuth2.AuthorizationCode", "code": "ANx"});
    let payload = json!({"payload": {"grant": grant, "grantee": scope(token)}});
    directive("Alexa.Authorization", "AcceptGrant", &payload)
}

/// What Alexa is answered.
async fn answer(server: &TestServer, body: &str) -> Value {
    let answer = signed(server, "EU", body).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer["event"]["header"]["payloadVersion"], "3");
    let id = answer["event"]["header"]["messageId"].as_str().unwrap();
    assert_eq!(id.len(), 36);
    answer
}

/// Name and type of an error.
fn error(answer: &Value) -> (&str, &str) {
    let text = |value: &'_ Value| value.as_str().map(str::to_owned).unwrap_or_default();
    assert_eq!(
        text(&answer["event"]["header"]["name"]),
        "ErrorResponse",
        "{answer}"
    );
    let namespace = answer["event"]["header"]["namespace"].as_str().unwrap();
    (
        namespace,
        answer["event"]["payload"]["type"].as_str().unwrap(),
    )
}

#[tokio::test]
async fn what_the_forwarder_has_not_signed_is_refused_and_after_many_tries_limited() {
    let server = TestServer::new().await;
    let body = discover("x");
    let unsigned = || {
        server
            .http
            .post(server.url("/alexa/directive"))
            .body(body.clone())
    };
    let other = signed(&server, "EU", &body).body(discover("y"));
    for request in [unsigned(), other] {
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 401);
        assert_eq!(answer.headers()["content-type"], "application/problem+json");
    }
    let mut last = 0;
    for _ in 0..25 {
        last = unsigned().send().await.unwrap().status().as_u16();
    }
    assert_eq!(last, 429);
    answer(&server, &body).await;
    let large = "x".repeat(300_000);
    let answer = signed(&server, "EU", &large).send().await.unwrap();
    assert_eq!(answer.status(), 413);
    let without = TestServer::with(|config| config.alexa = None).await;
    let answer = signed(&without, "EU", &body).send().await.unwrap();
    assert_eq!(answer.status(), 404);
}

#[tokio::test]
async fn a_token_that_is_nobodys_opens_nothing() {
    let server = TestServer::new().await;
    let mine = link(&server, &server.customer("Anna").await).await;
    for nobodys in ["Atza|x", "laa_x", &mine.refresh] {
        let found = answer(&server, &discover(nobodys)).await;
        assert_eq!(found["event"]["header"]["name"], "Discover.Response");
        assert_eq!(found["event"]["payload"]["endpoints"], json!([]));
        let state = answer(&server, &report_state(nobodys)).await;
        assert_eq!(error(&state), ("Alexa", "INVALID_AUTHORIZATION_CREDENTIAL"));
        let token = &state["event"]["header"]["correlationToken"];
        assert!(token.as_str().unwrap().starts_with("dFMb0z"));
        let granted = answer(&server, &accept_grant(nobodys)).await;
        assert_eq!(
            error(&granted),
            ("Alexa.Authorization", "ACCEPT_GRANT_FAILED")
        );
        for text in [&state, &granted].map(Value::to_string) {
            assert!(!text.contains(nobodys), "{text}");
        }
    }
    let pool = SqlitePool::connect(server.database.url()).await.unwrap();
    let over = sqlx::query("UPDATE oauth_access_tokens SET expires_at = 0");
    over.execute(&pool).await.unwrap();
    let state = answer(&server, &report_state(&mine.access)).await;
    assert_eq!(error(&state), ("Alexa", "EXPIRED_AUTHORIZATION_CREDENTIAL"));
    let found = answer(&server, &discover(&mine.access)).await;
    assert_eq!(found["event"]["payload"]["endpoints"], json!([]));
}

#[tokio::test]
async fn what_no_machine_does_and_what_is_no_directive_is_said() {
    let server = TestServer::new().await;
    let mine = link(&server, &server.customer("Anna").await).await;
    let state = answer(&server, &report_state(&mine.access)).await;
    assert_eq!(error(&state), ("Alexa", "NO_SUCH_ENDPOINT"));
    let endpoint = json!({"endpoint": {"scope": scope(&mine.access), "endpointId": "k"}});
    for body in [
        "",
        "{}",
        "[]",
        "\u{feff}",
        &directive("Alexa.PowerController", "TurnOn", &endpoint),
        &directive("Alexa.PowerController", "TurnOn", &json!({})),
        &directive("Alexa.Discovery", "Discover", &json!({})),
        &directive("Alexa", "ReportState", &json!({})),
    ] {
        let refused = answer(&server, body).await;
        assert_eq!(error(&refused), ("Alexa", "INVALID_DIRECTIVE"), "{body}");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_as_what_it_would_be() {
    let server = TestServer::new().await;
    let mine = link(&server, &server.customer("Anna").await).await;
    let token = &mine.access;
    for payload in [
        json!({"grant": {"type": "Other", "code": "ANx"}, "grantee": scope(token)}),
        json!({"grant": {"type": "OAuth2.AuthorizationCode", "code": "ANx"}}),
        json!({"grant": {"type": "OAuth2.AuthorizationCode", "code": "A Nx"}, "grantee": scope(token)}),
        json!({}),
    ] {
        let payload = json!({ "payload": payload });
        let body = directive("Alexa.Authorization", "AcceptGrant", &payload);
        let refused = answer(&server, &body).await;
        assert_eq!(
            error(&refused),
            ("Alexa.Authorization", "ACCEPT_GRANT_FAILED"),
            "{body}"
        );
    }
    for name in ["ReportState", "TurnOn"] {
        let endpoint = json!({"endpoint": {"scope": {}, "endpointId": "k"}});
        let refused = answer(&server, &directive("Alexa", name, &endpoint)).await;
        assert_eq!(error(&refused), ("Alexa", "INVALID_DIRECTIVE"));
        let event = &refused["event"];
        assert_eq!(event["endpoint"]["endpointId"], "k", "{refused}");
        let token = event["header"]["correlationToken"].as_str().unwrap();
        assert!(token.starts_with("dFMb0z"), "{refused}");
    }
    let long = "x".repeat(5_000);
    let body = report_state(token).replace("dFMb0z", &long);
    let refused = answer(&server, &body).await;
    let token = refused["event"]["header"]["correlationToken"].as_str();
    assert!(token.unwrap().starts_with(&long));
}

/// The customer links in the Alexa app of the sandbox: what comes of it.
async fn link_in_the_app(server: &TestServer, customer: &str) -> Result<String, String> {
    let browser = server.customer(customer).await;
    let alexa = server.amazon.alexa();
    let url = alexa
        .link_start(customer, sandbox::alexa::Region::EU)
        .unwrap();
    let path = url.strip_prefix(&server.origin).unwrap();
    assert_eq!(browser.get(path).await.status, 200);
    let answer = browser.post(path, &[("allow", "yes")]).await;
    alexa.link_finish(answer.location()).await
}

#[tokio::test]
async fn without_a_skill_nothing_is_linked() {
    let without = TestServer::with(|config| config.skill = None).await;
    let failed = link_in_the_app(&without, "Anna").await.unwrap_err();
    assert!(failed.contains("ACCEPT_GRANT_FAILED"), "{failed}");
}

#[tokio::test]
async fn an_account_is_linked_in_the_app_asked_and_unlinked_here() {
    let server = TestServer::new().await;
    let brewer = json!({"name": "Brewer 9", "replenisher": "alexa", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "capacity": "100", "starts": "full",
            "alexa": {"instance": "Pods", "replenishment_id": "arn:alexa:smarthome:drs:sensor:1"}}]});
    server.put_model("BREW-9", &brewer).await;
    let (_, code) = server.device_of("BREW-9", "A1").await;
    let anna = server.customer("Anna").await;
    let added = anna.post("/devices/add", &[("code", &code)]).await;
    assert_eq!(added.status, 303, "{}", added.body);
    let alexa = server.amazon.alexa();
    for end in ["unlinked", "signed out everywhere"] {
        let linked = link_in_the_app(&server, "Anna").await;
        assert_eq!(linked.as_deref(), Ok("Anna"));
        server.settle().await;
        let customer = alexa.state().customers["Anna"].clone();
        assert!(customer.enabled && customer.region == sandbox::alexa::Region::EU);
        let (endpoint, machine) = customer.machines.first_key_value().unwrap();
        assert_eq!(machine.name, "Brewer 9");
        assert!(machine.sensors.contains_key("Pods"));

        let told = alexa.ask_state("Anna", endpoint).await.unwrap();
        assert_eq!(told["event"]["header"]["name"], "StateReport", "{told}");
        let unknown = alexa.ask_state("Anna", "nobodys").await.unwrap();
        assert_eq!(error(&unknown), ("Alexa", "NO_SUCH_ENDPOINT"));
        alexa.refresh_link("Anna").await.unwrap();
        let found = alexa.ask_discover("Anna").await.unwrap();
        let found = found["event"]["payload"]["endpoints"]
            .as_array()
            .unwrap()
            .len();
        assert_eq!(found, 1);

        let settings = anna.get("/settings").await.body;
        assert!(settings.contains("Unlink from Alexa"), "{settings}");
        let (path, form): (_, &[_]) = match end {
            "unlinked" => ("/settings/alexa/unlink", &[]),
            _ => ("/sign-out", &[("everywhere", "1")]),
        };
        assert_eq!(anna.post(path, form).await.status, 303);
        let lost = alexa.refresh_link("Anna").await.unwrap_err();
        assert!(lost.contains("invalid_grant"), "{end}: {lost}");
        let settings = server.customer("Anna").await.get("/settings").await.body;
        assert!(!settings.contains("Unlink from Alexa"), "{end}");
        server.settle().await;
        // Linked again is later than unlinked.
        server.clock.advance_to(server.clock.now() + SECOND);
    }
}

#[tokio::test]
async fn whoever_says_no_in_the_app_links_nothing() {
    let server = TestServer::new().await;
    let browser = server.customer("Ben").await;
    let alexa = server.amazon.alexa();
    let url = alexa.link_start("Ben", sandbox::alexa::Region::NA).unwrap();
    let path = url.strip_prefix(&server.origin).unwrap();
    let no = browser.post(path, &[("allow", "no")]).await;
    let refused = alexa.link_finish(no.location()).await;
    assert_eq!(refused.unwrap_err(), "it was refused: access_denied");
    let again = alexa.link_finish(no.location()).await;
    assert_eq!(again.unwrap_err(), "the state is of nobody here");
    assert!(alexa.state().customers.is_empty());
}
