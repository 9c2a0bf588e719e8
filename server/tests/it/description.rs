//! The API's description against the router.

use std::collections::BTreeSet;

use domain::personal_token::PersonalScope;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::contract::{Answer, Description, checked};
use crate::test_server::{Browser, PROVISION, TestServer, model};

/// Every call: its method, its path with names in braces, and what is said of it.
fn calls(description: &Value) -> Vec<(Method, String, Value)> {
    let paths = description["paths"].as_object().unwrap();
    let calls = paths.iter().flat_map(|(path, item)| {
        let item = item.as_object().unwrap().iter();
        item.map(|(method, call)| {
            let method: Method = method.to_uppercase().parse().unwrap();
            (method, path.clone(), call.clone())
        })
    });
    calls.collect()
}

/// A path of nothing that is there.
fn filled(path: &str) -> String {
    path.replace("{entry}", "00000000-0000-7000-8000-000000000000")
        .replace(['{', '}'], "")
}

#[tokio::test]
async fn what_is_described_is_routed_and_nothing_else() {
    let server = TestServer::new().await;
    let Description(description) = Description::of(&server).await;
    let calls = calls(&description);
    assert!(calls.len() > 15, "{}", calls.len());
    let methods = [
        Method::GET,
        Method::PUT,
        Method::POST,
        Method::DELETE,
        Method::PATCH,
    ];
    for (_, path, _) in &calls {
        for method in &methods {
            let name = format!("{method} {path}");
            let described = calls.iter().any(|(m, p, _)| m == method && p == path);
            let answer = server
                .maker(method.clone(), &filled(path))
                .send()
                .await
                .unwrap();
            let (status, headers) = (answer.status(), answer.headers().clone());
            let problem: Value = answer.json().await.unwrap_or_default();
            assert_ne!(problem["code"], "no_such_call", "{name}");
            assert_eq!(
                status != StatusCode::METHOD_NOT_ALLOWED,
                described,
                "{name}"
            );
            assert_eq!(!headers.contains_key("allow"), described, "{name}");
        }
    }
    // A path is written once, beside its handler; the router has none of its own under `/api`.
    let source = include_str!("../../src/router.rs");
    let start = source.find("fn api()").unwrap();
    let end = source.find("fn pages(").unwrap();
    assert!(
        !source[start..end].contains(".route(\""),
        "a path that is not described"
    );
    assert!(
        !source.contains(".route(\"/api"),
        "a path that is not described"
    );
}

#[tokio::test]
async fn a_parameter_that_a_call_does_not_have_is_refused() {
    let server = TestServer::new().await;
    let Description(description) = Description::of(&server).await;
    for (method, path, call) in calls(&description) {
        let name = format!("{method} {path}");
        let ask = async |query: &str| {
            let url = server.url(&format!("{}{query}", filled(&path)));
            let answer = server.http.request(method.clone(), url).send().await;
            let answer = answer.unwrap();
            let status = answer.status().as_u16();
            let body: Value = answer.json().await.unwrap_or_default();
            (status, body["code"].as_str().unwrap_or_default().to_owned())
        };
        let refused = (400, "bad_query".to_owned());
        assert_eq!(ask("?nonsense=1").await, refused, "{name}");
        let own = call["parameters"].as_array().into_iter().flatten();
        let own = own.filter(|it| it["in"] == "query");
        for own in own.map(|it| it["name"].as_str().unwrap()) {
            let known = format!("?{own}=1");
            assert_ne!(ask(&known).await.0, 400, "{name}{known}: nobody asks");
            let query = format!("?{own}=1&{own}s=1");
            assert_eq!(ask(&query).await, refused, "{name}{query}");
        }
    }
}

#[tokio::test]
async fn every_call_says_what_it_may_be_answered() {
    let server = TestServer::new().await;
    let Description(description) = Description::of(&server).await;
    let mut names = Vec::new();
    for (method, path, call) in calls(&description) {
        let name = format!("{method} {path}");
        names.push(call["operationId"].as_str().unwrap().to_owned());
        assert!(call["summary"].is_string(), "{name}");
        assert!(!call["security"].as_array().unwrap().is_empty(), "{name}");
        let answers = call["responses"].as_object().unwrap();
        for status in ["401", "429", "500", "503"] {
            assert!(answers.contains_key(status), "{status} of {name}");
        }
        for (status, answer) in answers {
            let answer = match answer["$ref"].as_str() {
                Some(at) => description.pointer(at.trim_start_matches('#')).unwrap(),
                None => answer,
            };
            let failed = status.as_str() >= "400";
            let kind = match failed {
                true => "application/problem+json",
                false if path.ends_with("/stream") => "text/event-stream",
                false if path.ends_with("/label") => "image/svg+xml",
                false => "application/json",
            };
            assert!(answer["description"].is_string(), "{status} of {name}");
            let empty = ["202", "204", "304"].contains(&status.as_str());
            assert_eq!(
                answer["content"][kind]["schema"].is_null(),
                empty,
                "{status} of {name}"
            );
        }
        let kind = match path.ends_with("/import") {
            true => "text/csv",
            false => "application/json",
        };
        let body = &call["requestBody"]["content"][kind]["schema"];
        assert_eq!(call["requestBody"].is_null(), body.is_null(), "{name}");
        assert_ne!(body, &json!({}), "{name}");
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "{names:?}");
}

#[tokio::test]
async fn the_description_can_be_read() {
    let server = TestServer::new().await;
    let page = server
        .http
        .get(server.url("/api/docs/"))
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 200);
    let start = server
        .http
        .get(server.url("/api/docs/swagger-initializer.js"));
    let start = start.send().await.unwrap().text().await.unwrap();
    assert!(start.contains("/api/openapi.json"), "{start}");
}

/// What was answered, by call and status.
#[derive(Default)]
struct Seen(BTreeSet<(String, u16)>);

impl Seen {
    async fn send(&mut self, status: u16, request: RequestBuilder) -> Answer {
        let answer = checked(request).await;
        assert_eq!(answer.status.as_u16(), status, "{}", answer.text);
        self.0.extend(answer.of.clone().map(|name| (name, status)));
        answer
    }
}

#[tokio::test]
async fn every_success_and_every_kind_of_failure_is_as_described() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let mut seen = Seen::default();
    let maker = |method: Method, path: &str| server.maker(method, &format!("/api/v1{path}"));
    let machine =
        |method: Method, path: &str| server.call(method, &format!("/api/v1{path}"), &token);

    let reports = json!({"reports": [{"id": "1", "slot": "pods", "used": "90"}]});
    seen.send(200, machine(Method::POST, "/usage").json(&reports))
        .await;
    server.settle().await;
    seen.send(200, machine(Method::GET, "/device")).await;
    seen.send(201, machine(Method::POST, "/device/claim-code"))
        .await;
    seen.send(200, maker(Method::PUT, "/models/BREW-2").json(&model()))
        .await;
    seen.send(200, maker(Method::GET, "/models/BREW-2/breaker"))
        .await;
    let decide = || {
        let post = maker(Method::POST, "/models/BREW-2/breaker");
        post.json(&json!({"decision": "let_go"}))
    };
    seen.send(409, decide()).await;
    let mut tx = server.database.store().await.write().await.unwrap();
    let now = server.clock.now();
    let mut breaker = tx.breaker_lock("BREW-2", now).await.unwrap();
    while !breaker.holds(20, now) {}
    tx.breaker_put(&breaker).await.unwrap();
    tx.commit().await.unwrap();
    seen.send(200, decide()).await;
    let many = json!([{"model": "BREW-2", "serial": "K2"}, {"model": "BREW-2", "serial": "K3"}]);
    for status in [201, 200] {
        seen.send(status, maker(Method::POST, "/devices").json(&many))
            .await;
    }
    for list in [
        "/devices?limit=1",
        "/devices/K1",
        "/devices/K1/decisions",
        "/devices/K1/timeline?limit=2",
        "/orders",
        "/overview",
        "/jobs",
        "/messages?serial=K1",
        "/alerts",
        "/events?types=slot.low,order.requested&limit=2",
    ] {
        seen.send(200, maker(Method::GET, list)).await;
    }
    let more = json!({"reports": [{"id": "2", "slot": "pods", "used": "1"}]});
    seen.send(200, machine(Method::POST, "/usage").json(&more))
        .await;
    let jobs = seen.send(200, maker(Method::GET, "/devices/K1/jobs")).await;
    let job = |may: bool| {
        let jobs = jobs.json()["items"].as_array().unwrap().clone();
        let found = jobs.iter().find(|job| job["may_be_given_up"] == may);
        format!("/jobs/{}", found.unwrap()["id"].as_str().unwrap())
    };
    let run = format!("{}/run", job(false));
    seen.send(202, maker(Method::POST, &run)).await;
    seen.send(409, maker(Method::DELETE, &job(false))).await;
    seen.send(204, maker(Method::DELETE, &job(true))).await;
    let add = json!({"key": "1", "slot": "pods", "kind": "add", "amount": 1.5});
    let post = || maker(Method::POST, "/devices/K1/journal").json(&add);
    let entry = seen.send(201, post()).await.json();
    seen.send(200, post()).await;
    let undo = format!("/devices/K1/journal/{}/undo", entry["id"].as_str().unwrap());
    seen.send(201, maker(Method::POST, &undo)).await;
    seen.send(409, maker(Method::POST, &undo)).await;
    seen.send(200, maker(Method::GET, "/devices/K1/journal"))
        .await;
    seen.send(204, maker(Method::DELETE, "/devices/K1/test-orders"))
        .await;
    seen.send(201, maker(Method::POST, "/devices/K2/token"))
        .await;
    seen.send(201, maker(Method::POST, "/devices/K2/claim-code"))
        .await;
    let label = || maker(Method::POST, "/devices/K2/label");
    let code = seen
        .send(201, maker(Method::POST, "/devices/K2/claim-code"))
        .await
        .json();
    let known = json!({"claim_code": code["claim_code"]});
    seen.send(200, label().json(&known)).await;
    seen.send(201, label()).await;
    let file = maker(Method::POST, "/devices/import").body("serial,model\nK4,BREW-2\nK5,NONE\n");
    seen.send(200, file).await;
    for list in ["/models", "/models/BREW-2"] {
        seen.send(200, maker(Method::GET, list)).await;
    }
    server.put_model("MILL", &model()).await;
    seen.send(204, maker(Method::DELETE, "/models/MILL")).await;
    seen.send(202, maker(Method::DELETE, "/devices/K3")).await;
    let key = json!({"name": "shop", "scopes": ["usage"]});
    let key = seen
        .send(201, maker(Method::POST, "/keys").json(&key))
        .await;
    seen.send(200, maker(Method::GET, "/keys")).await;
    let usage = maker(Method::POST, "/devices/K1/usage");
    seen.send(200, usage.json(&reports)).await;
    let key = format!("/keys/{}", key.json()["id"].as_str().unwrap());
    seen.send(204, maker(Method::DELETE, &key)).await;

    let hook = json!({"url": "http://127.0.0.1:9/hook", "types": ["device.moved"]});
    let post = maker(Method::POST, "/webhooks").json(&hook);
    let hook = seen.send(201, post).await.json();
    let hook = format!("/webhooks/{}", hook["id"].as_str().unwrap());
    seen.send(200, maker(Method::GET, "/webhooks")).await;
    let of_hook = |rest: &str| maker(Method::POST, &format!("{hook}{rest}"));
    let test = seen.send(201, of_hook("/test")).await.json();
    seen.send(200, of_hook("/secret")).await;
    seen.send(409, of_hook("/enable")).await;
    let resend = format!(
        "/webhooks/deliveries/{}/resend",
        test["id"].as_str().unwrap()
    );
    seen.send(201, maker(Method::POST, &resend)).await;
    let deliveries = format!("{hook}/deliveries?limit=1");
    seen.send(200, maker(Method::GET, &deliveries)).await;
    let mut tx = server.database.store().await.write().await.unwrap();
    let id = hook.strip_prefix("/webhooks/").unwrap().parse().unwrap();
    let gone = domain::webhook::DisabledReason::Gone;
    assert!(tx.webhook_disable(id, now, gone).await.unwrap());
    tx.commit().await.unwrap();
    seen.send(200, of_hook("/enable")).await;
    seen.send(204, maker(Method::DELETE, &hook)).await;

    let asked = asked_of_shop(&server, &anna).await;
    let placed = json!({"id": "1", "type": "placed", "at": "2026-11-22T12:00:00Z"});
    for status in [201, 200] {
        let post = maker(Method::POST, &format!("/orders/{asked}/events"));
        seen.send(status, post.json(&placed)).await;
    }

    let supply = anna.supply("Coffee pods").await;
    let own = anna.personal_token(PersonalScope::Restock, "").await;
    let own = |method: Method, path: &str| server.call(method, &format!("/api/v1/me{path}"), &own);
    let one = format!("/supplies/{supply}");
    for path in ["/supplies", &one] {
        let answer = seen.send(200, own(Method::GET, path)).await;
        let tag = answer.headers["etag"].clone();
        let again = own(Method::GET, path).header("if-none-match", tag);
        seen.send(304, again).await;
    }
    let journal = format!("{one}/journal");
    let add = json!({"key": "own", "kind": "add", "amount": 1.5});
    for status in [201, 200] {
        let post = own(Method::POST, &journal).json(&add);
        seen.send(status, post).await;
    }
    for path in [&journal, "/events?limit=3"] {
        seen.send(200, own(Method::GET, path)).await;
    }
    let act = |slot: &str, act: &str| {
        let path = format!("/devices/K1/slots/{slot}/{act}");
        maker(Method::POST, &path).json(&json!({"reason": "a gift of ours"}))
    };
    seen.send(201, act("filter", "order")).await;
    seen.send(409, act("pods", "order")).await;
    seen.send(204, act("pods", "hold")).await;
    seen.send(204, act("pods", "resume")).await;
    // It does not end by itself.
    let stream = own(Method::GET, "/stream").send().await.unwrap();
    assert_eq!(stream.status(), StatusCode::OK);
    assert_eq!(stream.headers()["content-type"], "text/event-stream");
    seen.0.insert(("follow_my_supplies".to_owned(), 200));

    seen.send(400, maker(Method::GET, "/orders?limit=0")).await;
    seen.send(400, machine(Method::POST, "/usage").body("{"))
        .await;
    let factory = server.call(Method::GET, "/api/v1/orders", PROVISION);
    seen.send(403, factory).await;
    seen.send(404, maker(Method::GET, "/devices/K9")).await;
    let large = machine(Method::POST, "/usage").body(" ".repeat(1024 * 1024 + 1));
    seen.send(413, large).await;
    let large = maker(Method::POST, "/devices").body(" ".repeat(1024 * 1024 + 1));
    seen.send(413, large).await;
    let packed = machine(Method::POST, "/usage").header("content-encoding", "gzip");
    seen.send(415, packed.json(&reports)).await;
    let unknown = json!({"reports": [{"id": "2", "slot": "tea", "used": 1}]});
    seen.send(422, machine(Method::POST, "/usage").json(&unknown))
        .await;
    seen.send(422, maker(Method::PUT, "/models/a%20b").json(&model()))
        .await;
    seen.send(204, maker(Method::POST, "/devices/K1/disconnect"))
        .await;
    let other = server.database.store().await;
    let lock = other.write().await.unwrap();
    seen.send(503, machine(Method::POST, "/usage").json(&reports))
        .await;
    drop(lock);
    let guess = || server.call(Method::GET, "/api/v1/device", "a-guess");
    for _ in 0..20 {
        seen.send(401, guess()).await;
    }
    seen.send(429, guess()).await;

    let said = Description::of(&server).await.statuses();
    let said = said
        .iter()
        .flat_map(|(name, all)| all.iter().map(move |status| (name.clone(), *status)));
    let said: BTreeSet<_> = said.collect();
    let successes = |(_, status): &&(String, u16)| *status < 300;
    let missing: Vec<_> = said.difference(&seen.0).filter(successes).collect();
    assert!(missing.is_empty(), "never seen: {missing:?}");
    let kinds = |all: &BTreeSet<(String, u16)>| -> BTreeSet<_> {
        all.iter().map(|(_, status)| *status).collect()
    };
    // A fault of ours is none that a test could bring about.
    let unseen: Vec<_> = kinds(&said).difference(&kinds(&seen.0)).copied().collect();
    assert_eq!(unseen, [500]);
}

/// An order that the maker's shop was asked for.
async fn asked_of_shop(server: &TestServer, anna: &Browser<'_>) -> String {
    let model = json!({"name": "Shop's", "replenisher": "shop", "slots": [
        {"slot": "pods", "name": "Pods", "unit": "count", "capacity": 100, "starts": "full"}]});
    server.put_model("SHOP-1", &model).await;
    let (token, code) = server.device_of("SHOP-1", "S1").await;
    anna.post("/devices/add", &[("code", &code)]).await;
    let used = json!([{"id": "1", "slot": "pods", "used": 95}]);
    server.usage(&token, &used).send().await.unwrap();
    server.settle().await;
    let events = server.get("/api/v1/events?types=order.requested").await;
    let items = events["items"].as_array().unwrap();
    let asked = items.iter().find(|it| it["serial"] == "S1").unwrap();
    asked["order"].as_str().unwrap().to_owned()
}
