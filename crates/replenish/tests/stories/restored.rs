//! A database that is older than what is in the house, and a clock that is years ahead: nothing is ordered twice, and
//! nothing is deleted or ended because of a date.

use std::path::{Path, PathBuf};

use domain::decision::Outcome;
use domain::order::{EndReason, OrderState};
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::view::JournalCursor;
use replenish::clock::system_now;
use replenish::{Clock, RestockKind};
use testkit::{SERIAL, SLOT, TestApp};
use tokio_util::sync::CancellationToken;

use crate::base;

/// A backup of the database as it is now.
async fn backup(world: &TestApp) -> PathBuf {
    let file = world.database.folder().join("backup");
    let backup = store::backup::backup(world.database.url(), &file, &|_| {});
    backup.await.unwrap();
    file
}

/// Puts a backup in the database's place, and starts the server.
async fn restore(world: &mut TestApp, file: &Path) {
    world.app.store().close().await;
    let restore = store::backup::restore(world.database.url(), file, false, &|_| {});
    restore.await.unwrap();
    world.restart().await;
}

async fn outcome(world: &TestApp) -> Outcome {
    world.supply().await.decision.unwrap().outcome
}

/// The order that a backup has was asked for, and came, after the backup.
#[tokio::test]
async fn an_order_of_a_backup_is_not_asked_for_blindly() {
    let mut world = TestApp::connected().await;
    world.app.start().await.unwrap();
    world.settle().await;
    world.run_low().await;
    let backup = backup(&world).await;
    world.settle().await;
    assert_eq!(world.replenish_calls(), 1);
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.live(6 * DAY).await;

    restore(&mut world, &backup).await;
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Requested]);
    world.use_pods("later", 1).await;
    world.live(2 * HOUR).await;
    assert_eq!(world.replenish_calls(), 1);
    world.restock("count", RestockKind::Set, "40").await;
    world.live(DAY).await;
    let order = world.orders().await.remove(0);
    assert_eq!(
        (order.state, order.reason),
        (OrderState::Cancelled, Some(EndReason::NoLongerDue))
    );
    assert_eq!(world.replenish_calls(), 1);
    // Enough was there; now it is not.
    world.restock("less", RestockKind::Set, "4").await;
    assert_eq!(world.replenish_calls(), 2);
}

#[tokio::test]
async fn an_order_of_a_backup_that_is_still_due_when_counted_is_asked_for() {
    let mut world = TestApp::connected().await;
    world.run_low().await;
    let backup = backup(&world).await;
    restore(&mut world, &backup).await;
    world.settle().await;
    assert_eq!(world.replenish_calls(), 0);
    world.restock("count", RestockKind::Set, "3").await;
    world.live(2 * HOUR).await;
    assert_eq!(world.replenish_calls(), 1);
}

#[tokio::test]
async fn a_backup_from_before_an_order_makes_no_second_one_before_a_count() {
    let mut world = TestApp::connected().await;
    let backup = backup(&world).await;
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.replenish_calls(), 1);

    restore(&mut world, &backup).await;
    world.settle().await;
    world.run_low().await;
    world.use_pods("again", 1).await;
    world.settle().await;
    assert_eq!(outcome(&world).await, Outcome::Uncounted);
    assert_eq!((world.states().await, world.replenish_calls()), (vec![], 1));
    world.restock("count", RestockKind::Set, "4").await;
    assert_eq!(outcome(&world).await, Outcome::Order);
    assert_eq!(world.replenish_calls(), 2);
}

#[tokio::test]
async fn after_a_day_of_running_what_nobody_counted_is_ordered() {
    let mut world = TestApp::connected().await;
    let backup = backup(&world).await;
    restore(&mut world, &backup).await;
    world.run_low().await;
    world.settle().await;
    assert_eq!(world.replenish_calls(), 0);
    for _ in 0..=DAY / MINUTE {
        world.clock.advance_to(world.app.now() + MINUTE);
        world.app.beat().await.unwrap();
    }
    assert_eq!(world.app.doubted_since(), None);
    world.live(HOUR).await;
    assert_eq!(world.replenish_calls(), 1);
}

#[tokio::test]
async fn a_clock_two_years_ahead_deletes_and_ends_nothing() {
    let mut world = TestApp::connected().await;
    world.app.start().await.unwrap();
    world.run_low().await;
    world.live(HOUR).await;
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.states().await, [OrderState::Shipped]);
    world.app.beat().await.unwrap();
    let (at_home, supply) = (world.at_home().await, world.supply_id().await);
    let lines = async |world: &TestApp| {
        let newest = JournalCursor::Newest;
        let page = world.queries().journal(world.account, supply, 100, newest);
        let page = page.await;
        page.unwrap().lines.len()
    };
    let before = lines(&world).await;

    let wrong = Clock::manual(world.app.now() + 730 * DAY);
    let server = world.server_by(&wrong).await;
    server.start().await.unwrap();
    for _ in 0..4 {
        server.run_until_idle().await.unwrap();
        wrong.advance_to(wrong.now() + MINUTE / 2);
        server.beat().await.unwrap();
    }
    assert!(server.doubted_since().is_some());
    server.store().close().await;

    world.clock.advance_to(world.app.now() + 2 * MINUTE);
    let asked = world.believed().calls["subscriptionInfo"];
    world.restart().await;
    assert_eq!(world.app.doubted_since(), None);
    world.settle().await;
    assert!(
        world.believed().calls["subscriptionInfo"] > asked,
        "it catches up"
    );
    assert_eq!(world.states().await, [OrderState::Shipped]);
    assert_eq!(
        (world.at_home().await, lines(&world).await),
        (at_home, before)
    );
    assert_eq!(world.use_pods("new", 30).await.duplicate, 1);
    let mut tx = world.app.store().read().await.unwrap();
    for (key, at) in tx.jobs().await.unwrap() {
        let wait = at.since(world.app.now());
        assert!(wait < 30 * DAY, "{key} waits {wait} ms");
    }
    drop(tx);
    // On its true date it arrives, once.
    world.live(20 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
}

#[tokio::test]
async fn before_its_first_heartbeat_a_server_orders_and_deletes_nothing() {
    const SESSION: [u8; 32] = [7; 32];
    let base = base::sqlite().await;
    let mut world = TestApp::connected_to(&base.raw.url).await;
    world.app.start().await.unwrap();
    world.settle().await;
    let over = system_now() - HOUR;
    let mut tx = base.store.write().await.unwrap();
    tx.session_insert(&SESSION, None, b"", over).await.unwrap();
    tx.commit().await.unwrap();
    let is_kept = async || {
        let mut tx = base.store.read().await.unwrap();
        tx.session(&SESSION).await.unwrap().is_some()
    };

    let refuse =
        "CREATE TRIGGER refuse BEFORE INSERT ON pulses BEGIN SELECT RAISE(ABORT, 'no'); END";
    base.raw.run(refuse).await;
    world.app = world.server(4).await;
    let (server, shutdown) = (world.app.clone(), CancellationToken::new());
    let stop = shutdown.clone();
    let running = tokio::spawn(async move { server.run(stop).await });
    while world.app.doubted_since().is_none() {
        tokio::task::yield_now().await;
    }
    world.run_low().await;
    assert_eq!(outcome(&world).await, Outcome::Uncounted);
    assert!(is_kept().await && !running.is_finished());

    base.raw.run("DROP TRIGGER refuse").await;
    world.clock.advance_to(world.app.now() + SECOND);
    while is_kept().await {
        tokio::task::yield_now().await;
    }
    assert_eq!(world.app.doubted_since(), None);
    shutdown.cancel();
    running.await.unwrap();
    assert_eq!(world.replenish_calls(), 0);
    world.use_pods("more", 1).await;
    world.settle().await;
    assert_eq!(world.replenish_calls(), 1);
}
