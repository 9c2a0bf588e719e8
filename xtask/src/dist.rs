//! `cargo xtask dist`: all programs, optimised, and the browser's part beside them. The folder runs from anywhere.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::site::{self, Finish};
use crate::{install, process};

/// What is deployed, what stands between it and an MQTT broker, and what shows it.
pub(crate) const PROGRAMS: [&str; 3] = ["larder", "larder-mqtt", "larder-sandbox"];
/// Cargo's settings for what is deployed.
const PROFILE: &str = "published";
/// Writes what is built in into the programs; its version.
const AUDITABLE: (&str, &str) = ("cargo-auditable", "0.7.7");

/// How to build.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Write into the programs what is built into them, for `cargo audit bin`
    #[arg(long)]
    auditable: bool,
}

/// Builds `target/dist`.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let mut command = builder(options.auditable)?;
    command.args(["--profile", PROFILE]);
    for program in PROGRAMS {
        command.args(["--bin", program]);
    }
    process::show(&mut command)?;
    let target = process::target()?;
    let dist = target.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::create_dir_all(&dist)?;
    for program in PROGRAMS {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        fs::copy(target.join(PROFILE).join(&file), dist.join(&file))
            .with_context(|| file.clone())?;
    }
    site::build_into(&target, &dist.join("site"), Finish::Small)?;
    println!("{}", shown(&dist));
    Ok(true)
}

/// `cargo build`, by way of the tool that makes programs auditable where that is asked for.
fn builder(is_auditable: bool) -> Result<Command> {
    if !is_auditable {
        return Ok(process::cargo(["build"]));
    }
    let (name, version) = AUDITABLE;
    let tool = install::cargo_program(name, version)?;
    let mut command = process::cargo(["auditable", "build"]);
    let path = env::var_os("PATH").unwrap_or_default();
    let path: OsString = env::join_paths([tool].into_iter().chain(env::split_paths(&path)))?;
    command.env("PATH", path);
    Ok(command)
}

fn shown(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.display().to_string()
}
