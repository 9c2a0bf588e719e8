use domain::Role;
use store::{Invite, Store, Tx};

use crate::sample::{account, account_in, at, household};

/// Three invitations: two to the first household, one to the second.
async fn invites(tx: &mut Tx) -> [(&'static [u8], Invite); 3] {
    account_in(tx, 1).await;
    account_in(tx, 2).await;
    let invite = |n, role, minutes| Invite {
        household_id: household(n),
        account_id: account(n).id,
        role,
        expires_at: at(minutes),
    };
    let invites: [(&[u8], Invite); 3] = [
        (&[0, 255], invite(1, Role::Viewer, 20)),
        (b"second", invite(1, Role::Member, 10)),
        (b"other", invite(2, Role::Owner, 30)),
    ];
    for (hash, invite) in &invites {
        tx.invite_insert(hash, invite).await.unwrap();
    }
    invites
}

pub(crate) async fn invitations_read_back_and_are_taken_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [first, second, other] = invites(&mut tx).await;
    for (hash, invite) in [first, second, other] {
        assert_eq!(tx.invite(hash).await.unwrap(), Some(invite));
    }
    assert_eq!(tx.invite(b"").await.unwrap(), None);
    let of = tx.invites_of_household(household(1)).await.unwrap();
    assert_eq!(of, [second.1, first.1]);
    assert!(tx.invite_take(first.0).await.unwrap());
    assert!(!tx.invite_take(first.0).await.unwrap());
    let of = tx.invites_of_household(household(1)).await.unwrap();
    assert_eq!(of, [second.1]);
}

pub(crate) async fn invitations_end(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [first, second, other] = invites(&mut tx).await;
    assert_eq!(tx.invites_delete_before(at(10), 0).await.unwrap(), 0);
    assert_eq!(tx.invites_delete_before(at(10), 10).await.unwrap(), 1);
    assert_eq!(tx.invite(second.0).await.unwrap(), None);
    assert!(tx.invite(first.0).await.unwrap().is_some());
    tx.invites_delete(household(1)).await.unwrap();
    assert_eq!(tx.invite(first.0).await.unwrap(), None);
    assert!(tx.invite(other.0).await.unwrap().is_some());
}

pub(crate) async fn invitations_go_with_whoever_made_them(store: Store) {
    let mut tx = store.write().await.unwrap();
    let [first, second, other] = invites(&mut tx).await;
    tx.invites_delete_by(account(1).id).await.unwrap();
    for gone in [first, second] {
        assert_eq!(tx.invite(gone.0).await.unwrap(), None);
    }
    assert!(tx.invite(other.0).await.unwrap().is_some());
    tx.account_delete(account(2).id).await.unwrap();
    assert_eq!(tx.invite(other.0).await.unwrap(), None);
}
