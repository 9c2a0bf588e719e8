//! Rounds: every machine reports so much, one thing is struck while they do, and all is answered in the end.

use std::time::Duration;

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use crate::check;
use crate::machine::Machine;
use crate::scene::{Database, SLOTS, Scene};

/// Machines that report.
const MACHINES: usize = 16;
/// Reports of each in a round.
const REPORTS: i64 = 30;

/// What is struck.
#[derive(Clone, Copy)]
pub enum Strike {
    /// One server.
    Server,
    /// PostgreSQL with all its processes.
    Database,
    /// Every connection to it, three times.
    Connections,
}

pub async fn all(mut scene: Scene, strike: Strike, rounds: usize, seed: u64) {
    println!("{rounds} rounds with LARDER_SOAK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let orderers = scene.connected(rounds.div_ceil(SLOTS.len())).await;
    let mut reporters = Vec::new();
    let machine = |made, seed| Machine::new(made, scene.origins(), scene.http.clone(), seed);
    for number in 0..MACHINES {
        let made = scene.make("REPORTER", &format!("R{number}")).await;
        reporters.push(machine(made, rng.random()));
    }
    let mut orderers: Vec<_> = orderers
        .into_iter()
        .map(|made| machine(made, rng.random()))
        .collect();
    for round in 0..rounds {
        let answered = watch::Sender::new(0);
        let mut working = JoinSet::new();
        for mut machine in reporters.drain(..) {
            let answered = answered.clone();
            working.spawn(async move {
                machine.report(REPORTS, &answered).await;
                machine
            });
        }
        // Within the round, a supply runs low: an order is on its way when the blow falls, or just before or after.
        let [at, low_at] = [0; 2].map(|_: i32| rng.random_range(0..MACHINES as i64 * REPORTS));
        let (orderer, slot) = (
            &mut orderers[round / SLOTS.len()],
            SLOTS[round % SLOTS.len()],
        );
        let low = async {
            reached(&answered, low_at).await;
            let report = json!({"id": format!("low-{slot}"), "slot": slot, "used": 95});
            orderer.send(vec![report]).await;
        };
        let blow = async {
            reached(&answered, at).await;
            sleep_until(Instant::now() + Duration::from_micros(rng.random_range(0..20_000))).await;
            fall(&mut scene, strike, round).await;
        };
        tokio::join!(low, blow);
        while let Some(machine) = working.join_next().await {
            reporters.push(machine.unwrap());
        }
    }
    check::reports(&scene, &reporters).await;
    check::orders(&scene, &orderers, rounds).await;
}

async fn reached(answered: &watch::Sender<i64>, count: i64) {
    let mut answered = answered.subscribe();
    answered
        .wait_for(|answered| *answered >= count)
        .await
        .unwrap();
}

/// The blow, and the start of what was struck.
async fn fall(scene: &mut Scene, strike: Strike, round: usize) {
    match (strike, &scene.database) {
        (Strike::Server, _) => {
            let (http, struck) = (scene.http.clone(), round % scene.servers.len());
            scene.servers[struck].kill();
            scene.servers[struck].start(&http).await;
        }
        (Strike::Database, Database::Postgres(cluster, _)) => {
            cluster.kill().unwrap();
            cluster.start_again().unwrap();
        }
        (Strike::Connections, _) => {
            for _ in 0..3 {
                scene.cut_connections();
                sleep_until(Instant::now() + Duration::from_millis(20)).await;
            }
        }
        (Strike::Database, Database::Sqlite { .. }) => panic!("SQLite is no server"),
    }
}
