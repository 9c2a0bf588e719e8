//! What PostgreSQL does without Larder: `pgbench` on tables shaped like ours, with their indexes and checks, in the same
//! database, and without the foreign keys. Ids are ordered by time, as ours are, and what is inserted is as long as
//! what we insert.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use cluster::Cluster;

use super::quantile::quantile;
use super::wrk::{CONNECTIONS, WARM};
use crate::command::collect;

/// A version 7 UUID would be.
const ID: &str = "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') \
    || substr(replace(gen_random_uuid()::text, '-', ''), 13))::uuid";
/// The slots that [`machines`] made are numbered.
const SLOT: &str = "lpad(to_hex(:slot::bigint), 32, '0')::uuid";
const COLUMNS: &str = "id, slot_id, device_id, accepted, at, received_at, kind, amount, actor, key, content, effective";

/// `baseline.journal` and `baseline.slots` beside ours.
pub struct Baseline {
    database: String,
    folder: PathBuf,
    cluster: Arc<Cluster>,
}

/// What came of a `pgbench`.
pub struct Done {
    pub per_second: f64,
    /// Milliseconds; only where one client was asked for.
    pub p50: f64,
}

/// Inserts one report, or `rows` of a slot.
fn insert(rows: u32) -> String {
    let (key, count, from) = match rows {
        1 => ("'bench-' || :n::bigint".to_owned(), "0", String::new()),
        _ => (
            "'bench-' || :n::bigint || '-' || i".to_owned(),
            "i",
            format!("FROM generate_series(1, {rows}) i"),
        ),
    };
    format!(
        "INSERT INTO baseline.journal ({COLUMNS}) SELECT {ID}, {SLOT}, {SLOT}, :n::bigint + {count}, :n::bigint, \
         :n::bigint, 'used', 1000, 'device', {key}, int8send(:n::bigint) || int8send(0), TRUE {from}"
    )
}

fn update(rows: u32) -> String {
    let amount = rows * 1_000;
    format!(
        "UPDATE baseline.slots SET machine = machine - {amount}, accepted = accepted + {rows}, last_use = :n::bigint \
         WHERE id = {SLOT}"
    )
}

const CHOICE: &str = "\\set slot random(1, :slots)\n\\set n random(1, 1000000000000)\n";

impl Baseline {
    /// Copies the shape of ours and its slots. `folder` is for scripts and logs.
    pub fn new(cluster: Arc<Cluster>, database: &str, folder: &Path) -> Result<Self> {
        let this = Self {
            database: database.to_owned(),
            folder: folder.to_owned(),
            cluster,
        };
        this.sql(
            "CREATE SCHEMA baseline;
             CREATE TABLE baseline.journal (LIKE public.journal INCLUDING ALL);
             CREATE TABLE baseline.slots (LIKE public.slots INCLUDING ALL);
             INSERT INTO baseline.slots SELECT * FROM public.slots;",
        )?;
        Ok(this)
    }

    /// The database.
    pub fn database(&self) -> &str {
        &self.database
    }

    /// Where it is.
    pub fn cluster(&self) -> &Arc<Cluster> {
        &self.cluster
    }

    /// As a database that has run for a while: tables that are not empty, and statistics that know it.
    pub fn settle(&self, slots: u32) -> Result<()> {
        self.plain(CONNECTIONS, WARM, slots)?;
        self.sql("VACUUM ANALYZE;")?;
        self.flush()
    }

    /// Puts on disk what a load has left to be written, so that the next one does not pay for it.
    pub fn flush(&self) -> Result<()> {
        self.sql("CHECKPOINT;").map(drop)
    }

    /// As a cluster that has run for a while: files of the write-ahead log are there to be used again. To make one takes
    /// the disk some 40 ms, in which everybody waits.
    pub fn age(&self) -> Result<()> {
        self.sql(
            "CREATE TABLE baseline.written AS SELECT repeat(md5(n::text), 30) FROM generate_series(1, 2500000) n;
             DROP TABLE baseline.written;
             CHECKPOINT;",
        )
        .map(drop)
    }

    /// Runs statements in the database; each stands for itself.
    fn sql(&self, text: &str) -> Result<String> {
        let mut psql = self.cluster.client("psql");
        psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", &self.database]);
        for statement in text.split_inclusive(';') {
            psql.args(["-c", statement]);
        }
        collect(&mut psql)
    }

    /// (a): a transaction for each report.
    pub fn plain(&self, clients: u32, seconds: u32, slots: u32) -> Result<Done> {
        let script = format!("{CHOICE}BEGIN;\n{};\n{};\nCOMMIT;\n", insert(1), update(1));
        self.run("plain", &script, clients, seconds, slots)
    }

    /// (b): one statement for one report, or for many of one machine; how many a second.
    pub fn statement(&self, rows: u32, seconds: u32, slots: u32) -> Result<f64> {
        let script = format!(
            "{CHOICE}WITH report AS ({} RETURNING 1) {};\n",
            insert(rows),
            update(rows)
        );
        Ok(self
            .run("statement", &script, CONNECTIONS, seconds, slots)?
            .per_second)
    }

    fn run(
        &self,
        name: &str,
        script: &str,
        clients: u32,
        seconds: u32,
        slots: u32,
    ) -> Result<Done> {
        let file = self.folder.join(format!("{name}.sql"));
        fs::write(&file, script)?;
        let mut pgbench = self.cluster.client("pgbench");
        pgbench
            .args(["-n", "-M", "prepared", "-D", &format!("slots={slots}")])
            .args([
                "-c",
                &clients.to_string(),
                "-j",
                &clients.min(2).to_string(),
            ])
            .args(["-T", &seconds.to_string(), "-f"])
            .arg(&file);
        let log = self.folder.join("times");
        if clients == 1 {
            pgbench.arg("-l").arg("--log-prefix").arg(&log);
        }
        let text = collect(pgbench.arg(&self.database))?;
        let p50 = if clients == 1 {
            median(&self.folder)?
        } else {
            f64::NAN
        };
        Ok(Done {
            per_second: per_second(&text).with_context(|| text.clone())?,
            p50,
        })
    }
}

/// The number in `tps = 812.5 (without initial connection time)`.
fn per_second(text: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix("tps = "))?;
    line.split(' ').next()?.parse().ok()
}

/// The median of the times in microseconds, third in each line of `times.<process>`, which is removed.
fn median(folder: &Path) -> Result<f64> {
    let mut times = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_stem().is_some_and(|stem| stem == "times") {
            let text = fs::read_to_string(&path)?;
            times.extend(
                text.lines()
                    .filter_map(|line| line.split(' ').nth(2)?.parse::<f64>().ok()),
            );
            fs::remove_file(path)?;
        }
    }
    Ok(quantile(&times, 0.5).context("pgbench left no times")? / 1e3)
}

/// Makes machines 1 to `count` as copies of the one that is there, with its slot and what it has reported, each with
/// the token `bench-<number>`.
pub fn machines(cluster: &Cluster, database: &str, count: u32) -> Result<()> {
    const NUMBERED: &str = "lpad(to_hex(n), 32, '0')";
    const SERIAL: &str = "'serial', 'BENCH' || n, \
        'token_hash', sha256(convert_to('bench-' || n, 'UTF8'))";
    let ids = |names: &[&str]| -> String {
        let ids = names.iter().map(|name| format!("'{name}', {NUMBERED}"));
        ids.collect::<Vec<_>>().join(", ")
    };
    let mut psql: Command = cluster.client("psql");
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]);
    for (table, changed) in [
        ("devices", format!("{}, {SERIAL}", ids(&["id"]))),
        ("slots", ids(&["id", "device_id"])),
        ("journal", ids(&["id", "slot_id", "device_id"])),
        ("days", ids(&["slot_id", "device_id"])),
        ("decisions", ids(&["id", "slot_id", "device_id"])),
    ] {
        psql.arg("-c").arg(format!(
            "INSERT INTO {table} SELECT made.* FROM {table} one, generate_series(1, {count}) n, \
             LATERAL jsonb_populate_record(one, jsonb_build_object({changed})) made"
        ));
    }
    collect(&mut psql).map(drop)
}

/// One machine in fifty of those is low.
pub fn alerts(cluster: &Cluster, database: &str, count: u32) -> Result<()> {
    const NUMBERED: &str = "CAST(lpad(to_hex(n), 32, '0') AS UUID)";
    let mut psql: Command = cluster.client("psql");
    psql.args(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]);
    psql.arg("-c").arg(format!(
        "INSERT INTO alerts (id, device_id, slot_id, kind, since)
         SELECT {NUMBERED}, {NUMBERED}, {NUMBERED}, 'low', 0 FROM generate_series(1, {count}, 50) n"
    ));
    collect(&mut psql).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rate_is_read() {
        let text = "number of failed transactions: 0 (0.000%)\ntps = 812.5 (without initial connection time)\n";
        assert_eq!(per_second(text), Some(812.5));
        assert_eq!(per_second("pgbench: error"), None);
    }
}
