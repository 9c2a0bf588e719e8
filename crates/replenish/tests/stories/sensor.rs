//! Readings that are evidence and not truth, and the order in which reports come.

use domain::Quantity;
use domain::decision::Decision;
use domain::time::{DAY, HOUR};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use replenish::Caller;
use replenish::fleet::NewDevice;
use serde_json::{Value, json};
use testkit::{TestApp, by, by_maker};

const TANK: &str = "TANK-1";

/// A machine of the customer's with a tank of two litres and a filter.
async fn tank(world: &TestApp, serial: &str) -> domain::DeviceId {
    let spec = json!({"name": "Tank", "slots": [
        {"slot": "water", "name": "Water", "unit": "l", "capacity": "2", "starts": "full",
            "policy": {"kind": "forecast", "service_level": 0.9}},
        {"slot": "filter", "name": "Filter", "unit": "percent", "capacity": 100, "count_is": 100},
    ]});
    let spec = serde_json::from_value(spec).unwrap();
    let put = world.devices().put_model(by_maker(), TANK, spec);
    put.await.unwrap();
    let new = NewDevice {
        model: TANK.to_owned(),
        serial: serial.to_owned(),
        token_sha256: None,
    };
    let mut made = world.devices().create(by_maker(), vec![new]).await.unwrap();
    let code = made.remove(0).claim_code.unwrap();
    let claimed = world.devices().claim(by(world.account), &code).await;
    claimed.unwrap()
}

#[tokio::test]
async fn a_trembling_sensor_makes_no_lines_and_a_real_change_says_how_it_was_understood() {
    let world = TestApp::claimed().await;
    let device = tank(&world, "T1").await;
    let level = async |id: &str, level: &str| {
        world.live(HOUR).await;
        let report = json!({"id": id, "slot": "water", "level": level});
        let reports = testkit::reports([report]);
        let receipt = world.usage().report(Caller::Device(device), reports);
        receipt.await.unwrap()
    };
    let lines = async || {
        let all = world.queries().device_journal("T1", 100, None);
        let all = all.await.unwrap();
        let shown = all.iter().filter(|(.., line)| !line.is_unnoticed());
        shown
            .map(|(.., line)| line.effect.unwrap().change.0)
            .collect::<Vec<_>>()
    };
    level("1", "1.5").await;
    for (id, reading) in [("2", "1.51"), ("3", "1.515"), ("4", "1.5"), ("5", "1.52")] {
        assert_eq!(level(id, reading).await.accepted, 1);
    }
    assert_eq!(lines().await, [-500_000], "from full to 1.5 l");
    level("6", "1.4").await;
    level("7", "1.9").await;
    assert_eq!(lines().await, [0, -100_000, -500_000], "it waits");
    level("8", "1.9").await;
    assert_eq!(lines().await, [500_000, 0, -100_000, -500_000]);
    assert_eq!(level("7", "1.9").await.duplicate, 1);
    let full = level("9", "2.05").await;
    assert_eq!((full.accepted, full.adjusted[0].code), (1, "above_full"));
    let above = level("10", "2.4").await;
    assert_eq!((above.accepted, above.adjusted[0].code), (1, "above_full"));
    world.settle().await;
}

#[tokio::test]
async fn sensor_and_reports_that_come_apart_are_measured() {
    let world = TestApp::claimed().await;
    let device = tank(&world, "T1").await;
    let mut level = 2_000;
    for day in 0..5 {
        world.live(DAY).await;
        level -= 110;
        let reports = vec![
            json!({"id": format!("u{day}"), "slot": "water", "used": 100, "unit": "ml"}),
            json!({"id": format!("l{day}"), "slot": "water", "level": level, "unit": "ml"}),
        ];
        let usage = world.usage();
        let receipt = usage.report(Caller::Device(device), testkit::reports(reports));
        receipt.await.unwrap();
    }
    let supply = world.queries().device("T1");
    let supply = supply.await.unwrap().supplies.remove(0);
    let drift = supply.drift.unwrap();
    assert_eq!(drift.reported, Quantity(500_000));
    assert_eq!(drift.seen, Quantity(550_000));
    world.settle().await;
}

/// What a report says, and whether the maker takes it back in the end.
fn reports() -> impl Strategy<Value = Vec<(Value, bool)>> {
    let report = (0..4_u8, 0..200_u32, any::<bool>()).prop_map(|(kind, amount, undone)| {
        let report = match kind {
            0 => json!({"slot": "water", "used": amount, "unit": "ml"}),
            1 => json!({"slot": "water", "level": 10 * amount, "unit": "ml"}),
            2 => json!({"slot": "water", "total": 7 * amount, "unit": "ml"}),
            _ => json!({"slot": "filter", "level": amount / 2}),
        };
        (report, undone && amount % 3 == 0)
    });
    prop::collection::vec(report, 1..14)
}

/// Quantities, pace and decision of each slot; not when it was decided.
async fn known(
    world: &TestApp,
    serial: &str,
) -> Vec<(Option<Quantity>, Quantity, Option<Decision>)> {
    let device = world.queries().device(serial).await.unwrap();
    let now = world.app.now();
    let of = |supply: domain::view::SupplyView| {
        let decision = supply.decision.map(|decision| Decision {
            at: now,
            ..decision
        });
        (supply.machine, supply.spares, decision)
    };
    device.supplies.into_iter().map(of).collect()
}

/// The same reports with their own times, in any order, in batches or one by one, and with some taken
/// back, come to the same quantities, pace and decision as what is left of them in order.
#[tokio::test]
async fn any_order_of_arrival_and_any_undo_come_to_the_same() {
    let world = TestApp::claimed().await;
    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]),
    );
    let start = world.app.now();
    let mut machines = Vec::new();
    for case in 0..40 {
        let (straight, mixed) = (format!("S{case}"), format!("M{case}"));
        let ids = (tank(&world, &straight).await, tank(&world, &mixed).await);
        machines.push((ids, straight, mixed));
    }
    world.live(19 * DAY).await;
    for ((first, second), straight, mixed) in machines {
        let reports = reports().new_tree(&mut runner).unwrap().current();
        let stamped: Vec<_> = (0_i64..)
            .zip(&reports)
            .map(|(n, (report, undone))| {
                let mut report = report.clone();
                report["id"] = json!(format!("r{n}"));
                report["at"] = json!((start + n * 31 * HOUR).to_string());
                (report, *undone)
            })
            .collect();
        let order = Just(stamped.clone()).prop_shuffle();
        let shuffled = order.new_tree(&mut runner).unwrap().current();
        let kept = stamped.iter().filter(|(_, undone)| !undone);
        let kept = testkit::reports(kept.map(|(report, _)| report.clone()));
        if !kept.is_empty() {
            let receipt = world.usage().report(Caller::Device(first), kept);
            receipt.await.unwrap();
        }
        for chunk in shuffled.chunks(3) {
            let chunk = chunk.iter().map(|(report, _)| report.clone());
            let usage = world.usage();
            let receipt = usage.report(Caller::Device(second), testkit::reports(chunk));
            receipt.await.unwrap();
        }
        let lines = world.queries().device_journal(&mixed, 100, None);
        for (_, unit, line) in lines.await.unwrap() {
            let undone = stamped
                .iter()
                .any(|(report, undone)| *undone && report["at"] == json!(line.at.to_string()));
            assert!(unit.name() != "count");
            if undone {
                let slot = world.queries().slot_of_entry(&mixed, line.id).await;
                let undone = world.inventory().undo(by_maker(), slot.unwrap(), line.id);
                undone.await.unwrap();
            }
        }
        let (one, other) = (known(&world, &straight).await, known(&world, &mixed).await);
        for (one, other) in one.iter().zip(&other) {
            assert_eq!(
                (one.0, one.1),
                (other.0, other.1),
                "{stamped:?} as {shuffled:?}"
            );
            // A slot of which everything was taken back was still decided on.
            if let (Some(one), Some(other)) = (&one.2, &other.2) {
                assert_eq!(one, other, "{stamped:?} as {shuffled:?}");
            }
        }
    }
    world.settle().await;
}
