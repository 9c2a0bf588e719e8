//! Generated histories of one machine and one Amazon, on a manual clock and without sockets: whatever
//! happens in which order, what must hold holds, and once it is quiet both sides agree.
//!
//! A history that fails is made as short as it can be, and printed so that it can be lived again.

mod check;
mod counter;
mod life;
mod sensor;
mod step;
mod stock;
mod wire;

use std::path::Path;
use std::time::Instant;

use amazon::Amazon;
use anyhow::{Context as _, Result, anyhow, ensure};
use clap::Parser;
use domain::time::DAY;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use tempfile::TempDir;
use testkit::Database;
use tokio::runtime::{Builder, Runtime};

use life::Life;
use step::{Steps, steps};

const WORKERS: u64 = 2;
/// After so long without a fault everything has come to its end: 96 hours until Amazon is asked, an
/// estimate three days off, a week of asking a busy slot, and the daily look after each.
const CALM: i64 = 16 * DAY;
/// A step of a history is a large future where nothing is optimised.
const STACK: usize = 16 << 20;
/// Where the histories begin, unless somebody says so.
const SEED: u64 = 20_261_124;

/// Live through generated histories of a machine and its Amazon; both sides must agree after each.
#[derive(Parser)]
#[command(name = "simulate")]
pub struct Arguments {
    /// How many.
    #[arg(long, default_value_t = 10_000)]
    count: u64,
    /// Where they begin: the same seed and count are the same histories.
    #[arg(long, default_value_t = SEED)]
    seed: u64,
    /// One history only, as a failure printed it; it is told step by step.
    #[arg(long, conflicts_with_all = ["count", "seed"])]
    history: Option<String>,
}

impl Arguments {
    /// So many histories, from the seed that is taken where none is named.
    pub fn count(count: u64) -> Self {
        Self {
            count,
            seed: SEED,
            history: None,
        }
    }
}

impl From<&str> for Arguments {
    /// One history.
    fn from(history: &str) -> Self {
        Self {
            history: Some(history.to_owned()),
            ..Self::count(1)
        }
    }
}

/// Lives through them.
///
/// # Errors
/// Every worker's shortest history that fails, and why.
pub fn run(arguments: &Arguments) -> Result<()> {
    if let Some(text) = &arguments.history {
        let steps: Steps = serde_json::from_str(text)?;
        return std::thread::scope(|scope| {
            let thread = std::thread::Builder::new().stack_size(STACK);
            let lived = thread.spawn_scoped(scope, || Worker::new()?.live(&steps, true))?;
            lived.join().map_err(|_| anyhow!("a worker panicked"))?
        });
    }
    let (count, seed) = (arguments.count, arguments.seed);
    println!("{count} histories from seed {seed}");
    let began = Instant::now();
    let found: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS)
            .map(|worker| {
                let thread = std::thread::Builder::new().stack_size(STACK);
                thread.spawn_scoped(scope, move || search(worker, count.div_ceil(WORKERS), seed))
            })
            .collect();
        let joined = workers.into_iter().map(|worker| Ok(worker?.join()));
        joined.collect::<std::io::Result<_>>()
    })?;
    println!("lived in {:.0?}", began.elapsed());
    let mut faults = Vec::new();
    for found in found {
        let found = found.map_err(|_| anyhow!("a worker panicked"))?;
        faults.extend(found?);
    }
    ensure!(faults.is_empty(), "\n{}", faults.join("\n\n"));
    Ok(())
}

/// The smallest history found that fails, with what is wrong.
fn search(worker: u64, count: u64, seed: u64) -> Result<Option<String>> {
    let config = Config {
        cases: u32::try_from(count)?,
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&worker.to_le_bytes());
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let worker = Worker::new()?;
    let lived = runner.run(&steps(), |steps| {
        let lived = worker.live(&steps, false);
        lived.map_err(|why| TestCaseError::fail(format!("{why:#}")))
    });
    Ok(match lived {
        Ok(()) => None,
        Err(TestError::Fail(why, steps)) => Some(format!(
            "{why}\nafter {steps:?}\nagain by: cargo xtask histories --history '{steps:?}'"
        )),
        Err(TestError::Abort(why)) => Some(format!("gave up: {why}")),
    })
}

/// A runtime, a client and a database file for one history after the other.
struct Worker {
    runtime: Runtime,
    client: Amazon,
    folder: TempDir,
}

impl Worker {
    fn new() -> Result<Self> {
        let runtime = Builder::new_current_thread().enable_all().build()?;
        // Where there is memory for files, nothing waits for a disk: not what is tested here.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory)?
        } else {
            tempfile::tempdir()?
        };
        let empty = format!("sqlite://{}", folder.path().join("empty.db").display());
        runtime.block_on(async { Database::at(&empty).store().await.close().await });
        Ok(Self {
            runtime,
            client: life::client(),
            folder,
        })
    }

    /// Lives one history on a fresh copy of an empty database.
    fn live(&self, steps: &Steps, aloud: bool) -> Result<()> {
        let file = self.folder.path().join("larder.db");
        for suffix in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{suffix}", file.display())));
        }
        std::fs::copy(self.folder.path().join("empty.db"), &file)?;
        self.runtime.block_on(async {
            let mut life = Life::begin(&file, &self.client).await?;
            let mut lived = live(&mut life, steps, aloud).await;
            if lived.is_err() && aloud {
                lived = lived.with_context(|| format!("{:#}", check::summary(&life)));
            }
            life.close().await;
            lived
        })
    }
}

async fn live(life: &mut Life, steps: &Steps, aloud: bool) -> Result<()> {
    for step in &steps.0 {
        life.take(step).await?;
        if aloud {
            let (now, states) = (life.test.app.now(), life.test.states().await);
            println!("{now} {step:?}: {states:?}");
        }
        check::always(life).await?;
    }
    life.calm(CALM).await?;
    life.read_counter().await?;
    if life.half_connected {
        // Amazon holds a registration whose code got lost: the customer tries again.
        life.connect().await?;
        life.calm(CALM).await?;
    }
    life.settle().await?;
    check::at_rest(life).await
}
