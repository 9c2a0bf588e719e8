//! The machine's life: every report on its time, some twice, some late; then on until nothing is on
//! its way any more.

use anyhow::{Result, bail, ensure};
use domain::Time;
use domain::time::DAY;
use serde_json::{Value, json};

use crate::world::{SLOT, World};

/// Every how-manieth report is sent twice.
const TWICE: usize = 10;
/// Every how-manieth report is sent after the one that follows it.
const LATE: usize = 50;
/// Longer than any order can take.
const PATIENCE: i64 = 60 * DAY;

/// What was posted and answered.
#[derive(Debug, Default)]
pub struct Sent {
    /// Requests.
    pub posted: u64,
    /// Reports answered as accepted.
    pub accepted: u64,
    /// Reports answered as known.
    pub duplicate: u64,
    /// Reports that came after a newer one.
    pub late: u64,
}

pub async fn run(world: &World, runs: &[Time]) -> Result<Sent> {
    let mut sent = Sent::default();
    let mut held_back: Option<(usize, Value)> = None;
    for (n, at) in runs.iter().enumerate() {
        world.live_until(*at).await?;
        let number = n + 1;
        let report = json!({
            "id": format!("run-{number:05}"), "slot": SLOT, "used": 1, "at": at.to_string(),
        });
        if number.is_multiple_of(LATE) && number < runs.len() {
            held_back = Some((number, report));
            continue;
        }
        sent.post(world, number, &report).await?;
        if let Some((number, report)) = held_back.take() {
            sent.late += 1;
            sent.post(world, number, &report).await?;
        }
    }
    let last = runs.last().copied().unwrap_or_else(|| world.app.now());
    world.live_until(last).await?;
    while world
        .app
        .orders(None, 1, None)
        .await?
        .0
        .iter()
        .any(|order| order.state.is_live())
    {
        ensure!(
            world.app.now().since(last) < PATIENCE,
            "an order is still open after 60 days"
        );
        let Some(next) = world.next_due().await? else {
            bail!("an order is open and nothing is due")
        };
        world.live_until(next).await?;
    }
    Ok(sent)
}

impl Sent {
    async fn post(&mut self, world: &World, number: usize, report: &Value) -> Result<()> {
        for _ in 0..if number.is_multiple_of(TWICE) { 2 } else { 1 } {
            let answer = world.post(report).await?;
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
        world.settle().await
    }
}
