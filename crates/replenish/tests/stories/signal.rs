//! What somebody should hear of, once for each alert, whatever path it came by.

use domain::order::OrderState;
use domain::time::{DAY, HOUR};
use domain::view::JournalCursor;
use replenish::RestockKind;
use sandbox::Pace;
use serde_json::json;
use testkit::{SERIAL, SLOT, TestApp, by};

#[tokio::test]
async fn low_is_one_spell_until_it_is_well_above_the_level_again() {
    let world = TestApp::connected().await;
    assert_eq!(world.alerts().await, [""; 0]);
    world.run_low().await;
    assert_eq!(world.alerts().await, ["low"]);
    world.use_pods("again", 1).await;
    world.live(DAY).await;
    assert_eq!(world.alerts().await, ["low"], "told once");
    world.live(10 * DAY).await;
    assert_eq!(world.states().await, [OrderState::Arrived]);
    assert!(world.alerts().await.contains(&"low!".to_owned()));
}

#[tokio::test]
async fn out_begins_with_a_use_and_ends_with_a_restock() {
    let world = TestApp::claimed().await;
    world.use_pods("all", 100).await;
    let begun = ["low", "out", "low_unconnected"];
    let ended = begun.map(|kind| format!("{kind}!"));
    assert_eq!(world.alerts().await, begun);
    world.live(HOUR).await;
    world.restock("found", RestockKind::Add, "200").await;
    assert_eq!(world.alerts().await, ended);
    world.live(HOUR).await;
    world.restock("wrong", RestockKind::Set, "0").await;
    let again = begun.map(str::to_owned);
    assert_eq!(world.alerts().await, [ended.clone(), again].concat());
    world.live(HOUR).await;
    let id = world.supply_id().await;
    let queries = world.queries();
    let page = queries.journal(world.account, id, 1, JournalCursor::Newest);
    let page = page.await.unwrap();
    let inventory = world.inventory();
    let undone = inventory.undo(by(world.account), id, page.lines[0].id);
    undone.await.unwrap();
    assert_eq!(world.alerts().await, [ended.clone(), ended].concat());
}

#[tokio::test]
async fn a_pause_while_low_is_told_and_its_end_ends_it() {
    let world = TestApp::connected().await;
    world.amazon.pause(SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.alerts().await, [""; 0]);
    world.run_low().await;
    assert_eq!(world.alerts().await, ["low", "paused_low"]);
    world.amazon.resume(SERIAL, SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.alerts().await, ["low", "paused_low!"]);
    world.live(HOUR).await;
}

#[tokio::test]
async fn a_silent_machine_is_told_of_until_it_is_heard() {
    let world = TestApp::connected().await;
    world.use_pods("1", 1).await;
    world.live(2 * DAY).await;
    assert_eq!(world.alerts().await, [""; 0]);
    world.live(DAY).await;
    assert_eq!(world.alerts().await, ["silent"]);
    world.live(5 * DAY).await;
    assert_eq!(world.alerts().await, ["silent"]);
    world.use_pods("2", 1).await;
    assert_eq!(world.alerts().await, ["silent!"]);
}

#[tokio::test]
async fn an_order_past_its_date_is_late_until_it_comes() {
    let world = TestApp::connected().await;
    // Sent off half a day after the date it was promised for.
    world.amazon.set_pace(Pace {
        arrives_after_ms: -12 * HOUR,
        ..Pace::default()
    });
    world.run_low().await;
    world.live(11 * HOUR).await;
    assert_eq!(world.alerts().await, ["low"]);
    world.live(2 * HOUR).await;
    assert_eq!(world.states().await, [OrderState::Placed]);
    assert_eq!(world.alerts().await, ["low", "late_order"]);
    world.live(2 * DAY).await;
    assert!(world.alerts().await.contains(&"late_order!".to_owned()));
}

#[tokio::test]
async fn a_machine_that_left_takes_its_signals_along() {
    let world = TestApp::claimed().await;
    world.use_pods("all", 100).await;
    let done = world.devices().remove(by(world.account), world.device);
    done.await.unwrap();
    assert_eq!(world.alerts().await, [""; 0]);
    world
        .report(json!({"id": "more", "slot": SLOT, "level": 0}))
        .await;
    assert_eq!(world.alerts().await, [""; 0], "nobody's machine");
}
