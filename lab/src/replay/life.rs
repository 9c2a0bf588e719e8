//! The machine's life: every report on its time, some twice, some late; then on until nothing is on
//! its way any more.

use anyhow::{Result, bail, ensure};
use domain::Time;
use domain::time::DAY;
use serde_json::{Value, json};
use testkit::SLOT;

use super::machine::Machine;

/// Every how-manieth report is sent twice.
const TWICE: usize = 10;
/// Every how-manieth report is sent after the one that follows it.
const LATE: usize = 50;
/// Longer than any order can take.
const PATIENCE: i64 = 60 * DAY;

/// What was posted and answered.
#[derive(Debug, Default)]
pub(super) struct Sent {
    /// Requests.
    pub(super) posted: u64,
    /// Reports answered as accepted.
    pub(super) accepted: u64,
    /// Reports answered as known.
    pub(super) duplicate: u64,
    /// Reports that came after a newer one.
    pub(super) late: u64,
}

pub(super) async fn live(machine: &Machine, runs: &[Time]) -> Result<Sent> {
    let (test, mut sent) = (&machine.test, Sent::default());
    let mut held_back: Option<(usize, Value)> = None;
    for (n, at) in runs.iter().enumerate() {
        test.live_until(*at).await;
        let number = n + 1;
        let report = json!({
            "id": format!("run-{number:05}"), "slot": SLOT, "used": 1, "at": at.to_string(),
        });
        if number.is_multiple_of(LATE) && number < runs.len() {
            held_back = Some((number, report));
            continue;
        }
        sent.post(machine, number, &report).await?;
        if let Some((number, report)) = held_back.take() {
            sent.late += 1;
            sent.post(machine, number, &report).await?;
        }
    }
    let last = runs.last().copied().unwrap_or_else(|| test.app.now());
    test.live_until(last).await;
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
    Ok(sent)
}

impl Sent {
    async fn post(&mut self, machine: &Machine, number: usize, report: &Value) -> Result<()> {
        for _ in 0..if number.is_multiple_of(TWICE) { 2 } else { 1 } {
            let answer = machine.post(report).await?;
            self.posted += 1;
            self.accepted += answer["accepted"].as_u64().unwrap_or(0);
            self.duplicate += answer["duplicate"].as_u64().unwrap_or(0);
            ensure!(
                answer["rejected"] == json!([]),
                "rejected: {}",
                answer["rejected"]
            );
            ensure!(
                answer["adjusted"] == json!([]),
                "adjusted: {}",
                answer["adjusted"]
            );
        }
        machine.test.settle().await;
        Ok(())
    }
}
