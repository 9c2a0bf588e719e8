//! A database with its servers, its fleet and its baseline.

use std::sync::Arc;

use anyhow::{Context, Result};
use cluster::Cluster;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::stage::{House, Stage};
use super::wrk::{Load, WARM};
use super::{Options, pgbench, sqlite};
use crate::replay::Database;

/// The machines of the small fleet.
pub(crate) const FEW: u32 = 1_000;
/// Machines made in one call.
const AT_ONCE: u32 = 250;

/// Everything of one database.
pub(crate) struct Ground {
    pub(crate) house: House,
    baseline: Baseline,
}

/// A fleet with servers and a baseline, in a database of its own.
pub(crate) struct Fleet {
    pub(crate) house: House,
    pub(crate) devices: u32,
    pub(crate) baseline: pgbench::Baseline,
}

enum Baseline {
    Postgres(pgbench::Baseline),
    Sqlite(sqlite::Baseline),
}

/// What came of a baseline.
pub(crate) struct Done {
    pub(crate) per_second: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
}

impl Ground {
    pub(crate) fn new(database: Database, stage: &mut Stage) -> Result<Self> {
        match database {
            Database::Postgres => Self::postgres(stage),
            Database::Sqlite => Self::sqlite(stage),
        }
    }

    fn postgres(stage: &mut Stage) -> Result<Self> {
        let cluster = Arc::new(Cluster::durable()?);
        let (house, baseline) = Self::on_postgres(&cluster, stage, "larder", FEW)?;
        let baseline = Baseline::Postgres(baseline);
        Ok(Self { house, baseline })
    }

    /// A small fleet and the large one, made alike, where that is asked for.
    pub(crate) fn fleets(
        &self,
        options: &Options,
        stage: &mut Stage,
    ) -> Result<Option<[Fleet; 2]>> {
        let Baseline::Postgres(baseline) = &self.baseline else {
            return Ok(None);
        };
        if options.quick || options.devices <= FEW {
            return Ok(None);
        }
        let mut fleet = |name, devices| -> Result<Fleet> {
            let (house, baseline) = Self::on_postgres(baseline.cluster(), stage, name, devices)?;
            Ok(Fleet {
                house,
                devices,
                baseline,
            })
        };
        let fleets = [
            fleet("larder of few", FEW)?,
            fleet("larder of many", options.devices)?,
        ];
        for fleet in &fleets {
            warm(&fleet.house, fleet.devices)?;
            fleet.baseline.settle(fleet.devices)?;
        }
        Ok(Some(fleets))
    }

    fn on_postgres(
        cluster: &Arc<Cluster>,
        stage: &mut Stage,
        name: &'static str,
        devices: u32,
    ) -> Result<(House, pgbench::Baseline)> {
        let url = cluster.database()?;
        let database = url
            .rsplit('/')
            .next()
            .context("a database without a name")?;
        let house = stage.house(name, &url)?;
        house.model()?;
        house.first_machine()?;
        pgbench::machines(cluster, database, devices)?;
        let baseline = pgbench::Baseline::new(cluster.clone(), database, &stage.folder)?;
        Ok((house, baseline))
    }

    fn sqlite(stage: &mut Stage) -> Result<Self> {
        let file = stage.folder.join("larder.db");
        let url = format!("sqlite://{}", file.display());
        let house = stage.house("larder", &url)?;
        house.model()?;
        for first in (1..=FEW).step_by(AT_ONCE as usize) {
            let machines: Vec<_> = (first..first + AT_ONCE).map(machine).collect();
            house
                .servers
                .larder
                .post("/api/v1/devices", &json!(machines))?;
        }
        let baseline = Baseline::Sqlite(sqlite::Baseline::new(&stage.examples, &stage.folder));
        Ok(Self { house, baseline })
    }

    /// Puts something into every table that grows, and lets the database see it.
    pub(crate) fn warm_up(&self) -> Result<()> {
        warm(&self.house, FEW)?;
        if let Baseline::Postgres(baseline) = &self.baseline {
            baseline.age()?;
            baseline.settle(FEW)?;
        }
        Ok(())
    }

    /// A transaction for each report. SQLite has one writer, however many clients.
    pub(crate) fn plain(&self, clients: u32, seconds: u32) -> Result<Done> {
        Ok(match &self.baseline {
            Baseline::Postgres(baseline) => {
                let pgbench::Done { per_second, p50 } = baseline.plain(clients, seconds, FEW)?;
                Done { per_second, p50 }
            }
            Baseline::Sqlite(baseline) => {
                let sqlite::Done { per_second, p50 } = baseline.run(1, seconds, FEW)?;
                Done { per_second, p50 }
            }
        })
    }

    /// One statement for `rows` reports, where the database has such a statement; how many a second.
    pub(crate) fn statement(&self, rows: u32, seconds: u32) -> Result<f64> {
        match &self.baseline {
            Baseline::Postgres(baseline) => baseline.statement(rows, seconds, FEW),
            Baseline::Sqlite(baseline) => Ok(baseline.run(rows, seconds, FEW)?.per_second),
        }
    }

    /// Begins the next load with nothing left to be written. SQLite leaves nothing that matters.
    pub(crate) fn flush(&self) -> Result<()> {
        match &self.baseline {
            Baseline::Postgres(baseline) => baseline.flush(),
            Baseline::Sqlite(_) => Ok(()),
        }
    }

    /// Ends the servers, and with the last of it the database.
    pub(crate) fn end(self, stage: &mut Stage) {
        for name in [
            "larder",
            "larder of few",
            "larder of many",
            "the simulated Amazon",
        ] {
            stage.children.end(name);
        }
    }
}

fn warm(house: &House, devices: u32) -> Result<()> {
    let load = Load::full(house.origin(), devices, WARM);
    load.run().map(drop)
}

/// A machine as the factory names it, with the token `bench-<number>`.
fn machine(number: u32) -> serde_json::Value {
    let token = Sha256::digest(format!("bench-{number}"));
    let token: String = token.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"model": "BENCH", "serial": format!("BENCH{number}"), "token_sha256": token})
}
