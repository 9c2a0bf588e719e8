//! How fast reports are taken, beside what the same database does without Larder, and beside
//! Larder without the database. Everything runs on this machine, one round after the other, so that what else happens
//! on it meets all alike; each number is the median of its rounds.
//!
//! The baselines are `pgbench` on tables shaped like ours in the same database: (a) a transaction of four statements
//! per report, what a plain server does; (b) the same as one statement. (c) is Larder's HTTP and JSON with the write
//! left out. Larder has both to do, so 1/(1/b + 1/c) is what can be hoped for where nothing is shared.
//!
//! With `--import` it is measured what an import of machines does to those who report meanwhile, with `--console` how fast the
//! console's pages come and what they take from those. With `--fleet` something else is measured: how fast a server works off what a whole fleet has left to be told to Amazon.

mod baseline;
mod calls;
mod console;
mod fleet;
mod import;
mod nowrite;
mod page;
mod pgbench;
mod processor;
mod programs;
mod quantile;
mod rounds;
mod sqlite;
mod table;
mod wrk;

use std::fs;
use std::path::Path;

use anyhow::Result;
use clap::Parser;
use serde_json::json;

use crate::Engine;
use baseline::Comparison;
use programs::Programs;
use rounds::{LARGE, Samples};

/// Where the numbers are kept, below the project's root.
const RESULT: &str = "target/bench.json";

/// Measure how fast reports are taken, beside the same database without Larder.
#[derive(Parser)]
#[command(name = "bench")]
pub struct Arguments {
    /// One database only; both where it is left out.
    #[arg(long)]
    database: Option<Engine>,
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
    /// Measure calls to Amazon instead: a backlog of statuses, and what it keeps waiting; PostgreSQL alone.
    #[arg(long)]
    fleet: bool,
    /// Measure what an import of 100,000 machines does to those who report meanwhile; with --quick of a few.
    #[arg(long)]
    import: bool,
    /// Measure the console's pages where the fleet is large, and what they take from machines that report; with --quick a small
    /// fleet.
    #[arg(long)]
    console: bool,
    /// With --fleet: calls to Amazon at a time; the server's own number where it is left out.
    #[arg(long)]
    calls: Option<u32>,
}

impl Arguments {
    /// The databases that are asked for.
    fn engines(&self) -> impl Iterator<Item = Engine> {
        let only = self.database;
        let all = [Engine::Postgres, Engine::Sqlite].into_iter();
        all.filter(move |engine| only.is_none_or(|only| only == *engine))
    }

    fn rounds(&self) -> u32 {
        if self.quick { 1 } else { self.runs.max(1) }
    }

    fn seconds(&self) -> u32 {
        if self.quick { 3 } else { self.seconds.max(1) }
    }
}

/// Measures, prints one table and leaves `target/bench.json`. False where a goal was missed.
///
/// # Errors
/// Something cannot be started, or a load is not answered as it should be.
pub async fn run(arguments: &Arguments) -> Result<bool> {
    let programs = Programs::find()?;
    if arguments.fleet {
        return fleet::run(&programs, arguments.calls, arguments.quick).await;
    }
    if arguments.import {
        return import::run(&programs, arguments).await;
    }
    if arguments.console {
        return console::run(&programs, arguments).await;
    }
    let without_write = nowrite::serve().await;
    let mut rows = Vec::new();
    let mut samples = serde_json::Map::new();
    for engine in arguments.engines() {
        let measured = measure(arguments, engine, &programs, &without_write).await?;
        rows.extend(table::rows(engine.name(), &measured));
        samples.insert(engine.name().to_owned(), json!(measured));
    }
    table::print(&rows);
    let text = json!({"rows": rows, "samples": samples});
    fs::write(Path::new(RESULT), serde_json::to_string_pretty(&text)?)?;
    println!("\nAll numbers: {RESULT}");
    Ok(rows.iter().all(|row| row.met() != Some(false)))
}

async fn measure(
    arguments: &Arguments,
    engine: Engine,
    programs: &Programs,
    without_write: &str,
) -> Result<Samples> {
    let (name, rounds) = (engine.name(), arguments.rounds());
    println!("{name}: setting up.");
    let compared = Comparison::new(engine, programs).await?;
    compared.warm_up()?;
    let mut samples = Samples::default();
    for round in 1..=rounds {
        println!("{name}: round {round} of {rounds}.");
        rounds::core(arguments, &compared, without_write, &mut samples)?;
    }
    if !arguments.quick {
        println!("{name}: calls to Amazon and pages.");
        rounds::beside(arguments, &compared, &mut samples).await?;
    }
    // After those: what they leave to be written keeps the disk busy for minutes.
    for round in 1..=rounds {
        println!("{name}: posts of {LARGE}, round {round}.");
        rounds::large(arguments, &compared, &mut samples)?;
    }
    // Last, since making them keeps the disk busy for a while.
    if let Some(fleets) = compared.fleets(arguments, programs).await? {
        for round in 1..=rounds {
            println!("{name}: few machines and many, round {round}.");
            rounds::fleets(arguments, &fleets, &mut samples)?;
        }
    }
    Ok(samples)
}
