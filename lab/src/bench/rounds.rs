//! One round of everything, and what a set of rounds has measured.

use std::time::Duration;

use anyhow::Result;
use serde::Serialize;

use super::baseline::{Comparison, FEW, Fleet};
use super::quantile::quantile;
use super::wrk::{CONNECTIONS, Load};
use super::{Arguments, calls, page};
use crate::customer::{self, SLOTS};
use crate::deployment::Deployment;

/// Reports of a large post.
pub const LARGE: u32 = 200;
/// Orders whose way to Amazon is timed, idle and under load; each takes a supply that was not ordered yet.
const ORDERS: usize = 200;
/// Between two of them.
const BETWEEN: Duration = Duration::from_millis(40);
/// Pages that are timed.
const PAGES: usize = 300;

/// What was measured: posts per second, milliseconds, megabytes.
#[derive(Default, Serialize)]
pub struct Samples {
    pub ours: Vec<f64>,
    pub ours_p50: Vec<f64>,
    pub ours_p99: Vec<f64>,
    /// A transaction of four statements.
    pub a: Vec<f64>,
    /// One statement.
    pub b: Vec<f64>,
    /// No database.
    pub c: Vec<f64>,
    /// One connection: the median answer.
    pub one: Vec<f64>,
    pub a_one: Vec<f64>,
    pub large: Vec<f64>,
    pub b_large: Vec<f64>,
    /// With few machines, and with many.
    pub few: Vec<f64>,
    pub many: Vec<f64>,
    pub b_few: Vec<f64>,
    pub b_many: Vec<f64>,
    pub memory: Vec<f64>,
    /// From a report to the replenish call, each.
    pub call_idle: Vec<f64>,
    pub call_busy: Vec<f64>,
    /// From asking for a page to its first byte, each.
    pub page: Vec<f64>,
}

/// Every load of single reports once, the baselines between ours.
pub fn core(
    arguments: &Arguments,
    compared: &Comparison,
    without_write: &str,
    samples: &mut Samples,
) -> Result<()> {
    let seconds = arguments.seconds();
    let load = |origin: &str| Load::full(origin, FEW, seconds);
    let ours = compared.deployment.origin().to_owned();
    samples
        .a
        .push(compared.plain(CONNECTIONS, seconds)?.per_second);
    let taken = load(&ours).run()?;
    samples.ours.push(taken.per_second);
    samples.ours_p50.push(taken.p50);
    samples.ours_p99.push(taken.p99);
    samples.b.push(compared.statement(1, seconds)?);
    samples.c.push(load(without_write).run()?.per_second);
    let one = Load {
        connections: 1,
        ..load(&ours)
    };
    samples.one.push(one.run()?.p50);
    samples.a_one.push(compared.plain(1, seconds)?.p50);
    Ok(())
}

/// Posts of many reports once, ours and the baseline.
pub fn large(arguments: &Arguments, compared: &Comparison, samples: &mut Samples) -> Result<()> {
    let seconds = arguments.seconds();
    let load = Load {
        reports: LARGE,
        ..Load::full(compared.deployment.origin(), FEW, seconds)
    };
    compared.flush()?;
    samples.large.push(load.run()?.per_second);
    compared.flush()?;
    samples.b_large.push(compared.statement(LARGE, seconds)?);
    samples.memory.push(resident(&compared.deployment)?);
    Ok(())
}

/// The small fleet and the large one once each, ours and the baseline.
pub fn fleets(arguments: &Arguments, fleets: &[Fleet; 2], samples: &mut Samples) -> Result<()> {
    let seconds = arguments.seconds();
    let ours = |fleet: &Fleet| -> Result<f64> {
        fleet.baseline.flush()?;
        let load = Load::full(fleet.deployment.origin(), fleet.devices, seconds);
        Ok(load.run()?.per_second)
    };
    let statement = |fleet: &Fleet| -> Result<f64> {
        fleet.baseline.flush()?;
        fleet.baseline.statement(1, seconds, fleet.devices)
    };
    let [few, many] = fleets;
    samples.few.push(ours(few)?);
    samples.many.push(ours(many)?);
    samples.b_few.push(statement(few)?);
    samples.b_many.push(statement(many)?);
    samples.memory.push(resident(&many.deployment)?);
    Ok(())
}

/// What happens beside ingest: orders on their way to Amazon, and pages.
pub async fn beside(
    arguments: &Arguments,
    compared: &Comparison,
    samples: &mut Samples,
) -> Result<()> {
    let deployment = &compared.deployment;
    let limit = quantile(&samples.ours, 0.5).unwrap_or_default();
    let machines = (2 * ORDERS).div_ceil(SLOTS.len());
    let (_, machines) = customer::connect(deployment, "Anna", "A", machines).await?;
    let supplies = calls::supplies(&machines);
    let (idle, busy) = supplies.split_at(ORDERS);
    samples.call_idle = calls::times(deployment, idle, BETWEEN).await?;

    let mut load = Load::full(deployment.origin(), FEW, arguments.seconds().max(12));
    let running = load.start()?;
    samples.call_busy = calls::times(deployment, busy, BETWEEN).await?;
    running.finish()?;

    let (visitor, _) = customer::connect(deployment, "Ben", "B", 2).await?;
    // Twice the time that one connection's post takes at the limit, spent half on waiting.
    let each = 2.0 * f64::from(CONNECTIONS) / limit.max(1.0) * 1_000.0;
    let answer = quantile(&samples.ours_p50, 0.5).unwrap_or_default();
    load.pause_ms = (each - answer / 2.0).max(1.0) as u32;
    let running = load.start()?;
    samples.page = page::first_bytes(deployment, &visitor, PAGES).await?;
    let taken = running.finish()?;
    println!(
        "  beside the pages: {:.0} posts a second of {limit:.0}.",
        taken.per_second
    );
    Ok(())
}

/// The server's resident memory in megabytes.
fn resident(deployment: &Deployment) -> Result<f64> {
    Ok(deployment.servers[0].memory()? as f64 / 1_024.0)
}
