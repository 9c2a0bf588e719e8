//! One round of everything, and what a set of rounds has measured.

use std::time::Duration;

use anyhow::Result;
use serde::Serialize;

use super::ground::{FEW, Fleet, Ground};
use super::quantile::quantile;
use super::stage::Stage;
use super::wrk::{CONNECTIONS, Load};
use super::{Options, calls, customer, page};

/// Reports of a large post.
pub(crate) const LARGE: u32 = 200;
/// Orders whose way to Amazon is timed, idle and under load; each takes a supply that was not ordered yet.
const ORDERS: usize = 200;
/// Between two of them.
const BETWEEN: Duration = Duration::from_millis(40);
/// Pages that are timed.
const PAGES: usize = 300;

/// What was measured: posts per second, milliseconds, megabytes.
#[derive(Default, Serialize)]
pub(crate) struct Samples {
    pub(crate) ours: Vec<f64>,
    pub(crate) ours_p50: Vec<f64>,
    pub(crate) ours_p99: Vec<f64>,
    /// A transaction of four statements.
    pub(crate) a: Vec<f64>,
    /// One statement.
    pub(crate) b: Vec<f64>,
    /// No database.
    pub(crate) c: Vec<f64>,
    /// One connection: the median answer.
    pub(crate) one: Vec<f64>,
    pub(crate) a_one: Vec<f64>,
    pub(crate) large: Vec<f64>,
    pub(crate) b_large: Vec<f64>,
    /// With few machines, and with many.
    pub(crate) few: Vec<f64>,
    pub(crate) many: Vec<f64>,
    pub(crate) b_few: Vec<f64>,
    pub(crate) b_many: Vec<f64>,
    pub(crate) memory: Vec<f64>,
    /// From a report to the replenish call, each.
    pub(crate) call_idle: Vec<f64>,
    pub(crate) call_busy: Vec<f64>,
    /// From asking for a page to its first byte, each.
    pub(crate) page: Vec<f64>,
}

/// Every load of single reports once, the baselines between ours.
pub(crate) fn core(
    options: &Options,
    ground: &Ground,
    stage: &mut Stage,
    samples: &mut Samples,
) -> Result<()> {
    let seconds = options.seconds();
    let load = |origin: &str| Load::full(origin, FEW, seconds);
    let ours = ground.house.origin().to_owned();
    samples
        .a
        .push(ground.plain(CONNECTIONS, seconds)?.per_second);
    let taken = load(&ours).run()?;
    samples.ours.push(taken.per_second);
    samples.ours_p50.push(taken.p50);
    samples.ours_p99.push(taken.p99);
    samples.b.push(ground.statement(1, seconds)?);
    let without = stage.without_write().to_owned();
    samples.c.push(load(&without).run()?.per_second);
    let one = Load {
        connections: 1,
        ..load(&ours)
    };
    samples.one.push(one.run()?.p50);
    samples.a_one.push(ground.plain(1, seconds)?.p50);
    Ok(())
}

/// Posts of many reports once, ours and the baseline.
pub(crate) fn large(options: &Options, ground: &Ground, samples: &mut Samples) -> Result<()> {
    let seconds = options.seconds();
    let load = Load {
        reports: LARGE,
        ..Load::full(ground.house.origin(), FEW, seconds)
    };
    ground.flush()?;
    samples.large.push(load.run()?.per_second);
    ground.flush()?;
    samples.b_large.push(ground.statement(LARGE, seconds)?);
    samples.memory.push(ground.house.resident()?);
    Ok(())
}

/// The small fleet and the large one once each, ours and the baseline.
pub(crate) fn fleets(options: &Options, fleets: &[Fleet; 2], samples: &mut Samples) -> Result<()> {
    let seconds = options.seconds();
    let ours = |fleet: &Fleet| -> Result<f64> {
        fleet.baseline.flush()?;
        let load = Load::full(fleet.house.origin(), fleet.devices, seconds);
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
    samples.memory.push(many.house.resident()?);
    Ok(())
}

/// What happens beside ingest: orders on their way to Amazon, and pages.
pub(crate) fn beside(
    options: &Options,
    ground: &Ground,
    stage: &mut Stage,
    samples: &mut Samples,
) -> Result<()> {
    let house = &ground.house;
    let limit = quantile(&samples.ours, 0.5).unwrap_or_default();
    let supplies = customer::connect(house, stage, "Anna", "A", 2 * ORDERS)?;
    let (idle, busy) = supplies.slots.split_at(ORDERS);
    samples.call_idle = calls::times(house, stage, idle, BETWEEN)?;

    let mut load = Load::full(house.origin(), FEW, options.seconds().max(12));
    let running = load.start()?;
    samples.call_busy = calls::times(house, stage, busy, BETWEEN)?;
    running.finish()?;

    let visitor = customer::connect(house, stage, "Ben", "B", 10)?;
    // Twice the time that one connection's post takes at the limit, spent half on waiting.
    let each = 2.0 * f64::from(CONNECTIONS) / limit.max(1.0) * 1_000.0;
    let answer = quantile(&samples.ours_p50, 0.5).unwrap_or_default();
    load.pause_ms = (each - answer / 2.0).max(1.0) as u32;
    let running = load.start()?;
    samples.page = page::first_bytes(house, stage, &visitor.browser, PAGES)?;
    let taken = running.finish()?;
    println!(
        "  beside the pages: {:.0} posts a second of {limit:.0}.",
        taken.per_second
    );
    Ok(())
}
