//! A maker who has nothing to do with Amazon: no setting of it, customers of its own identity provider, supplies of its own
//! shop. Everything over HTTP.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::api_key::Scope;
use domain::time::{DAY, HOUR};
use oidc::Provider;
use replenish::{Clock, Random};
use reqwest::{Method, StatusCode};
use sandbox::identity::{Client, IdentityProvider, Lie};
use sandbox::{Pace, shop as counter, wall_clock};
use serde_json::{Value, json};
use server::Server;
use url::Url;

use crate::test_server::{Browser, Larder, TestServer, config, listen};

/// A server without Amazon, and the identity provider of its maker.
struct Shop {
    larder: Larder,
    idp: IdentityProvider,
    clock: Clock,
    application: replenish::Application,
    /// No browser goes there.
    amazon: TestServer,
    _database: testkit::Database,
}

async fn shop() -> Shop {
    let database = testkit::Database::sqlite();
    let clock = Clock::manual(domain::Time::parse("2026-11-22T12:00:00Z").unwrap());
    let (listener, address) = listen().await;
    let (identities, at) = listen().await;
    let larder = Larder::at(&format!("http://{address}"));
    let client = Client {
        id: "larder".to_owned(),
        secret: "between us".to_owned(),
        redirect_uris: vec![larder.url("/auth/oidc/callback")],
    };
    let idp = IdentityProvider::new(&format!("http://{at}"), client, wall_clock());
    testkit::serve(identities, idp.router());
    let mut config = config(&larder.origin, "http://127.0.0.1:9", database.url());
    config.profile = None;
    config.topics = Vec::new();
    config.brand.name = "Acme".to_owned();
    config.customer_oidc = Some(Provider {
        issuer: Url::parse(idp.issuer()).unwrap(),
        client_id: "larder".to_owned(),
        client_secret: "between us".into(),
    });
    let server = Server::open(&config, clock.clone(), Random::seeded(7));
    let server = server.await.unwrap();
    testkit::serve(listener, server.router());
    Shop {
        larder,
        idp,
        clock,
        application: server.application().clone(),
        amazon: TestServer::new().await,
        _database: database,
    }
}

impl Shop {
    fn browser(&self) -> Browser<'_> {
        Browser::new(&self.larder, &self.amazon.amazon)
    }

    /// The way back from the identity provider, as that customer.
    async fn way_back(&self, browser: &Browser<'_>, who: &str) -> String {
        let leaving = browser.get("/auth/oidc/start?next=%2Fsupplies").await;
        assert_eq!(leaving.status, StatusCode::FOUND, "{}", leaving.body);
        let back = self.idp.authorize(leaving.location(), who).unwrap();
        back.strip_prefix(&self.larder.origin).unwrap().to_owned()
    }

    async fn sign_in(&self, who: &str) -> Browser<'_> {
        let browser = self.browser();
        let back = self.way_back(&browser, who).await;
        let landed = browser.get(&back).await;
        assert_eq!(landed.location(), "/supplies", "{}", landed.body);
        browser
    }

    async fn settle(&self) {
        self.application.run_until_idle().await.unwrap();
    }

    /// Time goes on, and what is due is done.
    async fn live(&self, millis: i64) {
        let end = self.clock.now() + millis;
        while let Some(next) = self.application.next_due().await.unwrap() {
            if next > end {
                break;
            }
            self.clock.advance_to(next.max(self.clock.now()));
            self.settle().await;
        }
        self.clock.advance_to(end);
        self.settle().await;
    }

    async fn at_home(&self) -> Value {
        let device = self.larder.get("/api/v1/devices/K1").await;
        device["slots"][0]["at_home"].clone()
    }
}

fn model() -> Value {
    json!({"name": "Brewer 2", "replenisher": "shop", "slots": [
        {"slot": "pods", "name": "Coffee pods", "unit": "count", "capacity": "100", "starts": "full",
            "shop": {"product": "PODS-36", "quantity": "36"}}]})
}

#[tokio::test]
async fn a_maker_without_amazon_sells_signs_in_and_delivers() {
    let shop = shop().await;
    let larder = &shop.larder;
    larder.put_model("BREW-2", &model()).await;
    let (token, code) = larder.device("K1").await;
    let browser = shop.sign_in("Anna").await;
    let added = browser.post("/devices/add", &[("code", &code)]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = browser.get(added.location()).await;
    assert!(
        page.body.contains("Acme sends your supplies"),
        "{}",
        page.body
    );

    // A week ago much was used, now little is left.
    shop.live(8 * DAY).await;
    let reports = json!([
        {"id": "1", "slot": "pods", "used": "60", "at": "2026-11-23T10:00:00Z"},
        {"id": "2", "slot": "pods", "used": "35"}]);
    let posted = larder.usage(&token, &reports).send().await.unwrap();
    assert_eq!(posted.status(), 200);
    shop.settle().await;

    let key = key(larder, &[Scope::FleetRead, Scope::Orders]).await;
    let events = larder.call(Method::GET, "/api/v1/events?types=order.requested", &key);
    let events: Value = events.send().await.unwrap().json().await.unwrap();
    let asked = &events["items"][0];
    assert_eq!(asked["serial"], "K1");
    assert_eq!(asked["data"]["product"], "PODS-36");
    assert_eq!(asked["data"]["quantity"], "36");
    let order = asked["order"].as_str().unwrap();

    let say = async |body: Value| {
        let path = format!("/api/v1/orders/{order}/events");
        let said = larder.call(Method::POST, &path, &key).json(&body);
        let answer = said.send().await.unwrap();
        let status = answer.status().as_u16();
        (status, answer.json::<Value>().await.unwrap())
    };
    let at = "2026-11-30T12:00:00Z";
    let placed = json!({"id": "a", "type": "placed", "at": at, "estimated_delivery": "2026-12-02"});
    assert_eq!(say(placed.clone()).await.0, 201);
    let (status, again) = say(placed).await;
    assert_eq!((status, &again["state"]), (200, &json!("placed")));
    let other = json!({"id": "a", "type": "cancelled", "at": at});
    assert_eq!(say(other).await.1["code"], "key_reused");
    for (wrong, field) in [
        (json!({"id": "b", "type": "sent", "at": at}), "type"),
        (json!({"id": "b", "type": "shipped", "at": "today"}), "at"),
        (
            json!({"id": "b", "type": "shipped", "at": at, "quantity": "0"}),
            "quantity",
        ),
        (
            json!({"id": "b", "type": "shipped", "at": at, "quantity": "3", "unit": "litre"}),
            "unit",
        ),
        (
            json!({"id": "b", "type": "shipped", "at": at, "estimated_delivery": "soon"}),
            "estimated_delivery",
        ),
    ] {
        let (status, problem) = say(wrong.clone()).await;
        assert_eq!(status, 422, "{wrong}: {problem}");
        assert_eq!(problem["errors"][0]["field"], field, "{problem}");
    }
    let orders = browser.get("/supplies").await;
    assert!(
        orders.body.contains("Acme has placed an order of 36"),
        "{}",
        orders.body
    );
    assert!(!orders.body.contains("Amazon"), "{}", orders.body);
    let shipped = json!({"id": "c", "type": "shipped", "at": at});
    assert_eq!(say(shipped).await.1["state"], "shipped");
    assert_eq!(shop.at_home().await, "5");
    shop.live(3 * DAY).await;
    assert_eq!(shop.at_home().await, "41");
}

#[tokio::test]
async fn a_customer_pauses_and_resumes_at_the_shop() {
    let shop = shop().await;
    shop.larder.put_model("BREW-2", &model()).await;
    let (_, code) = shop.larder.device("K1").await;
    let browser = shop.sign_in("Anna").await;
    browser.post("/devices/add", &[("code", &code)]).await;
    let supplies = browser.get("/supplies").await;
    let id = supplies.body.split("/supplies/").nth(1).unwrap();
    let path = format!("/supplies/{}", &id[..36]);
    let page = browser.get(&path).await;
    assert!(page.body.contains("Pause auto-reorder"), "{}", page.body);
    assert!(!page.body.contains("Amazon"), "{}", page.body);
    let paused = browser.post(&format!("{path}/pause"), &[]).await;
    assert_eq!(paused.location(), path);
    let page = browser.get(&path).await;
    assert!(page.body.contains("Resume auto-reorder"), "{}", page.body);
    assert!(page.body.contains("no order will be made"), "{}", page.body);
    browser.post(&format!("{path}/resume"), &[]).await;
    assert!(browser.get(&path).await.body.contains("Pause auto-reorder"));
}

#[tokio::test]
async fn without_amazon_there_is_no_way_to_it() {
    let shop = shop().await;
    let mut drs = model();
    drs["replenisher"] = json!("drs");
    let put = shop.larder.maker(Method::PUT, "/api/v1/models/BREW-2");
    let answer = put.json(&drs).send().await.unwrap();
    assert_eq!(answer.status(), 422);
    let problem: Value = answer.json().await.unwrap();
    assert_eq!(problem["errors"][0]["field"], "replenisher", "{problem}");
    let browser = shop.browser();
    let leaving = browser.get("/auth/lwa/start").await;
    assert_eq!(leaving.location(), "/sign-in?error=amazon");
    let page = browser.get("/sign-in").await;
    assert!(page.body.contains("Sign in with Acme"), "{}", page.body);
    assert!(!page.body.contains("/auth/lwa/start"), "{}", page.body);
    shop.live(2 * DAY + HOUR).await;
}

#[tokio::test]
async fn who_the_provider_names_is_one_account_and_a_lie_is_none() {
    let shop = shop().await;
    shop.sign_in("Anna").await;
    shop.sign_in("Anna").await;
    let mut tx = shop.application.store().read().await.unwrap();
    let identity = domain::Identity {
        issuer: shop.idp.issuer().to_owned(),
        subject: "anna".to_owned(),
    };
    let account = tx.account_by_identity(&identity).await.unwrap();
    assert!(account.is_some());
    let at_amazon = domain::Identity::of_amazon("anna");
    assert_eq!(tx.account_by_identity(&at_amazon).await.unwrap(), None);
    drop(tx);

    let browser = shop.browser();
    shop.idp.lie(Lie::OtherNonce);
    let back = shop.way_back(&browser, "Ben").await;
    let landed = browser.get(&back).await;
    assert_eq!(landed.location(), "/sign-in?error=code");
    shop.idp.lie(Lie::None);
    // What was sent to one of them does not come back from the other.
    let back = shop.way_back(&browser, "Ben").await;
    let swapped = back.replace("/auth/oidc/callback", "/auth/lwa/callback");
    let landed = browser.get(&swapped).await;
    assert_eq!(landed.location(), "/sign-in?error=state");
}

async fn key(larder: &Larder, scopes: &[Scope]) -> String {
    let names: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
    let made = larder
        .maker(Method::POST, "/api/v1/keys")
        .json(&json!({"name": "shop", "scopes": names}));
    let made: Value = made.send().await.unwrap().json().await.unwrap();
    made["key"].as_str().unwrap().to_owned()
}

impl Shop {
    /// The counter of the shop, which reads events and says its words.
    async fn counter(&self, words: counter::Words, seed: u64) -> counter::Shop {
        let clock = self.clock.clone();
        let config = counter::Config {
            larder: self.larder.origin.clone(),
            key: key(&self.larder, &[Scope::FleetRead, Scope::Orders]).await,
            pace: Pace {
                placed_after_ms: HOUR / 2,
                shipped_after_ms: DAY,
                arrives_after_ms: 2 * DAY,
            },
            words,
            seed,
        };
        counter::Shop::new(config, Arc::new(move || clock.now().millis()))
    }

    /// Time goes on for both, and what is due on either side is done.
    async fn trade(&self, counter: &mut counter::Shop, millis: i64) {
        let end = self.clock.now() + millis;
        loop {
            while counter.turn().await > 0 {
                self.settle().await;
            }
            let ours = self.application.next_due().await.unwrap();
            let theirs = counter.next_due().map(domain::Time::from_millis);
            let next = ours.into_iter().chain(theirs).min();
            let Some(next) = next.filter(|next| *next <= end) else {
                break;
            };
            self.clock.advance_to(next.max(self.clock.now()));
            self.settle().await;
        }
        self.clock.advance_to(end);
        self.settle().await;
    }
}

#[tokio::test]
async fn the_loop_holds_whatever_becomes_of_words() {
    let bad = counter::Words {
        lost_answers: 0.3,
        doubled: 0.3,
        reordered: 0.3,
        lost: 0.15,
    };
    for (words, seed) in [(counter::Words::default(), 1), (bad, 2), (bad, 3)] {
        let shop = shop().await;
        let mut model = model();
        model["slots"][0]["policy"] = json!({"kind": "forecast", "service_level": 0.95});
        shop.larder.put_model("BREW-2", &model).await;
        let (token, code) = shop.larder.device("K1").await;
        let browser = shop.sign_in("Anna").await;
        browser.post("/devices/add", &[("code", &code)]).await;
        let mut counter = shop.counter(words, seed).await;
        for day in 0..50 {
            let used = json!([{"id": format!("d{day}"), "slot": "pods", "used": "6"}]);
            let posted = shop.larder.usage(&token, &used).send().await.unwrap();
            assert_eq!(posted.status(), 200);
            shop.settle().await;
            shop.trade(&mut counter, DAY).await;
        }
        shop.trade(&mut counter, 25 * DAY).await;
        let orders = shop.larder.get("/api/v1/orders?limit=100").await;
        let mut ended: BTreeMap<String, usize> = BTreeMap::new();
        for order in orders["items"].as_array().unwrap() {
            let state = order["state"].as_str().unwrap().to_owned();
            *ended.entry(state).or_default() += 1;
        }
        let live = ["requested", "awaiting", "placed", "shipped"];
        assert!(
            ended.keys().all(|it| !live.contains(&it.as_str())),
            "{ended:?}"
        );
        let arrived = ended.get("arrived").copied().unwrap_or_default();
        assert!(arrived >= 3, "{ended:?}");
        if seed == 1 {
            assert_eq!(ended.len(), 1, "{ended:?}");
        }
        let journal = "/api/v1/devices/K1/journal?limit=1000";
        let journal = shop.larder.get(journal).await;
        let entries = journal["items"].as_array().unwrap();
        let deliveries: Vec<_> = entries
            .iter()
            .filter(|it| it["kind"] == "delivery")
            .collect();
        assert_eq!(
            deliveries.len(),
            arrived,
            "each parcel counts once: {ended:?}"
        );
        assert!(
            deliveries.iter().all(|it| it["amount"] == "36"),
            "{deliveries:?}"
        );
    }
}
