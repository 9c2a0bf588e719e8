//! What somebody who is called finds by the maker's API: machines by a part of a serial and by what is to be heard of them,
//! orders that are stuck, a machine's timeline and its jobs.

use domain::Time;
use domain::time::{DAY, MINUTE};
use reqwest::Method;
use serde_json::{Value, json};

use crate::device_api::answer;
use crate::test_server::TestServer;

impl TestServer {
    async fn list(&self, path: &str) -> Vec<Value> {
        let found = self.get(&format!("/api/v1{path}")).await;
        let items = found["items"].as_array();
        items.unwrap_or_else(|| panic!("{path}: {found}")).clone()
    }

    async fn serials(&self, query: &str) -> Vec<String> {
        let found = self.list(&format!("/devices?{query}")).await;
        let serial = |it: &Value| it["serial"].as_str().unwrap().to_owned();
        found.iter().map(serial).collect()
    }
}

#[tokio::test]
async fn a_machine_is_found_by_a_part_of_its_serial_and_by_what_is_to_be_heard_of_it() {
    let server = TestServer::with_model().await;
    let (_anna, _, token) = server.owner("Anna", "BR0042A").await;
    for serial in ["BR0042B", "CR1142C"] {
        let new = json!({"model": "BREW-2", "serial": serial});
        let made = server.maker(Method::POST, "/api/v1/devices").json(&new);
        assert_eq!(answer(made).await.0, 201);
    }
    let report = json!([{"id": "1", "slot": "pods", "used": "90"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    server.settle().await;
    for (query, serials) in [
        ("q=br0", vec!["BR0042A", "BR0042B"]),
        ("q=00-42", vec!["BR0042A", "BR0042B"]),
        ("q=142&model=BREW-2", vec!["CR1142C"]),
        ("q=142&model=BREW-3", vec![]),
        ("q=042&registration=registered", vec!["BR0042A"]),
        ("alert=low", vec!["BR0042A"]),
        ("alert=low&q=142", vec![]),
        ("alert=silent", vec![]),
        ("household=00000000-0000-0000-0000-000000000000", vec![]),
    ] {
        assert_eq!(server.serials(query).await, serials, "{query}");
    }
    for query in ["q=42", "q=K%C3%BC", "alert=king", "household=mine"] {
        let path = format!("/api/v1/devices?{query}");
        let (status, body) = answer(server.maker(Method::GET, &path)).await;
        assert_eq!(
            (status, &body["code"]),
            (400, &json!("bad_query")),
            "{query}"
        );
    }
    let overview = server.get("/api/v1/overview").await;
    let alerts = overview["alerts"].as_array().unwrap();
    let low = alerts.iter().find(|it| it["alert"] == "low").unwrap();
    assert_eq!((&low["number"], &low["more"]), (&json!(1), &json!(false)));
    assert_eq!(overview["stuck"]["number"], json!(0));
}

#[tokio::test]
async fn a_timeline_is_the_same_in_parts_of_any_size() {
    let server = TestServer::with_model().await;
    let (_anna, _, token) = server.owner("Anna", "K1").await;
    // Many at one moment, and as many in another slot.
    for n in 0..4 {
        let reports: Vec<_> = (0..5)
            .flat_map(|m| {
                let id = |slot: &str| format!("{slot}-{n}-{m}");
                [
                    json!({"id": id("pods"), "slot": "pods", "used": "1"}),
                    json!({"id": id("filter"), "slot": "filter", "used": "1"}),
                ]
            })
            .collect();
        assert_eq!(answer(server.usage(&token, &json!(reports))).await.0, 200);
        server.clock.advance_to(server.clock.now() + MINUTE);
    }
    server.settle().await;
    let all = server.list("/devices/K1/timeline?limit=1000").await;
    let count = |kind: &str| all.iter().filter(|it| it["kind"] == kind).count();
    assert_eq!(count("entry"), 40);
    assert!(count("event") > 2 && count("done") > 0 && count("decision") > 0);
    let times = all.iter().map(|it| it["at"].as_str().unwrap());
    let times: Vec<_> = times.map(|at| Time::parse(at).unwrap()).collect();
    assert!(times.is_sorted_by(|a, b| a >= b), "{times:?}");
    for limit in [1, 3, 7] {
        let (mut parts, mut after) = (Vec::new(), String::new());
        loop {
            let path = format!("/api/v1/devices/K1/timeline?limit={limit}{after}");
            let part = server.get(&path).await;
            let items = part["items"].as_array().unwrap().clone();
            assert!(items.len() <= limit);
            parts.extend(items);
            let Some(next) = part["next"].as_str() else {
                break;
            };
            after = format!("&after={next}");
        }
        assert_eq!(parts, all, "{limit}");
    }
    let wrong = server.maker(Method::GET, "/api/v1/devices/K1/timeline?after=x");
    assert_eq!(answer(wrong).await.0, 400);
}

#[tokio::test]
async fn an_order_that_is_accepted_for_more_than_a_day_is_stuck_and_says_what_to_do() {
    let server = TestServer::with_model().await;
    let (_anna, _, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "90"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    server.settle().await;
    let order = server.list("/orders").await.remove(0);
    assert_eq!(
        (&order["state"], &order["stuck"]),
        (&json!("awaiting"), &Value::Null)
    );
    assert!(server.list("/orders?stuck=true").await.is_empty());
    server.clock.advance_to(server.clock.now() + DAY);
    let stuck = server.list("/orders?stuck=true").await.remove(0);
    assert_eq!(stuck["id"], order["id"]);
    assert_eq!(stuck["stuck"]["reason"], "needs_customer");
    let remedy = stuck["stuck"]["remedy"].as_str().unwrap();
    assert!(remedy.contains("payment and address"), "{remedy}");
    assert_eq!(
        server.get("/api/v1/overview").await["stuck"]["number"],
        json!(1)
    );
    for query in [
        "stuck=true&state=awaiting",
        "state=placed&reason=refused",
        "reason=king",
    ] {
        let path = format!("/api/v1/orders?{query}");
        assert_eq!(
            answer(server.maker(Method::GET, &path)).await.0,
            400,
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_machines_jobs_are_run_sooner_and_only_some_are_given_up() {
    let server = TestServer::with_model().await;
    let (_anna, _, token) = server.owner("Anna", "K1").await;
    let report = json!([{"id": "1", "slot": "pods", "used": "1"}]);
    assert_eq!(answer(server.usage(&token, &report)).await.0, 200);
    let jobs = server.list("/devices/K1/jobs").await;
    let of = |kind: &str| jobs.iter().find(|it| it["kind"] == kind).unwrap();
    let daily = of("daily")["id"].as_str().unwrap();
    let (status, body) =
        answer(server.maker(Method::DELETE, &format!("/api/v1/jobs/{daily}"))).await;
    assert_eq!((status, &body["code"]), (409, &json!("conflict")));
    let run = server.maker(Method::POST, &format!("/api/v1/jobs/{daily}/run"));
    assert_eq!(run.send().await.unwrap().status(), 202);
    let again = server.list("/devices/K1/jobs").await;
    let daily = again.iter().find(|it| it["kind"] == "daily").unwrap();
    assert_ne!(daily["run_at"], of("daily")["run_at"]);
    let status = of("slot_status")["id"].as_str().unwrap();
    let give_up = server.maker(Method::DELETE, &format!("/api/v1/jobs/{status}"));
    assert_eq!(give_up.send().await.unwrap().status(), 204);
    let left = server.list("/devices/K1/jobs").await;
    assert!(left.iter().all(|it| it["id"] != status), "{left:?}");
}
