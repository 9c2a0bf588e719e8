//! Whoever asks may go away at any moment: what was begun is committed or taken back all the same, and no connection
//! goes back to the pool in a transaction that nobody knows of. PostgreSQL is 10 ms away here, so that there are many
//! moments.

#![cfg(test)]

use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use cluster::{Cluster, Proxy};
use domain::time::MINUTE;
use domain::{JobId, Time};
use futures_util::future::{BoxFuture, FutureExt as _, join_all};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use store::session::Sessions;
use store::{Error, Job, Lane, Lease, Model, NewJob, Store, Tx};
use time::OffsetDateTime;
use tokio::time::{Instant, timeout};
use tower_sessions_core::SessionStore as _;
use tower_sessions_core::session::{Id, Record};
use uuid::Uuid;

const AWAY: Duration = Duration::from_millis(10);
/// Jobs that are claimed, most of them by somebody who goes away.
const JOBS: u128 = 40;
/// Requests of one moment; the pool has fewer connections.
const TOGETHER: usize = 24;

fn now() -> Time {
    Time::from_millis(1_795_341_600_000)
}

fn model(name: String) -> Model {
    Model {
        model: "M".to_owned(),
        name,
        replenisher: domain::Replenisher::Drs,
    }
}

async fn write(store: Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.model_put(&model("written".to_owned()), now()).await?;
    tx.commit().await
}

async fn give_up(store: Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    tx.model_put(&model("given up".to_owned()), now()).await
}

async fn read(store: Store) -> Result<(), Error> {
    store.read().await?.model("M").await.map(drop)
}

async fn optimistic(store: Store) -> Result<(), Error> {
    let mut tx = store.optimistic().await?;
    tx.device_snapshots(&[b"token"], &[]).await?;
    tx.commit_unchecked().await
}

/// At that moment of the system's clock.
async fn claim_one(tx: &mut Tx, system: Time) -> Result<Option<Job>, Error> {
    let lease = Lease {
        now: system,
        until: system + MINUTE,
    };
    let claimed = tx.jobs_claim(Lane::Prompt, 1, now(), lease).await?;
    Ok(claimed.into_iter().next())
}

async fn claim(store: Store) -> Result<(), Error> {
    let mut tx = store.write().await?;
    claim_one(&mut tx, now()).await?;
    tx.commit().await
}

async fn session(store: Store) -> Result<(), Error> {
    let sessions = Sessions::new(store, now);
    let mut record = Record {
        id: Id(7),
        data: HashMap::new(),
        expiry_date: OffsetDateTime::from_unix_timestamp(4_000_000_000).unwrap(),
    };
    sessions.create(&mut record).await.unwrap();
    sessions.load(&record.id).await.unwrap();
    sessions.delete(&record.id).await.unwrap();
    Ok(())
}

/// What is asked of a store.
type Ask = fn(Store) -> BoxFuture<'static, Result<(), Error>>;

const ASKED: [Ask; 6] = [
    |store| write(store).boxed(),
    |store| give_up(store).boxed(),
    |store| read(store).boxed(),
    |store| optimistic(store).boxed(),
    |store| claim(store).boxed(),
    |store| session(store).boxed(),
];

/// Polls it so many times, and no more; true where that was enough.
async fn goes_away_after(polls: usize, work: impl Future<Output = Result<(), Error>>) -> bool {
    let (mut work, mut left) = (pin!(work), polls);
    poll_fn(|context| match left {
        0 => Poll::Ready(false),
        _ => {
            left -= 1;
            work.as_mut().poll(context).map(|done| {
                done.unwrap();
                true
            })
        }
    })
    .await
}

struct Scene {
    cluster: Cluster,
    _proxy: Proxy,
    store: Store,
    /// The database, past the proxy.
    direct: sqlx::PgPool,
}

impl Scene {
    async fn new() -> Self {
        let cluster = Cluster::start().unwrap();
        let url = cluster.database().unwrap();
        let proxy = Proxy::to(&cluster, AWAY).await.unwrap();
        let store = Store::open(&proxy.url(&url)).await.unwrap();
        let mut tx = store.write().await.unwrap();
        for n in 0..JOBS {
            let job = NewJob {
                id: JobId(Uuid::from_u128(n)),
                key: format!("job:{n}"),
                payload: json!({}),
                run_at: now(),
            };
            tx.job_put(&job).await.unwrap();
        }
        tx.commit().await.unwrap();
        Self {
            cluster,
            _proxy: proxy,
            store,
            direct: sqlx::PgPool::connect(&url).await.unwrap(),
        }
    }

    async fn ask(&self, sql: &'static str) -> i64 {
        let asked = sqlx::query_scalar(sql).fetch_one(&self.direct).await;
        asked.unwrap()
    }

    /// Nobody has begun what nobody ends: no transaction is left over, and all jobs can be claimed.
    async fn settle(self) {
        let each = (0..TOGETHER).map(|_| write(self.store.clone()));
        for done in join_all(each).await {
            done.unwrap();
        }
        let later = now() + 2 * MINUTE;
        for n in 0..JOBS {
            let mut tx = self.store.write().await.unwrap();
            let claimed = claim_one(&mut tx, later).await.unwrap();
            assert!(claimed.is_some(), "{n} of {JOBS} jobs can be claimed");
            tx.commit().await.unwrap();
        }
        self.store.close().await;
        let left = "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'";
        assert_eq!(self.ask(left).await, 0);
        let log = self.cluster.log().unwrap();
        for word in ["already a transaction", "no transaction in progress"] {
            assert!(!log.contains(word), "{log}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_cut_off_at_any_point_leaves_no_transaction_behind() {
    let scene = Scene::new().await;
    for ask in ASKED {
        let mut polls = 0;
        while !goes_away_after(polls, ask(scene.store.clone())).await {
            polls += 1;
            // Whoever comes next finds a connection that is as it should be.
            write(scene.store.clone()).await.unwrap();
        }
        assert!(polls > 1, "it was never under way");
    }
    scene.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_cut_off_at_random_leave_no_transaction_behind() {
    const LASTS: Duration = Duration::from_secs(4);
    let (scene, began) = (Scene::new().await, Instant::now());
    let mut rng = StdRng::seed_from_u64(1);
    while began.elapsed() < LASTS {
        let each = (0..TOGETHER).map(|_| {
            let ask = ASKED[rng.random_range(0..ASKED.len())];
            let patience = Duration::from_micros(rng.random_range(0..150_000));
            timeout(patience, ask(scene.store.clone()))
        });
        for done in join_all(each).await.into_iter().flatten() {
            done.unwrap();
        }
        let idle = "SELECT COUNT(*) FROM pg_stat_activity
            WHERE state LIKE 'idle in transaction%' AND state_change < now() - INTERVAL '1 second'";
        assert_eq!(scene.ask(idle).await, 0);
    }
    scene.settle().await;
}
