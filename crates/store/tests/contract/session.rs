use std::collections::HashMap;

use domain::Time;
use serde_json::json;
use store::Store;
use store::session::Sessions;
use time::OffsetDateTime;
use tower_sessions_core::SessionStore;
use tower_sessions_core::session::{Id, Record};

use crate::base::Raw;
use crate::sample::at;

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
            ("account".into(), json!("amzn1.account.secret")),
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
    // Saving one that is not there makes it.
    let three = record(ID + 2, at(1));
    sessions.save(&three).await.unwrap();
    assert_eq!(sessions.load(&three.id).await.unwrap(), Some(three));

    sessions.delete(&one.id).await.unwrap();
    assert_eq!(sessions.load(&one.id).await.unwrap(), None);
    assert_eq!(sessions.load(&two.id).await.unwrap(), Some(two));
    sessions.delete(&one.id).await.unwrap();
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
    tx.session_insert(b"one", b"first", at(1)).await.unwrap();
    let refused = tx.session_insert(b"one", b"again", at(2)).await;
    assert!(
        matches!(refused, Err(store::Error::Conflict)),
        "{refused:?}"
    );
    tx.session_put(b"two", b"second", at(2)).await.unwrap();
    let read = tx.session(b"one").await.unwrap();
    assert_eq!(read, Some((b"first".into(), at(1))));
    tx.session_put(b"one", b"later", at(3)).await.unwrap();
    let read = tx.session(b"one").await.unwrap();
    assert_eq!(read, Some((b"later".into(), at(3))));
    tx.session_delete(b"one").await.unwrap();
    assert_eq!(tx.session(b"one").await.unwrap(), None);
    let read = tx.session(b"two").await.unwrap();
    assert_eq!(read, Some((b"second".into(), at(2))));
}

pub(crate) async fn ended_sessions_are_forgotten(store: Store) {
    let mut tx = store.write().await.unwrap();
    tx.session_insert(b"one", b"", at(1)).await.unwrap();
    tx.session_insert(b"two", b"", at(2)).await.unwrap();
    tx.session_insert(b"none", b"", at(0)).await.unwrap();
    assert_eq!(tx.sessions_delete_before(at(2), 1).await.unwrap(), 1);
    assert!(tx.session(b"one").await.unwrap().is_some());
    assert_eq!(tx.sessions_delete_before(at(2), 10).await.unwrap(), 1);
    assert_eq!(tx.session(b"one").await.unwrap(), None);
    assert!(tx.session(b"two").await.unwrap().is_some());
}
