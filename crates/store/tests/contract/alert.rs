use domain::AlertId;
use domain::alert::{Alert, AlertKind};
use store::{Error, Store, Tx};

use crate::sample::{Machine, at, machine_in, uuid};

fn alert(n: u128, machine: Machine, kind: AlertKind) -> Alert {
    let of_machine = [
        AlertKind::Silent,
        AlertKind::OldTokenUsed,
        AlertKind::ClockWrong,
        AlertKind::Disconnected,
    ];
    Alert {
        id: AlertId(uuid(n)),
        device_id: machine.device,
        slot_id: (!of_machine.contains(&kind)).then_some(machine.slot),
        kind,
        since: at(1),
        ended_at: None,
    }
}

async fn open_of(tx: &mut Tx, machines: &[Machine]) -> Vec<Alert> {
    let devices: Vec<_> = machines.iter().map(|it| it.device).collect();
    let mut open = tx.alerts_open(&devices).await.unwrap();
    open.sort_by_key(|alert| alert.id);
    open
}

async fn open(tx: &mut Tx, machine: Machine) -> Vec<Alert> {
    open_of(tx, &[machine]).await
}

/// In a transaction of its own, which ends with that.
async fn refuse(store: &Store, alerts: &[&Alert]) {
    let mut tx = store.write().await.unwrap();
    let refused = tx.alerts_put(alerts).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

pub(crate) async fn an_alert_is_open_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let other = machine_in(&mut tx, 2).await;
    let low = alert(1, machine, AlertKind::Low);
    let silent = alert(2, machine, AlertKind::Silent);
    let others = alert(3, other, AlertKind::Low);
    for alert in [&low, &silent, &others] {
        tx.alerts_put(&[alert]).await.unwrap();
    }
    tx.commit().await.unwrap();
    for again in [
        alert(4, machine, AlertKind::Low),
        alert(5, machine, AlertKind::Silent),
    ] {
        refuse(&store, &[&again]).await;
    }
    let mut tx = store.write().await.unwrap();
    assert_eq!(open(&mut tx, machine).await, [low, silent]);
    tx.alerts_end(&[low.id], at(9)).await.unwrap();
    assert_eq!(open(&mut tx, machine).await, [silent]);
    let next = alert(6, machine, AlertKind::Low);
    tx.alerts_put(&[&next]).await.unwrap();
    assert_eq!(open(&mut tx, machine).await, [silent, next]);
}

pub(crate) async fn alerts_of_many_devices_begin_and_end_together(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let three = machine_in(&mut tx, 3).await;
    let [low, silent] = [
        alert(1, one, AlertKind::Low),
        alert(2, one, AlertKind::Silent),
    ];
    let [theirs, out] = [alert(3, two, AlertKind::Low), alert(4, two, AlertKind::Out)];
    let over = Alert {
        ended_at: Some(at(3)),
        ..alert(5, three, AlertKind::Low)
    };
    tx.alerts_put(&[]).await.unwrap();
    tx.alerts_put(&[&out, &low, &over, &silent, &theirs])
        .await
        .unwrap();
    let all = [one, two, three];
    assert_eq!(open_of(&mut tx, &all).await, [low, silent, theirs, out]);
    assert_eq!(open_of(&mut tx, &all[1..]).await, [theirs, out]);
    assert_eq!(open_of(&mut tx, &[three]).await, []);
    assert_eq!(open_of(&mut tx, &[]).await, []);
    let kept = tx.alerts_of_device(three.device, 9, None).await.unwrap();
    assert_eq!(kept, [over]);

    tx.alerts_end(&[], at(8)).await.unwrap();
    tx.alerts_end(&[low.id, out.id, AlertId(uuid(99))], at(9))
        .await
        .unwrap();
    assert_eq!(open_of(&mut tx, &all).await, [silent, theirs]);
    for (machine, ended) in [(one, low), (two, out)] {
        let told = tx.alerts_of_device(machine.device, 9, None).await.unwrap();
        let ended = Alert {
            ended_at: Some(at(9)),
            ..ended
        };
        assert!(told.contains(&ended), "{told:?}");
    }
    tx.commit().await.unwrap();

    // One that has begun keeps the others from beginning.
    let new = alert(6, three, AlertKind::Low);
    refuse(&store, &[&new, &alert(7, two, AlertKind::Low)]).await;
    let mut tx = store.read().await.unwrap();
    assert_eq!(open_of(&mut tx, &all).await, [silent, theirs]);
}

pub(crate) async fn alerts_come_newest_first_and_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    for (n, kind) in (1..).zip(AlertKind::ALL) {
        tx.alerts_put(&[&alert(n, machine, kind)]).await.unwrap();
    }
    tx.alerts_end(&[AlertId(uuid(4))], at(2)).await.unwrap();
    for (open, limit, after, expected) in [
        (
            false,
            13,
            None,
            &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1][..],
        ),
        (true, 13, None, &[13, 12, 11, 10, 9, 8, 7, 6, 5, 3, 2, 1]),
        (true, 2, None, &[13, 12]),
        (false, 2, Some(AlertId(uuid(4))), &[3, 2]),
    ] {
        let rows = tx.alerts(open, limit, after).await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.alert.id.0).collect();
        assert_eq!(ids, expected.iter().copied().map(uuid).collect::<Vec<_>>());
        assert!(rows.iter().all(|row| row.serial == "K1"));
    }
    let all = tx.alerts_of_device(machine.device, 13, None).await.unwrap();
    assert_eq!(all.len(), 13);
    let two = tx
        .alerts_of_device(machine.device, 2, Some(all[1].id))
        .await;
    assert_eq!(two.unwrap(), all[2..4]);
    assert_eq!(
        (all[0].kind, all[3].ended_at),
        (AlertKind::Low, Some(at(2)))
    );
    let rows = tx.alerts(false, 13, None).await.unwrap();
    for (place, kind) in [
        (0, AlertKind::Disconnected),
        (4, AlertKind::ClockWrong),
        (7, AlertKind::OldTokenUsed),
        (8, AlertKind::Silent),
    ] {
        let row = &rows[place];
        assert_eq!((row.alert.kind, row.slot.as_deref()), (kind, None));
    }
    assert_eq!(rows[9].slot.as_deref(), Some("pods"));
    assert_eq!(rows[9].alert.ended_at, Some(at(2)));
}

pub(crate) async fn ended_spells_are_forgotten_a_piece_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    for (n, kind) in (1..).zip(AlertKind::ALL) {
        tx.alerts_put(&[&alert(n, machine, kind)]).await.unwrap();
    }
    for n in 1..=3 {
        let end = at(i64::try_from(n).unwrap());
        tx.alerts_end(&[AlertId(uuid(n))], end).await.unwrap();
    }
    assert_eq!(tx.alerts_delete_before(at(3), 1).await.unwrap(), 1);
    assert_eq!(tx.alerts_delete_before(at(3), 10).await.unwrap(), 1);
    let left = tx.alerts_of_device(machine.device, 20, None).await.unwrap();
    let ids: Vec<_> = left.iter().map(|alert| alert.id.0).collect();
    let kept = (3..).take(AlertKind::ALL.len() - 2).map(uuid);
    assert_eq!(ids, kept.collect::<Vec<_>>(), "those that last are kept");
}
