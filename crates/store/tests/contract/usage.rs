//! What a transaction of many reports reads and writes.

use domain::alert::{Alert, AlertKind};
use domain::clock::DeviceClock;
use domain::day::SlotDay;
use domain::engine::{ORDERS_THAT_MATTER, OrderSummary, ReplacedDays};
use domain::event::{Event, EventData, EventType};
use domain::journal::{Actor, Entry, Input};
use domain::order::OrderState;
use domain::{
    AlertId, Day, DeviceId, JobId, Order, OrderId, Parcel, ParcelId, Quantity, Slot, SlotId,
    SlotKey,
};
use serde_json::json;
use store::{
    DeviceSnapshot, Error, Lane, Lease, NewJob, Registration, ReportOf, Settled, Store, Tx,
    WriteSet,
};

use crate::decision::{self, full};
use crate::sample::{
    account, account_in, at, device, evidence, filter, full_device, machine_in, machine_of,
    of_entry, put, put_entry, put_slot, registration, slot_in, used, uuid,
};
use crate::slot;

fn nothing<'a>() -> WriteSet<'a> {
    WriteSet::at(at(7))
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
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let three = machine_in(&mut tx, 3).await;
    let second = SlotId(uuid(1_050));
    slot_in(&mut tx, second, one.device, &filter()).await;

    let arrived = |order: Order| Order {
        state: OrderState::Arrived,
        live: false,
        estimate: Some(at(3)),
        ..order
    };
    let placed = Order {
        state: OrderState::Placed,
        estimate: Some(at(9)),
        ..one.order(2, at(0))
    };
    let confirmed = Order {
        confirmed: true,
        ..arrived(two.order(3, at(1)))
    };
    let late = Order {
        late: true,
        confirmed: true,
        ..arrived(three.order(1, at(1)))
    };
    let orders = [
        arrived(one.order(1, at(1))),
        placed,
        confirmed,
        late,
        three.order(2, at(0)),
    ];
    tx.orders_put(&orders.each_ref()).await.unwrap();

    let devices = [three.device, two.device, one.device];
    let held = tx.slot_snapshots(&devices).await.unwrap();
    let told: Vec<_> = held.iter().map(|it| (it.slot.id, it.orders)).collect();
    let summary = |state, estimate, unconfirmed, late| OrderSummary {
        live: Some((state, estimate)),
        unconfirmed,
        late,
    };
    let none = OrderSummary::default();
    assert_eq!(
        told,
        [
            (
                one.slot,
                summary(OrderState::Placed, Some(at(9)), true, false)
            ),
            (second, none),
            (two.slot, none),
            (
                three.slot,
                summary(OrderState::Requested, None, false, true)
            ),
        ]
    );
    assert_eq!(Some(held[0].slot.clone()), tx.slot(one.slot).await.unwrap());
    let with_devices = tx.device_snapshots(&[], &devices).await.unwrap();
    let theirs: Vec<_> = with_devices.into_iter().flat_map(|it| it.slots).collect();
    assert_eq!(theirs, held);
}

/// Only the newest ones may be confirmed by a use, and only of those can one be late.
pub(crate) async fn a_summary_is_of_the_orders_that_matter(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let over = |order| Order {
        state: OrderState::Cancelled,
        live: false,
        ..order
    };
    let unconfirmed = Order {
        state: OrderState::Arrived,
        ..over(one.order(1, at(1)))
    };
    let late = Order {
        late: true,
        ..over(two.order(1, at(1)))
    };
    // The live one is before all, however old it is.
    let live = two.order(2, at(0));
    tx.orders_put(&[&unconfirmed, &late, &live]).await.unwrap();
    let ask = async |tx: &mut Tx| {
        let held = tx.slot_snapshots(&[one.device, two.device]).await.unwrap();
        (held[0].orders, held[1].orders)
    };
    for newer in 1..=ORDERS_THAT_MATTER {
        let (first, second) = ask(&mut tx).await;
        assert_eq!((first.live, first.late), (None, false));
        assert!(first.unconfirmed, "{newer}");
        assert_eq!(second.live, Some((OrderState::Requested, None)));
        assert_eq!(second.late, newer < ORDERS_THAT_MATTER, "{newer}");
        assert!(!second.unconfirmed);
        let n = u128::try_from(newer).unwrap() + 2;
        let [mine, theirs] = [one, two].map(|it| over(it.order(n, at(2))));
        tx.orders_put(&[&mine, &theirs]).await.unwrap();
    }
    assert_eq!(ask(&mut tx).await.0, OrderSummary::default());
    for state in OrderState::ALL {
        let beside = Order {
            state,
            ..over(one.order(90, at(3)))
        };
        tx.orders_put(&[&beside]).await.unwrap();
        let is_late = ask(&mut tx).await.0.late;
        assert_eq!(is_late, state.is_coming(), "{state:?}: it comes beside");
    }
}

pub(crate) async fn a_device_is_registered_whatever_slots_it_has(store: Store) {
    let mut tx = store.write().await.unwrap();
    account_in(&mut tx, 1).await;
    let one = machine_in(&mut tx, 1).await;
    machine_in(&mut tx, 2).await;
    let second = SlotId(uuid(1_050));
    slot_in(&mut tx, second, one.device, &filter()).await;
    for n in [3, 4] {
        tx.device_insert(&device(n)).await.unwrap();
    }
    for n in [1, 3] {
        let registered = Registration {
            account_id: account(1).id,
            ..registration(n)
        };
        tx.registration_put(&registered).await.unwrap();
    }
    tx.commit().await.unwrap();
    for is_loose in [false, true] {
        let mut tx = if is_loose {
            store.optimistic().await.unwrap()
        } else {
            store.write().await.unwrap()
        };
        let ids = [1, 2, 3, 4].map(|n| device(n).id);
        let found = tx.device_snapshots(&[], &ids).await.unwrap();
        let told: Vec<_> = found
            .iter()
            .map(|it| (it.device.id, it.registered, it.slots.len()))
            .collect();
        let of = |n, registered, slots| (device(n).id, registered, slots);
        let expected = [
            of(1, true, 2),
            of(2, false, 1),
            of(3, true, 0),
            of(4, false, 0),
        ];
        assert_eq!(told, expected);
    }
}

pub(crate) async fn known_reports_are_those_of_the_device(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let named = |entry: Entry, key: &str, content: Option<&str>| Entry {
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
        put_entry(&mut tx, &entry).await;
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
    let known: Vec<_> = known.iter().map(|it| (it.place, it.same_at)).collect();
    assert_eq!(
        known,
        [
            (0, Some(at(1))),
            (1, None),
            (3, None),
            (4, Some(at(1))),
            (7, Some(at(1)))
        ]
    );
}

pub(crate) async fn many_entries_read_back_and_are_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let full = Entry {
        key: Some("Ü, “b”\t'".to_owned()),
        content: Some(b"\0hash\xff".to_vec()),
        actor: Actor::Customer,
        effective: false,
        noop: true,
        received_at: at(7),
        ..one.entry(1, at(-1), Input::Level(Quantity(i64::MAX)))
    };
    let bare = Entry {
        received_at: at(7),
        ..two.entry(1, at(2), used(0))
    };
    let undo = Entry {
        received_at: at(7),
        ..two.undo(2, &bare)
    };
    let entries = WriteSet {
        entries: vec![&full, &undo, &bare],
        ..nothing()
    };
    put(&mut tx, &entries).await;
    assert_eq!(
        tx.entries(one.slot).await.unwrap(),
        std::slice::from_ref(&full)
    );
    assert_eq!(tx.entries(two.slot).await.unwrap(), [bare, undo]);
    let again = Entry {
        accepted: 2,
        id: one.entry(2, at(0), used(1)).id,
        ..full
    };
    let refused = tx.flush(&of_entry(&again)).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

fn row(day: i64, n: i64) -> SlotDay {
    SlotDay {
        day,
        used: Quantity(n),
        shortfall: Quantity(n + 1),
        fallen: Quantity(n + 2),
        risen: Quantity(n + 3),
        machine: Some(Quantity(n + 4)),
        spares: Quantity(n + 5),
        total: (n > 1).then_some(Quantity(n + 6)),
        evidence: evidence(5),
    }
}

pub(crate) async fn days_are_added_to(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await.key();
    let two = machine_in(&mut tx, 2).await.key();
    let days = |days| WriteSet { days, ..nothing() };
    let first = vec![(one, row(3, 100)), (one, row(4, 1)), (two, row(3, 1))];
    put(&mut tx, &days(first)).await;
    let unknown = SlotDay {
        machine: None,
        ..row(3, 10)
    };
    put(&mut tx, &days(vec![(one, unknown)])).await;
    let sum = SlotDay {
        used: Quantity(110),
        shortfall: Quantity(112),
        fallen: Quantity(114),
        risen: Quantity(116),
        ..unknown
    };
    assert_eq!(tx.days(one).await.unwrap(), [sum, row(4, 1)]);
    assert_eq!(tx.days(two).await.unwrap(), [row(3, 1)]);
}

/// A slot as a step of its fold leaves it.
fn stepped(slot: &Slot) -> Slot {
    Slot {
        machine: Some(Quantity(7)),
        spares: Quantity(8),
        total: Some(Quantity(9)),
        accepted: 10,
        first_report: Some(at(4)),
        last_use: Some(at(5)),
        folded_to: Some(at(6)),
        evidence: evidence(11),
        ..slot.clone()
    }
}

/// A slot within its headroom.
fn quiet(slot: Slot) -> Slot {
    Slot {
        folded_to: Some(at(1)),
        headroom_amount: Some(Quantity(50)),
        headroom_until: Some(at(60)),
        ..slot
    }
}

pub(crate) async fn a_step_changes_what_a_fold_would_and_nothing_else(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await.slot;
    let two = machine_in(&mut tx, 2).await.slot;
    let before = quiet(tx.slot(one).await.unwrap().unwrap());
    let other = tx.slot(two).await.unwrap().unwrap();
    put_slot(&mut tx, &before).await;
    tx.slot_statuses_sent(&[(one, at(3))]).await.unwrap();
    // Whatever else they say.
    let (first, second) = (
        stepped(&slot::full(before.clone())),
        stepped(&slot::full(other.clone())),
    );
    let steps = WriteSet {
        steps: vec![(&first, Quantity(20)), (&second, Quantity(20))],
        ..nothing()
    };
    put(&mut tx, &steps).await;
    let wanted = Slot {
        headroom_amount: Some(Quantity(30)),
        status_at: Some(at(3)),
        ..stepped(&before)
    };
    assert_eq!(tx.slot(one).await.unwrap(), Some(wanted));
    // What has no headroom gets none.
    assert_eq!(tx.slot(two).await.unwrap(), Some(stepped(&other)));

    // What is not known is not known afterwards, either.
    let unknown = Slot {
        machine: None,
        total: None,
        first_report: None,
        last_use: None,
        folded_to: None,
        ..stepped(&other)
    };
    let steps = WriteSet {
        steps: vec![(&unknown, Quantity::ZERO)],
        ..nothing()
    };
    put(&mut tx, &steps).await;
    assert_eq!(tx.slot(two).await.unwrap(), Some(unknown));
}

pub(crate) async fn steps_and_whole_slots_are_written_together(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let three = machine_in(&mut tx, 3).await;
    let second = SlotId(uuid(1_050));
    slot_in(&mut tx, second, one.device, &filter()).await;
    let mut before = Vec::new();
    for id in [one.slot, second, two.slot, three.slot] {
        let slot = quiet(tx.slot(id).await.unwrap().unwrap());
        put_slot(&mut tx, &slot).await;
        before.push(slot);
    }
    let step = stepped(&before[0]);
    let full = Slot {
        start: before[1].start,
        status_at: None,
        ..slot::full(before[1].clone())
    };
    let bare = Slot {
        folded_to: None,
        headroom_amount: None,
        headroom_until: None,
        ..before[2].clone()
    };
    let set = WriteSet {
        steps: vec![(&step, Quantity(20))],
        slots: vec![&bare, &full],
        ..nothing()
    };
    put(&mut tx, &set).await;
    let step = Slot {
        headroom_amount: Some(Quantity(30)),
        ..step
    };
    for slot in [step, full, bare, before.remove(3)] {
        assert_eq!(tx.slot(slot.id).await.unwrap(), Some(slot));
    }
}

pub(crate) async fn a_decision_is_written_with_its_headroom_and_its_order(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let order = one.order(1, at(7));
    let decided = async |tx: &mut Tx, id| Slot {
        decision: Some(full(1)),
        ..quiet(tx.slot(id).await.unwrap().unwrap())
    };
    let first = decided(&mut tx, one.slot).await;
    let second = decided(&mut tx, two.slot).await;
    let (made_it, kept) = (full(2), full(3));
    let set = WriteSet {
        slots: vec![&first, &second],
        orders: vec![&order],
        decisions: vec![
            (decision::id(9), one.key(), Some(order.id), &made_it),
            (decision::id(8), one.key(), None, &kept),
        ],
        ..nothing()
    };
    put(&mut tx, &set).await;
    for slot in [first, second] {
        assert_eq!(tx.slot(slot.id).await.unwrap(), Some(slot));
    }
    let rows = tx.decisions_of_device(one.device, 9, None).await.unwrap();
    let rows: Vec<_> = rows.into_iter().map(|row| (row.id, row.decision)).collect();
    let both = [
        (decision::id(9), made_it.clone()),
        (decision::id(8), kept.clone()),
    ];
    assert_eq!(rows, both);
    let made = tx.decision_of_order(order.id).await.unwrap();
    assert_eq!(made, Some(made_it));
    let none = tx.decisions_of_device(two.device, 9, None).await.unwrap();
    assert_eq!(none, []);
}

pub(crate) async fn use_is_summed_from_a_day_of_each_slot_on(store: Store) {
    const LARGEST: i64 = 1_000_000_000_000;
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await.key();
    let two = machine_in(&mut tx, 2).await.key();
    let three = machine_in(&mut tx, 3).await.key();
    for day in 1..=5 {
        let used = 10_i64.pow(u32::try_from(day).unwrap());
        let mine = row(day, used);
        crate::day::put(&mut tx, one, mine).await.unwrap();
        let theirs = row(day, LARGEST);
        crate::day::put(&mut tx, two, theirs).await.unwrap();
    }
    let ask = async |tx: &mut Tx, of: &[(SlotKey, i64)]| {
        let of: Vec<_> = of.iter().map(|(slot, day)| (*slot, Day(*day))).collect();
        let mut used = tx.used_since(&of, Day(4)).await.unwrap();
        used.sort();
        used
    };
    for (firsts, [mine, theirs]) in [
        ([2, 4], [11_100, LARGEST]),
        ([1, 2], [11_110, 3 * LARGEST]),
        ([4, 5], [10_000, 0]),
        ([i64::MIN, 0], [11_110, 4 * LARGEST]),
    ] {
        let of = [(three, 1), (two, firsts[1]), (one, firsts[0])];
        let used = [(one, mine), (two, theirs), (three, 0)];
        let used = used.map(|(slot, used)| (slot.slot, Quantity(used)));
        assert_eq!(ask(&mut tx, &of).await, used);
    }
    assert_eq!(ask(&mut tx, &[]).await, []);
}

pub(crate) async fn headroom_ends_by_device_and_by_model(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    for machine in [one, two] {
        let slot = quiet(tx.slot(machine.slot).await.unwrap().unwrap());
        put_slot(&mut tx, &slot).await;
    }
    tx.slots_end_headroom(one.device).await.unwrap();
    let first = tx.slot(one.slot).await.unwrap().unwrap();
    assert_eq!((first.headroom_amount, first.headroom_until), (None, None));
    assert_eq!(first.folded_to, Some(at(1)));
    let second = tx.slot(two.slot).await.unwrap().unwrap();
    assert_eq!(second.headroom_until, Some(at(60)));

    let revisions = async |tx: &mut Tx| {
        let read = tx.device_snapshots(&[], &[one.device, two.device]).await;
        let read: Vec<_> = read.unwrap().iter().map(|it| it.revision).collect();
        (read[0], read[1])
    };
    let before = revisions(&mut tx).await;
    tx.slots_unsettle(&[one.device]).await.unwrap();
    assert_eq!(tx.slot(two.slot).await.unwrap(), Some(second));
    let between = revisions(&mut tx).await;
    assert!(between.0 > before.0 && between.1 == before.1);
    tx.slots_unsettle(&[one.device, two.device]).await.unwrap();
    let after = revisions(&mut tx).await;
    assert!(after.0 > between.0 && after.1 > between.1);
    for slot in [one.slot, two.slot] {
        let slot = tx.slot(slot).await.unwrap().unwrap();
        assert_eq!(
            (slot.folded_to, slot.headroom_amount, slot.headroom_until),
            (None, None, None)
        );
    }
}

/// A decision names its order, an event, too, and a parcel its order and the entry that counted it.
pub(crate) async fn what_hangs_on_orders_is_written_after_them(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let old = machine.order(1, at(0));
    let parcel = |n, order: &Order| Parcel {
        id: ParcelId(uuid(n)),
        order_id: order.id,
        device_id: machine.device,
        slot_id: machine.slot,
        quantity: Quantity(5),
        estimate: at(6),
        counted: None,
    };
    let road = parcel(1, &old);
    let before = WriteSet {
        orders: vec![&old],
        parcels: vec![&road],
        ..nothing()
    };
    put(&mut tx, &before).await;

    let delivery = Entry {
        received_at: at(7),
        ..machine.entry(1, at(6), Input::Delivery(Quantity(5)))
    };
    let arrived = Order {
        state: OrderState::Arrived,
        live: false,
        ..old
    };
    let counted = Parcel {
        counted: Some(delivery.id),
        ..road
    };
    let new = machine.order(2, at(7));
    let (early, made_it) = (parcel(2, &new), full(7));
    let nothing_more = EventData::Nothing {};
    let event = Event::of_order(
        EventType::OrderRequested,
        machine.slot,
        new.id,
        nothing_more,
    );
    let set = WriteSet {
        entries: vec![&delivery],
        decisions: vec![(decision::id(1), machine.key(), Some(new.id), &made_it)],
        orders: vec![&new, &arrived],
        parcels: vec![&counted, &early],
        events: vec![(machine.device, event)],
        ..nothing()
    };
    put(&mut tx, &set).await;
    assert_eq!(tx.entries(machine.slot).await.unwrap(), [delivery]);
    let orders = tx.orders_of_slots(&[machine.key()], 9).await.unwrap();
    let made = tx.decision_of_order(new.id).await.unwrap();
    assert_eq!((orders, made), (vec![new.clone(), arrived], Some(made_it)));
    for parcel in [counted, early] {
        assert_eq!(tx.parcel(parcel.id).await.unwrap(), Some(parcel));
    }
    tx.events_number(at(8), 9).await.unwrap();
    let told = tx.events(0, &EventType::ALL, 9, 9).await.unwrap().events;
    let told: Vec<_> = told
        .iter()
        .map(|it| (it.kind, it.at, it.order_id))
        .collect();
    let requested = (EventType::OrderRequested, at(7), Some(new.id));
    assert_eq!(told, [requested]);
    tx.commit().await.unwrap();

    // A second live order refuses all that comes with it.
    let mut tx = store.write().await.unwrap();
    let second = machine.order(3, at(8));
    let more = machine.entry(2, at(7), used(1));
    let set = WriteSet {
        entries: vec![&more],
        orders: vec![&second],
        ..nothing()
    };
    let refused = tx.flush(&set).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    let _ended = tx.commit().await;
    let mut tx = store.read().await.unwrap();
    let orders: Vec<OrderId> = tx
        .orders_of_slots(&[machine.key()], 9)
        .await
        .unwrap()
        .iter()
        .map(|it| it.id)
        .collect();
    assert_eq!(orders, [new.id, machine.order(1, at(0)).id]);
    assert_eq!(tx.entries(machine.slot).await.unwrap().len(), 1);
}

/// One of a kind may end and another begin at once.
pub(crate) async fn alerts_end_before_others_begin(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let alert = |n, kind| Alert {
        id: AlertId(uuid(n)),
        device_id: machine.device,
        slot_id: Some(machine.slot),
        kind,
        since: at(i64::try_from(n).unwrap()),
        ended_at: None,
    };
    let [low, out] = [alert(1, AlertKind::Low), alert(2, AlertKind::Out)];
    let begun = WriteSet {
        alerts_begun: vec![&low, &out],
        ..nothing()
    };
    put(&mut tx, &begun).await;
    let again = alert(3, AlertKind::Low);
    let set = WriteSet {
        alerts_begun: vec![&again],
        alerts_ended: vec![low.id],
        ..nothing()
    };
    put(&mut tx, &set).await;
    let ended = Alert {
        ended_at: Some(at(7)),
        ..low
    };
    let all = tx.alerts_of_device(machine.device, 9, None).await.unwrap();
    assert_eq!(all, [ended, out, again]);
}

/// Those of a slot in the order in which it was done, and what came then is added.
pub(crate) async fn days_are_folded_again_before_they_are_added_to(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await.key();
    let two = machine_in(&mut tx, 2).await.key();
    let days = [3, 5, 7, 9].map(|day| (one, row(day, 100)));
    let others = [3, 5].map(|day| (two, row(day, 100)));
    let before = WriteSet {
        days: [&days[..], &others[..]].concat(),
        ..nothing()
    };
    put(&mut tx, &before).await;
    let replaced = |from, to, days: &[SlotDay]| ReplacedDays {
        from: Day(from),
        to: Day(to),
        days: days.to_vec(),
    };
    let first = replaced(3, 7, &[row(3, 10), row(6, 20)]);
    let then = replaced(6, i64::MAX, &[row(7, 30)]);
    let none = replaced(5, 5, &[]);
    let set = WriteSet {
        replaced: vec![(one, &first), (two, &none), (one, &then)],
        days: vec![(one, row(7, 1)), (two, row(5, 2))],
        ..nothing()
    };
    put(&mut tx, &set).await;
    let sum = SlotDay {
        used: Quantity(31),
        shortfall: Quantity(33),
        fallen: Quantity(35),
        risen: Quantity(37),
        ..row(7, 1)
    };
    assert_eq!(tx.days(one).await.unwrap(), [row(3, 10), sum]);
    assert_eq!(tx.days(two).await.unwrap(), [row(3, 100), row(5, 2)]);
}

pub(crate) async fn noops_are_said_of_entries_of_before(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    let entry = |accepted, noop| Entry {
        noop,
        ..one.entry(accepted, at(accepted), used(0))
    };
    let entries = [
        entry(1, false),
        entry(2, true),
        entry(3, false),
        entry(4, true),
    ];
    let other = two.entry(1, at(1), used(0));
    for entry in entries.iter().chain([&other]) {
        put_entry(&mut tx, entry).await;
    }
    let said = async |tx: &mut Tx, noops| {
        let set = WriteSet { noops, ..nothing() };
        put(tx, &set).await;
        let entries = tx.entries(one.slot).await.unwrap();
        entries.iter().map(|it| it.noop).collect::<Vec<_>>()
    };
    let [first, second, third, fourth] = entries.map(|it| it.id);
    let noops = [vec![second], vec![first, other.id]];
    assert_eq!(said(&mut tx, noops).await, [true, false, false, true]);
    let theirs = tx.entries(two.slot).await.unwrap();
    assert!(theirs[0].noop);
    let noops = [vec![first, fourth], vec![]];
    assert_eq!(said(&mut tx, noops).await, [false; 4]);
    let noops = [vec![], vec![third]];
    assert_eq!(said(&mut tx, noops).await, [false, false, true, false]);
}

pub(crate) async fn jobs_that_are_not_wanted_are_dropped(store: Store) {
    let mut tx = store.write().await.unwrap();
    let job = |n, key: &str| NewJob {
        id: JobId(uuid(n)),
        key: key.to_owned(),
        payload: json!({}),
        run_at: at(5),
    };
    let jobs = vec![job(1, "a"), job(2, "ab"), job(3, "b")];
    put(&mut tx, &WriteSet { jobs, ..nothing() }).await;
    let set = WriteSet {
        jobs: vec![job(4, "c")],
        jobs_dropped: ["a", "b", "none"].map(str::to_owned).to_vec(),
        ..nothing()
    };
    put(&mut tx, &set).await;
    let left = ["ab", "c"].map(|key| (key.to_owned(), at(5)));
    assert_eq!(tx.jobs().await.unwrap(), left);
    // A set that has nothing to write writes nothing.
    put(&mut tx, &nothing()).await;
    assert_eq!(tx.jobs().await.unwrap(), left);
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
        read.map(|it| (it.device.id, it.revision, it.device.clock))
            .collect::<Vec<_>>()
    };
    let put = async |heard: &[_]| {
        let taken = WriteSet {
            entries: entries.iter().collect(),
            heard: heard.to_vec(),
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

/// A device is measured anew after it was read: neither a step nor a whole slot of it is written, nor what is of another
/// device in the same set.
pub(crate) async fn nothing_is_written_where_a_device_was_unsettled(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    let two = machine_in(&mut tx, 2).await;
    for machine in [one, two] {
        let slot = quiet(tx.slot(machine.slot).await.unwrap().unwrap());
        put_slot(&mut tx, &slot).await;
    }
    tx.commit().await.unwrap();
    let read = async || {
        let mut loose = store.optimistic().await.unwrap();
        let read = loose.device_snapshots(&[], &[one.device, two.device]).await;
        read.unwrap()
    };
    let put = async |read: &[DeviceSnapshot], is_whole: bool| {
        let slots: Vec<_> = read.iter().map(|it| stepped(&it.slots[0].slot)).collect();
        let mut set = WriteSet {
            heard: read
                .iter()
                .map(|it| (it.device.id, it.revision, it.device.clock))
                .collect(),
            ..nothing()
        };
        if is_whole {
            set.slots.extend(&slots);
        } else {
            let steps = slots.iter().map(|slot| (slot, Quantity(1)));
            set.steps.extend(steps);
        }
        let mut loose = store.optimistic().await.unwrap();
        let is_written = loose.flush(&set).await.unwrap();
        loose.commit_unchecked().await.unwrap();
        is_written
    };
    let now = async || {
        let slots = read().await.into_iter().flat_map(|it| it.slots);
        slots.map(|it| it.slot).collect::<Vec<_>>()
    };
    let before = read().await;
    let mut tx = store.write().await.unwrap();
    tx.slots_unsettle(&[two.device]).await.unwrap();
    tx.commit().await.unwrap();
    let unsettled = now().await;
    let told = |slot: &Slot| (slot.folded_to, slot.headroom_amount, slot.headroom_until);
    assert_eq!(unsettled[0], before[0].slots[0].slot);
    assert_eq!(told(&unsettled[1]), (None, None, None));

    for is_whole in [false, true] {
        for read in [&before[..], &before[1..]] {
            assert!(!put(read, is_whole).await);
            assert_eq!(now().await, unsettled);
        }
    }
    assert!(put(&before[..1], false).await);
    let after = read().await;
    assert!(put(&after, true).await);
    let written: Vec<_> = after.iter().map(|it| stepped(&it.slots[0].slot)).collect();
    assert_eq!(now().await, written);
}

/// Two reports of one id with different contents are two rows; the same once more is none.
pub(crate) async fn an_id_that_was_not_looked_for_is_a_new_one_or_nothing_is_written(store: Store) {
    let mut tx = store.write().await.unwrap();
    let one = machine_in(&mut tx, 1).await;
    tx.commit().await.unwrap();
    let entry = |accepted, key: &str, content: &str| Entry {
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
            entries: vec![&entry],
            is_known,
            heard: vec![(one.device, read[0].revision, read[0].device.clock)],
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
    let heard = WriteSet {
        heard: [1, 3]
            .map(|n| (device(n).id, 0, DeviceClock::default()))
            .to_vec(),
        ..nothing()
    };
    put(&mut tx, &heard).await;
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
        let jobs = jobs.to_vec();
        put(tx, &WriteSet { jobs, ..nothing() }).await;
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
