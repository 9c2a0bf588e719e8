//! The programs of `lab`, which prove Larder from outside: built, and run with what they are told.

use std::ffi::OsString;

use anyhow::Result;

use crate::process;

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
