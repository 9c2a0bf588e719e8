//! Transactions side by side.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use domain::{Quantity, Role};
use store::{Account, Store, WriteSet};
use tokio::task::JoinHandle;

use crate::base::Raw;
use crate::departure::departure;
use crate::sample::{account, account_in, at, device, machine_in, registration, uuid};

/// Returns when the database says that the task waits for a lock. SQLite, which cannot say it, has
/// one writer: there the second cannot even begin, and is given many turns to do so.
pub(crate) async fn until_it_waits<T>(task: &JoinHandle<T>, raw: &Raw) {
    for _ in 0..1_000 {
        tokio::task::yield_now().await;
    }
    while raw.waiting().await == Some(0) {
        assert!(!task.is_finished(), "it has not waited");
        tokio::task::yield_now().await;
    }
    assert!(!task.is_finished(), "it has not waited");
}

pub(crate) async fn a_second_transaction_waits_for_the_device(store: Store, raw: Raw) {
    take_turns(&store, store.clone(), &raw).await;
}

pub(crate) async fn a_second_server_waits_for_the_device(store: Store, raw: Raw) {
    let other = Store::open(&raw.url).await.unwrap();
    take_turns(&store, other.clone(), &raw).await;
    other.close().await;
}

async fn take_turns(store: &Store, other: Store, raw: &Raw) {
    let mut tx = store.write().await.unwrap();
    machine_in(&mut tx, 1).await;
    machine_in(&mut tx, 2).await;
    tx.commit().await.unwrap();

    let mut first = store.write().await.unwrap();
    let mut row = first.device_lock(device(1).id).await.unwrap().unwrap();
    let committed = Arc::new(AtomicBool::new(false));
    let second = tokio::spawn({
        let committed = Arc::clone(&committed);
        async move {
            let mut tx = other.write().await.unwrap();
            let row = tx.device_lock(device(1).id).await.unwrap().unwrap();
            (row.last_seen, committed.load(Ordering::SeqCst))
        }
    });
    until_it_waits(&second, raw).await;
    row.last_seen = Some(at(7));
    first.device_update(&row).await.unwrap();
    assert!(!second.is_finished());
    committed.store(true, Ordering::SeqCst);
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), (Some(at(7)), true));
}

/// A device is measured anew while somebody is about to write what they read of it before: that comes to nothing, also
/// where it begins before the other ends.
pub(crate) async fn what_was_read_before_a_device_is_unsettled_waits_and_is_not_written(
    store: Store,
    raw: Raw,
) {
    let mut tx = store.write().await.unwrap();
    let slot = machine_in(&mut tx, 1).await.slot;
    tx.commit().await.unwrap();
    let mut loose = store.optimistic().await.unwrap();
    let read = loose.device_snapshots(&[], &[device(1).id]).await;
    let read = read.unwrap().remove(0);
    loose.commit_unchecked().await.unwrap();
    let before = read.slots[0].slot.clone();
    assert!(before.folded_to.is_some());

    let mut first = store.write().await.unwrap();
    first.slots_unsettle(&[device(1).id]).await.unwrap();
    let second = tokio::spawn({
        let (store, before) = (store.clone(), before.clone());
        async move {
            let mut loose = store.optimistic().await.unwrap();
            let set = WriteSet {
                heard: vec![(read.device.id, read.revision, read.device.clock)],
                steps: vec![(&before, Quantity(1))],
                ..WriteSet::at(at(7))
            };
            let is_written = loose.flush(&set).await.unwrap();
            loose.commit_unchecked().await.unwrap();
            is_written
        }
    });
    until_it_waits(&second, &raw).await;
    first.commit().await.unwrap();
    assert!(!second.await.unwrap());
    let mut tx = store.read().await.unwrap();
    let unsettled = tx.slot(slot).await.unwrap().unwrap();
    assert_eq!(unsettled.folded_to, None);
    assert_eq!(tx.device(device(1).id).await.unwrap(), Some(device(1)));
}

/// Two owners leave at once: the second sees what the first has done. Whoever only refers to the household
/// does not wait.
pub(crate) async fn a_second_transaction_waits_for_the_household(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    tx.commit().await.unwrap();

    let home = account(1).household_id;
    let mut first = store.write().await.unwrap();
    first.household_lock(home).await.unwrap();
    let second = tokio::spawn({
        let store = store.clone();
        async move {
            let mut tx = store.write().await.unwrap();
            tx.household_lock(home).await.unwrap();
            tx.account(account(1).id).await.unwrap().unwrap().role
        }
    });
    until_it_waits(&second, &raw).await;
    if raw.waiting().await.is_some() {
        let mut third = store.write().await.unwrap();
        let row = departure("Brewer", 1);
        let told = third.departure_insert(uuid(1), home, &row);
        told.await.unwrap();
        third.commit().await.unwrap();
    }
    let viewer = Account {
        role: Role::Viewer,
        ..account(1)
    };
    first.account_update(&viewer).await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), Role::Viewer);
}

pub(crate) async fn a_session_ends_after_what_was_begun_by_it(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    let id = account(1).id;
    let insert = tx.session_insert(b"one", Some(id), b"", at(9));
    insert.await.unwrap();
    tx.commit().await.unwrap();

    let mut first = store.write().await.unwrap();
    assert!(first.session_hold(b"one", id).await.unwrap());
    let second = tokio::spawn({
        let store = store.clone();
        async move {
            let mut tx = store.write().await.unwrap();
            tx.session_delete(b"one").await.unwrap();
            tx.commit().await.unwrap();
        }
    });
    until_it_waits(&second, &raw).await;
    first.commit().await.unwrap();
    second.await.unwrap();
    let mut tx = store.write().await.unwrap();
    assert!(!tx.session_hold(b"one", id).await.unwrap());
}

/// Two servers ask for the same right at once: the one that waited does not get it.
pub(crate) async fn one_refreshes_while_the_other_asks(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    machine_in(&mut tx, 1).await;
    tx.registration_put(&registration(1)).await.unwrap();
    tx.commit().await.unwrap();

    let id = device(1).id;
    let mut first = store.write().await.unwrap();
    assert!(first.registration_lease(id, at(0), at(5)).await.unwrap());
    let second = tokio::spawn(async move {
        let mut tx = store.write().await.unwrap();
        tx.registration_lease(id, at(0), at(6)).await.unwrap()
    });
    until_it_waits(&second, &raw).await;
    first.commit().await.unwrap();
    assert!(!second.await.unwrap());
}
