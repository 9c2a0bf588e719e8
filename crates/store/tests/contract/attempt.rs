use store::Store;

use crate::sample::{at, uuid};

pub(crate) async fn attempts_are_counted_by_subject_and_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in 1..=3 {
        let minute = i64::try_from(n).unwrap();
        tx.attempt_insert(uuid(n), "claim:1", at(minute))
            .await
            .unwrap();
    }
    tx.attempt_insert(uuid(4), "claim:2", at(3)).await.unwrap();
    assert_eq!(tx.attempts_since("claim:1", at(0)).await.unwrap(), 3);
    assert_eq!(tx.attempts_since("claim:1", at(1)).await.unwrap(), 2);
    assert_eq!(tx.attempts_since("claim:1", at(3)).await.unwrap(), 0);
    assert_eq!(tx.attempts_since("claim:2", at(0)).await.unwrap(), 1);
    assert_eq!(tx.attempts_since("claim:3", at(0)).await.unwrap(), 0);
}

pub(crate) async fn old_attempts_are_forgotten(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.attempt_insert(uuid(1), "claim:1", at(1)).await.unwrap();
    tx.attempt_insert(uuid(2), "claim:1", at(2)).await.unwrap();
    tx.attempt_insert(uuid(3), "claim:1", at(3)).await.unwrap();
    assert_eq!(tx.attempts_delete_before(at(3), 1).await.unwrap(), 1);
    assert_eq!(tx.attempts_since("claim:1", at(1)).await.unwrap(), 2);
    assert_eq!(tx.attempts_delete_before(at(3), 10).await.unwrap(), 1);
    assert_eq!(tx.attempts_since("claim:1", at(0)).await.unwrap(), 1);
    tx.attempt_insert(uuid(4), "claim:2", at(3)).await.unwrap();
    tx.attempts_delete("claim:1").await.unwrap();
    assert_eq!(tx.attempts_since("claim:1", at(0)).await.unwrap(), 0);
    assert_eq!(tx.attempts_since("claim:2", at(0)).await.unwrap(), 1);
}
