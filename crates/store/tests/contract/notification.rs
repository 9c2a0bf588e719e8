use domain::{Device, Time};
use store::{Error, NewNotification, Store, Tx};

use crate::base::Raw;
use crate::sample::{at, device, machine_in};

const TOPIC: &str = "arn:aws:sns:us-east-1:1:drs";

/// A message about K1 that waits for it.
fn message<'a>(message_id: &'a str, notification_id: Option<&'a str>) -> NewNotification<'a> {
    NewNotification {
        topic: TOPIC,
        message_id,
        notification_id,
        kind: "OrderPlaced",
        serial: Some("K1"),
        time: Some(at(0)),
        received_at: at(1),
        applied: false,
        body: message_id,
    }
}

async fn put(tx: &mut Tx, messages: &[NewNotification<'_>]) {
    for message in messages {
        tx.notification_insert(message).await.unwrap();
    }
}

async fn waiting(tx: &mut Tx, serial: &str) -> Vec<String> {
    let waiting = tx.notifications_waiting(serial, 100).await.unwrap();
    waiting
        .into_iter()
        .map(|message| {
            assert_eq!(message.topic, TOPIC);
            assert_eq!(message.body, message.message_id);
            message.message_id
        })
        .collect()
}

pub(crate) async fn a_message_is_known_by_either_id(store: Store) {
    let mut tx = store.write().await.unwrap();
    put(&mut tx, &[message("m1", Some("n1"))]).await;
    for (topic, message_id, notification_id, known) in [
        (TOPIC, "m1", Some("n1"), true),
        (TOPIC, "m1", None, true),
        (TOPIC, "m1", Some("n2"), true),
        (TOPIC, "m2", Some("n1"), true),
        ("another", "m1", Some("n1"), true),
        ("another", "m1", None, false),
        (TOPIC, "m2", Some("n2"), false),
        (TOPIC, "m2", None, false),
    ] {
        let answer = tx.notification_known(topic, message_id, notification_id);
        let case = (topic, message_id, notification_id);
        assert_eq!(answer.await.unwrap(), known, "{case:?}");
    }
    for again in [message("m1", Some("n2")), message("m2", Some("n1"))] {
        let refused = tx.notification_insert(&again).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    }
    let elsewhere = NewNotification {
        topic: "another",
        ..message("m1", Some("n2"))
    };
    put(&mut tx, &[elsewhere]).await;
}

pub(crate) async fn messages_without_amazons_id_do_not_collide(store: Store) {
    let mut tx = store.write().await.unwrap();
    let bare = |message_id| NewNotification {
        kind: "unreadable",
        serial: None,
        time: None,
        applied: true,
        ..message(message_id, None)
    };
    put(&mut tx, &[bare("m1"), bare("m2")]).await;
    assert!(tx.notification_known(TOPIC, "m2", None).await.unwrap());
    assert!(!tx.notification_known(TOPIC, "m3", None).await.unwrap());
}

pub(crate) async fn waiting_messages_come_in_the_order_they_were_said(store: Store) {
    let mut tx = store.write().await.unwrap();
    let said = |message_id, time: Option<Time>, received| NewNotification {
        time,
        received_at: at(received),
        ..message(message_id, None)
    };
    let messages = [
        said("late", Some(at(5)), 6),
        said("early", Some(at(1)), 9),
        said("early, came first", Some(at(1)), 8),
        // Without its time a message counts as said when it came.
        said("untimed", None, 3),
        said("untimed twin", None, 3),
        NewNotification {
            serial: Some("K2"),
            ..message("another's", None)
        },
        NewNotification {
            applied: true,
            ..message("applied", None)
        },
    ];
    put(&mut tx, &messages).await;
    assert_eq!(
        waiting(&mut tx, "K1").await,
        [
            "early, came first",
            "early",
            "untimed",
            "untimed twin",
            "late"
        ]
    );
    assert_eq!(waiting(&mut tx, "K2").await, ["another's"]);
    assert_eq!(tx.notifications_waiting_count(9).await.unwrap(), 6);
    assert_eq!(tx.notifications_waiting_count(2).await.unwrap(), 2);
}

pub(crate) async fn applied_messages_wait_no_more(store: Store) {
    let mut tx = store.write().await.unwrap();
    let other = NewNotification {
        serial: Some("K2"),
        ..message("m3", None)
    };
    put(&mut tx, &[message("m1", None), message("m2", None), other]).await;
    assert_eq!(tx.notifications_waiting("K1", 1).await.unwrap().len(), 1);
    for message_id in ["m1", "m2"] {
        assert!(tx.notifications_wait(&["K3", "K1"]).await.unwrap());
        tx.notification_applied(TOPIC, message_id).await.unwrap();
    }
    assert!(!tx.notifications_wait(&["K3", "K1"]).await.unwrap());
    assert!(waiting(&mut tx, "K1").await.is_empty());
    assert_eq!(waiting(&mut tx, "K2").await, ["m3"]);
    assert_eq!(tx.notifications_waiting_count(9).await.unwrap(), 1);
}

pub(crate) async fn a_device_that_is_there_now_has_messages_to_hear(store: Store) {
    let mut tx = store.write().await.unwrap();
    let of = |message_id, serial, applied| NewNotification {
        serial: Some(serial),
        applied,
        ..message(message_id, None)
    };
    let messages = [
        of("m1", "K2", false),
        of("m2", "K2", false),
        of("m3", "K1", false),
        of("m4", "K3", true),
        of("m5", "K4", false),
        of("m6", "K5", false),
    ];
    put(&mut tx, &messages).await;
    assert_eq!(tx.serials_to_hear(9).await.unwrap(), [""; 0]);
    for n in 1..=3 {
        machine_in(&mut tx, n).await;
    }
    let going = Device {
        deleting: true,
        ..device(5)
    };
    tx.device_insert(&going).await.unwrap();
    assert_eq!(tx.serials_to_hear(9).await.unwrap(), ["K1", "K2"]);
    assert_eq!(tx.serials_to_hear(1).await.unwrap(), ["K1"]);
}

pub(crate) async fn an_emptied_message_is_still_known(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    let body = |message_id, serial, applied, body| NewNotification {
        serial: Some(serial),
        applied,
        body,
        ..message(message_id, None)
    };
    let messages = [
        body("m1", "K1", true, "applied"),
        body("m2", "K1", false, "waits"),
        body("m3", "K2", true, "theirs"),
    ];
    put(&mut tx, &messages).await;
    tx.notifications_empty("K1").await.unwrap();
    for message_id in ["m1", "m2", "m3"] {
        let known = tx.notification_known(TOPIC, message_id, None).await;
        assert!(known.unwrap(), "{message_id}");
    }
    tx.commit().await.unwrap();
    let rows = raw.dump().await;
    let holds = |text| rows.iter().any(|row| row.contains(text));
    assert!(!holds("applied") && holds("waits") && holds("theirs"));
}

pub(crate) async fn old_messages_are_forgotten_by_kind(store: Store) {
    let all = [
        ("old waiting", 1, false),
        ("old applied", 1, true),
        ("new waiting", 2, false),
        ("new applied", 2, true),
    ];
    for (applied, gone) in [(true, "old applied"), (false, "old waiting")] {
        let mut tx = store.write().await.unwrap();
        for (message_id, received, applied) in all {
            let message = NewNotification {
                received_at: at(received),
                applied,
                ..message(message_id, None)
            };
            put(&mut tx, &[message]).await;
        }
        for (most, expected) in [(0, 0), (9, 1), (9, 0)] {
            let deleted = tx.notifications_delete_before(at(2), applied, most).await;
            assert_eq!(deleted.unwrap(), expected);
        }
        for (message_id, ..) in all {
            let known = tx.notification_known(TOPIC, message_id, None).await;
            assert_eq!(known.unwrap(), message_id != gone, "{message_id}");
        }
    }
}

pub(crate) async fn messages_come_newest_first_and_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let came = |message_id, serial, minute| NewNotification {
        serial,
        received_at: at(minute),
        ..message(message_id, None)
    };
    let messages = [
        came("a", Some("K1"), 1),
        came("b", Some("K2"), 2),
        came("c", Some("K1"), 3),
        came("d", Some("K1"), 3),
        came("e", None, 4),
    ];
    put(&mut tx, &messages).await;
    let of = async |tx: &mut Tx, serial, before, limit| {
        let found = tx.messages(serial, before, limit).await.unwrap();
        found
            .into_iter()
            .map(|it| it.message_id)
            .collect::<String>()
    };
    let end = (Time::from_millis(i64::MAX), "");
    assert_eq!(of(&mut tx, None, end, 9).await, "edcba");
    assert_eq!(of(&mut tx, None, end, 2).await, "ed");
    assert_eq!(of(&mut tx, None, (at(3), "d"), 9).await, "cba");
    assert_eq!(of(&mut tx, Some("K1"), end, 9).await, "dca");
    assert_eq!(of(&mut tx, Some("K1"), (at(3), "d"), 1).await, "c");
    assert_eq!(of(&mut tx, Some("K9"), end, 9).await, "");
    let first = tx.messages(Some("K2"), end, 1).await.unwrap().remove(0);
    assert_eq!(first.serial.as_deref(), Some("K2"));
    assert_eq!((first.kind.as_str(), first.applied), ("OrderPlaced", false));
    assert_eq!((first.time, first.received_at), (Some(at(0)), at(2)));
}
