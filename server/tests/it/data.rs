//! A customer's own data: the copy of it, and its end.

use std::io::{Cursor, Read as _};

use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use zip::ZipArchive;

use crate::test_server::TestServer;

#[tokio::test]
async fn everything_of_a_household_can_be_downloaded_and_nothing_of_another() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let (_bert, _, _) = server.owner("Bert", "K2").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90"}]);
    let posted = server.usage(&token, &report).send().await.unwrap();
    assert_eq!(posted.status(), StatusCode::OK);
    server.settle().await;
    let file = anna.get("/settings/data/download").await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(
        file.header("content-disposition")
            .starts_with("attachment;")
    );
    assert_eq!(file.header("cache-control"), "no-store");
    let mut archive = ZipArchive::new(Cursor::new(file.bytes)).unwrap();
    let mut read = |name: &str| {
        let mut text = String::new();
        let mut file = archive.by_name(name).unwrap();
        file.read_to_string(&mut text).unwrap();
        text
    };
    let data: Value = serde_json::from_str(&read("supplies.json")).unwrap();
    let machines = data["machines"].as_array().unwrap();
    assert_eq!((machines.len(), &machines[0]["serial"]), (1, &json!("K1")));
    let pods = &machines[0]["supplies"][0];
    assert_eq!(
        (&pods["slot"], &pods["in_machine"]),
        (&json!("pods"), &json!("10"))
    );
    assert_eq!(pods["journal"][0]["amount"], "90");
    assert_eq!(pods["orders"].as_array().unwrap().len(), 1);
    assert_eq!(pods["days"][0]["used"], "90");
    assert_eq!(machines[0]["alerts"][0]["signal"], "low");
    assert!(
        data["actions"]
            .as_array()
            .unwrap()
            .iter()
            .any(|it| it["action"] == "device.claim")
    );
    let tables = [
        "account", "actions", "machines", "supplies", "products", "days", "journal",
    ];
    let tables = tables.into_iter().chain(["orders", "decisions", "alerts"]);
    let all: String = tables
        .map(|name| read(&format!("{name}.csv")))
        .chain([data.to_string()])
        .collect();
    assert!(all.contains("K1,pods,count,"));
    // Every field of the document is a column of its table.
    let machine = &machines[0];
    for (name, whole) in [
        ("account", &data["account"]),
        ("actions", &data["actions"][0]),
        ("machines", machine),
        ("decisions", &machine["decisions"][0]),
        ("alerts", &machine["alerts"][0]),
        ("supplies", pods),
        ("products", &pods["products"][0]),
        ("days", &pods["days"][0]),
        ("journal", &pods["journal"][0]),
        ("orders", &pods["orders"][0]),
    ] {
        let table = read(&format!("{name}.csv"));
        let head = table.trim_start_matches('\u{feff}').lines().next().unwrap();
        let columns: Vec<_> = head.split(',').collect();
        for field in fields("", whole) {
            assert!(columns.contains(&field.as_str()), "{name}: {field}");
        }
    }
    for secret in ["Atza|", "Atzr|", "K2", &token] {
        assert!(!all.contains(secret), "{secret}");
    }
}

/// The names of a thing's fields, those of things in it after a dot; lists are tables of their own.
fn fields(before: &str, thing: &Value) -> Vec<String> {
    let of = |(name, value): (&String, &Value)| match value {
        Value::Array(_) => Vec::new(),
        Value::Object(_) => fields(&format!("{before}{name}."), value),
        _ => vec![format!("{before}{name}")],
    };
    thing.as_object().unwrap().iter().flat_map(of).collect()
}

#[tokio::test]
async fn what_a_customer_calls_a_machine_is_no_formula_and_the_next_download_may_begin() {
    let server = TestServer::with_model().await;
    let (anna, device, _) = server.owner("Anna", "K1").await;
    let name = format!("/devices/{device}/name");
    anna.post(&name, &[("name", "=1+1")]).await;
    for _ in 0..2 {
        let file = anna.get("/settings/data/download").await;
        assert_eq!(file.status, StatusCode::OK);
        let mut archive = ZipArchive::new(Cursor::new(file.bytes)).unwrap();
        let mut text = String::new();
        let mut machines = archive.by_name("machines.csv").unwrap();
        machines.read_to_string(&mut text).unwrap();
        assert!(text.contains(",'=1+1,"), "{text}");
    }
}

#[tokio::test]
async fn a_supplys_journal_is_a_table_with_iso_days_and_the_unit() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "2"}]);
    server.usage(&token, &report).send().await.unwrap();
    let pods = anna.supply("Coffee pods").await;
    // The browser keeps what the answer says is a file: a page that says why there is none is shown.
    let page = anna.get(&format!("/supplies/{pods}/journal")).await.body;
    let link = format!("href=\"/supplies/{pods}/journal.csv\"");
    assert!(page.contains(&link) && !page.contains(" download"));
    let file = anna.get(&format!("/supplies/{pods}/journal.csv")).await;
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    let lines: Vec<_> = file.body.lines().collect();
    assert!(lines[0].starts_with('\u{feff}') && lines[0].contains("amount"));
    let used = lines.iter().find(|line| line.contains("used")).unwrap();
    assert!(
        used.contains("count") && used.contains("2026-11-22T12:00:00Z"),
        "{used}"
    );
}

#[tokio::test]
async fn a_deleted_account_leaves_nothing_and_amazon_is_told() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (anna, device, token) = server.owner("Anna", "K1").await;
    let page = anna.post("/settings/data", &[("word", "yes")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("Type “delete” to confirm."));
    assert_eq!(
        server.get("/api/v1/devices/K1").await["registration"],
        "registered"
    );

    let gone = anna.post("/settings/data", &[("word", " Delete ")]).await;
    assert_eq!(
        (gone.status, gone.location()),
        (StatusCode::SEE_OTHER, "/?done=deleted")
    );
    assert!(
        anna.get("/?done=deleted")
            .await
            .body
            .contains("Your account and everything in it has been deleted")
    );
    let away = anna.get(&format!("/devices/{device}")).await;
    assert_eq!(away.status, StatusCode::SEE_OTHER, "signed out");
    server.settle().await;
    let machine = server.get("/api/v1/devices/K1").await;
    assert_eq!(
        (&machine["registration"], &machine["slots"][0]["at_home"]),
        (&json!("unclaimed"), &Value::Null)
    );
    assert!(
        server
            .amazon
            .state()
            .registrations
            .iter()
            .all(|it| !it.registered)
    );
    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    let posted = server.usage(&token, &report).send().await.unwrap();
    assert_eq!(posted.status(), StatusCode::OK, "the machine goes on");

    // The same person is somebody new.
    let again = server.customer("Anna").await;
    assert!(again.get("/devices").await.body.contains("/devices/add"));
    let code = server
        .maker(Method::POST, "/api/v1/devices/K1/claim-code")
        .send()
        .await
        .unwrap();
    let code: Value = code.json().await.unwrap();
    let added = again
        .post(
            "/devices/add",
            &[("code", code["claim_code"].as_str().unwrap())],
        )
        .await;
    assert_eq!(added.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_browser_whose_account_was_deleted_elsewhere_is_signed_out() {
    let server = TestServer::with_model().await;
    let (anna, _, _) = server.owner("Anna", "K1").await;
    let phone = server.customer("Anna").await;
    assert_eq!(phone.get("/supplies").await.status, StatusCode::OK);
    anna.post("/settings/data", &[("word", "delete")]).await;
    let shown = phone.get("/supplies").await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    assert!(shown.location().starts_with("/sign-in"));
}

#[tokio::test]
async fn a_download_is_whole_however_it_is_compressed() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let reports: Vec<_> = (0..400)
        .map(|id| json!({"id": id.to_string(), "slot": "pods", "used": "0.1"}))
        .collect();
    let posted = server.usage(&token, &json!(reports)).send().await.unwrap();
    assert_eq!(posted.status(), StatusCode::OK);
    let supply = anna.supply("Coffee pods").await;
    for path in [
        format!("/supplies/{supply}/journal.csv"),
        "/settings/data/download".to_owned(),
    ] {
        for encoding in ["identity", "gzip", "br", "gzip, deflate, br, zstd"] {
            let request = server
                .http
                .get(server.url(&path))
                .header("accept-encoding", encoding);
            let file = anna.answer(request).await;
            assert_eq!(file.status(), StatusCode::OK, "{path} {encoding}");
            let whole = file.bytes().await;
            assert!(whole.is_ok_and(|it| !it.is_empty()), "{path} {encoding}");
        }
    }
}
