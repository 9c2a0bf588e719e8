//! Whoever is deleted is in no table any more: the whole database is searched for them, before and after
//! what Amazon says late.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use testkit::{SERIAL, SLOT, TestApp, by, by_maker};

use domain::{AccountId, Role};
use replenish::NewPersonalToken;
use replenish::personal_data::{List, Pages};
use serde_json::Value;

use crate::base::{self, Base, Raw};

const NAME: &str = "Adas Kaffeekanne";

/// What Amazon posts, kept from being heard.
type Held = Arc<Mutex<Vec<String>>>;

pub(crate) fn hold(world: &TestApp) -> Held {
    let held = Held::default();
    let kept = held.clone();
    world.amazon.set_receiver(Arc::new(move |request| {
        kept.lock().unwrap().push(request.into_body());
        Box::pin(async { 200 })
    }));
    held
}

/// A customer who has done everything that leaves a trace; what Amazon says of it last is held back.
async fn lives(world: &TestApp, account: AccountId) -> Held {
    let app = &world.app;
    app.devices()
        .rename(by(account), world.device, NAME)
        .await
        .unwrap();
    app.household()
        .invite(by(account), Role::Member)
        .await
        .unwrap();
    let token = NewPersonalToken {
        name: NAME.to_owned(),
        scope: "read".to_owned(),
        days: String::new(),
    };
    let made = app.personal_tokens().make(by(account), &token);
    made.await.unwrap();
    app.devices().claim(by(account), "WRONG").await.unwrap_err();
    app.household()
        .join(by(account), "WRONG")
        .await
        .unwrap_err();
    world.run_low().await;
    world.settle().await;
    world.amazon.ship(SERIAL, SLOT).unwrap();
    world.settle().await;
    let held = hold(world);
    world.amazon.pause(SERIAL, SLOT).unwrap();
    world.amazon.resume(SERIAL, SLOT).unwrap();
    world.settle().await;
    held
}

/// Every text by which an account, or what is its own at Amazon, can be known.
async fn signs(world: &TestApp, raw: &Raw, account: AccountId) -> BTreeSet<String> {
    let mut signs = BTreeSet::new();
    let mut add = |value: &Value| signs.extend(value.as_str().map(str::to_owned));
    let data = world.accounts().copy(account).await.unwrap();
    add(&data["account"]["id"]);
    add(&data["account"]["subject"]);
    for machine in world.accounts().machine_copies(account).await.unwrap() {
        add(&machine.data["amazon_customer_id"]);
        for supply in machine.supplies {
            let mut orders = Pages::of(account, List::Orders(supply.id, supply.unit));
            let orders = orders.next(&world.app).await.unwrap();
            let products = supply.data["products"].as_array().unwrap();
            for row in orders.iter().chain(products) {
                add(&row["instance"]);
                add(&row["asin"]);
            }
        }
    }
    // Sealed tokens, as they are stored.
    for row in raw.dump().await {
        let columns = row.strip_prefix("registrations: ").unwrap_or_default();
        let long = columns.split(|c: char| !c.is_ascii_hexdigit());
        signs.extend(long.filter(|part| part.len() > 64).map(str::to_owned));
    }
    signs
}

async fn household(world: &TestApp, account: AccountId) -> String {
    let data = world.accounts().copy(account).await.unwrap();
    data["household"]["id"].as_str().unwrap().to_owned()
}

/// The signs that are in some row, whether as text, as an id or as bytes. What the maker's models say is
/// nobody's.
async fn found(raw: &Raw, signs: &BTreeSet<String>) -> Vec<String> {
    let rows = raw.dump().await;
    let mut found = Vec::new();
    for sign in signs {
        let plain = sign.to_lowercase().replace('-', "");
        let bytes: String = sign.bytes().map(|byte| format!("{byte:02x}")).collect();
        for row in rows.iter().filter(|row| !row.starts_with("model_slots:")) {
            if row.contains(&plain) || row.contains(&bytes) {
                found.push(format!("{sign} in {row}"));
            }
        }
    }
    found
}

async fn nothing_is_left_of_who_lived_alone(base: Base) {
    let (world, raw) = (TestApp::connected_to(&base.raw.url).await, &base.raw);
    let held = lives(&world, world.account).await;
    let mut signs = signs(&world, raw, world.account).await;
    signs.extend([household(&world, world.account).await, NAME.to_owned()]);
    assert!(signs.len() >= 8, "{signs:?}");
    for sign in &signs {
        let one = BTreeSet::from([sign.clone()]);
        assert!(
            !found(raw, &one).await.is_empty(),
            "{sign} is there at first"
        );
    }

    world.accounts().delete(by(world.account)).await.unwrap();
    world.settle().await;
    assert_eq!(found(raw, &signs).await, [""; 0]);

    // What comes late: of a machine that nobody has connected, and of one that is gone.
    let late = std::mem::take(&mut *held.lock().unwrap());
    assert!(late.len() >= 3, "{} messages", late.len());
    let (first, rest) = late.split_at(late.len() - 1);
    for body in first {
        world.inbox().receive(body.as_bytes(), None).await.unwrap();
    }
    world.settle().await;
    assert_eq!(found(raw, &signs).await, [""; 0]);
    world.devices().delete(by_maker(), SERIAL).await.unwrap();
    world.settle().await;
    for body in rest {
        world.inbox().receive(body.as_bytes(), None).await.unwrap();
    }
    world.settle().await;
    assert_eq!(found(raw, &signs).await, [""; 0]);
}

async fn nothing_is_left_of_who_shared(base: Base) {
    let (world, raw) = (TestApp::connected_to(&base.raw.url).await, &base.raw);
    let held = lives(&world, world.account).await;
    let ben = world.customer("Ben").await;
    let code = world.household().invite(by(world.account), Role::Owner);
    let code = code.await.unwrap();
    world.household().join(by(ben), &code).await.unwrap();
    let ada = signs(&world, raw, world.account).await;
    let house = household(&world, ben).await;

    world.accounts().delete(by(world.account)).await.unwrap();
    world.settle().await;
    let late = std::mem::take(&mut *held.lock().unwrap());
    for body in late {
        world.inbox().receive(body.as_bytes(), None).await.unwrap();
    }
    world.settle().await;
    assert_eq!(found(raw, &ada).await, [""; 0]);
    let goes_on = world.devices().rename(by(ben), world.device, NAME).await;
    assert!(goes_on.is_ok(), "the household goes on");

    let mut both = signs(&world, raw, ben).await;
    both.extend([house, NAME.to_owned()]);
    world.accounts().delete(by(ben)).await.unwrap();
    world.settle().await;
    assert_eq!(found(raw, &both).await, [""; 0]);
}

#[tokio::test]
async fn nothing_is_left_of_who_lived_alone_on_sqlite() {
    nothing_is_left_of_who_lived_alone(base::sqlite().await).await;
}

#[tokio::test]
async fn nothing_is_left_of_who_lived_alone_on_postgres() {
    nothing_is_left_of_who_lived_alone(base::postgres().await).await;
}

#[tokio::test]
async fn nothing_is_left_of_who_shared_on_sqlite() {
    nothing_is_left_of_who_shared(base::sqlite().await).await;
}

#[tokio::test]
async fn nothing_is_left_of_who_shared_on_postgres() {
    nothing_is_left_of_who_shared(base::postgres().await).await;
}
