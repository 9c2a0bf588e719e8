//! Further inputs of each kind of bad reading, each between true ones: what is at home, and what was used.

use super::*;

use Input::{Level, Total, Used};

const fn total(pieces: i64) -> Input {
    Total(q(pieces))
}

const fn level(pieces: i64) -> Input {
    Level(q(pieces))
}

const fn used(pieces: i64) -> Input {
    Used(q(pieces))
}

/// Reads inputs, each so many minutes after the one before.
fn read(mut it: Machine, inputs: &[(i64, Input)]) -> (i64, i64) {
    for (minutes, input) in inputs {
        it.wait(minutes * MINUTE).says(*input);
    }
    let (_, at_home, used) = it.is();
    (at_home, used)
}

#[test]
fn further_counters_that_are_wrong_once() {
    let true_ones = [(0, total(5_000)), (60, total(5_002))];
    for foul in [
        vec![(60, total(1))],
        vec![(60, total(4_000))],
        vec![(60, total(65_535))],
        vec![(60, total(4_294_967_295))],
        vec![(1, total(5_001)), (1, total(5_002))],
        vec![(20, total(0)), (20, total(5_003)), (20, total(0))],
    ] {
        let after = [(60, total(5_003)), (60, total(5_004))];
        let all = [&true_ones[..], &foul, &after].concat();
        assert_eq!(read(pods(), &all), (36, 4), "{foul:?}");
    }
}

#[test]
fn further_counters_that_go_round() {
    for (last, next, used) in [
        (65_534, 1, 3),
        (65_535, 0, 1),
        (4_294_967_295, 2, 3),
        (4_294_967_293, 1, 4),
    ] {
        let read = read(pods(), &[(0, total(last)), (60, total(next))]);
        assert_eq!(read, (40 - used, used), "{last} {next}");
    }
    // In whichever unit the machine sends: kilograms go round later than grams.
    for (last, next) in [(65_530, 10), (65_535_990, 6)] {
        let mut it = machine(Unit::Gram, 1_000, 1_000);
        it.total(last).wait(HOUR).total(next);
        assert_eq!(it.used, 16_000, "{last}");
    }
}

#[test]
fn further_uses_that_are_far_too_much() {
    for foul in [121, 500, 32_767] {
        let mut it = pods();
        it.used(2).wait(HOUR).used(foul).wait(HOUR).used(1);
        assert_eq!(it.is(), (37, 37, 3), "{foul}");
        assert!(it.stock.evidence.waits(), "{foul} is kept");
    }
    let true_ones = [(0, used(2)), (60, used(2)), (30, used(1)), (30, used(3))];
    assert_eq!(read(pods(), &true_ones), (32, 8));
}

#[test]
fn further_containers_that_are_out_for_a_moment() {
    let cases: [&[(i64, Input)]; 6] = [
        // Put back after ten minutes, after a day, and after two readings in a minute.
        &[(60, level(0)), (10, level(79))],
        &[(60, level(0)), (23 * 60, level(75))],
        &[(60, level(0)), (1, level(0)), (1, level(80))],
        // Almost nothing, and a little more on the way back.
        &[(60, level(1)), (1, level(80))],
        &[(60, level(0)), (5, level(3)), (1, level(80))],
        // A sensor that says full for a moment.
        &[(60, level(100)), (1, level(80))],
    ];
    for foul in cases {
        let before = [(0, level(80)), (60, level(80))];
        let after = [(60, level(75)), (60, level(75))];
        let read = read(percent(), &[&before, foul, &after].concat());
        assert_eq!(read, (75, 5), "{foul:?}");
    }
}

#[test]
fn further_sensors_that_tremble() {
    // By a hundredth about a level, by a step and back, by a total that goes back a little.
    let about: Vec<_> = (0..40).map(|n| (1, level(80 - n % 2))).collect();
    assert_eq!(read(percent(), &about), (79, 1), "the lower one, once");
    let mut stepped = percent();
    stepped.slot.step = Some(q(10));
    let steps: Vec<_> = (0..40).map(|n| (1, level(80 - n % 2 * 10))).collect();
    let (at_home, used) = read(stepped, &steps);
    assert_eq!(at_home + used, 80, "nothing adds up: {at_home}, {used}");
    // Any small move that is back within ten minutes, and what it took from the spares with it.
    for there in [0, 2, 11] {
        let mut it = percent();
        it.stock.machine = Some(q(6));
        it.stock.spares = q(30);
        let flip = [(60, level(there)), (10, level(6)), (60, level(5))];
        assert_eq!(read(it, &flip), (35, 1), "{there}");
    }
    for there in [70, 90] {
        let mut it = percent();
        it.slot.step = Some(q(10));
        it.stock.spares = q(4);
        let flip = [(60, level(there)), (30, level(80)), (60, level(79))];
        assert_eq!(read(it, &flip), (83, 1), "{there}");
    }
    let mut tank = machine(Unit::Gram, 1_000, 800);
    for total in [5_000, 5_008, 5_003, 5_009, 5_007, 5_010] {
        tank.wait(MINUTE).total(total);
    }
    assert_eq!(tank.is(), (790, 790, 10));
}

#[test]
fn further_levels_above_full() {
    for above in [101, 120, 200] {
        let mut it = percent();
        it.level(80).wait(HOUR).level(above);
        assert_eq!(it.stock.evidence.level.map(|it| it.amount), Some(q(100)));
        assert!(
            it.stock.evidence.is_implausible(it.stock.machine),
            "{above}"
        );
        it.wait(HOUR).level(above);
        assert_eq!((it.is().0, it.used), (100, 0), "it is full");
        it.wait(HOUR).level(99);
        assert!(!it.stock.evidence.is_implausible(it.stock.machine));
    }
    // What no container holds is no level, and is believed by nothing.
    for sentinel in [201, 255, 1_023, 65_535] {
        let mut it = percent();
        it.level(80)
            .wait(HOUR)
            .level(sentinel)
            .wait(DAY)
            .level(sentinel);
        assert!(it.stock.evidence.is_implausible(it.stock.machine));
        assert!(!it.stock.evidence.waits(), "{sentinel}");
        assert_eq!(it.is(), (80, 80, 0), "{sentinel}");
        it.wait(HOUR).level(79);
        assert_eq!(it.is(), (79, 79, 1), "{sentinel}");
    }
}

#[test]
fn further_readings_from_before_the_owner() {
    let before = [(0, used(500)), (60, total(3)), (60, level(0))];
    for foul in before {
        let mut it = pods();
        it.slot.owned_since = None;
        it.wait(foul.0 * MINUTE).says(foul.1);
        it.wait(HOUR);
        it.slot.owned_since = Some(it.now);
        it.says(Input::Set(q(40))).wait(HOUR).used(1);
        assert_eq!((it.is().1, it.used), (39, 1_000), "{foul:?}");
    }
}

#[test]
fn further_containers_put_in_that_are_said_and_read() {
    let filter = |readings: &[Input]| {
        let mut it = machine(Unit::Percent, 100, 4);
        it.slot.count_is = Some(q(100));
        it.stock.spares = q(300);
        for input in readings {
            it.wait(15 * MINUTE).says(*input);
        }
        it.stock.spares.0 / 100_000
    };
    let put_in = Input::Replaced;
    for readings in [
        vec![level(100), level(100), put_in],
        vec![put_in, level(100), level(99)],
        vec![level(98), put_in, level(100), level(99)],
        vec![level(100), level(100), put_in, put_in],
    ] {
        assert_eq!(filter(&readings), 2, "{readings:?}");
    }
}

#[test]
fn a_rise_that_was_wrong_is_not_believed_by_a_smaller_one() {
    // A hundred fit in; it is empty. Once it reads full.
    for (foul, nothing) in [
        (
            vec![(1, level(100)), (6, level(0)), (1, level(18))],
            "soon after, nothing",
        ),
        (
            vec![(1, level(104)), (6, level(0)), (1, level(18))],
            "more than full",
        ),
        (vec![(1, level(100)), (15, level(18))], "no other reading"),
        (vec![(1, level(100)), (1, level(18))], "the other at once"),
    ] {
        let mut it = machine(Unit::Count, 100, 100);
        for minutes in [0, 15] {
            it.wait(minutes * MINUTE).says(level(0));
        }
        for (minutes, input) in foul {
            it.wait(minutes * MINUTE).says(input);
        }
        it.wait(15 * MINUTE).says(level(18));
        let (machine, at_home, _) = it.is();
        assert_eq!((machine, at_home), (18, 18), "{nothing}");
    }
}
