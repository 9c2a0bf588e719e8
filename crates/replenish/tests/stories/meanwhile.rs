//! What somebody else commits on PostgreSQL between a look and what follows from it.

use domain::{Role, Time};
use replenish::fleet::NewDevice;
use store::NewNotification;
use testkit::{MODEL, SERIAL, SLOT, TestApp, by, by_maker};
use tokio::task::JoinHandle;

use crate::base::{self, Raw};
use crate::erasure::hold;

/// Returns when a task waits for what somebody else holds.
async fn until_it_waits<T>(task: &JoinHandle<T>, raw: &Raw) {
    while raw.waiting().await == Some(0) {
        assert!(!task.is_finished(), "it has not waited");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_message_that_comes_as_a_registration_ends_is_kept_without_its_customer() {
    let base = base::postgres().await;
    let world = TestApp::connected_to(&base.raw.url).await;
    let held = hold(&world);
    world.amazon.pause(SERIAL, SLOT).unwrap();
    world.settle().await;
    let body = held.lock().unwrap().pop().unwrap();
    assert!(body.contains("customerInfo"), "{body}");

    let mut tx = base.store.write().await.unwrap();
    tx.device_lock(world.device).await.unwrap();
    let app = world.app.clone();
    let receiving = tokio::spawn(async move { app.inbox().receive(body.as_bytes(), None).await });
    until_it_waits(&receiving, &base.raw).await;
    tx.registration_delete(world.device).await.unwrap();
    tx.notifications_empty(SERIAL).await.unwrap();
    tx.commit().await.unwrap();
    receiving.await.unwrap().unwrap();
    let rows = base.raw.dump().await;
    let kept = rows.iter().filter(|row| row.starts_with("notifications:"));
    for row in kept {
        assert!(!row.contains("customerinfo"), "{row}");
    }
}

#[tokio::test]
async fn a_message_that_comes_as_its_device_is_made_is_applied() {
    const WAIT: &str = "
        CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN PERFORM 1 FROM devices WHERE serial = 'K1' FOR UPDATE; RETURN NULL; END $$";
    const AT_COMMIT: &str = "
        CREATE CONSTRAINT TRIGGER wait AFTER INSERT ON devices DEFERRABLE INITIALLY DEFERRED
        FOR EACH ROW EXECUTE FUNCTION wait()";
    let base = base::postgres().await;
    let world = TestApp::connected_to(&base.raw.url).await;
    base.raw.run(WAIT).await;
    base.raw.run(AT_COMMIT).await;

    let mut busy = base.store.write().await.unwrap();
    busy.device_lock(world.device).await.unwrap();
    let new = NewDevice {
        model: MODEL.to_owned(),
        serial: "K2".to_owned(),
        token_sha256: None,
    };
    let app = world.app.clone();
    let making = tokio::spawn(async move { app.devices().create(by_maker(), vec![new]).await });
    until_it_waits(&making, &base.raw).await;
    let message = NewNotification {
        topic: "topic",
        message_id: "1",
        notification_id: None,
        kind: "device_registered",
        serial: Some("K2"),
        time: None,
        received_at: Time::from_millis(0),
        applied: false,
        body: "",
    };
    let mut tx = base.store.write().await.unwrap();
    assert!(tx.device_by_serial("K2").await.unwrap().is_none());
    tx.notification_insert(&message).await.unwrap();
    tx.commit().await.unwrap();
    drop(busy);
    making.await.unwrap().unwrap();

    world.settle().await;
    let mut tx = base.store.read().await.unwrap();
    let waiting = tx.notifications_waiting("K2", 9).await.unwrap();
    assert_eq!(waiting, []);
}

#[tokio::test]
async fn whose_machine_the_maker_removes_meanwhile_can_go_all_the_same() {
    for lives_alone in [true, false] {
        let base = base::postgres().await;
        let world = TestApp::connected_to(&base.raw.url).await;
        let account = world.account;
        if !lives_alone {
            let ben = world.customer("Ben").await;
            let code = world.household().invite(by(account), Role::Owner).await;
            let code = code.unwrap();
            let joined = world.household().join(by(ben), &code);
            joined.await.unwrap();
        }

        let mut tx = base.store.write().await.unwrap();
        let removed = tx.device_lock(world.device).await.unwrap();
        let mut removed = removed.unwrap();
        let app = world.app.clone();
        let going = tokio::spawn(async move { app.accounts().delete(by(account)).await });
        until_it_waits(&going, &base.raw).await;
        removed.household_id = None;
        removed.deleting = true;
        tx.device_update(&removed).await.unwrap();
        tx.registration_delete(removed.id).await.unwrap();
        tx.commit().await.unwrap();
        going.await.unwrap().unwrap();
        world.settle().await;
    }
}
