//! `cargo xtask clients`: what machines are built with. The client in C, at each power cut and through generated histories;
//! the one in Python; and both, and MQTT, beside a real Larder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use super::tally::Tally;
use crate::{install, process};

const C: &str = "clients/c";
const PYTHON: &str = "clients/python";
/// Where those are that start programs of ours.
const BESIDE_LARDER: &str = "clients";
/// Runs every test of the folder it is started in, and says on standard output how each went.
const UNITTEST: &str = "import sys, unittest
runner = unittest.TextTestRunner(stream=sys.stdout, verbosity=2)
unittest.main(module=None, argv=['unittest'], testRunner=runner)";

/// How far to go.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Generated histories of the client in C.
    #[arg(long, default_value_t = HISTORIES)]
    histories: u32,
    /// The seed of the first; each has the next one.
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

const HISTORIES: u32 = 10_000;

impl Default for Options {
    fn default() -> Self {
        Self {
            histories: HISTORIES,
            seed: 1,
        }
    }
}

/// Runs all of it. False when a test failed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let mut tally = Tally::default();
    suites(options, &mut tally);
    print!("{tally}");
    Ok(tally.failed == 0)
}

/// Adds all of it to `tally`; what cannot run here is named as skipped.
pub(crate) fn suites(options: &Options, tally: &mut Tally) {
    for (tool, package) in [("make", "make"), ("gcc", "gcc"), ("python3", "python3")] {
        if let Err(reason) = install::program(tool, package) {
            let skipped = format!("SKIPPED {BESIDE_LARDER}: {reason:#}");
            tally.skipped.push(skipped);
            return;
        }
    }
    tally.add(C, |tally| in_c(options, tally));
    tally.add(PYTHON, |tally| python(Path::new(PYTHON), &[], tally));
    tally.add(BESIDE_LARDER, beside_larder);
}

/// With gcc's sanitizers; with clang, where it is here, without: Debian has those in another package.
fn in_c(options: &Options, tally: &mut Tally) -> Result<()> {
    let mut gcc = make("gcc")?;
    gcc.args(["test", "histories"])
        .arg(format!("HISTORIES={}", options.histories))
        .arg(format!("SEED={}", options.seed));
    count(&mut gcc, tally)?;
    if process::find("clang").is_none() {
        let skipped = format!("SKIPPED {C} with clang: it is not installed");
        tally.skipped.push(skipped);
        return Ok(());
    }
    count(make("clang")?.args(["test", "SANITIZE=-O2"]), tally)
}

/// Runs make, and counts what it says has passed.
fn count(make: &mut Command, tally: &mut Tally) -> Result<()> {
    let status = process::lines(make, |line| {
        println!("{line}");
        // Of the histories the line says how many there were.
        tally.passed += u64::from(line.starts_with("ok ") || line.contains(" histories from "));
    })?;
    if !status.success() {
        bail!("make ended with {status}");
    }
    Ok(())
}

/// What is built with that compiler is in a folder of its own, in cargo's.
fn make(compiler: &str) -> Result<Command> {
    let out = process::target()?.join("clients").join(compiler);
    let mut make = Command::new("make");
    make.args(["--no-print-directory", "--directory", C])
        .arg(format!("CC={compiler}"))
        .arg(format!(
            "OUT={}",
            out.canonicalize().unwrap_or(out).display()
        ));
    Ok(make)
}

fn beside_larder(tally: &mut Tally) -> Result<()> {
    process::show(&mut process::cargo([
        "build",
        "--quiet",
        "--bin",
        "larder",
        "--bin",
        "larder-mqtt",
    ]))?;
    process::show(make("gcc")?.arg("example"))?;
    if let Err(reason) = install::mosquitto() {
        // Its tests skip themselves.
        println!("no mosquitto: {reason:#}");
    }
    let post = process::target()?.join("clients/gcc/post");
    let environment = [
        ("PROGRAMS", fs::canonicalize(process::programs()?)?),
        ("POST", fs::canonicalize(post)?),
    ];
    python(Path::new(BESIDE_LARDER), &environment, tally)
}

/// Runs the tests in `folder`; they need nothing but Python, and leave nothing behind.
fn python(folder: &Path, environment: &[(&str, PathBuf)], tally: &mut Tally) -> Result<()> {
    let mut command = Command::new("python3");
    command
        .args(["-B", "-c", UNITTEST])
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .current_dir(folder);
    let mut failed = 0;
    let status = process::lines(&mut command, |line| {
        println!("{line}");
        match outcome(line) {
            Some(("ok", _)) => tally.passed += 1,
            Some(("skipped", name)) => {
                let (_, reason) = line.split_once(" ... skipped ").unwrap_or_default();
                let reason = reason.trim_matches(['\'', '"']);
                tally.skipped.push(format!("SKIPPED {name}: {reason}"));
            }
            Some(_) => failed += 1,
            None => {}
        }
    })?;
    tally.failed += failed;
    if !status.success() && failed == 0 {
        bail!("python3 ended with {status}");
    }
    Ok(())
}

/// How a test went, in a word, and its name, in `test_it (module.Class) ... ok`.
fn outcome(line: &str) -> Option<(&str, &str)> {
    let (test, rest) = line.split_once(" ... ")?;
    let (name, _) = test.split_once(" (")?;
    let word = rest.split(' ').next()?;
    matches!(word, "ok" | "FAIL" | "ERROR" | "skipped").then_some((word, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_unittest_says_is_counted() {
        assert_eq!(outcome("test_a (m.C) ... ok"), Some(("ok", "test_a")));
        assert_eq!(
            outcome("test_a (m.C.test_a) ... FAIL"),
            Some(("FAIL", "test_a"))
        );
        assert_eq!(
            outcome("test_b (m.C) ... skipped 'no broker'"),
            Some(("skipped", "test_b"))
        );
        assert_eq!(outcome("Ran 3 tests in 0.1s"), None);
        assert_eq!(outcome("waiting ... ok"), None);
    }
}
