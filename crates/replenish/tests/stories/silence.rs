//! Amazon does not answer: pages say so while it lasts, and what happens at home is known all the same.

use domain::Quantity;
use domain::time::{HOUR, MINUTE};
use sandbox::amazon::Faults;
use serde_json::json;
use testkit::TestApp;

#[tokio::test]
async fn a_silence_is_known_until_amazon_answers_again() {
    let world = TestApp::connected().await;
    let silent = json!({"statuses": [{"path": "/slotStatus/", "status": 503, "times": 1_000}]});
    world
        .amazon
        .set_faults(serde_json::from_value(silent).unwrap());
    let before = world.queries().revision(world.account).await.unwrap();
    let first = world.app.now();
    world.use_pods("1", 3).await;
    world.live(30_000).await;
    assert_eq!(world.app.amazon_silent_since(), None, "a call may fail");

    world.live(2 * MINUTE).await;
    let since = world.app.amazon_silent_since().unwrap();
    assert!(since.since(first) < MINUTE, "from the first of them on");
    assert_ne!(
        world.queries().revision(world.account).await.unwrap(),
        before
    );
    world.use_pods("2", 2).await;
    assert_eq!(
        world.machine().await.supplies[0].at_home(),
        Some(Quantity(95_000))
    );

    world.amazon.set_faults(Faults::default());
    world.live(HOUR).await;
    assert_eq!(world.app.amazon_silent_since(), None);
}
