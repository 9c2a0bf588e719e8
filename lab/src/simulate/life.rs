//! One machine, one household, one Amazon, and one history of them. Larder and Amazon are in this process, with a
//! [`Wire`] between them.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use amazon::Amazon;
use anyhow::{Result, ensure};
use domain::heartbeat::Heartbeat;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use domain::{SlotId, Time};
use replenish::{Application, Error, Restock, RestockKind};
use sandbox::amazon::{Faults, Receiver};
use serde_json::{Value, json};
use store::Store;
use testkit::{
    Brewer, CUSTOMER, Database, Installation, KEY, Pack, SERIAL, SLOT, TestApp, by, receive,
    setting,
};

use super::counter::Counter;
use super::step::{Choice, Post, Step};
use super::wire::Wire;

/// Where Amazon would be, and Larder.
const ORIGIN: &str = "http://localhost:4000";
const LARDER: &str = "http://127.0.0.1:3000";
/// A pod, in base units.
pub const POD: i64 = 1_000;
/// What the machine holds, in base units.
pub const CAPACITY: i64 = BREWER.capacity as i64 * POD;
const SMALL: Pack = Pack {
    asin: "B00PODS036",
    count: 36,
};
const LARGE: Pack = Pack {
    asin: "B00PODS072",
    count: 72,
};
const BREWER: Brewer = Brewer {
    capacity: 100,
    by_container: false,
    replenisher: domain::Replenisher::Drs,
    packs: &[SMALL, LARGE],
};

/// Whom SNS reaches: the server as it was started last.
type Reached = Arc<Mutex<Application>>;

pub struct Life {
    pub test: TestApp,
    pub slot: SlotId,
    /// Reports answered as accepted.
    pub accepted: Vec<String>,
    /// What its counter has counted.
    pub counter: Counter,
    /// Contents were told in a unit that nobody counts in.
    pub in_loads: bool,
    /// Amazon has a registration whose code never came through.
    pub half_connected: bool,
    /// Readings of its counter and of its level, and reports that are not true.
    pub(super) readings: u64,
    /// When a level was read last.
    pub(super) last_level: Option<Time>,
    /// A use too large to be believed waits.
    pub(super) has_large_use: bool,
    pub(super) last_report: Option<Value>,
    store: Store,
    wire: Wire,
    reached: Reached,
    starts: u64,
}

impl Life {
    /// A machine of a hundred pods, connected, that has used one and a half a day for three weeks.
    pub async fn begin(file: &Path, client: &Amazon) -> Result<Self> {
        let clock = setting::manual_clock();
        let amazon = setting::sandbox_on(&clock, setting::sandbox_config(ORIGIN, LARDER));
        let wire = Wire::default();
        let client = client.clone().carried_by(wire.to(amazon.router()));
        let database = Database::at(&format!("sqlite://{}", file.display()));
        let store = database.store().await;
        let app = setting::application(store.clone(), &client, &clock, 0, KEY);
        let reached = Arc::new(Mutex::new(app.clone()));
        amazon.set_receiver(receiver(reached.clone()));
        let installation = Installation {
            app,
            amazon,
            clock,
            client,
            database,
        };
        let test = TestApp::connected_on(installation, BREWER).await;
        let (now, slot) = (test.app.now(), test.supply_id().await);
        let mut life = Self {
            test,
            slot,
            accepted: Vec::new(),
            counter: Counter::default(),
            in_loads: false,
            half_connected: false,
            readings: 0,
            last_level: None,
            has_large_use: false,
            last_report: None,
            store,
            wire,
            reached,
            starts: 0,
        };
        for days in (0..20).rev() {
            let (at, used) = (now - days * DAY - HOUR, if days % 2 == 0 { 1 } else { 2 });
            life.report(json!({"slot": SLOT, "used": used, "at": at}))
                .await?;
        }
        life.report(json!({"slot": SLOT, "used": 50})).await?;
        life.settle().await?;
        Ok(life)
    }

    /// One step of a history.
    pub async fn take(&mut self, step: &Step) -> Result<()> {
        let amazon = &self.test.amazon;
        match step {
            Step::Wait(span) => self.live(span.millis()).await?,
            Step::Use(pods) => self.report(json!({"slot": SLOT, "used": pods})).await?,
            Step::Again => {
                if let Some(report) = self.last_report.clone() {
                    self.test.report(report).await;
                }
            }
            Step::Late { pods, hours } => {
                // A level that was read since would say something else.
                let at = self.test.app.now() - i64::from(*hours) * HOUR;
                let at = self.last_level.map_or(at, |read| at.max(read + 1));
                self.report(json!({"slot": SLOT, "used": pods, "at": at}))
                    .await?;
            }
            Step::Computed { pods, minutes } => self.computed(*pods, *minutes).await?,
            Step::Count(pods) => self.count(*pods).await?,
            Step::Reset(pods) => self.reset(*pods).await?,
            Step::Foul(fault, kind) => self.foul(*fault, *kind).await?,
            Step::Refill => self.refill().await?,
            Step::Empty => self.run_empty().await?,
            Step::PutIn(pods) => self.put_in(*pods).await?,
            Step::Offline(pods) => self.offline(*pods).await?,
            Step::Replace => self.restock(RestockKind::Replaced, String::new()).await?,
            Step::CountMore(pods) => {
                let supply = self.test.supply().await;
                let at_home = supply.at_home().unwrap_or_default().0 / POD;
                let all = at_home + i64::from(*pods);
                self.restock(RestockKind::Set, all.to_string()).await?;
            }
            Step::Restock(pods) => self.restock(RestockKind::Add, pods.to_string()).await?,
            // A lever that does not apply is a click that changes nothing.
            Step::Pause => drop(amazon.pause(SERIAL, SLOT)),
            Step::Resume => drop(amazon.resume(SERIAL, SLOT)),
            Step::Product(choice) => {
                let asin = match choice {
                    Choice::None => None,
                    Choice::Small => Some(SMALL.asin),
                    Choice::Large => Some(LARGE.asin),
                };
                drop(amazon.choose_product(SERIAL, SLOT, asin));
            }
            Step::Cancel => drop(amazon.cancel(SERIAL, SLOT)),
            Step::Ship => drop(amazon.ship(SERIAL, SLOT)),
            Step::Deregister => self.half_connected &= amazon.deregister(SERIAL).is_err(),
            Step::Disconnect => {
                let (account, device) = (self.test.account, self.test.device);
                self.test.devices().disconnect(by(account), device).await?;
            }
            Step::Connect => self.connect().await?,
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
                faults.notifications.late_ms = i64::from(*minutes) * MINUTE;
            }),
            Step::Parcels(parcels) => self.faults(|faults| faults.parcels = u32::from(*parcels)),
            Step::Dates(dates) => self.faults(|faults| faults.dates = *dates),
            Step::Loads(on) => {
                self.in_loads |= on;
                self.faults(|faults| faults.unit = on.then(|| "loads".to_owned()));
            }
            Step::Nothing(on) => self.faults(|faults| faults.empty = *on),
            Step::Resolution(on) => self.faults(|faults| faults.order_resolution = *on),
            Step::Calls(trouble, times) => self.wire.trouble(*trouble, *times),
            Step::ExpireTokens => drop(amazon.expire_tokens(SERIAL)),
            Step::Crash { heard } => self.wire.crash_next(*heard),
            Step::Restart => self.restart().await?,
        }
        // No two things happen in the same moment.
        self.live(SECOND).await
    }

    /// Nothing goes wrong for so long that everything has come to its end.
    pub async fn calm(&mut self, millis: i64) -> Result<()> {
        self.wire.calm();
        self.test.amazon.set_faults(Faults::default());
        self.live(millis).await
    }

    /// Through Amazon's pages and back with the code, which may get lost.
    pub async fn connect(&mut self) -> Result<()> {
        let (app, account) = (self.test.app.clone(), self.test.account);
        let consent = self.test.consent(account, CUSTOMER).await;
        let finish = async move { consent.finish(&app, account).await.is_ok() };
        self.half_connected = self.alive(finish).await? != Some(true);
        Ok(())
    }

    pub(super) async fn report(&mut self, mut report: Value) -> Result<()> {
        let id = format!("used-{}", self.accepted.len());
        report["id"] = json!(id);
        let receipt = self.test.report(report.clone()).await;
        ensure!(receipt.accepted == 1, "not accepted: {report}");
        self.accepted.push(id);
        self.last_report = Some(report);
        Ok(())
    }

    async fn restock(&mut self, kind: RestockKind, amount: String) -> Result<()> {
        let app = &self.test.app;
        let restock = Restock {
            key: app.action_key(),
            kind,
            amount,
            unit: None,
            of_order: None,
        };
        app.inventory()
            .restock(by(self.test.account), self.slot, restock)
            .await?;
        Ok(())
    }

    fn faults(&self, change: impl FnOnce(&mut Faults)) {
        let mut faults = self.test.believed().faults;
        change(&mut faults);
        self.test.amazon.set_faults(faults);
    }

    async fn restart(&mut self) -> Result<()> {
        self.starts += 1;
        let (store, test) = (&self.store, &mut self.test);
        let app = setting::application(store.clone(), &test.client, &test.clock, self.starts, KEY);
        test.app = app.clone();
        *self.reached.lock().unwrap_or_else(PoisonError::into_inner) = app;
        // The one before said until two minutes ago that it listens.
        let mut tx = store.write().await?;
        let before = Heartbeat::first(test.app.now() - 2 * MINUTE);
        tx.pulse_put(&before).await?;
        tx.commit().await?;
        test.app.start().await?;
        // What is forgotten in the end, and learned of others, is not what a history is about.
        let mut tx = store.write().await?;
        tx.job_delete("cleanup").await?;
        tx.job_delete("learn").await?;
        tx.commit().await?;
        Ok(())
    }

    /// Does something of the server's, unless the server dies meanwhile; then it is started again.
    async fn alive<T>(&mut self, work: impl Future<Output = T>) -> Result<Option<T>> {
        let wire = self.wire.clone();
        tokio::select! {
            done = work => return Ok(Some(done)),
            () = wire.crashed() => {}
        }
        self.restart().await?;
        Ok(None)
    }

    /// Everything that is due now, on both sides.
    pub(super) async fn settle(&mut self) -> Result<()> {
        loop {
            let (app, amazon) = (self.test.app.clone(), self.test.amazon.clone());
            let work = async move {
                let ours = app.run_until_idle().await?;
                Ok::<_, Error>(ours + amazon.run_due().await)
            };
            if let Some(done) = self.alive(work).await?
                && done? == 0
            {
                return Ok(());
            }
        }
    }

    /// Lives so long, doing everything on its time.
    pub(super) async fn live(&mut self, millis: i64) -> Result<()> {
        let end = self.test.app.now() + millis;
        self.settle().await?;
        while let Some(next) = self.test.next_due().await.filter(|next| *next <= end) {
            self.test.clock.advance_to(next);
            self.settle().await?;
        }
        self.test.clock.advance_to(end);
        self.settle().await
    }

    pub async fn close(self) {
        self.store.close().await;
    }
}

/// The client whose requests are carried; costly to make, so one does for all histories.
pub fn client() -> Amazon {
    setting::client(ORIGIN)
}

fn receiver(reached: Reached) -> Receiver {
    Arc::new(move |request| {
        let app = reached.lock().unwrap_or_else(PoisonError::into_inner);
        let app = app.clone();
        Box::pin(async move {
            let (headers, body) = (request.headers(), request.body().as_bytes());
            receive(&app, headers, body).await.as_u16()
        })
    })
}
