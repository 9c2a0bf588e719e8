//! A server that stops and starts again on the same data.

use replenish::{Clock, Random};
use reqwest::Method;
use serde_json::{Value, json};
use server::Server;
use tokio_util::sync::CancellationToken;

use crate::rig::{OPERATOR, client, config, listen, model};

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    restart(&format!(
        "sqlite://{}",
        folder.path().join("larder.db").display()
    ))
    .await;
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart_on_postgresql() {
    restart(&cluster::Cluster::shared().unwrap().database().unwrap()).await;
}

async fn restart(database: &str) {
    let report = json!({"reports": [
        {"id": "1", "slot": "pods", "used": "2", "at": "2026-11-22T10:00:00Z"}]});
    let mut token = String::new();
    for turn in 0..2 {
        let (listener, address) = listen().await;
        let origin = format!("http://{address}");
        let config = config(&origin, "http://127.0.0.1:1", database);
        let random = Random::seeded(turn);
        let server = Server::open(&config, Clock::system(), random)
            .await
            .unwrap();
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(server.serve(listener, shutdown.clone()));
        let http = client();
        let call = |method, path: &str, token: &str| {
            http.request(method, format!("{origin}{path}"))
                .bearer_auth(token)
        };
        if turn == 0 {
            let put = call(Method::PUT, "/api/v1/models/BREW-2", OPERATOR).json(&model());
            assert_eq!(put.send().await.unwrap().status(), 200);
            let device = json!({"model": "BREW-2", "serial": "K1"});
            let post = call(Method::POST, "/api/v1/devices", OPERATOR).json(&device);
            let device: Value = post.send().await.unwrap().json().await.unwrap();
            token = device["token"].as_str().unwrap().to_owned();
        }
        let post = call(Method::POST, "/api/v1/usage", &token).json(&report);
        let answer: Value = post.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["accepted"], u64::from(turn == 0), "{answer}");
        assert_eq!(answer["duplicate"], turn, "{answer}");
        drop(http);
        shutdown.cancel();
        serving.await.unwrap().unwrap();
    }
}
