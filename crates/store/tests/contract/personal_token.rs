use domain::personal_token::PersonalScope;
use domain::{PersonalToken, PersonalTokenId};
use store::{Store, Tx};

use crate::sample::{account, at, household, uuid};

/// The `n`th token, of an account.
fn token(n: u128, of: u128) -> PersonalToken {
    PersonalToken {
        id: PersonalTokenId(uuid(n)),
        account_id: account(of).id,
        name: format!("“kitchen” {n}"),
        scope: PersonalScope::Restock,
        created_at: at(1),
        expires_at: at(9),
        used_at: None,
    }
}

/// Two accounts, the first with two tokens and the second with one.
async fn tokens_in(tx: &mut Tx) -> [PersonalToken; 3] {
    tx.household_insert(household(1), at(0)).await.unwrap();
    for n in [1, 2] {
        let account = store::Account {
            household_id: household(1),
            ..account(n)
        };
        tx.account_insert(&account).await.unwrap();
    }
    let second = PersonalToken {
        scope: PersonalScope::Read,
        created_at: at(2),
        expires_at: at(20),
        ..token(2, 1)
    };
    let all = [token(1, 1), second, token(3, 2)];
    for (hash, token) in [b"one", b"two", b"six"].iter().zip(&all) {
        tx.personal_token_insert(*hash, token).await.unwrap();
    }
    all
}

pub(crate) async fn a_token_is_found_by_its_hash_used_and_revoked(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [first, second, other] = tokens_in(&mut tx).await;
    let (ada, ben) = (first.account_id, other.account_id);
    let found = tx.personal_token(b"two").await.unwrap();
    assert_eq!(found.as_ref(), Some(&second));
    assert_eq!(tx.personal_token(b"ten").await.unwrap(), None);
    let held = tx.personal_token_hold(second.id).await.unwrap();
    assert_eq!(held.as_ref(), Some(&second));
    tx.personal_token_used(first.id, at(5)).await.unwrap();
    let first = PersonalToken {
        used_at: Some(at(5)),
        ..first
    };
    let named = tx.personal_token_named(first.id).await.unwrap();
    assert_eq!(named.as_ref(), Some(&first));
    let listed = tx.personal_tokens_of(ada).await.unwrap();
    assert_eq!(listed, [first.clone(), second.clone()]);
    assert!(
        !tx.personal_token_delete(ben, first.id).await.unwrap(),
        "another's"
    );
    assert!(tx.personal_token_delete(ada, first.id).await.unwrap());
    assert!(!tx.personal_token_delete(ada, first.id).await.unwrap());
    assert_eq!(tx.personal_token(b"one").await.unwrap(), None);
    assert_eq!(tx.personal_token_hold(first.id).await.unwrap(), None);
    assert_eq!(tx.personal_tokens_of(ada).await.unwrap(), [second]);
}

pub(crate) async fn all_tokens_of_an_account_end_at_once_and_with_it(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [first, _, other] = tokens_in(&mut tx).await;
    tx.personal_tokens_delete_of(first.account_id)
        .await
        .unwrap();
    let left = tx.personal_tokens_of(first.account_id).await.unwrap();
    assert_eq!(left, []);
    let others = tx.personal_tokens_of(other.account_id).await.unwrap();
    assert_eq!(others, std::slice::from_ref(&other));
    tx.account_delete(other.account_id).await.unwrap();
    assert_eq!(tx.personal_token(b"six").await.unwrap(), None);
}

pub(crate) async fn tokens_that_are_over_are_forgotten_a_piece_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [first, second, _] = tokens_in(&mut tx).await;
    for (before, forgotten) in [(at(9), 0), (at(10), 1), (at(10), 1), (at(10), 0)] {
        let gone = tx.personal_tokens_delete_before(before, 1).await.unwrap();
        assert_eq!(gone, forgotten);
    }
    let left = tx.personal_tokens_of(first.account_id).await.unwrap();
    assert_eq!(left, [second]);
}
