//! Requests that are cut off at random while PostgreSQL is 10 ms away: of machines, of the maker, of browsers. No
//! connection is left in a transaction that nobody knows of, so that every job can be claimed, and whatever was
//! answered is stored.

use std::time::Duration;

use anyhow::{Result, bail, ensure};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::json;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, timeout};

use super::machine::Machine;
use super::scene::{Database, Kind, Scene};
use super::{Plan, check};
use crate::customer::{self, SLOTS};
use crate::server::OPERATOR;

const ROUND: Duration = Duration::from_secs(5);
const MACHINES: usize = 16;
const VISITORS: usize = 8;
/// The longest that anybody waits for an answer: about ten ways to the database and back.
const PATIENCE: Duration = Duration::from_millis(200);

/// What visitors ask for.
const PATHS: [&str; 6] = [
    "/health/ready",
    "/auth/lwa/start",
    "/supplies",
    "/api/v1/devices",
    "/api/v1/orders",
    "/metrics",
];

/// Lives through all rounds of a plan.
pub async fn all(plan: &Plan) -> Result<()> {
    let (rounds, seed) = (plan.rounds, plan.seed);
    println!("{rounds} rounds of 5 seconds with seed {seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let scene = Scene::new(&plan.program, Kind::Far, 1).await?;
    let deployment = &scene.deployment;
    let machine = |made, seed| Machine::new(made, deployment, seed).impatient(PATIENCE);
    let count = rounds.div_ceil(SLOTS.len());
    let (_, orderers) = customer::connect(deployment, "Anna", "O", count).await?;
    let orderers = orderers.into_iter();
    let mut orderers: Vec<_> = orderers.map(|made| machine(made, rng.random())).collect();
    let mut working = JoinSet::new();
    let until = Instant::now() + ROUND * u32::try_from(rounds)?;
    for number in 0..MACHINES {
        let made = scene.reporter(&format!("R{number}")).await?;
        let mut machine = machine(made, rng.random());
        working.spawn(async move {
            let answered = watch::Sender::new(0);
            while Instant::now() < until {
                machine.report(5, &answered).await?;
            }
            anyhow::Ok(machine)
        });
    }
    let mut visiting = JoinSet::new();
    for _ in 0..VISITORS {
        let (http, origin) = (deployment.http.clone(), deployment.origin().to_owned());
        let mut rng = StdRng::seed_from_u64(rng.random());
        visiting.spawn(async move {
            while Instant::now() < until {
                let path = PATHS[rng.random_range(0..PATHS.len())];
                let request = http.get(format!("{origin}{path}")).bearer_auth(OPERATOR);
                // Whatever the answer is, somebody else asks about the outcome.
                let _ = timeout(PATIENCE.mul_f64(rng.random()), request.send()).await;
            }
        });
    }
    for round in 0..rounds {
        let (orderer, slot) = (
            &mut orderers[round / SLOTS.len()],
            SLOTS[round % SLOTS.len()],
        );
        let report = json!({"id": format!("low-{slot}"), "slot": slot, "used": 95});
        orderer.send(vec![report]).await?;
        let over = Instant::now() + ROUND;
        let mut look = tokio::time::interval(ROUND / 20);
        while Instant::now() < over.min(until) {
            look.tick().await;
            let idle =
                "SELECT COUNT(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'
                AND state_change < now() - INTERVAL '1 second'";
            ensure!(scene.ask(idle)? == ["0"], "a transaction that nobody ends");
        }
    }
    visiting.join_all().await;
    let machines = working.join_all().await.into_iter();
    let machines = machines.collect::<Result<Vec<_>>>()?;
    for machine in &machines {
        let serial = &machine.made.serial;
        let stored = scene.ask(&format!(
            "SELECT COUNT(DISTINCT j.key) FROM journal j JOIN devices d ON d.id = j.device_id
             WHERE d.serial = '{serial}' AND j.key LIKE 'r%'"
        ))?;
        let sent = machine.sent.to_string();
        ensure!(
            stored == [sent.as_str()],
            "{serial}: {sent} sent, stored {stored:?}"
        );
    }
    check::reports(deployment, &machines).await?;
    check::orders(deployment, &orderers, rounds).await?;
    let Database::Postgres(cluster, _) = &scene.database else {
        bail!("SQLite is not far");
    };
    let log = cluster.log()?;
    for word in ["already a transaction", "no transaction in progress"] {
        ensure!(!log.contains(word), "{log}");
    }
    Ok(())
}
