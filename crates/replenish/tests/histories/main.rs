//! Generated histories of one machine and one Amazon, on a manual clock and without sockets: whatever
//! happens in which order, what must hold holds, and once it is quiet both sides agree.
//!
//! `LARDER_HISTORIES` is how many (2,000), `LARDER_HISTORIES_SEED` where they begin, and
//! `LARDER_HISTORY` one history as a failure printed it; `cargo xtask histories` sets them.

#![expect(clippy::unwrap_used, reason = "a history that cannot go on has failed")]
#![expect(
    clippy::print_stdout,
    reason = "a history that is lived again is told step by step"
)]

mod check;
mod step;
mod wire;
mod world;

use std::cell::Cell;
use std::env;
use std::path::Path;
use std::time::Instant;

use domain::time::DAY;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};
use store::Store;
use tempfile::TempDir;

use step::{Steps, steps};
use world::World;

const WORKERS: u64 = 2;
/// After so long without a fault everything has come to its end: 96 hours until Amazon is asked, an
/// estimate three days off, a week of asking a busy slot, and the daily look after each.
const CALM: i64 = 16 * DAY;

#[test]
fn both_sides_agree_after_every_history() {
    if let Ok(text) = env::var("LARDER_HISTORY") {
        let steps: Steps = serde_json::from_str(&text).unwrap();
        let bench = Bench::new();
        bench.live(&steps, true).unwrap();
        return;
    }
    let number = |name: &str| env::var(name).ok().map(|text| text.parse::<u64>().unwrap());
    let count = number("LARDER_HISTORIES").unwrap_or(2_000);
    let seed = number("LARDER_HISTORIES_SEED").unwrap_or(20_261_124);
    println!("{count} histories from seed {seed}");
    let began = Instant::now();
    let faults: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..WORKERS)
            .map(|worker| scope.spawn(move || search(worker, count.div_ceil(WORKERS), seed)))
            .collect();
        workers
            .into_iter()
            .filter_map(|worker| worker.join().unwrap())
            .collect()
    });
    println!("lived in {:.0?}", began.elapsed());
    assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
}

/// The smallest history found that fails, with what is wrong.
fn search(worker: u64, count: u64, seed: u64) -> Option<String> {
    let config = Config {
        cases: u32::try_from(count).unwrap(),
        failure_persistence: None,
        max_shrink_iters: 300,
        ..Config::default()
    };
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes[8..16].copy_from_slice(&worker.to_le_bytes());
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let bench = Bench::new();
    match runner.run(&steps(), |steps| {
        bench.live(&steps, false).map_err(TestCaseError::fail)
    }) {
        Ok(()) => None,
        Err(TestError::Fail(why, steps)) => Some(format!(
            "{why}\nafter {steps:?}\nagain by: cargo xtask histories --history '{steps:?}'"
        )),
        Err(TestError::Abort(why)) => Some(format!("gave up: {why}")),
    }
}

/// One worker's runtime, client and database file.
struct Bench {
    runtime: tokio::runtime::Runtime,
    client: amazon::Amazon,
    folder: TempDir,
    lived: Cell<u64>,
}

impl Bench {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        // Where there is memory for files, nothing waits for a disk: not what is tested here.
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() {
            tempfile::tempdir_in(memory).unwrap()
        } else {
            tempfile::tempdir().unwrap()
        };
        let empty = folder.path().join("empty.db");
        runtime.block_on(async {
            let store = Store::open(&format!("sqlite://{}", empty.display()))
                .await
                .unwrap();
            store.close().await;
        });
        Self {
            runtime,
            client: world::client(),
            folder,
            lived: Cell::new(0),
        }
    }

    /// Lives one history on a fresh copy of an empty database.
    fn live(&self, steps: &Steps, aloud: bool) -> Result<(), String> {
        let file = self.folder.path().join("larder.db");
        for suffix in ["", "-wal", "-shm"] {
            drop(std::fs::remove_file(format!("{}{suffix}", file.display())));
        }
        std::fs::copy(self.folder.path().join("empty.db"), &file).unwrap();
        self.lived.set(self.lived.get() + 1);
        self.runtime.block_on(async {
            let mut world = World::begin(&file, &self.client).await;
            let lived = live(&mut world, steps, aloud).await;
            let told = match &lived {
                Err(_) if aloud => format!("\n{:#}", check::summary(&world)),
                _ => String::new(),
            };
            world.close().await;
            lived.map_err(|why| why + &told)
        })
    }
}

async fn live(world: &mut World, steps: &Steps, aloud: bool) -> Result<(), String> {
    for step in &steps.0 {
        world.take(step).await;
        if aloud {
            let (states, _) = world.app.orders(None, 100, None).await.unwrap();
            let states: Vec<_> = states.iter().map(|order| order.state).collect();
            println!("{} {step:?}: {states:?}", world.app.now());
        }
        check::always(world).await?;
    }
    world.calm(CALM).await;
    if world.half_connected {
        // Amazon holds a registration whose code got lost: the customer tries again.
        world.connect().await;
        world.calm(CALM).await;
    }
    check::at_rest(world).await
}
