//! `cargo xtask audit`: what a machine at rest is needed for. Lighthouse over the demo's pages in the system's
//! Chromium, times of pages, every page in every theme and width, and the journeys many times in a row.

use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::budgets::{Budget, Table};
use crate::demo::Demo;
use crate::dist::PROGRAMS;
use crate::run::build;
use crate::site::Finish;
use crate::size::{Visitor, first_id};
use crate::test::playwright;
use crate::test::tally::Tally;
use crate::{install, process};

/// How long to look.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Times that Lighthouse looks at each page; the median counts
    #[arg(long, default_value_t = 5)]
    runs: u32,
    /// Times in a row that the journeys have to pass
    #[arg(long, default_value_t = 20)]
    repeat: u32,
}

/// Ports of the demo: Larder's and Amazon's.
const PORTS: (u16, u16) = (3901, 4901);
const TESTS: &str = "end2end";
const JOURNEYS: [&str; 2] = ["tests/journey.spec.ts", "tests/household.spec.ts"];

/// Takes all of it. False where a goal is missed.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let tests = Path::new(TESTS);
    let lighthouse = tests.join("lighthouse");
    install::browser(&lighthouse)?;
    install::npm(tests)?;
    build(&PROGRAMS, Finish::Small)?;
    let mut tally = Tally::default();
    tally.add("Lighthouse", |tally| look(&lighthouse, options.runs, tally));
    tally.add("times of pages", |tally| {
        let at_rest = ["pace", "--project=desktop", "--workers=1"];
        playwright::run(tests, &at_rest, &[("AUDIT", "1")], tally).map(drop)
    });
    tally.add("pages in every theme and width", |tally| {
        playwright::run(tests, &["tests/pages.spec.ts"], &[("AUDIT", "1")], tally).map(drop)
    });
    tally.add("journeys", |tally| travel(tests, options.repeat, tally));
    print!("{}{tally}", Table(&tally.budgets));
    Ok(tally.failed == 0)
}

/// Lighthouse over the pages of a demo.
fn look(folder: &Path, runs: u32, tally: &mut Tally) -> Result<()> {
    let demo = Demo::start(PORTS.0, PORTS.1)?;
    let origin = demo.origin();
    let supplies = Visitor::of(&demo).text("/supplies")?;
    let supply = first_id(&supplies, "/supplies").context("the demo has no supply")?;
    let supply = format!("/supplies/{supply}");
    let machine = format!("/ops/machines/{}", demo.watched().serial);
    let pages = [
        "/sign-in",
        "/supplies",
        &supply,
        "/orders",
        "/settings",
        "/ops",
        "/ops/machines",
        &machine,
    ];
    let mut command = install::node("node")?;
    command
        .args(["audit.mjs", &runs.to_string()])
        .args(pages.map(|page| format!("{origin}{page}")))
        .env("LARDER_COOKIE", demo.cookie())
        .current_dir(folder);
    let status = process::lines(&mut command, |line| {
        match line.strip_prefix("goal ").and_then(Budget::read) {
            Some(budget) => _ = tally.budgets.insert(budget),
            None => println!("{line}"),
        }
    })?;
    if !status.success() {
        bail!("a page has less than it should");
    }
    Ok(())
}

/// The journeys of all projects, over and over; none of them may fail once.
fn travel(folder: &Path, repeat: u32, tally: &mut Tally) -> Result<()> {
    let (passed, failed) = (tally.passed, tally.failed);
    let each = format!("--repeat-each={repeat}");
    let arguments = [&JOURNEYS[..], &[&each, "--retries=0"]].concat();
    let ended = playwright::run(folder, &arguments, &[], tally);
    let (passed, failed) = (tally.passed - passed, tally.failed - failed);
    let budget = Budget::new(
        21,
        "the journeys, in every browser and state of scripts, without a second try",
        &format!("{repeat} times in a row"),
        &format!("{passed} passed, {failed} failed"),
    );
    tally.budgets.insert(budget);
    ended.map(drop)
}
