use domain::AlertId;
use domain::alert::AlertKind;
use store::{Alert, Error, Store, Tx};

use crate::sample::{Machine, at, machine_in, uuid};

fn alert(n: u128, machine: Machine, kind: AlertKind) -> Alert {
    let of_machine = [AlertKind::Silent, AlertKind::OldTokenUsed];
    Alert {
        id: AlertId(uuid(n)),
        device_id: machine.device,
        slot_id: (!of_machine.contains(&kind)).then_some(machine.slot),
        kind,
        since: at(1),
        ended_at: None,
    }
}

async fn open(tx: &mut Tx, machine: Machine) -> Vec<Alert> {
    let mut open = tx.alerts_open(machine.device).await.unwrap();
    open.sort_by_key(|alert| alert.id);
    open
}

pub(crate) async fn an_alert_is_open_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let other = machine_in(&mut tx, 2).await;
    let low = alert(1, machine, AlertKind::Low);
    let silent = alert(2, machine, AlertKind::Silent);
    let others = alert(3, other, AlertKind::Low);
    for alert in [&low, &silent, &others] {
        tx.alert_insert(alert).await.unwrap();
    }
    for again in [
        alert(4, machine, AlertKind::Low),
        alert(5, machine, AlertKind::Silent),
    ] {
        let refused = tx.alert_insert(&again).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    }
    assert_eq!(open(&mut tx, machine).await, [low, silent]);
    tx.alert_end(low.id, at(9)).await.unwrap();
    assert_eq!(open(&mut tx, machine).await, [silent]);
    let next = alert(6, machine, AlertKind::Low);
    tx.alert_insert(&next).await.unwrap();
    assert_eq!(
        tx.alerts_open(machine.device).await.unwrap(),
        [silent, next]
    );
}

pub(crate) async fn alerts_come_newest_first_and_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    for (n, kind) in (1..).zip(AlertKind::ALL) {
        tx.alert_insert(&alert(n, machine, kind)).await.unwrap();
    }
    tx.alert_end(AlertId(uuid(4)), at(2)).await.unwrap();
    for (open, limit, after, expected) in [
        (false, 10, None, &[6, 5, 4, 3, 2, 1][..]),
        (true, 10, None, &[6, 5, 3, 2, 1]),
        (true, 2, None, &[6, 5]),
        (false, 2, Some(AlertId(uuid(4))), &[3, 2]),
    ] {
        let rows = tx.alerts(open, limit, after).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.alert.id.0).collect();
        assert_eq!(ids, expected.iter().copied().map(uuid).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| row.serial == "K1"));
    }
    let all = tx.alerts_of_device(machine.device, 9, None).await.unwrap();
    assert_eq!(all.len(), 6);
    let two = tx
        .alerts_of_device(machine.device, 2, Some(all[1].id))
        .await;
    assert_eq!(two.unwrap(), all[2..4]);
    assert_eq!(
        (all[0].kind, all[3].ended_at),
        (AlertKind::Low, Some(at(2)))
    );
    let rows = tx.alerts(false, 3, None).await.unwrap();
    for (row, kind) in rows
        .iter()
        .zip([AlertKind::OldTokenUsed, AlertKind::Silent])
    {
        assert_eq!((row.alert.kind, row.slot.as_deref()), (kind, None));
    }
    assert_eq!(rows[2].slot.as_deref(), Some("pods"));
    assert_eq!(rows[2].alert.ended_at, Some(at(2)));
}

pub(crate) async fn ended_spells_are_forgotten_a_piece_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    for (n, kind) in (1..).zip(AlertKind::ALL) {
        tx.alert_insert(&alert(n, machine, kind)).await.unwrap();
    }
    for n in 1..=3 {
        let end = at(i64::try_from(n).unwrap());
        tx.alert_end(AlertId(uuid(n)), end).await.unwrap();
    }
    assert_eq!(tx.alerts_delete_before(at(3), 1).await.unwrap(), 1);
    assert_eq!(tx.alerts_delete_before(at(3), 10).await.unwrap(), 1);
    let left = tx.alerts_of_device(machine.device, 9, None).await.unwrap();
    let ids: Vec<_> = left.iter().map(|alert| alert.id.0).collect();
    let kept = (3..).take(AlertKind::ALL.len() - 2).map(uuid);
    assert_eq!(ids, kept.collect::<Vec<_>>(), "those that last are kept");
}
