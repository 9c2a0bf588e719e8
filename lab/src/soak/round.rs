//! Rounds: every machine reports so much, one thing is struck while they do, and all is answered in the end.

use std::time::Duration;

use anyhow::{Result, bail};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::machine::Machine;
use super::scene::{Database, Scene};
use super::{Plan, check};
use crate::customer::{self, SLOTS};
use crate::deployment::Deployment;

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
    /// Each server, of which the next one takes the place, while the tables are migrated.
    Upgrade,
}

/// Lives through all rounds of a plan.
pub async fn all(plan: &Plan, mut scene: Scene, strike: Strike) -> Result<()> {
    let (rounds, seed) = (plan.rounds, plan.seed);
    println!("{rounds} rounds with seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let deployment = &scene.deployment;
    let count = rounds.div_ceil(SLOTS.len());
    let (_, orderers) = customer::connect(deployment, "Anna", "O", count).await?;
    let mut reporters = Vec::new();
    for number in 0..MACHINES {
        let made = scene.reporter(&format!("R{number}")).await?;
        reporters.push(Machine::new(made, deployment, rng.random()));
    }
    let mut orderers: Vec<_> = orderers
        .into_iter()
        .map(|made| Machine::new(made, deployment, rng.random()))
        .collect();
    for round in 0..rounds {
        let answered = watch::Sender::new(0);
        let mut working = JoinSet::new();
        for mut machine in reporters.drain(..) {
            let answered = answered.clone();
            working.spawn(async move {
                machine.report(REPORTS, &answered).await?;
                anyhow::Ok(machine)
            });
        }
        // Within the round, a supply runs low: an order is on its way when the blow falls, or just before or after.
        let [at, low_at] = [0; 2].map(|_: i32| rng.random_range(0..MACHINES as i64 * REPORTS));
        let (orderer, slot) = (
            &mut orderers[round / SLOTS.len()],
            SLOTS[round % SLOTS.len()],
        );
        let low = async {
            reached(&answered, low_at).await?;
            let report = json!({"id": format!("low-{slot}"), "slot": slot, "used": 95});
            orderer.send(vec![report]).await.map(drop)
        };
        let blow = async {
            reached(&answered, at).await?;
            sleep_until(Instant::now() + Duration::from_micros(rng.random_range(0..20_000))).await;
            fall(&mut scene, strike, round, plan).await
        };
        tokio::try_join!(low, blow)?;
        while let Some(machine) = working.join_next().await {
            reporters.push(machine??);
        }
    }
    check::reports(&scene.deployment, &reporters).await?;
    check::orders(&scene.deployment, &orderers, rounds).await
}

async fn reached(answered: &watch::Sender<i64>, count: i64) -> Result<()> {
    let mut answered = answered.subscribe();
    answered.wait_for(|answered| *answered >= count).await?;
    Ok(())
}

/// The blow, and the start of what was struck.
async fn fall(scene: &mut Scene, strike: Strike, round: usize, plan: &Plan) -> Result<()> {
    match (strike, &scene.database) {
        (Strike::Server, _) => {
            let Deployment { http, servers, .. } = &mut scene.deployment;
            let struck = round % servers.len();
            servers[struck].kill();
            servers[struck].start(http).await
        }
        (Strike::Database, Database::Postgres(cluster, _)) => {
            cluster.kill()?;
            Ok(cluster.start_again()?)
        }
        (Strike::Upgrade, _) => {
            if plan.before.is_none() {
                scene.expand(round)?;
            }
            let Deployment { http, servers, .. } = &mut scene.deployment;
            // The one that was killed first comes back as the version before, as where an upgrade is given up half way.
            let first = round % servers.len();
            servers[first].kill();
            servers[first].replace(&plan.program);
            servers[first].start(http).await?;
            let last = (first + 1) % servers.len();
            servers[last].kill();
            servers[last].start(http).await?;
            servers[last].kill();
            servers[last].replace(&plan.program);
            servers[last].start(http).await
        }
        (Strike::Connections, _) => {
            for _ in 0..3 {
                scene.cut_connections()?;
                sleep_until(Instant::now() + Duration::from_millis(20)).await;
            }
            Ok(())
        }
        (Strike::Database, Database::Sqlite(_)) => bail!("SQLite is no server"),
    }
}
