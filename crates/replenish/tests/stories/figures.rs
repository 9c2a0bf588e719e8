//! What came of a model's machines, counted once a day.

use domain::figures::{Figures, UNSAID};
use domain::time::{DAY, MINUTE};
use serde_json::json;
use store::ModelFigures;
use testkit::{MODEL, SERIAL, SLOT, TestApp};

use crate::base::{self, Base};

fn of<'a>(figures: &'a [ModelFigures], firmware: &str, slot: &str) -> &'a Figures {
    let found = figures
        .iter()
        .find(|it| it.firmware == firmware && it.slot == slot);
    &found
        .unwrap_or_else(|| panic!("{firmware} {slot}: {figures:?}"))
        .figures
}

async fn machines_are_counted_by_how_far_they_have_come(base: Base) {
    let world = TestApp::connected_to(&base.raw.url).await;
    world.app.start().await.unwrap();
    world.make(MODEL, "NEW1").await;
    let reports = testkit::reports([json!({"id": "f", "slot": SLOT, "used": 95})]);
    let usage = world.usage();
    let heard = replenish::Caller::Device(world.device);
    usage
        .report_of(heard, reports, Some("2.1.7"))
        .await
        .unwrap();
    assert_eq!(world.queries().figures(MODEL).await.unwrap(), []);

    // It is ordered, cancelled once, ordered again after the cooldown, and here.
    world.settle().await;
    world.amazon.cancel(SERIAL, SLOT).unwrap();
    world.live(12 * DAY).await;
    world.live(DAY + MINUTE).await;
    let figures = world.queries().figures(MODEL).await.unwrap();
    let all = of(&figures, "", "");
    let stages = [
        all.machines,
        all.claimed,
        all.connected,
        all.chosen,
        all.ordered,
    ];
    assert_eq!(stages, [2, 1, 1, 1, 1]);
    assert_eq!(of(&figures, "2.1.7", "").machines, 1);
    assert_eq!(of(&figures, UNSAID, "").machines, 1);
    let pods = of(&figures, "", SLOT);
    assert_eq!(of(&figures, "2.1.7", SLOT), pods);
    assert!(pods.cancelled == 1 && pods.orders >= 1, "{pods:?}");
    assert!(pods.days > 0 && pods.empty == 0, "{pods:?}");

    // The sums are of the last look, however often there was one.
    world.live(DAY + MINUTE).await;
    let again = world.queries().figures(MODEL).await.unwrap();
    assert_eq!(of(&again, "", "").machines, 2);
    assert_eq!(world.queries().figures_of_all().await.unwrap().len(), 2);
    base.store.close().await;
}

#[tokio::test]
async fn machines_are_counted_by_how_far_they_have_come_on_sqlite() {
    machines_are_counted_by_how_far_they_have_come(base::sqlite().await).await;
}

#[tokio::test]
async fn machines_are_counted_by_how_far_they_have_come_on_postgresql() {
    machines_are_counted_by_how_far_they_have_come(base::postgres().await).await;
}
