//! What is soaked: servers on a database of their own, which can be struck as they can.

use std::path::Path;
use std::time::Duration;

use anyhow::{Result, bail};
use cluster::{Cluster, Proxy};
use domain::time::DAY;
use sandbox::Pace;
use serde_json::json;

use crate::command::collect;
use crate::deployment::{Deployment, Device};

/// Model of the machines that only report: one container that does not run low.
const REPORTER: &str = "REPORTER";
/// What it holds.
pub const CONTAINER: i64 = 1_000_000;
/// What a report or an order touches.
const TABLES: [&str; 10] = [
    "devices",
    "slots",
    "journal",
    "days",
    "orders",
    "parcels",
    "jobs",
    "events",
    "decisions",
    "registrations",
];
/// How far away a far database is.
const AWAY: Duration = Duration::from_millis(10);

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
    /// PostgreSQL, 10 ms away.
    Far,
}

pub enum Database {
    Sqlite(testkit::Database),
    /// The cluster, and the address of the database in it.
    Postgres(Cluster, String),
}

pub struct Scene {
    pub deployment: Deployment,
    pub database: Database,
    _proxy: Option<Proxy>,
}

impl Scene {
    pub async fn new(program: &Path, kind: Kind, servers: usize) -> Result<Self> {
        let database = match kind {
            Kind::Sqlite => Database::Sqlite(testkit::Database::sqlite()),
            Kind::Postgres | Kind::Far => {
                let cluster = Cluster::durable()?;
                let url = cluster.database()?;
                Database::Postgres(cluster, url)
            }
        };
        let (proxy, url) = match &database {
            Database::Sqlite(file) => (None, file.url().to_owned()),
            Database::Postgres(cluster, url) if kind == Kind::Far => {
                let proxy = Proxy::to(cluster, AWAY).await?;
                let url = proxy.url(url);
                (Some(proxy), url)
            }
            Database::Postgres(_, url) => (None, url.clone()),
        };
        // Orders are placed at once, and none is shipped by itself.
        let pace = Pace {
            placed_after_ms: 0,
            shipped_after_ms: 30 * DAY,
            ..Pace::default()
        };
        let deployment = Deployment::new(program, &url, servers, pace).await?;
        let slot = json!({"slot": "pods", "name": "Pods", "unit": "count", "capacity": CONTAINER, "starts": "full"});
        let model = json!({"name": "Reporter", "slots": [slot]});
        let path = format!("/api/v1/models/{REPORTER}");
        deployment.maker.put(&path, &model).await?;
        Ok(Self {
            deployment,
            database,
            _proxy: proxy,
        })
    }

    /// A machine that only reports.
    pub async fn reporter(&self, serial: &str) -> Result<Device> {
        self.deployment.make(REPORTER, serial).await
    }

    /// Ends every connection to the database from outside.
    pub fn cut_connections(&self) -> Result<()> {
        self.ask(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .map(drop)
    }

    /// What a version to come may do while servers of this one run: each table that a report or an order touches gets a
    /// column, and the version is noted as sqlx does.
    ///
    /// # Errors
    /// SQLite, or a table is not there.
    pub fn expand(&self, round: usize) -> Result<()> {
        for table in TABLES {
            self.ask(&format!(
                "ALTER TABLE {table} ADD COLUMN new_{round} BIGINT"
            ))?;
        }
        self.ask(&format!(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES ({}, 'more to come', true, '', 0)",
            9_000 + round
        ))
        .map(drop)
    }

    /// PostgreSQL's own answer, a line for each row.
    pub fn ask(&self, sql: &str) -> Result<Vec<String>> {
        let Database::Postgres(cluster, url) = &self.database else {
            bail!("SQLite is no server to ask");
        };
        let name = url.rsplit('/').next().unwrap_or_default();
        let mut psql = cluster.client("psql");
        let text = collect(psql.args(["-X", "-A", "-t", "-d", name, "-c", sql]))?;
        Ok(text.lines().map(str::to_owned).collect())
    }
}
