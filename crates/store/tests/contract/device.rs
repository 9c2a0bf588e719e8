use domain::alert::{Alert, AlertKind};
use domain::day::SlotDay;
use domain::decision::{Decision, Outcome};
use domain::event::{Event, EventData, EventType};
use domain::evidence::Evidence;
use domain::journal::Input;
use domain::notice::{Channel, Notice, NoticeKind};
use domain::policy::Policy;
use domain::registration::{EndedBy, RegistrationStatus};
use domain::{
    AlertId, DecisionId, DeliveryId, Device, DeviceId, HouseholdId, Parcel, ParcelId, Quantity,
    Time,
};
use store::{
    ClaimCode, DeviceFilter, DeviceStanding, Error, Model, NewNotification, Outgoing, Store, Tx,
};

use crate::base::Raw;
use crate::sample::{
    account, account_in, at, device, full_device, household, machine_of, model_in, put_decision,
    put_entry, registration, used, uuid,
};
use crate::webhook::webhook;

pub(crate) async fn devices_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 2).await;
    let ends = [
        EndedBy::Customer,
        EndedBy::Amazon,
        EndedBy::Maker,
        EndedBy::TokenRefused,
    ];
    let mut devices = vec![device(1), full_device(2)];
    devices.extend((3..).zip(ends).map(|(n, by)| Device {
        ended_by: Some(by),
        deleting: true,
        ..device(n)
    }));
    for device in devices {
        tx.device_insert(&device).await.unwrap();
        let serial = &device.serial;
        assert_eq!(tx.device(device.id).await.unwrap().as_ref(), Some(&device));
        assert_eq!(
            tx.device_lock(device.id).await.unwrap().as_ref(),
            Some(&device)
        );
        assert_eq!(
            tx.device_by_serial(serial).await.unwrap().as_ref(),
            Some(&device)
        );
    }
    assert_eq!(tx.device(DeviceId(uuid(9))).await.unwrap(), None);
    assert_eq!(tx.device_lock(DeviceId(uuid(9))).await.unwrap(), None);
    assert_eq!(tx.device_by_serial("k1").await.unwrap(), None);
}

pub(crate) async fn a_device_is_updated(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    for device in [device(1), device(2)] {
        tx.device_insert(&device).await.unwrap();
    }
    for new in [full_device(1), device(1)] {
        let new = Device {
            deleting: new.household_id.is_some(),
            ..new
        };
        tx.device_update(&new).await.unwrap();
        assert_eq!(tx.device(new.id).await.unwrap(), Some(new));
    }
    assert_eq!(tx.device(device(2).id).await.unwrap(), Some(device(2)));
}

pub(crate) async fn a_serial_and_a_token_are_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    tx.device_insert(&full_device(1)).await.unwrap();
    let second = [
        Device {
            serial: "K1".into(),
            ..device(2)
        },
        Device {
            token_hash: full_device(1).token_hash,
            ..device(2)
        },
        Device {
            next_token_hash: full_device(1).next_token_hash,
            ..device(2)
        },
    ];
    for second in second {
        let refused = tx.device_insert(&second).await;
        assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    }
    for n in [3, 4] {
        tx.device_insert(&device(n)).await.unwrap();
    }
}

pub(crate) async fn a_token_finds_its_device(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    let mut found = full_device(1);
    tx.device_insert(&found).await.unwrap();
    tx.device_insert(&device(2)).await.unwrap();
    for hash in ["token 1", "next token 1"] {
        let device = tx.device_by_token(hash.as_bytes()).await.unwrap();
        assert_eq!(device.as_ref(), Some(&found));
    }
    let by_old = tx.device_by_old_token(b"old token 1").await.unwrap();
    assert_eq!(by_old.map(|device| device.serial).as_deref(), Some("K1"));
    assert_eq!(tx.device_by_token(b"old token 1").await.unwrap(), None);
    assert_eq!(tx.device_by_old_token(b"token 1").await.unwrap(), None);
    assert_eq!(tx.device_by_token(b"token 2").await.unwrap(), None);
    found.deleting = true;
    tx.device_update(&found).await.unwrap();
    assert_eq!(tx.device_by_token(b"token 1").await.unwrap(), None);
    assert_eq!(tx.device_by_old_token(b"old token 1").await.unwrap(), None);
}

pub(crate) async fn a_household_lists_its_devices_as_they_were_claimed(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    account_in(&mut tx, 4).await;
    let of = |n, owner, claimed_at, deleting| Device {
        household_id: Some(owner),
        claimed_at: Some(claimed_at),
        deleting,
        ..device(n)
    };
    let (mine, theirs) = (household(1), household(4));
    let devices = [
        of(1, mine, at(9), false),
        of(2, mine, at(5), false),
        of(3, mine, at(9), false),
        of(4, theirs, at(1), false),
        of(5, mine, at(1), true),
    ];
    for device in &devices {
        tx.device_insert(device).await.unwrap();
    }
    let serials = async |tx: &mut Tx, id: HouseholdId| {
        let devices = tx.devices_of_household(id).await.unwrap();
        devices.into_iter().map(|d| d.serial).collect::<Vec<_>>()
    };
    assert_eq!(serials(&mut tx, mine).await, ["K2", "K1", "K3"]);
    assert_eq!(serials(&mut tx, theirs).await, ["K4"]);
    assert!(serials(&mut tx, household(9)).await.is_empty());
}

pub(crate) async fn a_households_revision_is_another_one_after_every_change(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    for n in [1, 2, 3] {
        account_in(&mut tx, n).await;
    }
    let of = |n: u128, household_id| Device {
        household_id,
        ..device(n)
    };
    for (n, whose) in [(1, 1), (2, 1), (3, 2)] {
        let device = of(n, Some(household(whose)));
        tx.device_insert(&device).await.unwrap();
    }
    let asked = [household(1), household(2), household(3)];
    let mut seen = Vec::new();
    for change in [
        of(1, Some(household(1))),
        of(2, Some(household(1))),
        of(2, None),
    ] {
        let mut revisions = tx.revisions(&asked).await.unwrap();
        revisions.sort_unstable_by_key(|(id, _)| id.0);
        let ids: Vec<_> = revisions.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, asked[..2], "a household without machines has none");
        assert_eq!(revisions[1].1, 1_000_000_007, "nothing has changed there");
        seen.push(revisions[0].1);
        tx.device_update(&change).await.unwrap();
    }
    seen.push(tx.revisions(&asked[..1]).await.unwrap()[0].1);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 4);
    assert!(tx.revisions(&[]).await.unwrap().is_empty());
}

pub(crate) async fn a_model_lists_its_devices(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let other = Model {
        model: "MILL".into(),
        name: "Mill".into(),
        replenisher: domain::Replenisher::Shop,
    };
    tx.model_put(&other, at(0)).await.unwrap();
    for n in [3, 1] {
        tx.device_insert(&device(n)).await.unwrap();
    }
    let mill = Device {
        model: "MILL".into(),
        ..device(2)
    };
    tx.device_insert(&mill).await.unwrap();
    let brewers = [device(1).id, device(3).id];
    for (model, after, limit, expected) in [
        ("BREW-2", None, 9, &brewers[..]),
        ("BREW-2", None, 1, &brewers[..1]),
        ("BREW-2", Some(brewers[0]), 9, &brewers[1..]),
        ("MILL", None, 9, &[mill.id]),
        ("brew-2", None, 9, &[]),
    ] {
        let found = tx.devices_of_model(model, after, limit).await.unwrap();
        assert_eq!(found, expected, "{model} {after:?} {limit}");
    }
}

async fn fleet(tx: &mut Tx, filter: DeviceFilter, limit: i64) -> Vec<String> {
    let page = tx.devices(&filter, limit, 100).await.unwrap();
    assert_eq!(page.looked_to, None);
    page.devices.into_iter().map(|d| d.serial).collect()
}

pub(crate) async fn the_fleet_is_filtered_by_standing(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    account_in(&mut tx, 1).await;
    let owned = |n, ended_at: Option<Time>| Device {
        household_id: Some(household(1)),
        ended_at,
        ..device(n)
    };
    let devices = [
        device(1),
        owned(2, None),
        owned(3, None),
        owned(4, Some(at(1))),
        // Connected again after an end.
        owned(5, Some(at(1))),
        Device {
            deleting: true,
            ..device(6)
        },
        // Nobody's again: how the last owner's registration ended counts no more.
        Device {
            ended_at: Some(at(1)),
            ..device(7)
        },
    ];
    for device in &devices {
        tx.device_insert(device).await.unwrap();
    }
    for n in [3, 5] {
        let mut row = registration(n);
        row.account_id = account(1).id;
        tx.registration_put(&row).await.unwrap();
    }
    for (registration, serials) in [
        (None, vec!["K1", "K2", "K3", "K4", "K5", "K7"]),
        (Some(RegistrationStatus::Unclaimed), vec!["K1", "K7"]),
        (Some(RegistrationStatus::Claimed), vec!["K2"]),
        (Some(RegistrationStatus::Registered), vec!["K3", "K5"]),
        (Some(RegistrationStatus::Deregistered), vec!["K4"]),
    ] {
        let filter = DeviceFilter {
            registration,
            ..DeviceFilter::default()
        };
        assert_eq!(
            fleet(&mut tx, filter, 100).await,
            serials,
            "{registration:?}"
        );
    }
}

pub(crate) async fn the_fleet_is_filtered_by_silence(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let seen = [Some(at(50)), Some(at(10)), None];
    for (n, last_seen) in (1..).zip(seen) {
        let device = Device {
            last_seen,
            ..device(n)
        };
        tx.device_insert(&device).await.unwrap();
    }
    let silent = async |tx: &mut Tx, since| {
        let filter = DeviceFilter {
            silent_since: Some(since),
            ..DeviceFilter::default()
        };
        fleet(tx, filter, 100).await
    };
    assert!(silent(&mut tx, at(0)).await.is_empty());
    // One that never posted has been silent since it was made.
    assert_eq!(silent(&mut tx, at(1)).await, ["K3"]);
    assert_eq!(silent(&mut tx, at(10)).await, ["K3"]);
    assert_eq!(silent(&mut tx, at(11)).await, ["K2", "K3"]);
    assert_eq!(silent(&mut tx, at(51)).await, ["K1", "K2", "K3"]);
}

pub(crate) async fn the_fleet_is_read_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    for n in [3, 1, 2] {
        tx.device_insert(&device(n)).await.unwrap();
    }
    let after = |n| DeviceFilter {
        after: Some(device(n).id),
        ..DeviceFilter::default()
    };
    let start = DeviceFilter::default();
    assert_eq!(fleet(&mut tx, start, 2).await, ["K1", "K2"]);
    assert_eq!(fleet(&mut tx, after(2), 2).await, ["K3"]);
    assert!(fleet(&mut tx, after(3), 2).await.is_empty());
    let all = DeviceFilter {
        registration: Some(RegistrationStatus::Unclaimed),
        silent_since: Some(at(1)),
        ..after(1)
    };
    assert_eq!(fleet(&mut tx, all, 1).await, ["K2"]);
}

pub(crate) async fn a_filter_looks_at_so_many_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    for n in 1..=5 {
        let last_seen = Some(at(if n == 5 { 1 } else { 50 }));
        let device = Device {
            last_seen,
            ..device(n)
        };
        tx.device_insert(&device).await.unwrap();
    }
    let mut filter = DeviceFilter {
        silent_since: Some(at(10)),
        ..DeviceFilter::default()
    };
    for n in [2, 4] {
        let page = tx.devices(&filter, 1, 2).await.unwrap();
        assert_eq!((page.devices, page.looked_to), (vec![], Some(device(n).id)));
        filter.after = page.looked_to;
    }
    let page = tx.devices(&filter, 1, 2).await.unwrap();
    assert_eq!((page.devices.len(), page.looked_to), (1, None));
    // A full page says itself where it ends.
    let all = tx.devices(&DeviceFilter::default(), 2, 2).await.unwrap();
    assert_eq!((all.devices.len(), all.looked_to), (2, None));
}

pub(crate) async fn standings_come_with_the_models_name(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    machine_of(&mut tx, 1, &full_device(1)).await;
    machine_of(&mut tx, 2, &device(2)).await;
    tx.registration_put(&registration(1)).await.unwrap();
    let asked = [device(1).id, device(2).id, device(3).id];
    let mut found = tx.device_standings(&asked).await.unwrap();
    found.sort_by_key(|it| it.id);
    let of = |n, registered| DeviceStanding {
        id: device(n).id,
        model_name: "Brewer".to_owned(),
        registered,
    };
    assert_eq!(found, [of(1, true), of(2, false)]);
}

/// A machine with a row in every table that a device can have rows in.
async fn lived_in(tx: &mut Tx, n: u128) {
    account_in(tx, n).await;
    let machine = machine_of(tx, n, &full_device(n)).await;
    tx.registration_put(&registration(n)).await.unwrap();
    for (hash, expires_at) in [("printed", None), ("screen", Some(at(9)))] {
        let code = ClaimCode {
            device_id: machine.device,
            expires_at,
        };
        let hash = format!("{hash} {n}");
        tx.claim_code_insert(hash.as_bytes(), code).await.unwrap();
    }
    let used = machine.entry(1, at(1), used(1));
    let delivery = machine.entry(3, at(3), Input::Delivery(Quantity(5)));
    for entry in [&used, &machine.undo(2, &used), &delivery] {
        put_entry(tx, entry).await;
    }
    let day = SlotDay {
        day: at(1).day().0,
        used: Quantity(1),
        shortfall: Quantity(0),
        fallen: Quantity(0),
        risen: Quantity(0),
        machine: None,
        spares: Quantity(0),
        total: None,
        evidence: Evidence::default(),
    };
    crate::day::put(tx, machine.key(), day).await.unwrap();
    let order = machine.order(1, at(2));
    tx.orders_put(&[&order]).await.unwrap();
    let decision = Decision {
        at: at(2),
        outcome: Outcome::Order,
        policy: Policy::default(),
        at_home: None,
        pace_per_day: None,
        reorder_level: None,
        demand: None,
        rules: domain::decision::RULES,
    };
    let id = DecisionId(uuid(n * 1_000 + 5));
    put_decision(tx, (id, machine.key(), Some(order.id), &decision)).await;
    let alert = Alert {
        id: AlertId(uuid(n * 1_000 + 6)),
        device_id: machine.device,
        slot_id: Some(machine.slot),
        kind: AlertKind::Low,
        since: at(2),
        ended_at: None,
    };
    tx.alerts_put(&[&alert]).await.unwrap();
    let data = EventData::Nothing {};
    let event = Event::of_order(EventType::OrderRequested, machine.slot, order.id, data);
    tx.events_insert(&[(machine.device, event)], at(2))
        .await
        .unwrap();
    let account = account(n + 10);
    let home = household(n + 10);
    tx.household_insert(home, at(0)).await.unwrap();
    tx.account_insert(&store::Account {
        household_id: home,
        ..account.clone()
    })
    .await
    .unwrap();
    let notice = Notice {
        id: domain::NoticeId(uuid(n * 1_000 + 8)),
        account_id: account.id,
        channel: Channel::Mail,
        alert_id: alert.id,
        device_id: machine.device,
        slot_id: Some(machine.slot),
        kind: NoticeKind::LowUnconnected,
        since: at(2),
        decided_at: at(2),
        due_at: at(2),
        message_id: None,
        sent_at: None,
    };
    assert!(tx.notice_insert(&notice).await.unwrap());
    let hook = webhook(n);
    tx.webhook_insert(&hook, b"sealed").await.unwrap();
    let outgoing = Outgoing {
        number: 1,
        device_id: machine.device,
        kind: EventType::OrderRequested,
    };
    let deliveries = [(DeliveryId(uuid(n * 1_000 + 7)), outgoing)];
    tx.deliveries_insert(hook.id, &deliveries, at(2))
        .await
        .unwrap();
    let parcel = Parcel {
        id: ParcelId(uuid(n * 1_000 + 4)),
        order_id: order.id,
        device_id: machine.device,
        slot_id: machine.slot,
        quantity: Quantity(5),
        estimate: at(3),
        counted: Some(delivery.id),
    };
    tx.parcels_put(&[&parcel]).await.unwrap();
    for applied in [true, false] {
        let message = NewNotification {
            topic: "arn:aws:sns:us-east-1:1:drs",
            message_id: &format!("message {n} {applied}"),
            notification_id: None,
            kind: "OrderPlaced",
            serial: Some(&full_device(n).serial),
            time: Some(at(2)),
            received_at: at(2),
            applied,
            body: &format!("about {}", full_device(n).serial),
        };
        tx.notification_insert(&message).await.unwrap();
    }
}

/// The rows that name a device or its slot, its order or its serial.
async fn rows_of(raw: &Raw, n: u128) -> Vec<String> {
    let machine = uuid(n * 1_000).as_u128();
    let ids: Vec<String> = [0, 1, 4, 0x1_0000, 0x2_0000, 0x3_0000]
        .into_iter()
        .map(|part| format!("{:032x}", machine + part))
        .chain([format!("k{n}")])
        .collect();
    let mut rows = raw.dump().await;
    rows.retain(|row| ids.iter().any(|id| row.contains(id)));
    rows
}

fn tables(rows: &[String]) -> Vec<&str> {
    let mut tables: Vec<&str> = rows
        .iter()
        .filter_map(|row| Some(row.split_once(':')?.0))
        .collect();
    tables.dedup();
    tables
}

pub(crate) async fn a_deleted_device_leaves_nothing(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    lived_in(&mut tx, 1).await;
    lived_in(&mut tx, 2).await;
    tx.commit().await.unwrap();
    let others = rows_of(&raw, 2).await;
    assert_eq!(
        tables(&rows_of(&raw, 1).await),
        [
            "alerts",
            "claim_codes",
            "days",
            "decisions",
            "device_serials",
            "devices",
            "events",
            "journal",
            "notices",
            "notifications",
            "orders",
            "parcels",
            "registrations",
            "slots",
            "webhook_deliveries"
        ]
    );
    let before = raw.dump().await.len();

    let mut tx = store.write().await.unwrap();
    let mut pieces = 1;
    while !tx.device_delete(device(1).id, 1).await.unwrap() {
        pieces += 1;
    }
    assert!(pieces > 8, "a row of a kind at a time: {pieces}");
    tx.commit().await.unwrap();
    assert_eq!(rows_of(&raw, 1).await, [""; 0]);
    assert_eq!(rows_of(&raw, 2).await, others);
    // The two messages stay without what they said, so that a repetition is still known.
    assert_eq!(raw.dump().await.len(), before - others.len() + 2);
}

pub(crate) async fn a_device_goes_on_as_another_without_its_history(store: Store, raw: Raw) {
    let mut tx = store.write().await.unwrap();
    lived_in(&mut tx, 1).await;
    lived_in(&mut tx, 2).await;
    tx.commit().await.unwrap();
    let others = rows_of(&raw, 2).await;
    let mut tx = store.write().await.unwrap();
    let new = Device {
        household_id: None,
        name: None,
        claimed_at: None,
        ..full_device(1)
    };
    let new = Device {
        id: device(9).id,
        ..new
    };
    tx.device_replace(device(1).id, &new).await.unwrap();
    assert_eq!(
        tx.device_by_serial("K1").await.unwrap().as_ref(),
        Some(&new)
    );
    let found = tx.device_by_token(b"token 1").await.unwrap();
    assert_eq!(found.as_ref(), Some(&new));
    let code = tx.claim_code(b"printed 1").await.unwrap().unwrap();
    assert_eq!(code.device_id, new.id);
    assert_eq!(tx.slots_of_device(new.id).await.unwrap(), []);
    let old = tx.device(device(1).id).await.unwrap().unwrap();
    assert_eq!((old.amazons_serial(), new.amazons_serial()), ("K1", "K1"));
    assert!(old.deleting && old.household_id.is_none() && old.token_hash.is_none());
    let listed = tx.devices_of_household(household(1)).await.unwrap();
    assert_eq!(listed, []);
    let orders = tx.orders(store::OrderFilter::All, 9, None).await.unwrap();
    let gone: Vec<_> = orders
        .iter()
        .map(|it| (it.order.device_id, it.is_gone))
        .collect();
    assert_eq!(gone, [(device(2).id, false), (device(1).id, true)]);
    let alerts = tx.alerts(false, 9, None).await.unwrap();
    let gone: Vec<_> = alerts.iter().map(|it| it.is_gone).collect();
    assert_eq!(gone, [false, true]);
    while !tx.device_delete(device(1).id, 100).await.unwrap() {}
    assert_eq!(tx.device(new.id).await.unwrap(), Some(new));
    tx.commit().await.unwrap();
    assert_eq!(rows_of(&raw, 2).await, others);
}

pub(crate) async fn tokens_that_are_taken_are_told(store: Store) {
    let mut tx = store.write().await.unwrap();
    model_in(&mut tx).await;
    let both = Device {
        token_hash: Some(b"present".to_vec()),
        next_token_hash: Some(b"next".to_vec()),
        old_token_hash: Some(b"old".to_vec()),
        ..device(1)
    };
    tx.device_insert(&both).await.unwrap();
    let asked: [&[u8]; 4] = [b"next", b"old", b"present", b"nobody's"];
    let mut taken = tx.tokens_taken(&asked).await.unwrap();
    taken.sort();
    let of = |hash: &[u8]| (hash.to_vec(), both.id);
    assert_eq!(taken, [of(b"next"), of(b"present")]);
    assert_eq!(tx.tokens_taken(&[]).await.unwrap(), []);
}
