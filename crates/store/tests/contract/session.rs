use std::collections::HashMap;

use domain::Time;
use serde_json::json;
use store::session::{ACCOUNT, Sessions, name};
use store::{SessionRow, Store};
use time::OffsetDateTime;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};

use crate::base::Raw;
use crate::sample::{account, account_in, at};

const ID: u128 = 0x8f3a_11d2_77c0_4be5_9d60_e1a4_5c2b_7f93;

fn now() -> Time {
    at(0)
}

fn sessions(store: &Store) -> Sessions {
    Sessions::new(store.clone(), now)
}

/// A session of that id until then; the record keeps whole seconds.
fn record(id: u128, until: Time) -> Record {
    Record {
        id: Id(id as i128),
        data: HashMap::from([
            ("who".into(), json!("amzn1.account.secret")),
            ("next".into(), json!({"path": "/supplies", "tries": 3})),
        ]),
        expiry_date: OffsetDateTime::from_unix_timestamp(until.millis() / 1_000).unwrap(),
    }
}

pub(crate) async fn a_session_is_made_saved_loaded_and_ended(store: Store) {
    let sessions = sessions(&store);
    let (mut one, mut two) = (record(ID, at(10)), record(ID + 1, at(20)));
    assert_eq!(sessions.load(&one.id).await.unwrap(), None);
    sessions.create(&mut one).await.unwrap();
    sessions.create(&mut two).await.unwrap();
    assert_eq!(one, record(ID, at(10)));
    assert_eq!(sessions.load(&one.id).await.unwrap().as_ref(), Some(&one));

    one.data.insert("action".into(), json!(["k1", null]));
    one.expiry_date = record(ID, at(30)).expiry_date;
    sessions.save(&one).await.unwrap();
    assert_eq!(sessions.load(&one.id).await.unwrap().as_ref(), Some(&one));

    sessions.delete(&one.id).await.unwrap();
    assert_eq!(sessions.load(&one.id).await.unwrap(), None);
    assert_eq!(sessions.load(&two.id).await.unwrap(), Some(two));
    sessions.delete(&one.id).await.unwrap();
}

pub(crate) async fn an_ended_session_is_not_brought_back_by_saving_it(store: Store) {
    let sessions = sessions(&store);
    let mut made = record(ID, at(10));
    sessions.create(&mut made).await.unwrap();
    let loaded = sessions.load(&made.id).await.unwrap().unwrap();
    sessions.delete(&made.id).await.unwrap();
    for stale in [made, loaded, record(ID, at(10))] {
        sessions.save(&stale).await.unwrap();
        assert_eq!(sessions.load(&stale.id).await.unwrap(), None);
    }
}

pub(crate) async fn all_sessions_of_an_account_end_at_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    account_in(&mut tx, 2).await;
    tx.commit().await.unwrap();
    let sessions = sessions(&store);
    let mut ids = Vec::new();
    for (n, owner) in [(1, Some(1)), (2, Some(1)), (3, Some(2)), (4, None)] {
        let mut record = record(n, at(10));
        if let Some(owner) = owner {
            let id = account(owner).id.to_string();
            record.data.insert(ACCOUNT.into(), id.into());
        }
        sessions.create(&mut record).await.unwrap();
        let loaded = sessions.load(&record.id).await.unwrap();
        assert_eq!(loaded.as_ref(), Some(&record));
        ids.push(record.id);
    }
    let mut tx = store.write().await.unwrap();
    let name = |n: usize| name(ids[n]);
    assert!(tx.session_hold(&name(0), account(1).id).await.unwrap());
    assert!(!tx.session_hold(&name(2), account(1).id).await.unwrap());
    assert!(!tx.session_hold(&name(3), account(1).id).await.unwrap());
    drop(tx);
    sessions.end_all(account(1).id).await.unwrap();
    let mut left = Vec::new();
    for id in &ids {
        left.push(sessions.load(id).await.unwrap().is_some());
    }
    assert_eq!(left, [false, false, true, true]);
    let mut tx = store.write().await.unwrap();
    assert!(!tx.session_hold(&name(0), account(1).id).await.unwrap());
    tx.account_delete(account(2).id).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(sessions.load(&ids[2]).await.unwrap(), None);
}

pub(crate) async fn no_session_is_over_while_the_clock_is_doubted(store: Store) {
    let mut over = record(ID, at(-1));
    sessions(&store).create(&mut over).await.unwrap();
    assert_eq!(sessions(&store).load(&over.id).await.unwrap(), None);
    let doubted = sessions(&store).unless(|| true);
    assert_eq!(doubted.load(&over.id).await.unwrap(), Some(over));
}

pub(crate) async fn a_session_ends_by_the_clock_passed_in(store: Store) {
    let sessions = sessions(&store);
    for (id, until, ended) in [
        (1, at(0) + 1_000, false),
        (2, at(0), true),
        (3, at(0) - 1_000, true),
    ] {
        let mut record = record(id, until);
        sessions.create(&mut record).await.unwrap();
        let loaded = sessions.load(&record.id).await.unwrap();
        assert_eq!(loaded.is_none(), ended, "{until}");
    }
}

pub(crate) async fn a_taken_session_id_gives_a_new_one(store: Store) {
    let sessions = sessions(&store);
    let mut first = record(ID, at(10));
    sessions.create(&mut first).await.unwrap();
    let mut second = record(ID, at(20));
    second.data.clear();
    sessions.create(&mut second).await.unwrap();
    assert_ne!(second.id, first.id);
    assert_eq!(sessions.load(&first.id).await.unwrap(), Some(first));
    assert_eq!(sessions.load(&second.id).await.unwrap(), Some(second));
}

pub(crate) async fn a_copy_of_the_database_tells_nothing_of_sessions(store: Store, raw: Raw) {
    let sessions = sessions(&store);
    let mut record = record(ID, at(10));
    sessions.create(&mut record).await.unwrap();
    sessions.save(&record).await.unwrap();
    let rows = raw.dump().await;
    assert_eq!(rows.len(), 1);
    let hex = |text: &str| -> String { text.bytes().map(|byte| format!("{byte:02x}")).collect() };
    let id = record.id.to_string();
    for secret in [
        id.to_lowercase(),
        hex(&id),
        format!("{ID:x}"),
        (ID as i128).unsigned_abs().to_string(),
        "amzn1".into(),
        hex("amzn1"),
    ] {
        assert!(!rows[0].contains(&secret), "{secret} in {}", rows[0]);
    }
}

pub(crate) async fn sessions_read_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    let of = Some(account(1).id);
    tx.session_insert(b"one", of, b"first", at(1))
        .await
        .unwrap();
    let refused = tx.session_insert(b"one", None, b"again", at(2)).await;
    assert!(
        matches!(refused, Err(store::Error::Conflict)),
        "{refused:?}"
    );
    tx.session_insert(b"two", None, b"second", at(2))
        .await
        .unwrap();
    let row = |account_id, data: &[u8], minutes| SessionRow {
        account_id,
        data: data.into(),
        expires_at: at(minutes),
    };
    let read = tx.session(b"one").await.unwrap();
    assert_eq!(read, Some(row(of, b"first", 1)));
    tx.session_update(b"one", b"later", at(3)).await.unwrap();
    tx.session_update(b"none", b"lost", at(9)).await.unwrap();
    assert_eq!(tx.session(b"none").await.unwrap(), None);
    let read = tx.session(b"one").await.unwrap();
    assert_eq!(read, Some(row(of, b"later", 3)));
    tx.session_delete(b"one").await.unwrap();
    assert_eq!(tx.session(b"one").await.unwrap(), None);
    tx.sessions_delete_of(account(1).id).await.unwrap();
    let read = tx.session(b"two").await.unwrap();
    assert_eq!(read, Some(row(None, b"second", 2)));
}

pub(crate) async fn ended_sessions_are_forgotten(store: Store) {
    let mut tx = store.write().await.unwrap();
    for (name, minutes) in [(b"one", 1), (b"two", 2), (b"old", 0)] {
        let made = tx.session_insert(name, None, b"", at(minutes));
        made.await.unwrap();
    }
    assert_eq!(tx.sessions_delete_before(at(2), 1).await.unwrap(), 1);
    assert!(tx.session(b"one").await.unwrap().is_some());
    assert_eq!(tx.sessions_delete_before(at(2), 10).await.unwrap(), 1);
    assert_eq!(tx.session(b"one").await.unwrap(), None);
    assert!(tx.session(b"two").await.unwrap().is_some());
}
