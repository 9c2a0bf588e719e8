//! Amazon's messages at a rate it will never have, signed beforehand, many of them twice, while machines report.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use rand::rngs::StdRng;
use rand::seq::SliceRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use reqwest::StatusCode;
use sandbox::amazon::{Faults, NotificationFaults};
use serde_json::{Value, json};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::Instant;

use crate::machine::Machine;
use crate::scene::{Kind, Made, SLOTS, Scene};
use crate::{ROUNDS, rounds, seed};

/// As SNS would post it.
type Message = axum::http::Request<String>;

const PER_SECOND: u64 = 500;
/// Machines for each round that is asked for.
const MACHINES: usize = 5;
/// Parcels of an order, of which half are still to be shipped when all is over: one counted twice shows.
const PARCELS: u32 = 6;
/// How long any answer may take, where nothing else is built or tested on this machine.
const LIMIT: Duration = Duration::from_secs(1);

#[tokio::test(flavor = "multi_thread")]
async fn messages_at_a_high_rate_are_applied_once() {
    // What `cargo xtask soak` asks for is rounds of kills; ten seconds of messages are enough.
    let rounds = rounds().min(40);
    let scene = Scene::new(Kind::Postgres, 1).await;
    let machines = scene.connected(rounds * MACHINES).await;
    let mut rng = StdRng::seed_from_u64(seed());
    let mut messages = signed(&scene, &machines).await;
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
    let reporting = report(&scene).await;
    let (count, began) = (placed.len() + shipped.len(), Instant::now());
    let longest = post(&scene, placed).await.max(post(&scene, shipped).await);
    let took = began.elapsed();
    reporting.abort();
    println!("{count} messages in {took:?}, the longest answer took {longest:?}");
    if rounds > ROUNDS {
        assert!(longest <= LIMIT, "{longest:?}");
    }
    applied_once(&scene, &machines).await;
}

/// Every supply is ordered and half of what was ordered shipped; the messages about it, as SNS would post them.
async fn signed(scene: &Scene, machines: &[Made]) -> Vec<Message> {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = kept.clone();
    scene.amazon.set_pace(sandbox::Pace {
        placed_after_ms: 3_600_000,
        ..sandbox::Pace::default()
    });
    for made in machines {
        let mut machine = Machine::new(made.clone(), scene.origins(), scene.http.clone(), 1);
        let low = SLOTS.map(|slot| json!({"id": slot, "slot": slot, "used": 95}));
        machine.send(low.to_vec()).await;
    }
    scene
        .until("Amazon has every order", async || {
            scene.amazon.state().orders.len() == machines.len() * SLOTS.len()
        })
        .await;
    scene.amazon.set_receiver(Arc::new(move |request| {
        keep.lock().unwrap().push(request);
        Box::pin(async { 200 })
    }));
    scene.amazon.set_faults(Faults {
        parcels: PARCELS,
        notifications: NotificationFaults {
            republished: 50,
            ..NotificationFaults::default()
        },
        ..Faults::default()
    });
    for made in machines {
        for slot in SLOTS {
            scene.amazon.ship(&made.serial, slot).unwrap();
        }
    }
    while scene.amazon.state().waiting > 0 {
        scene.amazon.run_due().await;
    }
    let messages = std::mem::take(&mut *kept.lock().unwrap());
    half_of_the_parcels(messages)
}

/// Leaves out the second half of each order's parcels: those with the later dates.
fn half_of_the_parcels(messages: Vec<Message>) -> Vec<Message> {
    let mut seen = std::collections::BTreeMap::<String, std::collections::BTreeSet<String>>::new();
    let read = |request: &Message| -> Value {
        let envelope: Value = serde_json::from_str(request.body()).unwrap();
        serde_json::from_str(envelope["Message"].as_str().unwrap()).unwrap()
    };
    messages
        .into_iter()
        .filter(|request| {
            let message = read(request);
            let said = &message["notificationInfo"];
            if said["notificationType"] != "ItemShippedNotification" {
                return true;
            }
            let parcels = seen
                .entry(message["orderInfo"]["instanceId"].to_string())
                .or_default();
            let id = said["notificationId"].to_string();
            parcels.contains(&id) || (parcels.len() < PARCELS as usize / 2 && parcels.insert(id))
        })
        .collect()
}

/// A machine that reports until it is told to end.
async fn report(scene: &Scene) -> tokio::task::JoinHandle<()> {
    let mut machines = JoinSet::new();
    for number in 0..8 {
        let made = scene.make("REPORTER", &format!("R{number}")).await;
        let mut machine = Machine::new(made, scene.origins(), scene.http.clone(), number);
        machines.spawn(async move {
            let answered = watch::Sender::new(0);
            machine.report(i64::from(u16::MAX), &answered).await;
        });
    }
    tokio::spawn(async move { while machines.join_next().await.is_some() {} })
}

/// Posts them at their rate, however long the answers take; the longest.
async fn post(scene: &Scene, messages: Vec<Message>) -> Duration {
    let mut posts = JoinSet::new();
    let mut tick = tokio::time::interval(Duration::from_secs(1) / PER_SECOND as u32);
    tick.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
    for message in messages {
        tick.tick().await;
        let http = scene.http.clone();
        posts.spawn(async move {
            let began = Instant::now();
            let request = reqwest::Request::try_from(message).unwrap();
            let answer = http.execute(request).await.unwrap();
            assert_eq!(answer.status(), StatusCode::OK);
            began.elapsed()
        });
    }
    posts.join_all().await.into_iter().max().unwrap()
}

/// Half of each order is on its way, in as many parcels: fewer are a lost message, more are one that counted twice.
async fn applied_once(scene: &Scene, machines: &[Made]) {
    let count = machines.len() * SLOTS.len();
    let orders = scene.list("/api/v1/orders").await;
    assert_eq!(orders.len(), count, "another order");
    for order in orders {
        assert_eq!(order["state"], "shipped", "{order}");
        assert_eq!(order["quantity"], "36", "{order}");
    }
    let parcels = scene.ask("SELECT order_id, count(*), sum(quantity) FROM parcels GROUP BY 1");
    assert_eq!(parcels.len(), count);
    for parcels in parcels {
        assert!(parcels.ends_with("|3|18000"), "{parcels}");
    }
}
