mod further;
mod true_machines;

use proptest::prelude::*;

use super::*;
use crate::evidence::Evidence;
use crate::policy::Policy;
use crate::time::{DAY, Day, MINUTE, SECOND};

/// A machine whose container holds forty pods, or a hundred per cent.
#[derive(Clone)]
struct Machine {
    slot: SlotSpec,
    stock: Stock,
    now: Time,
    used: i64,
    lines: Vec<Effect>,
}

const fn q(pieces: i64) -> Quantity {
    Quantity(pieces * 1_000)
}

fn start() -> Time {
    Day(20_000).start() + 8 * HOUR
}

fn machine(unit: Unit, capacity: i64, at_home: i64) -> Machine {
    let slot = SlotSpec {
        unit,
        capacity: q(capacity),
        count_is: None,
        policy: Policy::default(),
        most_per_day: None,
        step: None,
        owned_since: Some(start() - DAY),
    };
    let inside = at_home.min(capacity);
    Machine {
        slot,
        stock: Stock {
            machine: Some(q(inside)),
            spares: q(at_home - inside),
            ..Stock::default()
        },
        now: start(),
        used: 0,
        lines: Vec::new(),
    }
}

fn pods() -> Machine {
    machine(Unit::Count, 40, 40)
}

fn percent() -> Machine {
    machine(Unit::Percent, 100, 80)
}

impl Machine {
    fn wait(&mut self, millis: i64) -> &mut Self {
        self.now = self.now + millis;
        self
    }

    fn says(&mut self, input: Input) -> &mut Self {
        let step = Step {
            input,
            at: self.now,
            received_at: self.now,
        };
        let effect = self.stock.apply(&step, &self.slot);
        self.used += effect.used.0;
        self.lines.push(effect);
        self
    }

    fn used(&mut self, pieces: i64) -> &mut Self {
        self.says(Input::Used(q(pieces)))
    }

    fn level(&mut self, pieces: i64) -> &mut Self {
        self.says(Input::Level(q(pieces)))
    }

    fn total(&mut self, pieces: i64) -> &mut Self {
        self.says(Input::Total(q(pieces)))
    }

    fn is_provisional(&self) -> bool {
        self.lines.last().is_some_and(|it| it.is_provisional)
    }

    /// In the machine, at home, and used so far.
    fn is(&self) -> (i64, i64, i64) {
        let (machine, home) = (self.stock.machine.unwrap(), self.stock.at_home().unwrap());
        (machine.0 / 1_000, home.0 / 1_000, self.used / 1_000)
    }
}

#[test]
fn a_counter_that_reads_nothing_once_is_not_believed() {
    let mut it = pods();
    it.total(5_000).wait(HOUR).total(5_002).wait(HOUR).total(0);
    assert!(it.is_provisional() && it.stock.evidence.waits());
    assert_eq!(it.is(), (38, 38, 2));
    it.wait(HOUR).total(5_003);
    assert_eq!(it.is(), (37, 37, 3));
    assert!(!it.stock.evidence.waits());
}

#[test]
fn a_counter_that_was_reset_goes_on_from_its_new_value() {
    let mut it = pods();
    it.total(5_000).wait(HOUR).total(5_002).wait(HOUR).total(1);
    it.wait(HOUR).total(3);
    assert_eq!(
        it.is(),
        (35, 35, 5),
        "what it counted since it was reset, too"
    );
    it.wait(HOUR).total(4);
    assert_eq!(it.is(), (34, 34, 6));
    let mut most = pods();
    most.total(5_000)
        .wait(HOUR)
        .total(120)
        .wait(HOUR)
        .total(121);
    assert_eq!(most.used, 121_000, "so much can have been used");
    let mut far = pods();
    far.total(5_000).wait(HOUR).total(300).wait(HOUR).total(302);
    assert_eq!(far.is(), (38, 38, 2), "300 cannot have been used in a day");
}

#[test]
fn a_counter_that_stands_still_after_its_reset_was_reset() {
    let mut it = pods();
    it.total(5_000)
        .wait(HOUR)
        .total(0)
        .wait(HOUR)
        .total(0)
        .wait(HOUR)
        .total(2);
    assert_eq!(it.is(), (38, 38, 2));
}

#[test]
fn a_step_of_a_total_beyond_the_bound_waits_for_the_next() {
    let mut it = pods();
    it.total(5_000).wait(HOUR);
    assert!(!it.clone().total(5_120).is_provisional());
    it.total(5_121);
    assert!(it.is_provisional());
    let foul = it.clone().wait(HOUR).total(5_002).is();
    assert_eq!(
        foul,
        (38, 38, 2),
        "the next goes on from the last believed one"
    );
    it.wait(HOUR).total(5_122);
    assert_eq!(it.is(), (0, 0, 122), "the next goes on from it");
    let mut other = pods();
    other
        .total(5_000)
        .wait(HOUR)
        .total(900_000)
        .wait(HOUR)
        .total(900_001);
    assert_eq!(
        other.is(),
        (40, 40, 0),
        "another counter: its base moves alone"
    );
    assert!(
        other.stock.evidence.lost_at.is_some(),
        "how much is left has to be said"
    );
    assert!(other.level(30).stock.evidence.lost_at.is_none());
}

#[test]
fn a_counter_that_goes_round_counts_at_once() {
    let mut it = pods();
    it.total(65_533).wait(HOUR).total(1);
    assert_eq!((it.is(), it.is_provisional()), ((36, 36, 4), false));
    let mut wide = pods();
    wide.total(4_294_967_295).wait(HOUR).total(0);
    assert_eq!(wide.is(), (39, 39, 1));
    // A machine that sends millilitres of a slot in litres.
    let mut litres = machine(Unit::Litre, 1_000, 1_000);
    litres.says(Input::Total(Quantity(65_530_000))).wait(HOUR);
    let after = Quantity(4_000);
    let mut small = litres.clone();
    small.slot.capacity = Quantity(2_000_000);
    small.stock.machine = Some(Quantity(2_000_000));
    small.says(Input::Total(after));
    assert_eq!(small.used, 10_000);
    let mut ounces = machine(Unit::Gram, 10_000, 10_000);
    ounces
        .says(Input::Total(Quantity(1_857_885_998)))
        .wait(HOUR);
    assert_eq!(ounces.total(0).used, 28_349, "one, after 65,535");
    let mut too_far = pods();
    too_far.total(65_530).wait(HOUR).total(1);
    assert!(too_far.is_provisional(), "more than a tenth of a container");
}

#[test]
fn a_total_that_trembles_counts_nothing() {
    let mut it = machine(Unit::Gram, 1_000, 1_000);
    it.total(500).wait(HOUR);
    for total in [495, 490, 500] {
        it.total(total).wait(HOUR);
        assert_eq!((it.used, it.is_provisional()), (0, false), "{total}");
    }
    it.total(489);
    assert!(it.is_provisional());
}

#[test]
fn use_beyond_the_bound_waits_for_another() {
    let mut it = pods();
    it.used(500);
    assert!(it.is_provisional());
    assert_eq!(it.is(), (40, 40, 0));
    it.wait(HOUR).used(3);
    assert_eq!(it.is(), (37, 37, 3), "what is within the bound counts");
    let half = it.clone().wait(HOUR).used(60).used;
    assert_eq!(half, 63_000, "half the bound is no second word");
    it.wait(HOUR).used(61);
    assert_eq!(it.used, 564_000, "more than half is");
    let mut soon = pods();
    soon.used(500).wait(9 * MINUTE).used(500);
    assert_eq!(soon.used, 0, "not independent in time");
    soon.wait(MINUTE).used(500);
    assert_eq!(soon.used, 1_500_000, "nothing is thrown away");
}

#[test]
fn an_office_that_posts_once_a_day_is_believed_from_its_second_day() {
    let mut it = machine(Unit::Count, 40, 1_000);
    it.used(200);
    assert!(it.is_provisional());
    it.wait(DAY).used(200);
    assert_eq!(it.is(), (0, 600, 400));
    it.wait(DAY).used(210);
    assert!(!it.is_provisional(), "its busiest day is known");
    it.wait(3 * DAY).used(1_500);
    assert!(!it.is_provisional(), "three days have begun since");
}

#[test]
fn the_models_most_is_believed_at_once() {
    let mut it = machine(Unit::Count, 40, 1_000);
    it.slot.most_per_day = Some(q(300));
    it.used(300);
    assert_eq!((it.used, it.is_provisional()), (300_000, false));
    it.wait(HOUR).used(901);
    assert!(it.is_provisional());
}

#[test]
fn a_laundromat_on_a_saturday_is_believed() {
    // Sixty loads of 50 ml from a container of 2 l.
    let mut it = machine(Unit::Millilitre, 2_000, 20_000);
    for _ in 0..60 {
        it.used(50).wait(10 * MINUTE);
        assert!(!it.is_provisional());
    }
    assert_eq!(it.used, 3_000_000);
}

#[test]
fn a_container_that_is_out_for_a_moment_is_not_empty() {
    let mut it = percent();
    it.level(80).wait(SECOND).level(0);
    assert!(it.is_provisional());
    it.wait(SECOND).level(80);
    assert_eq!(it.is(), (80, 80, 0));
    assert!(!it.stock.evidence.waits());
    let mut long = percent();
    long.level(80)
        .wait(MINUTE)
        .level(0)
        .wait(5 * MINUTE)
        .level(0);
    assert!(long.is_provisional(), "not independent in time");
    long.wait(2 * MINUTE).level(79);
    assert_eq!(long.is(), (79, 79, 1));
}

#[test]
fn a_machine_that_runs_empty_is_believed_by_its_second_reading() {
    let mut it = percent();
    it.level(80)
        .wait(MINUTE)
        .level(0)
        .wait(10 * MINUTE)
        .level(0);
    assert_eq!(it.is(), (0, 0, 80));
    let mut goes_on = percent();
    goes_on
        .level(80)
        .wait(MINUTE)
        .level(25)
        .wait(10 * MINUTE)
        .level(12);
    assert_eq!(goes_on.is(), (12, 12, 68), "below it is as good as near it");
}

#[test]
fn a_level_that_falls_by_steps_is_believed_at_once() {
    let mut it = percent();
    for level in [70, 60, 50, 40, 30, 20, 10, 0] {
        it.wait(HOUR).level(level);
        assert!(!it.is_provisional(), "{level}");
    }
    assert_eq!(it.is(), (0, 0, 80));
    let mut last = percent();
    last.stock.machine = Some(q(11));
    last.level(11).wait(HOUR).level(0);
    assert!(last.is_provisional(), "from above a tenth to nothing");
}

#[test]
fn what_is_used_a_day_explains_a_fall() {
    let mut it = percent();
    for _ in 0..4 {
        for level in [80, 60, 40, 20] {
            it.level(level).wait(6 * HOUR);
        }
        it.says(Input::Set(q(80)));
    }
    it.wait(DAY).level(5);
    assert!(!it.is_provisional(), "75 in a day, where 60 a day is usual");
    let mut idle = percent();
    idle.level(79).wait(DAY).level(5);
    assert!(idle.is_provisional());
}

#[test]
fn what_stands_alone_is_believed_in_its_time() {
    let mut fall = percent();
    fall.level(80).wait(MINUTE).level(0);
    let said = fall.now;
    let stands = |it: &Machine| it.stock.evidence.stands_at(it.stock.machine);
    assert_eq!(stands(&fall), Some(said + DAY));
    let otherwise = fall.stock.otherwise(&fall.slot, fall.now);
    assert_eq!(otherwise.and_then(|it| it.machine), Some(q(0)));
    fall.wait(DAY).says(Input::Believed(q(0)));
    assert_eq!((fall.is(), stands(&fall)), ((0, 0, 80), None));
    let mut rise = percent();
    rise.level(10)
        .wait(11 * MINUTE)
        .level(10)
        .wait(HOUR)
        .level(100);
    assert_eq!(stands(&rise), Some(rise.now + HOUR));
}

#[test]
fn somebody_has_the_last_word() {
    let mut it = percent();
    it.level(80).wait(MINUTE).level(0);
    let no = it.clone().says(Input::Dropped(q(0))).clone();
    assert_eq!((no.is(), no.stock.evidence.waits()), ((80, 80, 0), false));
    let other = it.clone().says(Input::Believed(q(7))).clone();
    assert!(
        other.stock.evidence.waits(),
        "of another reading it says nothing"
    );
    for by_hand in [Input::Set(q(90)), Input::Replaced, Input::Add(q(1))] {
        let mut ended = it.clone();
        ended.says(by_hand);
        assert!(!ended.stock.evidence.waits(), "{by_hand:?}");
        assert_eq!(ended.used, 0);
    }
    let mut used = pods();
    used.used(500).wait(HOUR).says(Input::Believed(q(500)));
    assert_eq!(used.used, 500_000);
    let mut beyond = pods();
    beyond.total(5_000).wait(HOUR).total(5_121);
    beyond.says(Input::Believed(q(5_121)));
    assert_eq!(beyond.used, 121_000);
    let mut total = pods();
    total
        .total(5_000)
        .wait(HOUR)
        .total(10)
        .says(Input::Believed(q(10)));
    assert_eq!((total.is(), total.stock.total), ((30, 30, 10), Some(q(10))));
}

#[test]
fn a_container_put_in_is_counted_once() {
    let mut it = percent();
    it.slot.count_is = Some(q(100));
    it.stock.machine = Some(q(4));
    it.stock.spares = q(300);
    let before = it.clone();
    it.wait(HOUR).level(100);
    assert!(it.is_provisional());
    // The customer says so while the reading waits.
    let mut tapped = it.clone();
    tapped
        .wait(MINUTE)
        .says(Input::Replaced)
        .wait(HOUR)
        .level(99);
    assert_eq!(tapped.is(), (99, 299, 1));
    // And after it was believed.
    it.wait(20 * MINUTE)
        .level(100)
        .wait(30 * MINUTE)
        .says(Input::Replaced);
    assert_eq!(it.is(), (100, 300, 0));
    it.wait(30 * MINUTE).says(Input::Replaced);
    assert_eq!(it.is(), (100, 300, 0), "an hour after that");
    it.wait(SECOND).says(Input::Replaced);
    assert_eq!(it.is(), (100, 200, 0), "that is another one");
    let mut first = before;
    first.says(Input::Replaced).wait(MINUTE).level(100);
    assert_eq!(first.is(), (100, 300, 0));
}

#[test]
fn a_refill_is_believed_while_it_is_used() {
    let mut it = percent();
    it.stock.machine = Some(q(10));
    it.wait(HOUR).level(100).wait(HOUR).level(85);
    assert_eq!(it.is(), (85, 85, 15));
    let mut hopper = percent();
    for _ in 0..5 {
        for level in [90, 75, 60, 45, 30] {
            hopper.wait(3 * HOUR).level(level);
        }
        hopper.wait(3 * HOUR).level(90).wait(20 * MINUTE).level(89);
    }
    assert_eq!(hopper.stock.machine, Some(q(89)));
    // From 80: no rise to 90, then five times from 90 or 89 to 30.
    assert_eq!(hopper.used / 1_000, 60 + 4 * 59 + 5);
}

#[test]
fn a_sensor_that_flips_by_a_step_counts_nothing() {
    let mut it = percent();
    it.slot.step = Some(q(10));
    for _ in 0..30 {
        it.wait(7 * HOUR).level(70).wait(HOUR).level(80);
        assert_eq!(it.is(), (80, 80, 0));
    }
    it.wait(HOUR).level(70).wait(HOUR).level(60);
    assert_eq!(it.is(), (60, 60, 20));
    // What its step is shows after a while.
    let mut unknown = percent();
    unknown.level(75).wait(HOUR).level(80).wait(HOUR).level(75);
    assert_eq!(unknown.used, 5_000);
    // From nothing so little is no refill.
    let mut nothing = pods();
    nothing.stock.machine = Some(q(4));
    nothing.level(0).wait(DAY).level(3).wait(HOUR).level(3);
    assert_eq!(nothing.is(), (3, 3, 1));
    // A piece that was taken may have been put in.
    let mut pieces = pods();
    pieces.level(39).wait(11 * MINUTE).level(40);
    assert_eq!(pieces.used, 1_000);
    let mut soon = pods();
    soon.level(39).wait(10 * MINUTE).level(40);
    assert_eq!(soon.is(), (40, 40, 0));
}

#[test]
fn a_step_within_thirty_containers_a_day_is_the_same_counter() {
    for (step, is_lost) in [(2_400, false), (2_401, true)] {
        let mut it = pods();
        it.total(5_000).wait(DAY).total(5_000 + step);
        it.wait(HOUR).total(5_000 + step);
        let used = if is_lost { 0 } else { step };
        assert_eq!(it.used, used * 1_000, "two days have begun");
        assert_eq!(it.stock.evidence.lost_at.is_some(), is_lost);
    }
}

#[test]
fn near_a_reading_that_waits_is_within_a_tenth_of_a_container() {
    let second = |level| {
        let mut it = percent();
        it.level(80).wait(MINUTE).level(10);
        it.wait(10 * MINUTE).level(level);
        (it.is_provisional(), it.stock.machine)
    };
    assert_eq!(second(20), (false, Some(q(20))));
    assert_eq!(second(21), (true, Some(q(80))), "it waits in its place");
}

#[test]
fn a_level_near_what_is_left_after_use_is_believed_at_once() {
    let mut it = percent();
    it.level(80).wait(MINUTE).level(20);
    let after = |used, level| {
        let mut it = it.clone();
        it.used(used).level(level);
        (it.is_provisional(), it.stock.machine)
    };
    assert_eq!(after(55, 20), (false, Some(q(20))));
    assert_eq!(after(55, 15), (false, Some(q(15))), "a tenth");
    assert_eq!(after(60, 5), (false, Some(q(5))), "no fall waits any more");
}

#[test]
fn a_fall_takes_the_place_of_a_rise_that_waits() {
    let mut it = percent();
    it.stock.machine = Some(q(50));
    it.level(50).wait(MINUTE).level(100);
    it.wait(HOUR).level(0);
    assert_eq!((it.is_provisional(), it.is()), (true, (50, 50, 0)));
    assert_eq!(it.stock.evidence.level.unwrap().amount, q(0));
}

#[test]
fn a_fall_waits_from_more_than_half_a_container_on_that_use_does_not_explain() {
    let falls_to = |level| {
        let mut it = percent();
        it.level(80).wait(HOUR).level(level).is_provisional()
    };
    assert!(!falls_to(30) && falls_to(29));
    // Ten in a day explain fifty in forty hours, and a tenth of the container is nothing.
    let after_use = |level| {
        let mut it = percent();
        it.level(80).wait(HOUR).level(70);
        it.wait(40 * HOUR).level(level).is_provisional()
    };
    assert!(!after_use(10) && after_use(9));
}

#[test]
fn a_rise_waits_from_more_than_a_tenth_of_a_container_on_whatever_is_beside_it() {
    let rises_to = |spares, level| {
        let mut it = percent();
        it.stock.machine = Some(q(50));
        it.stock.spares = q(spares);
        it.level(level).is_provisional()
    };
    assert!(!rises_to(0, 60) && rises_to(0, 61));
    assert!(!rises_to(20, 60) && rises_to(20, 61));
}

#[test]
fn nothing_waits_from_above_a_tenth_on_however_much_is_used() {
    let falls_from = |level| {
        let mut it = percent();
        it.used(40).wait(DAY).level(level).wait(DAY);
        it.level(0).is_provisional()
    };
    assert!(!falls_from(10) && falls_from(11));
}

#[test]
fn a_container_that_was_filled_was_empty_where_as_much_may_have_been_used() {
    // Twenty in a day explain fifty in twenty hours, and a tenth of the container is nothing.
    let filled_after_nothing = |silent, millis| {
        let mut it = percent();
        it.used(20).wait(HOUR).level(60).wait(silent).level(0);
        it.wait(millis).level(100).wait(HOUR).level(99);
        let fallen: i64 = it.lines.iter().map(|it| it.fallen.0).sum();
        (it.is().0, fallen / 1_000)
    };
    let (silent, again) = (20 * HOUR, 10 * MINUTE);
    assert_eq!(filled_after_nothing(silent, again), (99, 60 + 1));
    assert_eq!(filled_after_nothing(silent - 1, again), (99, 1), "a sensor");
    assert_eq!(filled_after_nothing(silent, again - 1), (99, 1), "too soon");
}

#[test]
fn a_fall_that_waits_in_the_place_of_a_rise_is_dropped_by_a_reading_near_the_rise() {
    let filled = |after_nothing: &[i64]| {
        let mut it = percent();
        it.stock.machine = Some(q(15));
        it.level(95).wait(10 * MINUTE);
        for level in after_nothing {
            it.level(*level).wait(HOUR);
        }
        (it.is(), it.is_provisional())
    };
    assert_eq!(filled(&[0, 94]), ((94, 94, 1), false));
    assert_eq!(filled(&[0, 0]), ((0, 0, 15), false));
    assert_eq!(filled(&[0, 14]), ((14, 14, 1), false));
    assert_eq!(filled(&[0, 14, 95]), ((14, 14, 1), true));
    let mut no = percent();
    no.stock.machine = Some(q(15));
    no.level(95).wait(HOUR).level(0);
    no.says(Input::Dropped(q(0))).wait(HOUR).level(95);
    assert!(no.is_provisional(), "nothing waited any more");
}

#[test]
fn a_rise_that_was_dropped_at_once_is_believed_by_the_next_one() {
    // Nothing, a container put in, nothing once more by a bad sensor, and the next day less than half of it.
    let filled = |millis, next: &[i64]| {
        let mut it = machine(Unit::Count, 10, 0);
        it.slot.count_is = Some(q(10));
        it.stock.spares = q(10);
        it.level(6).wait(millis).level(0).wait(DAY);
        for level in next {
            it.level(*level).wait(HOUR);
        }
        (it.is(), it.is_provisional())
    };
    let soon = 10 * MINUTE - 1;
    assert_eq!(filled(soon, &[2]), ((2, 2, 4), false));
    assert_eq!(filled(10 * MINUTE, &[2]), ((0, 10, 0), true));
    assert_eq!(filled(soon, &[0, 2]), ((0, 10, 0), true), "forgotten");
}

#[test]
fn a_rise_is_somebodys_from_a_quarter_of_a_container_on() {
    let risen = |level| {
        let mut it = percent();
        it.stock.machine = Some(q(50));
        it.level(level).wait(HOUR).says(Input::Believed(q(level)));
        it.lines[1].risen
    };
    assert_eq!([risen(74), risen(75)], [q(24), q(0)]);
}

#[test]
fn the_smallest_move_beyond_trembling_may_be_a_step() {
    let mut it = percent();
    let mut step = |level| {
        it.wait(HOUR).level(level);
        it.stock.evidence.step.map(|step| step.0 / 1_000)
    };
    assert_eq!(step(69), None, "more than a tenth is none");
    assert_eq!(step(68), None, "trembling");
    assert_eq!([step(58), step(56), step(51)], [Some(10), Some(2), Some(2)]);
    let mut said = percent();
    said.slot.step = Some(q(5));
    assert_eq!(said.level(75).stock.evidence.step, None, "it is known");
}

#[test]
fn a_step_back_may_come_after_the_same_reading_and_is_no_more_than_the_fall() {
    let mut it = percent();
    it.slot.step = Some(q(10));
    it.level(70).wait(HOUR).level(70).wait(HOUR);
    assert!(
        it.clone().level(81).is_provisional(),
        "further than it fell"
    );
    it.level(80);
    let fallen: i64 = it.lines.iter().map(|it| it.fallen.0).sum();
    assert_eq!((it.is(), fallen), ((80, 80, 0), 0));
}

#[test]
fn what_nobody_owned_sets_no_pace() {
    let mut it = pods();
    it.slot.owned_since = None;
    it.used(20).wait(HOUR).used(500);
    assert_eq!(it.is(), (20, 20, 0));
    assert!(it.stock.evidence.waits());
    it.wait(HOUR);
    it.slot.owned_since = Some(it.now);
    it.wait(HOUR).used(70);
    assert_eq!(it.is(), (0, 0, 70), "what waited does not come with it");
    assert!(!it.stock.evidence.waits());
}

#[test]
fn what_is_kept_of_readings_reads_back() {
    let mut it = percent();
    it.level(60)
        .wait(HOUR)
        .level(55)
        .wait(HOUR)
        .level(0)
        .used(900)
        .total(5)
        .total(2);
    let text = serde_json::to_string(&it.stock.evidence).unwrap();
    assert_eq!(
        serde_json::from_str::<Evidence>(&text).unwrap(),
        it.stock.evidence
    );
    assert_eq!(serde_json::to_string(&Evidence::default()).unwrap(), "{}");
}

/// What a foul reading may be.
fn foul() -> impl Strategy<Value = Input> {
    prop_oneof![
        Just(Input::Total(q(0))),
        Just(Input::Total(q(65_535))),
        Just(Input::Total(q(4_294_967_295))),
        Just(Input::Used(q(65_535))),
        (130_i64..20_000).prop_map(|it| Input::Used(q(it))),
        Just(Input::Level(q(0))),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A machine that counts, of which one report is followed by a foul one.
    #[test]
    fn one_foul_reading_changes_nothing_after_the_next_true_one(
        uses in prop::collection::vec((0_i64..4, 60_i64..900), 4..60),
        place in any::<prop::sample::Index>(), foul in foul(), seconds in 1_i64..600,
    ) {
        let kind = foul.kind();
        let place = place.index(uses.len() - 1);
        let (mut clean, mut fouled) = (pods(), pods());
        let (mut total, mut level) = (5_000, 40);
        for (nth, (pieces, minutes)) in uses.iter().enumerate() {
            total += pieces;
            level -= pieces;
            for it in [&mut clean, &mut fouled] {
                if level < 12 {
                    it.says(Input::Set(q(40)));
                }
                it.wait(minutes * MINUTE);
                match kind {
                    "total" => it.total(total),
                    "used" => it.used(*pieces),
                    _ => it.level(if level < 12 { 40 } else { level }),
                };
            }
            if level < 12 {
                level = 40;
            }
            if nth == place {
                let now = fouled.now;
                fouled.wait(seconds * SECOND).says(foul);
                fouled.now = now;
            }
        }
        prop_assert_eq!(clean.is(), fouled.is());
        let without = |it: &Machine| Stock { evidence: Evidence::default(), ..it.stock };
        prop_assert_eq!(without(&clean), without(&fouled));
    }
}

#[test]
fn a_fall_by_a_step_may_be_trembling_for_ten_minutes() {
    let otherwise = |from: i64, to: i64, millis: i64| {
        let mut it = percent();
        it.slot.step = Some(q(5));
        it.stock.machine = Some(q(from));
        it.stock.spares = q(3);
        it.level(to).wait(millis);
        let other = it.stock.otherwise(&it.slot, it.now);
        other
            .and_then(|other| other.at_home())
            .map(|home| home.0 / 1_000)
    };
    assert_eq!(otherwise(50, 45, 0), Some(53));
    assert_eq!(otherwise(50, 45, AGAIN - 1), Some(53));
    assert_eq!(otherwise(50, 45, AGAIN), None);
    assert_eq!(otherwise(50, 44, 0), None, "more than a step");
    assert_eq!(otherwise(45, 50, 0), None, "a rise orders nothing");
}
