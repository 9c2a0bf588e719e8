//! Generated histories: a machine is used, told of, and whatever can go wrong between Larder and Alexa does, in any order.
//! Once it is quiet Alexa believes of every linked slot what Larder does; and no level it believes is older than a day, but
//! for while its gateways were away.
//!
//! `LARDER_ALEXA_HISTORIES` is how many (100), `LARDER_ALEXA_SEED` where they begin.

use std::env;
use std::path::Path;
use std::sync::{Arc, Mutex};

use amazon::{Carrier, Failure};
use axum::body::{Body, to_bytes};
use domain::alexa::Region;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::{DeviceId, Unit};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use replenish::{Restock, RestockKind};
use sandbox::alexa::Faults;
use serde_json::{Value, json};
use testkit::{Database, Installation, KEY, by, setting};
use tower::ServiceExt as _;

use super::home::{ADA, Home, model};

const ORIGIN: &str = "http://localhost:4000";
/// After so long without a fault everything was told: the machines again, and then what is in them.
const CALM: i64 = 4 * DAY;

/// What happens.
#[derive(Clone, Debug)]
enum Step {
    Wait(i64),
    Use {
        second: bool,
        pods: u8,
    },
    Milk {
        second: bool,
        level: u8,
    },
    Refill,
    /// The second machine comes or goes.
    Second,
    Rename(u8),
    /// The next calls fail so.
    Calls(Trouble, u8),
    /// Events that are taken come to nothing, or are looked at later.
    Lost(u8),
    Late(u8, i64),
    BelievesLate(bool),
    Expire,
    Rotation(bool),
    Restart,
    /// A server dies in its next call, and another one starts.
    Crash {
        heard: bool,
    },
    Link(Region),
    Unlink,
    Disable,
    Forget,
    TakeOff,
    Id(bool),
    Replenisher(bool),
}

/// What becomes of a call.
#[derive(Clone, Copy, Debug)]
enum Trouble {
    Unsent,
    Unanswered,
    Busy,
    Throttled,
    NoJson,
    Refused,
    Token,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let span = prop_oneof![
        4 => 0..2 * MINUTE,
        2 => 0..2 * HOUR,
        1 => 0..30 * HOUR,
    ];
    let trouble = prop_oneof![
        Just(Trouble::Unsent),
        Just(Trouble::Unanswered),
        Just(Trouble::Busy),
        Just(Trouble::Throttled),
        Just(Trouble::NoJson),
        Just(Trouble::Refused),
        Just(Trouble::Token),
    ];
    let region = prop_oneof![
        Just(Region::NorthAmerica),
        Just(Region::Europe),
        Just(Region::FarEast),
    ];
    let step = prop_oneof![
        8 => span.clone().prop_map(Step::Wait),
        8 => (any::<bool>(), 0..12_u8).prop_map(|(second, pods)| Step::Use { second, pods }),
        3 => (any::<bool>(), 0..20_u8).prop_map(|(second, level)| Step::Milk { second, level }),
        2 => Just(Step::Refill),
        2 => Just(Step::Second),
        1 => any::<u8>().prop_map(Step::Rename),
        4 => (trouble, 1..6_u8).prop_map(|(trouble, times)| Step::Calls(trouble, times)),
        2 => (1..4_u8).prop_map(Step::Lost),
        2 => (1..4_u8, span).prop_map(|(times, late)| Step::Late(times, late)),
        1 => any::<bool>().prop_map(Step::BelievesLate),
        1 => Just(Step::Expire),
        1 => any::<bool>().prop_map(Step::Rotation),
        2 => Just(Step::Restart),
        2 => any::<bool>().prop_map(|heard| Step::Crash { heard }),
        2 => region.prop_map(Step::Link),
        1 => Just(Step::Unlink),
        1 => Just(Step::Disable),
        1 => Just(Step::Forget),
        1 => Just(Step::TakeOff),
        1 => any::<bool>().prop_map(Step::Id),
        1 => any::<bool>().prop_map(Step::Replenisher),
    ];
    proptest::collection::vec(step, 1..30)
}

/// The way between Larder and Amazon, in one process.
#[derive(Clone, Default)]
struct Wire(Arc<Way>);

#[derive(Default)]
struct Way {
    troubles: Mutex<Vec<Trouble>>,
    crash: Mutex<Option<bool>>,
    crashed: tokio::sync::Notify,
}

impl Wire {
    fn carrier(&self, amazon: axum::Router) -> Carrier {
        let wire = self.clone();
        Carrier::new(move |request| {
            let (wire, amazon) = (wire.clone(), amazon.clone());
            Box::pin(async move { wire.carry(amazon, request).await })
        })
    }

    async fn carry(
        &self,
        amazon: axum::Router,
        request: http::Request<Vec<u8>>,
    ) -> Result<http::Response<Vec<u8>>, Failure> {
        // Who dies while refreshing keeps the right to it for half a minute of the system's clock, which stands still here.
        let is_token = request.uri().path() == "/auth/o2/token";
        let crash = match is_token {
            true => None,
            false => self.0.crash.lock().unwrap().take(),
        };
        let trouble = match crash {
            Some(_) => None,
            None => self.0.troubles.lock().unwrap().pop(),
        };
        let heard = match (crash, trouble) {
            (Some(heard), _) => heard,
            (None, trouble) => matches!(trouble, None | Some(Trouble::Unanswered)),
        };
        let mut answer = None;
        if heard {
            let Ok(response) = amazon.oneshot(request.map(Body::from)).await;
            let (head, body) = response.into_parts();
            let body = to_bytes(body, 1 << 20).await.unwrap().to_vec();
            answer = Some(http::Response::from_parts(head, body));
        }
        if crash.is_some() {
            self.0.crashed.notify_one();
            return std::future::pending().await;
        }
        let instead = |status: u16, body: Value| {
            let mut response = http::Response::new(body.to_string().into_bytes());
            *response.status_mut() = http::StatusCode::from_u16(status).unwrap();
            Ok(response)
        };
        let code = |code: &str| json!({ "payload": { "code": code } });
        match trouble {
            None => Ok(answer.unwrap()),
            Some(Trouble::Unsent) => Err(Failure::NotSent),
            Some(Trouble::Unanswered) => Err(Failure::NoAnswer),
            Some(Trouble::Busy) => instead(503, code("SERVICE_UNAVAILABLE_EXCEPTION")),
            Some(Trouble::Throttled) => instead(429, code("THROTTLING_EXCEPTION")),
            Some(Trouble::NoJson) => instead(403, json!("<html>")),
            Some(Trouble::Refused) => instead(400, code("INVALID_REQUEST_EXCEPTION")),
            Some(Trouble::Token) => instead(401, code("INVALID_ACCESS_TOKEN_EXCEPTION")),
        }
    }

    fn calm(&self) {
        self.0.troubles.lock().unwrap().clear();
        *self.0.crash.lock().unwrap() = None;
    }
}

struct Life {
    home: Home,
    wire: Wire,
    second: Option<DeviceId>,
    machines: u32,
    reports: u32,
    servers: u64,
    faults: Faults,
}

impl Life {
    async fn begin(file: &Path) -> Self {
        let clock = setting::manual_clock();
        let config = setting::sandbox_config(ORIGIN, "http://127.0.0.1:3000");
        let amazon = setting::sandbox_on(&clock, config);
        let wire = Wire::default();
        let client = setting::client(ORIGIN).carried_by(wire.carrier(amazon.router()));
        let database = Database::at(&url(file));
        let store = database.store().await;
        let app = setting::application(store, &client, &clock, 0, KEY);
        let installation = Installation {
            app,
            amazon,
            clock,
            client,
            database,
        };
        let home = Home::on(installation).await;
        home.link().await;
        Self {
            home,
            wire,
            second: None,
            machines: 0,
            reports: 0,
            servers: 10,
            faults: Faults::default(),
        }
    }

    /// Everything that is due, on both sides; a server that dies is followed by another one.
    async fn settle(&mut self) {
        loop {
            let wire = self.wire.clone();
            let died = tokio::select! {
                biased;
                () = wire.0.crashed.notified() => true,
                () = self.home.settle() => false,
            };
            if !died {
                return;
            }
            self.restart().await;
        }
    }

    async fn restart(&mut self) {
        self.servers += 1;
        self.home.installation.app = self.home.server(self.servers).await;
        self.home.app.start().await.unwrap();
    }

    async fn live(&mut self, millis: i64) {
        let end = self.home.now() + millis;
        self.settle().await;
        while let Some(next) = self.home.next_due().await.filter(|next| *next <= end) {
            self.home.clock.advance_to(next);
            self.settle().await;
        }
        self.home.clock.advance_to(end);
        self.settle().await;
    }

    fn set_faults(&mut self, change: impl FnOnce(&mut Faults)) {
        // What is used up is used up.
        self.faults = self.home.amazon.alexa().state().faults;
        change(&mut self.faults);
        self.home.amazon.alexa().set_faults(self.faults.clone());
    }

    fn machine(&self, second: bool) -> DeviceId {
        self.second.filter(|_| second).unwrap_or(self.home.device)
    }

    async fn report(&mut self, device: DeviceId, mut report: Value) {
        self.reports += 1;
        report["id"] = json!(format!("r{}", self.reports));
        self.home.report(device, report).await;
    }

    async fn take(&mut self, step: &Step) {
        let account = self.home.account;
        let alexa = self.home.amazon.alexa().clone();
        match step {
            Step::Wait(millis) => self.live(*millis).await,
            Step::Use { second, pods } => {
                let device = self.machine(*second);
                let used = json!({ "slot": "pods", "used": pods.to_string() });
                self.report(device, used).await;
            }
            Step::Milk { second, level } => {
                let device = self.machine(*second);
                let level = format!("{}.{}", level / 10, level % 10);
                self.report(device, json!({ "slot": "milk", "level": level }))
                    .await;
            }
            Step::Refill => {
                let machine = self.home.queries().device("B9A").await.unwrap();
                let restock = Restock {
                    key: format!("k{}", self.reports),
                    kind: RestockKind::Replaced,
                    amount: String::new(),
                    unit: None,
                    of_order: None,
                };
                self.reports += 1;
                let inventory = self.home.inventory();
                let slot = machine.supplies[0].id;
                inventory.restock(by(account), slot, restock).await.unwrap();
            }
            Step::Second => match self.second.take() {
                Some(device) => {
                    let removed = self.home.devices().remove(by(account), device);
                    removed.await.unwrap();
                }
                None => {
                    self.machines += 1;
                    let serial = format!("S{}", self.machines);
                    let made = self.home.make(super::home::MODEL, &serial).await;
                    let code = made.claim_code.unwrap();
                    let claimed = self.home.devices().claim(by(account), &code).await;
                    self.second = Some(claimed.unwrap());
                }
            },
            Step::Rename(n) => {
                let name = format!("Machine {n}");
                let renamed = self
                    .home
                    .devices()
                    .rename(by(account), self.home.device, &name);
                renamed.await.unwrap();
            }
            Step::Calls(trouble, times) => {
                let mut troubles = self.wire.0.troubles.lock().unwrap();
                troubles.extend(std::iter::repeat_n(*trouble, usize::from(*times)));
            }
            Step::Lost(times) => self.set_faults(|it| it.lost += u32::from(*times)),
            Step::Late(times, millis) => self.set_faults(|it| {
                it.late += u32::from(*times);
                it.late_ms = *millis;
            }),
            Step::BelievesLate(on) => self.set_faults(|it| it.believes_late = *on),
            Step::Expire => drop(alexa.expire_tokens(ADA)),
            Step::Rotation(on) => self.set_faults(|it| it.rotation = *on),
            Step::Restart => self.restart().await,
            Step::Crash { heard } => *self.wire.0.crash.lock().unwrap() = Some(*heard),
            Step::Link(region) => {
                self.wire.calm();
                if self.home.accept(account, ADA, *region).await.is_ok() {
                    self.home.discover(account, ADA).await;
                }
            }
            Step::Unlink => {
                let unlinked = self.home.alexa().unlink(by(account), account);
                unlinked.await.unwrap();
            }
            Step::Disable => drop(alexa.disable(ADA)),
            Step::Forget => drop(alexa.forget(ADA)),
            Step::TakeOff => {
                let off = self
                    .home
                    .devices()
                    .disconnect(by(account), self.home.device);
                off.await.unwrap();
            }
            Step::Id(known) => self.put(model("alexa", known.then_some("milk"))).await,
            Step::Replenisher(is_alexa) => {
                let of = if *is_alexa { "alexa" } else { "drs" };
                self.put(model(of, Some("milk"))).await;
            }
        }
        self.live(SECOND).await;
    }

    async fn put(&mut self, model: Value) {
        let spec = serde_json::from_value(model).unwrap();
        let devices = self.home.devices();
        let put = devices.put_model(testkit::by_maker(), super::home::MODEL, spec);
        put.await.unwrap();
    }

    /// Nothing goes wrong any more, for long enough.
    async fn calm(&mut self) {
        self.wire.calm();
        self.set_faults(|it| *it = Faults::default());
        self.live(CALM).await;
    }

    /// What must hold once it is quiet: whatever Larder says is linked, Alexa knows with its levels, and none other.
    async fn check(&self) -> Result<(), String> {
        let home = &self.home;
        let mut tx = home.app.store().read().await.unwrap();
        let linked = tx.alexa_grant(home.account).await.unwrap().is_some();
        let theirs = home.amazon.alexa().state();
        let enabled = theirs.customers.get(ADA).is_some_and(|it| it.enabled);
        if linked && !enabled {
            return Err("linked here, and disabled there".to_owned());
        }
        for endpoint in tx.alexa_endpoints(home.account).await.unwrap() {
            let device = endpoint.device_id;
            let machine = home
                .known(ADA, device)
                .ok_or("Alexa does not know a machine")?;
            let registration = tx.registration(device).await.unwrap();
            if registration.is_some() {
                return Err("a machine is connected twice".to_owned());
            }
            for slot in tx.slots_of_device(device).await.unwrap() {
                let sensor = slot.kind.alexa.clone().ok_or("a slot without a sensor")?;
                let known = machine.sensors.get(&sensor.instance);
                if sensor.replenishment_id.is_none() {
                    if known.is_some() {
                        return Err(format!("{} has no id", sensor.instance));
                    }
                    continue;
                }
                let known = known.ok_or_else(|| format!("{} is not known", sensor.instance))?;
                let ours = slot.machine.map(|it| match slot.kind.unit {
                    Unit::Count => it.rounded_text(Unit::Count, 0),
                    unit => it.text(unit),
                });
                let ours: Option<f64> = ours.map(|it| it.parse().unwrap());
                if ours.is_some() && known.level != ours {
                    return Err(format!(
                        "{}: here {ours:?}, there {:?}",
                        sensor.instance, known.level
                    ));
                }
                if known.stale {
                    return Err(format!("{} is stale", sensor.instance));
                }
            }
        }
        Ok(())
    }
}

async fn lived(steps: &[Step], file: &Path) -> Result<(), String> {
    let mut life = Life::begin(file).await;
    for step in steps {
        life.take(step).await;
    }
    life.calm().await;
    life.check().await?;
    // And it stays so.
    let before = life.home.now();
    life.live(3 * DAY).await;
    life.check().await?;
    let mut tx = life.home.app.store().read().await.unwrap();
    for endpoint in tx.alexa_endpoints(life.home.account).await.unwrap() {
        let machine = life.home.known(ADA, endpoint.device_id).unwrap();
        for belief in machine.sensors.values() {
            let silence = belief
                .heard_at
                .map(|heard| life.home.now().millis() - heard);
            let told = belief.heard_at.is_none_or(|heard| heard > before.millis());
            if !told || silence.is_some_and(|it| it > DAY) {
                return Err("a level was not told for a day".to_owned());
            }
        }
    }
    Ok(())
}

fn url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

#[test]
fn once_it_is_quiet_alexa_believes_what_larder_does() {
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let count = number("LARDER_ALEXA_HISTORIES").unwrap_or(100);
    let seed = number("LARDER_ALEXA_SEED").unwrap_or(20_261_130);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config {
        cases: u32::try_from(count).unwrap(),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(config, rng);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    // Where there is memory for files, nothing waits for a disk: not what is tested here.
    let memory = Path::new("/dev/shm");
    let folder = match memory.is_dir() {
        true => tempfile::tempdir_in(memory),
        false => tempfile::tempdir(),
    };
    let folder = folder.unwrap();
    let empty = folder.path().join("empty.db");
    runtime.block_on(async { Database::at(&url(&empty)).store().await.close().await });
    let found = runner.run(&steps(), |steps| {
        let lives = tempfile::tempdir_in(folder.path()).unwrap();
        let file = lives.path().join("larder.db");
        std::fs::copy(&empty, &file).unwrap();
        let lived = runtime.block_on(lived(&steps, &file));
        lived.map_err(TestCaseError::fail)
    });
    found.unwrap();
}
