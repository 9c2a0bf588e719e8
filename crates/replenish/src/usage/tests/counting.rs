//! A journal that is counted again piece by piece, while reports come and are taken back, comes to what one fold of all
//! comes to: the same stock, days, and entries that changed nothing.

use domain::day::SlotDay;
use domain::journal::Actor;
use domain::stock::Stock;
use domain::time::{DAY, HOUR};
use domain::{SlotId, Time};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use super::world::{Machine, World};
use super::{Report, cases, report, runtime};
use crate::device_unit::DeviceUnit;
use crate::inventory::count::{Progress, piece};

#[derive(Clone, Debug)]
enum Step {
    Wait(i64),
    Reports(Vec<Report>),
    /// Counts a slot again from so long ago on.
    Again(usize, i64),
    /// A piece of so many entries.
    Piece(usize, i64),
    /// Takes back the how-manieth entry of a slot.
    Undo(usize, prop::sample::Index),
}

fn step() -> impl Strategy<Value = Step> {
    let slot = 0_usize..3;
    prop_oneof![
        6 => prop::collection::vec(report(), 1..6).prop_map(Step::Reports),
        3 => prop_oneof![0..HOUR, 0..3 * DAY].prop_map(Step::Wait),
        2 => (slot.clone(), 0..6 * DAY).prop_map(|(slot, age)| Step::Again(slot, age)),
        4 => (slot.clone(), 1_i64..5).prop_map(|(slot, most)| Step::Piece(slot, most)),
        1 => (slot, any::<prop::sample::Index>()).prop_map(|(slot, of)| Step::Undo(slot, of)),
    ]
}

/// What a journal came to.
#[derive(Debug, PartialEq)]
struct Folded {
    stock: Stock,
    days: Vec<SlotDay>,
    noops: Vec<bool>,
    first_report: Option<Time>,
    last_use: Option<Time>,
}

async fn folded(world: &World, slot: SlotId) -> Folded {
    let mut tx = world.app.store.read().await.unwrap();
    let entries = tx.entries(slot).await.unwrap();
    let slot = tx.slot(slot).await.unwrap().unwrap();
    let days = tx.days(slot.key()).await.unwrap();
    assert_eq!(slot.counting, None);
    Folded {
        stock: slot.stock(),
        days,
        noops: entries.iter().map(|entry| entry.noop).collect(),
        first_report: slot.first_report,
        last_use: slot.last_use,
    }
}

async fn undo(world: &World, slot: SlotId, of: prop::sample::Index) {
    let (mut unit, s) = DeviceUnit::lock_slot(&world.app, slot).await.unwrap();
    let mut left = Vec::new();
    for entry in unit.tx.entries(slot).await.unwrap() {
        let undone = unit.tx.entry_undoing(entry.id).await.unwrap();
        if entry.effective && entry.input().is_some() && undone.is_none() {
            left.push(entry);
        }
    }
    if left.is_empty() {
        return;
    }
    unit.take_back(s, of.get(&left), Actor::Maker)
        .await
        .unwrap();
    unit.commit().await.unwrap();
}

async fn live(pieces: &World, whole: &World, steps: &[Step]) -> Result<(), TestCaseError> {
    let clock = &pieces.clock;
    // Nobody's machine is ordered nothing for.
    let ours: Machine = pieces.machines(1).await.remove(0);
    let theirs: Machine = whole.machines(1).await.remove(0);
    for step in steps {
        clock.advance_to(clock.now() + 1);
        match step {
            Step::Wait(millis) => clock.advance_to(clock.now() + *millis),
            Step::Reports(reports) => {
                let reports = reports.iter().map(|report| report.sent(clock.now()));
                let reports: Vec<_> = reports.collect();
                let receipt = pieces.report(ours.device, reports.clone());
                receipt.await.unwrap();
                let receipt = whole.report(theirs.device, reports);
                receipt.await.unwrap();
            }
            Step::Again(slot, age) => {
                let slot = ours.slots[*slot];
                let (mut unit, s) = DeviceUnit::lock_slot(&pieces.app, slot).await.unwrap();
                if unit.slots[s].slot.counting.is_none() {
                    unit.count_again(s, (clock.now() - *age).day());
                    unit.commit().await.unwrap();
                }
            }
            Step::Piece(slot, most) => {
                piece(&pieces.app, ours.slots[*slot], *most).await.unwrap();
            }
            Step::Undo(slot, of) => {
                undo(pieces, ours.slots[*slot], *of).await;
                undo(whole, theirs.slots[*slot], *of).await;
            }
        }
    }
    for (ours, theirs) in ours.slots.iter().zip(&theirs.slots) {
        while piece(&pieces.app, *ours, 3).await.unwrap() == Progress::More {}
        let (ours, theirs) = (folded(pieces, *ours).await, folded(whole, *theirs).await);
        prop_assert_eq!(ours, theirs);
    }
    Ok(())
}

fn compare(cases: u32, (pieces, whole): (World, World), runtime: &tokio::runtime::Runtime) {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    let seed = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(config, seed);
    let steps = prop::collection::vec(step(), 1..40);
    let run = runner.run(&steps, |steps| {
        runtime.block_on(live(&pieces, &whole, &steps))
    });
    run.unwrap();
}

#[test]
fn pieces_come_to_what_one_fold_comes_to_on_sqlite() {
    let runtime = runtime();
    let worlds = runtime.block_on(World::two_on_sqlite());
    compare(cases(60), worlds, &runtime);
}

#[test]
fn pieces_come_to_what_one_fold_comes_to_on_postgresql() {
    let runtime = runtime();
    let worlds = runtime.block_on(World::two_on_postgres());
    compare(cases(20), worlds, &runtime);
}
