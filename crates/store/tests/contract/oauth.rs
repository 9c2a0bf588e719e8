use domain::oauth::{Chain, Family, Grant, Hash};
use domain::{AccountId, FamilyId, Time};
use store::session::Sessions;
use store::{AccessToken, Error, Store, Tx};

use crate::base::Raw;
use crate::sample::{account, at, household, uuid};

fn hash(n: u8) -> Hash {
    [n; 32]
}

fn grant(of: AccountId) -> Grant {
    Grant {
        account: of,
        client_id: "alexa".to_owned(),
        redirect_uri: "https://pitangui.amazon.com/api/skill/link/M1".to_owned(),
        challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned(),
        expires_at: at(5),
    }
}

fn family(n: u8, of: AccountId) -> Family {
    Family {
        id: FamilyId(uuid(u128::from(n) + 500)),
        account: of,
        client_id: "alexa".to_owned(),
        refresh: Chain::new(hash(n)),
        created_at: at(1),
    }
}

/// Two accounts.
async fn accounts(tx: &mut Tx) -> [AccountId; 2] {
    tx.household_insert(household(1), at(0)).await.unwrap();
    tx.household_insert(household(2), at(0)).await.unwrap();
    let two = [account(1), account(2)];
    for account in &two {
        tx.account_insert(account).await.unwrap();
    }
    two.map(|account| account.id)
}

pub(crate) async fn a_code_is_taken_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [anna, ben] = accounts(&mut tx).await;
    tx.oauth_code_insert(&hash(1), &grant(anna)).await.unwrap();
    tx.oauth_code_insert(&hash(2), &grant(ben)).await.unwrap();
    assert_eq!(tx.oauth_code_take(&hash(3)).await.unwrap(), None);
    assert_eq!(
        tx.oauth_code_take(&hash(1)).await.unwrap(),
        Some(grant(anna))
    );
    assert_eq!(tx.oauth_code_take(&hash(1)).await.unwrap(), None);
    assert_eq!(
        tx.oauth_code_take(&hash(2)).await.unwrap(),
        Some(grant(ben))
    );
}

pub(crate) async fn a_family_is_of_one_code_and_one_account(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    let [anna, ben] = accounts(&mut tx).await;
    let mut first = family(1, anna);
    tx.oauth_family_insert(&hash(10), &first).await.unwrap();
    for (code, other) in [(hash(11), family(2, anna)), (hash(10), family(2, ben))] {
        let refused = tx.oauth_family_insert(&code, &other).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    }
    let found = tx.oauth_family_of_code(&hash(10)).await.unwrap();
    assert_eq!(found, Some(first.id));
    assert_eq!(tx.oauth_family_of_code(&hash(12)).await.unwrap(), None);

    first.refresh.use_token(&hash(1), hash(3)).unwrap();
    first.refresh.use_token(&hash(1), hash(4)).unwrap();
    tx.oauth_family_update(&first).await.unwrap();
    let kept = tx.oauth_family_lock(first.id).await.unwrap();
    assert_eq!(kept.as_ref(), Some(&first));
    let of = tx.oauth_family_of(anna, "alexa").await.unwrap();
    assert_eq!(of.as_ref(), Some(&first));
    assert_eq!(tx.oauth_family_of(anna, "other").await.unwrap(), None);
    assert_eq!(tx.oauth_family_of(ben, "alexa").await.unwrap(), None);
    tx.commit().await.unwrap();

    raw.run("UPDATE oauth_families SET refresh_unused = refresh_used, refresh_used = code_hash")
        .await;
    let mut tx = store.write().await.unwrap();
    let turned = tx.oauth_family_lock(first.id).await.unwrap().unwrap();
    assert_eq!(turned.refresh.used(), Some(hash(10).as_slice()));
    assert!(tx.oauth_family_exists(first.id).await.unwrap());
    assert!(tx.oauth_family_delete(first.id).await.unwrap());
    assert!(!tx.oauth_family_delete(first.id).await.unwrap());
    assert!(!tx.oauth_family_exists(first.id).await.unwrap());
}

pub(crate) async fn whoever_allowed_first_of_a_household_is_known(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [anna, ben] = accounts(&mut tx).await;
    let home = household(1);
    assert_eq!(tx.oauth_first_of_household(home).await.unwrap(), None);
    let second = store::Account {
        household_id: home,
        ..account(2)
    };
    tx.account_update(&second).await.unwrap();
    let earlier = Family {
        created_at: at(0),
        ..family(2, ben)
    };
    for (family, first) in [(family(1, anna), anna), (earlier, ben)] {
        let code = hash(if first == anna { 1 } else { 2 });
        tx.oauth_family_insert(&code, &family).await.unwrap();
        let found = tx.oauth_first_of_household(home).await.unwrap();
        assert_eq!(found, Some(first));
    }
    let other = tx.oauth_first_of_household(household(2)).await.unwrap();
    assert_eq!(other, None);
}

pub(crate) async fn access_tokens_are_bounded_and_end_with_their_family(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [anna, ben] = accounts(&mut tx).await;
    let (first, other) = (family(1, anna), family(2, ben));
    tx.oauth_family_insert(&hash(10), &first).await.unwrap();
    tx.oauth_family_insert(&hash(11), &other).await.unwrap();
    let insert = async |tx: &mut Tx, token: u8, of: FamilyId| {
        let end = at(60 + i64::from(token));
        tx.oauth_access_insert(&hash(token), of, end, 3)
            .await
            .unwrap();
    };
    insert(&mut tx, 1, other.id).await;
    for token in 2..=6 {
        insert(&mut tx, token, first.id).await;
    }
    let found = async |tx: &mut Tx| {
        let mut found = Vec::new();
        for token in 1..=6 {
            if tx.oauth_access(&hash(token)).await.unwrap().is_some() {
                found.push(token);
            }
        }
        found
    };
    assert_eq!(found(&mut tx).await, [1, 4, 5, 6], "the newest three");
    let newest = AccessToken {
        account: anna,
        expires_at: at(66),
    };
    assert_eq!(tx.oauth_access(&hash(6)).await.unwrap(), Some(newest));
    tx.oauth_access_delete(&hash(5)).await.unwrap();
    assert_eq!(found(&mut tx).await, [1, 4, 6]);
    assert!(tx.oauth_family_delete(first.id).await.unwrap());
    assert_eq!(found(&mut tx).await, [1]);
}

pub(crate) async fn what_was_given_out_ends_with_the_account_and_with_all_sessions(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [anna, ben] = accounts(&mut tx).await;
    for (n, account) in [(1, anna), (2, ben)] {
        let family = family(n, account);
        tx.oauth_code_insert(&hash(n), &grant(account))
            .await
            .unwrap();
        tx.oauth_family_insert(&hash(n + 10), &family)
            .await
            .unwrap();
        tx.oauth_access_insert(&hash(n), family.id, at(60), 8)
            .await
            .unwrap();
    }
    tx.account_delete(anna).await.unwrap();
    assert_eq!(tx.oauth_access(&hash(1)).await.unwrap(), None);
    assert_eq!(tx.oauth_code_take(&hash(1)).await.unwrap(), None);
    assert!(!tx.oauth_delete_of(anna).await.unwrap());
    tx.commit().await.unwrap();

    let sessions = Sessions::new(store.clone(), || Time::from_millis(0));
    sessions.end_all(ben).await.unwrap();
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.oauth_access(&hash(2)).await.unwrap(), None);
    assert_eq!(tx.oauth_code_take(&hash(2)).await.unwrap(), None);
    assert!(tx.account(ben).await.unwrap().is_some());
}

pub(crate) async fn codes_and_tokens_that_have_ended_are_forgotten(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [anna, _] = accounts(&mut tx).await;
    let family = family(1, anna);
    tx.oauth_family_insert(&hash(10), &family).await.unwrap();
    for n in 1..=3 {
        let ends = at(i64::from(n));
        let grant = Grant {
            expires_at: ends,
            ..grant(anna)
        };
        tx.oauth_code_insert(&hash(n), &grant).await.unwrap();
        tx.oauth_access_insert(&hash(n), family.id, ends, 8)
            .await
            .unwrap();
    }
    assert_eq!(tx.oauth_codes_delete_before(at(3), 1).await.unwrap(), 1);
    assert_eq!(tx.oauth_codes_delete_before(at(3), 9).await.unwrap(), 1);
    assert_eq!(tx.oauth_access_delete_before(at(3), 1).await.unwrap(), 1);
    assert_eq!(tx.oauth_access_delete_before(at(3), 9).await.unwrap(), 1);
    assert!(tx.oauth_code_take(&hash(3)).await.unwrap().is_some());
    assert!(tx.oauth_access(&hash(3)).await.unwrap().is_some());
    assert!(tx.oauth_family_exists(family.id).await.unwrap());
}

/// Somebody deletes the account while a refresh is under way: neither fails, and nothing is left.
pub(crate) async fn whoever_ends_a_family_waits_for_its_refresh(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    let [anna, _] = accounts(&mut tx).await;
    let family = family(1, anna);
    tx.oauth_family_insert(&hash(10), &family).await.unwrap();
    tx.commit().await.unwrap();

    let mut refresh = store.write().await.unwrap();
    refresh.oauth_family_lock(family.id).await.unwrap().unwrap();
    let end = tokio::spawn({
        let store = store.clone();
        async move {
            let mut tx = store.write().await.unwrap();
            tx.account_delete(anna).await.unwrap();
            tx.commit().await.unwrap();
        }
    });
    crate::lock::until_it_waits(&end, &raw).await;
    refresh
        .oauth_access_insert(&hash(1), family.id, at(60), 8)
        .await
        .unwrap();
    refresh.commit().await.unwrap();
    end.await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.oauth_access(&hash(1)).await.unwrap(), None);
    assert!(!tx.oauth_family_exists(family.id).await.unwrap());
}
