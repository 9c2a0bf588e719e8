//! What builds and tests need beside Rust: Debian's PostgreSQL, nginx and Chromium, the npm packages of `end2end` and
//! `frontend`, the Python packages of checks, and the WebAssembly target. Whatever is there already is left alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::process;

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// PostgreSQL's server, as a package of the system.
pub(crate) fn postgresql() -> Result<()> {
    if cluster::is_installed() {
        return Ok(());
    }
    package("postgresql")
}

/// A pooler in front of PostgreSQL, which a test starts.
pub(crate) fn pgbouncer() -> Result<()> {
    service("pgbouncer")
}

/// The proxy that the manual's block is tried in.
pub(crate) fn nginx() -> Result<()> {
    service("nginx")
}

/// A program that Debian has where a user's `PATH` does not look.
fn service(name: &str) -> Result<()> {
    if process::find(name).is_some() || Path::new("/usr/sbin").join(name).is_file() {
        return Ok(());
    }
    package(name)
}

/// What the benchmark makes its load with; `pgbench` comes with PostgreSQL.
pub(crate) fn wrk() -> Result<()> {
    if process::find("wrk").is_some() {
        return Ok(());
    }
    package("wrk")
}

/// Everything the browser tests in `folder` need.
pub(crate) fn browser(folder: &Path) -> Result<()> {
    if process::find("chromium").is_none() {
        package("chromium")?;
    }
    npm(folder).context("the browser tests need Node.js 20 or newer with npm")
}

/// The npm packages that the lock file in `folder` names.
pub(crate) fn npm(folder: &Path) -> Result<()> {
    if is_current(folder) {
        return Ok(());
    }
    process::show(
        Command::new("npm")
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(folder),
    )
}

/// A program that comes as a Python package, with all it needs, as `xtask/python/{name}.txt` lists them; the answer
/// is the folder it is in.
pub(crate) fn python(name: &str) -> Result<PathBuf> {
    let wanted = Path::new("xtask/python").join(format!("{name}.txt"));
    let programs = process::programs()?;
    let folder = programs
        .parent()
        .unwrap_or(&programs)
        .join("tools")
        .join(name);
    let (bin, kept) = (folder.join("bin"), folder.join("installed.txt"));
    if fs::read(&kept).ok() == Some(fs::read(&wanted)?) {
        return Ok(bin);
    }
    let has_venv = |python: &mut Command| python.args(["-c", "import ensurepip"]).output();
    if !has_venv(&mut Command::new("python3")).is_ok_and(|found| found.status.success()) {
        package("python3-venv")?;
    }
    process::show(
        Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&folder),
    )?;
    process::show(
        Command::new(bin.join("pip"))
            .args([
                "install",
                "--quiet",
                "--disable-pip-version-check",
                "--only-binary=:all:",
                "-r",
            ])
            .arg(&wanted),
    )?;
    fs::copy(&wanted, &kept)?;
    Ok(bin)
}

/// The standard library for WebAssembly.
pub(crate) fn wasm_target() -> Result<()> {
    let sysroot = process::collect(Command::new("rustc").args(["--print", "sysroot"]))?;
    if Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .join("lib")
        .exists()
    {
        return Ok(());
    }
    process::show(Command::new("rustup").args(["target", "add", WASM])).with_context(|| {
        format!("this Rust has no target {WASM} and rustup could not add it; add it by hand")
    })
}

/// Installs a package of Debian, as root or through sudo.
fn package(name: &str) -> Result<()> {
    if process::find("apt-get").is_none() {
        bail!("{name} is missing and this is no Debian: install it by hand, on PATH");
    }
    apt(&["update", "-q"])?;
    apt(&["install", "-q", "-y", "--no-install-recommends", name])
        .with_context(|| format!("{name} is missing and could not be installed"))
}

fn apt(arguments: &[&str]) -> Result<()> {
    let root = process::collect(Command::new("id").arg("-u"))?.trim() == "0";
    let prefix: &[&str] = if root { &[] } else { &["sudo"] };
    let mut words = [
        prefix,
        &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"],
        arguments,
    ]
    .concat();
    process::show(Command::new(words.remove(0)).args(words))
}

/// Whether npm has installed what the lock file in `folder` names: it keeps a copy, written when it is done.
fn is_current(folder: &Path) -> bool {
    let changed = |file: &str| {
        fs::metadata(folder.join(file))
            .and_then(|found| found.modified())
            .ok()
    };
    match (
        changed("package-lock.json"),
        changed("node_modules/.package-lock.json"),
    ) {
        (Some(wanted), Some(installed)) => installed >= wanted,
        _ => false,
    }
}
