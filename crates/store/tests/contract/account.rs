use domain::{Identity, Role};
use store::{Account, Error, Store};

use crate::sample::{account, at, household, uuid};

pub(crate) async fn accounts_read_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.household_insert(household(1), at(0)).await.unwrap();
    for (n, role) in (1..).zip([Role::Owner, Role::Member, Role::Viewer]) {
        let account = Account {
            role,
            household_id: household(1),
            ..account(n)
        };
        tx.account_insert(&account).await.unwrap();
        let identity = Identity {
            issuer: account.issuer.clone(),
            subject: account.subject.clone(),
        };
        assert_eq!(
            tx.account(account.id).await.unwrap().as_ref(),
            Some(&account)
        );
        assert_eq!(
            tx.account_by_identity(&identity).await.unwrap().as_ref(),
            Some(&account)
        );
    }
    assert_eq!(tx.account(account(4).id).await.unwrap(), None);
    let nobody = Identity::of_amazon("amzn1.account");
    assert_eq!(tx.account_by_identity(&nobody).await.unwrap(), None);
}

pub(crate) async fn an_identity_has_one_account(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.household_insert(household(1), at(0)).await.unwrap();
    tx.account_insert(&account(1)).await.unwrap();
    let second = Account {
        id: domain::AccountId(uuid(9)),
        ..account(1)
    };
    let refused = tx.account_insert(&second).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    // The same string of somebody else's provider is somebody else.
    let third = Account {
        issuer: "https://id.example".to_owned(),
        ..second
    };
    tx.account_insert(&third).await.unwrap();
    let identity = Identity {
        issuer: third.issuer.clone(),
        subject: third.subject.clone(),
    };
    let found = tx.account_by_identity(&identity).await.unwrap();
    assert_eq!(found, Some(third.clone()));
    // It was kept with a slash once.
    let slashed = Account {
        id: domain::AccountId(uuid(10)),
        issuer: "https://id.example/".to_owned(),
        subject: "other".to_owned(),
        ..third
    };
    tx.account_insert(&slashed).await.unwrap();
    let identity = Identity {
        subject: slashed.subject.clone(),
        ..identity
    };
    let found = tx.account_by_identity(&identity).await.unwrap();
    assert_eq!(found, Some(slashed));
}

pub(crate) async fn accounts_and_their_household_go(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.household_insert(household(1), at(0)).await.unwrap();
    tx.household_insert(household(2), at(0)).await.unwrap();
    let of = |n, minutes, home| Account {
        household_id: household(home),
        created_at: at(minutes),
        ..account(n)
    };
    let (first, second, other) = (of(2, 1, 1), of(1, 5, 1), of(3, 0, 2));
    for account in [&second, &first, &other] {
        tx.account_insert(account).await.unwrap();
    }
    let members = tx.accounts_of_household(household(1)).await.unwrap();
    assert_eq!(members, [first.clone(), second.clone()]);
    let moved = Account {
        household_id: household(2),
        role: Role::Viewer,
        ..second.clone()
    };
    tx.account_update(&moved).await.unwrap();
    assert_eq!(tx.account(second.id).await.unwrap(), Some(moved));
    assert_eq!(tx.account(first.id).await.unwrap(), Some(first.clone()));
    tx.account_update(&second).await.unwrap();
    tx.account_delete(first.id).await.unwrap();
    let members = tx.accounts_of_household(household(1)).await.unwrap();
    assert_eq!(members, std::slice::from_ref(&second));
    tx.account_delete(second.id).await.unwrap();
    tx.household_delete(household(1)).await.unwrap();
    assert_eq!(tx.account(second.id).await.unwrap(), None);
    assert_eq!(tx.account(other.id).await.unwrap(), Some(other));
    // What was deleted can be made again.
    tx.household_insert(household(1), at(0)).await.unwrap();
    tx.account_insert(&first).await.unwrap();
}
