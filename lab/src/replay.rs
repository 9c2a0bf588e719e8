//! Replays a usage file: every line one run, one count used, as a machine that was owned and
//! connected all along would have posted it. Larder and the sandbox Amazon run in this process over
//! real sockets, on a clock that jumps from one event to the next.
//!
//! Every tenth report is sent twice, every fiftieth after the one that follows it, and nobody ever
//! says that a delivery arrived. What Larder believes at the end is then held against what was sent,
//! against Amazon's own list of orders, and against a plain sum that knows none of Larder's rules.
//! With both databases, the two ledgers must be equal in every column but ids.
//!
//! The machine may say what it uses as a lifetime total or as the level of its container. With `--foul` it lives twice: once
//! more with the readings of a bad sensor beside its own, which must order as the first life did.

mod check;
mod ledger;
mod life;
mod machine;

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail, ensure};
use clap::Parser;
use domain::Time;
use sandbox::fleet::{Fault, Fouling, Kind};
use testkit::Database;

use crate::Engine;
use crate::difference::Difference;
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
    /// How the machine says what it uses: used, total or level.
    #[arg(long = "as", default_value = "used", value_name = "KIND")]
    kind: Kind,
    /// Foul reports beside this share of the true ones, and the seed that they follow from: 0.01,7
    #[arg(long, value_parser = foul, value_name = "RATE[,SEED]")]
    foul: Option<(f64, u64)>,
}

/// What is wrong with foul reports.
pub const FAULTS: [Fault; 6] = [
    Fault::Zero,
    Fault::Sentinel,
    Fault::Wrap,
    Fault::Tremble,
    Fault::Ahead,
    Fault::Again,
];
/// The seed where none is named.
const SEED: u64 = 7;

fn foul(text: &str) -> Result<(f64, u64), String> {
    let wrong = || "write a share and a seed, such as 0.01,7".to_owned();
    let (rate, seed) = match text.split_once(',') {
        Some((rate, seed)) => (rate, seed.trim().parse().map_err(|_| wrong())?),
        None => (text, SEED),
    };
    let rate: f64 = rate.trim().parse().map_err(|_| wrong())?;
    match (0.0..=1.0).contains(&rate) {
        true => Ok((rate, seed)),
        false => Err(wrong()),
    }
}

/// Replays the file, on one database or on both.
///
/// # Errors
/// Larder believes something else than Amazon, the sum, or Larder on the other database; or a bad sensor made it order
/// otherwise.
pub async fn run(arguments: &Arguments) -> Result<()> {
    let runs = read(&arguments.file)?;
    let engines = match arguments.database {
        Some(one) => vec![one],
        None => vec![Engine::Sqlite, Engine::Postgres],
    };
    let mut clean: Vec<Lived> = Vec::new();
    for engine in engines {
        let lived = replay(engine, &runs, arguments.kind, None).await?;
        if let Some((rate, seed)) = arguments.foul {
            let fouling = Fouling::new(rate, seed, &FAULTS);
            let fouled = replay(engine, &runs, arguments.kind, Some(fouling)).await?;
            let difference = lived.difference(&fouled);
            println!("{difference}\n");
            difference.check()?;
        }
        clean.push(lived);
    }
    if let [one, other] = clean.as_slice() {
        let (one, other) = (&one.ledger, &other.ledger);
        one.compare(other).context("the ledgers differ")?;
        println!(
            "sqlite and postgres: {} are equal in every column but ids",
            one.size()
        );
    }
    Ok(())
}

/// How a fouled life of these runs, on SQLite, differs from a clean one.
///
/// # Errors
/// In one of them Larder believes something else than Amazon or the sum.
pub async fn compare(runs: &[Time], kind: Kind, fouling: Fouling) -> Result<Difference> {
    let clean = replay(Engine::Sqlite, runs, kind, None).await?;
    let fouled = replay(Engine::Sqlite, runs, kind, Some(fouling)).await?;
    Ok(clean.difference(&fouled))
}

/// What a life came to.
struct Lived {
    ledger: Ledger,
    /// Runs for which nothing was there.
    short: i64,
}

impl Lived {
    fn orders(&self) -> Vec<Time> {
        let orders = self.ledger.orders.iter();
        orders.map(|order| order.requested_at).collect()
    }

    fn difference(&self, fouled: &Self) -> Difference {
        let clean = (&*self.orders(), self.short);
        Difference::of(clean, (&fouled.orders(), fouled.short))
    }
}

async fn replay(
    engine: Engine,
    runs: &[Time],
    kind: Kind,
    fouling: Option<Fouling>,
) -> Result<Lived> {
    let (began, name) = (Instant::now(), engine.name());
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        bail!("the file has no runs");
    };
    println!(
        "{name}: {} runs from {first} to {last} as {}",
        runs.len(),
        kind.name()
    );
    let database = match engine {
        Engine::Sqlite => Database::sqlite(),
        Engine::Postgres => Database::postgres(),
    };
    let machine = Machine::new(database, first.day().start()).await?;
    let sent = life::live(&machine, runs, kind, fouling).await?;
    let ledger = Ledger::read(&machine.test).await?;
    let short = check::check(&machine.test, runs, (kind, &sent), &ledger)?;
    println!(
        "{name}: everything agrees, in {:.0} s\n",
        began.elapsed().as_secs_f64()
    );
    Ok(Lived { ledger, short })
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
