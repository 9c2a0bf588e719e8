//! What SNS says of the subscription itself.

use testkit::TestApp;

#[tokio::test]
async fn the_end_of_the_subscription_is_noted() {
    let world = TestApp::connected().await;
    let topics = async || {
        let mut tx = world.app.store().read().await.unwrap();
        tx.topics().await.unwrap().remove(0)
    };
    let confirmed = topics().await;
    assert!(confirmed.confirmed_at.is_some() && confirmed.unsubscribed_at.is_none());
    world.amazon.unsubscribe();
    world.settle().await;
    assert!(topics().await.unsubscribed_at.is_some());
    // What is said now is not heard: nobody has subscribed again.
    assert!(!world.believed().subscription.confirmed);
    world.amazon.pause(testkit::SERIAL, testkit::SLOT).unwrap();
    world.settle().await;
    assert_eq!(world.supply().await.subscribed, Some(true));
    world.live(2 * domain::time::DAY).await;
    assert_eq!(
        world.supply().await.subscribed,
        Some(false),
        "Amazon was asked"
    );
}
