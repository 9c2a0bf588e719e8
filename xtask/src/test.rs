//! `cargo xtask test`: every test there is. What a suite prints is passed on as it comes; the last line is the sum.

mod coverage;
mod libtest;
mod playwright;
mod tally;

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::site::{self, Finish};
use crate::{install, process};
use tally::Tally;

/// Where Playwright leaves its results, below the project's root.
const BROWSER_RESULTS: &str = "target/playwright.json";

/// What Amazon can do, and which tests hold it.
const COVERAGE: &str = "docs/protocol-coverage.md";

/// Runs every test. False when one failed, or a suite could not run.
pub(crate) fn run() -> Result<bool> {
    let mut tally = Tally::default();
    tally.add("rust tests", rust);
    tally.add("protocol coverage", |tally| {
        coverage::print(&fs::read_to_string(COVERAGE)?, &tally.ran)
    });
    let browser = Path::new("end2end");
    if browser.join("package.json").exists() {
        tally.add("browser tests", |tally| in_browser(browser, tally));
    }
    print!("{tally}");
    Ok(tally.failed == 0)
}

/// Unit, integration and documentation tests of the default members.
fn rust(tally: &mut Tally) -> Result<()> {
    install::postgresql()?;
    // Output of tests that passed is where a test says that it was skipped; the reader keeps the rest of it back.
    let mut command = process::cargo(["test", "--no-fail-fast", "--", "--show-output"]);
    let mut reader = libtest::Reader::new(tally);
    let status = process::lines(&mut command, |line| {
        if reader.read(line) {
            println!("{line}");
        }
    })?;
    if !status.success() && tally.failed == 0 {
        bail!("cargo test ended with {status}");
    }
    Ok(())
}

/// The Playwright suite in `folder`.
fn in_browser(folder: &Path, tally: &mut Tally) -> Result<()> {
    install::browser(folder)?;
    site::build(&site::programs()?, Finish::Small)?;
    process::show(
        Command::new("npm")
            .args(["run", "--silent", "types"])
            .current_dir(folder),
    )?;
    let results = env::current_dir()?.join(BROWSER_RESULTS);
    // A run that dies early must not be counted by the report of the one before.
    if results.exists() {
        fs::remove_file(&results)?;
    }
    let status = Command::new("npx")
        .args(["playwright", "test", "--reporter=list,json"])
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
        .current_dir(folder)
        .status()
        .context("npx cannot be started")?;
    let text = fs::read_to_string(&results).with_context(|| format!("no {BROWSER_RESULTS}"))?;
    let failed = playwright::read(&text, tally)?;
    if !status.success() && failed == 0 {
        bail!("playwright test ended with {status}");
    }
    Ok(())
}
