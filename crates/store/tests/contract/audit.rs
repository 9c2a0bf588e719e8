use store::{AuditRow, Store};

use crate::sample::{at, uuid};

pub(crate) async fn audit_lines_come_newest_first(store: Store) {
    let line = |n, minute, actor_id| AuditRow {
        id: uuid(n),
        at: at(minute),
        actor: "customer".into(),
        actor_id,
        action: "device.claim".into(),
        object: format!("device:{n}"),
        request_id: "r-1".into(),
    };
    let old = line(3, 0, None);
    let first = line(1, 5, Some(uuid(7)));
    let second = line(2, 5, None);
    let mut tx = store.write().await.unwrap();
    for line in [&first, &old, &second] {
        tx.audit_insert(line).await.unwrap();
    }
    let all = [second, first, old];
    assert_eq!(tx.audit_list(10).await.unwrap(), all);
    assert_eq!(tx.audit_list(2).await.unwrap(), all[..2]);
    let own = tx.audit_of_actor(uuid(7)).await.unwrap();
    assert_eq!(own, all[1..2]);
    assert_eq!(tx.audit_of_actor(uuid(8)).await.unwrap(), []);
}
