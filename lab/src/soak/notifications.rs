//! Amazon's messages at a rate it will never have, signed beforehand, many of them twice, while machines report.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Result, anyhow, ensure};
use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use reqwest::StatusCode;
use sandbox::Pace;
use sandbox::amazon::{Faults, NotificationFaults};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use super::Plan;
use super::machine::Machine;
use super::scene::{Kind, Scene};
use crate::customer::{self, SLOTS};
use crate::deployment::{Deployment, Device};

/// As SNS would post it.
type Message = axum::http::Request<String>;

const PER_SECOND: u64 = 500;
/// Machines for each round that is asked for.
const MACHINES: usize = 5;
/// Parcels of an order, of which half are still to be shipped when all is over: one counted twice shows.
const PARCELS: u32 = 6;
/// How long any answer may take, where nothing else is built or tested on this machine.
const LIMIT: Duration = Duration::from_secs(1);

/// Lives through the messages of a plan.
pub async fn all(plan: &Plan) -> Result<()> {
    // What the program asks for is rounds of kills; ten seconds of messages are enough.
    let rounds = plan.rounds.min(40);
    let scene = Scene::new(&plan.program, Kind::Postgres, 1).await?;
    let deployment = &scene.deployment;
    let (_, machines) = customer::connect(deployment, "Anna", "O", rounds * MACHINES).await?;
    let mut rng = StdRng::seed_from_u64(plan.seed);
    let mut messages = signed(deployment, &machines).await?;
    let twice: Vec<_> = messages
        .iter()
        .filter(|_| rng.random_bool(0.25))
        .cloned()
        .collect();
    messages.extend(twice);
    messages.shuffle(&mut rng);

    // What ships an order comes after what says that it was placed, as at Amazon; the rest in any order.
    let is_placed = |message: &Message| message.body().contains("OrderPlacedNotification");
    let (placed, shipped): (Vec<_>, Vec<_>) = messages.into_iter().partition(is_placed);
    let reporting = report(&scene).await?;
    let (count, began) = (placed.len() + shipped.len(), Instant::now());
    let longest = post(deployment, placed).await?;
    let longest = longest.max(post(deployment, shipped).await?);
    let took = began.elapsed();
    drop(reporting);
    println!("{count} messages in {took:?}, the longest answer took {longest:?}");
    if !plan.is_short() {
        ensure!(longest <= LIMIT, "{longest:?}");
    }
    applied_once(&scene, &machines).await
}

/// Every supply is ordered and half of what was ordered shipped; the messages about it, as SNS would post them.
async fn signed(deployment: &Deployment, machines: &[Device]) -> Result<Vec<Message>> {
    let amazon = &deployment.amazon;
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = kept.clone();
    amazon.set_pace(Pace {
        placed_after_ms: 3_600_000,
        ..Pace::default()
    });
    for made in machines {
        let mut machine = Machine::new(made.clone(), deployment, 1);
        let low = SLOTS.map(|slot| json!({"id": slot, "slot": slot, "used": 95}));
        machine.send(low.to_vec()).await?;
    }
    deployment
        .until("Amazon has every order", async || {
            Ok(amazon.state().orders.len() == machines.len() * SLOTS.len())
        })
        .await?;
    amazon.set_receiver(Arc::new(move |request| {
        let mut keep = keep.lock().unwrap_or_else(PoisonError::into_inner);
        keep.push(request);
        Box::pin(async { 200 })
    }));
    amazon.set_faults(Faults {
        parcels: PARCELS,
        notifications: NotificationFaults {
            republished: 50,
            ..NotificationFaults::default()
        },
        ..Faults::default()
    });
    for made in machines {
        for slot in SLOTS {
            let shipped = amazon.ship(&made.serial, slot);
            shipped.map_err(|refused| anyhow!("{refused}"))?;
        }
    }
    while amazon.state().waiting > 0 {
        amazon.run_due().await;
    }
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    half_of_the_parcels(std::mem::take(&mut *kept))
}

/// Leaves out the second half of each order's parcels: those with the later dates.
fn half_of_the_parcels(messages: Vec<Message>) -> Result<Vec<Message>> {
    let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
    let mut half = Vec::new();
    for request in messages {
        let envelope: Value = serde_json::from_str(request.body())?;
        let message = envelope["Message"].as_str().unwrap_or_default();
        let message: Value = serde_json::from_str(message)?;
        let said = &message["notificationInfo"];
        let parcels = seen
            .entry(message["orderInfo"]["instanceId"].to_string())
            .or_default();
        let id = said["notificationId"].to_string();
        if said["notificationType"] != "ItemShippedNotification"
            || parcels.contains(&id)
            || (parcels.len() < PARCELS as usize / 2 && parcels.insert(id))
        {
            half.push(request);
        }
    }
    Ok(half)
}

/// Machines that report until they are told to end.
async fn report(scene: &Scene) -> Result<JoinSet<Result<()>>> {
    let mut machines = JoinSet::new();
    for number in 0..8 {
        let made = scene.reporter(&format!("R{number}")).await?;
        let mut machine = Machine::new(made, &scene.deployment, number);
        machines.spawn(async move {
            let answered = watch::Sender::new(0);
            machine.report(i64::from(u16::MAX), &answered).await
        });
    }
    Ok(machines)
}

/// Posts them at their rate, however long the answers take; the longest.
async fn post(deployment: &Deployment, messages: Vec<Message>) -> Result<Duration> {
    let mut posts = JoinSet::new();
    let mut tick = tokio::time::interval(Duration::from_secs(1) / PER_SECOND as u32);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
    for message in messages {
        tick.tick().await;
        let http = deployment.http.clone();
        posts.spawn(async move {
            let began = Instant::now();
            let request = reqwest::Request::try_from(message)?;
            let answer = http.execute(request).await?;
            let status = answer.status();
            ensure!(status == StatusCode::OK, "a message was answered {status}");
            anyhow::Ok(began.elapsed())
        });
    }
    let took = posts.join_all().await.into_iter();
    let took = took.collect::<Result<Vec<_>>>()?;
    Ok(took.into_iter().max().unwrap_or_default())
}

/// Half of each order is on its way, in as many parcels: fewer are a lost message, more are one that counted twice.
async fn applied_once(scene: &Scene, machines: &[Device]) -> Result<()> {
    let count = machines.len() * SLOTS.len();
    let orders = scene.deployment.list("/api/v1/orders").await?;
    ensure!(orders.len() == count, "another order");
    for order in orders {
        ensure!(order["state"] == "shipped", "{order}");
        ensure!(order["quantity"] == "36", "{order}");
    }
    let parcels = scene.ask("SELECT order_id, count(*), sum(quantity) FROM parcels GROUP BY 1")?;
    ensure!(
        parcels.len() == count,
        "parcels of {} orders",
        parcels.len()
    );
    for parcels in parcels {
        ensure!(parcels.ends_with("|3|18000"), "{parcels}");
    }
    Ok(())
}
