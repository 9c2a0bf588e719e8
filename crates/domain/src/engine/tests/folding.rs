//! Entries in any order, taken back or not, come to what one fold of all of them comes to.

use proptest::prelude::*;

use super::*;
use crate::counting::Counting;
use crate::journal::FoldEntry;
use crate::stock::Stock;
use crate::usage::HORIZON;

#[derive(Clone, Debug)]
enum Step {
    Says(Input, i64),
    Undoes(prop::sample::Index),
    Unsettled,
}

fn step() -> impl Strategy<Value = Step> {
    let input = prop_oneof![
        5 => (0_i64..12).prop_map(|it| Input::Used(amount(it))),
        3 => (0_i64..101).prop_map(|it| Input::Level(amount(it))),
        2 => (0_i64..90).prop_map(|it| Input::Total(amount(it))),
        1 => (1_i64..40).prop_map(|it| Input::Add(amount(it))),
        1 => (0_i64..120).prop_map(|it| Input::Set(amount(it))),
        1 => Just(Input::Replaced),
    ];
    let age = prop_oneof![3 => Just(0), 2 => 0..DAY, 1 => 0..6 * DAY];
    prop_oneof![
        8 => (input, age).prop_map(|(input, age)| Step::Says(input, age)),
        1 => any::<prop::sample::Index>().prop_map(Step::Undoes),
        1 => Just(Step::Unsettled),
    ]
}

/// The stock, the days and the noops of one fold over everything that is left.
fn whole(kept: &Kept) -> (Stock, Vec<SlotDay>, Vec<EntryId>) {
    let undone = |id| kept.entries.iter().any(|it| it.undoes == Some(id));
    let mut left: Vec<_> = kept.entries.iter().filter(|it| !undone(it.id)).collect();
    left.sort_by_key(|it| it.place());
    let (mut days, mut noops) = (Vec::<SlotDay>::new(), Vec::new());
    let spec = kept.slot().spec();
    let mut stock = kept.slot().stock_at_start();
    for entry in left.into_iter().map(Entry::folded) {
        let FoldEntry { id, place, .. } = entry;
        let Some(step) = entry.step() else { continue };
        let effect = stock.apply(&step, &spec);
        let day = place.at.day();
        if days.last().is_none_or(|it| it.day != day.0) {
            days.push(SlotDay::empty(day));
        }
        let last = days.last_mut().unwrap();
        last.used += effect.used;
        last.shortfall += effect.shortfall;
        last.fallen += effect.fallen;
        last.risen += effect.risen;
        (last.machine, last.spares, last.total) = (stock.machine, stock.spares, stock.total);
        last.evidence = stock.evidence;
        if effect.noop && step.input.is_report() {
            noops.push(id);
        }
    }
    noops.sort();
    (stock, days, noops)
}

/// Without days that say nothing: each is as the one before it.
fn telling(kept: &Kept, days: &[SlotDay]) -> Vec<SlotDay> {
    let mut before = kept.slot().stock_at_start();
    let mut told = Vec::new();
    for day in days {
        let stock = day.stock();
        let sums = [day.used, day.shortfall, day.fallen, day.risen];
        if sums != [Quantity::ZERO; 4] || stock != before {
            told.push(*day);
        }
        before = stock;
    }
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_comes_late_or_is_taken_back_comes_to_one_fold(steps in prop::collection::vec(step(), 1..40)) {
        let mut kept = Kept::new(slot());
        for (n, step) in steps.into_iter().enumerate() {
            let now = noon(0) + n as i64 * 5 * HOUR;
            kept.at(now);
            match step {
                Step::Says(input, age) => {
                    let actor = if input.is_report() { Actor::Device } else { Actor::Customer };
                    let age = if input.is_report() { age } else { 0 };
                    kept.says(input, now - age, actor);
                }
                Step::Undoes(of) => {
                    let undone = |id| kept.entries.iter().any(|it| it.undoes == Some(id));
                    let left = kept.entries.iter().enumerate();
                    let left = left.filter(|(_, it)| it.undoes.is_none() && !undone(it.id));
                    let left: Vec<_> = left.map(|(n, _)| n).collect();
                    if !left.is_empty() {
                        kept.undoes(*of.get(&left));
                    }
                }
                Step::Unsettled => kept.state.as_mut().unwrap().slots[0].slot.folded_to = None,
            }
            let (stock, days, noops) = whole(&kept);
            let mut found: Vec<_> = kept.entries.iter().filter(|it| it.noop).map(|it| it.id).collect();
            let undone = |id| kept.entries.iter().any(|it| it.undoes == Some(id));
            found.retain(|id| !undone(*id));
            found.sort();
            prop_assert_eq!(kept.slot().stock(), stock);
            prop_assert_eq!(telling(&kept, &kept.days), telling(&kept, &days));
            prop_assert_eq!(found, noops);
            let used = days.iter().rfind(|it| it.used.is_positive()).map(|it| Day(it.day));
            let last = kept.slot().last_use.map(Time::day);
            // A use that came back within its day may still be known as the last one.
            let came_back = days.iter().any(|it| Some(Day(it.day)) == last && Some(Day(it.day)) > used);
            prop_assert!(last == used || came_back, "{last:?} {used:?}");
        }
    }
}

#[test]
fn what_needs_more_than_is_folded_at_once_is_counted_again() {
    let mut kept = Kept::new(slot());
    kept.at(noon(-20)).uses(2);
    for n in 0..=AT_ONCE as i64 {
        let now = noon(0) + n * 10_000;
        kept.at(now).used_at(i64::from(n == 0), now);
    }
    kept.asked();
    let last = kept.now;
    kept.at(last + HOUR).used_at(7, noon(-20));
    let counting = kept.slot().counting.unwrap();
    assert_eq!(counting.to, Place::before(noon(-20).day().start()));
    assert_eq!(
        (kept.slot().folded_to, kept.slot().headroom_until),
        (None, None)
    );
    let count = FollowUp::Count(kept.slot().id);
    assert_eq!(kept.asked(), [(count, last + HOUR)]);
    assert_eq!(kept.at_home(), Some(97), "as it was, until that is done");

    let mut pieces = 0;
    while let Some(counting) = kept.slot().counting {
        let before = Recount::day_before(&counting);
        let day = kept.days.iter().rfind(|it| it.day < before.0).copied();
        let mut left: Vec<_> = kept
            .entries
            .iter()
            .filter(|it| it.place() > counting.to)
            .collect();
        left.sort_by_key(|it| it.place());
        let left: Vec<_> = left.into_iter().map(Entry::folded).take(400).collect();
        let read = Recount::of(kept.slot(), counting, day, &left, 400);
        kept.change(|state| state.recount(0, read, None));
        pieces += 1;
    }
    assert_eq!((pieces, kept.at_home()), (3, Some(90)));
    let (stock, days, _) = whole(&kept);
    assert_eq!((kept.slot().stock(), &kept.days), (stock, &days));
}

#[test]
fn the_days_of_a_change_are_those_read_with_what_it_replaces_and_adds() {
    let mut kept = Kept::new(slot());
    let work = &mut kept.state.as_mut().unwrap().slots[0];
    let day = |day, used| SlotDay {
        used: Quantity(used),
        ..SlotDay::empty(Day(day))
    };
    work.replaced.push(ReplacedDays {
        from: Day(1),
        to: Day(3),
        days: vec![day(2, 5)],
    });
    work.days = vec![day(3, 1), day(5, 2)];
    let read = [day(0, 9), day(1, 8), day(3, 7), day(4, 3), day(5, 4)];
    let days = work.days_as_they_are(&read);
    let days: Vec<_> = days.iter().map(|it| (it.day, it.used.0)).collect();
    assert_eq!(days, [(0, 9), (2, 5), (3, 1), (4, 3), (5, 6)]);
}

#[test]
fn what_comes_late_after_more_of_its_day_in_one_change_is_folded_once() {
    let mut kept = Kept::new(slot());
    kept.uses(5);
    kept.at(noon(1)).change(|state| {
        state.append(0, used(3, noon(1)));
        state.append(0, used(2, noon(1) - HOUR));
    });
    assert_eq!(kept.at_home(), Some(90));
    let (stock, days, _) = whole(&kept);
    assert_eq!((kept.slot().stock(), &kept.days), (stock, &days));
}

#[test]
fn so_much_of_a_day_and_no_more_is_folded_at_once() {
    for (before, is_too_much) in [(AT_ONCE, false), (AT_ONCE + 1, true)] {
        let mut kept = Kept::new(slot());
        kept.uses(1);
        let nothing = FoldEntry {
            input: None,
            ..kept.entries[0].folded()
        };
        kept.change(|state| {
            state.append(0, used(1, noon(-1)));
            let part = JournalPart {
                changes: vec![nothing; before],
                ..JournalPart::default()
            };
            state.fold(0, part);
            assert_eq!(state.slots[0].slot.counting.is_some(), is_too_much);
        });
    }
}

#[test]
fn a_fold_ends_with_a_day_that_ends_as_it_did() {
    let mut kept = Kept::new(slot());
    kept.says(Input::Add(amount(5)), noon(0), Actor::Customer);
    kept.at(noon(1)).uses(3);
    kept.at(noon(2)).uses(3);
    let count = Input::Set(amount(90));
    kept.at(noon(3)).says(count, noon(3), Actor::Customer);
    kept.at(noon(4)).uses(1);
    for n in 0..=AT_ONCE as i64 {
        let now = noon(5) + n * 10_000;
        kept.at(now).used_at(0, now);
    }
    let last_use = kept.slot().last_use;
    kept.asked();
    kept.undoes(0);
    assert_eq!((kept.slot().counting, kept.asked()), (None, vec![]));
    let (stock, days, _) = whole(&kept);
    assert_eq!((kept.slot().stock(), &kept.days), (stock, &days));
    assert_eq!(kept.slot().last_use, last_use);
}

#[test]
fn of_a_use_whose_entry_is_gone_its_day_is_known() {
    let day = noon(0).day();
    for (now, last_use) in [
        (day.start() + HORIZON, noon(0)),
        (day.start() + HORIZON + 1, day.end()),
    ] {
        let mut kept = Kept::new(slot());
        kept.uses(5);
        kept.at(now).uses(3).undoes(1);
        assert_eq!(kept.slot().last_use, Some(last_use));
    }
}

#[test]
fn what_comes_while_a_slot_is_counted_again_is_not_folded() {
    let mut kept = Kept::new(slot());
    let start = noon(3).day().start();
    let counting = Counting::from_day(start.day(), None);
    kept.slot_mut().counting = Some(counting);
    kept.at(noon(5)).change(|state| {
        state.append(0, used(1, start));
        assert!(!state.slots[0].is_whole, "that is still to be counted");
        assert_eq!(state.slots[0].slot.counting, Some(counting));
        state.append(0, used(1, start - 1));
        assert!(state.slots[0].is_whole);
    });
    let earlier = Some(Counting::from_day(noon(2).day(), None));
    assert_eq!((kept.slot().counting, kept.at_home()), (earlier, Some(100)));
    kept.undoes(1);
    assert_eq!((kept.slot().counting, kept.at_home()), (earlier, Some(100)));
}
