//! A server that stops and starts again on the same data.

use replenish::{Clock, Random};
use serde_json::{Value, json};
use server::Server;
use tokio_util::sync::CancellationToken;

use crate::test_server::{Larder, config, listen, model};

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
    let report = json!([{"id": "1", "slot": "pods", "used": "2", "at": "2026-11-22T10:00:00Z"}]);
    let mut token = String::new();
    for turn in 0..2 {
        let (listener, address) = listen().await;
        let larder = Larder::at(&format!("http://{address}"));
        let config = config(&larder.origin, "http://127.0.0.1:1", database);
        let random = Random::seeded(turn);
        let server = Server::open(&config, Clock::system(), random)
            .await
            .unwrap();
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(server.serve(listener, shutdown.clone()));
        if turn == 0 {
            larder.put_model("BREW-2", &model()).await;
            token = larder.device("K1").await.0;
        }
        let post = larder.usage(&token, &report);
        let answer: Value = post.send().await.unwrap().json().await.unwrap();
        assert_eq!(answer["accepted"], u64::from(turn == 0), "{answer}");
        assert_eq!(answer["duplicate"], turn, "{answer}");
        drop(larder);
        shutdown.cancel();
        serving.await.unwrap().unwrap();
    }
}
