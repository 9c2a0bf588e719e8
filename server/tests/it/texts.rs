//! What people type is text, of any alphabet: counted in characters, shown as it is everywhere and never
//! read as something else. What nobody types is refused before it reaches a database.

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::Config;

use crate::device_api::answer;
use crate::test_server::{TestServer, model};

/// Ends a title, an element and an attribute, where something does not escape it.
const EVIL: &str = "</title><textarea>'\" x-evil=\"1\"<x-evil";

/// The parts of tags that are no value between quotes: names of elements and attributes.
fn names(html: &str) -> String {
    let (mut names, mut quoted, mut in_tag) = (String::new(), None, false);
    for letter in html.chars() {
        match (letter, quoted) {
            ('<', None) if !in_tag => in_tag = true,
            ('>', None) => in_tag = false,
            ('"' | '\'', None) if in_tag => quoted = Some(letter),
            (letter, Some(quote)) if letter == quote => quoted = None,
            (letter, None) if in_tag => names.push(letter),
            _ => {}
        }
    }
    names
}

#[tokio::test]
async fn a_name_is_text_on_every_page() {
    let server = TestServer::with(|config| config.brand.name = format!("Acme {EVIL}")).await;
    let mut spec = model();
    spec["name"] = json!(EVIL);
    spec["slots"][0]["name"] = json!(EVIL);
    spec["slots"][0]["products"] = json!([{"asin": "B00PODS036", "name": EVIL}]);
    let put = server
        .maker(Method::PUT, "/api/v1/models/BREW-2")
        .json(&spec);
    assert_eq!(put.send().await.unwrap().status(), 200);
    let (browser, id, token) = server.owner("Anna", "K1").await;
    let called = browser
        .post(&format!("/devices/{id}/name"), &[("name", EVIL)])
        .await;
    assert_eq!(called.status, StatusCode::SEE_OTHER, "{}", called.body);
    let reports = json!([{"id": "1", "slot": "pods", "used": 60, "at": "2026-11-10T08:00:00Z"},
        {"id": "2", "slot": "pods", "used": 35}]);
    server.usage(&token, &reports).send().await.unwrap();
    server.settle().await;
    let list = browser.get("/supplies").await.body;
    let supply = list.split("href=\"/supplies/").nth(1).unwrap()[..36].to_owned();
    let order = server.get("/api/v1/orders").await["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for path in [
        "/",
        "/supplies",
        &format!("/supplies/{supply}"),
        &format!("/supplies/{supply}/restock"),
        &format!("/supplies/{supply}/level"),
        &format!("/supplies/{supply}/journal"),
        "/orders",
        &format!("/orders/{order}"),
        "/devices",
        &format!("/devices/{id}"),
        &format!("/devices/{id}/connect"),
        &format!("/devices/{id}/remove"),
        "/settings",
        "/settings/household",
        "/settings/tokens",
        "/settings/data",
        "/help",
        "/legal/privacy",
        "/offline",
        "/no/such/page",
    ] {
        let page = browser.get(path).await;
        if page.status == StatusCode::FOUND {
            continue;
        }
        assert_eq!(page.body.matches("<title>").count(), 1, "{path}");
        assert_eq!(page.body.matches("</title>").count(), 1, "{path}");
        assert!(page.body.contains("x-evil"), "{path}: it is shown");
        let names = names(&page.body);
        assert!(!names.contains("x-evil"), "{path}: {}", page.body);
        assert!(!names.contains("textarea"), "{path}: {}", page.body);
    }
    let manifest: Value = {
        let sent = server
            .http
            .get(server.url("/manifest.webmanifest"))
            .send()
            .await;
        sent.unwrap().json().await.unwrap()
    };
    assert_eq!(manifest["name"], format!("Acme {EVIL}"));
}

#[tokio::test]
async fn a_name_is_counted_in_characters() {
    let server = TestServer::new().await;
    let mut spec = model();
    spec["name"] = json!("冷".repeat(100));
    spec["slots"][0]["name"] = json!("冷".repeat(100));
    let put = async |spec: &Value| {
        let call = server
            .maker(Method::PUT, "/api/v1/models/BREW-2")
            .json(spec);
        answer(call).await
    };
    assert_eq!(put(&spec).await.0, 200);
    let (browser, id, token) = server.owner("Anna", "K1").await;
    let forty = "冷".repeat(40);
    let called = browser
        .post(&format!("/devices/{id}/name"), &[("name", &forty)])
        .await;
    assert_eq!(called.status, StatusCode::SEE_OTHER, "{}", called.body);
    assert!(browser.get("/devices").await.body.contains(&forty));
    let report = json!([{"id": "é".repeat(64), "slot": "pods", "used": 1}]);
    let (status, body) = answer(server.usage(&token, &report)).await;
    assert_eq!((status, &body["accepted"]), (200, &json!(1)), "{body}");
    let key = json!({"key": "é".repeat(64), "slot": "pods", "kind": "add", "amount": "1"});
    let restock = server
        .maker(Method::POST, "/api/v1/devices/K1/journal")
        .json(&key);
    assert_eq!(answer(restock).await.0, 201);

    let long = browser
        .post(
            &format!("/devices/{id}/name"),
            &[("name", &"冷".repeat(41))],
        )
        .await;
    assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
    spec["name"] = json!("冷".repeat(101));
    assert_eq!(put(&spec).await.0, 422);
}

async fn what_nobody_types_is_refused(change: impl FnOnce(&mut Config)) {
    let server = TestServer::with(change).await;
    let put = server
        .maker(Method::PUT, "/api/v1/models/BREW-2")
        .json(&model());
    assert_eq!(answer(put).await.0, 200);
    let (browser, id, token) = server.owner("Anna", "K1").await;
    let supply = browser.supply("Coffee pods").await;
    for control in ["\0", "\u{1}", "\n", "\u{85}"] {
        let text = format!("a{control}b");
        for (path, value) in [
            ("/name", "name"),
            ("/slots/0/name", "slot name"),
            ("/slots/0/slot", "slot"),
            ("/slots/0/unit", "unit"),
            ("/slots/0/capacity", "capacity"),
            ("/slots/0/starts", "starts"),
            ("/slots/0/products/0/name", "product name"),
            ("/slots/0/products/0/asin", "asin"),
        ] {
            let mut spec = model();
            *spec.pointer_mut(path).unwrap() = json!(text);
            let call = server
                .maker(Method::PUT, "/api/v1/models/BREW-3")
                .json(&spec);
            assert_eq!(answer(call).await.0, 422, "{value} {control:?}");
        }
        let call = |method, path: &str, body: Value| server.maker(method, path).json(&body);
        let journal = "/api/v1/devices/K1/journal";
        let entry = |name: &str| {
            let mut entry = json!({"key": "k", "slot": "pods", "kind": "add", "amount": "1"});
            entry[name] = json!(text);
            entry
        };
        for (what, request) in [
            (
                "serial",
                call(
                    Method::POST,
                    "/api/v1/devices",
                    json!({"model": "BREW-2", "serial": text}),
                ),
            ),
            (
                "model",
                call(
                    Method::POST,
                    "/api/v1/devices",
                    json!({"model": text, "serial": "K2"}),
                ),
            ),
            (
                "hash",
                call(
                    Method::POST,
                    "/api/v1/devices",
                    json!({"model": "BREW-2", "serial": "K2", "token_sha256": text}),
                ),
            ),
            ("key", call(Method::POST, journal, entry("key"))),
            ("slot", call(Method::POST, journal, entry("slot"))),
            ("kind", call(Method::POST, journal, entry("kind"))),
            ("amount", call(Method::POST, journal, entry("amount"))),
            ("unit", call(Method::POST, journal, entry("unit"))),
        ] {
            assert_eq!(answer(request).await.0, 422, "{what} {control:?}");
        }
        for name in ["id", "slot", "used", "unit", "at"] {
            let mut report = json!({"id": "1", "slot": "pods", "used": "1"});
            report[name] = json!(text);
            let (status, body) = answer(server.usage(&token, &json!([report]))).await;
            assert_eq!(status, 422, "{name} {control:?}: {body}");
        }
        let part: String = control.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for path in [
            format!("/api/v1/devices/K1{part}"),
            format!("/api/v1/devices/K1{part}/journal"),
            format!("/api/v1/devices/K1{part}/decisions"),
        ] {
            assert_eq!(
                answer(server.maker(Method::GET, &path)).await.0,
                404,
                "{path}"
            );
        }
        for path in [
            format!("/api/v1/devices?registration={part}"),
            format!("/api/v1/devices?silent_for={part}"),
            format!("/api/v1/devices?after={part}"),
            format!("/api/v1/orders?state={part}"),
            format!("/api/v1/alerts?open={part}"),
            format!("/api/v1/events?types={part}"),
            format!("/api/v1/events?after={part}"),
        ] {
            assert_eq!(
                answer(server.maker(Method::GET, &path)).await.0,
                400,
                "{path}"
            );
        }
        for (path, field) in [
            (format!("/devices/{id}/name"), "name"),
            (format!("/supplies/{supply}/restock"), "amount"),
            (format!("/supplies/{supply}/restock"), "key"),
            (format!("/supplies/{supply}/level"), "amount"),
            ("/devices/add".to_owned(), "code"),
            ("/join".to_owned(), "code"),
            ("/settings".to_owned(), "zone"),
            ("/settings/household/invite".to_owned(), "role"),
            ("/settings/tokens".to_owned(), "name"),
            ("/settings/data".to_owned(), "word"),
        ] {
            let page = browser.post(&path, &[(field, &text)]).await;
            assert_eq!(
                page.status,
                StatusCode::UNPROCESSABLE_ENTITY,
                "{path} {field} {control:?}"
            );
        }
        let undo = browser
            .post(&format!("/supplies/{supply}/undo"), &[("entry", &text)])
            .await;
        let is_no_entry = [StatusCode::UNPROCESSABLE_ENTITY, StatusCode::NOT_FOUND];
        assert!(is_no_entry.contains(&undo.status), "{control:?}");
        for path in [
            format!("/supplies?show={part}&q={part}"),
            format!("/join?code={part}"),
            format!("/devices/add?code={part}"),
            format!("/settings/household?code={part}"),
            format!("/supplies/{supply}/journal?page={part}"),
            format!("/supplies/{supply}?done={part}"),
            format!("/devices/{id}/connect?step={part}"),
        ] {
            let page = browser.get(&path).await;
            assert!(page.status.as_u16() < 500, "{path}: {}", page.status);
        }
        let away = browser.get(&format!("/supplies/{supply}{part}")).await;
        assert_eq!(away.status, StatusCode::NOT_FOUND);
        let start = server
            .browser()
            .get(&format!("/auth/lwa/start?next={part}"))
            .await;
        assert_eq!(start.status, StatusCode::FOUND);
        let back = server
            .browser()
            .get(&format!("/auth/lwa/callback?state={part}&code={part}"))
            .await;
        assert_eq!(back.status, StatusCode::SEE_OTHER);
    }
    let device = server.get("/api/v1/devices/K1").await;
    assert_eq!(device["slots"][0]["at_home"], "100", "nothing was counted");
}

#[tokio::test]
async fn what_nobody_types_is_refused_on_sqlite() {
    what_nobody_types_is_refused(|_| {}).await;
}

#[tokio::test]
async fn what_nobody_types_is_refused_on_postgres() {
    let database = cluster::Cluster::shared().unwrap().database().unwrap();
    what_nobody_types_is_refused(|config| config.database_url = database.into()).await;
}
