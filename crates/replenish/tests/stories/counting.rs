//! A change of the past that more entries follow than are folded at once.

use domain::time::{DAY, MINUTE};
use domain::{Quantity, Time};
use replenish::{Caller, RestockKind};
use serde_json::{Value, json};
use testkit::{SLOT, TestApp};

/// A machine with so many readings of nothing used, one a minute, the first at a moment.
async fn busy(count: i64) -> (TestApp, Time) {
    let world = TestApp::connected().await;
    let start = world.app.now() + MINUTE;
    world.live_until(start + count * MINUTE).await;
    let reports: Vec<Value> = (0..count)
        .map(|n| {
            let at = (start + n * MINUTE).to_string();
            json!({"id": format!("n{n}"), "slot": SLOT, "used": 0, "at": at})
        })
        .collect();
    for reports in reports.chunks(1_000) {
        let taken = world.usage().report(
            Caller::Device(world.machine().await.id),
            testkit::reports(reports.to_vec()),
        );
        assert_eq!(taken.await.unwrap().accepted, reports.len());
    }
    (world, start)
}

#[tokio::test]
async fn a_report_from_long_ago_is_counted_by_a_job_and_the_slot_says_so() {
    let (world, start) = busy(2_400).await;
    world.use_pods("one", 1).await;
    world.settle().await;
    let before = world.supply().await;
    assert_eq!(world.at_home().await, "99");
    let late = json!({"id": "late", "slot": SLOT, "used": 90, "at": (start - DAY).to_string()});
    let slot = world.report(late).await.slots.remove(0);
    assert_eq!(
        (slot.is_counting, slot.at_home),
        (true, Some(Quantity(99_000)))
    );
    // What comes meanwhile is kept, and nothing is decided.
    let slot = world.use_pods("two", 2).await.slots.remove(0);
    assert_eq!(
        (slot.is_counting, slot.at_home),
        (true, Some(Quantity(99_000)))
    );
    let counting = world.supply().await;
    assert!(counting.is_counting);
    let decided = |supply: domain::view::SupplyView| supply.decision.map(|it| it.at);
    assert_eq!(decided(counting), decided(before));
    assert!(world.orders().await.is_empty());
    world.settle().await;
    let counted = world.supply().await;
    assert_eq!(
        (counted.is_counting, world.at_home().await.as_str()),
        (false, "7")
    );
    assert_eq!(
        world.orders().await.len(),
        1,
        "what it decides is done once, at the end"
    );
}

#[tokio::test]
async fn what_is_set_by_hand_while_a_slot_is_counted_holds_afterwards() {
    let (world, start) = busy(1_200).await;
    let late = json!({"id": "late", "slot": SLOT, "used": 3, "at": (start - DAY).to_string()});
    assert!(world.report(late).await.slots[0].is_counting);
    world.restock("set", RestockKind::Set, "40").await;
    world.use_pods("after", 1).await;
    world.settle().await;
    assert_eq!(world.at_home().await, "39");
}

/// It is as one fold of all would leave it, whatever is counted meanwhile from still longer ago.
#[tokio::test]
async fn a_report_from_still_longer_ago_is_counted_too() {
    let (world, start) = busy(1_200).await;
    for (n, days) in [1, 5, 3].into_iter().enumerate() {
        let at = (start - days * DAY).to_string();
        let late = json!({"id": format!("late{n}"), "slot": SLOT, "used": 10, "at": at});
        assert!(world.report(late).await.slots[0].is_counting);
    }
    world.settle().await;
    assert_eq!(world.at_home().await, "70");
    assert!(!world.supply().await.is_counting);
}

#[tokio::test]
async fn a_fold_ends_with_a_day_that_ends_as_it_did() {
    let (world, start) = busy(1_200).await;
    let at = |minutes: i64| (start - 3 * DAY + minutes * MINUTE).to_string();
    // Read after what comes late, so that nothing changes from then on.
    let level = json!({"id": "level", "slot": SLOT, "level": 80, "at": at(60)});
    assert!(world.report(level).await.slots[0].is_counting);
    world.settle().await;
    assert_eq!(world.at_home().await, "80");
    let pace = world.supply().await.pace_per_day;
    let late = json!({"id": "late", "slot": SLOT, "used": 5, "at": at(30)});
    let slot = world.report(late).await.slots.remove(0);
    assert_eq!(
        (slot.is_counting, slot.at_home),
        (false, Some(Quantity(80_000)))
    );
    assert_eq!(
        world.supply().await.pace_per_day,
        pace,
        "five of what was missing were reported"
    );
}
