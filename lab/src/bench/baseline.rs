//! Larder on a database beside what the same database does without it.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use cluster::Cluster;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use super::programs::Programs;
use super::wrk::{Load, WARM};
use super::{Arguments, pgbench, sqlite};
use crate::Engine;
use crate::deployment::Deployment;

/// The machines of the small fleet.
pub const FEW: u32 = 1_000;
/// Machines made in one call.
pub const AT_ONCE: u32 = 250;
/// Their model.
pub const MODEL: &str = "BENCH";

/// Everything of one database.
pub struct Comparison {
    pub deployment: Deployment,
    baseline: Baseline,
}

/// A fleet with a server and a baseline, in a database of its own.
pub struct Fleet {
    pub deployment: Deployment,
    pub devices: u32,
    pub baseline: pgbench::Baseline,
}

enum Baseline {
    Postgres(pgbench::Baseline),
    Sqlite(sqlite::Baseline),
}

/// What came of a baseline.
pub struct Done {
    pub per_second: f64,
    /// Milliseconds.
    pub p50: f64,
}

impl Comparison {
    pub async fn new(engine: Engine, programs: &Programs) -> Result<Self> {
        match engine {
            Engine::Postgres => {
                let cluster = Arc::new(Cluster::durable()?);
                let fleet = Fleet::new(&cluster, programs, FEW).await?;
                Ok(Self {
                    deployment: fleet.deployment,
                    baseline: Baseline::Postgres(fleet.baseline),
                })
            }
            Engine::Sqlite => {
                let file = programs.folder.join("larder.db");
                let url = format!("sqlite://{}", file.display());
                let deployment = programs.start(&url).await?;
                put_model(&deployment).await?;
                for first in (1..=FEW).step_by(AT_ONCE as usize) {
                    let machines: Vec<_> = (first..first + AT_ONCE).map(machine).collect();
                    let machines = json!(machines);
                    deployment.maker.post("/api/v1/devices", &machines).await?;
                }
                Ok(Self {
                    deployment,
                    baseline: Baseline::Sqlite(sqlite::Baseline::new(programs)),
                })
            }
        }
    }

    /// A small fleet and the large one, made alike, where that is asked for.
    pub async fn fleets(
        &self,
        arguments: &Arguments,
        programs: &Programs,
    ) -> Result<Option<[Fleet; 2]>> {
        let Baseline::Postgres(baseline) = &self.baseline else {
            return Ok(None);
        };
        if arguments.quick || arguments.devices <= FEW {
            return Ok(None);
        }
        let fleets = [
            Fleet::new(baseline.cluster(), programs, FEW).await?,
            Fleet::new(baseline.cluster(), programs, arguments.devices).await?,
        ];
        for fleet in &fleets {
            warm(&fleet.deployment, fleet.devices)?;
            fleet.baseline.settle(fleet.devices)?;
        }
        Ok(Some(fleets))
    }

    /// Puts something into every table that grows, and lets the database see it.
    pub fn warm_up(&self) -> Result<()> {
        warm(&self.deployment, FEW)?;
        if let Baseline::Postgres(baseline) = &self.baseline {
            baseline.age()?;
            baseline.settle(FEW)?;
        }
        Ok(())
    }

    /// A transaction for each report. SQLite has one writer, however many clients.
    pub fn plain(&self, clients: u32, seconds: u32) -> Result<Done> {
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
    pub fn statement(&self, rows: u32, seconds: u32) -> Result<f64> {
        match &self.baseline {
            Baseline::Postgres(baseline) => baseline.statement(rows, seconds, FEW),
            Baseline::Sqlite(baseline) => Ok(baseline.run(rows, seconds, FEW)?.per_second),
        }
    }

    /// Begins the next load with nothing left to be written. SQLite leaves nothing that matters.
    pub fn flush(&self) -> Result<()> {
        match &self.baseline {
            Baseline::Postgres(baseline) => baseline.flush(),
            Baseline::Sqlite(_) => Ok(()),
        }
    }
}

impl Fleet {
    pub async fn new(cluster: &Arc<Cluster>, programs: &Programs, devices: u32) -> Result<Self> {
        let url = cluster.database()?;
        let database = url.rsplit('/').next();
        let database = database.context("a database without a name")?;
        let deployment = programs.start(&url).await?;
        put_model(&deployment).await?;
        first_machine(&deployment).await?;
        pgbench::machines(cluster, database, devices)?;
        let baseline = pgbench::Baseline::new(cluster.clone(), database, &programs.folder)?;
        Ok(Self {
            deployment,
            devices,
            baseline,
        })
    }
}

/// The model of a fleet: one large container, so that use is use from the first to the last report.
pub async fn put_model(deployment: &Deployment) -> Result<()> {
    let slot = json!({"slot": "pods", "name": "Pods", "unit": "count", "capacity": "999999", "starts": "full"});
    let model = json!({"name": "Bench", "slots": [slot]});
    let path = format!("/api/v1/models/{MODEL}");
    deployment.maker.put(&path, &model).await.map(drop)
}

/// One machine that has reported today, as those of a fleet have before nearly all of their reports.
async fn first_machine(deployment: &Deployment) -> Result<()> {
    let made = deployment.make(MODEL, "BENCH0").await?;
    let report = json!({"id": "first", "slot": "pods", "used": "1"});
    let (machine, body) = (
        deployment.maker.with_token(&made.token),
        json!({"reports": [report]}),
    );
    machine.post("/api/v1/usage", &body).await.map(drop)
}

fn warm(deployment: &Deployment, devices: u32) -> Result<()> {
    let load = Load::full(deployment.origin(), devices, WARM);
    load.run().map(drop)
}

/// A machine as the factory names it, with the token `bench-<number>`.
pub fn machine(number: u32) -> Value {
    let token = Sha256::digest(format!("bench-{number}"));
    let token: String = token.iter().map(|byte| format!("{byte:02x}")).collect();
    json!({"model": MODEL, "serial": format!("BENCH{number}"), "token_sha256": token})
}
