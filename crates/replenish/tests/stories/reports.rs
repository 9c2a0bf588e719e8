//! Reports as they come: late, twice, in another order, corrected, from nobody's machine.

use domain::decision::Outcome;
use domain::order::OrderState;
use domain::time::{DAY, HOUR};
use domain::view::JournalCursor;
use replenish::RestockKind;
use replenish::fleet::NewDevice;
use serde_json::json;
use testkit::{MODEL, SLOT, TestApp, by, by_maker};

#[tokio::test]
async fn a_report_counts_once_however_often_it_is_sent() {
    let world = TestApp::connected().await;
    let report = json!({"id": "a", "slot": SLOT, "used": "2", "at": "2026-03-01T20:00:00Z"});
    assert_eq!(world.report(report.clone()).await.accepted, 1);
    assert_eq!(world.report(report.clone()).await.duplicate, 1);
    assert_eq!(world.at_home().await, "98");

    let other = json!({"id": "a", "slot": SLOT, "used": "3", "at": "2026-03-01T21:00:00Z"});
    let receipt = world.report(other).await;
    assert_eq!(
        (receipt.accepted, receipt.adjusted[0].code),
        (1, "id_reused")
    );
    assert_eq!(world.at_home().await, "95");
    assert_eq!(world.report(report).await.duplicate, 1);
}

#[tokio::test]
async fn a_late_report_has_effect_from_its_own_time() {
    let world = TestApp::connected().await;
    world.live(3 * DAY).await;
    world.restock("set", RestockKind::Set, "50").await;
    let late = json!({"id": "late", "slot": SLOT, "used": 20, "at": "2026-03-03T10:00:00Z"});
    world.report(late).await;
    assert_eq!(world.at_home().await, "50", "what was counted since holds");
    let recent = json!({"id": "recent", "slot": SLOT, "used": 1});
    world.report(recent).await;
    assert_eq!(world.at_home().await, "49");
    let pace = world.supply().await.pace_per_day.unwrap();
    assert_eq!(pace.0, 3_000, "21 in a week: both are use");
}

#[tokio::test]
async fn an_undo_is_as_if_it_had_not_been() {
    let world = TestApp::connected().await;
    world.use_pods("1", 10).await;
    world.restock("oops", RestockKind::Add, "500").await;
    assert_eq!(world.at_home().await, "590");
    let id = world.supply_id().await;
    let queries = world.queries();
    let journal = queries.journal(world.account, id, 10, JournalCursor::Newest);
    let journal = journal.await.unwrap().lines;
    let undone = world.inventory().undo(by(world.account), id, journal[0].id);
    undone.await.unwrap();
    assert_eq!(world.at_home().await, "90");
    let again = world.inventory().undo(by(world.account), id, journal[0].id);
    let again = again.await;
    assert!(matches!(again, Err(replenish::Error::Conflict(_))));
    let queries = world.queries();
    let line = queries.journal(world.account, id, 10, JournalCursor::Newest);
    let line = line.await.unwrap().lines;
    assert!(line.iter().any(|line| line.undone) && line.iter().any(|line| line.undoes.is_some()));
    world.settle().await;
}

#[tokio::test]
async fn what_is_from_before_the_owner_is_not_the_owners_to_undo() {
    let world = TestApp::connected().await;
    let before = json!({"id": "before", "slot": SLOT, "used": 1, "at": "2026-03-01T20:00:00Z"});
    world.report(before).await;
    let id = world.supply_id().await;
    let queries = world.queries();
    let page = queries.journal(world.account, id, 1, JournalCursor::Newest);
    let line = page.await.unwrap().lines[0].id;
    let refused = world.inventory().undo(by(world.account), id, line).await;
    assert!(matches!(refused, Err(replenish::Error::Conflict(_))));
    assert_eq!(world.at_home().await, "99");
    world.settle().await;
}

#[tokio::test]
async fn a_restock_key_counts_once() {
    let world = TestApp::connected().await;
    world.restock("tap", RestockKind::Add, "36").await;
    world.restock("tap", RestockKind::Add, "36").await;
    assert_eq!(world.at_home().await, "136");
}

#[tokio::test]
async fn messages_wait_for_a_device_that_is_not_known_yet() {
    let world = TestApp::connected().await;
    // The same Amazon has a machine that the maker's factory has not told us of.
    let done = world.devices().disconnect(by(world.account), world.device);
    done.await.unwrap();
    world.settle().await;
    let tx = world
        .app
        .store()
        .read()
        .await
        .unwrap()
        .notifications_waiting_count(100)
        .await
        .unwrap();
    assert_eq!(tx, 0);
    let start = world.devices().connect_start(world.account, world.device);
    let start = start.await.unwrap();
    let foreign = start.url.as_str().replace("K1", "K2");
    world
        .amazon
        .authorize(&foreign, "Ada", &[(SLOT, Some("B00PODS036"))])
        .unwrap();
    world.settle().await;
    let waiting = world
        .app
        .store()
        .read()
        .await
        .unwrap()
        .notifications_waiting_count(100)
        .await
        .unwrap();
    assert_eq!(waiting, 2, "registered, subscription changed");

    let new = NewDevice {
        model: MODEL.to_owned(),
        serial: "K2".to_owned(),
        token_sha256: None,
    };
    world.devices().create(by_maker(), vec![new]).await.unwrap();
    world.settle().await;
    let waiting = world
        .app
        .store()
        .read()
        .await
        .unwrap()
        .notifications_waiting_count(100)
        .await
        .unwrap();
    assert_eq!(waiting, 0);
}

#[tokio::test]
async fn a_machine_of_nobody_keeps_count() {
    let world = TestApp::claimed().await;
    world.use_pods("1", 99).await;
    world.live(2 * HOUR).await;
    assert_eq!(world.at_home().await, "1");
    assert!(world.orders().await.is_empty());
    world.connect().await;
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Awaiting]);
}

#[tokio::test]
async fn a_level_without_any_use_decides_nothing() {
    let world = TestApp::connected().await;
    world
        .report(json!({"id": "full", "slot": SLOT, "level": 100}))
        .await;
    world.live(DAY).await;
    let decision = world.supply().await.decision.unwrap();
    assert_eq!(decision.outcome, Outcome::Unknown);
    world
        .report(json!({"id": "fell", "slot": SLOT, "level": 99}))
        .await;
    world.settle().await;
    let decision = world.supply().await.decision.unwrap();
    assert_eq!(decision.outcome, Outcome::Enough);
}

#[tokio::test]
async fn taking_back_the_last_use_finds_the_one_before() {
    let world = TestApp::connected().await;
    let used = |world: &TestApp| {
        let status = world.believed().slot_statuses.remove(0).status;
        status["lastUseDate"].clone()
    };
    let first = world.app.now();
    world.use_pods("1", 1).await;
    world.live(3 * DAY).await;
    world.use_pods("2", 1).await;
    world.live(HOUR).await;
    let id = world.supply_id().await;
    let queries = world.queries();
    let page = queries.journal(world.account, id, 1, JournalCursor::Newest);
    let last = page.await.unwrap().lines[0].id;
    let undone = world.inventory().undo(by(world.account), id, last);
    undone.await.unwrap();
    world.settle().await;
    assert_eq!(used(&world), first.to_string());
    assert_eq!(world.at_home().await, "99");
}
