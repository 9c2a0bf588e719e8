use store::{Registration, SealedTokens, Store, Tx};

use crate::sample::{account, account_in, at, machine_in, registration};

/// A registration with everything.
fn full(n: u128) -> Registration {
    Registration {
        amazon_customer: Some("amzn1.dash.customer".into()),
        tokens: SealedTokens {
            refresh_lease: Some(at(3)),
            ..registration(n).tokens
        },
        amazon_updated_at: Some(at(4)),
        ..registration(n)
    }
}

async fn machines(tx: &mut Tx) {
    for n in [1, 2] {
        account_in(tx, n).await;
        machine_in(tx, n).await;
    }
}

pub(crate) async fn registrations_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    machines(&mut tx).await;
    let (bare, full) = (registration(1), full(2));
    assert_eq!(tx.registration(bare.device_id).await.unwrap(), None);
    for row in [bare, full] {
        tx.registration_put(&row).await.unwrap();
        let read = tx.registration(row.device_id).await.unwrap();
        assert!(read == Some(row));
    }
}

pub(crate) async fn a_registration_takes_the_place_of_the_one_before(store: Store) {
    let mut tx = store.write().await.unwrap();
    machines(&mut tx).await;
    tx.registration_put(&registration(2)).await.unwrap();
    let new = Registration {
        account_id: account(2).id,
        tokens: SealedTokens {
            access_token: vec![1],
            refresh_token: vec![2],
            access_expires_at: at(70),
            ..full(1).tokens
        },
        registered_at: at(10),
        ..full(1)
    };
    for row in [registration(1), new, registration(1)] {
        tx.registration_put(&row).await.unwrap();
        let read = tx.registration(row.device_id).await.unwrap();
        assert!(read == Some(row));
    }
    let other = tx.registration(registration(2).device_id).await.unwrap();
    assert!(other == Some(registration(2)));
}

pub(crate) async fn registrations_are_found_by_their_devices(store: Store) {
    let mut tx = store.write().await.unwrap();
    machines(&mut tx).await;
    let (one, two) = (registration(1), full(2));
    assert!(tx.registrations(&[]).await.unwrap().is_empty());
    tx.registration_put(&one).await.unwrap();
    let both = [two.device_id, one.device_id];
    assert!(tx.registrations(&both).await.unwrap() == [one.clone()]);
    tx.registration_put(&two).await.unwrap();
    let mut found = tx.registrations(&both).await.unwrap();
    found.sort_by_key(|it| it.device_id);
    let mut right = [one, two];
    right.sort_by_key(|it| it.device_id);
    assert!(found == right);
    assert!(tx.registrations(&both[..1]).await.unwrap() == [full(2)]);
}

pub(crate) async fn one_refreshes_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    machines(&mut tx).await;
    for n in [1, 2] {
        tx.registration_put(&registration(n)).await.unwrap();
    }
    let id = registration(1).device_id;
    assert!(tx.registration_lease(id, at(0), at(5)).await.unwrap());
    assert!(!tx.registration_lease(id, at(0), at(6)).await.unwrap());
    assert!(!tx.registration_lease(id, at(4), at(9)).await.unwrap());
    let lease = tx
        .registration(id)
        .await
        .unwrap()
        .unwrap()
        .tokens
        .refresh_lease;
    assert_eq!(lease, Some(at(5)));
    // Another device's is free, and this one's at its end.
    let other = registration(2).device_id;
    assert!(tx.registration_lease(other, at(0), at(5)).await.unwrap());
    // Until so far away somebody says it whose clock is wrong.
    assert!(tx.registration_lease(other, at(0), at(2)).await.unwrap());
    assert!(!tx.registration_lease(other, at(0), at(1)).await.unwrap());
    assert!(tx.registration_lease(id, at(5), at(9)).await.unwrap());
}

pub(crate) async fn a_registration_ends(store: Store) {
    let mut tx = store.write().await.unwrap();
    machines(&mut tx).await;
    for n in [1, 2] {
        tx.registration_put(&registration(n)).await.unwrap();
    }
    let id = registration(1).device_id;
    tx.registration_delete(id).await.unwrap();
    assert_eq!(tx.registration(id).await.unwrap(), None);
    assert!(!tx.registration_lease(id, at(0), at(5)).await.unwrap());
    let other = registration(2).device_id;
    assert!(tx.registration(other).await.unwrap().is_some());
}

pub(crate) async fn registrations_are_read_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    machines(&mut tx).await;
    for n in [1, 2] {
        tx.registration_put(&registration(n)).await.unwrap();
    }
    let (one, two) = (registration(1).device_id, registration(2).device_id);
    for (after, limit, expected) in [
        (None, 9, vec![one, two]),
        (None, 1, vec![one]),
        (Some(one), 9, vec![two]),
        (Some(two), 9, vec![]),
    ] {
        let page = tx.registered_devices(after, limit).await.unwrap();
        assert_eq!(page, expected);
    }
}
