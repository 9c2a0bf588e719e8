//! What the machines of a model have in common, learned day by day, and what a new one does with it.

use domain::decision::{Decision, Outcome};
use domain::demand::fleet::ENOUGH;
use domain::time::{DAY, MINUTE};
use domain::{AccountId, DeviceId};
use replenish::{Caller, RestockKind};
use serde_json::json;
use testkit::{MODEL, SLOT, TestApp, by, by_maker};

use crate::base::{self, Base};

/// The days that each machine of the fleet has been used.
const DAYS: i64 = 70;

/// The maker thinks that a machine uses one a day.
async fn foretold(world: &TestApp) {
    let spec = json!({"name": "Brew 2", "slots": [{
        "slot": SLOT, "name": "Coffee pods", "unit": "count", "capacity": "100", "starts": "full",
        "typical_per_day": "1", "policy": {"kind": "forecast", "service_level": 0.95},
    }]});
    let spec = serde_json::from_value(spec).unwrap();
    let put = world.devices().put_model(by_maker(), MODEL, spec);
    put.await.unwrap();
}

/// A machine of somebody, who has used about five a day.
async fn neighbour(world: &TestApp, account: AccountId, n: i64) -> DeviceId {
    let made = world.make(MODEL, &format!("N{n}")).await;
    let code = made.claim_code.unwrap();
    let device = world.devices().claim(by(account), &code).await.unwrap();
    let now = world.app.now();
    let reports = (1..=DAYS).map(|ago| {
        let at = (now - ago * DAY).to_string();
        json!({"id": format!("d{ago}"), "slot": SLOT, "used": 4 + (n + ago) % 3, "at": at})
    });
    let reports = testkit::reports(reports);
    let receipt = world.usage().report(Caller::Device(device), reports);
    assert_eq!(receipt.await.unwrap().rejected, []);
    device
}

/// The new machine uses one more.
async fn decided(world: &TestApp, id: &str) -> Decision {
    world.use_pods(id, 1).await;
    world.supply().await.decision.unwrap()
}

/// Until the fleet has been looked at once more.
async fn a_day_later(world: &TestApp) {
    world.live(DAY + MINUTE).await;
}

async fn a_new_machine_begins_with_what_its_model_has_shown(base: Base) {
    let world = TestApp::connected_to(&base.raw.url).await;
    foretold(&world).await;
    world.app.start().await.unwrap();
    world.restock("counted", RestockKind::Set, "33").await;

    // One household fewer than it takes, with two machines in one of them.
    let mut households = Vec::new();
    for n in 1..i64::from(ENOUGH) {
        let account = world.customer(&format!("Neighbour {n}")).await;
        neighbour(&world, account, n).await;
        households.push(account);
    }
    neighbour(&world, households[0], 100).await;
    a_day_later(&world).await;
    let alone = decided(&world, "one").await;
    let demand = alone.demand.unwrap();
    assert_eq!((alone.outcome, demand.fleet), (Outcome::Enough, 0));
    assert!((1_000..1_100).contains(&demand.per_day.0), "{demand:?}");

    let last = world.customer("Neighbour 20").await;
    neighbour(&world, last, 20).await;
    a_day_later(&world).await;
    let learned = decided(&world, "two").await;
    let demand = learned.demand.unwrap();
    assert_eq!((learned.outcome, demand.fleet), (Outcome::Order, ENOUGH));
    assert!((3_500..5_500).contains(&demand.per_day.0), "{demand:?}");

    // Whoever goes leaves it as it is, and what begins anew goes on from there.
    let before = base.raw.dump().await;
    world.accounts().delete(by(last)).await.unwrap();
    a_day_later(&world).await;
    world.app.start().await.unwrap();
    a_day_later(&world).await;
    let priors = |rows: Vec<String>| -> Vec<String> {
        let of_priors = |row: &String| row.starts_with("priors:");
        rows.into_iter().filter(of_priors).collect()
    };
    let after = priors(base.raw.dump().await);
    assert_eq!((after.len(), &after), (1, &priors(before)));
    assert_eq!(decided(&world, "three").await.demand.unwrap().fleet, ENOUGH);
}

#[tokio::test]
async fn a_new_machine_begins_with_what_its_model_has_shown_on_sqlite() {
    a_new_machine_begins_with_what_its_model_has_shown(base::sqlite().await).await;
}

#[tokio::test]
async fn a_new_machine_begins_with_what_its_model_has_shown_on_postgres() {
    a_new_machine_begins_with_what_its_model_has_shown(base::postgres().await).await;
}
