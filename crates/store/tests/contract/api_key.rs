use domain::api_key::Scopes;
use domain::{ApiKey, ApiKeyId, Time};
use store::{Error, Store};
use uuid::Uuid;

use crate::sample::at;

fn key(n: u128, expires_at: Option<Time>) -> ApiKey {
    ApiKey {
        id: ApiKeyId(Uuid::from_u128(n)),
        name: format!("shop {n}"),
        scopes: Scopes::parse("fleet.read usage"),
        created_at: at(1),
        expires_at,
        used_at: None,
    }
}

pub(crate) async fn a_key_is_found_by_its_hash_used_and_revoked(store: Store) {
    let mut tx = store.write().await.unwrap();
    let (first, second) = (key(1, None), key(2, Some(at(9))));
    tx.api_key_insert(b"one", &first).await.unwrap();
    tx.api_key_insert(b"two", &second).await.unwrap();
    assert_eq!(tx.api_key(b"two").await.unwrap(), Some(second.clone()));
    assert_eq!(tx.api_key(b"three").await.unwrap(), None);
    tx.api_key_used(first.id, at(5)).await.unwrap();
    let first = ApiKey {
        used_at: Some(at(5)),
        ..first
    };
    assert_eq!(
        tx.api_keys(9).await.unwrap(),
        [first.clone(), second.clone()]
    );
    assert_eq!(tx.api_keys(1).await.unwrap(), std::slice::from_ref(&first));
    assert!(tx.api_key_delete(first.id).await.unwrap());
    assert!(!tx.api_key_delete(first.id).await.unwrap());
    assert_eq!(tx.api_key(b"one").await.unwrap(), None);
    assert_eq!(tx.api_keys(9).await.unwrap(), [second]);
}

pub(crate) async fn a_name_is_one_keys(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.api_key_insert(b"one", &key(1, None)).await.unwrap();
    let again = ApiKey {
        name: "shop 1".to_owned(),
        ..key(2, None)
    };
    let refused = tx.api_key_insert(b"two", &again).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}
