//! `cargo xtask bench`: how fast reports are taken, beside what the same database does without Larder, and beside
//! Larder without the database. Everything runs on this machine, one round after the other, so that what else happens
//! on it meets all alike; each number is the median of its rounds.
//!
//! The baselines are `pgbench` on tables shaped like ours in the same database: (a) a transaction of four statements
//! per report, what a plain server does; (b) the same as one statement. (c) is Larder's HTTP and JSON with the write
//! left out. Larder has both to do, so 1/(1/b + 1/c) is what can be hoped for where nothing is shared.

mod calls;
mod customer;
mod ground;
mod page;
mod pgbench;
mod quantile;
mod rounds;
mod sqlite;
mod stage;
mod table;
mod wrk;

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde_json::json;

use crate::replay::Database;
use ground::Ground;
use rounds::{LARGE, Samples};
use stage::Stage;

/// Where the numbers are kept, below the project's root.
const RESULT: &str = "target/bench.json";

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// One database only; both where it is left out.
    #[arg(long, value_enum)]
    database: Option<Database>,
    /// Rounds; each number is their median.
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Seconds of each load.
    #[arg(long, default_value_t = 8)]
    seconds: u32,
    /// Machines of the large fleet, which is compared with one of 1,000; PostgreSQL alone.
    #[arg(long, default_value_t = 1_000_000)]
    devices: u32,
    /// One short round of the core rows.
    #[arg(long)]
    quick: bool,
}

impl Options {
    fn rounds(&self) -> u32 {
        if self.quick { 1 } else { self.runs.max(1) }
    }

    fn seconds(&self) -> u32 {
        if self.quick { 3 } else { self.seconds.max(1) }
    }
}

/// Measures, prints one table and leaves `target/bench.json`. False where a goal was missed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let mut stage = Stage::new()?;
    let mut rows = Vec::new();
    let mut samples = serde_json::Map::new();
    for database in [Database::Postgres, Database::Sqlite] {
        if options.database.is_some_and(|only| only != database) {
            continue;
        }
        let measured = measure(options, database, &mut stage)?;
        rows.extend(table::rows(database.name(), &measured));
        samples.insert(database.name().to_owned(), json!(measured));
    }
    table::print(&rows);
    let result = Path::new(RESULT);
    fs::create_dir_all("target")?;
    let text = json!({"rows": rows, "samples": samples});
    fs::write(result, serde_json::to_string_pretty(&text)?)?;
    println!("\nAll numbers: {RESULT}");
    Ok(rows.iter().all(|row| row.met() != Some(false)))
}

fn measure(options: &Options, database: Database, stage: &mut Stage) -> Result<Samples> {
    println!("{}: setting up.", database.name());
    let ground = Ground::new(database, stage)?;
    ground.warm_up()?;
    let mut samples = Samples::default();
    for round in 1..=options.rounds() {
        println!(
            "{}: round {round} of {}.",
            database.name(),
            options.rounds()
        );
        rounds::core(options, &ground, stage, &mut samples)?;
    }
    if !options.quick {
        println!("{}: calls to Amazon and pages.", database.name());
        rounds::beside(options, &ground, stage, &mut samples)?;
    }
    // After those: what they leave to be written keeps the disk busy for minutes.
    for round in 1..=options.rounds() {
        println!("{}: posts of {LARGE}, round {round}.", database.name());
        rounds::large(options, &ground, &mut samples)?;
    }
    // Last, since making them keeps the disk busy for a while.
    if let Some(fleets) = ground.fleets(options, stage)? {
        for round in 1..=options.rounds() {
            println!("{}: few machines and many, round {round}.", database.name());
            rounds::fleets(options, &fleets, &mut samples)?;
        }
    }
    ground.end(stage);
    Ok(samples)
}
