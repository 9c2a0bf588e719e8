//! `cargo xtask replay`: the program `replay` of `lab` on a usage file.

use std::path::Path;

use anyhow::{Context, Result};

use crate::{install, process};

/// The databases Larder knows.
#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// Replays `file` on one database or on both. Returns true; a replay that fails is an error.
pub(crate) fn run(file: &Path, database: Option<Database>) -> Result<bool> {
    let file = file
        .canonicalize()
        .with_context(|| format!("cannot read {}", file.display()))?;
    if !matches!(database, Some(Database::Sqlite)) {
        install::postgresql()?;
    }
    let mut command = process::cargo(["run", "--quiet", "--bin", "replay", "--"]);
    command.arg(file);
    if let Some(database) = database {
        command.args(["--database", database.name()]);
    }
    process::show(&mut command)?;
    Ok(true)
}
