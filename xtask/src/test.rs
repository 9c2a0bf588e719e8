//! `cargo xtask test`: every test there is. What a suite prints is passed on as it comes; the last line is the sum.

pub(crate) mod clients;
mod coverage;
mod libtest;
pub(crate) mod playwright;
pub(crate) mod tally;

use std::fs;
use std::path::Path;

use anyhow::{Result, bail};

use crate::budgets::{Budget, Table};
use crate::site::{self, Finish};
use crate::{install, process};
use tally::Tally;

/// Pages that name the tests which hold them: what Amazon can do, and what an attacker can.
const COVERAGE: [&str; 2] = ["docs/protocol-coverage.md", "docs/abuse-coverage.md"];

/// That the browser tests may take on two cores.
const MINUTES: f64 = 6.0;

/// Budgets that Rust tests hold: the number, what, the goal, the test.
const HELD: [(u8, &str, &str, &str); 2] = [
    (
        14,
        "contrast of every colour with what it stands on, light and dark",
        "text ≥ 5, shapes ≥ 3.1",
        "style::tests::every_colour_is_told_apart_from_what_it_stands_on",
    ),
    (
        24,
        "the copy of a customer's data",
        "all that is theirs",
        "data::everything_of_a_household_can_be_downloaded_and_nothing_of_another",
    ),
];

/// Runs every test. False when one failed, or a suite could not run.
pub(crate) fn run() -> Result<bool> {
    let browser = Path::new("end2end");
    // What cannot be installed is said before anything is built.
    install::postgresql()?;
    install::pgbouncer()?;
    install::nginx()?;
    install::wasm_target()?;
    install::browser(browser)?;
    install::npm(Path::new(site::FRONTEND))?;
    let mut tally = Tally::default();
    tally.add("rust tests", rust);
    clients::suites(&clients::Options::default(), &mut tally);
    for page in COVERAGE {
        tally.add(page, |tally| {
            coverage::print(&fs::read_to_string(page)?, &tally.ran)
        });
    }
    tally.add("browser tests", |tally| in_browser(browser, tally));
    hold(&mut tally);
    print!("{}", Table(&tally.budgets));
    print!("{tally}");
    Ok(tally.failed == 0)
}

/// Unit, integration and documentation tests of the default members.
fn rust(tally: &mut Tally) -> Result<()> {
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
    site::build(&process::programs()?, Finish::Small)?;
    process::show(
        install::node("npm")?
            .args(["run", "--silent", "types"])
            .current_dir(folder),
    )?;
    let minutes = playwright::run(folder, &[], &[], tally)?;
    let missed = if minutes > MINUTES { ", MISSED" } else { "" };
    let budget = Budget::new(
        21,
        "all browser tests",
        &format!("≤ {MINUTES} minutes"),
        &format!("{minutes:.1} minutes{missed}"),
    );
    tally.budgets.insert(budget);
    Ok(())
}

/// Notes the budgets that Rust tests hold.
fn hold(tally: &mut Tally) {
    for (row, what, goal, test) in HELD {
        let held = tally.ran.get(test) == Some(&true);
        let mark = if held { "held" } else { "NOT HELD" };
        let budget = Budget::new(row, what, goal, &format!("{mark} by {test}"));
        tally.budgets.insert(budget);
    }
}
