//! The machine's life: every report on its time, some twice, some late, some with a foul one beside it; then on until
//! nothing is on its way any more.

use anyhow::{Result, bail, ensure};
use domain::time::{DAY, MINUTE};
use domain::{Quantity, Time};
use sandbox::amazon::OrderState as Theirs;
use sandbox::fleet::{FoulReport, Fouling, Kind, Reading};
use serde_json::{Value, json};
use testkit::SLOT;

use super::machine::{Machine, PACK, UNIT};
use crate::home::Home;

/// Every how-manieth report is sent twice.
const TWICE: usize = 10;
/// Every how-manieth report is sent after the one that follows it.
const LATE: usize = 50;
/// Longer than any order can take.
const PATIENCE: i64 = 60 * DAY;
/// No foul report is made longer before a true one.
const BEFORE: i64 = 10 * MINUTE;
/// What the machine's counter has counted before.
const BASE: i64 = 5_000;
/// A pod.
const POD: i64 = 1_000;

/// What was posted and answered.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Requests.
    pub(super) posted: u64,
    /// True reports answered as accepted.
    pub(super) accepted: u64,
    /// True reports answered as known.
    pub(super) duplicate: u64,
    /// True reports that came after a newer one.
    pub(super) late: u64,
    /// Foul reports.
    pub(super) foul: u64,
    /// Foul reports that were refused.
    pub(super) refused: u64,
}

/// A report on its way.
struct Report {
    number: usize,
    body: Value,
}

/// A life in progress.
struct Life<'a> {
    machine: &'a Machine,
    kind: Kind,
    fouling: Option<Fouling>,
    /// What is really there.
    home: Home,
    /// Packs of Amazon's that are there.
    packs: usize,
    sent: Sent,
}

/// Lives through the runs, posted as `kind`.
pub(super) async fn live(
    machine: &Machine,
    runs: &[Time],
    kind: Kind,
    fouling: Option<Fouling>,
) -> Result<Sent> {
    let mut life = Life {
        machine,
        kind,
        fouling,
        home: Home::full(PACK * POD),
        packs: 0,
        sent: Sent::default(),
    };
    life.begin().await?;
    life.all(runs).await?;
    life.end(runs).await?;
    Ok(life.sent)
}

impl Life<'_> {
    /// What the counter has counted before is told, so that every run counts.
    async fn begin(&mut self) -> Result<()> {
        if self.kind != Kind::Total {
            return Ok(());
        }
        let total = text(counted(0));
        let body = json!({"id": "before", "slot": SLOT, "total": total});
        let answer = self.machine.post(&body).await?;
        ensure!(answer["accepted"] == 1, "not accepted: {body}");
        Ok(())
    }

    async fn all(&mut self, runs: &[Time]) -> Result<()> {
        let mut held_back: Option<Report> = None;
        for (n, at) in runs.iter().enumerate() {
            let number = n + 1;
            self.machine.test.live_until(*at - BEFORE).await;
            let value = self.read(number, *at);
            let is_late = number.is_multiple_of(LATE) && number < runs.len();
            let fouls = match is_late || number == runs.len() {
                true => Vec::new(),
                false => self.beside(value),
            };
            let (before, after): (Vec<_>, Vec<_>) =
                fouls.into_iter().partition(|foul| foul.after_ms < 0);
            self.foul(number, *at, &before).await?;
            self.machine.test.live_until(*at).await;
            let report = Report {
                number,
                body: self.body(format!("run-{number:05}"), value, *at),
            };
            if is_late {
                held_back = Some(report);
            } else {
                self.post(&report).await?;
                if let Some(report) = held_back.take() {
                    self.sent.late += 1;
                    self.post(&report).await?;
                }
            }
            self.foul(number, *at, &after).await?;
        }
        Ok(())
    }

    async fn end(&mut self, runs: &[Time]) -> Result<()> {
        let test = &self.machine.test;
        let last = runs.last().copied().unwrap_or_else(|| test.app.now());
        // What Amazon is told of the last run is told within a minute.
        test.live_until(last + MINUTE).await;
        while test.states().await.iter().any(|state| state.is_live()) {
            ensure!(
                test.app.now().since(last) < PATIENCE,
                "an order is still open after 60 days"
            );
            let Some(next) = test.next_due().await else {
                bail!("an order is open and nothing is due")
            };
            test.live_until(next).await;
        }
        Ok(())
    }

    /// What the machine says of its n-th run, which ends then.
    fn read(&mut self, number: usize, at: Time) -> i64 {
        let orders = self.machine.test.amazon.state().orders;
        let came = orders.iter().filter(|order| {
            order.state != Theirs::Cancelled
                && order.estimate.is_some_and(|date| date <= at.millis())
        });
        let packs = came.count();
        self.home.spares += i64::try_from(packs - self.packs).unwrap_or(0) * PACK * POD;
        self.packs = packs;
        self.home.take(POD);
        match self.kind {
            Kind::Used => POD,
            Kind::Level => self.home.machine,
            Kind::Total => counted(number),
        }
    }

    fn beside(&mut self, value: i64) -> Vec<FoulReport> {
        let reading = Reading {
            kind: self.kind,
            value,
            full: PACK * POD,
            step: POD,
        };
        self.fouling
            .as_mut()
            .map_or_else(Vec::new, |fouling| fouling.beside(reading))
    }

    fn body(&self, id: String, value: i64, at: Time) -> Value {
        let mut body = json!({"id": id, "slot": SLOT, "at": at.to_string()});
        body[self.kind.name()] = json!(text(value));
        body
    }

    async fn post(&mut self, report: &Report) -> Result<()> {
        let twice = report.number.is_multiple_of(TWICE);
        for _ in 0..if twice { 2 } else { 1 } {
            let answer = self.machine.post(&report.body).await?;
            let sent = &mut self.sent;
            sent.posted += 1;
            sent.accepted += answer["accepted"].as_u64().unwrap_or(0);
            sent.duplicate += answer["duplicate"].as_u64().unwrap_or(0);
            ensure!(
                answer["rejected"] == json!([]),
                "rejected: {}",
                answer["rejected"]
            );
            let is_plain = self.kind == Kind::Used;
            ensure!(
                !is_plain || answer["adjusted"] == json!([]),
                "adjusted: {}",
                answer["adjusted"]
            );
        }
        self.machine.test.settle().await;
        Ok(())
    }

    async fn foul(&mut self, number: usize, at: Time, fouls: &[FoulReport]) -> Result<()> {
        for (n, foul) in fouls.iter().enumerate() {
            self.machine.test.live_until(at + foul.after_ms).await;
            let id = match foul.is_same {
                true => format!("run-{number:05}"),
                false => format!("foul-{number:05}-{n}"),
            };
            let said = at + foul.after_ms + foul.clock_ms;
            let answer = self.machine.offer(&self.body(id, foul.value, said)).await?;
            self.sent.foul += 1;
            self.sent.refused += u64::from(answer["rejected"] != json!([]));
            self.machine.test.settle().await;
        }
        Ok(())
    }
}

/// What the counter reads after so many runs.
fn counted(number: usize) -> i64 {
    (BASE + i64::try_from(number).unwrap_or(0)) * POD
}

fn text(value: i64) -> String {
    Quantity(value).text(UNIT)
}
