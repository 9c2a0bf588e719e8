use domain::journal::{Actor, Entry, FoldEntry, Input, Place};
use domain::stock::Effect;
use domain::view::JournalLine;
use domain::{EntryId, Parcel, ParcelId, Quantity, Time};
use store::{Error, Store, Tx};

use crate::sample::{at, machine_in, of_entry, put_entry, used, uuid};

/// Before everything.
fn beginning() -> Place {
    Place::before(Time::from_millis(0))
}

fn noop(entry: Entry) -> Entry {
    Entry {
        noop: true,
        ..entry
    }
}

async fn put(tx: &mut Tx, entries: &[&Entry]) {
    for entry in entries {
        put_entry(tx, entry).await;
    }
}

/// In a transaction of its own, which ends with that; what was before it is committed.
async fn refuse(store: &Store, tx: Tx, entry: &Entry) -> Tx {
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let refused = tx.flush(&of_entry(entry)).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
    drop(tx);
    store.write().await.unwrap()
}

fn report(entry: Entry, key: &str, content: &str) -> Entry {
    Entry {
        key: Some(key.into()),
        content: Some(content.into()),
        ..entry
    }
}

pub(crate) async fn a_slot_is_counted_by_what_says_how_much_there_is(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let q = Quantity(7);
    let others = [
        Input::Used(q),
        Input::Total(q),
        Input::Delivery(q),
        Input::Add(q),
    ];
    for (accepted, input) in (1..).zip(others) {
        put(&mut tx, &[&machine.entry(accepted, at(5), input)]).await;
    }
    let without_effect = Entry {
        effective: false,
        ..machine.entry(5, at(5), Input::Level(q))
    };
    put(&mut tx, &[&without_effect]).await;
    assert!(!tx.counted_since(machine.slot, at(0)).await.unwrap());
    for (accepted, input) in (6..).zip([Input::Level(q), Input::Set(q), Input::Replaced]) {
        let moment = at(accepted);
        put(&mut tx, &[&machine.entry(accepted, moment, input)]).await;
        assert!(tx.counted_since(machine.slot, moment).await.unwrap());
        assert!(!tx.counted_since(machine.slot, moment + 1).await.unwrap());
    }
}

pub(crate) async fn entries_read_back_with_everything_and_with_nothing(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let q = Quantity(7);
    let inputs = [
        Input::Used(q),
        Input::Level(q),
        Input::Total(q),
        Input::Delivery(q),
        Input::Add(q),
        Input::Set(q),
        Input::Replaced,
    ];
    let actors = [Actor::Device, Actor::Customer, Actor::Maker, Actor::Larder];
    for (accepted, input) in (1..).zip(inputs) {
        let entry = Entry {
            actor: actors[accepted as usize % actors.len()],
            received_at: at(100),
            effective: accepted % 2 == 0,
            noop: accepted % 3 == 0,
            ..machine.entry(accepted, at(accepted), input)
        };
        put(&mut tx, &[&entry]).await;
        let read = tx.entry(entry.id).await.unwrap().unwrap();
        assert_eq!(read, entry);
        assert_eq!(read.input(), Some(input));
    }
    let first = machine.entry(1, at(1), used(7));
    let undo = report(machine.undo(8, &first), "k", "c");
    put(&mut tx, &[&undo]).await;
    let read = tx.entry(undo.id).await.unwrap().unwrap();
    assert_eq!((read.input(), &read), (None, &undo));
    assert_eq!(tx.entry(EntryId(uuid(1))).await.unwrap(), None);
}

pub(crate) async fn a_report_is_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let first = report(machine.entry(1, at(0), used(1)), "r1", "c1");
    put(&mut tx, &[&first]).await;
    let again = report(machine.entry(2, at(1), used(2)), "r1", "c1");
    let mut tx = refuse(&store, tx, &again).await;
    // Another content, another id and another device are other reports.
    put(
        &mut tx,
        &[
            &report(machine.entry(2, at(1), used(2)), "r1", "c2"),
            &report(machine.entry(3, at(1), used(2)), "r2", "c1"),
            &report(neighbour.entry(1, at(0), used(1)), "r1", "c1"),
        ],
    )
    .await;
    // Without a key all are.
    put(
        &mut tx,
        &[
            &machine.entry(4, at(0), used(1)),
            &machine.entry(5, at(0), used(1)),
        ],
    )
    .await;
}

pub(crate) async fn an_action_is_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let action = |accepted, content: Option<&str>| Entry {
        key: Some("tap".into()),
        content: content.map(Into::into),
        actor: Actor::Customer,
        ..machine.entry(accepted, at(0), Input::Replaced)
    };
    put(&mut tx, &[&action(1, None)]).await;
    let mut tx = refuse(&store, tx, &action(2, None)).await;
    put(&mut tx, &[&action(2, Some("c1"))]).await;
}

pub(crate) async fn a_place_in_the_order_is_taken_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let entry = machine.entry(1, at(0), used(1));
    put(&mut tx, &[&entry, &neighbour.entry(1, at(0), used(1))]).await;
    let second = Entry {
        id: EntryId(uuid(1)),
        ..entry
    };
    refuse(&store, tx, &second).await;
}

pub(crate) async fn an_entry_is_undone_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let (one, two) = (
        machine.entry(1, at(0), used(1)),
        machine.entry(2, at(0), used(1)),
    );
    let undo = machine.undo(3, &one);
    put(&mut tx, &[&one, &two, &undo]).await;
    let mut tx = refuse(&store, tx, &machine.undo(4, &one)).await;
    assert_eq!(tx.entry_undoing(one.id).await.unwrap(), Some(undo));
    assert_eq!(tx.entry_undoing(two.id).await.unwrap(), None);
}

pub(crate) async fn an_action_is_found_by_its_key(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let one = report(machine.entry(1, at(0), used(1)), "tap", "");
    let others = [
        report(machine.entry(2, at(0), used(2)), "tap", "c2"),
        report(machine.entry(3, at(0), used(2)), "r2", "c1"),
        machine.entry(4, at(0), used(2)),
    ];
    put(&mut tx, &[&others[0], &one, &others[1], &others[2]]).await;
    let found = async |tx: &mut Tx, device, key| tx.action_of_key(device, key).await.unwrap();
    assert_eq!(found(&mut tx, machine.device, "tap").await, Some(one));
    assert_eq!(found(&mut tx, machine.device, "TAP").await, None);
    assert_eq!(found(&mut tx, machine.device, "r2").await, None);
    assert_eq!(found(&mut tx, neighbour.device, "tap").await, None);
}

fn folded(entry: &Entry) -> FoldEntry {
    FoldEntry {
        id: entry.id,
        place: entry.place(),
        received_at: entry.received_at,
        input: entry.input(),
        noop: entry.noop,
    }
}

/// In order of time and acceptance, whether they change anything or not.
pub(crate) async fn the_fold_reads_in_its_order(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let late = machine.entry(1, at(9), used(1));
    let early = noop(machine.entry(2, at(1), Input::Level(Quantity(5))));
    let tenth = machine.entry(10, at(5), Input::Replaced);
    let ninth = noop(machine.entry(9, at(5), Input::Total(Quantity(8))));
    put(&mut tx, &[&late, &tenth, &early, &ninth]).await;
    put(&mut tx, &[&neighbour.entry(1, at(2), used(1))]).await;
    let rows = tx.entries_to_fold(machine.slot, beginning(), 9).await;
    let all = [early, ninth, tenth, late].each_ref().map(folded);
    assert_eq!(rows.unwrap(), all);
    for (after, limit, expected) in [
        (beginning(), 2, &all[..2]),
        (all[0].place, 2, &all[1..3]),
        (all[1].place, 9, &all[2..]),
        (Place::after(at(5)), 9, &all[3..]),
        (Place::before(at(9)), 9, &all[3..]),
        (Place::end(), 9, &[]),
    ] {
        let rows = tx.entries_to_fold(machine.slot, after, limit).await;
        assert_eq!(rows.unwrap(), expected, "{after:?} {limit}");
    }
    let changes = [all[2], all[3]];
    for (after, to, limit, expected) in [
        (beginning(), at(9), 9, &changes[..]),
        (beginning(), at(8), 9, &changes[..1]),
        (beginning(), at(9), 1, &changes[..1]),
        (all[2].place, at(9), 9, &changes[1..]),
    ] {
        let rows = tx.changes_to_fold(machine.slot, after, to, limit).await;
        assert_eq!(rows.unwrap(), expected, "{after:?} {to} {limit}");
    }
}

/// They are read, so that what is read is what is answered, and say that they do not count.
pub(crate) async fn undone_pairs_and_what_has_no_effect_do_not_count_in_the_fold(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let kept = machine.entry(1, at(1), used(1));
    let undone = machine.entry(2, at(2), used(2));
    let idle = Entry {
        effective: false,
        ..noop(machine.entry(3, at(0), used(3)))
    };
    let undo = machine.undo(4, &undone);
    put(&mut tx, &[&kept, &undone, &idle, &undo]).await;
    let none = |entry: &Entry| FoldEntry {
        input: None,
        ..folded(entry)
    };
    let rows = tx.entries_to_fold(machine.slot, beginning(), 9).await;
    let all = [none(&idle), folded(&kept), none(&undone), none(&undo)];
    assert_eq!(rows.unwrap(), all);
    let rows = tx.changes_to_fold(machine.slot, beginning(), at(9), 9);
    assert_eq!(rows.await.unwrap(), all[1..]);
}

pub(crate) async fn what_changes_nothing_is_said_of_many_entries(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let entries = [1, 2, 3].map(|n| machine.entry(n, at(n), used(0)));
    put(&mut tx, &entries.each_ref()).await;
    let said = async |tx: &mut Tx| {
        let entries = tx.entries(machine.slot).await.unwrap();
        entries.iter().map(|it| it.noop).collect::<Vec<_>>()
    };
    let ids = [entries[0].id, entries[2].id];
    tx.noops_put(&ids, true).await.unwrap();
    assert_eq!(said(&mut tx).await, [true, false, true]);
    tx.noops_put(&ids[..1], false).await.unwrap();
    tx.noops_put(&[], true).await.unwrap();
    assert_eq!(said(&mut tx).await, [false, false, true]);
}

pub(crate) async fn all_entries_of_a_slot_come_in_order_of_acceptance(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let undone = machine.entry(1, at(9), used(1));
    let undo = machine.undo(2, &undone);
    let idle = Entry {
        effective: false,
        ..machine.entry(10, at(1), used(2))
    };
    put(&mut tx, &[&idle, &undone, &undo]).await;
    put(&mut tx, &[&neighbour.entry(1, at(2), used(1))]).await;
    let read = tx.entries(machine.slot).await.unwrap();
    assert_eq!(read, [undone, undo, idle]);
}

pub(crate) async fn entries_are_read_in_pages_in_the_order_of_the_fold(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let entry = |accepted, minute| machine.entry(accepted, at(minute), used(1));
    let all = [
        entry(3, 0),
        noop(entry(1, 5)),
        entry(2, 5),
        noop(entry(4, 9)),
    ];
    put(&mut tx, &[&all[2], &all[0], &all[3], &all[1]]).await;
    for (after, limit, expected) in [
        (beginning(), 9, &all[..]),
        (beginning(), 2, &all[..2]),
        (all[1].place(), 1, &all[2..3]),
        (all[2].place(), 9, &all[3..]),
        (all[3].place(), 9, &[]),
    ] {
        let page = tx.entries_after(machine.slot, after, limit).await.unwrap();
        assert_eq!(page, expected, "{after:?} {limit}");
    }
}

pub(crate) async fn the_first_report_is_the_earliest_that_counts(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    put(&mut tx, &[&neighbour.entry(1, at(0), used(1))]).await;
    let but = async |tx: &mut Tx, from, but| {
        let first = tx.first_report(machine.slot, from, but).await;
        first.unwrap()
    };
    let from = async |tx: &mut Tx, from| but(tx, from, EntryId(uuid(1))).await;
    let first = async |tx: &mut Tx| from(tx, Time::from_millis(0)).await;
    assert_eq!(first(&mut tx).await, None);
    let action = machine.entry(1, at(1), Input::Add(Quantity(1)));
    let idle = Entry {
        effective: false,
        ..machine.entry(2, at(2), used(1))
    };
    put(&mut tx, &[&action, &idle]).await;
    assert_eq!(first(&mut tx).await, None);
    let total = machine.entry(3, at(9), Input::Total(Quantity(1)));
    let level = machine.entry(4, at(7), Input::Level(Quantity(1)));
    let used = machine.entry(5, at(5), used(1));
    for entry in [&total, &level, &used] {
        put(&mut tx, &[entry]).await;
        assert_eq!(first(&mut tx).await, Some(entry.at));
    }
    put(&mut tx, &[&machine.undo(6, &used)]).await;
    assert_eq!(first(&mut tx).await, Some(level.at));
    let quiet = noop(machine.entry(7, at(6), Input::Level(Quantity(1))));
    put(&mut tx, &[&quiet]).await;
    assert_eq!(first(&mut tx).await, Some(quiet.at));
    assert_eq!(from(&mut tx, at(7)).await, Some(level.at));
    assert_eq!(from(&mut tx, at(10)).await, None);
    // One that is about to be taken back, whether it changes anything or not.
    let beginning = Time::from_millis(0);
    assert_eq!(but(&mut tx, beginning, quiet.id).await, Some(level.at));
    assert_eq!(but(&mut tx, at(7), level.id).await, Some(total.at));
    assert_eq!(but(&mut tx, beginning, level.id).await, Some(quiet.at));
    assert_eq!(but(&mut tx, at(8), total.id).await, None);
}

fn line(entry: &Entry, undone: bool) -> JournalLine {
    JournalLine {
        id: entry.id,
        at: entry.at,
        received_at: entry.received_at,
        input: entry.input(),
        actor: entry.actor,
        undoes: entry.undoes,
        undone,
        effect: entry.noop.then(|| Effect {
            noop: true,
            ..Effect::default()
        }),
    }
}

/// And without what changed nothing, among it what is from before the present owner.
pub(crate) async fn the_journal_of_a_slot_comes_newest_first(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let neighbour = machine_in(&mut tx, 2).await;
    let newest = machine.entry(1, at(9), used(1));
    let idle = Entry {
        effective: false,
        actor: Actor::Maker,
        received_at: at(50),
        ..noop(machine.entry(2, at(1), Input::Replaced))
    };
    let undone = machine.entry(3, at(5), used(2));
    let undo = machine.undo(4, &undone);
    let quiet = noop(machine.entry(5, at(7), Input::Level(Quantity(3))));
    put(&mut tx, &[&newest, &idle, &undone, &undo, &quiet]).await;
    put(&mut tx, &[&neighbour.entry(1, at(2), used(1))]).await;
    let lines = [
        line(&newest, false),
        line(&undo, false),
        line(&undone, true),
    ];
    for (before, limit, expected) in [
        (Place::end(), 100, &lines[..]),
        (Place::end(), 2, &lines[..2]),
        (newest.place(), 2, &lines[1..]),
        (undo.place(), 2, &lines[2..]),
        (quiet.place(), 2, &lines[1..]),
        (undone.place(), 2, &[]),
    ] {
        let read = tx.lines_before(machine.slot, before, limit).await;
        assert_eq!(read.unwrap(), expected, "{before:?} {limit}");
    }
    let lines = [lines[2], lines[1], lines[0]];
    for (after, limit, expected) in [
        (beginning(), 2, &lines[..2]),
        (undone.place(), 2, &lines[1..]),
        (quiet.place(), 2, &lines[2..]),
        (newest.place(), 2, &[]),
    ] {
        let read = tx.lines_after(machine.slot, after, limit).await;
        assert_eq!(read.unwrap(), expected, "{after:?} {limit}");
    }
    let (quiet, idle) = (line(&quiet, false), line(&idle, false));
    let all = [lines[2], quiet, lines[1], lines[0], idle];
    for (before, limit, expected) in [
        (Place::end(), 100, &all[..]),
        (newest.place(), 2, &all[1..3]),
        (undone.place(), 2, &all[4..]),
    ] {
        let read = tx.entries_before(machine.slot, before, limit).await;
        assert_eq!(read.unwrap(), expected, "{before:?} {limit}");
    }
}

pub(crate) async fn old_entries_go_oldest_first_but_no_pairs_and_no_parcels(store: Store) {
    let mut tx = store.write().await.unwrap();
    let machine = machine_in(&mut tx, 1).await;
    let made = |millis: u64| {
        EntryId(uuid::Builder::from_unix_timestamp_millis(millis, &[7; 10]).into_uuid())
    };
    let entry = |accepted: i64, millis: u64| Entry {
        id: made(millis),
        ..machine.entry(accepted, at(0), used(1))
    };
    let [first, second, third, last] = [entry(1, 100), entry(2, 200), entry(3, 300), entry(4, 400)];
    let undo = Entry {
        id: made(250),
        ..machine.undo(5, &second)
    };
    let next = entry(6, 310);
    put(&mut tx, &[&first, &second, &third, &last, &undo, &next]).await;
    let order = machine.order(1, at(0));
    tx.orders_put(&[&order]).await.unwrap();
    let parcel = Parcel {
        id: ParcelId(uuid(9)),
        order_id: order.id,
        device_id: machine.device,
        slot_id: machine.slot,
        quantity: Quantity(1),
        estimate: at(0),
        counted: Some(third.id),
    };
    tx.parcels_put(&[&parcel]).await.unwrap();
    let left = async |tx: &mut Tx| -> Vec<i64> {
        let entries = tx.entries(machine.slot).await.unwrap();
        entries.into_iter().map(|entry| entry.accepted).collect()
    };
    let before = Time::from_millis(400);
    let after = tx.entries_delete_before(before, None, 1).await.unwrap();
    assert_eq!(left(&mut tx).await, [2, 3, 4, 5, 6]);
    // What stays is looked at, too, and then no more.
    let after = tx.entries_delete_before(before, after, 3).await.unwrap();
    assert_eq!(left(&mut tx).await, [2, 3, 4, 5, 6]);
    let after = tx.entries_delete_before(before, after, 10).await.unwrap();
    assert_eq!((after, left(&mut tx).await), (None, vec![2, 3, 4, 5]));
    let after = tx.entries_delete_before(before, None, 10).await.unwrap();
    assert_eq!((after, left(&mut tx).await), (None, vec![2, 3, 4, 5]));
}
