//! What a transaction of many reports reads and writes.

use domain::alert::AlertKind;
use domain::journal::Input;
use domain::order::OrderState;
use domain::{AlertId, Day, DeviceId, JobId, Quantity, SlotId};
use serde_json::json;
use store::{
    Alert, DayRow, EntryRow, Error, Lane, Lease, NewJob, Order, ReportOf, Settled, Slot, SlotPatch,
    Store, Tx, WriteSet,
};

use crate::decision::{self, full};
use crate::sample::{
    account_in, at, device, filter, full_device, machine_in, machine_of, registration, slot_in,
    used, uuid,
};

fn nothing<'a>() -> WriteSet<'a> {
    WriteSet {
        now: at(7),
        entries: &[],
        is_known: true,
        days: &[],
        slots: &[],
        decisions: &[],
        jobs: &[],
        heard: &[],
    }
}

pub(crate) async fn devices_are_found_by_token_and_by_id(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in 1..=3 {
        account_in(&mut tx, n).await;
        machine_of(&mut tx, n, &full_device(n)).await;
    }
    let second = SlotId(uuid(1_050));
    slot_in(&mut tx, second, device(1).id, &filter()).await;
    let (old, new, unknown) = (b"token 3".as_slice(), b"next token 1", b"token 9");
    let slots = tx.slot_snapshots(&[1, 2, 3].map(|n| device(n).id)).await;
    let slots = slots.unwrap();
    let mut bare = full_device(4);
    bare.household_id = None;
    tx.device_insert(&bare).await.unwrap();
    tx.commit().await.unwrap();
    let wanted = [full_device(1), full_device(2), full_device(3), bare];
    for is_loose in [false, true] {
        let mut tx = if is_loose {
            store.optimistic().await.unwrap()
        } else {
            store.write().await.unwrap()
        };
        let ids = [device(4).id, device(2).id, DeviceId(uuid(77))];
        let found = tx
            .device_snapshots(&[old, new, unknown], &ids)
            .await
            .unwrap();
        let (devices, theirs): (Vec<_>, Vec<_>) =
            found.into_iter().map(|it| (it.device, it.slots)).unzip();
        assert_eq!(devices, wanted, "by id, each once");
        assert_eq!(theirs.concat(), slots);
        let none = tx.device_snapshots(&[unknown], &[]).await.unwrap();
        assert_eq!(none, []);
    }
}

pub(crate) async fn slots_come_with_what_a_report_has_to_know(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let second = SlotId(uuid(1_050));
    slot_in(&mut tx, second, one.device, &filter()).await;
    tx.registration_put(&registration(1)).await.unwrap();

    let mut arrived = one.order(1, at(1));
    arrived.state = OrderState::Arrived;
    arrived.live = false;
    tx.order_insert(&arrived).await.unwrap();
    let mut live = one.order(2, at(0));
    live.state = OrderState::Placed;
    live.estimate = Some(at(9));
    tx.order_insert(&live).await.unwrap();
    let mut confirmed = two.order(3, at(1));
    confirmed.state = OrderState::Arrived;
    confirmed.live = false;
    confirmed.confirmed = true;
    tx.order_insert(&confirmed).await.unwrap();

    let held = tx.slot_snapshots(&[two.device, one.device]).await.unwrap();
    let told: Vec<_> = held
        .iter()
        .map(|it| {
            (
                it.slot.id,
                it.registered,
                it.order_state,
                it.order_estimate,
                it.unconfirmed,
            )
        })
        .collect();
    let (placed, over) = (Some(OrderState::Placed), Some(OrderState::Arrived));
    assert_eq!(
        told,
        [
            (one.slot, true, placed, Some(at(9)), true),
            (second, true, None, None, false),
            (two.slot, false, over, None, false),
        ]
    );
    assert_eq!(Some(held[0].slot.clone()), tx.slot(one.slot).await.unwrap());

    // Only the newest five may be confirmed by a use.
    for n in 4..9 {
        let mut later = one.order(n, at(2));
        later.live = false;
        later.state = OrderState::Cancelled;
        tx.order_insert(&later).await.unwrap();
    }
    let held = tx.slot_snapshots(&[one.device]).await.unwrap();
    assert!(!held[0].unconfirmed);
}

pub(crate) async fn known_reports_are_those_of_the_device(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let named = |entry: EntryRow, key: &str, content: Option<&str>| EntryRow {
        key: Some(key.to_owned()),
        content: content.map(|it| it.as_bytes().to_vec()),
        ..entry
    };
    for entry in [
        named(one.entry(1, at(1), used(1)), "a", Some("x")),
        named(one.entry(2, at(1), used(1)), "a", Some("y")),
        named(one.entry(3, at(1), used(1)), "Ü, “b”\t'", Some("")),
        named(two.entry(1, at(1), used(1)), "a", Some("z")),
        named(two.entry(2, at(1), used(1)), "c", None),
    ] {
        tx.entry_insert(&entry).await.unwrap();
    }
    let special = "Ü, “b”\t'";
    let asked: [ReportOf<'_>; 8] = [
        (one.device, "a", b"x"),
        (one.device, "a", b"z"),
        (one.device, "A", b"x"),
        (two.device, "a", b"x"),
        (two.device, "a", b"z"),
        // An action and what has no content are no reports.
        (one.device, special, b"x"),
        (two.device, "c", b"x"),
        (one.device, "a", b"x"),
    ];
    let mut known = tx.reports_known(&asked).await.unwrap();
    known.sort_by_key(|it| it.place);
    let known: Vec<_> = known.iter().map(|it| (it.place, it.is_same)).collect();
    assert_eq!(
        known,
        [(0, true), (1, false), (3, false), (4, true), (7, true)]
    );
}

pub(crate) async fn many_entries_read_back_and_are_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let full = EntryRow {
        key: Some("Ü, “b”\t'".to_owned()),
        content: Some(b"\0hash\xff".to_vec()),
        effective: false,
        received_at: at(7),
        ..one.entry(1, at(-1), Input::Level(Quantity(i64::MAX)))
    };
    let bare = EntryRow {
        received_at: at(7),
        ..two.entry(1, at(2), used(0))
    };
    let entries = |entries| WriteSet {
        entries,
        ..nothing()
    };
    let both = [full.clone(), bare.clone()];
    tx.flush(&entries(&both)).await.unwrap();
    assert_eq!(
        tx.entries(one.slot).await.unwrap(),
        std::slice::from_ref(&full)
    );
    assert_eq!(tx.entries(two.slot).await.unwrap(), [bare]);
    let again = EntryRow {
        accepted: 2,
        id: one.entry(2, at(0), used(1)).id,
        ..full
    };
    let refused = tx.flush(&entries(&[again])).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

pub(crate) async fn days_are_added_to(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await.slot;
    let two = machine_in(&mut tx, 2).await.slot;
    let row = |day, n| DayRow {
        day,
        used: Quantity(n),
        shortfall: Quantity(n + 1),
        fallen: Quantity(n + 2),
        risen: Quantity(n + 3),
        machine: Some(Quantity(n + 4)),
        spares: Quantity(n + 5),
        total: (n > 1).then_some(Quantity(n + 6)),
    };
    let first = [(one, row(3, 100)), (one, row(4, 1)), (two, row(3, 1))];
    let days = |days| WriteSet { days, ..nothing() };
    tx.flush(&days(&first)).await.unwrap();
    let unknown = DayRow {
        machine: None,
        ..row(3, 10)
    };
    tx.flush(&days(&[(one, unknown)])).await.unwrap();
    let sum = DayRow {
        used: Quantity(110),
        shortfall: Quantity(112),
        fallen: Quantity(114),
        risen: Quantity(116),
        ..unknown
    };
    assert_eq!(tx.days(one).await.unwrap(), [sum, row(4, 1)]);
    assert_eq!(tx.days(two).await.unwrap(), [row(3, 1)]);
}

pub(crate) async fn a_step_changes_what_a_fold_would_and_nothing_else(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await.slot;
    let two = machine_in(&mut tx, 2).await.slot;
    let mut before = tx.slot(one).await.unwrap().unwrap();
    before.folded_to = Some(at(1));
    before.headroom_amount = Some(Quantity(50));
    before.headroom_until = Some(at(60));

    let stepped = |slot: &Slot| Slot {
        machine: Some(Quantity(7)),
        spares: Quantity(8),
        total: Some(Quantity(9)),
        accepted: 10,
        first_report: Some(at(4)),
        last_use: Some(at(5)),
        folded_to: Some(at(6)),
        ..slot.clone()
    };
    tx.slots_unsettle(&[device(1).id, device(2).id])
        .await
        .unwrap();
    let other = tx.slot(two).await.unwrap().unwrap();
    tx.slot_update(&before).await.unwrap();
    tx.slot_statuses_sent(&[(one, at(3))]).await.unwrap();
    let (first, second) = (stepped(&before), stepped(&other));
    let step = |slot| SlotPatch {
        slot,
        charged: Quantity(20),
        is_decided: false,
    };
    let steps = WriteSet {
        slots: &[step(&first), step(&second)],
        ..nothing()
    };
    tx.flush(&steps).await.unwrap();
    let wanted = Slot {
        headroom_amount: Some(Quantity(30)),
        status_at: Some(at(3)),
        ..first
    };
    assert_eq!(tx.slot(one).await.unwrap(), Some(wanted));
    // What has to be folded, and what is not quiet, stays so.
    let wanted = Slot {
        folded_to: None,
        ..second
    };
    assert_eq!(tx.slot(two).await.unwrap(), Some(wanted));
}

pub(crate) async fn a_decision_comes_with_its_quiet(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let decided = async |tx: &mut Tx, id| Slot {
        decision: Some(full(1)),
        headroom_amount: Some(Quantity(50)),
        headroom_until: Some(at(60)),
        ..tx.slot(id).await.unwrap().unwrap()
    };
    let first = decided(&mut tx, one.slot).await;
    let second = decided(&mut tx, two.slot).await;
    // Somebody measures the second one's model anew.
    let mut unsettled = tx.slot(two.slot).await.unwrap().unwrap();
    unsettled.folded_to = None;
    tx.slot_update(&unsettled).await.unwrap();
    let step = |slot| SlotPatch {
        slot,
        charged: Quantity(20),
        is_decided: true,
    };
    let kept = full(2);
    let steps = WriteSet {
        slots: &[step(&first), step(&second)],
        decisions: &[(decision::id(9), one.slot, &kept)],
        ..nothing()
    };
    tx.flush(&steps).await.unwrap();
    assert_eq!(tx.slot(one.slot).await.unwrap(), Some(first));
    let wanted = Slot {
        folded_to: None,
        headroom_amount: None,
        headroom_until: None,
        ..second
    };
    assert_eq!(tx.slot(two.slot).await.unwrap(), Some(wanted));
    let rows = tx.decisions_of_device(one.device, 9, None).await.unwrap();
    let rows: Vec<_> = rows.into_iter().map(|row| (row.id, row.decision)).collect();
    assert_eq!(rows, [(decision::id(9), kept)]);
    let none = tx.decisions_of_device(two.device, 9, None).await.unwrap();
    assert_eq!(none, []);
}

pub(crate) async fn windows_hold_use_and_what_is_watched(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    for day in 1..=5 {
        let row = DayRow {
            day,
            used: Quantity(10_i64.pow(u32::try_from(day).unwrap())),
            shortfall: Quantity(1),
            fallen: Quantity(1),
            risen: Quantity(1),
            machine: None,
            spares: Quantity(1),
            total: None,
        };
        crate::day::put(&mut tx, one.slot, row).await.unwrap();
    }
    let ask = async |tx: &mut Tx| {
        let of = [
            (one.slot, one.device, Day(2)),
            (two.slot, two.device, Day(2)),
        ];
        let mut windows = tx.windows(&of, Day(4)).await.unwrap();
        windows.sort_by_key(|it| it.slot_id != one.slot);
        let told = windows
            .iter()
            .map(|it| (it.slot_id, it.used.0, it.is_watched));
        told.collect::<Vec<_>>()
    };
    let [used, nothing] = [11_100, 0];
    let is = |first, second| vec![(one.slot, used, first), (two.slot, nothing, second)];
    assert_eq!(ask(&mut tx).await, is(false, false));

    // An alert of the slot; one of the machine, or one that has ended, is none of it.
    let alert = |n, slot_id, ended_at| Alert {
        id: AlertId(uuid(n)),
        device_id: one.device,
        slot_id,
        kind: AlertKind::Low,
        since: at(1),
        ended_at,
    };
    tx.alert_insert(&alert(1, None, None)).await.unwrap();
    tx.alert_insert(&alert(2, Some(one.slot), Some(at(2))))
        .await
        .unwrap();
    assert_eq!(ask(&mut tx).await, is(false, false));
    tx.alert_insert(&alert(3, Some(one.slot), None))
        .await
        .unwrap();
    assert_eq!(ask(&mut tx).await, is(true, false));
    tx.alert_end(AlertId(uuid(3)), at(3)).await.unwrap();

    // An order that may be late, while it is one of the two newest.
    let order = |n, state, late| Order {
        live: false,
        state,
        late,
        ..two.order(n, at(i64::try_from(n).unwrap()))
    };
    tx.order_insert(&order(1, OrderState::Arrived, false))
        .await
        .unwrap();
    assert_eq!(ask(&mut tx).await, is(false, false));
    for (n, state, late) in [
        (2, OrderState::Arrived, true),
        (5, OrderState::Placed, false),
    ] {
        tx.order_insert(&order(n, state, late)).await.unwrap();
        tx.order_insert(&order(n + 1, OrderState::Failed, false))
            .await
            .unwrap();
        assert_eq!(ask(&mut tx).await, is(false, true));
        tx.order_insert(&order(n + 2, OrderState::Failed, false))
            .await
            .unwrap();
        assert_eq!(ask(&mut tx).await, is(false, false));
    }
}

pub(crate) async fn quiet_ends_by_device_and_by_model(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    for machine in [one, two] {
        let mut slot = tx.slot(machine.slot).await.unwrap().unwrap();
        slot.folded_to = Some(at(1));
        slot.headroom_amount = Some(Quantity(50));
        slot.headroom_until = Some(at(60));
        tx.slot_update(&slot).await.unwrap();
    }
    tx.slots_end_headroom(one.device).await.unwrap();
    let first = tx.slot(one.slot).await.unwrap().unwrap();
    assert_eq!((first.headroom_amount, first.headroom_until), (None, None));
    assert_eq!(first.folded_to, Some(at(1)));
    let second = tx.slot(two.slot).await.unwrap().unwrap();
    assert_eq!(second.headroom_until, Some(at(60)));

    tx.slots_unsettle(&[one.device]).await.unwrap();
    assert_eq!(tx.slot(two.slot).await.unwrap(), Some(second));
    tx.slots_unsettle(&[one.device, two.device]).await.unwrap();
    for slot in [one.slot, two.slot] {
        let slot = tx.slot(slot).await.unwrap().unwrap();
        assert_eq!(
            (slot.folded_to, slot.headroom_amount, slot.headroom_until),
            (None, None, None)
        );
    }
}

pub(crate) async fn nothing_is_written_where_a_device_has_changed(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    tx.commit().await.unwrap();
    let entries = [one.entry(1, at(1), used(1)), two.entry(1, at(1), used(1))];
    let read = async || {
        let mut loose = store.optimistic().await.unwrap();
        let read = loose.device_snapshots(&[], &[one.device, two.device]).await;
        let read = read.unwrap().into_iter();
        read.map(|it| (it.device.id, it.revision))
            .collect::<Vec<_>>()
    };
    let put = async |heard: &[_]| {
        let taken = WriteSet {
            entries: &entries,
            heard,
            ..nothing()
        };
        let mut loose = store.optimistic().await.unwrap();
        let is_written = loose.flush(&taken).await.unwrap();
        loose.commit_unchecked().await.unwrap();
        is_written
    };
    let before = read().await;
    let mut tx = store.write().await.unwrap();
    tx.device_update(&device(2)).await.unwrap();
    tx.commit().await.unwrap();

    assert!(!put(&before).await);
    let mut tx = store.read().await.unwrap();
    for machine in [one, two] {
        assert_eq!(tx.entries(machine.slot).await.unwrap(), []);
        let device = tx.device(machine.device).await.unwrap().unwrap();
        assert_eq!(device.last_seen, None);
    }
    drop(tx);

    let after = read().await;
    assert!(put(&after).await);
    let again = read().await;
    assert!(after.iter().zip(&again).all(|(one, other)| one.1 < other.1));
    let mut tx = store.read().await.unwrap();
    for machine in [one, two] {
        assert_eq!(tx.entries(machine.slot).await.unwrap().len(), 1);
    }
}

/// Two reports of one id with different contents are two rows; the same once more is none.
pub(crate) async fn an_id_that_was_not_looked_for_is_a_new_one_or_nothing_is_written(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    tx.commit().await.unwrap();
    let entry = |accepted, key: &str, content: &str| EntryRow {
        key: Some(key.to_owned()),
        content: Some(content.as_bytes().to_vec()),
        ..one.entry(accepted, at(1), used(1))
    };
    for (entry, is_known, is_written) in [
        (entry(1, "a", "x"), false, Some(true)),
        (entry(2, "a", "y"), false, Some(false)),
        (entry(2, "b", "x"), false, Some(true)),
        (entry(3, "a", "x"), true, None),
        (entry(3, "a", "y"), true, Some(true)),
    ] {
        let mut loose = store.optimistic().await.unwrap();
        let read = loose.device_snapshots(&[], &[one.device]).await.unwrap();
        let taken = WriteSet {
            entries: &[entry],
            is_known,
            heard: &[(one.device, read[0].revision)],
            ..nothing()
        };
        let put = loose.flush(&taken).await;
        let conflict = matches!(put, Err(Error::Conflict));
        assert_eq!(conflict, is_written.is_none());
        assert_eq!(put.ok(), is_written);
    }
    let mut tx = store.read().await.unwrap();
    assert_eq!(tx.entries(one.slot).await.unwrap().len(), 3);
}

pub(crate) async fn many_devices_are_heard(store: Store) {
    let mut tx = store.write().await.unwrap();
    for n in 1..=3 {
        machine_in(&mut tx, n).await;
    }
    let heard = [(device(1).id, 0), (device(3).id, 0)];
    let heard = WriteSet {
        heard: &heard,
        ..nothing()
    };
    assert!(tx.flush(&heard).await.unwrap());
    for (n, seen) in [(1, Some(at(7))), (2, None), (3, Some(at(7)))] {
        let found = tx.device(device(n).id).await.unwrap().unwrap();
        assert_eq!(found.last_seen, seen);
    }
}

pub(crate) async fn many_jobs_are_asked_for_as_one_is(store: Store) {
    let job = |n, key: &str, minute| NewJob {
        id: JobId(uuid(n)),
        key: key.to_owned(),
        payload: json!({"n": n}),
        run_at: at(minute),
    };
    let ask = async |tx: &mut Tx, jobs: &[NewJob]| {
        let asked = WriteSet { jobs, ..nothing() };
        tx.flush(&asked).await.unwrap();
    };
    let mut tx = store.write().await.unwrap();
    ask(&mut tx, &[job(1, "b", 5), job(2, "a", 1)]).await;
    let claim = async |tx: &mut Tx, now| {
        let lease = Lease {
            now: at(0),
            until: at(9),
        };
        let claimed = tx.jobs_claim(Lane::Prompt, 1, now, lease).await;
        claimed.unwrap().remove(0)
    };
    let claimed = claim(&mut tx, at(1)).await;
    assert_eq!(
        (claimed.key.as_str(), &claimed.payload),
        ("a", &json!({"n": 2}))
    );
    // Earlier and never later; what is asked for while it runs is kept apart.
    ask(&mut tx, &[job(3, "a", 4), job(4, "b", 6)]).await;
    ask(&mut tx, &[job(5, "a", 3), job(6, "b", 2)]).await;
    let settled = Settled {
        id: claimed.id,
        revision: claimed.revision,
        outcome: store::Outcome::Done,
    };
    tx.jobs_settle(&[settled], at(1)).await.unwrap();
    let jobs = tx.jobs().await.unwrap();
    assert_eq!(jobs, [("b".to_owned(), at(2)), ("a".to_owned(), at(3))]);
    let again = claim(&mut tx, at(3)).await;
    assert_eq!((again.id, again.payload), (JobId(uuid(1)), json!({"n": 6})));
}
