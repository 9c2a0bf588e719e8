//! Entries from before the horizon go, and nothing that is shown or decided changes.

use domain::time::DAY;
use domain::usage::HORIZON;
use domain::view::JournalCursor;
use replenish::RestockKind;
use replenish::personal_data::{List, Pages};
use serde_json::json;
use testkit::{SLOT, TestApp};

#[tokio::test]
async fn what_is_rolled_up_changes_nothing() {
    let world = TestApp::claimed().await;
    world.app.start().await.unwrap();
    for day in 0..6_u32 {
        world.use_pods(&format!("first-{day}"), day + 1).await;
        world
            .restock(&format!("add-{day}"), RestockKind::Add, "4")
            .await;
        world.live(DAY).await;
    }
    world.live(HORIZON).await;
    for day in 0..3_u32 {
        world.use_pods(&format!("last-{day}"), 5).await;
        world.live(DAY).await;
    }
    let entries = async || {
        let id = world.supply_id().await;
        let queries = world.queries();
        let page = queries.journal(world.account, id, 100, JournalCursor::Newest);
        let page = page.await.unwrap();
        page.lines.len()
    };
    assert_eq!(world.at_home().await, "88", "100 - 21 + 24 - 15");
    assert_eq!(entries().await, 3, "the first ones are behind the horizon");

    let at = (world.app.now() - HORIZON + DAY / 2).to_string();
    let late = json!({"id": "late", "slot": SLOT, "used": "1", "at": at});
    assert_eq!(world.report(late).await.accepted, 1);
    world.use_pods("now", 2).await;
    assert_eq!(world.at_home().await, "85");
    let old = (world.app.now() - HORIZON - DAY).to_string();
    let old = json!({"id": "old", "slot": SLOT, "used": "1", "at": old});
    assert_eq!(world.report(old).await.rejected.len(), 1);

    world.live(4 * DAY).await;
    assert_eq!(
        entries().await,
        5,
        "the last ones, the late one and the newest"
    );
    assert_eq!(world.at_home().await, "85");
}

#[tokio::test]
async fn who_did_what_is_kept_for_two_years() {
    let world = TestApp::claimed().await;
    world.app.start().await.unwrap();
    world.settle().await;
    let done = async || {
        let mut actions = Pages::of(world.account, List::Actions);
        actions.next(&world.app).await.unwrap().len()
    };
    assert_eq!(done().await, 2, "signed in and claimed");
    world.clock.advance_to(world.app.now() + 729 * DAY);
    world.settle().await;
    assert_eq!(done().await, 2);
    world.clock.advance_to(world.app.now() + 2 * DAY);
    world.settle().await;
    assert_eq!(done().await, 0);
}
