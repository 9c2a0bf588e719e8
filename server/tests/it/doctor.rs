//! `larder doctor`: what it finds before and after a set-up is right.

use replenish::doctor::Verdict;
use serde_json::json;

use crate::test_server::{TOPIC, TestServer};

/// What is wrong, by name.
async fn wrong(server: &TestServer) -> Vec<String> {
    let found = server.application.examine().await.unwrap();
    let wrong = found
        .into_iter()
        .filter(|one| one.verdict == Verdict::Wrong);
    wrong.map(|one| one.what).collect()
}

#[tokio::test]
async fn a_set_up_is_examined_without_effect() {
    let server = TestServer::with_model().await;
    assert_eq!(wrong(&server).await, [TOPIC], "nothing is subscribed yet");
    server.amazon.subscribe().await;
    server.settle().await;
    let (_anna, _, _) = server.owner("Anna", "K1").await;
    let orders = server.amazon.state().orders.len();
    assert!(wrong(&server).await.is_empty());
    let found = server.application.examine().await.unwrap();
    let good = |what: &str| {
        let of = found.iter().find(|one| one.what == what);
        of.is_some_and(|one| one.verdict == Verdict::Good)
    };
    for what in [
        "database",
        "LARDER_SECRET_KEY",
        "Send Alexa Events",
        "Login with Amazon",
        "Amazon Dash Replenishment",
        "LARDER_PUBLIC_URL",
        "model BREW-2",
        TOPIC,
    ] {
        assert!(good(what), "{what}: {found:?}");
    }
    assert_eq!(server.amazon.state().orders.len(), orders);

    server.amazon.unsubscribe();
    server.amazon.run_due().await;
    server.clock.advance_to(server.clock.now() + 1);
    assert_eq!(wrong(&server).await, [TOPIC]);
}

#[tokio::test]
async fn what_amazon_refuses_is_named() {
    let server = TestServer::with_model().await;
    server.amazon.subscribe().await;
    server.settle().await;
    let (_anna, _, _) = server.owner("Anna", "K1").await;
    let model = json!({"name": "Brewer 2", "slots": [{"slot": "Pods", "name": "Coffee pods",
        "unit": "count", "products": []}]});
    server
        .amazon
        .put_model("BREW-2", serde_json::from_value(model).unwrap());
    let faults = json!({"statuses": [
        {"path": "/auth/o2/token", "status": 401, "body": {"error": "invalid_client"}, "times": 2},
        {"path": "/subscriptionInfo", "status": 503, "times": 1},
    ]});
    server
        .amazon
        .set_faults(serde_json::from_value(faults).unwrap());
    assert_eq!(
        wrong(&server).await,
        [
            "Send Alexa Events",
            "Login with Amazon",
            "Amazon Dash Replenishment",
            "model BREW-2"
        ]
    );
}
