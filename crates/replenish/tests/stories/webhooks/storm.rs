//! Many events to an endpoint that fails, hangs, lies and goes down, of a server that is killed again and again.

use std::env;

use domain::event::EventType;
use domain::time::DAY;
use domain::webhook::WebhookState;
use testkit::{Database, Installation, TestApp, setting};
use tokio::time::{Duration, timeout};

use super::receiver::{Does, Receiver};
use super::{OK, create, events, happen, webhook};

/// Machines that something happens to.
const MACHINES: usize = 20;

/// A small generator of numbers that are the same each time.
fn dice(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |sides| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % sides
    }
}

/// `LARDER_WEBHOOK_EVENTS` says how many events, a thousand where it is not set.
async fn all_arrive_in_order(database: Database, is_killed: bool) {
    let most = env::var("LARDER_WEBHOOK_EVENTS").map_or(1_000, |it| it.parse().unwrap());
    let installation = Installation::new(database, setting::manual_clock()).await;
    let mut app = TestApp::claimed_on(installation, testkit::BREWER).await;
    let mut devices = Vec::new();
    for n in 0..MACHINES {
        devices.push(app.make(testkit::MODEL, &format!("M{n}")).await.id);
    }
    app.settle().await;
    let mut roll = dice(7);
    let receiver = Receiver::new(move |before, _| match roll(100) {
        0..10 => Does::Answer(500),
        10..13 => Does::Redirect,
        13..16 => Does::Nonsense,
        16 => Does::Endless,
        17 if before % 7 == 0 => Does::Hang,
        _ => OK,
    });
    let mut receiver = receiver.await;
    let (id, _) = create(&app, &receiver, &["*"]).await;
    let begun = webhook(&app, id).await.dispatched;
    for n in 0..most / MACHINES {
        for device in &devices {
            let kind = EventType::ALL[n % EventType::ALL.len()];
            happen(&app, *device, kind, 1).await;
        }
    }
    let mut roll = dice(8);
    let mut is_down = false;
    for round in 0.. {
        assert!(round < 100_000, "it does not come to an end");
        // A server may be killed at any point of its work.
        let patience = if is_killed { 20 + roll(400) } else { 60_000 };
        let work = timeout(Duration::from_millis(patience), app.app.run_until_idle());
        if work.await.is_err() {
            app.restart().await;
            continue;
        }
        if app.webhooks().get(id).await.unwrap().waiting == 0 {
            break;
        }
        if is_down {
            receiver.start().await;
        } else if roll(4) == 0 {
            receiver.stop().await;
        }
        is_down = !is_down && receiver.is_stopped();
        let next = app.app.next_due().await.unwrap().unwrap();
        app.clock.advance_to(next);
    }
    let expected = events(&app, begun).await;
    assert_eq!(expected.len(), most / MACHINES * MACHINES);
    let heard = receiver.heard();
    for (_, id) in &expected {
        assert!(
            heard.iter().any(|it| it.id == *id && it.does.takes()),
            "{id}"
        );
    }
    assert_eq!(receiver.out_of_order(&expected), [""; 0]);

    // None after disabling.
    receiver.obey(|_, _| Does::Answer(410));
    if receiver.is_stopped() {
        receiver.start().await;
    }
    happen(&app, devices[0], EventType::DeviceSilent, 1).await;
    app.app.run_until_idle().await.unwrap();
    let last = receiver.heard().len();
    assert_eq!(webhook(&app, id).await.state(), WebhookState::Disabled);
    for device in &devices {
        happen(&app, *device, EventType::DeviceHeard, 3).await;
    }
    for _ in 0..4 {
        app.app.run_until_idle().await.unwrap();
        app.clock.advance_to(app.app.now() + DAY);
    }
    assert_eq!(receiver.heard().len(), last);
}

#[tokio::test]
async fn all_arrive_in_order_on_sqlite() {
    all_arrive_in_order(Database::sqlite(), true).await;
}

/// There others' leases are waited for, so that nobody is killed here.
#[tokio::test]
async fn all_arrive_in_order_on_postgresql() {
    all_arrive_in_order(Database::postgres(), false).await;
}
