use domain::day::SlotDay;
use domain::{Day, DeviceId, Quantity, SlotId, SlotKey};
use store::{Error, Seen, SlotSums, Store, Tx};

use crate::sample::{evidence, machine_in, uuid};

fn row(day: i64, used: i64) -> SlotDay {
    SlotDay {
        day,
        used: Quantity(used),
        shortfall: Quantity(1),
        fallen: Quantity(3),
        risen: Quantity(4),
        machine: None,
        spares: Quantity(2),
        total: None,
        evidence: evidence(used),
    }
}

/// Keeps one day.
pub(crate) async fn put(tx: &mut Tx, slot: SlotKey, row: SlotDay) -> Result<(), Error> {
    let day = Day(row.day);
    tx.days_replace(slot, day, day, &[row]).await
}

/// Days with that use, and one of another machine's slot on day 10.
async fn days(tx: &mut Tx, days: &[(i64, i64)]) -> SlotKey {
    let slot = machine_in(tx, 1).await.key();
    let other = machine_in(tx, 2).await.key();
    for (day, used) in days {
        put(tx, slot, row(*day, *used)).await.unwrap();
    }
    put(tx, other, row(10, 1_000)).await.unwrap();
    slot
}

pub(crate) async fn days_read_back(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(20_000, 7)]).await;
    let full = SlotDay {
        machine: Some(Quantity(3)),
        total: Some(Quantity(4)),
        ..row(-1, 0)
    };
    put(&mut tx, slot, full).await.unwrap();
    assert_eq!(tx.days(slot).await.unwrap(), [full, row(20_000, 7)]);
}

pub(crate) async fn the_day_before_is_the_last_one_with_entries(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 2), (7, 3)]).await;
    let before = async |tx: &mut Tx, day| tx.day_before(slot, Day(day)).await.unwrap();
    assert_eq!(before(&mut tx, 7).await, Some(row(5, 2)));
    assert_eq!(before(&mut tx, 6).await, Some(row(5, 2)));
    assert_eq!(before(&mut tx, 100).await, Some(row(7, 3)));
    assert_eq!(before(&mut tx, 3).await, None);
}

pub(crate) async fn days_since_a_day_begin_with_the_one_before(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 2), (7, 3)]).await;
    let since = async |tx: &mut Tx, day| tx.days_since(slot, Day(day)).await.unwrap();
    assert_eq!(since(&mut tx, 6).await, [row(5, 2), row(7, 3)]);
    assert_eq!(since(&mut tx, 5).await, [row(3, 1), row(5, 2), row(7, 3)]);
    assert_eq!(since(&mut tx, 1).await, [row(3, 1), row(5, 2), row(7, 3)]);
    assert_eq!(since(&mut tx, 9).await, [row(7, 3)]);
}

pub(crate) async fn days_take_the_place_of_those_from_one_to_another(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 2), (7, 3), (9, 4)]).await;
    let rows = [row(5, 20), row(6, 30)];
    let replaced = tx.days_replace(slot, Day(5), Day(7), &rows).await;
    replaced.unwrap();
    let left = [row(3, 1), row(5, 20), row(6, 30), row(9, 4)];
    assert_eq!(tx.days(slot).await.unwrap(), left);
    let none = tx.days_replace(slot, Day(5), Day(i64::MAX), &[]).await;
    none.unwrap();
    assert_eq!(tx.days(slot).await.unwrap(), left[..1]);
    let other = machine_slot(2);
    assert_eq!(tx.days(other).await.unwrap(), [row(10, 1_000)]);
}

fn machine_slot(n: u128) -> SlotKey {
    SlotKey {
        device: DeviceId(uuid(n * 1_000)),
        slot: SlotId(uuid(n * 1_000 + 1)),
    }
}

pub(crate) async fn use_is_summed_over_both_ends(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 10), (7, 100)]).await;
    let used = async |tx: &mut Tx, from, to| {
        let used = tx.used_since(&[(slot, Day(from))], Day(to)).await;
        let [(of, used)] = used.unwrap()[..] else {
            panic!("one slot");
        };
        assert_eq!(of, slot.slot);
        used.0
    };
    assert_eq!(used(&mut tx, 3, 7).await, 111);
    assert_eq!(used(&mut tx, 4, 7).await, 110);
    assert_eq!(used(&mut tx, 3, 6).await, 11);
    assert_eq!(used(&mut tx, 5, 5).await, 10);
    assert_eq!(used(&mut tx, 8, 900).await, 0);
}

pub(crate) async fn sums_have_a_window_of_their_own_and_one_for_all(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 10), (7, 100), (9, 1_000)]).await;
    for (first, paced) in [(5, 110), (3, 111), (7, 100), (8, 0)] {
        let asked = [(slot, Day(first)), (machine_slot(99), Day(first))];
        let sums = tx.days_summed(&asked, Day(4), Day(8)).await.unwrap();
        let expected = SlotSums {
            slot_id: slot.slot,
            paced: Quantity(paced),
            seen: Seen {
                used: Quantity(110),
                fallen: Quantity(6),
                risen: Quantity(8),
            },
        };
        assert_eq!(sums, [expected], "{first}");
    }
    let none = tx.days_summed(&[(slot, Day(10))], Day(10), Day(11)).await;
    assert_eq!(none.unwrap(), []);
}

pub(crate) async fn days_are_read_in_pages(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(5, 2), (3, 1), (7, 3)]).await;
    let all = tx.days(slot).await.unwrap();
    for (after, limit, expected) in [
        (None, 9, &all[..]),
        (None, 2, &all[..2]),
        (Some(Day(3)), 1, &all[1..2]),
        (Some(Day(7)), 9, &[]),
    ] {
        let page = tx.days_after(slot, after, limit).await.unwrap();
        assert_eq!(page, expected, "{after:?} {limit}");
    }
}

pub(crate) async fn use_beyond_32_bits_is_summed(store: Store) {
    const LARGEST: i64 = 1_000_000_000_000;
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(1, LARGEST), (2, LARGEST), (3, 1)]).await;
    let used = tx.used_since(&[(slot, Day(1))], Day(3)).await.unwrap();
    assert_eq!(used, [(slot.slot, Quantity(2 * LARGEST + 1))]);
}

pub(crate) async fn a_day_is_there_once(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1)]).await;
    let rows = [row(4, 2), row(4, 3)];
    let refused = tx.days_replace(slot, Day(4), Day(4), &rows).await;
    assert!(matches!(refused, Err(Error::Conflict)), "{refused:?}");
}

pub(crate) async fn the_day_of_the_last_use_has_use(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 2), (7, 0)]).await;
    let last = async |tx: &mut Tx, day| tx.day_of_last_use(slot, Day(day)).await.unwrap();
    assert_eq!(last(&mut tx, 100).await, Some(Day(5)));
    assert_eq!(last(&mut tx, 5).await, Some(Day(3)));
    assert_eq!(last(&mut tx, 3).await, None);
}

pub(crate) async fn days_of_many_slots_begin_with_the_one_before(store: Store) {
    let mut tx = store.write().await.unwrap();
    let slot = days(&mut tx, &[(3, 1), (5, 2), (7, 3)]).await;
    let (other, none) = (machine_slot(2), machine_in(&mut tx, 3).await.key());
    let full = SlotDay {
        machine: Some(Quantity(3)),
        total: Some(Quantity(4)),
        ..row(8, 5)
    };
    put(&mut tx, other, full).await.unwrap();
    let of = async |tx: &mut Tx, asked: &[(SlotKey, i64)]| {
        let asked: Vec<_> = asked.iter().map(|(slot, day)| (*slot, Day(*day))).collect();
        tx.days_of_slots(&asked).await.unwrap()
    };
    let [third, fifth, seventh] = [row(3, 1), row(5, 2), row(7, 3)].map(|day| (slot.slot, day));
    let [eighth, tenth] = [full, row(10, 1_000)].map(|day| (other.slot, day));
    for (first, of_other, expected) in [
        (6, 10, vec![fifth, seventh, eighth, tenth]),
        (5, 9, vec![third, fifth, seventh, eighth, tenth]),
        (3, 11, vec![third, fifth, seventh, tenth]),
        (1, 1, vec![third, fifth, seventh, eighth, tenth]),
        (9, i64::MAX, vec![seventh, tenth]),
    ] {
        let asked = [(other, of_other), (none, 1), (slot, first)];
        assert_eq!(of(&mut tx, &asked).await, expected, "{first} {of_other}");
    }
    assert_eq!(of(&mut tx, &[(slot, 7)]).await, [fifth, seventh]);
    assert_eq!(of(&mut tx, &[]).await, []);
}
