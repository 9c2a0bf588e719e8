use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::policy::Policy;
use crate::quantity::Quantity;

fn water() -> SlotSpec {
    SlotSpec {
        unit: Unit::Litre,
        capacity: Quantity(2_000_000),
        count_is: None,
        policy: Policy::default(),
        most_per_day: None,
        step: None,
        owned_since: None,
    }
}

fn now() -> Time {
    Time::parse("2026-11-22T10:00:00Z").unwrap()
}

fn try_read(report: Value) -> Result<Report, Rejection> {
    let water = water();
    let report = serde_json::from_value(report).unwrap();
    read(&report, |name| (name == "water").then_some(&water), now())
}

#[test]
fn a_report_is_an_amount_of_a_slot_at_a_time() {
    let report = try_read(json!({
        "id": "b7-1", "slot": "water", "used": "250", "unit": "ml", "at": "2026-11-22T09:59:00Z",
    }))
    .unwrap();
    assert_eq!(report.input, Input::Used(Quantity(250_000)));
    assert_eq!(report.at.to_string(), "2026-11-22T09:59:00Z");
    let plain = try_read(json!({"id": "1", "slot": "water", "level": 1.5})).unwrap();
    assert_eq!(
        (plain.input, plain.at),
        (Input::Level(Quantity(1_500_000)), now())
    );
    let total = try_read(json!({"id": "1", "slot": "water", "total": 3, "unit": "oz"})).unwrap();
    assert_eq!(total.input, Input::Total(Quantity(88_721)));
}

#[test]
fn a_clock_that_cannot_be_right_is_not_believed() {
    let at = |at: &str| try_read(json!({"id": "1", "slot": "water", "used": 1, "at": at})).unwrap();
    assert!(!at("2026-11-22T10:05:00Z").clock_wrong);
    for wrong in [
        "2026-11-22T10:05:01Z",
        "2000-12-31T23:59:59Z",
        "1970-01-01T00:00:00Z",
    ] {
        assert!(at(wrong).clock_wrong && at(wrong).at == now(), "{wrong}");
    }
}

#[test]
fn a_level_above_full_is_named() {
    let level = |level: &str| try_read(json!({"id": "1", "slot": "water", "level": level}));
    let full = level("2").unwrap();
    assert!(!full.above_full);
    for (above, micro_litres) in [
        ("2.000001", 2_000_001),
        ("2.4", 2_400_000),
        ("20", 20_000_000),
    ] {
        let read = level(above).unwrap();
        let as_said = (Input::Level(Quantity(micro_litres)), true);
        assert_eq!((read.input, read.above_full), as_said, "{above}");
        assert_ne!(read.content, full.content);
    }
    assert_eq!(level("-0.1").unwrap_err().fault, Fault::BadAmount);
}

#[test]
fn a_member_that_is_null_is_absent() {
    let report = json!({"id": "1", "slot": "water", "used": 2, "level": null, "total": null,
        "unit": null, "at": null});
    let read = try_read(report).unwrap();
    assert_eq!(
        (read.input, read.at),
        (Input::Used(Quantity(2_000_000)), now())
    );
    let nothing = json!({"id": "1", "slot": "water", "used": null});
    assert_eq!(try_read(nothing).unwrap_err().fault, Fault::Ambiguous);
}

#[test]
fn more_decimals_than_the_unit_holds_are_rounded() {
    let used = |used: Value| {
        let report = json!({"id": "1", "slot": "water", "used": used, "unit": "ml"});
        let read = try_read(report).unwrap();
        (read.input, read.rounded)
    };
    let of = |base| Input::Used(Quantity(base));
    assert_eq!(used(json!(0.1 + 0.2)), (of(300), true));
    assert_eq!(used(json!("0.30000000000000004")), (of(300), true));
    assert_eq!(used(json!("0.0005")), (of(1), true), "half away from zero");
    assert_eq!(used(json!(1e-40)).0, of(0));
    for exact in [json!(0.3), json!("0.300000000"), json!(0.125)] {
        assert!(!used(exact.clone()).1, "{exact}");
    }
}

#[test]
fn a_wrong_unit_is_told_the_right_ones() {
    let report = json!({"id": "1", "slot": "water", "used": 1, "unit": "pods"});
    let detail = try_read(report).unwrap_err().detail;
    assert_eq!(
        detail,
        "this slot is measured in l; `unit` may be one of l, ml, fl oz, or be left out"
    );
}

#[test]
fn every_fault_has_its_code() {
    let cases = [
        (json!({"id": "1", "slot": "ink", "used": 1}), "unknown_slot"),
        (json!({"id": "1", "used": 1}), "unknown_slot"),
        (
            json!({"id": "1", "slot": "water", "used": 1, "unit": "kg"}),
            "bad_unit",
        ),
        (
            json!({"id": "1", "slot": "water", "used": 1, "unit": 7}),
            "bad_unit",
        ),
        (
            json!({"id": "1", "slot": "water", "used": -1}),
            "bad_amount",
        ),
        (
            json!({"id": "1", "slot": "water", "used": "much"}),
            "bad_amount",
        ),
        (
            json!({"id": "1", "slot": "water", "used": 1e300}),
            "bad_amount",
        ),
        (
            json!({"id": "1", "slot": "water", "used": "1,5"}),
            "bad_amount",
        ),
        (
            json!({"id": "1", "slot": "water", "used": 1, "at": "yesterday"}),
            "bad_time",
        ),
        (
            json!({"id": "1", "slot": "water", "used": 1, "at": 1_700_000_000}),
            "bad_time",
        ),
        (
            json!({"id": "1", "slot": "water", "used": 1, "at": "2025-10-01T00:00:00Z"}),
            "too_old",
        ),
        (json!({"slot": "water", "used": 1}), "bad_id"),
        (json!({"id": "", "slot": "water", "used": 1}), "bad_id"),
        (
            json!({"id": "x".repeat(65), "slot": "water", "used": 1}),
            "bad_id",
        ),
        (json!({"id": "1", "slot": "water"}), "ambiguous"),
        (
            json!({"id": "1", "slot": "water", "used": 1, "level": 1}),
            "ambiguous",
        ),
        (json!("report"), "bad_id"),
    ];
    for (report, code) in cases {
        let rejection = try_read(report.clone()).unwrap_err();
        assert_eq!(rejection.fault.code(), code, "{report}");
        assert!(!rejection.detail.is_empty());
    }
}

#[test]
fn content_is_the_same_for_the_same_report_however_written() {
    let content = |report| try_read(report).unwrap().content;
    let one = content(json!({"id": "1", "slot": "water", "used": "0.25"}));
    assert_eq!(
        one,
        content(json!({"id": "1", "slot": "water", "used": 250, "unit": "ml"}))
    );
    assert_ne!(
        one,
        content(json!({"id": "1", "slot": "water", "used": "0.26"}))
    );
    assert_ne!(
        one,
        content(json!({"id": "1", "slot": "water", "level": "0.25"}))
    );
}

#[test]
fn more_than_a_thousand_containers_are_no_use() {
    // The container holds two litres.
    let used = |litres: u32| try_read(json!({"id": "1", "slot": "water", "used": litres}));
    assert!(used(2_000).is_ok());
    let Err(refused) = used(65_535) else {
        panic!("more than a thousand containers")
    };
    assert_eq!(refused.fault.code(), "bad_amount");
    assert!(
        refused.detail.contains("1000 containers"),
        "{}",
        refused.detail
    );
    // A counter has counted more than that in its life.
    assert!(try_read(json!({"id": "1", "slot": "water", "total": 65_535})).is_ok());
}

proptest! {
    #[test]
    fn anything_is_answered(id in ".{0,70}", used in ".{0,30}", at in ".{0,30}", unit in ".{0,8}") {
        let _ = try_read(json!({"id": id, "slot": "water", "used": used, "at": at, "unit": unit}));
    }
}
