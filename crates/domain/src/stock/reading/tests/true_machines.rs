//! Machines whose readings are true, however odd: none of their use is lost.

use super::*;

#[test]
fn an_office_with_two_hundred_coffees_a_day() {
    // Forty pods in the machine, a cupboard full of them, one post a day.
    let mut it = machine(Unit::Count, 40, 3_000);
    for _ in 0..10 {
        it.wait(DAY).used(200);
    }
    assert_eq!((it.is().1, it.is().2), (1_000, 2_000));
    let mut counted = machine(Unit::Count, 40, 3_000);
    counted.total(70_000);
    for day in 1..=10 {
        counted.wait(DAY).total(70_000 + day * 200);
    }
    assert_eq!((counted.is().1, counted.is().2), (1_000, 2_000));
}

#[test]
fn a_laundromat_with_sixty_loads_on_a_saturday() {
    let mut it = machine(Unit::Count, 15, 400);
    it.total(1_000);
    let mut total = 1_000;
    for _week in 0..4 {
        for loads in [4, 5, 3, 6, 5, 60, 0] {
            total += loads;
            it.wait(DAY).total(total);
        }
    }
    let used = total - 1_000;
    assert_eq!((it.is().1, it.is().2), (400 - used, used));
}

#[test]
fn a_printer_in_steps_of_ten_per_cent() {
    let mut it = machine(Unit::Percent, 100, 100);
    it.slot.count_is = Some(q(100));
    it.slot.step = Some(q(10));
    for level in (0..=10).rev() {
        for _ in 0..5 {
            it.wait(DAY).level(level * 10);
        }
        it.wait(MINUTE).level(level * 10);
    }
    assert_eq!(it.is(), (0, 0, 100));
    it.wait(HOUR).level(100).wait(HOUR).level(100);
    assert_eq!(it.is(), (100, 100, 100), "a new cartridge");
}

#[test]
fn a_filter_that_was_reset_by_mistake_and_put_right() {
    let mut it = machine(Unit::Percent, 100, 40);
    it.slot.count_is = Some(q(100));
    it.stock.spares = q(200);
    it.level(40).wait(HOUR).level(100);
    assert_eq!(it.is(), (40, 240, 0), "shown, and not counted");
    it.wait(30 * MINUTE).level(40).wait(DAY).level(39);
    assert_eq!(it.is(), (39, 239, 1));
}

#[test]
fn a_hopper_that_is_filled_every_morning() {
    let mut it = machine(Unit::Gram, 1_000, 1_000);
    let mut used = 0;
    for _day in 0..10 {
        for hour in 1..=10 {
            it.wait(HOUR).level(1_000 - hour * 90);
        }
        used += 900;
        it.wait(14 * HOUR).level(1_000);
    }
    it.wait(HOUR).level(1_000);
    assert_eq!((it.is().0, it.is().2), (1_000, used));
}

#[test]
fn a_hopper_that_runs_empty_and_is_filled_within_the_hour() {
    let mut it = machine(Unit::Gram, 1_000, 1_000);
    let mut used = 0;
    for _day in 0..10 {
        for level in [800, 600, 450, 300, 150, 0, 1_000] {
            it.wait(HOUR).level(level);
        }
        used += 1_000;
        it.wait(HOUR).level(1_000).wait(12 * HOUR);
    }
    assert_eq!((it.is().0, it.is().2), (1_000, used));
}

#[test]
fn a_machine_that_was_offline_for_a_year() {
    let year = 365 * DAY;
    let mut counted = machine(Unit::Count, 40, 2_000);
    counted.total(500).wait(DAY).total(504);
    counted.wait(year).total(504 + 1_460);
    assert_eq!(counted.is().1, 2_000 - 1_464, "a counter that went on");
    let mut sensed = percent();
    sensed.level(80).wait(DAY).level(79);
    sensed.wait(year).level(12);
    assert_eq!(sensed.is(), (12, 12, 68), "use explains it");
    let mut empty = percent();
    empty.level(80).wait(DAY).level(79);
    empty.wait(year).level(0).wait(10 * MINUTE).level(0);
    assert_eq!(empty.is(), (0, 0, 80));
}

#[test]
fn a_sensor_that_is_read_once_a_day() {
    let mut it = percent();
    for level in [72, 61, 55, 41, 30, 18, 0, 0, 100, 93, 80] {
        it.wait(DAY).level(level);
        if level == 100 {
            assert!(it.is_provisional());
            it.wait(HOUR).says(Input::Believed(q(100))).wait(-HOUR);
        }
    }
    assert_eq!((it.is().0, it.is().2), (80, 80 + 20));
    // The second reading of nothing comes with the day.
    let mut empty = percent();
    empty.level(30).wait(DAY).level(0);
    assert_eq!(empty.is(), (30, 30, 50), "shown as waiting");
    empty.wait(DAY).level(0);
    assert_eq!(empty.is(), (0, 0, 80));
}
