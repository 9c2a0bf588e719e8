//! `cargo xtask book`: the pages of `docs/`, and those beside them, as a book that can be searched. It needs nothing from
//! elsewhere to be read.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{install, process};

/// Its settings, and its table of contents.
const SETTINGS: &str = "docs/book.toml";
/// Folders that go into it whole.
const FOLDERS: [&str; 1] = ["docs"];

/// Makes the book, and says where it is.
pub(crate) fn run() -> Result<bool> {
    let programs = process::programs()?;
    let target = programs.parent().unwrap_or(&programs);
    let book = make(target)?;
    println!("{}", book.join("index.html").display());
    Ok(true)
}

/// Makes it in cargo's folder; returns the folder with its first page.
pub(crate) fn make(target: &Path) -> Result<PathBuf> {
    let tool = install::python("book")?;
    let folder = target.join("book");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let pages = folder.join("src");
    for page in
        process::collect(Command::new("git").args(["ls-files", "*.md", "LICENSE-*"]))?.lines()
    {
        copy(Path::new(page), &pages)?;
    }
    for inside in FOLDERS {
        for file in process::collect(Command::new("git").args(["ls-files", inside]))?.lines() {
            copy(Path::new(file), &pages)?;
        }
    }
    fs::copy(SETTINGS, folder.join("zensical.toml"))?;
    process::show(
        Command::new(tool.join("zensical"))
            .args(["build", "--strict"])
            .current_dir(&folder),
    )?;
    Ok(folder.join("html"))
}

/// Copies a file to its own place below `folder`.
fn copy(file: &Path, folder: &Path) -> Result<()> {
    let to = folder.join(file);
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::copy(file, &to).with_context(|| file.display().to_string())?;
    Ok(())
}
