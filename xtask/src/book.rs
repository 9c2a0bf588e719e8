//! `cargo xtask book`: the pages of `docs/`, and those beside them, as a book that can be searched. It needs nothing from
//! elsewhere to be read.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{install, process};

/// Its settings, and its table of contents.
const SETTINGS: &str = "docs/book.toml";
/// Folders that go into it whole.
const FOLDERS: [&str; 1] = ["docs"];

/// Makes the book in cargo's folder, and says where its first page is.
pub(crate) fn run() -> Result<bool> {
    let tool = install::python("book")?;
    let folder = process::target()?.join("book");
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
    println!("{}", folder.join("html/index.html").display());
    Ok(true)
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
