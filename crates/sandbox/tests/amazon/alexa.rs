//! Alexa: grants, the gateway's first look with every refusal, the silent second one, and what is made of levels.

use sandbox::alexa::{CLIENT_ID, CLIENT_SECRET, Faults, Mode, OrderState, Region, Reorder};
use serde_json::{Value, json};

use crate::rig::{HOUR, MINUTE, Rig};

const MACHINE: &str = "machine-1";

fn header(namespace: &str, name: &str) -> Value {
    json!({ "namespace": namespace, "name": name, "messageId": "m-1", "payloadVersion": "3" })
}

fn endpoint(id: &str) -> Value {
    json!({
        "endpointId": id,
        "manufacturerName": "Brewster",
        "friendlyName": "Kitchen",
        "description": "A brewer",
        "displayCategories": ["OTHER"],
        "capabilities": [
            { "type": "AlexaInterface", "interface": "Alexa", "version": "3" },
            { "type": "AlexaInterface", "interface": "Alexa.EndpointHealth", "version": "3",
              "properties": { "supported": [{ "name": "connectivity" }], "proactivelyReported": true,
                              "retrievable": true } },
            { "type": "AlexaInterface", "interface": "Alexa.InventoryLevelSensor", "version": "3", "instance": "Pods",
              "properties": { "supported": [{ "name": "level" }], "proactivelyReported": true, "retrievable": true },
              "capabilityResources": { "friendlyNames": [
                  { "@type": "text", "value": { "text": "Coffee pods", "locale": "en-US" } }] },
              "configuration": { "measurement": { "@type": "Count" },
                  "replenishment": { "@type": "DashReplenishmentId", "value": "arn:x" } } },
        ],
    })
}

fn discover_response() -> Value {
    json!({ "event": { "header": header("Alexa.Discovery", "Discover.Response"),
        "payload": { "endpoints": [endpoint(MACHINE)] } } })
}

fn level(value: i64, at: &str) -> Value {
    json!({ "namespace": "Alexa.InventoryLevelSensor", "instance": "Pods", "name": "level",
        "value": { "@type": "Count", "value": value }, "timeOfSample": at, "uncertaintyInMilliseconds": 0 })
}

fn change(token: &str, value: i64, at: &str) -> Value {
    json!({
        "context": { "properties": [
            { "namespace": "Alexa.EndpointHealth", "name": "connectivity", "value": { "value": "OK" },
              "timeOfSample": at, "uncertaintyInMilliseconds": 0 }] },
        "event": {
            "header": header("Alexa", "ChangeReport"),
            "endpoint": { "scope": { "type": "BearerToken", "token": token }, "endpointId": MACHINE },
            "payload": { "change": { "cause": { "type": "PERIODIC_POLL" }, "properties": [level(value, at)] } },
        },
    })
}

/// A rig whose customer has enabled the skill; the access and the refresh token.
async fn enabled() -> (Rig, String, String) {
    let rig = Rig::new().await;
    let code = rig.amazon.alexa().enable("Ada", Region::EU);
    let tokens = exchange(&rig, &code).await.1;
    rig.amazon
        .alexa()
        .discover("Ada", &discover_response())
        .unwrap();
    let field = |name: &str| tokens[name].as_str().unwrap().to_owned();
    let (access, refresh) = (field("access_token"), field("refresh_token"));
    (rig, access, refresh)
}

async fn exchange(rig: &Rig, code: &str) -> (u16, Value) {
    rig.token(&[
        ("grant_type", "authorization_code"),
        ("code", code),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ])
    .await
}

async fn refresh(rig: &Rig, token: &str) -> (u16, Value) {
    rig.token(&[
        ("grant_type", "refresh_token"),
        ("refresh_token", token),
        ("client_id", CLIENT_ID),
        ("client_secret", CLIENT_SECRET),
    ])
    .await
}

/// The status, and the code of a refusal.
async fn post(rig: &Rig, region: &str, token: &str, body: &Value) -> (u16, String) {
    let url = format!("{}/alexa/{region}/v3/events", rig.origin);
    let request = rig.http.post(url).bearer_auth(token).json(body);
    let answer = request.send().await.unwrap();
    let status = answer.status().as_u16();
    let text = answer.text().await.unwrap();
    let body: Value = serde_json::from_str(&text).unwrap_or_default();
    let code = body["payload"]["code"].as_str().unwrap_or_default();
    (status, code.to_owned())
}

fn problems(rig: &Rig) -> Vec<String> {
    let entries = rig.amazon.alexa().state().debugger;
    entries
        .into_iter()
        .filter_map(|entry| entry.problem)
        .collect()
}

fn believed(rig: &Rig) -> Option<f64> {
    let state = rig.amazon.alexa().state();
    state.customers["Ada"].machines[MACHINE].sensors["Pods"].level
}

/// So many milliseconds after the beginning.
fn at(millis: i64) -> String {
    let time = jiff::Timestamp::from_millisecond(crate::rig::START + millis).unwrap();
    time.to_string()
}

#[tokio::test]
async fn a_code_works_once_and_tokens_go_on_until_the_skill_is_disabled() {
    let rig = Rig::new().await;
    let alexa = rig.amazon.alexa();
    let code = alexa.enable("Ada", Region::NA);
    let (status, tokens) = exchange(&rig, &code).await;
    assert_eq!((status, tokens["expires_in"].as_i64()), (200, Some(3600)));
    let again = exchange(&rig, &code).await;
    assert_eq!(
        (again.0, again.1["error"].as_str()),
        (400, Some("invalid_grant"))
    );
    let token = tokens["refresh_token"].as_str().unwrap();
    let (status, fresh) = refresh(&rig, token).await;
    assert_eq!((status, fresh.get("refresh_token")), (200, None));
    alexa.set_faults(Faults {
        rotation: true,
        ..Faults::default()
    });
    let (_, rotated) = refresh(&rig, token).await;
    let next = rotated["refresh_token"].as_str().unwrap();
    assert_eq!(refresh(&rig, token).await.1["error"], "invalid_grant");
    alexa.disable("Ada").unwrap();
    assert_eq!(refresh(&rig, next).await.1["error"], "invalid_grant");
    let wrong = rig
        .token(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", next),
            ("client_id", CLIENT_ID),
        ])
        .await;
    assert_eq!(
        (wrong.0, wrong.1["error"].as_str()),
        (401, Some("invalid_client"))
    );
}

#[tokio::test]
async fn the_first_look_refuses_by_amazons_codes() {
    let (rig, access, _) = enabled().await;
    let alexa = rig.amazon.alexa();
    let right = change(&access, 40, &at(0));
    assert_eq!(
        post(&rig, "eu", &access, &right).await,
        (202, String::new())
    );
    let refused = async |region: &str, token: &str, body: &Value, status: u16, code: &str| {
        let answer = post(&rig, region, token, body).await;
        assert_eq!(answer, (status, code.to_owned()), "{body}");
    };
    let (invalid, unknown) = (
        "INVALID_REQUEST_EXCEPTION",
        "INVALID_ACCESS_TOKEN_EXCEPTION",
    );
    let never = "SKILL_NEVER_ENABLED_EXCEPTION";
    refused("eu", "Atza|no", &change("Atza|no", 1, &at(0)), 401, unknown).await;
    refused("eu", &access, &change("Atza|no", 1, &at(0)), 400, invalid).await;
    refused("na", &access, &right, 403, never).await;
    for (pointer, value) in [
        ("/event/header/payloadVersion", json!("3.0")),
        ("/event/header/name", json!("InventoryConsumed")),
        ("/event/endpoint/endpointId", json!("a b/")),
        ("/event/payload/change/properties/0/value/value", json!(1.5)),
        (
            "/event/payload/change/properties/0/value/@type",
            json!("count"),
        ),
        (
            "/event/payload/change/properties/0/timeOfSample",
            json!("2025-12-01T12:00:00.1234Z"),
        ),
        (
            "/event/payload/change/properties/0/timeOfSample",
            json!("2025-12-01T12:00:00+00:00"),
        ),
        (
            "/event/payload/change/properties/0/uncertaintyInMilliseconds",
            Value::Null,
        ),
        ("/context/properties/0/value/value", json!("GONE")),
    ] {
        let mut wrong = right.clone();
        *wrong.pointer_mut(pointer).unwrap() = value;
        refused("eu", &access, &wrong, 400, invalid).await;
    }
    let many = json!({ "event": { "header": header("Alexa.Discovery", "DeleteReport"),
        "payload": { "endpoints": vec![json!({ "endpointId": "x" }); 301],
            "scope": { "type": "BearerToken", "token": access } } } });
    refused(
        "eu",
        &access,
        &many,
        413,
        "REQUEST_ENTITY_TOO_LARGE_EXCEPTION",
    )
    .await;
    alexa.set_faults(Faults {
        no_permission: true,
        ..Faults::default()
    });
    refused(
        "eu",
        &access,
        &right,
        403,
        "INSUFFICIENT_PERMISSION_EXCEPTION",
    )
    .await;
    alexa.set_faults(Faults {
        propagation_ms: MINUTE,
        ..Faults::default()
    });
    refused("eu", &access, &right, 403, never).await;
    rig.advance(MINUTE).await;
    assert_eq!(post(&rig, "eu", &access, &right).await.0, 202);
    alexa.disable("Ada").unwrap();
    refused("eu", &access, &right, 403, "SKILL_DISABLED_EXCEPTION").await;
    alexa.forget("Ada").unwrap();
    refused("eu", &access, &right, 401, unknown).await;
}

#[tokio::test]
async fn the_second_look_tells_the_debugger_alone() {
    let (rig, access, _) = enabled().await;
    let taken = async |body: &Value| {
        assert_eq!(post(&rig, "eu", &access, body).await.0, 202, "{body}");
    };
    taken(&change(&access, 40, &at(1_000))).await;
    assert_eq!((believed(&rig), problems(&rig)), (Some(40.0), vec![]));
    let mut wrong = change(&access, 30, &at(2_000));
    wrong["event"]["payload"]["change"]["properties"][0]["instance"] = json!("Beans");
    taken(&wrong).await;
    let mut wrong = change(&access, 30, &at(2_000));
    wrong["event"]["payload"]["change"]["properties"][0]["value"] =
        json!({ "@type": "Volume", "value": 1, "unit": "LITER" });
    taken(&wrong).await;
    let mut wrong = change(&access, 30, &at(2_000));
    wrong["event"]["endpoint"]["endpointId"] = json!("another");
    taken(&wrong).await;
    taken(&change(&access, 50, &at(0))).await;
    assert_eq!(believed(&rig), Some(40.0));
    assert_eq!(
        problems(&rig),
        [
            "Beans: no such instance",
            "Pods: another measure than was discovered",
            "another: no such endpoint",
            "Pods: a later sample is known",
        ]
    );
    rig.amazon.alexa().set_faults(Faults {
        believes_late: true,
        ..Faults::default()
    });
    taken(&change(&access, 50, &at(0))).await;
    assert_eq!(believed(&rig), Some(50.0));
}

#[tokio::test]
async fn what_is_taken_may_come_to_nothing_or_be_late() {
    let (rig, access, _) = enabled().await;
    rig.amazon.alexa().set_faults(Faults {
        lost: 1,
        late: 1,
        late_ms: HOUR,
        ..Faults::default()
    });
    for pods in [40, 30, 20] {
        let body = change(&access, pods, &at(pods));
        assert_eq!(post(&rig, "eu", &access, &body).await.0, 202);
    }
    assert_eq!(believed(&rig), Some(20.0), "40 is lost, and 30 on its way");
    rig.advance(HOUR).await;
    assert_eq!(believed(&rig), Some(30.0), "its sample is the later one");
}

#[tokio::test]
async fn machines_come_change_and_go() {
    let (rig, access, _) = enabled().await;
    let report = |name: &str, endpoints: Value| {
        json!({ "event": { "header": header("Alexa.Discovery", name),
            "payload": { "endpoints": endpoints, "scope": { "type": "BearerToken", "token": access } } } })
    };
    post(&rig, "eu", &access, &change(&access, 40, &at(0))).await;
    let mut renamed = endpoint(MACHINE);
    renamed["friendlyName"] = json!("Office");
    let both = report("AddOrUpdateReport", json!([renamed, endpoint("machine-2")]));
    assert_eq!(post(&rig, "eu", &access, &both).await.0, 202);
    let machines = &rig.amazon.alexa().state().customers["Ada"].machines;
    let names: Vec<_> = machines.values().map(|it| it.name.as_str()).collect();
    assert_eq!(
        (names, believed(&rig)),
        (vec!["Office", "Kitchen"], Some(40.0))
    );
    let gone = report("DeleteReport", json!([{ "endpointId": "machine-2" }]));
    assert_eq!(post(&rig, "eu", &access, &gone).await.0, 202);
    assert_eq!(
        rig.amazon.alexa().state().customers["Ada"].machines.len(),
        1
    );
}

#[tokio::test]
async fn what_is_low_three_times_is_ordered_after_six_hours_and_shipped_a_day_later() {
    let (rig, access, _) = enabled().await;
    let alexa = rig.amazon.alexa();
    let told = async |pods: i64| {
        let now = rig.now() - crate::rig::START;
        let body = change(&access, pods, &at(now));
        assert_eq!(post(&rig, "eu", &access, &body).await.0, 202);
    };
    let sensor = || alexa.state().customers["Ada"].machines[MACHINE].sensors["Pods"].clone();
    let reorder = |mode| Reorder {
        mode,
        threshold: Some(10.0),
        pack: 36.0,
    };
    alexa
        .set_reorder("Ada", MACHINE, "Pods", reorder(Mode::Auto))
        .unwrap();
    for pods in [100, 9, 8, 11, 9, 9] {
        told(pods).await;
        rig.advance(MINUTE).await;
    }
    assert!(!sensor().low, "two in a row");
    told(7).await;
    assert!(sensor().low && sensor().orders.is_empty());
    rig.advance(6 * HOUR - 1).await;
    assert!(sensor().orders.is_empty());
    rig.advance(1).await;
    assert_eq!(sensor().orders[0].state, OrderState::Placed);
    rig.advance(24 * HOUR).await;
    assert_eq!(sensor().orders[0].state, OrderState::Shipped);
    assert_eq!(sensor().household, 36.0);
    assert!(sensor().stale, "not told for 30 hours");
    told(6).await;
    told(36).await;
    assert_eq!((sensor().household, sensor().low), (6.0, false));
    assert!(!sensor().stale);
    rig.advance(24 * HOUR).await;
    assert!(!sensor().stale);
    rig.advance(1).await;
    assert!(sensor().stale);
    assert_eq!(
        sensor().orders.len(),
        1,
        "once for each time that it is low"
    );
}

#[tokio::test]
async fn a_customer_cancels_or_is_only_told() {
    let (rig, access, _) = enabled().await;
    let alexa = rig.amazon.alexa();
    let told = async |pods: i64| {
        let now = rig.now() - crate::rig::START;
        post(&rig, "eu", &access, &change(&access, pods, &at(now))).await;
    };
    let orders = || {
        let state = alexa.state();
        let orders = &state.customers["Ada"].machines[MACHINE].sensors["Pods"].orders;
        orders.iter().map(|it| it.state).collect::<Vec<_>>()
    };
    for pods in [100, 1, 1, 1] {
        told(pods).await;
    }
    rig.advance(6 * HOUR).await;
    alexa.cancel("Ada", MACHINE, "Pods").unwrap();
    rig.advance(48 * HOUR).await;
    assert_eq!(orders(), [OrderState::Cancelled]);
    let notify = Reorder {
        mode: Mode::Notify,
        ..Reorder::default()
    };
    alexa.set_reorder("Ada", MACHINE, "Pods", notify).unwrap();
    for pods in [100, 1, 1, 1] {
        told(pods).await;
    }
    rig.advance(48 * HOUR).await;
    assert_eq!(orders(), [OrderState::Cancelled]);
}

#[tokio::test]
async fn the_page_shows_it_and_has_the_levers() {
    let (rig, access, _) = enabled().await;
    post(&rig, "eu", &access, &change(&access, 40, &at(0))).await;
    let page = async || {
        let answer = rig.http.get(format!("{}/sandbox", rig.origin)).send();
        answer.await.unwrap().text().await.unwrap()
    };
    let shown = page().await;
    for words in [
        "Alexa",
        "Coffee pods",
        "40 Count",
        "1 × ChangeReport",
        "the skill is enabled",
    ] {
        assert!(shown.contains(words), "{words}");
    }
    let lever = |name: &str| format!("{}/sandbox/alexa/customers/Ada/{name}", rig.origin);
    let form = [("endpoint", MACHINE)];
    let pulled = rig
        .http
        .post(lever("disable"))
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(pulled.status(), 303);
    assert!(page().await.contains("the skill is disabled"));
    let reorder = json!({ "endpoint": MACHINE, "instance": "Pods", "reorder": { "mode": "off" } });
    let gone = rig
        .http
        .post(lever("reorder"))
        .json(&reorder)
        .send()
        .await
        .unwrap();
    assert_eq!(gone.status(), 404, "a disabled skill has no machines");
    let unknown = rig.http.post(lever("shout")).send().await.unwrap();
    assert_eq!(unknown.status(), 404);
    let faults = format!("{}/sandbox/alexa/faults", rig.origin);
    let set = rig
        .http
        .put(&faults)
        .json(&json!({ "lost": 2 }))
        .send()
        .await
        .unwrap();
    assert_eq!(
        (
            set.status().as_u16(),
            rig.amazon.alexa().state().faults.lost
        ),
        (204, 2)
    );
    let wrong = rig
        .http
        .put(&faults)
        .json(&json!({ "lots": 2 }))
        .send()
        .await
        .unwrap();
    assert_eq!(wrong.status(), 400);
}
