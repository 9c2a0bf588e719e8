//! `larder doctor`: what it finds before and after a set-up is right.

use replenish::doctor::Verdict;
use serde_json::json;

use crate::rig::{Rig, TOPIC};

/// What is wrong, by name.
async fn wrong(rig: &Rig) -> Vec<String> {
    let found = rig.application.examine().await.unwrap();
    let wrong = found
        .into_iter()
        .filter(|one| one.verdict == Verdict::Wrong);
    wrong.map(|one| one.what).collect()
}

#[tokio::test]
async fn a_set_up_is_examined_without_effect() {
    let rig = Rig::with_model().await;
    assert_eq!(wrong(&rig).await, [TOPIC], "nothing is subscribed yet");
    rig.amazon.subscribe().await;
    rig.settle().await;
    let (_anna, _, _) = rig.owner("Anna", "K1").await;
    let orders = rig.amazon.state().orders.len();
    assert!(wrong(&rig).await.is_empty());
    let found = rig.application.examine().await.unwrap();
    let good = |what: &str| {
        let of = found.iter().find(|one| one.what == what);
        of.is_some_and(|one| one.verdict == Verdict::Good)
    };
    for what in [
        "database",
        "LARDER_SECRET_KEY",
        "Login with Amazon",
        "Amazon Dash Replenishment",
        "LARDER_PUBLIC_URL",
        "model BREW-2",
        TOPIC,
    ] {
        assert!(good(what), "{what}: {found:?}");
    }
    assert_eq!(rig.amazon.state().orders.len(), orders);

    rig.amazon.unsubscribe();
    rig.amazon.run_due().await;
    rig.clock.advance_to(rig.clock.now() + 1);
    assert_eq!(wrong(&rig).await, [TOPIC]);
}

#[tokio::test]
async fn what_amazon_refuses_is_named() {
    let rig = Rig::with_model().await;
    rig.amazon.subscribe().await;
    rig.settle().await;
    let (_anna, _, _) = rig.owner("Anna", "K1").await;
    let model = json!({"name": "Brewer 2", "slots": [{"slot": "Pods", "name": "Coffee pods",
        "unit": "count", "products": []}]});
    rig.amazon
        .put_model("BREW-2", serde_json::from_value(model).unwrap());
    let faults = json!({"statuses": [
        {"path": "/auth/o2/token", "status": 401, "body": {"error": "invalid_client"}},
        {"path": "/subscriptionInfo", "status": 503, "times": 1},
    ]});
    rig.amazon
        .set_faults(serde_json::from_value(faults).unwrap());
    assert_eq!(
        wrong(&rig).await,
        [
            "Login with Amazon",
            "Amazon Dash Replenishment",
            "model BREW-2"
        ]
    );
}
