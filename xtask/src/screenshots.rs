//! `cargo xtask screenshots`: pictures of every page in every state, to be looked at by people.

use std::path::Path;

use anyhow::Result;

use crate::dist::PROGRAMS;
use crate::site::Finish;
use crate::{install, process};

/// Takes them.
pub(crate) fn run() -> Result<bool> {
    let folder = Path::new("end2end");
    install::browser(folder)?;
    crate::run::build(&PROGRAMS, Finish::Small)?;
    process::show(
        install::node("npx")?
            .args(["playwright", "test", "screenshots"])
            .env("SCREENSHOTS", "1")
            .current_dir(folder),
    )?;
    println!("The pictures are in end2end/results/screenshots.");
    Ok(true)
}
