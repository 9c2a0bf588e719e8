use domain::{Operator, OperatorId, OperatorRole};
use store::{Error, OperatorLink, OperatorSession, Store};

use crate::sample::{at, uuid};

fn person(n: u128, name: &str) -> Operator {
    Operator {
        id: OperatorId(uuid(n)),
        name: name.to_owned(),
        role: Some(OperatorRole::Support),
        is_claimed: false,
        has_identity: false,
        created_at: at(1),
        disabled_at: None,
        seen_at: None,
    }
}

fn link(name: &str, made_by: Option<OperatorId>, minutes: i64) -> OperatorLink {
    OperatorLink {
        name: name.to_owned(),
        role: OperatorRole::Viewer,
        made_by,
        expires_at: at(minutes),
        spent_at: None,
    }
}

pub(crate) async fn people_read_back_and_are_found(store: Store) {
    let mut tx = store.write().await.unwrap();
    let ada = person(1, "Ada");
    let mut bob = Operator {
        role: None,
        is_claimed: true,
        has_identity: true,
        ..person(2, "Bob")
    };
    tx.operator_insert(&ada, None).await.unwrap();
    tx.operator_insert(&bob, Some(b"bob")).await.unwrap();
    assert_eq!(
        tx.operators(9, None).await.unwrap(),
        [bob.clone(), ada.clone()]
    );
    assert_eq!(
        tx.operators(1, None).await.unwrap(),
        std::slice::from_ref(&bob)
    );
    assert_eq!(
        tx.operators(9, Some(bob.id)).await.unwrap(),
        std::slice::from_ref(&ada)
    );
    let named = tx.operators_named(&[ada.id, OperatorId(uuid(9))]).await;
    assert_eq!(named.unwrap(), std::slice::from_ref(&ada));
    assert_eq!(tx.operator_by_link("Ada").await.unwrap(), Some(ada.clone()));
    assert_eq!(tx.operator_by_link("Bob").await.unwrap(), None);
    let found = tx.operator_of_identity(b"bob").await.unwrap();
    assert_eq!(found, Some(bob.clone()));
    bob.appoint(OperatorRole::Admin);
    bob.name = "Robert".to_owned();
    tx.operator_update(&bob).await.unwrap();
    tx.operator_seen(bob.id, at(3)).await.unwrap();
    bob.seen_at = Some(at(3));
    assert_eq!(tx.operator_lock(bob.id).await.unwrap(), Some(bob));
    assert_eq!(tx.operator_lock(OperatorId(uuid(9))).await.unwrap(), None);
}

pub(crate) async fn a_name_or_an_identity_is_one_persons_until_they_are_removed(store: Store) {
    let mut tx = store.write().await.unwrap();
    let mut ada = person(1, "Ada");
    tx.operator_insert(&ada, None).await.unwrap();
    let again = tx.operator_insert(&person(2, "Ada"), None).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    tx.operator_insert(&person(3, "Ada"), Some(b"3"))
        .await
        .unwrap();
    let again = tx.operator_insert(&person(4, "Eve"), Some(b"3")).await;
    assert!(matches!(again, Err(Error::Conflict)), "{again:?}");
    ada.disabled_at = Some(at(5));
    tx.operator_update(&ada).await.unwrap();
    assert_eq!(tx.operator_by_link("Ada").await.unwrap(), None);
    tx.operator_insert(&person(2, "Ada"), None).await.unwrap();
    assert_eq!(tx.operators_delete_before(at(5), 9).await.unwrap(), 0);
    assert_eq!(tx.operators_delete_before(at(6), 0).await.unwrap(), 0);
    assert_eq!(tx.operators_delete_before(at(6), 9).await.unwrap(), 1);
    assert_eq!(tx.operators(9, None).await.unwrap().len(), 2);
}

pub(crate) async fn a_link_is_spent_once_and_goes(store: Store) {
    let mut tx = store.write().await.unwrap();
    let ada = person(1, "Ada");
    tx.operator_insert(&ada, None).await.unwrap();
    for (hash, name, by, minutes) in [
        (&b"one"[..], "Bob", None, 20),
        (b"two", "Cid", Some(ada.id), 30),
        (b"three", "Bob", None, 10),
    ] {
        let link = link(name, by, minutes);
        tx.operator_link_insert(hash, &link).await.unwrap();
        assert_eq!(tx.operator_link(hash).await.unwrap(), Some(link));
    }
    assert_eq!(tx.operator_link(b"four").await.unwrap(), None);
    assert!(tx.operator_link_spend(b"one", at(2)).await.unwrap());
    assert!(!tx.operator_link_spend(b"one", at(3)).await.unwrap());
    let spent = tx.operator_link(b"one").await.unwrap().unwrap();
    assert_eq!(spent.spent_at, Some(at(2)));
    tx.operator_links_delete_for("Bob").await.unwrap();
    assert_eq!(tx.operator_link(b"three").await.unwrap(), None);
    tx.operator_links_delete_by(ada.id).await.unwrap();
    assert_eq!(tx.operator_link(b"two").await.unwrap(), None);
    let most = |most| (at(20), most);
    for (limit, gone) in [(0, 0), (9, 1), (9, 0)] {
        let (now, limit) = most(limit);
        let deleted = tx.operator_links_delete_before(now, limit).await;
        assert_eq!(deleted.unwrap(), gone);
    }
}

/// Two who spend one link at the same moment, on both databases.
pub(crate) async fn of_two_who_spend_a_link_one_does(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.operator_link_insert(b"one", &link("Bob", None, 20))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let spend = |store: Store| async move {
        let mut tx = store.write().await.unwrap();
        let spent = tx.operator_link_spend(b"one", at(2)).await.unwrap();
        tx.commit().await.unwrap();
        spent
    };
    let tasks: Vec<_> = (0..8).map(|_| tokio::spawn(spend(store.clone()))).collect();
    let mut spent = 0;
    for task in tasks {
        spent += usize::from(task.await.unwrap());
    }
    assert_eq!(spent, 1);
}

pub(crate) async fn a_session_says_whose_it_is_until_it_ends(store: Store) {
    let mut tx = store.write().await.unwrap();
    let ada = person(1, "Ada");
    tx.operator_insert(&ada, None).await.unwrap();
    for (hash, minutes) in [(&b"one"[..], 10), (b"two", 20), (b"three", 30)] {
        let begun = tx.operator_session_insert(hash, ada.id, at(minutes));
        begun.await.unwrap();
    }
    let of = |minutes| OperatorSession {
        operator: ada.clone(),
        expires_at: at(minutes),
    };
    assert_eq!(tx.operator_session(b"one").await.unwrap(), Some(of(10)));
    assert_eq!(
        tx.operator_session_hold(b"two").await.unwrap(),
        Some(of(20))
    );
    assert_eq!(tx.operator_session(b"four").await.unwrap(), None);
    assert_eq!(tx.operator_session_hold(b"four").await.unwrap(), None);
    assert_eq!(
        tx.operator_sessions_delete_before(at(10), 9).await.unwrap(),
        1
    );
    assert_eq!(tx.operator_session(b"one").await.unwrap(), None);
    tx.operator_session_delete(b"two").await.unwrap();
    assert_eq!(tx.operator_session(b"two").await.unwrap(), None);
    tx.operator_sessions_delete_of(ada.id).await.unwrap();
    assert_eq!(tx.operator_session(b"three").await.unwrap(), None);
}
