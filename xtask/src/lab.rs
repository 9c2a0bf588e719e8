//! The programs of `lab`, which prove Larder from outside: built, and run with what they are told.

use std::env;
use std::ffi::OsString;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{install, process};

/// What a program is told; `--help` says what it takes.
#[derive(clap::Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Arguments {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    given: Vec<OsString>,
}

/// Generated histories. Returns true; a history that fails is an error.
pub(crate) fn simulate(arguments: &Arguments) -> Result<bool> {
    let mut command = process::cargo(["run", "--quiet", "--bin", "simulate", "--"]);
    process::show(command.args(&arguments.given))?;
    Ok(true)
}

/// Rounds in which something is killed. Returns true; something lost is an error.
pub(crate) fn soak(arguments: &Arguments) -> Result<bool> {
    install::postgresql()?;
    process::show(optimised("soak")?.args(&arguments.given))?;
    Ok(true)
}

/// A program that starts a server, both optimised and in one folder.
fn optimised(program: &str) -> Result<Command> {
    println!("Building optimised programs. The first time takes some minutes.");
    let mut build = process::cargo(["build", "--release", "--bin", "larder", "--bin"]);
    process::show(build.arg(program))?;
    let programs = process::programs()?;
    let target = programs.parent().context("the programs are in no folder")?;
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    Ok(Command::new(target.join("release").join(file)))
}
