//! One machine sends the worst that it may, and the others do not notice.
//!
//! A few machines report at a steady pace. Phases without an attacker and with one take turns, so that what else
//! happens on this machine meets both alike; the slowest hundredth of the others' posts may take at most twice as long,
//! and the server's memory stays bounded. Few rounds of a program that is not optimised, beside other tests, are held to
//! a looser bound, which still tells a stall from noise.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use domain::Time;
use domain::time::{DAY, MINUTE};
use replenish::clock::system_now;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::MissedTickBehavior;

use super::Plan;
use super::scene::{Kind, Scene};
use crate::customer::{self, SLOTS};
use crate::deployment::Deployment;
use crate::http::Api;

/// Machines beside the attacker.
const OTHERS: usize = 8;
/// Between two reports of each.
const PACE: Duration = Duration::from_millis(50);
/// Of a phase.
const LENGTH: Duration = Duration::from_secs(2);
/// Reports of a request, at most.
const MOST: usize = 1_000;
/// How much longer the others may take.
const LONGER: u32 = 2;
/// The same in few rounds.
const LONGER_IN_SHORT: u32 = 8;
/// What the server may take, in kibibytes.
const MEMORY: u64 = 200 * 1_024;

/// What the attacker sends.
#[derive(Clone, Copy, Debug)]
enum Attack {
    /// One id, ever other amounts.
    OneId,
    /// Known reports, all of them.
    Duplicates,
    /// Equal levels, one more each time.
    Levels,
    /// A level that trembles, of a supply whose order is on its way and might be what it rises by.
    Rises,
    /// A report from before everything else.
    Late,
}

const ATTACKS: [Attack; 5] = [
    Attack::OneId,
    Attack::Duplicates,
    Attack::Levels,
    Attack::Rises,
    Attack::Late,
];

impl Attack {
    /// The reports of its request of that number.
    fn reports(self, number: usize, now: Time) -> Vec<Value> {
        let report = |place: usize| match self {
            Self::OneId => {
                let used = number * MOST + place;
                json!({"id": "same", "slot": "pods", "used": used.to_string()})
            }
            Self::Duplicates => {
                let at = (now.day().start() - DAY).to_string();
                json!({"id": format!("d{place}"), "slot": "pods", "used": "1", "at": at})
            }
            Self::Levels => {
                let at = now - 389 * DAY + (number * MOST + place) as i64 * MINUTE;
                json!({"id": format!("l{number}-{place}"), "slot": "pods", "level": "500000", "at": at.to_string()})
            }
            Self::Rises => {
                let level = 5 + 10 * (place % 2);
                json!({"id": format!("s{number}-{place}"), "slot": SLOTS[0], "level": level})
            }
            Self::Late => {
                let at = now - 390 * DAY + number as i64;
                json!({"id": format!("late{number}"), "slot": "pods", "used": "1", "at": at.to_string()})
            }
        };
        let count = if matches!(self, Self::Late) { 1 } else { MOST };
        (0..count).map(report).collect()
    }
}

/// Lives through all attacks on that database, as often as the plan says.
pub async fn all(plan: &Plan, kind: Kind) -> Result<()> {
    let scene = Scene::new(&plan.program, kind, 1).await?;
    let api = async |serial: &str| {
        let made = scene.reporter(serial).await?;
        anyhow::Ok(scene.deployment.maker.with_token(&made.token))
    };
    let mut others = Vec::new();
    for number in 0..OTHERS {
        others.push(api(&format!("R{number}")).await?);
    }
    let (attacker, now) = (api("ATTACKER").await?, system_now());
    let waiting = waiting_for_order(&scene.deployment).await?;
    let mut sent = [0; ATTACKS.len()];
    let (mut quiet, mut attacked) = (Vec::new(), ATTACKS.map(|_| Vec::new()));
    let mut phases = 0..;
    let mut steady = async || {
        let phase = phases.next().unwrap_or_default();
        steady(&others, phase).await
    };
    // What the first posts warm up is nobody's.
    steady().await?;
    for _ in 0..plan.rounds {
        for (place, attack) in ATTACKS.into_iter().enumerate() {
            quiet.extend(steady().await?);
            let over = Arc::new(AtomicBool::new(false));
            let attacking = tokio::spawn({
                let over = over.clone();
                let attacker = match attack {
                    Attack::Rises => waiting.clone(),
                    _ => attacker.clone(),
                };
                let mut number = sent[place];
                async move {
                    while !over.load(Ordering::Relaxed) {
                        post(&attacker, attack.reports(number, now)).await?;
                        number += 1;
                    }
                    anyhow::Ok(number)
                }
            });
            attacked[place].extend(steady().await?);
            over.store(true, Ordering::Relaxed);
            sent[place] = attacking.await??;
        }
    }
    let without = slowest_hundredth(&mut quiet);
    let memory = scene.deployment.servers[0].peak_memory()?;
    println!("p99 of the others: {without:?} without an attacker; {memory} KiB resident at most");
    for (place, attack) in ATTACKS.into_iter().enumerate() {
        let with = slowest_hundredth(&mut attacked[place]);
        let ratio = with.as_secs_f64() / without.as_secs_f64();
        println!(
            "{attack:?}: {with:?}, {ratio:.2} times, {} requests",
            sent[place]
        );
    }
    ensure!(memory <= MEMORY, "{memory} KiB");
    let longer = if plan.is_short() {
        LONGER_IN_SHORT
    } else {
        LONGER
    };
    for (attack, mut with) in ATTACKS.into_iter().zip(attacked) {
        let with = slowest_hundredth(&mut with);
        ensure!(
            with <= longer * without,
            "{attack:?}: {with:?} beside {without:?}"
        );
    }
    Ok(())
}

/// A machine whose first supply has been ordered and is placed.
async fn waiting_for_order(deployment: &Deployment) -> Result<Api> {
    let (_, machines) = customer::connect(deployment, "Anna", "O", 1).await?;
    let made = machines.first().context("a machine is connected")?;
    let machine = deployment.maker.with_token(&made.token);
    let report = json!({"id": "low", "slot": SLOTS[0], "used": 95});
    post(&machine, vec![report]).await?;
    let is_placed = async || {
        let orders = deployment.list("/api/v1/orders").await?;
        Ok(orders.iter().any(|order| order["state"] == "placed"))
    };
    deployment.until("an order is placed", is_placed).await?;
    Ok(machine)
}

/// The others report at their pace for a phase; how long each post took.
async fn steady(machines: &[Api], phase: usize) -> Result<Vec<Duration>> {
    let mut working = JoinSet::new();
    for machine in machines {
        let machine = machine.clone();
        working.spawn(async move {
            let (began, mut took) = (Instant::now(), Vec::new());
            let mut tick = tokio::time::interval(PACE);
            tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
            while began.elapsed() < LENGTH {
                tick.tick().await;
                let id = format!("{phase}-{}", took.len());
                let report = json!({"id": id, "slot": "pods", "used": "1"});
                let sent = Instant::now();
                post(&machine, vec![report]).await?;
                took.push(sent.elapsed());
            }
            anyhow::Ok(took)
        });
    }
    let took = working.join_all().await.into_iter();
    Ok(took.collect::<Result<Vec<_>>>()?.concat())
}

async fn post(machine: &Api, reports: Vec<Value>) -> Result<()> {
    let body = json!({"reports": reports});
    let answer = machine.send(Method::POST, "/api/v1/usage", &body).await?;
    let status = answer.status();
    let text = answer.text().await?;
    ensure!(
        [StatusCode::OK, StatusCode::SERVICE_UNAVAILABLE].contains(&status),
        "{status} {text}"
    );
    Ok(())
}

fn slowest_hundredth(took: &mut [Duration]) -> Duration {
    took.sort();
    took[took.len() * 99 / 100]
}
