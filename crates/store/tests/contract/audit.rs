use store::{AuditFilter, AuditRow, Store};
use uuid::Uuid;

use crate::sample::{at, uuid};

fn line(n: u128, minute: i64, actor_id: Option<Uuid>, object: &str) -> AuditRow {
    AuditRow {
        id: uuid(n),
        at: at(minute),
        actor: "customer".into(),
        actor_id,
        action: "device.claim".into(),
        object: object.into(),
        request_id: "r-1".into(),
        reason: None,
    }
}

pub(crate) async fn audit_lines_come_newest_first(store: Store) {
    let old = line(3, 0, None, "device:3");
    let first = line(1, 5, Some(uuid(7)), "device:1");
    let second = line(2, 5, None, "device:2");
    let mut tx = store.write().await.unwrap();
    tx.audit_insert(&first).await.unwrap();
    let others = [old, second];
    tx.audits_insert(&others).await.unwrap();
    let [old, second] = others;
    let all = [second, first, old];
    assert_eq!(tx.audit_list(10).await.unwrap(), all);
    assert_eq!(tx.audit_list(2).await.unwrap(), all[..2]);
    let own = tx.audit_of_actor(uuid(7), 9, None).await.unwrap();
    assert_eq!(own, all[1..2]);
    let none = tx.audit_of_actor(uuid(7), 9, Some(own[0].id)).await;
    assert_eq!(none.unwrap(), []);
    assert_eq!(tx.audit_of_actor(uuid(8), 9, None).await.unwrap(), []);
}

pub(crate) async fn old_audit_lines_go_a_piece_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in 1..=4 {
        let line = line(n, i64::try_from(n).unwrap(), None, "device:1");
        tx.audit_insert(&line).await.unwrap();
    }
    assert_eq!(tx.audit_delete_before(at(4), 2).await.unwrap(), 2);
    let left = tx.audit_list(10).await.unwrap();
    assert_eq!(
        left.iter().map(|row| row.id).collect::<Vec<_>>(),
        [uuid(4), uuid(3)]
    );
    assert_eq!(tx.audit_delete_before(at(4), 10).await.unwrap(), 1);
    assert_eq!(tx.audit_delete_before(at(4), 10).await.unwrap(), 0);
}

pub(crate) async fn the_audit_forgets_who_is_deleted(store: Store) {
    let mut tx = store.write().await.unwrap();
    let person = Some(uuid(7));
    for (n, actor, object) in [
        (1, person, "account:7"),
        (2, person, "household:5"),
        (3, person, "device:1"),
        (4, Some(uuid(8)), "household:5"),
        (5, Some(uuid(8)), "household:55"),
    ] {
        tx.audit_insert(&line(n, 0, actor, object)).await.unwrap();
    }
    assert_eq!(tx.audit_forget_actor(uuid(7), 2).await.unwrap(), 2);
    assert_eq!(tx.audit_forget_actor(uuid(7), 2).await.unwrap(), 1);
    assert_eq!(tx.audit_of_actor(uuid(7), 10, None).await.unwrap(), []);
    let forget = tx.audit_forget_object("household:5", "household", 10).await;
    assert_eq!(forget.unwrap(), 1);
    let rows = tx.audit_list(10).await.unwrap();
    let objects: Vec<_> = rows.iter().rev().map(|row| row.object.as_str()).collect();
    let expected = [
        "account",
        "household",
        "device:1",
        "household",
        "household:55",
    ];
    assert_eq!(objects, expected);
    assert_eq!(rows.iter().filter(|row| row.actor_id.is_none()).count(), 3);
}

pub(crate) async fn audit_lines_are_found_by_who_what_and_which_object(store: Store) {
    let mut tx = store.write().await.unwrap();
    let first = AuditRow {
        reason: Some("a damaged parcel".into()),
        ..line(1, 0, Some(uuid(7)), "device:1")
    };
    let second = AuditRow {
        action: "device.token".into(),
        ..line(2, 1, Some(uuid(8)), "device:1")
    };
    let third = line(3, 2, Some(uuid(7)), "device:2");
    let lines = [first, second, third];
    tx.audits_insert(&lines).await.unwrap();
    let [first, second, third] = lines;
    for (filter, found) in [
        (AuditFilter::All, vec![&third, &second, &first]),
        (AuditFilter::Actor(uuid(7)), vec![&third, &first]),
        (AuditFilter::Object("device:1"), vec![&second, &first]),
        (AuditFilter::Action("device.claim"), vec![&third, &first]),
    ] {
        let page = tx.audit_page(filter, 9, None).await.unwrap();
        assert_eq!(page.iter().collect::<Vec<_>>(), found, "{filter:?}");
        let page = tx.audit_page(filter, 1, None).await.unwrap();
        assert_eq!(page.iter().collect::<Vec<_>>(), found[..1]);
        let after = tx.audit_page(filter, 9, Some(page[0].id)).await.unwrap();
        assert_eq!(after.iter().collect::<Vec<_>>(), found[1..]);
    }
}
