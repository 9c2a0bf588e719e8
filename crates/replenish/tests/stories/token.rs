//! Tokens: refreshed once where they are over, kept where it is our own fault, lost where Amazon
//! takes them no more.

use std::sync::Arc;
use testkit::{BREWER, Database, Installation, KEY, SERIAL, TestApp, by};

use domain::registration::{EndedBy, RegistrationStatus};
use domain::time::{HOUR, MINUTE};
use replenish::{Application, Clock, ConnectError};
use sandbox::amazon::Faults;
use serde_json::{Value, json};
use tokio::task::JoinSet;

fn faults(value: Value) -> Faults {
    serde_json::from_value(value).unwrap()
}

fn refreshes(world: &TestApp) -> u64 {
    world.believed().calls["token"]
}

#[tokio::test]
async fn a_token_that_is_over_is_refreshed_and_the_call_made_again() {
    let world = TestApp::connected().await;
    let before = refreshes(&world);
    world.amazon.expire_tokens(SERIAL).unwrap();
    world.use_pods("1", 3).await;
    world.live(MINUTE).await;
    assert_eq!(refreshes(&world), before + 1);
    let told = &world.believed().slot_statuses[0].status;
    assert_eq!(told["remainingQuantityInUnit"], 97);
}

#[tokio::test]
async fn a_fresh_token_that_is_refused_ends_the_registration() {
    let world = TestApp::connected().await;
    let refused = json!({"path": "/slotStatus/", "status": 400, "times": 2,
        "body": {"message": "Invalid token"}});
    world
        .amazon
        .set_faults(faults(json!({"statuses": [refused]})));
    world.use_pods("1", 3).await;
    world.live(MINUTE).await;
    let machine = world.machine().await;
    assert_eq!(
        (machine.registration, machine.ended_by),
        (
            RegistrationStatus::Deregistered,
            Some(EndedBy::TokenRefused)
        )
    );
}

#[tokio::test]
async fn a_wrong_secret_of_the_maker_deletes_nothing() {
    let world = TestApp::connected().await;
    let wrong = json!({"path": "/auth/o2/token", "status": 401, "times": 1_000,
        "body": {"error": "invalid_client", "error_description": "Client authentication failed"}});
    world
        .amazon
        .set_faults(faults(json!({"statuses": [wrong]})));
    world.amazon.expire_tokens(SERIAL).unwrap();
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
    assert!(world.believed().orders.is_empty());
    world.amazon.set_faults(Faults::default());
    world.live(HOUR).await;
    assert_eq!(world.believed().orders.len(), 1, "once it is right again");
}

#[tokio::test]
async fn what_amazon_says_at_the_token_endpoint_now_and_then_deletes_nothing() {
    let world = TestApp::connected().await;
    world.amazon.expire_tokens(SERIAL).unwrap();
    let said = [
        json!({"path": "/auth/o2/token", "status": 500, "body": {"error": "ServerError"}}),
        json!({"path": "/auth/o2/token", "status": 503}),
        json!({"path": "/auth/o2/token", "status": 200, "body": "<html>"}),
        json!({"path": "/auth/o2/token", "status": 400, "body": {"error": "invalid_request"}}),
        json!({"path": "/auth/o2/token", "status": 400, "body": {"error": "unauthorized_client"}}),
    ];
    world.amazon.set_faults(faults(json!({"statuses": said})));
    world.use_pods("1", 3).await;
    world.live(HOUR).await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
    let told = &world.believed().slot_statuses[0].status;
    assert_eq!(told["remainingQuantityInUnit"], 97);
}

#[tokio::test]
async fn a_refused_code_leaves_everything_as_it_was() {
    let world = TestApp::claimed().await;
    let start = world.devices().connect_start(world.account, world.device);
    let start = start.await.unwrap();
    let devices = world.devices();
    let finished =
        devices.connect_finish(by(world.account), world.device, "ANstale", &start.verifier);
    let finished = finished.await;
    assert!(matches!(finished, Err(ConnectError::CodeRefused)));
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Claimed
    );
    world.connect().await;
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
}

/// Amazon replaces the refresh token with each refresh: a second one with the old token would lose
/// the registration.
#[tokio::test]
async fn two_servers_refresh_a_token_once() {
    let installation = Installation::new(Database::postgres(), Clock::system()).await;
    let world = Arc::new(TestApp::connected_on(installation, BREWER).await);
    world
        .amazon
        .set_faults(faults(json!({"rotation": true, "latency_ms": 50})));
    let before = refreshes(&world);
    let other = world.server(9).await;
    assert!(all_open_the_settings(&world, &other).await);
    assert_eq!(refreshes(&world), before, "it lasts an hour");

    // In its last minute.
    let mut tx = world.app.store().write().await.unwrap();
    let mut registration = tx.registration(world.device).await.unwrap().unwrap();
    registration.tokens.access_expires_at = replenish::clock::system_now() + MINUTE;
    tx.registration_put(&registration).await.unwrap();
    tx.commit().await.unwrap();
    assert!(all_open_the_settings(&world, &other).await);
    assert_eq!(refreshes(&world), before + 1);
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
}

/// Sixteen clicks at once, on two servers.
async fn all_open_the_settings(world: &Arc<TestApp>, other: &Application) -> bool {
    let mut clicks = JoinSet::new();
    for n in 0..16 {
        let world = world.clone();
        let app = if n % 2 == 0 { &world.app } else { other }.clone();
        clicks.spawn(async move {
            let devices = app.devices();
            let opened = devices.amazon_settings(world.account, world.device).await;
            opened.is_ok()
        });
    }
    clicks.join_all().await.into_iter().all(|opened| opened)
}

#[tokio::test]
async fn a_new_key_in_front_seals_anew_and_the_old_one_can_go() {
    const NEW: &str = "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";
    let mut world = TestApp::connected().await;
    world.app = world.server_with_keys(5, &format!("{NEW},{KEY}")).await;
    world.amazon.expire_tokens(SERIAL).unwrap();
    world.use_pods("1", 3).await;
    world.live(MINUTE).await;

    world.app = world.server_with_keys(6, NEW).await;
    let before = refreshes(&world);
    world.amazon.expire_tokens(SERIAL).unwrap();
    world.use_pods("2", 3).await;
    world.live(MINUTE).await;
    assert_eq!(refreshes(&world), before + 1, "the refresh token opens");
    let told = &world.believed().slot_statuses[0].status;
    assert_eq!(told["remainingQuantityInUnit"], 94);
    assert_eq!(
        world.machine().await.registration,
        RegistrationStatus::Registered
    );
}
