//! The journal as it is read, page by page.

use domain::EntryId;
use domain::journal::Input;
use domain::time::MINUTE;
use domain::view::{JournalCursor, JournalLine, JournalPage};
use replenish::{Caller, Error, Restock, RestockKind};
use serde_json::json;
use testkit::{MODEL, SERIAL, SLOT, TestApp, by, by_maker};
use uuid::Uuid;

async fn page(world: &TestApp, cursor: JournalCursor) -> JournalPage {
    let id = world.supply_id().await;
    let page = world.queries().journal(world.account, id, 4, cursor);
    page.await.unwrap()
}

fn amounts(lines: &[JournalLine]) -> Vec<i64> {
    let inputs = lines.iter().filter_map(|line| line.input);
    inputs.map(|input| input.amount().0 / 1_000).collect()
}

/// Ten falls of the level, each followed by so many readings that change nothing that no chunk holds two.
async fn falls() -> TestApp {
    let world = TestApp::connected().await;
    let start = world.app.now() + MINUTE;
    for fall in 0..10 {
        let reports = (0..300).map(|n| {
            let at = start + (fall * 300 + n) * 1_000;
            json!({"id": format!("{fall}-{n}"), "slot": SLOT, "level": 90 - fall, "at": at.to_string()})
        });
        world.live_until(start + (fall + 1) * 300 * 1_000).await;
        let machine = Caller::Device(world.machine().await.id);
        let taken = world.usage().report(machine, testkit::reports(reports));
        let taken = taken.await;
        assert_eq!(taken.unwrap().accepted, 300);
    }
    world
}

#[tokio::test]
async fn what_changes_nothing_is_no_line_and_pages_go_on_both_ways() {
    let world = falls().await;
    let newest = page(&world, JournalCursor::Newest).await;
    assert_eq!(amounts(&newest.lines), [81, 82, 83, 84]);
    assert_eq!(newest.newer, None);
    let fallen = newest.lines[0].effect.unwrap().fallen;
    assert_eq!(
        fallen.0, 1_000,
        "what it did is known without what lies between"
    );
    let older = page(&world, JournalCursor::Before(newest.older.unwrap())).await;
    assert_eq!(amounts(&older.lines), [85, 86, 87, 88]);
    let oldest = page(&world, JournalCursor::Before(older.older.unwrap())).await;
    assert_eq!(amounts(&oldest.lines), [89, 90]);
    assert_eq!(oldest.older, None);
    let back = page(&world, JournalCursor::After(oldest.newer.unwrap())).await;
    assert_eq!(back, older);
    let first = page(&world, JournalCursor::After(back.newer.unwrap())).await;
    assert_eq!((&first.lines, first.newer), (&newest.lines, None));
    let machine = world.machine().await;
    let all = world.queries().device_journal(&machine.serial, 1_000, None);
    let all = all.await;
    assert_eq!(
        all.unwrap().len(),
        1_000,
        "a maker may look for any of them"
    );
}

/// A late report changes what those after it did, and which of them are lines.
#[tokio::test]
async fn a_line_may_come_and_go_with_what_came_before_it() {
    let world = TestApp::connected().await;
    let at = |minutes: i64| (world.app.now() + minutes * MINUTE).to_string();
    let level = |id: &str, level: i64, at: String| json!({"id": id, "slot": SLOT, "level": level, "at": at});
    let times = [at(1), at(2), at(3), at(4)];
    world.live(5 * MINUTE).await;
    let shown = async || amounts(&page(&world, JournalCursor::Newest).await.lines);
    for (n, time) in [0, 2, 3].into_iter().zip([&times[0], &times[2], &times[3]]) {
        world.report(level(&format!("{n}"), 80, time.clone())).await;
    }
    assert_eq!(shown().await, [80]);
    world.report(level("late", 70, times[1].clone())).await;
    assert_eq!(shown().await, [80, 70, 80]);
    let lines = page(&world, JournalCursor::Newest).await.lines;
    let id = world.supply_id().await;
    let undone = world.inventory().undo(by(world.account), id, lines[1].id);
    let undone = undone.await.unwrap();
    let lines = page(&world, JournalCursor::Newest).await.lines;
    assert_eq!(lines[0].id, undone);
    assert_eq!(
        amounts(&lines[1..]),
        [70, 80],
        "the one after it changes nothing again"
    );
}

#[tokio::test]
async fn a_page_that_begins_nowhere_is_not_found() {
    let world = TestApp::connected().await;
    world.use_pods("1", 1).await;
    let id = world.supply_id().await;
    let nothing = EntryId(Uuid::from_u128(1));
    for cursor in [
        JournalCursor::Before(nothing),
        JournalCursor::After(nothing),
    ] {
        let page = world.queries().journal(world.account, id, 4, cursor).await;
        assert!(matches!(page, Err(Error::NotFound)), "{page:?}");
    }
    let machine = world.machine().await;
    let queries = world.queries();
    let page = queries.device_journal(&machine.serial, 4, Some(nothing));
    let page = page.await;
    assert!(matches!(page, Err(Error::NotFound)), "{page:?}");
}

#[tokio::test]
async fn a_restock_that_is_said_twice_is_one_line_of_the_audit() {
    let world = TestApp::connected().await;
    let said = |key: &str| Restock {
        key: key.to_owned(),
        kind: RestockKind::Add,
        amount: "5".to_owned(),
        unit: None,
        of_order: None,
    };
    let (app, id) = (&world.app, world.supply_id().await);
    let named = app.queries().slot_named(SERIAL, SLOT).await;
    assert_eq!(named.unwrap(), id);
    let restock = async |caller, key| {
        let restocked = app.inventory().restock(caller, id, said(key));
        restocked.await.unwrap()
    };
    let (theirs, is_new) = restock(by(world.account), "theirs").await;
    assert!(is_new);
    let (ours, is_new) = restock(by_maker(), "ours").await;
    assert!(is_new);
    let revision = app.queries().revision(world.account).await.unwrap();
    let again = restock(by(world.account), "theirs").await;
    assert_eq!(again, (theirs, false));
    assert_eq!(restock(by_maker(), "ours").await, (ours, false));
    assert_eq!(world.audited("supply.restock").await, 2);
    let after = app.queries().revision(world.account).await.unwrap();
    assert_eq!(after, revision);
    assert_eq!(world.at_home().await, "110");
}

/// Entries of one moment in several slots are each on one page.
#[tokio::test]
async fn a_makers_pages_hold_each_entry_of_a_machine_once() {
    let world = TestApp::connected().await;
    let spec = json!({"name": "Two", "slots": [
        {"slot": SLOT, "name": "Pods", "unit": "count", "capacity": 100, "starts": "full"},
        {"slot": "water", "name": "Water", "unit": "count", "capacity": 100, "starts": "full"},
    ]});
    let spec = serde_json::from_value(spec).unwrap();
    let put = world.devices().put_model(by_maker(), MODEL, spec);
    put.await.unwrap();
    world.settle().await;
    let at = world.app.now() - MINUTE;
    for n in 0..6_i64 {
        let slot = [SLOT, "water"][usize::from(n % 2 == 0)];
        let at = (at + n / 4).to_string();
        world
            .report(json!({"id": n.to_string(), "slot": slot, "used": n + 1, "at": at}))
            .await;
    }
    world.restock("set", RestockKind::Set, "50").await;
    let serial = world.machine().await.serial;
    let all = world.queries().device_journal(&serial, 100, None);
    let all = all.await.unwrap();
    assert_eq!(all.len(), 7);
    assert!(all.is_sorted_by(|(.., one), (.., next)| one.at >= next.at));
    assert_eq!(all[0].2.input, Some(Input::Set(domain::Quantity(50_000))));
    let mut paged = Vec::new();
    let mut after = None;
    loop {
        let page = world.queries().device_journal(&serial, 2, after);
        let page = page.await.unwrap();
        let Some((.., last)) = page.last() else {
            break;
        };
        after = Some(last.id);
        paged.extend(page);
    }
    assert_eq!(paged, all);
}
