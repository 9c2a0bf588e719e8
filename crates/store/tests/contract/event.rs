use domain::event::{Event, EventData, EventType};
use domain::{Device, DeviceId, HouseholdId, OrderId};
use serde_json::json;
use store::{EventRow, Store, Tx};

use crate::base::Raw;
use crate::sample::{Machine, at, device, household, machine_in, machine_of, uuid};

/// Something of a machine itself.
fn of_device(machine: Machine, kind: EventType) -> (DeviceId, Event) {
    (
        machine.device,
        Event::of_device(kind, EventData::Nothing {}),
    )
}

/// Everything that has a number.
async fn all(tx: &mut Tx) -> Vec<EventRow> {
    let page = tx.events(0, &EventType::ALL, 100, 100).await.unwrap();
    assert_eq!(page.looked_to, None);
    page.events
}

fn kinds(rows: &[EventRow]) -> Vec<EventType> {
    rows.iter().map(|row| row.kind).collect()
}

pub(crate) async fn events_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let order = OrderId(uuid(7));
    let data = EventData::Made {
        model: "Brew \"2\", \\ and ’n’".to_owned(),
    };
    let events = [
        (
            machine.device,
            Event::of_order(EventType::OrderPlaced, machine.slot, order, data),
        ),
        of_device(machine, EventType::DeviceHeard),
    ];
    tx.events_insert(&events, at(3)).await.unwrap();
    tx.events_insert(&[], at(3)).await.unwrap();
    assert_eq!(tx.events_number(at(4), 10).await.unwrap(), 2);
    let found = all(&mut tx).await;
    let first = EventRow {
        number: at(4).millis() + 1,
        kind: EventType::OrderPlaced,
        at: at(3),
        serial: "K1".to_owned(),
        slot: Some("pods".to_owned()),
        order_id: Some(order),
        data: json!({"model": "Brew \"2\", \\ and ’n’"}),
    };
    let second = EventRow {
        number: at(4).millis() + 2,
        kind: EventType::DeviceHeard,
        slot: None,
        order_id: None,
        data: json!({}),
        ..first.clone()
    };
    assert_eq!(found, [first, second]);
}

pub(crate) async fn only_what_is_numbered_is_read(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    assert!(!tx.events_wait().await.unwrap());
    assert_eq!(tx.events_number(at(1), 10).await.unwrap(), 0);
    let event = of_device(machine, EventType::DeviceSilent);
    tx.events_insert(&[event], at(1)).await.unwrap();
    assert!(tx.events_wait().await.unwrap());
    assert_eq!(all(&mut tx).await, []);
    assert_eq!(tx.events_number(at(1), 10).await.unwrap(), 1);
    assert!(!tx.events_wait().await.unwrap());
    assert_eq!(all(&mut tx).await.len(), 1);
}

/// One server's clock is an hour behind, and more happens in one moment than a moment has numbers.
pub(crate) async fn events_of_a_device_keep_their_order_by_whatever_clock(store: Store) {
    use EventType as E;
    let mut tx = store.write().await.unwrap();
    let (machine, other) = (machine_in(&mut tx, 1).await, machine_in(&mut tx, 2).await);
    let of = |kinds: &[E]| -> Vec<_> {
        let events = kinds.iter().map(|kind| of_device(machine, *kind));
        events.collect()
    };
    tx.events_insert(&of(&[E::DeviceCreated, E::DeviceClaimed]), at(60))
        .await
        .unwrap();
    tx.events_insert(&of(&[E::DeviceRegistered]), at(0))
        .await
        .unwrap();
    let others = [of_device(other, E::DeviceHeard)];
    tx.events_insert(&others, at(30)).await.unwrap();
    tx.events_insert(&of(&[E::DeviceSilent]), at(60))
        .await
        .unwrap();
    // Two at a time.
    for given in [2, 2, 1, 0] {
        assert_eq!(tx.events_number(at(61), 2).await.unwrap(), given);
    }
    let found = all(&mut tx).await;
    let expected = [
        E::DeviceHeard,
        E::DeviceCreated,
        E::DeviceClaimed,
        E::DeviceRegistered,
        E::DeviceSilent,
    ];
    assert_eq!(kinds(&found), expected);
    let numbers: Vec<_> = found.iter().map(|row| row.number).collect();
    let first = at(61).millis() + 1;
    assert_eq!(numbers, (first..first + 5).collect::<Vec<_>>());
}

/// The newest events are deleted, and the clock is put back: what comes then is newer all the same.
pub(crate) async fn a_number_is_given_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let mut last = 0;
    for now in [at(5), at(1), at(9)] {
        let event = of_device(machine, EventType::DeviceSilent);
        tx.events_insert(&[event], now).await.unwrap();
        assert_eq!(tx.events_number(now, 10).await.unwrap(), 1);
        let row = all(&mut tx).await.pop().unwrap();
        assert!(row.number > last && row.number > now.millis());
        last = row.number;
        assert_eq!(tx.events_delete_before(at(10), 10).await.unwrap(), 1);
        assert_eq!(all(&mut tx).await, []);
    }
}

pub(crate) async fn events_are_read_in_pages_and_by_type(store: Store) {
    use EventType as E;
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let told = [
        E::SlotLow,
        E::OrderRequested,
        E::SlotLow,
        E::SlotOut,
        E::SlotLow,
    ];
    let events = told.map(|kind| of_device(machine, kind));
    tx.events_insert(&events, at(1)).await.unwrap();
    tx.events_number(at(1), 10).await.unwrap();
    let numbers: Vec<_> = all(&mut tx).await.iter().map(|row| row.number).collect();
    let n = |place: usize| numbers[place];
    for (after, types, limit, looks, expected, looked_to) in [
        (0, &E::ALL[..], 2, 2, &[0, 1][..], None),
        (n(1), &E::ALL, 2, 2, &[2, 3], None),
        (n(3), &E::ALL, 2, 2, &[4], None),
        (n(4), &E::ALL, 2, 2, &[], None),
        (0, &[E::SlotLow], 9, 100, &[0, 2, 4], None),
        (n(0), &[E::SlotOut, E::SlotLow], 2, 100, &[2, 3], None),
        // A page that is not full says how far it has looked.
        (0, &[E::SlotOut], 2, 3, &[], Some(n(2))),
        (n(2), &[E::SlotOut], 2, 3, &[3], None),
        (0, &[], 2, 3, &[], Some(n(2))),
    ] {
        let page = tx.events(after, types, limit, looks).await.unwrap();
        let found: Vec<_> = page.events.iter().map(|row| row.number).collect();
        let expected: Vec<_> = expected.iter().map(|place| n(*place)).collect();
        assert_eq!(found, expected, "{after} {types:?}");
        assert_eq!(page.looked_to, looked_to, "{after} {types:?}");
    }
}

/// Two machines of one household, one of which another household left in the moment in which it was claimed, and one of
/// another household.
pub(crate) async fn a_household_reads_of_its_machines_since_they_are_its_own(store: Store) {
    use EventType as E;
    let mut tx = store.write().await.unwrap();
    let mut machines = Vec::new();
    for (n, home) in [(1, 1), (2, 1), (3, 2)] {
        if n != 2 {
            tx.household_insert(household(home), at(0)).await.unwrap();
        }
        let device = Device {
            household_id: Some(household(home)),
            claimed_at: Some(at(2)),
            ..device(n)
        };
        machines.push(machine_of(&mut tx, n, &device).await);
    }
    let [moved, claimed, other] = [machines[0], machines[1], machines[2]];
    let told = |machine, kinds: &[E]| -> Vec<_> {
        kinds.iter().map(|kind| of_device(machine, *kind)).collect()
    };
    for (machine, kinds, minute) in [
        (moved, &[E::DeviceCreated][..], 1),
        (claimed, &[E::DeviceCreated], 1),
        (
            moved,
            &[E::DeviceDeregistered, E::DeviceMoved, E::SlotLow],
            2,
        ),
        (claimed, &[E::DeviceClaimed], 2),
        (other, &[E::DeviceClaimed, E::SlotOut], 2),
        (claimed, &[E::DeviceSilent], 3),
        (moved, &[E::DeviceHeard], 4),
    ] {
        let events = told(machine, kinds);
        tx.events_insert(&events, at(minute)).await.unwrap();
    }
    tx.events_number(at(5), 100).await.unwrap();
    let expected = [
        E::DeviceMoved,
        E::DeviceClaimed,
        E::SlotLow,
        E::DeviceSilent,
        E::DeviceHeard,
    ];
    async fn read(tx: &mut Tx, of: HouseholdId, after: i64, limit: i64) -> Vec<EventRow> {
        tx.events_of_household(of, after, limit).await.unwrap()
    }
    let rows = read(&mut tx, household(1), 0, 100).await;
    let mut sorted = kinds(&rows);
    sorted.sort();
    let mut wanted = expected.to_vec();
    wanted.sort();
    assert_eq!(sorted, wanted);
    assert!(rows.is_sorted_by_key(|row| row.number));
    // Page by page it is the same, whatever is on a page.
    for limit in 1..=4 {
        let (mut after, mut paged) = (0, Vec::new());
        loop {
            let page = read(&mut tx, household(1), after, limit).await;
            let Some(last) = page.last() else { break };
            after = last.number;
            paged.extend(page);
        }
        assert_eq!(paged, rows, "{limit}");
    }
    let theirs = read(&mut tx, household(2), 0, 100).await;
    assert_eq!(kinds(&theirs), [E::DeviceClaimed, E::SlotOut]);
    assert_eq!(read(&mut tx, household(3), 0, 100).await, []);
    // With the first event gone what follows it is read all the same.
    tx.events_delete_before(at(3), 100).await.unwrap();
    let rows = read(&mut tx, household(1), 0, 100).await;
    assert_eq!(kinds(&rows), [E::DeviceSilent, E::DeviceHeard]);
}

pub(crate) async fn old_events_go_a_piece_at_a_time(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    for minute in 1..=4 {
        let event = of_device(machine, EventType::DeviceSilent);
        tx.events_insert(&[event], at(minute)).await.unwrap();
    }
    tx.events_number(at(5), 10).await.unwrap();
    assert_eq!(tx.events_delete_before(at(4), 2).await.unwrap(), 2);
    assert_eq!(tx.events_delete_before(at(4), 2).await.unwrap(), 1);
    let left = all(&mut tx).await;
    assert_eq!(left.iter().map(|row| row.at).collect::<Vec<_>>(), [at(4)]);
}

/// What is committed first is numbered first: whoever has read a number never meets a smaller one.
pub(crate) async fn a_transaction_that_commits_later_is_numbered_later(store: Store) {
    use EventType as E;
    let mut tx = store.write().await.unwrap();
    let (slow, quick) = (machine_in(&mut tx, 1).await, machine_in(&mut tx, 2).await);
    tx.commit().await.unwrap();

    let mut first = store.write().await.unwrap();
    let event = of_device(slow, E::DeviceSilent);
    first.events_insert(&[event], at(1)).await.unwrap();
    let mut second = store.write().await.unwrap();
    let event = of_device(quick, E::DeviceHeard);
    second.events_insert(&[event], at(2)).await.unwrap();
    second.commit().await.unwrap();
    for now in [at(3), at(4)] {
        let mut tx = store.write().await.unwrap();
        let given = u64::from(now == at(3));
        assert_eq!(tx.events_number(now, 10).await.unwrap(), given);
        tx.commit().await.unwrap();
    }
    let mut tx = store.read().await.unwrap();
    let read = all(&mut tx).await;
    assert_eq!(kinds(&read), [E::DeviceHeard]);
    drop(tx);

    first.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    assert_eq!(tx.events_number(at(2), 10).await.unwrap(), 1);
    let new = tx.events(read[0].number, &E::ALL, 10, 10).await.unwrap();
    assert_eq!(
        kinds(&new.events),
        [E::DeviceSilent],
        "and no event before it"
    );
    assert_eq!(all(&mut tx).await[0], read[0]);
}

/// Two servers number at once: the second waits, and numbers what was committed meanwhile after it.
pub(crate) async fn one_gives_numbers_at_a_time(store: Store, raw: Raw) {
    use EventType as E;
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let event = of_device(machine, E::DeviceSilent);
    tx.events_insert(&[event], at(1)).await.unwrap();
    tx.commit().await.unwrap();

    let mut first = store.write().await.unwrap();
    assert_eq!(first.events_number(at(5), 10).await.unwrap(), 1);
    let mut writer = store.write().await.unwrap();
    assert!(writer.device_lock(device(1).id).await.unwrap().is_some());
    let event = of_device(machine, E::DeviceHeard);
    writer.events_insert(&[event], at(2)).await.unwrap();
    writer.commit().await.unwrap();
    let second = tokio::spawn({
        let store = store.clone();
        async move {
            let mut tx = store.write().await.unwrap();
            let given = tx.events_number(at(2), 10).await.unwrap();
            tx.commit().await.unwrap();
            given
        }
    });
    while raw.waiting().await == Some(0) {
        assert!(!second.is_finished(), "it has not waited");
        tokio::task::yield_now().await;
    }
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), 1);
    let mut tx = store.read().await.unwrap();
    let found = all(&mut tx).await;
    assert_eq!(kinds(&found), [E::DeviceSilent, E::DeviceHeard]);
}

pub(crate) async fn a_devices_events_come_newest_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let other = machine_in(&mut tx, 2).await;
    for (minute, machine, kind) in [
        (1, machine, EventType::DeviceCreated),
        (2, other, EventType::DeviceSilent),
        (3, machine, EventType::DeviceHeard),
    ] {
        let event = of_device(machine, kind);
        tx.events_insert(&[event], at(minute)).await.unwrap();
    }
    let of = async |tx: &mut Tx, before, limit| {
        let found = tx.events_of_device(machine.device, before, limit);
        let found = found.await.unwrap().into_iter();
        found
            .map(|(place, row)| (place, row.kind, row.number))
            .collect::<Vec<_>>()
    };
    let all = of(&mut tx, i64::MAX, 9).await;
    let [(last, ..), (first, ..)] = all[..] else {
        panic!("{all:?}");
    };
    // One that has no number yet is told, too.
    let created = (first, EventType::DeviceCreated, 0);
    let heard = (last, EventType::DeviceHeard, 0);
    assert_eq!(all, [heard, created]);
    assert_eq!(of(&mut tx, i64::MAX, 1).await, [heard]);
    assert_eq!(of(&mut tx, last, 9).await, [created]);
    assert_eq!(of(&mut tx, first, 9).await, []);
}
