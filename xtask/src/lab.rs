//! The programs of `lab`, which prove Larder from outside: built, and run with what they are told.

use std::env;
use std::ffi::OsString;
use std::path::Path;
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

/// The databases Larder knows.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A usage file, on one database or on both, as it is told by flags with their values. Returns true; a replay that fails
/// is an error.
pub(crate) fn replay(
    file: &Path,
    database: Option<Database>,
    told: [(&str, Option<String>); 2],
) -> Result<bool> {
    let file = file
        .canonicalize()
        .with_context(|| format!("cannot read {}", file.display()))?;
    if database != Some(Database::Sqlite) {
        install::postgresql()?;
    }
    let mut command = quick("replay");
    command.arg(file);
    if let Some(database) = database {
        command.args(["--database", database.name()]);
    }
    for (flag, value) in told {
        command.args(value.map(|value| format!("{flag}={value}")));
    }
    process::show(&mut command)?;
    Ok(true)
}

/// Generated histories. Returns true; a history that fails is an error.
pub(crate) fn simulate(arguments: &Arguments) -> Result<bool> {
    process::show(quick("simulate").args(&arguments.given))?;
    Ok(true)
}

/// How many generated histories of Alexa, and where they begin.
#[derive(clap::Args)]
pub(crate) struct AlexaHistories {
    #[arg(long, default_value_t = 10_000)]
    count: u32,
    /// The same seed and count are the same histories.
    #[arg(long)]
    seed: Option<u64>,
}

/// Generated histories of Alexa, optimised. Returns true; a history that fails is an error.
pub(crate) fn alexa_histories(options: &AlexaHistories) -> Result<bool> {
    let test = "once_it_is_quiet_alexa_believes_what_larder_does";
    let told = ["test", "--release", "--test", "stories", "--", test];
    let mut command = process::cargo(told);
    command.env("LARDER_ALEXA_HISTORIES", options.count.to_string());
    if let Some(seed) = options.seed {
        command.env("LARDER_ALEXA_SEED", seed.to_string());
    }
    process::show(&mut command)?;
    Ok(true)
}

/// Rounds in which something is killed. Returns true; something lost is an error.
pub(crate) fn soak(arguments: &Arguments) -> Result<bool> {
    install::postgresql()?;
    process::show(optimised("soak", &[])?.args(&arguments.given))?;
    Ok(true)
}

/// How fast reports are taken. Returns true; a goal that is missed is an error.
pub(crate) fn bench(arguments: &Arguments) -> Result<bool> {
    install::postgresql()?;
    install::wrk()?;
    let mut command = optimised("bench", &["--example", "baseline"])?;
    process::show(command.args(&arguments.given))?;
    Ok(true)
}

/// The forecast beside the methods of books. Returns true.
pub(crate) fn competition(arguments: &Arguments) -> Result<bool> {
    let mut command = process::cargo(["run", "--release", "--quiet", "--bin", "competition", "--"]);
    process::show(command.args(&arguments.given))?;
    Ok(true)
}

/// A program for which it does not matter how it is built.
fn quick(program: &str) -> Command {
    process::cargo(["run", "--quiet", "--bin", program, "--"])
}

/// A program that starts a server, both optimised and in one folder.
fn optimised(program: &str, more: &[&str]) -> Result<Command> {
    println!("Building optimised programs. The first time takes some minutes.");
    let mut build = process::cargo(["build", "--release", "--bin", "larder", "--bin", program]);
    process::show(build.args(more))?;
    let target = process::target()?;
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    Ok(Command::new(target.join("release").join(file)))
}
