//! Replays a usage file: every line one run, one count used, as a machine that was owned and
//! connected all along would have posted it. Larder and the sandbox Amazon run in this process over
//! real sockets, on a clock that jumps from one event to the next.
//!
//! Every tenth report is sent twice, every fiftieth after the one that follows it, and nobody ever
//! says that a delivery arrived. What Larder believes at the end is then held against what was sent,
//! against Amazon's own list of orders, and against a plain sum that knows none of Larder's rules.
//! With both databases, the two ledgers must be equal in every column but ids.

#![expect(clippy::print_stdout, reason = "what it found is its output")]

mod check;
mod ledger;
mod run;
mod world;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use clap::{Parser, ValueEnum};
use domain::Time;

use crate::ledger::Ledger;

/// Replay a usage file and compare what both sides believe.
#[derive(Parser)]
#[command(name = "replay")]
struct Arguments {
    /// A text file with one local time per line (`2006-12-16T18:35:00`), read as UTC; a first line
    /// that is no time is a heading.
    file: PathBuf,
    /// One database only; both where it is left out, and their ledgers compared.
    #[arg(long)]
    database: Option<Database>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Database {
    Sqlite,
    Postgres,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments = Arguments::parse();
    let runs = read(&arguments.file)?;
    let databases = match arguments.database {
        Some(one) => vec![one],
        None => vec![Database::Sqlite, Database::Postgres],
    };
    let mut ledgers: Vec<Ledger> = Vec::new();
    for database in databases {
        ledgers.push(replay(database, &runs).await?);
    }
    if let [one, other] = ledgers.as_slice() {
        one.compare(other).context("the ledgers differ")?;
        println!(
            "sqlite and postgres: {} are equal in every column but ids",
            one.size()
        );
    }
    Ok(())
}

async fn replay(database: Database, runs: &[Time]) -> Result<Ledger> {
    let began = Instant::now();
    let folder = tempfile::tempdir()?;
    let (name, url) = match database {
        Database::Sqlite => (
            "sqlite",
            format!("sqlite://{}", folder.path().join("larder.db").display()),
        ),
        Database::Postgres => {
            let cluster = cluster::Cluster::shared().map_err(|error| anyhow::anyhow!("{error}"))?;
            ("postgres", cluster.database()?)
        }
    };
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        bail!("the file has no runs");
    };
    println!("{name}: {} runs from {first} to {last}", runs.len());
    let world = world::World::new(&url, first.day().start()).await?;
    let sent = run::run(&world, runs).await?;
    let ledger = Ledger::read(&world).await?;
    check::check(&world, runs, &sent, &ledger).await?;
    println!(
        "{name}: everything agrees, in {:.0} s\n",
        began.elapsed().as_secs_f64()
    );
    Ok(ledger)
}

fn read(file: &Path) -> Result<Vec<Time>> {
    let text =
        std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut runs = Vec::new();
    for (n, line) in text.lines().enumerate() {
        let line = line.trim();
        match Time::parse(&format!("{}Z", line.trim_end_matches('Z'))) {
            Some(time) => runs.push(time),
            None => ensure!(
                n == 0 || line.is_empty(),
                "line {} is not a time: {line}",
                n + 1
            ),
        }
    }
    runs.sort();
    Ok(runs)
}
