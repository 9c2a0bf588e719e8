use super::*;
use crate::policy::Policy;
use crate::time::Day;
use crate::unit::Unit;

fn now() -> Time {
    Day(20_000).start()
}

fn waiting(amount: i64) -> Option<Waiting> {
    Some(Waiting {
        amount: Quantity(amount),
        at: now(),
        received_at: now() + HOUR,
    })
}

fn level(amount: i64) -> Evidence {
    Evidence {
        level: waiting(amount),
        ..Evidence::default()
    }
}

fn used(amount: i64) -> Evidence {
    Evidence {
        used: waiting(amount),
        ..Evidence::default()
    }
}

fn total(amount: i64) -> Evidence {
    Evidence {
        total: waiting(amount),
        ..Evidence::default()
    }
}

fn slot() -> SlotSpec {
    SlotSpec {
        unit: Unit::Percent,
        capacity: Quantity(100),
        count_is: None,
        policy: Policy::default(),
        most_per_day: None,
        step: None,
        owned_since: None,
    }
}

#[test]
fn whatever_waits_but_a_rise_of_the_level_is_implausible() {
    let machine = Some(Quantity(50));
    assert!(!Evidence::default().waits() && !Evidence::default().is_implausible(machine));
    for (evidence, is_implausible) in [
        (level(49), true),
        (level(50), false),
        (level(51), false),
        (used(7), true),
        (total(7), true),
    ] {
        assert!(evidence.waits());
        assert_eq!(evidence.is_implausible(machine), is_implausible);
    }
    assert!(!level(49).is_implausible(None));
}

#[test]
fn a_reading_is_known_by_its_amount_while_it_waits() {
    for evidence in [level(7), used(7), total(7)] {
        assert!(evidence.is_waiting(Quantity(7)) && !evidence.is_waiting(Quantity(8)));
    }
    assert!(!Evidence::default().is_waiting(Quantity::ZERO));
}

#[test]
fn a_rise_stands_an_hour_after_its_receipt_and_a_fall_a_day() {
    let after = |machine| {
        let stands = level(50).stands_at(machine)?;
        Some(stands.since(now() + HOUR))
    };
    assert_eq!(after(Some(Quantity(49))), Some(HOUR));
    assert_eq!(after(Some(Quantity(50))), Some(DAY), "no rise any more");
    assert_eq!(after(Some(Quantity(51))), Some(DAY));
    assert_eq!(after(None), Some(DAY));
    assert_eq!(used(50).stands_at(None), None);
}

#[test]
fn the_bound_of_a_day_is_the_largest_of_three() {
    let mut slot = slot();
    let mut evidence = Evidence::default();
    assert_eq!(evidence.bound(&slot), Quantity(300));
    evidence.note_use(now(), Quantity(100));
    assert_eq!(evidence.bound(&slot), Quantity(300));
    evidence.note_use(now() + HOUR, Quantity(1));
    assert_eq!(evidence.bound(&slot), Quantity(303));
    slot.most_per_day = Some(Quantity(302));
    assert_eq!(evidence.bound(&slot), Quantity(303));
    slot.most_per_day = Some(Quantity(304));
    assert_eq!(evidence.bound(&slot), Quantity(304));
}

#[test]
fn a_day_begins_with_its_first_moment() {
    let mut evidence = Evidence::default();
    assert_eq!(evidence.days(now()), 1, "nothing was heard before");
    evidence.hear(now());
    evidence.hear(now() - DAY);
    let days = |millis| evidence.days(now() + millis);
    assert_eq!(
        [days(-DAY), days(0), days(DAY), days(2 * DAY)],
        [1, 1, 1, 2]
    );
    assert_eq!([days(DAY + 1), days(2 * DAY + 1)], [2, 3]);
}

#[test]
fn a_report_soon_after_another_is_not_remembered() {
    let heard = |millis| {
        let mut evidence = Evidence::default();
        evidence.hear(now() + millis);
        evidence.forget_soon(Some(now()));
        evidence.heard
    };
    assert_eq!(heard(HOUR - 1), Some(now()));
    assert_eq!(heard(HOUR), Some(now() + HOUR));
    let mut first = Evidence::default();
    first.hear(now());
    first.forget_soon(None);
    assert_eq!(first.heard, Some(now()));
}

#[test]
fn what_was_received_before_the_owners_time_waits_no_more() {
    for evidence in [level(1), used(1), total(1)] {
        let waits = |owned_since| {
            let mut evidence = evidence;
            evidence.drop_before(owned_since);
            evidence.waits()
        };
        assert!(waits(None) && waits(Some(now() + HOUR)));
        assert!(!waits(Some(now() + HOUR + 1)));
    }
}

#[test]
fn a_step_of_a_sensor_is_at_most_a_tenth_of_a_container() {
    let step = |said: Option<i64>, seen: Option<i64>| {
        let evidence = Evidence {
            step: seen.map(Quantity),
            ..Evidence::default()
        };
        let slot = SlotSpec {
            step: said.map(Quantity),
            ..slot()
        };
        evidence.step_of(&slot).map(|it| it.0)
    };
    assert_eq!(step(None, None), None);
    assert_eq!(step(None, Some(10)), Some(10));
    assert_eq!(step(None, Some(11)), None);
    assert_eq!(step(Some(9), Some(5)), Some(9), "the model knows better");
}

#[test]
fn ten_minutes_later_a_reading_is_independent() {
    let waits = waiting(1).unwrap();
    assert!(!waits.is_before(now() + 599_999) && waits.is_before(now() + 600_000));
}

#[test]
fn a_level_is_shown_before_a_use_and_a_use_before_a_total() {
    let shown = |evidence: &Evidence| evidence.shown().map(|(input, it)| (input, it.amount.0));
    let mut evidence = Evidence {
        used: waiting(2),
        total: waiting(3),
        ..level(1)
    };
    assert_eq!(shown(&evidence), Some((Input::Level(Quantity(1)), 1)));
    evidence.level = None;
    assert_eq!(shown(&evidence), Some((Input::Used(Quantity(2)), 2)));
    evidence.used = None;
    assert_eq!(shown(&evidence), Some((Input::Total(Quantity(3)), 3)));
    evidence.total = None;
    assert_eq!(shown(&evidence), None);
}

#[test]
fn what_is_dropped_waits_no_more() {
    let mut evidence = Evidence {
        used: waiting(2),
        total: waiting(3),
        ..level(1)
    };
    evidence.drop_level();
    assert!(evidence.level.is_none() && evidence.used.is_some() && evidence.total.is_some());
    evidence.level = waiting(1);
    evidence.drop_all();
    assert!(!evidence.waits());
}

#[test]
fn a_fall_by_a_step_may_be_a_tremble_for_ten_minutes() {
    let until = |by: i64, step: Option<i64>| {
        let flip = Flip {
            by: Quantity(by),
            loaded: Quantity(0),
            at: now(),
        };
        let evidence = Evidence {
            flip: Some(flip),
            step: step.map(Quantity),
            ..Evidence::default()
        };
        evidence.may_tremble_until(&slot())
    };
    for by in [-1, -9, -10] {
        assert_eq!(until(by, Some(10)), Some(now() + 600_000), "{by}");
    }
    for (by, step) in [(-10, Some(9)), (0, Some(10)), (10, Some(10)), (-1, None)] {
        assert_eq!(until(by, step), None, "{by} by {step:?}");
    }
}

#[test]
fn what_is_lost_is_kept() {
    let lost = Evidence {
        lost_at: Some(Time::from_millis(7)),
        ..Evidence::default()
    };
    let text = serde_json::to_string(&lost).unwrap();
    assert_eq!(text, r#"{"lost_at":"1970-01-01T00:00:00.007Z"}"#);
    let read: Option<Evidence> = serde_json::from_str(&text).unwrap();
    assert_eq!(Evidence::from(read), lost);
    assert_eq!(Evidence::from(None), Evidence::default());
}
