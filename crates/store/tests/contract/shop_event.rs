use store::{Error, Store, WriteSet};

use crate::sample::{at, machine_in, put};

pub(crate) async fn a_word_of_an_order_is_kept_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let (one, mut two) = (machine.order(1, at(1)), machine.order(2, at(2)));
    two.live = false;
    let set = WriteSet {
        orders: vec![&one, &two],
        ..WriteSet::at(at(2))
    };
    put(&mut tx, &set).await;
    assert_eq!(tx.shop_event(one.id, "w1").await.unwrap(), None);
    let keep = (machine.device, one.id);
    tx.shop_event_insert(keep, "w1", b"hash", at(3))
        .await
        .unwrap();
    tx.shop_event_insert(keep, "w2", b"other", at(4))
        .await
        .unwrap();
    // Another order may have the same id.
    let other = (machine.device, two.id);
    tx.shop_event_insert(other, "w1", b"third", at(5))
        .await
        .unwrap();
    let found = tx.shop_event(one.id, "w1").await.unwrap();
    assert_eq!(found, Some(b"hash".to_vec()));
    assert_eq!(tx.shop_events(one.id, 9).await.unwrap(), 2);
    assert_eq!(
        tx.shop_events(one.id, 1).await.unwrap(),
        1,
        "no further than asked"
    );
    let again = tx.shop_event_insert(keep, "w1", b"hash", at(6)).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
}
