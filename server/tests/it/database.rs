//! A database that is taken, refuses writes, or moves while the server runs.

use std::process::Stdio;
use std::time::{Duration, Instant};

use cluster::{Cluster, Proxy};
use replenish::{Clock, Random};
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::Server;
use store::Lock;
use store::backup::{backup, restore};
use tokio_util::sync::CancellationToken;

use crate::binary::command;
use crate::test_server::{Larder, config, listen, model};

/// For anything a healthy server does in a second.
const PATIENCE: Duration = Duration::from_secs(60);

#[test]
fn a_second_server_on_a_file_ends_with_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("larder.db");
    let url = format!("sqlite://{}", file.display());
    let _first = Lock::take(&url).unwrap();
    let second = command(
        "http://127.0.0.1:1",
        "http://127.0.0.1:1",
        "http://127.0.0.1:2",
        &url,
    )
    .stderr(Stdio::piped())
    .output()
    .unwrap();
    assert_eq!(second.status.code(), Some(1));
    let said = String::from_utf8(second.stderr).unwrap();
    let expected = format!(
        "larder: another server runs on {}; one SQLite file has one server\n",
        file.display()
    );
    assert_eq!(said, expected);
}

/// A server on a database, by the system's clock, with its worker.
struct Running {
    larder: Larder,
    token: String,
    shutdown: CancellationToken,
    serving: tokio::task::JoinHandle<std::io::Result<()>>,
}

impl Running {
    async fn on(database: &str) -> Self {
        let (listener, address) = listen().await;
        let larder = Larder::at(&format!("http://{address}"));
        let config = config(&larder.origin, "http://127.0.0.1:1", database);
        let server = Server::open(&config, Clock::system(), Random::seeded(1)).await;
        let shutdown = CancellationToken::new();
        let serving = tokio::spawn(server.unwrap().serve(listener, shutdown.clone()));
        larder.put_model("BREW-2", &model()).await;
        let (token, _) = larder.device("K1").await;
        Self {
            larder,
            token,
            shutdown,
            serving,
        }
    }

    async fn get(&self, path: &str) -> reqwest::Response {
        let larder = &self.larder;
        larder.http.get(larder.url(path)).send().await.unwrap()
    }

    async fn report(&self, id: &str) -> reqwest::Response {
        let report = json!([{"id": id, "slot": "pods", "used": "1"}]);
        let post = self.larder.usage(&self.token, &report);
        post.send().await.unwrap()
    }

    async fn until_ready_is(&self, status: StatusCode) {
        let (began, mut look) = (
            Instant::now(),
            tokio::time::interval(Duration::from_millis(50)),
        );
        loop {
            look.tick().await;
            let ready = self.get("/health/ready").await;
            if ready.status() == status {
                if status == StatusCode::SERVICE_UNAVAILABLE {
                    assert!(ready.headers().contains_key("retry-after"));
                }
                return;
            }
            assert!(began.elapsed() < PATIENCE, "not {status} in time");
        }
    }

    async fn stop(self) {
        self.shutdown.cancel();
        drop(self.larder);
        self.serving.await.unwrap().unwrap();
    }
}

fn read_only(cluster: &Cluster, is_on: bool) {
    let set = if is_on {
        "SET default_transaction_read_only = on"
    } else {
        "RESET default_transaction_read_only"
    };
    let mut psql = cluster.client("psql");
    let output = psql
        .args(["-X", "-d", "postgres", "-c", &format!("ALTER SYSTEM {set}")])
        .args(["-c", "SELECT pg_reload_conf()"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_refuses_writes_is_not_ready_and_goes_on_by_itself() {
    let cluster = Cluster::start().unwrap();
    let running = Running::on(&cluster.database().unwrap()).await;
    running.until_ready_is(StatusCode::OK).await;
    read_only(&cluster, true);
    running
        .until_ready_is(StatusCode::SERVICE_UNAVAILABLE)
        .await;
    for path in ["/health/live", "/sign-in"] {
        assert_eq!(running.get(path).await.status(), StatusCode::OK, "{path}");
    }
    let refused = running.report("r1").await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.headers().contains_key("retry-after"));
    read_only(&cluster, false);
    running.until_ready_is(StatusCode::OK).await;
    let taken: Value = running.report("r1").await.json().await.unwrap();
    assert_eq!(taken["accepted"], 1, "{taken}");
    running.stop().await;
}

/// The old server lives on, read-only; its address leads to the new one.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_fail_over_connections_to_the_old_server_are_thrown_away() {
    let folder = tempfile::tempdir().unwrap();
    let (old, new) = (Cluster::start().unwrap(), Cluster::start().unwrap());
    let (of_old, of_new) = (old.database().unwrap(), new.database().unwrap());
    let proxy = Proxy::to(&old, Duration::ZERO).await.unwrap();
    let running = Running::on(&proxy.url(&of_old)).await;
    assert_eq!(running.report("r1").await.status(), StatusCode::OK);
    let file = folder.path().join("backup");
    backup(&of_old, &file, &|_| {}).await.unwrap();
    restore(&of_new, &file, false, &|_| {}).await.unwrap();

    read_only(&old, true);
    running
        .until_ready_is(StatusCode::SERVICE_UNAVAILABLE)
        .await;
    proxy.lead_to(&new);
    running.until_ready_is(StatusCode::OK).await;
    let (began, mut look) = (
        Instant::now(),
        tokio::time::interval(Duration::from_millis(50)),
    );
    let taken: Value = loop {
        look.tick().await;
        let answer = running.report("r2").await;
        if answer.status() == StatusCode::OK {
            break answer.json().await.unwrap();
        }
        assert!(began.elapsed() < PATIENCE, "{}", answer.status());
    };
    assert_eq!(taken["accepted"], 1, "{taken}");
    let again: Value = running.report("r1").await.json().await.unwrap();
    assert_eq!(again["duplicate"], 1, "{again}");
    running.stop().await;
}
