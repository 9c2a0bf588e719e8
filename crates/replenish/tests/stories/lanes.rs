//! The worker: what somebody waits for does not wait for what is of a whole fleet, and what is under way when a server
//! stops comes to its end.

use std::time::Duration;

use domain::JobId;
use serde_json::json;
use sqlx::PgPool;
use store::NewJob;
use testkit::{BREWER, Database, Installation, MODEL, TestApp, setting};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Machines whose daily look is due, while somebody holds them.
const HELD: u128 = 5;
/// Places of four that such work may take.
const TAKEN: i64 = 3;

/// How many transactions wait for a row.
async fn waiting(pool: &PgPool) -> i64 {
    const SQL: &str = "
        SELECT COUNT(*) FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'";
    sqlx::query_scalar(SQL).fetch_one(pool).await.unwrap()
}

/// A place that is never free would keep the test waiting.
const LIMIT: Duration = Duration::from_secs(60);

#[tokio::test]
async fn an_order_does_not_wait_for_the_fleet() {
    timeout(LIMIT, ordered_beside_the_fleet())
        .await
        .expect("an order waits for the fleet");
}

async fn ordered_beside_the_fleet() {
    let database = Database::postgres();
    let pool = PgPool::connect(database.url()).await.unwrap();
    let installation = Installation::new(database, setting::manual_clock()).await;
    let world = TestApp::connected_on(installation, BREWER).await;
    let store = world.app.store();
    let mut devices = Vec::new();
    for n in 0..HELD {
        devices.push(world.make(MODEL, &format!("HELD{n}")).await.id);
    }
    let mut somebody = store.write().await.unwrap();
    let mut tx = store.write().await.unwrap();
    for (n, device) in (0..).zip(&devices) {
        somebody.device_lock(*device).await.unwrap();
        let new = NewJob {
            id: JobId(Uuid::from_u128(n)),
            key: format!("daily:{device}"),
            payload: json!({"job": "daily", "device": device}),
            run_at: world.app.now(),
        };
        tx.job_put(&new).await.unwrap();
    }
    tx.commit().await.unwrap();
    let (server, shutdown) = (world.app.clone(), CancellationToken::new());
    let stop = shutdown.clone();
    let running = tokio::spawn(async move { server.run(stop).await });
    while waiting(&pool).await < TAKEN {
        tokio::task::yield_now().await;
    }

    world.run_low().await;
    while world.replenish_calls() == 0 {
        tokio::task::yield_now().await;
    }
    assert!(waiting(&pool).await >= TAKEN);

    shutdown.cancel();
    assert!(!running.is_finished());
    somebody.commit().await.unwrap();
    running.await.unwrap();
    // What was under way is settled, and nothing else was begun.
    let mut tx = store.read().await.unwrap();
    let left = tx.jobs().await.unwrap().into_iter().filter(|(key, _)| {
        let of_those = |device| *key == format!("daily:{device}");
        devices.iter().any(of_those)
    });
    assert_eq!(left.count() as i64, HELD as i64 - TAKEN);
}
