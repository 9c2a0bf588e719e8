//! What the machine reads beside what it uses: a counter, the level of its container; and what they say when they are bad.
//!
//! A true reading of a level is the second of two, a quarter of an hour apart: what one reading alone does not say.

use anyhow::{Result, ensure};
use domain::Time;
use domain::time::{DAY, MINUTE};
use sandbox::fleet::{Fault, FoulReport, Fouling, Kind, Reading};
use serde_json::{Value, json};
use testkit::SLOT;

use super::life::{CAPACITY, Life, POD};

/// What the counter has counted before anybody asked.
const BEFORE: i64 = 5_000 * POD;
/// So much later a reading is independent of another.
const AGAIN: i64 = 15 * MINUTE;
/// A move of a level that nothing explains, and that is no more than this, is believed at once.
const SMALL: i64 = CAPACITY / 10;
/// Ids of reports that are not true.
pub const FOUL: &str = "foul";
/// Ids of readings that only the next one confirms.
pub const LOOK: &str = "look";
/// Ids of true readings.
const LEVEL: &str = "level";
const TOTAL: &str = "total";

impl Life {
    /// Uses so many pods and says what the counter reads.
    pub(super) async fn count(&mut self, pods: u8) -> Result<()> {
        let total = self.counter().await? + i64::from(pods) * POD;
        self.used(total, i64::from(pods) * POD);
        self.tell(TOTAL, Kind::Total, total).await
    }

    /// The counter begins anew, once: a small one that does so again reads as if it had gone on.
    pub(super) async fn reset(&mut self, pods: u8) -> Result<()> {
        self.counter().await?;
        if self.counter.is_reset {
            return Ok(());
        }
        self.counter.is_reset = true;
        let total = i64::from(pods) * POD;
        self.tell(LOOK, Kind::Total, total).await?;
        self.live(AGAIN).await?;
        self.used(total, total);
        self.tell(TOTAL, Kind::Total, total).await
    }

    fn used(&mut self, total: i64, used: i64) {
        self.counter.total = Some(total);
        self.counter.used.push((self.test.app.now(), used));
    }

    /// What the counter reads; at first it says what it has counted before.
    async fn counter(&mut self) -> Result<i64> {
        if let Some(total) = self.counter.total {
            return Ok(total);
        }
        self.counter.total = Some(BEFORE);
        self.tell(TOTAL, Kind::Total, BEFORE).await?;
        Ok(BEFORE)
    }

    /// The counter is read twice: what waits for another reading is believed.
    pub(super) async fn read_counter(&mut self) -> Result<()> {
        let Some(total) = self.counter.total else {
            return Ok(());
        };
        for _ in 0..2 {
            self.live(AGAIN).await?;
            self.tell(LOOK, Kind::Total, total).await?;
        }
        Ok(())
    }

    pub(super) async fn refill(&mut self) -> Result<()> {
        let (machine, spares) = self.stock().await;
        self.read(CAPACITY.min(machine + spares)).await
    }

    pub(super) async fn run_empty(&mut self) -> Result<()> {
        self.read(0).await
    }

    pub(super) async fn put_in(&mut self, pods: u8) -> Result<()> {
        let machine = self.stock().await.0;
        self.read(CAPACITY.min(machine + i64::from(pods) * POD))
            .await
    }

    async fn read(&mut self, level: i64) -> Result<()> {
        self.tell(LOOK, Kind::Level, level).await?;
        self.live(AGAIN).await?;
        self.tell(LEVEL, Kind::Level, level).await
    }

    /// A use is said again under its id, with another time.
    pub(super) async fn computed(&mut self, pods: u8, minutes: u8) -> Result<()> {
        let at = self.test.app.now();
        self.report(json!({"slot": SLOT, "used": pods, "at": at}))
            .await?;
        self.live(i64::from(minutes) * MINUTE).await?;
        self.again_at(self.test.app.now()).await
    }

    async fn again_at(&mut self, at: Time) -> Result<()> {
        let Some(mut report) = self.last_report.clone() else {
            return Ok(());
        };
        report["at"] = json!(at);
        let receipt = self.test.report(report.clone()).await;
        ensure!(receipt.duplicate == 1, "counted twice: {report}");
        Ok(())
    }

    /// A year without a word, and then one for each month of it.
    pub(super) async fn offline(&mut self, pods: u8) -> Result<()> {
        let left = self.test.app.now();
        self.live(360 * DAY).await?;
        for month in 1..=12 {
            let at = left + month * 30 * DAY;
            self.report(json!({"slot": SLOT, "used": pods, "at": at}))
                .await?;
        }
        Ok(())
    }

    /// A report that is not true orders nothing. Then comes the true one, and nothing was lost.
    pub(super) async fn foul(&mut self, fault: Fault, kind: Kind) -> Result<()> {
        if kind == Kind::Level && self.has_come_untold().await {
            // What was in the machine will be something else once it is told of.
            return Ok(());
        }
        let machine = self.stock().await.0;
        let value = match kind {
            Kind::Used => POD,
            Kind::Level => machine,
            Kind::Total => self.counter().await?,
        };
        let reading = Reading {
            kind,
            value,
            full: CAPACITY,
            step: POD,
        };
        let fouls = Fouling::new(1.0, self.accepted.len() as u64, &[fault]).beside(reading);
        if !fouls.iter().all(|foul| self.is_caught(reading, foul)) {
            return Ok(());
        }
        match kind {
            Kind::Used => {
                let at = self.test.app.now();
                self.report(json!({"slot": SLOT, "used": 1, "at": at}))
                    .await?;
            }
            // After some silence a fall to nothing may be what was used.
            Kind::Level => self.tell(LEVEL, kind, value).await?,
            Kind::Total => {}
        }
        self.settle().await?;
        let orders = self.test.orders().await.len();
        for foul in &fouls {
            self.say_foul(kind, foul).await?;
            self.settle().await?;
            let now = self.test.orders().await.len();
            // A step of the sensor is believed until it comes back: an order may come that much sooner.
            ensure!(
                now == orders || fault == Fault::Tremble,
                "{fault:?} of {kind:?} ordered"
            );
            self.live(MINUTE).await?;
        }
        self.live(5 * MINUTE).await?;
        match kind {
            Kind::Used => Ok(()),
            Kind::Level => self.tell(LEVEL, kind, value).await,
            Kind::Total => self.tell(TOTAL, kind, value).await,
        }
    }

    /// Whether Amazon has delivered what is still under way here.
    async fn has_come_untold(&self) -> bool {
        let now = self.test.app.now().millis();
        let orders = self.test.believed().orders;
        let has_come = orders
            .iter()
            .any(|order| order.estimate.is_some_and(|at| at <= now));
        has_come && self.test.states().await.iter().any(|it| it.is_live())
    }

    /// Whether one reading of it orders nothing and is lost without a trace. A small fall of a level is believed; so is what
    /// a clock dates hours back, and of two large uses that wait each says that the other is true.
    fn is_caught(&mut self, reading: Reading, foul: &FoulReport) -> bool {
        let rise = foul.value.min(CAPACITY) - reading.value;
        match (reading.kind, foul.fault) {
            (_, Fault::Behind) => false,
            (Kind::Level, Fault::Tremble) => true,
            (Kind::Level, _) => !(-SMALL..0).contains(&rise),
            (Kind::Used, Fault::Sentinel | Fault::Wrap) => {
                !std::mem::replace(&mut self.has_large_use, true)
            }
            _ => true,
        }
    }

    async fn say_foul(&mut self, kind: Kind, foul: &FoulReport) -> Result<()> {
        let at = self.test.app.now() + foul.clock_ms;
        if foul.is_same {
            return self.again_at(at).await;
        }
        let mut report = self.reading(FOUL, kind, foul.value);
        report["at"] = json!(at);
        self.test.report(report).await;
        Ok(())
    }

    async fn tell(&mut self, name: &str, kind: Kind, value: i64) -> Result<()> {
        let report = self.reading(name, kind, value);
        let receipt = self.test.report(report.clone()).await;
        ensure!(receipt.accepted == 1, "not accepted: {report}");
        if kind == Kind::Level {
            self.last_level = Some(self.test.app.now());
        }
        self.accepted
            .extend(report["id"].as_str().map(str::to_owned));
        Ok(())
    }

    fn reading(&mut self, name: &str, kind: Kind, value: i64) -> Value {
        self.readings += 1;
        let mut report = json!({"id": format!("{name}-{}", self.readings), "slot": SLOT});
        report[kind.name()] = json!(format!("{}", value / POD));
        report
    }

    /// In the machine and beside it, as is believed.
    async fn stock(&self) -> (i64, i64) {
        let supply = self.test.supply().await;
        (supply.machine.unwrap_or_default().0, supply.spares.0)
    }
}
