//! A machine comes from another cloud, with its owner, its registration, what is at home and the order under way.

use domain::order::OrderState;
use domain::registration::RegistrationStatus;
use domain::time::HOUR;
use replenish::fleet::NewDevice;
use replenish::state_import::KnownMachine;
use replenish::{Application, Error};
use serde_json::{Value, json};
use testkit::setting::{self, KEY};
use testkit::{BREWER, CUSTOMER, Database, MODEL, SERIAL, SLOT, TestApp, by_maker};
use url::Url;

/// A second Larder on a database of its own, of the same maker: it has the model and the machine.
async fn successor(world: &TestApp, database: &Database) -> Application {
    let store = database.store().await;
    let app = setting::application(store, &world.client, &world.clock, 9, KEY);
    let devices = app.devices();
    let put = devices.put_model(by_maker(), MODEL, BREWER.as_maker());
    put.await.unwrap();
    let new = NewDevice {
        model: MODEL.to_owned(),
        serial: SERIAL.to_owned(),
        token_sha256: None,
    };
    let made = devices.import(&by_maker(), &[new]).await.unwrap();
    assert!(made[0].as_ref().unwrap().fresh);
    app
}

/// What whoever connected the machine has in hand.
async fn refresh_token(world: &TestApp) -> String {
    let devices = world.devices();
    let start = devices.connect_start(world.account, world.device).await;
    let start = start.unwrap();
    let choices = [(SLOT, Some(BREWER.packs[0].asin))];
    let back = world
        .amazon
        .authorize(start.url.as_str(), CUSTOMER, &choices);
    let back = Url::parse(&back.unwrap()).unwrap();
    let of = |url: &Url, name: &str| {
        let found = url.query_pairs().find(|(key, _)| key == name);
        found.unwrap().1.into_owned()
    };
    let redirect = Url::parse(&of(&start.url, "redirect_uri")).unwrap();
    let tokens = world
        .client
        .exchange_code(&of(&back, "code"), &redirect, &start.verifier)
        .await;
    use secrecy::ExposeSecret as _;
    tokens.unwrap().refresh.unwrap().expose_secret().to_owned()
}

fn known(said: &Value) -> KnownMachine {
    serde_json::from_value(said.clone()).unwrap()
}

#[tokio::test]
async fn what_another_cloud_knows_is_taken_over_once_and_whole() {
    let world = TestApp::connected().await;
    world.run_low().await;
    world.live(HOUR).await;
    assert_eq!(world.states().await, [OrderState::Placed]);
    let order = world.orders().await.remove(0);
    let mut tx = world.database.store().await.read().await.unwrap();
    let owner = tx.account(world.account).await.unwrap().unwrap();
    drop(tx);

    let database = Database::sqlite();
    let app = successor(&world, &database).await;
    let said = json!({"serial": SERIAL, "owner": {"subject": owner.subject},
        "registration": {"refresh_token": refresh_token(&world).await},
        "slots": [{"slot": SLOT, "at_home": "5"}],
        "orders": [{"slot": SLOT, "instance": order.instance, "state": "placed", "quantity": 36,
            "estimated_delivery": order.estimate.unwrap().to_string()}]});
    let calls = world.replenish_calls();
    let machine = async || app.queries().device(SERIAL).await.unwrap();
    let take = async |said: &Value, is_check| {
        let devices = app.devices();
        devices
            .take_over_state(&by_maker(), &known(said), is_check)
            .await
    };
    assert!(take(&said, true).await.unwrap());
    let before = machine().await;
    assert_eq!(
        before.registration,
        RegistrationStatus::Unclaimed,
        "it was only looked at"
    );
    assert!(take(&said, false).await.unwrap());
    assert!(
        !take(&said, false).await.unwrap(),
        "again it changes nothing"
    );
    while app.run_until_idle().await.unwrap() > 0 {}

    let taken = machine().await;
    assert_eq!(taken.registration, RegistrationStatus::Registered);
    let supply = &taken.supplies[0];
    assert_eq!(supply.subscribed, Some(true), "Amazon was asked");
    assert_eq!(
        supply
            .at_home()
            .map(|it| it.text(supply.spec.unit))
            .as_deref(),
        Some("5")
    );
    let under_way = supply.order.clone().unwrap();
    assert_eq!(
        (under_way.state, under_way.instance),
        (OrderState::Placed, order.instance)
    );
    assert_eq!(
        world.replenish_calls(),
        calls,
        "what is under way is not ordered again"
    );

    let mut tx = database.store().await.read().await.unwrap();
    let identity = domain::Identity::of_amazon(&owner.subject);
    let account = tx.account_by_identity(&identity).await.unwrap().unwrap();
    let device = tx.device_by_serial(SERIAL).await.unwrap().unwrap();
    assert_eq!(device.household_id, Some(account.household_id));
    let registration = tx.registration(device.id).await.unwrap().unwrap();
    assert_eq!(registration.account_id, account.id);
    let token = said["registration"]["refresh_token"].as_str().unwrap();
    let sealed = String::from_utf8_lossy(&registration.tokens.refresh_token).into_owned();
    assert!(!sealed.contains(token), "it is sealed");
}

#[tokio::test]
async fn what_cannot_be_true_is_refused_and_says_of_what_field() {
    let world = TestApp::claimed().await;
    let database = Database::sqlite();
    let app = successor(&world, &database).await;
    let refused = async |said: Value| {
        let devices = app.devices();
        match devices
            .take_over_state(&by_maker(), &known(&said), false)
            .await
        {
            Err(Error::Invalid(faults)) => faults[0].field.clone(),
            other => panic!("{said}: {other:?}"),
        }
    };
    let owner = json!({"subject": "amzn1.account.A"});
    let registration = json!({"refresh_token": "Atzr|1"});
    let order = |state: &str| json!([{"slot": SLOT, "instance": "i1", "state": state}]);
    for (said, field) in [
        (json!({"serial": "NONE"}), "serial"),
        (json!({"serial": SERIAL, "owner": {"subject": ""}}), "owner"),
        (
            json!({"serial": SERIAL, "registration": registration}),
            "registration",
        ),
        (
            json!({"serial": SERIAL, "slots": [{"slot": "tea", "at_home": 1}]}),
            "slots[0].slot",
        ),
        (
            json!({"serial": SERIAL, "slots": [{"slot": SLOT, "at_home": -1}]}),
            "slots[0].at_home",
        ),
        (
            json!({"serial": SERIAL, "slots": [{"slot": SLOT, "at_home": 1, "unit": "ml"}]}),
            "slots[0].at_home",
        ),
        (
            json!({"serial": SERIAL, "orders": order("placed")}),
            "orders[0].instance",
        ),
        (
            json!({"serial": SERIAL, "owner": owner, "registration": registration, "orders": order("arrived")}),
            "orders[0].state",
        ),
    ] {
        assert_eq!(refused(said).await, field);
    }
    let machine = app.queries().device(SERIAL).await.unwrap();
    assert_eq!(
        machine.registration,
        RegistrationStatus::Unclaimed,
        "nothing of it was taken"
    );

    let devices = app.devices();
    let first =
        known(&json!({"serial": SERIAL, "owner": owner, "slots": [{"slot": SLOT, "at_home": 40}]}));
    assert!(
        devices
            .take_over_state(&by_maker(), &first, false)
            .await
            .unwrap()
    );
    let other = json!({"serial": SERIAL, "owner": {"subject": "amzn1.account.B"}});
    assert_eq!(refused(other).await, "owner");
    let other = json!({"serial": SERIAL, "slots": [{"slot": SLOT, "at_home": 41}]});
    assert_eq!(refused(other).await, "slots[0].at_home");
    while app.run_until_idle().await.unwrap() > 0 {}
}
