//! `cargo xtask dist`: both programs, optimised, and the browser's part beside them. The folder runs from anywhere.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result};

use crate::process;
use crate::site::{self, Finish};

const PROGRAMS: [&str; 2] = ["larder", "larder-sandbox"];

/// Builds `target/dist`.
pub(crate) fn run() -> Result<bool> {
    let [larder, sandbox] = PROGRAMS;
    process::show(&mut process::cargo([
        "build",
        "--release",
        "--bin",
        larder,
        "--bin",
        sandbox,
    ]))?;
    let programs = process::programs()?;
    let target = programs.parent().context("the programs are in no folder")?;
    let dist = target.join("dist");
    if dist.exists() {
        fs::remove_dir_all(&dist)?;
    }
    fs::create_dir_all(&dist)?;
    for program in PROGRAMS {
        let file = format!("{program}{}", env::consts::EXE_SUFFIX);
        fs::copy(target.join("release").join(&file), dist.join(&file))
            .with_context(|| file.clone())?;
    }
    site::build_into(target, &dist.join("site"), Finish::Small)?;
    println!("{}", shown(&dist));
    Ok(true)
}

fn shown(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.display().to_string()
}
