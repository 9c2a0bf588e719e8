//! One machine, one household, one Amazon, and one history of them.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use amazon::{Amazon, Endpoints, SecurityProfile, SnsVerifier};
use domain::heartbeat::Heartbeat;
use domain::time::{MINUTE, SECOND};
use domain::view::{DeviceView, SupplyView};
use domain::{AccountId, DeviceId, SlotId, Time};
use replenish::fleet::NewDevice;
use replenish::{
    Application, Clock, Random, Refused, Restock, RestockKind, Settings, Vault, clock,
};
use sandbox::amazon::{Faults, Receiver, State};
use sandbox::{Config, Pace, Sandbox};
use secrecy::SecretString;
use serde_json::{Value, json};
use store::Store;
use url::Url;
use uuid::Uuid;

use crate::step::{Choice, Post, Step};
use crate::wire::Wire;

pub const MODEL: &str = "BREW-2";
pub const SERIAL: &str = "K1";
pub const SLOT: &str = "pods";
const CUSTOMER: &str = "Ada";
const ORIGIN: &str = "http://localhost:4000";
const TOPIC: &str = "arn:aws:sns:eu-west-1:123456789012:larder";
const CLIENT: &str = "amzn1.application-oa2-client.larder";
const SECRET: &str = "a-secret-of-the-maker";
const SMALL: &str = "B00PODS036";
const LARGE: &str = "B00PODS072";

pub struct World {
    pub app: Application,
    pub amazon: Sandbox,
    pub account: AccountId,
    pub device: DeviceId,
    pub slot: SlotId,
    /// Reports answered as accepted.
    pub accepted: Vec<String>,
    /// Amazon has a registration whose code never came through.
    pub half_connected: bool,
    clock: Clock,
    store: Store,
    client: Amazon,
    wire: Wire,
    /// Whom SNS reaches.
    server: Arc<Mutex<Application>>,
    starts: u64,
    last_report: Option<Value>,
}

impl World {
    /// A machine of a hundred pods, connected, that has used one and a half a day for three weeks.
    pub async fn begin(file: &Path, client: &Amazon) -> Self {
        let clock = Clock::manual(Time::parse("2026-03-02T00:00:00Z").unwrap());
        let business = clock.clone();
        let amazon = Sandbox::new(
            config(),
            Arc::new(move || business.now().millis()),
            Arc::new(|| clock::system_now().millis()),
        );
        amazon.put_model(MODEL, at_amazon());
        let wire = Wire::default();
        let client = client.clone().carried_by(wire.to(amazon.router()));
        let store = Store::open(&format!("sqlite://{}", file.display()))
            .await
            .unwrap();
        let app = application(&store, &client, &clock, 0);
        let server = Arc::new(Mutex::new(app.clone()));
        amazon.set_receiver(receiver(server.clone()));
        let mut world = Self {
            account: AccountId(Uuid::nil()),
            device: DeviceId(Uuid::nil()),
            slot: SlotId(Uuid::nil()),
            accepted: Vec::new(),
            half_connected: false,
            app,
            amazon,
            clock,
            store,
            client,
            wire,
            server,
            starts: 0,
            last_report: None,
        };
        world.set_up().await;
        world
    }

    async fn set_up(&mut self) {
        let spec = json!({"name": "Brew 2", "slots": [{
            "slot": SLOT, "name": "Coffee pods", "unit": "count", "capacity": "100",
            "starts": "full",
        }]});
        let app = self.app.clone();
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
        let start = app.sign_in_start().await.unwrap();
        let back = self
            .amazon
            .authorize(start.url.as_str(), CUSTOMER, &[])
            .unwrap();
        self.account = app
            .sign_in_finish(&parameter(&back, "code"), &start.verifier, "test")
            .await
            .unwrap();
        let code = made.claim_code.unwrap();
        self.device = app.claim(self.account, &code, "test").await.unwrap();
        self.amazon.subscribe().await;
        self.settle().await;
        self.connect().await;
        self.settle().await;
        let now = self.app.now();
        for days in (0..20).rev() {
            let at = now - days * domain::time::DAY - domain::time::HOUR;
            let used = if days % 2 == 0 { 1 } else { 2 };
            self.report(json!({"slot": SLOT, "used": used, "at": at}))
                .await;
        }
        self.report(json!({"slot": SLOT, "used": 50})).await;
        self.slot = self.supply().await.id;
        self.settle().await;
    }

    /// One step of a history.
    pub async fn take(&mut self, step: &Step) {
        match step {
            Step::Wait(span) => self.live(span.millis()).await,
            Step::Use(pods) => self.report(json!({"slot": SLOT, "used": pods})).await,
            Step::Again => {
                if let Some(report) = self.last_report.clone() {
                    self.app.ingest(self.device, vec![report]).await.unwrap();
                }
            }
            Step::Late { pods, hours } => {
                let at = self.app.now() - i64::from(*hours) * domain::time::HOUR;
                self.report(json!({"slot": SLOT, "used": pods, "at": at}))
                    .await;
            }
            Step::Restock(pods) => self.restock(*pods).await,
            // A lever that does not apply is a click that changes nothing.
            Step::Pause => drop(self.amazon.pause(SERIAL, SLOT)),
            Step::Resume => drop(self.amazon.resume(SERIAL, SLOT)),
            Step::Product(choice) => {
                let asin = match choice {
                    Choice::None => None,
                    Choice::Small => Some(SMALL),
                    Choice::Large => Some(LARGE),
                };
                drop(self.amazon.choose_product(SERIAL, SLOT, asin));
            }
            Step::Cancel => drop(self.amazon.cancel(SERIAL, SLOT)),
            Step::Ship => drop(self.amazon.ship(SERIAL, SLOT)),
            Step::Deregister => {
                self.half_connected &= self.amazon.deregister(SERIAL).is_err();
            }
            Step::Disconnect => {
                self.app
                    .disconnect(self.account, self.device, "test")
                    .await
                    .unwrap();
            }
            Step::Connect => self.connect().await,
            Step::Notifications(post, times) => self.faults(|faults| {
                let count = match post {
                    Post::Lost => &mut faults.notifications.lost,
                    Post::Duplicated => &mut faults.notifications.duplicated,
                    Post::Republished => &mut faults.notifications.republished,
                    Post::Reordered => &mut faults.notifications.reordered,
                };
                *count += u32::from(*times);
            }),
            Step::Delay(minutes) => self.faults(|faults| {
                faults.notifications.late_ms = i64::from(*minutes) * domain::time::MINUTE;
            }),
            Step::Resolution(on) => self.faults(|faults| faults.order_resolution = *on),
            Step::Calls(trouble, times) => self.wire.trouble(*trouble, *times),
            Step::ExpireTokens => drop(self.amazon.expire_tokens(SERIAL)),
            Step::Crash { heard } => self.wire.crash_next(*heard),
            Step::Restart => self.restart().await,
        }
        // No two things happen in the same moment.
        self.live(SECOND).await;
    }

    /// Nothing goes wrong for so long that everything has come to its end.
    pub async fn calm(&mut self, millis: i64) {
        self.wire.calm();
        self.amazon.set_faults(Faults::default());
        self.live(millis).await;
    }

    /// Through Amazon's pages and back with the code, which may get lost.
    pub async fn connect(&mut self) {
        let app = self.app.clone();
        let start = app.connect_start(self.account, self.device).await.unwrap();
        let choices = [(SLOT, Some(SMALL))];
        let back = self
            .amazon
            .authorize(start.url.as_str(), CUSTOMER, &choices)
            .unwrap();
        let code = parameter(&back, "code");
        let (account, device) = (self.account, self.device);
        let connected = self
            .alive(async move {
                app.connect_finish(account, device, &code, &start.verifier, "test")
                    .await
                    .is_ok()
            })
            .await;
        self.half_connected = connected != Some(true);
    }

    async fn report(&mut self, mut report: Value) {
        let id = format!("r{}", self.accepted.len());
        report["id"] = json!(id);
        let receipt = self
            .app
            .ingest(self.device, vec![report.clone()])
            .await
            .unwrap();
        assert_eq!(receipt.accepted, 1, "{report}");
        self.accepted.push(id);
        self.last_report = Some(report);
    }

    async fn restock(&mut self, pods: u8) {
        let restock = Restock {
            key: self.app.action_key(),
            kind: RestockKind::Add,
            amount: pods.to_string(),
            unit: None,
        };
        self.app
            .restock(self.account, self.slot, restock, "test")
            .await
            .unwrap();
    }

    fn faults(&self, change: impl FnOnce(&mut Faults)) {
        let mut faults = self.amazon.state().faults;
        change(&mut faults);
        self.amazon.set_faults(faults);
    }

    async fn restart(&mut self) {
        self.starts += 1;
        self.app = application(&self.store, &self.client, &self.clock, self.starts);
        *self.server.lock().unwrap() = self.app.clone();
        // The one before said until two minutes ago that it listens.
        let mut tx = self.store.write().await.unwrap();
        let before = Heartbeat::first(self.app.now() - 2 * MINUTE);
        tx.pulse_put(&before).await.unwrap();
        tx.commit().await.unwrap();
        self.app.start().await.unwrap();
        // What is forgotten in the end is not what a history is about.
        let mut tx = self.store.write().await.unwrap();
        tx.job_delete("cleanup").await.unwrap();
        tx.commit().await.unwrap();
    }

    /// Does something of the server's, unless the server dies meanwhile; then it is started again.
    async fn alive<T>(&mut self, work: impl Future<Output = T>) -> Option<T> {
        let wire = self.wire.clone();
        tokio::select! {
            done = work => return Some(done),
            () = wire.crashed() => {}
        }
        self.restart().await;
        None
    }

    /// Everything that is due now, on both sides.
    async fn settle(&mut self) {
        loop {
            let (app, amazon) = (self.app.clone(), self.amazon.clone());
            let done = self
                .alive(async move { app.run_until_idle().await.unwrap() + amazon.run_due().await });
            if done.await == Some(0) {
                return;
            }
        }
    }

    /// Lives so long, doing everything on its time.
    async fn live(&mut self, millis: i64) {
        let end = self.app.now() + millis;
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

    pub async fn machine(&self) -> DeviceView {
        self.app.device_by_serial(SERIAL).await.unwrap()
    }

    pub async fn supply(&self) -> SupplyView {
        self.machine().await.supplies.remove(0)
    }

    pub fn believed(&self) -> State {
        self.amazon.state()
    }

    pub async fn close(self) {
        self.store.close().await;
    }
}

/// The client whose requests are carried; costly to make, so one does for all histories.
pub fn client() -> Amazon {
    let url = |text: &str| Url::parse(text).unwrap();
    let endpoints = Endpoints {
        lwa_authorize: url(&format!("{ORIGIN}/ap/oa")),
        lwa_api: url(ORIGIN),
        drs: url(ORIGIN),
        drs_web: url(ORIGIN),
        sns: Some(url(ORIGIN)),
    };
    let profile = SecurityProfile {
        client_id: CLIENT.to_owned(),
        client_secret: SecretString::from(SECRET),
    };
    Amazon::new(endpoints, profile).unwrap()
}

fn application(store: &Store, client: &Amazon, clock: &Clock, seed: u64) -> Application {
    let verifier =
        SnsVerifier::new(client, vec![TOPIC.to_owned()], Duration::from_secs(4_500)).unwrap();
    let key = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
    let settings = Settings {
        public_url: Url::parse("http://127.0.0.1:3000").unwrap(),
        test_devices: false,
        non_live: false,
    };
    Application::new(
        store.clone(),
        client.clone(),
        verifier,
        Vault::parse(&SecretString::from(key)).unwrap(),
        settings,
        clock.clone(),
        Random::seeded(seed),
    )
}

fn receiver(server: Arc<Mutex<Application>>) -> Receiver {
    Arc::new(move |request| {
        let app = server.lock().unwrap().clone();
        Box::pin(async move {
            let kind = request
                .headers()
                .get("x-amz-sns-message-type")
                .and_then(|value| value.to_str().ok());
            match app.receive(request.body().as_bytes(), kind).await {
                Ok(()) => 200,
                Err(Refused::Forbidden) => 403,
                Err(Refused::Unavailable | Refused::Clock) => 503,
            }
        })
    })
}

fn config() -> Config {
    Config {
        seed: 7,
        origin: ORIGIN.to_owned(),
        webhook: Some("http://127.0.0.1:3000/webhooks/sns".to_owned()),
        topic: TOPIC.to_owned(),
        client_id: CLIENT.to_owned(),
        client_secret: SECRET.to_owned(),
        redirect_uris: Vec::new(),
        pace: Pace::default(),
    }
}

fn at_amazon() -> sandbox::amazon::Model {
    serde_json::from_value(json!({"name": "Brew 2", "slots": [{
        "slot": SLOT, "name": "Coffee pods", "unit": "count", "products": [
            {"asin": SMALL, "name": "Pods, 36", "quantity": 36},
            {"asin": LARGE, "name": "Pods, 72", "quantity": 72},
        ],
    }]}))
    .unwrap()
}

fn parameter(url: &str, name: &str) -> String {
    let url = Url::parse(url).unwrap();
    let found = url.query_pairs().find(|(key, _)| key == name);
    found
        .map(|(_, value)| value.into_owned())
        .unwrap_or_else(|| panic!("no {name} in {url}"))
}
