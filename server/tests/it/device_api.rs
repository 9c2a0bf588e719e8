//! What machines call, to the letter.

use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::contract::checked;
use crate::test_server::TestServer;

pub async fn answer(request: RequestBuilder) -> (u16, Value) {
    let answer = checked(request).await;
    let (status, body) = (answer.status, answer.json());
    if !status.is_success() {
        let kind = &answer.headers["content-type"];
        assert_eq!(kind, "application/problem+json", "{body}");
        assert_eq!(body["status"], status.as_u16(), "{body}");
        assert!(
            body["detail"].as_str().is_some_and(|it| !it.is_empty()),
            "{body}"
        );
    }
    (status.as_u16(), body)
}

fn used(id: &str, amount: &str) -> Value {
    json!({"id": id, "slot": "pods", "used": amount, "unit": "count", "at": "2026-11-22T10:00:00Z"})
}

#[tokio::test]
async fn reports_are_taken_once_and_answered_with_the_slots() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let reports = json!([used("b7-1", "2"), {"id": "b7-2", "slot": "filter", "level": 37,
        "at": "2026-11-22T10:00:00Z"}]);
    let (status, body) = answer(server.usage(&token, &reports)).await;
    assert_eq!(
        (status, &body["accepted"], &body["duplicate"]),
        (200, &json!(2), &json!(0))
    );
    assert_eq!(body["rejected"], json!([]));
    assert_eq!(body["adjusted"], json!([]));
    assert_eq!(
        body["slots"],
        json!([
            {"slot": "pods", "in_machine": "98", "at_home": "98", "unit": "count", "order": null},
            {"slot": "filter", "in_machine": "37", "at_home": "37", "unit": "percent", "order": null}
        ])
    );
    let (status, again) = answer(server.usage(&token, &reports)).await;
    assert_eq!(
        (status, &again["accepted"], &again["duplicate"]),
        (200, &json!(0), &json!(2))
    );
    assert_eq!(again["slots"], body["slots"]);

    let (status, lamp) = answer(server.call(Method::GET, "/api/v1/device", &token)).await;
    assert_eq!(status, 200);
    assert_eq!(
        lamp,
        json!({"registration": "unclaimed", "slots": body["slots"]})
    );
}

#[tokio::test]
async fn a_bad_report_is_named_and_does_not_stop_the_others() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let at = "2026-11-22T10:00:00Z";
    let bad = [
        (
            "unknown_slot",
            json!({"id": "1", "slot": "tea", "used": "1", "at": at}),
        ),
        (
            "bad_unit",
            json!({"id": "2", "slot": "pods", "used": "1", "unit": "ml", "at": at}),
        ),
        (
            "bad_amount",
            json!({"id": "3", "slot": "pods", "used": "two", "at": at}),
        ),
        (
            "bad_amount",
            json!({"id": "4", "slot": "pods", "used": "-1", "at": at}),
        ),
        (
            "bad_amount",
            json!({"id": "5", "slot": "pods", "used": "1,5", "at": at}),
        ),
        (
            "bad_time",
            json!({"id": "6", "slot": "pods", "used": "1", "at": "yesterday"}),
        ),
        (
            "too_old",
            json!({"id": "7", "slot": "pods", "used": "1", "at": "2020-01-01T00:00:00Z"}),
        ),
        (
            "bad_id",
            json!({"id": "8".repeat(65), "slot": "pods", "used": "1", "at": at}),
        ),
        (
            "ambiguous",
            json!({"id": "9", "slot": "pods", "used": "1", "level": "2", "at": at}),
        ),
    ];
    let mut reports: Vec<Value> = bad.iter().map(|(_, report)| report.clone()).collect();
    let (status, none) = answer(server.usage(&token, &json!(reports))).await;
    assert_eq!((status, &none["code"]), (422, &json!("nothing_accepted")));
    assert_eq!(none["accepted"], 0);
    assert_eq!(none["slots"].as_array().unwrap().len(), 2);

    reports.push(used("10", "1"));
    let (status, some) = answer(server.usage(&token, &json!(reports))).await;
    assert_eq!((status, &some["accepted"]), (200, &json!(1)));
    for body in [none, some] {
        let named: Vec<_> = body["rejected"].as_array().unwrap().iter().collect();
        let codes: Vec<_> = named
            .iter()
            .map(|one| one["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, bad.iter().map(|(code, _)| *code).collect::<Vec<_>>());
        assert_eq!(named[0]["id"], "1");
        let places = named.iter().map(|one| one["index"].as_u64().unwrap());
        assert_eq!(places.collect::<Vec<_>>(), (0..9).collect::<Vec<_>>());
        assert!(named.iter().all(|one| one["detail"].is_string()));
    }
}

#[tokio::test]
async fn what_is_taken_otherwise_than_it_said_is_named() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    answer(server.usage(&token, &json!([used("1", "1")]))).await;
    let future = json!({"id": "2", "slot": "pods", "used": "1", "at": "2027-01-01T00:00:00Z"});
    let (status, body) = answer(server.usage(&token, &json!([used("1", "3"), future]))).await;
    assert_eq!((status, &body["accepted"]), (200, &json!(2)));
    let adjusted = body["adjusted"].as_array().unwrap();
    assert_eq!(adjusted.len(), 2, "{body}");
    assert_eq!(
        (&adjusted[0]["id"], &adjusted[0]["code"]),
        (&json!("1"), &json!("id_reused"))
    );
    assert_eq!(adjusted[1]["id"], "2");
    assert_eq!(body["slots"][0]["in_machine"], "95");
}

#[tokio::test]
async fn a_body_that_cannot_be_read_says_why() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let post = |body: String| {
        server
            .call(Method::POST, "/api/v1/usage", &token)
            .body(body)
    };
    let many: Vec<Value> = (0..1_001).map(|n| used(&n.to_string(), "1")).collect();
    for (status, code, request) in [
        (400, "not_json", post("used=1".into())),
        (400, "not_json", post(String::new())),
        (400, "bad_shape", post("[]".into())),
        (400, "bad_shape", post(r#"{"reports":1}"#.into())),
        (400, "bad_count", post(r#"{"reports":[]}"#.into())),
        (
            413,
            "too_many_reports",
            post(json!({"reports": many}).to_string()),
        ),
        (
            413,
            "too_large",
            post(format!("{{\"reports\":[\"{}\"]}}", "x".repeat(1024 * 1024))),
        ),
        (
            415,
            "compressed",
            post("{}".into()).header("content-encoding", "gzip"),
        ),
        (
            404,
            "no_such_call",
            server.call(Method::GET, "/api/v1/nothing", &token),
        ),
        (
            404,
            "no_such_call",
            server.call(Method::GET, "/api/v2", &token),
        ),
        (
            405,
            "wrong_method",
            server.call(Method::GET, "/api/v1/usage", &token),
        ),
    ] {
        let (got, body) = answer(request).await;
        assert_eq!((got, body["code"].as_str()), (status, Some(code)), "{body}");
    }
}

#[tokio::test]
async fn one_report_that_is_no_json_is_named() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let post = |body: String| {
        let call = server.call(Method::POST, "/api/v1/usage", &token);
        answer(call.body(body))
    };
    let good = used("1", "1").to_string();
    for (bad, code) in [
        (r#"{"id":"2","slot":"pods","used":NaN}"#, "not_json"),
        (r#"{"id":"2","slot":"pods","used":1e400}"#, "bad_shape"),
        (r#"{"id":"2","slot":"pods" "used":1}"#, "not_json"),
    ] {
        let (status, body) = post(format!(r#"{{"reports":[{good},{bad},{good}]}}"#)).await;
        assert_eq!((status, &body["code"]), (400, &json!(code)), "{bad}");
        assert_eq!(body["index"], 1, "{bad}");
        let detail = body["detail"].as_str().unwrap();
        assert!(
            detail.starts_with("`reports[1]` ") && detail.contains("one by one"),
            "{detail}"
        );
    }
    let (_, cut) = post(format!(r#"{{"reports":[{good}"#)).await;
    assert_eq!((&cut["code"], cut.get("index")), (&json!("not_json"), None));
    let (_, list) = post("[]".to_owned()).await;
    let detail = list["detail"].as_str().unwrap();
    assert!(
        detail.contains("an object with a list `reports`"),
        "{detail}"
    );
    let (_, lamp) = answer(server.call(Method::GET, "/api/v1/device", &token)).await;
    assert_eq!(lamp["slots"][0]["at_home"], "100", "nothing was taken");
}

#[tokio::test]
async fn what_platforms_make_of_json_is_taken() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let post = |body: String| {
        let call = server.call(Method::POST, "/api/v1/usage", &token);
        answer(call.body(body))
    };
    let null = r#"{"id":"1","slot":"pods","used":2,"level":null}"#;
    let long = r#"{"id":"2","slot":"pods","used":0.30000000000000004}"#;
    let above = r#"{"id":"3","slot":"filter","level":120}"#;
    let reports = [null, long, above].join(",");
    let (status, body) = post(format!("\u{feff}{{\"reports\":[{reports}]}}")).await;
    assert_eq!((status, &body["accepted"]), (200, &json!(3)), "{body}");
    let adjusted: Vec<_> = body["adjusted"].as_array().unwrap().iter().collect();
    let said = |n: usize| (adjusted[n]["index"].clone(), adjusted[n]["code"].clone());
    assert_eq!(adjusted.len(), 2, "{body}");
    assert_eq!(said(0), (json!(1), json!("rounded")));
    assert_eq!(said(1), (json!(2), json!("above_full")));
    assert_eq!(body["slots"][0]["at_home"], "97.7");
    assert_eq!(body["slots"][1]["in_machine"], "100");

    let nameless =
        json!([{"slot": "pods", "used": 1}, used("4", "1"), {"slot": "pods", "used": 2}]);
    let (_, body) = answer(server.usage(&token, &nameless)).await;
    let places: Vec<_> = body["rejected"].as_array().unwrap().iter().collect();
    assert_eq!(
        (&places[0]["index"], &places[1]["index"]),
        (&json!(0), &json!(2))
    );
    assert_eq!(places[0]["id"], Value::Null);
    let mut long: Vec<Value> = (0..250).map(|n| used(&format!("l{n}"), "0.1")).collect();
    long[240]["slot"] = json!("tea");
    let (_, body) = answer(server.usage(&token, &json!(long))).await;
    assert_eq!(body["rejected"][0]["index"], 240, "{body}");
    let unit = json!([{"id": "5", "slot": "pods", "used": 1, "unit": "boxes"}]);
    let (_, body) = answer(server.usage(&token, &unit)).await;
    let detail = body["rejected"][0]["detail"].as_str().unwrap();
    assert!(
        detail.contains("measured in count; `unit` may be one of count, pods, sheets"),
        "{detail}"
    );
}

#[tokio::test]
async fn only_failures_are_limited() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let lamp = |token: &str| server.call(Method::GET, "/api/v1/device", token);
    let (status, body) = answer(server.http.get(server.url("/api/v1/device"))).await;
    assert_eq!((status, &body["code"]), (401, &json!("unauthorized")));
    let refused = lamp("wrong").send().await.unwrap();
    assert_eq!(refused.headers()["www-authenticate"], "Bearer");
    for _ in 0..18 {
        assert_eq!(answer(lamp("wrong")).await.0, 401);
    }
    let limited = lamp("wrong").send().await.unwrap();
    assert_eq!(limited.status(), 429);
    assert!(
        limited.headers()["retry-after"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            <= 60
    );
    assert_eq!(answer(lamp(&token)).await.0, 200);
}

#[tokio::test]
async fn what_cannot_be_stored_is_to_be_sent_again() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let other = server.database.store().await;
    let lock = other.write().await.unwrap();
    let refused = server
        .usage(&token, &json!([used("1", "2")]))
        .send()
        .await
        .unwrap();
    assert_eq!(refused.status(), 503);
    assert!(
        refused.headers()["retry-after"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .is_ok()
    );
    let problem: Value = refused.json().await.unwrap();
    assert_eq!(problem["code"], "unavailable");
    drop(lock);
    let (status, body) = answer(server.usage(&token, &json!([used("1", "2")]))).await;
    assert_eq!((status, &body["accepted"]), (200, &json!(1)));
}

#[tokio::test]
async fn a_code_on_the_screen_moves_the_machine() {
    let server = TestServer::with_model().await;
    let (anna, _, token) = server.owner("Anna", "K1").await;
    let post = server.call(Method::POST, "/api/v1/device/claim-code", &token);
    let (status, body) = answer(post).await;
    assert_eq!(
        (status, &body["expires_at"]),
        (201, &json!("2026-11-22T12:10:00Z"))
    );
    let ben = server.customer("Ben").await;
    let code = body["claim_code"].as_str().unwrap();
    assert_eq!(
        ben.post("/devices/add", &[("code", code)]).await.status,
        303
    );
    assert!(ben.get("/devices").await.body.contains("Brewer 2"));
    let left = anna.get("/devices").await.body;
    assert!(!left.contains("K1"));
    assert!(left.contains("Brewer 2 was added to another household on"));
}

#[tokio::test]
async fn a_machine_of_a_new_owner_is_given_a_new_token_where_it_asks() {
    let server = TestServer::with_model().await;
    let (token, code) = server.device("K1").await;
    let post = |token: String, id: &'static str, renew: bool| {
        let report = json!({"id": id, "slot": "pods", "used": 1});
        let body = json!({"reports": [report], "renew": renew});
        answer(
            server
                .call(Method::POST, "/api/v1/usage", &token)
                .json(&body),
        )
    };
    let (status, body) = post(token.clone(), "1", true).await;
    assert_eq!((status, body.get("token")), (200, None), "it is nobody's");
    let anna = server.customer("Anna").await;
    anna.post("/devices/add", &[("code", &code)]).await;
    let (status, body) = post(token.clone(), "2", false).await;
    assert_eq!((status, body.get("token")), (200, None), "it did not ask");
    let (_, lost) = post(token.clone(), "3", true).await;
    let (_, body) = post(token.clone(), "3", true).await;
    let new = body["token"].as_str().unwrap().to_owned();
    assert_ne!(lost["token"], new.as_str());
    let (status, body) = post(new.clone(), "4", true).await;
    assert_eq!((status, body.get("token")), (200, None));
    assert_eq!(post(token, "5", true).await.0, 401);
    let alerts = server.get("/api/v1/alerts?open=true").await;
    assert_eq!(alerts["items"][0]["signal"], "old_token_used");
    assert_eq!(alerts["items"][0]["serial"], "K1");
    let lamp = answer(server.call(Method::GET, "/api/v1/device", &new)).await;
    assert_eq!(lamp.0, 200);
}
