use domain::Quantity;
use domain::clock::DeviceClock;
use domain::journal::Input;
use store::{Error, Model, Store, WriteSet};

use crate::base::Raw;
use crate::sample::{at, device, machine_in, model, put_entry, used};

pub(crate) async fn what_is_not_committed_is_not_there(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.model_put(&model(), at(0)).await.unwrap();
    assert!(tx.model("BREW-2").await.unwrap().is_some());
    drop(tx);
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), None);
    drop(tx);

    let mut tx = store.write().await.unwrap();
    tx.model_put(&model(), at(0)).await.unwrap();
    tx.commit_unchecked().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert!(tx.model("BREW-2").await.unwrap().is_some());
}

pub(crate) async fn a_read_cannot_write(store: Store) {
    let mut tx = store.read().await.unwrap();
    let refused = tx.model_put(&model(), at(0)).await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
    drop(tx);
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), None);
}

pub(crate) async fn a_store_opened_to_read_changes_nothing(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    tx.model_put(&model(), at(0)).await.unwrap();
    tx.commit().await.unwrap();
    let reads = Store::open_to_read(&raw.url).await.unwrap();
    let mut tx = reads.read().await.unwrap();
    assert_eq!(tx.model("BREW-2").await.unwrap(), Some(model()));
    drop(tx);
    let changed = async {
        let mut tx = reads.write().await?;
        tx.model_put(&model(), at(1)).await?;
        tx.commit().await
    };
    let refused = changed.await;
    assert!(refused.is_err(), "{refused:?}");
    reads.close().await;
    let nowhere = Store::open_to_read("sqlite:///nowhere/larder.db").await;
    assert!(nowhere.is_err(), "it makes none");
}

pub(crate) async fn a_read_sees_one_state(store: Store) {
    let mut writer = store.write().await.unwrap();
    writer.model_put(&model(), at(0)).await.unwrap();
    writer.commit().await.unwrap();

    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.model("BREW-2").await.unwrap(), Some(model()));
    let renamed = Model {
        name: "Another".into(),
        ..model()
    };
    let mut writer = store.write().await.unwrap();
    writer.model_put(&renamed, at(1)).await.unwrap();
    writer.commit().await.unwrap();
    assert_eq!(reader.model("BREW-2").await.unwrap(), Some(model()));
    reader.commit().await.unwrap();
    let mut reader = store.read().await.unwrap();
    assert_eq!(reader.model("BREW-2").await.unwrap(), Some(renamed));
}

/// A duplicate among new things must not cost the new ones.
pub(crate) async fn a_conflict_takes_nothing_else_with_it(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let first = machine.entry(1, at(0), used(1));
    let last = machine.entry(2, at(0), Input::Replaced);
    put_entry(&mut tx, &first).await;
    let refused = tx.device_insert(&device(1)).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    put_entry(&mut tx, &last).await;
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.entry(first.id).await.unwrap(), Some(first));
    assert_eq!(tx.entry(last.id).await.unwrap(), Some(last));
}

/// What is written in one statement is written or not, whatever becomes of the transaction around it.
pub(crate) async fn a_set_with_a_conflict_writes_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let before = tx.slot(machine.slot).await.unwrap().unwrap();
    let first = machine.entry(1, at(0), used(1));
    let last = machine.entry(2, at(0), Input::Replaced);
    put_entry(&mut tx, &first).await;
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let set = WriteSet {
        entries: vec![&last, &first],
        heard: vec![(machine.device, 0, DeviceClock::default())],
        steps: vec![(&before, Quantity(1))],
        ..WriteSet::at(at(7))
    };
    let refused = tx.flush(&set).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    // PostgreSQL refuses that, too.
    let _ended = tx.commit().await;
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.entries(machine.slot).await.unwrap(), [first]);
    assert_eq!(tx.device(machine.device).await.unwrap(), Some(device(1)));
    assert_eq!(tx.slot(machine.slot).await.unwrap(), Some(before));
}

/// PostgreSQL answers the commit of a failed transaction with a rollback and no error.
pub(crate) async fn a_failed_transaction_cannot_be_committed(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.model_put(&model(), at(0)).await.unwrap();
    let mut nowhere = device(1);
    nowhere.model = "none".into();
    let refused = tx.device_insert(&nowhere).await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
    let refused = tx.commit().await;
    assert!(matches!(refused, Err(Error::Database(_))), "{refused:?}");
}

pub(crate) async fn a_store_opens_on_what_is_there(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    machine_in(&mut tx, 1).await;
    tx.commit().await.unwrap();
    let again = Store::open(&raw.url).await.unwrap();
    assert_eq!(again.is_embedded(), raw.url.starts_with("sqlite:"));
    let mut tx = again.read().await.unwrap();
    assert_eq!(tx.device(device(1).id).await.unwrap(), Some(device(1)));
    drop(tx);
    again.close().await;
}

pub(crate) async fn a_kept_connection_goes_to_whoever_waits(store: Store) {
    let optimistic = store.optimistic().await.unwrap();
    let given = async { optimistic.commit_unchecked().await.unwrap() };
    let (waiting, ()) = tokio::join!(store.write(), given);
    waiting.unwrap().commit().await.unwrap();
    let optimistic = store.optimistic().await.unwrap();
    optimistic.commit_unchecked().await.unwrap();
    let kept = store.write().await.unwrap();
    kept.commit().await.unwrap();
}

pub(crate) async fn a_closed_store_answers_no_more(store: Store) {
    // A connection that is kept for the next optimistic keeps nobody from closing.
    let optimistic = store.optimistic().await.unwrap();
    optimistic.commit_unchecked().await.unwrap();
    store.close().await;
    assert!(matches!(store.optimistic().await, Err(Error::Database(_))));
    assert!(matches!(store.read().await, Err(Error::Database(_))));
    assert!(matches!(store.write().await, Err(Error::Database(_))));
}
