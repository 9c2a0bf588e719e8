//! What machines meet when many post at once, and when the server goes down.

use replenish::{Clock, Random};
use reqwest::{StatusCode, header};
use serde_json::{Value, json};
use server::Server;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::test_server::{Larder, TestServer, config, listen, model};

/// As large as a body may be, nearly.
fn large(n: usize) -> Value {
    let report = |k: usize| {
        let id = format!("{n}-{k}");
        json!({"id": id, "slot": "pods", "used": "0", "note": "x".repeat(9_000)})
    };
    (0..100).map(report).collect()
}

#[tokio::test]
async fn a_full_queue_is_told_at_once_and_nothing_of_it_is_stored() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let busy = server.application.store().write().await.unwrap();
    let mut posts = JoinSet::new();
    for n in 0..16 {
        posts.spawn(server.usage(&token, &large(n)).send());
    }
    // None of those that were taken can be answered before the database is free.
    let full = posts.join_next().await.unwrap().unwrap().unwrap();
    assert_eq!(full.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(full.headers()[header::RETRY_AFTER], "10");
    let problem: Value = full.json().await.unwrap();
    assert_eq!(problem["code"], "unavailable");
    drop(busy);
    let mut stored = 0;
    while let Some(answer) = posts.join_next().await {
        let answer = answer.unwrap().unwrap();
        if answer.status() == StatusCode::OK {
            let body: Value = answer.json().await.unwrap();
            assert_eq!(body["accepted"], 100);
            stored += 100;
        }
    }
    assert!(stored >= 500, "{stored}");
    let journal = server.get("/api/v1/devices/K1/journal?limit=1000").await;
    assert_eq!(
        journal["items"].as_array().unwrap().len(),
        stored.min(1_000)
    );
}

#[tokio::test]
async fn what_waits_is_stored_and_answered_before_the_server_ends() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}", folder.path().join("larder.db").display());
    let (listener, address) = listen().await;
    let larder = Larder::at(&format!("http://{address}"));
    let config = config(&larder.origin, "http://127.0.0.1:1", &database);
    let server = Server::open(&config, Clock::system(), Random::seeded(1));
    let server = server.await.unwrap();
    let application = server.application().clone();
    let shutdown = CancellationToken::new();
    let serving = tokio::spawn(server.serve(listener, shutdown.clone()));
    larder.put_model("BREW-2", &model()).await;
    let (token, _) = larder.device("K1").await;

    let busy = application.store().write().await.unwrap();
    let mut posts = JoinSet::new();
    for n in 0..3 {
        let reports = json!([{"id": n.to_string(), "slot": "pods", "used": 1}]);
        posts.spawn(larder.usage(&token, &reports).send());
    }
    // One of them is with the writer, the others wait.
    while application.usage().waiting().0 < 2 {
        tokio::task::yield_now().await;
    }
    shutdown.cancel();
    drop(busy);
    while let Some(answer) = posts.join_next().await {
        let answer: Value = answer.unwrap().unwrap().json().await.unwrap();
        assert_eq!(answer["accepted"], 1);
    }
    serving.await.unwrap().unwrap();
}

/// A token that is nobody's is told so, whatever else is wrong with its call.
#[tokio::test]
async fn nobodys_reports_are_refused_before_they_are_read() {
    let server = TestServer::with_model().await;
    let (token, _) = server.device("K1").await;
    let one = json!([{"id": "1", "slot": "pods", "used": 1}]);
    for reports in [one.clone(), json!([]), json!("nothing")] {
        let answer = server.usage("nobodys", &reports).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    }
    for _ in 0..20 {
        server.usage("nobodys", &one).send().await.unwrap();
    }
    let guess = server.usage("nobodys", &one).send().await.unwrap();
    assert_eq!(guess.status(), StatusCode::TOO_MANY_REQUESTS);
    let machine = server.usage(&token, &one).send().await.unwrap();
    assert_eq!(
        machine.status(),
        StatusCode::OK,
        "a valid token has no limit"
    );
}
