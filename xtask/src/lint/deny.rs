//! What is built in: cargo-deny over `deny.toml`, and the lists of known faults of crates and npm packages where
//! those lists can be reached.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use serde_json::Value;

use super::Skipped;
use crate::install;
use crate::process::collect;

/// Folders with npm packages of their own.
const NPM: [&str; 3] = ["end2end", "end2end/lighthouse", "frontend"];

/// Licences, banned crates and sources. Needs nothing from outside once it is installed.
///
/// # Errors
/// What cargo-deny says.
pub(crate) fn dependencies() -> Result<()> {
    collect(deny()?.args(["bans", "licenses", "sources"])).map(drop)
}

/// Known faults of crates.
///
/// # Errors
/// What cargo-deny says, or [`Skipped`].
pub(crate) fn advisories() -> Result<()> {
    let Err(said) = collect(deny()?.arg("advisories")) else {
        return Ok(());
    };
    if said
        .to_string()
        .contains("failed to fetch advisory database")
    {
        return Err(Skipped("the list of known faults cannot be reached").into());
    }
    Err(said)
}

/// Known faults of npm packages.
///
/// # Errors
/// What npm says, or [`Skipped`].
pub(crate) fn npm_audit() -> Result<()> {
    for folder in NPM {
        let mut command = install::node("npm")?;
        command.args(["audit", "--package-lock-only", "--json"]);
        let output = command.current_dir(Path::new(folder)).output()?;
        let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        let Some(faults) = found["vulnerabilities"].as_object() else {
            return Err(Skipped("the list of known faults cannot be reached").into());
        };
        if !faults.is_empty() {
            let names: Vec<_> = faults.keys().map(String::as_str).collect();
            bail!("{folder}: {}", names.join(", "));
        }
    }
    Ok(())
}

fn deny() -> Result<Command> {
    let mut command = Command::new(install::python("cargo-deny")?.join("cargo-deny"));
    command.args(["--color", "never", "check", "--hide-inclusion-graph"]);
    Ok(command)
}
