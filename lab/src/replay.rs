//! Replays a usage file: every line one run, one count used, as a machine that was owned and
//! connected all along would have posted it. Larder and the sandbox Amazon run in this process over
//! real sockets, on a clock that jumps from one event to the next.
//!
//! Every tenth report is sent twice, every fiftieth after the one that follows it, and nobody ever
//! says that a delivery arrived. What Larder believes at the end is then held against what was sent,
//! against Amazon's own list of orders, and against a plain sum that knows none of Larder's rules.
//! With both databases, the two ledgers must be equal in every column but ids.

mod check;
mod ledger;
mod life;
mod machine;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Parser;
use domain::Time;
use testkit::Database;

use crate::Engine;
use ledger::Ledger;
use machine::Machine;

/// Replay a usage file and compare what both sides believe.
#[derive(Parser)]
#[command(name = "replay")]
pub struct Arguments {
    /// A text file with one local time per line (`2006-12-16T18:35:00`), read as UTC; a first line
    /// that is no time is a heading.
    file: PathBuf,
    /// One database only; both where it is left out, and their ledgers compared.
    #[arg(long)]
    database: Option<Engine>,
}

/// Replays the file, on one database or on both.
///
/// # Errors
/// Larder believes something else than Amazon, the sum, or Larder on the other database.
pub async fn run(arguments: &Arguments) -> Result<()> {
    let runs = read(&arguments.file)?;
    let engines = match arguments.database {
        Some(one) => vec![one],
        None => vec![Engine::Sqlite, Engine::Postgres],
    };
    let mut ledgers: Vec<Ledger> = Vec::new();
    for engine in engines {
        ledgers.push(replay(engine, &runs).await?);
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

async fn replay(engine: Engine, runs: &[Time]) -> Result<Ledger> {
    let (began, name) = (Instant::now(), engine.name());
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        bail!("the file has no runs");
    };
    println!("{name}: {} runs from {first} to {last}", runs.len());
    let database = match engine {
        Engine::Sqlite => Database::sqlite(),
        Engine::Postgres => Database::postgres(),
    };
    let machine = Machine::new(database, first.day().start()).await?;
    let sent = life::live(&machine, runs).await?;
    let ledger = Ledger::read(&machine.test).await?;
    check::check(&machine.test, runs, &sent, &ledger)?;
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
