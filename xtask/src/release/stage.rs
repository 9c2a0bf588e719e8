//! The release at hand: its version, its time, where its parts are, and how files are laid out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::process;

/// One release, of the sources in a folder.
pub(super) struct Release {
    pub(super) root: PathBuf,
    /// Cargo's folder.
    pub(super) target: PathBuf,
    pub(super) version: String,
    /// When its commit was made, in unix seconds: the time of all its files.
    pub(super) epoch: String,
}

impl Release {
    /// The one that is built in `{target}/dist`.
    pub(super) fn of(root: &Path, target: &Path) -> Result<Self> {
        let root = root.canonicalize()?;
        let metadata = metadata(&root)?;
        let packages = metadata["packages"].as_array();
        let server = packages
            .into_iter()
            .flatten()
            .find(|package| package["name"] == "server")
            .context("no package server")?;
        let version = server["version"].as_str().context("no version")?.to_owned();
        Ok(Self {
            version,
            epoch: committed(&root)?,
            target: target.to_owned(),
            root,
        })
    }

    /// Name and version.
    pub(super) fn name(&self) -> String {
        format!("larder-{}", self.version)
    }

    /// A file that is published.
    pub(super) fn file(&self, end: &str) -> String {
        format!("{}{end}", self.name())
    }

    /// A file of the sources, with the version where it says `{version}`.
    pub(super) fn filled(&self, file: &str) -> Result<String> {
        let text = fs::read_to_string(self.root.join(file)).with_context(|| file.to_owned())?;
        Ok(text.replace("{version}", &self.version))
    }

    /// An empty folder to lay files out in.
    pub(super) fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.target.join("release-stage").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Puts programs and the browser's part into `folder`.
    pub(super) fn lay_out(&self, programs: &[&str], folder: &Path) -> Result<()> {
        let dist = self.target.join("dist");
        for program in programs {
            put(&dist.join(program), &folder.join(program), 0o755)?;
        }
        put_all(&dist.join("site"), &folder.join("site"))
    }
}

/// Writes a text with those rights.
pub(super) fn write(file: &Path, text: &str, mode: u32) -> Result<()> {
    make_parent(file)?;
    fs::write(file, text).with_context(|| file.display().to_string())?;
    allow(file, mode)
}

/// Copies a file, with those rights.
pub(super) fn put(from: &Path, to: &Path, mode: u32) -> Result<()> {
    make_parent(to)?;
    fs::copy(from, to).with_context(|| from.display().to_string())?;
    allow(to, mode)
}

/// Copies a folder with all that is in it.
pub(super) fn put_all(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    allow(to, 0o755)?;
    for name in names(from)? {
        let (from, to) = (from.join(&name), to.join(&name));
        if from.is_dir() {
            put_all(&from, &to)?;
        } else {
            put(&from, &to, 0o644)?;
        }
    }
    Ok(())
}

/// The names in a folder, in order.
pub(super) fn names(folder: &Path) -> Result<Vec<String>> {
    let listed = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut names: Vec<_> = listed
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    names.sort();
    Ok(names)
}

/// When the commit that is checked out in `root` was made, in unix seconds.
pub(super) fn committed(root: &Path) -> Result<String> {
    let mut git = Command::new("git");
    git.args(["log", "-1", "--format=%ct"]).current_dir(root);
    Ok(process::collect(&mut git)?.trim().to_owned())
}

/// The folders of the crates in `root`.
pub(super) fn members(root: &Path) -> Result<Vec<PathBuf>> {
    let metadata = metadata(root)?;
    let packages = metadata["packages"].as_array();
    let manifests = packages.into_iter().flatten();
    let manifests = manifests.filter_map(|it| Some(Path::new(it["manifest_path"].as_str()?)));
    Ok(manifests
        .filter_map(|it| it.parent().map(Path::to_owned))
        .collect())
}

fn metadata(root: &Path) -> Result<Value> {
    let mut cargo = process::cargo(["metadata", "--format-version", "1", "--no-deps"]);
    let text = process::collect(cargo.current_dir(root))?;
    Ok(serde_json::from_str(&text)?)
}

fn make_parent(file: &Path) -> Result<()> {
    let Some(parent) = file.parent() else {
        return Ok(());
    };
    fs::create_dir_all(parent)?;
    Ok(())
}

#[cfg(unix)]
fn allow(file: &Path, mode: u32) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(file, fs::Permissions::from_mode(mode))?;
    Ok(())
}

#[cfg(not(unix))]
fn allow(_: &Path, _: u32) -> Result<()> {
    anyhow::bail!("a release is made on Linux")
}
