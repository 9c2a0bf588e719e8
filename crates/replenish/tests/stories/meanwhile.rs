//! What somebody else commits on PostgreSQL between a look and what follows from it.

use tokio::task::JoinHandle;

use crate::base::{self, Raw};
use crate::erasure::hold;
use crate::world::{SERIAL, SLOT, World};

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
    let world = World::connected_to(&base.raw.url).await;
    let held = hold(&world);
    world.amazon.pause(SERIAL, SLOT).unwrap();
    world.settle().await;
    let body = held.lock().unwrap().pop().unwrap();
    assert!(body.contains("customerInfo"), "{body}");

    let mut tx = base.store.write().await.unwrap();
    tx.device_lock(world.device).await.unwrap();
    let app = world.app.clone();
    let receiving = tokio::spawn(async move { app.receive(body.as_bytes(), None).await });
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
