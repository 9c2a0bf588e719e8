//! `cargo xtask run`: builds the demo and becomes it. Nothing has to be configured and nothing is kept.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::site::{self, Finish};
use crate::{install, process};

/// The program that has the demo.
pub(crate) const PROGRAM: &str = "larder-sandbox";

/// Builds what the demo needs, and runs it with those arguments until Ctrl-C.
pub(crate) fn run(arguments: &[String]) -> Result<bool> {
    install::wasm_target()?;
    println!("Building {PROGRAM}. The first time takes some minutes.");
    build(&[PROGRAM], Finish::Quick)?;
    let programs = process::programs()?;
    process::replace(demo(&programs).args(arguments))
}

/// `larder-sandbox demo` in that folder.
pub(crate) fn demo(programs: &Path) -> Command {
    let mut command = process::program(programs, PROGRAM);
    command.arg("demo");
    command
}

/// Builds programs and the browser's part.
pub(crate) fn build(programs: &[&str], finish: Finish) -> Result<()> {
    let mut command = process::cargo(["build"]);
    for program in programs {
        command.args(["--bin", program]);
    }
    process::show(&mut command)?;
    site::build(&process::programs()?, finish)
}
