//! One household, one machine, one Amazon.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use amazon::{Amazon, Endpoints, SecurityProfile, SnsVerifier};
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use domain::order::OrderState;
use domain::view::{DeviceView, OrderView, SupplyView};
use domain::{AccountId, DeviceId, SlotId, Time};
use replenish::fleet::NewDevice;
use replenish::{
    Application, Clock, ConnectError, Random, Receipt, Refused, Restock, RestockKind, Settings,
    Vault, clock,
};
use sandbox::amazon::{Model, State as Believed};
use sandbox::{Config, Pace, Sandbox};
use secrecy::SecretString;
use serde_json::{Value, json};
use store::Store;
use tempfile::TempDir;
use tokio::net::TcpListener;
use url::Url;

pub const MODEL: &str = "BREW-2";
pub const SERIAL: &str = "K1";
pub const SLOT: &str = "pods";
const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:larder";
const SECRET: &str = "a-secret-of-the-maker";
/// What tokens are sealed with.
pub const KEY: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

/// What a browser brings back from Amazon.
pub struct Consented {
    device: DeviceId,
    code: String,
    verifier: SecretString,
}

pub struct World {
    pub app: Application,
    pub amazon: Sandbox,
    pub clock: Clock,
    pub account: AccountId,
    pub device: DeviceId,
    database: String,
    origin: String,
    claim_code: String,
    folder: TempDir,
}

impl World {
    /// A machine of a hundred pods that comes full, claimed and not connected, at
    /// 2026-03-02T00:00:00Z.
    pub async fn claimed() -> Self {
        let clock = Clock::manual(Time::parse("2026-03-02T00:00:00Z").unwrap());
        Self::begin(clock, None).await
    }

    /// Connected, on a database that was made for it.
    pub async fn connected_to(database: &str) -> Self {
        let clock = Clock::manual(Time::parse("2026-03-02T00:00:00Z").unwrap());
        let world = Self::begin(clock, Some(database)).await;
        world.connect().await;
        world.settle().await;
        world
    }

    /// On a database, or on a SQLite file of its own.
    async fn begin(clock: Clock, database: Option<&str>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("larder.db");
        let database =
            database.map_or_else(|| format!("sqlite://{}", file.display()), str::to_owned);
        let amazon_socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let webhook_socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", amazon_socket.local_addr().unwrap());
        let webhook = format!(
            "http://{}/webhooks/sns",
            webhook_socket.local_addr().unwrap()
        );

        let config = Config {
            seed: 7,
            origin: origin.clone(),
            webhook: Some(webhook),
            topic: TOPIC.to_owned(),
            client_id: "amzn1.application-oa2-client.larder".to_owned(),
            client_secret: SECRET.to_owned(),
            redirect_uris: Vec::new(),
            pace: Pace::default(),
        };
        let business = clock.clone();
        let amazon = Sandbox::new(
            config,
            Arc::new(move || business.now().millis()),
            Arc::new(|| clock::system_now().millis()),
        );
        amazon.put_model(MODEL, model());
        let router = amazon.router();
        tokio::spawn(async move { axum::serve(amazon_socket, router).await.unwrap() });

        let app = application(&database, &origin, &clock, 3, KEY).await;
        let router = Router::new()
            .route("/webhooks/sns", post(webhook_route))
            .with_state(app.clone());
        tokio::spawn(async move { axum::serve(webhook_socket, router).await.unwrap() });

        let spec = json!({"name": "Brew 2", "slots": [{
            "slot": SLOT, "name": "Coffee pods", "unit": "count", "capacity": "100",
            "starts": "full", "products": [{"asin": "B00PODS036", "name": "Pods, 36"}],
        }]});
        app.put_model(MODEL, serde_json::from_value(spec).unwrap(), "test")
            .await
            .unwrap();
        let new = NewDevice {
            model: MODEL.to_owned(),
            serial: SERIAL.to_owned(),
            token_sha256: None,
        };
        let made = app
            .create_devices(vec![new], "test")
            .await
            .unwrap()
            .remove(0);
        let mut world = Self {
            account: sign_in(&app, &amazon, "Ada").await,
            device: made.id,
            claim_code: made.claim_code.unwrap(),
            app,
            amazon,
            clock,
            database,
            origin,
            folder,
        };
        world.amazon.subscribe().await;
        world.settle().await;
        assert!(world.believed().subscription.confirmed);
        world.device = world
            .app
            .claim(world.account, &world.claim_code, "test")
            .await
            .unwrap();
        world
    }

    /// The same, connected, with 36 pods chosen.
    pub async fn connected() -> Self {
        let world = Self::claimed().await;
        world.connect().await;
        world.settle().await;
        world
    }

    /// The same by the system's clock, on a database that several servers share.
    pub async fn connected_on(database: &str) -> Self {
        let world = Self::begin(Clock::system(), Some(database)).await;
        world.connect().await;
        world.settle().await;
        world
    }

    /// One more server on the same database.
    pub async fn server(&self, seed: u64) -> Application {
        self.server_with_keys(seed, KEY).await
    }

    /// The same by another clock.
    pub async fn server_by(&self, clock: &Clock) -> Application {
        application(&self.database, &self.origin, clock, 5, KEY).await
    }

    /// A backup of the database as it is now.
    pub async fn backup(&self) -> PathBuf {
        let file = self.folder.path().join("backup");
        store::backup::backup(&self.database, &file, &|_| {})
            .await
            .unwrap();
        file
    }

    /// Puts a backup in the database's place, and starts the server.
    pub async fn restore(&mut self, file: &Path) {
        self.app.store().close().await;
        store::backup::restore(&self.database, file, false, &|_| {})
            .await
            .unwrap();
        self.restart().await;
    }

    /// The same with other keys.
    pub async fn server_with_keys(&self, seed: u64, keys: &str) -> Application {
        application(&self.database, &self.origin, &self.clock, seed, keys).await
    }

    /// Another customer with a household of their own.
    pub async fn customer(&self, name: &str) -> AccountId {
        sign_in(&self.app, &self.amazon, name).await
    }

    /// The same database under a new application, as after a restart.
    pub async fn restart(&mut self) {
        self.app = self.server(4).await;
        self.app.start().await.unwrap();
    }

    pub async fn connect(&self) {
        self.connect_as(self.account, "Ada").await;
    }

    /// Through Amazon's pages and back with the code.
    pub async fn connect_as(&self, account: AccountId, customer: &str) {
        let consent = self.consent(account, customer).await;
        self.finish(account, &consent).await.unwrap();
    }

    /// Through Amazon's pages; what comes back is not handed in yet.
    pub async fn consent(&self, account: AccountId, customer: &str) -> Consented {
        // Another device for each of its owners.
        let device = self.app.device_by_serial(SERIAL).await.unwrap().id;
        let start = self.app.connect_start(account, device).await.unwrap();
        let choices = [(SLOT, Some("B00PODS036"))];
        let back = self
            .amazon
            .authorize(start.url.as_str(), customer, &choices)
            .unwrap();
        Consented {
            device,
            code: parameter(&back, "code"),
            verifier: start.verifier,
        }
    }

    /// Back with the code.
    pub async fn finish(
        &self,
        account: AccountId,
        consent: &Consented,
    ) -> Result<(), ConnectError> {
        self.app
            .connect_finish(
                account,
                consent.device,
                &consent.code,
                &consent.verifier,
                "test",
            )
            .await
    }

    /// Everything that is due now, on both sides.
    pub async fn settle(&self) {
        loop {
            let ours = self.app.run_until_idle().await.unwrap();
            let theirs = self.amazon.run_due().await;
            if ours + theirs == 0 {
                return;
            }
        }
    }

    /// Lives until a moment, doing everything on its time.
    pub async fn live_until(&self, end: Time) {
        loop {
            self.settle().await;
            let ours = self.app.next_due().await.unwrap();
            let theirs = self.amazon.next_due().map(Time::from_millis);
            match ours.into_iter().chain(theirs).min() {
                Some(next) if next <= end => self.clock.advance_to(next),
                _ => break,
            }
        }
        self.clock.advance_to(end);
        self.settle().await;
    }

    pub async fn live(&self, millis: i64) {
        self.live_until(self.app.now() + millis).await;
    }

    pub async fn report(&self, report: Value) -> Receipt {
        self.app.ingest(self.device, vec![report]).await.unwrap()
    }

    /// So many pods used now.
    pub async fn use_pods(&self, id: &str, pods: u32) -> Receipt {
        self.report(json!({"id": id, "slot": SLOT, "used": pods.to_string()}))
            .await
    }

    /// Five pods left at a pace of one and a half a day: due, and not due any more with 36 added.
    pub async fn run_low(&self) {
        self.report(json!({"id": "old", "slot": SLOT, "used": 65, "at": "2025-12-01T08:00:00Z"}))
            .await;
        self.use_pods("new", 30).await;
    }

    pub async fn restock(&self, key: &str, kind: RestockKind, amount: &str) {
        let restock = Restock {
            key: key.to_owned(),
            kind,
            amount: amount.to_owned(),
            unit: None,
        };
        self.app
            .restock(self.account, self.supply_id().await, restock, "test")
            .await
            .unwrap();
        self.settle().await;
    }

    /// How often that was done, by the audit.
    pub async fn audited(&self, action: &str) -> usize {
        let mut tx = self.app.store().read().await.unwrap();
        let lines = tx.audit_list(1_000).await.unwrap();
        lines.iter().filter(|line| line.action == action).count()
    }

    pub async fn machine(&self) -> DeviceView {
        self.app.device_by_serial(SERIAL).await.unwrap()
    }

    pub async fn supply(&self) -> SupplyView {
        self.machine().await.supplies.remove(0)
    }

    pub async fn supply_id(&self) -> SlotId {
        self.supply().await.id
    }

    /// At home, decimal text.
    pub async fn at_home(&self) -> String {
        let supply = self.supply().await;
        supply
            .at_home()
            .map_or_else(|| "unknown".to_owned(), |at_home| supply.text(at_home))
    }

    /// All orders, oldest first.
    pub async fn orders(&self) -> Vec<OrderView> {
        let mut orders = self.app.orders(None, 1_000, None).await.unwrap().0;
        orders.reverse();
        orders
    }

    pub async fn states(&self) -> Vec<OrderState> {
        self.orders()
            .await
            .iter()
            .map(|order| order.state)
            .collect()
    }

    /// What Amazon believes.
    pub fn believed(&self) -> Believed {
        self.amazon.state()
    }

    /// Replenish calls that Amazon heard.
    pub fn replenish_calls(&self) -> u64 {
        self.believed().calls.get("replenish").copied().unwrap_or(0)
    }
}

fn model() -> Model {
    serde_json::from_value(json!({"name": "Brew 2", "slots": [{
        "slot": SLOT, "name": "Coffee pods", "unit": "count",
        "products": [{"asin": "B00PODS036", "name": "Pods, 36", "quantity": 36}],
    }]}))
    .unwrap()
}

async fn application(
    database: &str,
    origin: &str,
    clock: &Clock,
    seed: u64,
    keys: &str,
) -> Application {
    let url = |text: &str| Url::parse(text).unwrap();
    let store = Store::open(database).await.unwrap();
    let amazon = Amazon::new(
        Endpoints {
            lwa_authorize: url(&format!("{origin}/ap/oa")),
            lwa_api: url(origin),
            drs: url(origin),
            drs_web: url(origin),
            sns: Some(url(origin)),
        },
        SecurityProfile {
            client_id: "amzn1.application-oa2-client.larder".to_owned(),
            client_secret: SecretString::from(SECRET),
        },
    )
    .unwrap();
    let verifier =
        SnsVerifier::new(&amazon, vec![TOPIC.to_owned()], Duration::from_secs(4_500)).unwrap();
    let settings = Settings {
        public_url: url("http://127.0.0.1:3000"),
        test_devices: false,
        non_live: false,
    };
    let vault = Vault::parse(&SecretString::from(keys)).unwrap();
    Application::new(
        store,
        amazon,
        verifier,
        vault,
        settings,
        clock.clone(),
        Random::seeded(seed),
    )
}

async fn sign_in(app: &Application, amazon: &Sandbox, customer: &str) -> AccountId {
    let start = app.sign_in_start().await.unwrap();
    let back = amazon.authorize(start.url.as_str(), customer, &[]).unwrap();
    assert_eq!(parameter(&back, "state"), start.state);
    app.sign_in_finish(&parameter(&back, "code"), &start.verifier, "test")
        .await
        .unwrap()
}

fn parameter(url: &str, name: &str) -> String {
    let url = Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_else(|| panic!("no {name} in {url}"))
}

async fn webhook_route(
    State(app): State<Application>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let kind = headers
        .get("x-amz-sns-message-type")
        .and_then(|value| value.to_str().ok());
    match app.receive(&body, kind).await {
        Ok(()) => StatusCode::OK,
        Err(Refused::Forbidden) => StatusCode::FORBIDDEN,
        Err(Refused::Unavailable | Refused::Clock) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
