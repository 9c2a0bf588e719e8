//! What an import does to those who report meanwhile: machines are imported by the program's own command beside a server
//! that takes half of the reports that it could, on the same database.

use std::fs;
use std::process::{Child, Stdio};
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};

use super::Arguments;
use super::baseline::{Comparison, FEW, MODEL};
use super::programs::Programs;
use super::quantile::quantile;
use super::wrk::{CONNECTIONS, Load, Taken};
use crate::Engine;

/// Machines that are imported.
const MACHINES: u32 = 100_000;
const FEWER: u32 = 3_000;
/// How much slower the slowest of a hundred answers may become, and what is no slower in any case: a disk's flush.
const FACTOR: f64 = 2.0;
const FLOOR: f64 = 20.0;

/// Measures and prints; false where a goal was missed.
pub async fn run(programs: &Programs, arguments: &Arguments) -> Result<bool> {
    let mut is_met = true;
    for engine in arguments.engines() {
        is_met &= measure(programs, arguments, engine).await?;
    }
    Ok(is_met)
}

async fn measure(programs: &Programs, arguments: &Arguments, engine: Engine) -> Result<bool> {
    let (name, seconds) = (engine.name(), arguments.seconds());
    println!("{name}: setting up.");
    let compared = Comparison::new(engine, programs).await?;
    compared.warm_up()?;
    let deployment = &compared.deployment;
    let full = Load::full(deployment.origin(), FEW, seconds).run()?;
    let half = Load {
        pause_ms: pause(full.per_second / 2.0),
        ..Load::full(deployment.origin(), FEW, seconds)
    };
    let alone = half.run()?;

    let machines = if arguments.quick { FEWER } else { MACHINES };
    let file = programs.folder.join(format!("{name}.csv"));
    let row = |n| format!("IMPORTED{n},{MODEL}\n");
    let rows: String = (0..machines).map(row).collect();
    fs::write(&file, format!("serial,model\n{rows}"))?;
    let mut command = deployment.servers[0].beside(&["import", "devices"]);
    let import = command
        .arg(&file)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let began = Instant::now();
    let mut import = Import(import.spawn()?);
    let mut beside: Vec<Taken> = Vec::new();
    while import.is_running()? {
        beside.push(half.run()?);
    }
    let took = began.elapsed().as_secs_f64();
    let results = fs::read_to_string(programs.folder.join(format!("{name}.results.csv")))?;
    ensure!(
        results.lines().count() == machines as usize + 1,
        "some machines are missing"
    );

    let p99: Vec<f64> = beside.iter().map(|it| it.p99).collect();
    let p99 = quantile(&p99, 0.5).context("the import was over before a load")?;
    let taken: f64 = beside.iter().map(|it| it.per_second).sum::<f64>() / beside.len() as f64;
    let most = (alone.p99 * FACTOR).max(FLOOR);
    println!(
        "\n{name}: {machines} machines in {took:.0} s, {:.0} a second",
        f64::from(machines) / took
    );
    println!("posts a second at the limit     {:8.0}", full.per_second);
    println!("posts a second, alone           {:8.0}", alone.per_second);
    println!("posts a second, beside          {taken:8.0}");
    println!("99 of 100 within, ms, alone     {:8.1}", alone.p99);
    println!("99 of 100 within, ms, beside    {p99:8.1}   (at most {most:.1})\n");
    Ok(p99 <= most)
}

/// What each connection waits between two posts, so that all together post so many a second.
fn pause(per_second: f64) -> u32 {
    let pause = f64::from(CONNECTIONS) / per_second * 1_000.0;
    (pause.round() as u32).max(1)
}

/// An import under way. Dropped, it is killed.
struct Import(Child);

impl Import {
    fn is_running(&mut self) -> Result<bool> {
        let ended = self.0.try_wait()?;
        if let Some(status) = ended {
            ensure!(status.success(), "the import ended with {status}");
        }
        Ok(ended.is_none())
    }
}

impl Drop for Import {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
