use domain::alert::{Alert, AlertKind};
use domain::device::{Firmware, SerialPart};
use domain::{AlertId, Device, DeviceId};
use store::{DeviceFilter, Store, Tx};

use crate::base::Raw;
use crate::sample::{account_in, at, device, household, machine_in, model, model_in, uuid};

async fn found(tx: &mut Tx, filter: DeviceFilter, limit: i64) -> Vec<String> {
    let page = tx.devices(&filter, limit, 100).await.unwrap();
    assert_eq!(page.looked_to, None);
    page.devices.into_iter().map(|d| d.serial).collect()
}

fn with(part: &str) -> DeviceFilter {
    DeviceFilter {
        part: SerialPart::parse(part),
        ..DeviceFilter::default()
    }
}

/// The second has an id before that of the first.
async fn named(tx: &mut Tx) {
    model_in(tx).await;
    for (n, serial) in [(2, "BR0042A"), (1, "BR0042B"), (3, "CR1142C"), (4, "br9")] {
        let device = Device {
            serial: serial.to_owned(),
            ..device(n)
        };
        tx.device_insert(&device).await.unwrap();
    }
}

pub(crate) async fn a_device_is_found_by_any_part_of_its_serial(store: Store) {
    let mut tx = store.write().await.unwrap();
    named(&mut tx).await;
    for (part, serials) in [
        ("BR0", vec!["BR0042A", "BR0042B"]),
        ("br0", vec!["BR0042A", "BR0042B"]),
        ("042", vec!["BR0042A", "BR0042B"]),
        ("142", vec!["CR1142C"]),
        ("BR0042A", vec!["BR0042A"]),
        ("BR9", vec!["br9"]),
        ("777", vec![]),
        ("AND", vec![]),
    ] {
        assert_eq!(found(&mut tx, with(part), 9).await, serials, "{part}");
    }
}

pub(crate) async fn what_is_found_comes_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    named(&mut tx).await;
    let page = |after| DeviceFilter {
        after,
        ..with("004")
    };
    assert_eq!(found(&mut tx, page(None), 1).await, ["BR0042A"]);
    let after = Some(device(2).id);
    // In the order in which they were made, whatever their ids.
    let rest = found(&mut tx, page(after), 9).await;
    assert_eq!(rest, ["BR0042B"]);
    // The device after which it goes on has gone since.
    let gone = Some(DeviceId(uuid(2_500)));
    assert_eq!(found(&mut tx, page(gone), 9).await, ["BR0042B"]);
}

pub(crate) async fn who_gave_a_serial_away_or_is_gone_is_not_found(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    named(&mut tx).await;
    let old = Device {
        serial: "BR0042A".to_owned(),
        ..device(2)
    };
    let new = Device {
        serial: old.serial.clone(),
        ..device(9)
    };
    tx.device_replace(old.id, &new).await.unwrap();
    let ids = tx.devices(&with("0042A"), 9, 9).await.unwrap().devices;
    assert_eq!(ids.iter().map(|it| it.id).collect::<Vec<_>>(), [new.id]);
    for id in [old.id, new.id] {
        assert!(tx.device_delete(id, 100).await.unwrap());
    }
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(found(&mut tx, with("042A"), 9).await, [""; 0]);
    let rows = raw.dump().await;
    let left = rows.iter().filter(|row| row.contains("br0042a"));
    assert_eq!(left.count(), 0);
    let searched = rows
        .iter()
        .filter(|row| row.starts_with("device_serials: "));
    assert_eq!(searched.count(), 3);
}

pub(crate) async fn devices_are_found_by_what_is_to_be_heard_of_them(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machines = [
        machine_in(&mut tx, 1).await,
        machine_in(&mut tx, 2).await,
        machine_in(&mut tx, 3).await,
    ];
    let low = |n, machine: usize, kind| Alert {
        id: AlertId(uuid(n)),
        device_id: machines[machine].device,
        slot_id: Some(machines[machine].slot),
        kind,
        since: at(1),
        ended_at: None,
    };
    let alerts = [
        low(1, 0, AlertKind::Low),
        low(2, 2, AlertKind::Low),
        low(3, 1, AlertKind::Out),
    ];
    tx.alerts_put(&alerts.each_ref()).await.unwrap();
    let of = |alert, after| DeviceFilter {
        alert: Some(alert),
        after,
        ..DeviceFilter::default()
    };
    assert_eq!(
        found(&mut tx, of(AlertKind::Low, None), 9).await,
        ["K1", "K3"]
    );
    assert_eq!(found(&mut tx, of(AlertKind::Out, None), 9).await, ["K2"]);
    let after = Some(machines[0].device);
    assert_eq!(found(&mut tx, of(AlertKind::Low, after), 9).await, ["K3"]);
    let count = |kind, most| (kind, most);
    for ((kind, most), number) in [
        (count(AlertKind::Low, 9), 2),
        (count(AlertKind::Low, 1), 1),
        (count(AlertKind::Silent, 9), 0),
    ] {
        assert_eq!(tx.alerts_count(kind, most).await.unwrap(), number);
    }
    tx.alerts_end(&[alerts[0].id], at(5)).await.unwrap();
    assert_eq!(found(&mut tx, of(AlertKind::Low, None), 9).await, ["K3"]);
    assert_eq!(tx.alerts_count(AlertKind::Low, 9).await.unwrap(), 1);
}

pub(crate) async fn what_is_asked_for_together_holds_together(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    for n in 1..=3 {
        let device = Device {
            serial: format!("ABC{n}"),
            household_id: (n > 1).then(|| household(1)),
            ..device(n)
        };
        tx.device_insert(&device).await.unwrap();
    }
    let filter = DeviceFilter {
        model: Some(model().model),
        household: Some(household(1)),
        ..with("ABC")
    };
    assert_eq!(found(&mut tx, filter.clone(), 9).await, ["ABC2", "ABC3"]);
    let third = DeviceFilter {
        part: SerialPart::parse("BC3"),
        ..filter.clone()
    };
    assert_eq!(found(&mut tx, third, 9).await, ["ABC3"]);
    let other = DeviceFilter {
        model: Some("OTHER".to_owned()),
        ..filter
    };
    assert_eq!(found(&mut tx, other, 9).await, [""; 0]);
    let of_model = |name: &str| DeviceFilter {
        model: Some(name.to_owned()),
        ..DeviceFilter::default()
    };
    assert_eq!(found(&mut tx, of_model("BREW-2"), 9).await.len(), 3);
    assert_eq!(found(&mut tx, of_model("BREW"), 9).await, [""; 0]);
}

pub(crate) async fn devices_are_found_by_their_firmware(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    for n in 1..=5 {
        let firmware = ["2.1.7", "2.1.8"][usize::from(n == 3)];
        let device = Device {
            serial: format!("ABC{n}"),
            firmware: (n < 5).then(|| firmware.to_owned()),
            ..device(n)
        };
        tx.device_insert(&device).await.unwrap();
    }
    let of = |firmware: &str, after| DeviceFilter {
        firmware: Some(Firmware::Named(firmware.to_owned())),
        after,
        ..DeviceFilter::default()
    };
    let first = of("2.1.7", None);
    assert_eq!(found(&mut tx, first, 2).await, ["ABC1", "ABC2"]);
    let next = of("2.1.7", Some(device(2).id));
    assert_eq!(found(&mut tx, next, 2).await, ["ABC4"]);
    assert_eq!(found(&mut tx, of("2.1", None), 9).await, [""; 0]);
    let in_part = DeviceFilter {
        part: SerialPart::parse("BC3"),
        ..of("2.1.7", None)
    };
    assert_eq!(found(&mut tx, in_part, 9).await, [""; 0]);
    let unsaid = DeviceFilter {
        firmware: Some(Firmware::Unsaid),
        ..DeviceFilter::default()
    };
    assert_eq!(found(&mut tx, unsaid, 9).await, ["ABC5"]);
}
