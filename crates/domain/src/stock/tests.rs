use proptest::prelude::*;

use super::*;
use crate::policy::Policy;
use crate::time::{Day, HOUR, MINUTE, Time};
use crate::unit::Unit;

fn slot(capacity: i64, count_is: Option<i64>) -> SlotSpec {
    SlotSpec {
        unit: Unit::Count,
        capacity: Quantity(capacity),
        count_is: count_is.map(Quantity),
        policy: Policy::default(),
        most_per_day: None,
        step: None,
        owned_since: Some(noon(0)),
    }
}

fn noon(quarters: i64) -> Time {
    Day(20_000).start() + 12 * HOUR + quarters * 15 * MINUTE
}

/// Accepted a quarter of an hour after what is before it.
fn step(input: Input, nth: usize) -> Step {
    let at = noon(i64::try_from(nth).unwrap());
    Step {
        input,
        at,
        received_at: at,
    }
}

/// Folds inputs, calling `each` with the stock after each one.
fn fold<E>(
    start: Stock,
    slot: &SlotSpec,
    steps: impl IntoIterator<Item = (E, Step)>,
    mut each: impl FnMut(E, &Stock, Effect),
) -> Stock {
    let mut stock = start;
    for (entry, step) in steps {
        let effect = stock.apply(&step, slot);
        each(entry, &stock, effect);
    }
    stock
}

fn stock(machine: Option<i64>, spares: i64) -> Stock {
    Stock {
        machine: machine.map(Quantity),
        spares: Quantity(spares),
        total: None,
        evidence: Evidence::default(),
    }
}

fn after(before: Stock, input: Input, slot: &SlotSpec) -> (Option<i64>, i64, Effect) {
    let mut stock = before;
    let mut effect = stock.apply(&step(input, 0), slot);
    if effect.is_provisional {
        effect = stock.apply(&step(input, 1), slot);
    }
    (stock.machine.map(|q| q.0), stock.spares.0, effect)
}

/// Of a use.
fn effect(change: i64, used: i64, shortfall: i64) -> Effect {
    Effect {
        change: Quantity(change),
        used: Quantity(used),
        shortfall: Quantity(shortfall),
        noop: false,
        ..Effect::default()
    }
}

/// Of a level.
fn level_effect(change: i64, fallen: i64, risen: i64, loaded: i64) -> Effect {
    Effect {
        change: Quantity(change),
        used: Quantity(fallen),
        fallen: Quantity(fallen),
        risen: Quantity(risen),
        loaded: Quantity(loaded),
        unexplained: Quantity((change + fallen).max(0)),
        ..Effect::default()
    }
}

const Q: fn(i64) -> Quantity = Quantity;

#[test]
fn use_comes_from_the_machine_then_loads_the_spares_then_falls_short() {
    let slot = slot(10, None);
    let used =
        |machine, spares, amount| after(stock(machine, spares), Input::Used(Q(amount)), &slot);
    assert_eq!(used(Some(5), 3, 2), (Some(3), 3, effect(-2, 2, 0)));
    assert_eq!(used(Some(5), 30, 7), (Some(8), 20, effect(-7, 7, 0)));
    assert_eq!(used(Some(5), 30, 18), (Some(7), 10, effect(-18, 18, 0)));
    assert_eq!(used(Some(5), 3, 9), (Some(0), 0, effect(-8, 9, 1)));
    assert_eq!(used(Some(5), 3, 5), (Some(0), 3, effect(-5, 5, 0)));
    assert_eq!(used(None, 3, 9), (None, 3, effect(0, 9, 0)));
}

#[test]
fn a_level_falls_as_use_and_rises_from_the_spares_or_as_new_stock() {
    let slot = slot(10, None);
    let level =
        |machine, spares, amount| after(stock(machine, spares), Input::Level(Q(amount)), &slot);
    let first = Effect {
        change: Q(4),
        ..Effect::default()
    };
    assert_eq!(level(None, 0, 4), (Some(4), 0, first));
    assert_eq!(
        level(Some(9), 2, 4),
        (Some(4), 2, level_effect(-5, 5, 0, 0))
    );
    assert_eq!(level(Some(4), 8, 9), (Some(9), 3, level_effect(0, 0, 0, 5)));
    assert_eq!(level(Some(4), 2, 9), (Some(9), 0, level_effect(3, 0, 0, 2)));
    assert_eq!(level(Some(4), 1, 7), (Some(7), 0, level_effect(2, 0, 2, 1)));
}

#[test]
fn a_rise_of_half_a_count_is_a_replacement() {
    let filter = slot(100, Some(100));
    let level =
        |machine, spares, amount| after(stock(machine, spares), Input::Level(Q(amount)), &filter);
    assert_eq!(
        level(Some(4), 200, 98),
        (Some(98), 100, level_effect(-6, 0, 0, 100))
    );
    assert_eq!(
        level(Some(4), 60, 98),
        (Some(98), 0, level_effect(34, 0, 0, 60))
    );
    assert_eq!(
        level(Some(50), 200, 99),
        (Some(99), 151, level_effect(0, 0, 0, 49))
    );
    assert_eq!(level(Some(4), 0, 98).2.unexplained, Q(94));
    assert_eq!(level(Some(4), 100, 98).2.unexplained, Q(0));
}

#[test]
fn a_sensor_that_trembles_changes_nothing_and_never_adds_up() {
    let tank = SlotSpec {
        unit: Unit::Litre,
        ..slot(1_000, None)
    };
    let mut stock = stock(Some(500), 0);
    let mut used = 0;
    for (nth, level) in [505, 498, 503, 496, 506, 499, 496].into_iter().enumerate() {
        let effect = stock.apply(&step(Input::Level(Q(level)), nth), &tank);
        used += effect.used.0;
        assert_eq!(effect.risen, Q(0), "{level}");
        assert_eq!(effect.is_unnoticed(), effect.used == Q(0), "{level}");
    }
    assert_eq!(
        (stock.machine, used),
        (Some(Q(496)), 4),
        "the lowest reading, once"
    );
    let rise = |level, slot| after(stock, Input::Level(Q(level)), slot).2.unexplained;
    assert_eq!(rise(506, &tank), Q(0));
    assert_eq!(rise(507, &tank), Q(11));
    // Pieces do not tremble.
    let pods = slot(1_000, None);
    assert_eq!(rise(497, &pods), Q(1));
}

#[test]
fn a_total_counts_its_difference() {
    let slot = slot(10, None);
    let mut stock = stock(Some(10), 0);
    let mut total = |nth, amount| {
        stock
            .apply(&step(Input::Total(Q(amount)), nth), &slot)
            .used
            .0
    };
    assert_eq!(
        [total(0, 1_000), total(1, 1_003), total(2, 1_003)],
        [0, 3, 0]
    );
    assert_eq!(stock.machine, Some(Q(7)));
}

#[test]
fn deliveries_and_corrections_go_where_the_rules_say() {
    let slot = slot(10, None);
    let of = |machine, spares, input| {
        let (machine, spares, effect) = after(stock(machine, spares), input, &slot);
        (machine, spares, effect.change.0)
    };
    assert_eq!(of(Some(2), 1, Input::Delivery(Q(30))), (Some(2), 31, 30));
    assert_eq!(of(None, 0, Input::Delivery(Q(30))), (Some(10), 20, 30));
    assert_eq!(of(None, 0, Input::Add(Q(4))), (Some(4), 0, 4));
    assert_eq!(of(Some(2), 9, Input::Set(Q(7))), (Some(2), 5, -4));
    assert_eq!(of(Some(8), 0, Input::Set(Q(3))), (Some(3), 0, -5));
    assert_eq!(of(None, 0, Input::Set(Q(12))), (Some(10), 2, 12));
    assert_eq!(of(Some(1), 25, Input::Replaced), (Some(10), 15, -1));
    assert_eq!(of(Some(1), 4, Input::Replaced), (Some(10), 0, 5));
    assert_eq!(of(None, 0, Input::Replaced), (Some(10), 0, 10));
}

#[test]
fn a_report_that_says_nothing_new_is_a_noop_but_once_an_hour() {
    let slot = slot(10, None);
    let mut stock = stock(Some(5), 0);
    let is_noop = |quarter| stock.apply(&step(Input::Level(Q(5)), quarter), &slot).noop;
    assert_eq!(
        [0, 1, 3, 4, 5].map(is_noop),
        [false, true, true, false, true]
    );
}

fn any_input() -> impl Strategy<Value = Input> {
    (0_i64..200, 0_u8..9).prop_map(|(amount, kind)| match kind {
        0 => Input::Used(Q(amount)),
        1 => Input::Level(Q(amount)),
        2 => Input::Total(Q(amount)),
        3 => Input::Delivery(Q(amount)),
        4 => Input::Add(Q(amount)),
        5 => Input::Set(Q(amount)),
        6 => Input::Believed(Q(amount)),
        7 => Input::Dropped(Q(amount)),
        _ => Input::Replaced,
    })
}

proptest! {
    #[test]
    fn a_fold_without_noops_says_the_same_of_all_others(
        inputs in prop::collection::vec(any_input(), 0..40), count_is in prop::option::of(1_i64..150),
        known in any::<bool>(), trembles in any::<bool>(),
    ) {
        let unit = if trembles { Unit::Litre } else { Unit::Count };
        let slot = SlotSpec { unit, ..slot(100, count_is) };
        let start = stock(known.then_some(60), 20);
        let numbered = inputs.into_iter().enumerate().map(|(n, input)| (n, step(input, n)));
        let numbered: Vec<_> = numbered.collect();
        let (mut all, mut changes) = (Vec::new(), Vec::new());
        let end = fold(start, &slot, numbered.clone(), |entry, stock, effect| {
            if !effect.noop {
                all.push((entry, *stock, effect));
            }
        });
        let without = all.iter().map(|(entry, ..)| numbered[*entry]);
        let same = fold(start, &slot, without, |entry, stock, effect| {
            changes.push((entry, *stock, effect));
        });
        prop_assert_eq!((end, &all), (same, &changes));
    }

    /// Start + delivered + added − used + shortfall + the effects of level, set and replaced is what
    /// is at home, once the machine is known.
    #[test]
    fn the_independent_sum_agrees(
        inputs in prop::collection::vec(any_input(), 0..40), count_is in prop::option::of(1_i64..150),
        trembles in any::<bool>(),
    ) {
        let unit = if trembles { Unit::Litre } else { Unit::Count };
        let slot = SlotSpec { unit, ..slot(100, count_is) };
        let start = stock(Some(60), 20);
        let mut sum = 80;
        let end = fold(start, &slot, inputs.into_iter().enumerate().map(|(n, input)| (input, step(input, n))), |input, stock, effect| {
            match input {
                Input::Delivery(q) | Input::Add(q) => sum += q.0,
                Input::Used(_) | Input::Total(_) => sum += effect.shortfall.0 - effect.used.0,
                Input::Level(_) | Input::Set(_) | Input::Replaced | Input::Believed(_) | Input::Dropped(_) => sum += effect.change.0,
            }
            assert!(stock.spares.0 >= 0 && stock.machine.is_some_and(|m| m.0 >= 0));
        });
        prop_assert_eq!(end.at_home(), Some(Q(sum)));
    }

    #[test]
    fn a_machine_holds_more_than_it_can_only_when_it_says_so(
        inputs in prop::collection::vec(any_input(), 0..40),
    ) {
        let slot = slot(100, None);
        let mut stock = Stock::default();
        for (n, input) in inputs.into_iter().enumerate() {
            let before = stock.machine.unwrap_or_default();
            stock.apply(&step(input, n), &slot);
            let limit = if matches!(input, Input::Level(_) | Input::Believed(_)) { i64::MAX } else { before.0.max(100) };
            prop_assert!(stock.machine.unwrap_or_default().0 <= limit);
        }
    }
}
