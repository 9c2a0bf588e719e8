//! What builds and tests need beside Rust: Debian's PostgreSQL, nginx and Chromium, the npm packages of `end2end` and
//! `frontend`, the Python packages of checks, and the WebAssembly target. Whatever is there already is left alone.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::{env, fs};

use anyhow::{Context, Result, bail};

use crate::process;

/// The target of everything that runs in a browser.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The oldest major version of Node.js that is tried.
const NODE: u32 = 20;

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

/// The broker that machines speak MQTT to.
pub(crate) fn mosquitto() -> Result<()> {
    service("mosquitto")
}

/// A program that Debian has where a user's `PATH` does not look.
fn service(name: &str) -> Result<()> {
    program(name, name)
}

/// What the benchmark makes its load with; `pgbench` comes with PostgreSQL.
pub(crate) fn wrk() -> Result<()> {
    program("wrk", "wrk")
}

/// Everything the browser tests in `folder` need.
pub(crate) fn browser(folder: &Path) -> Result<()> {
    if process::find("chromium").is_none() {
        package("chromium")?;
    }
    npm(folder)
}

/// A program of Node.js, or one that is written for it: of the system where that is new enough, else of the Python
/// package that has it.
pub(crate) fn node(program: impl AsRef<OsStr>) -> Result<Command> {
    if has_node() {
        return Ok(Command::new(program));
    }
    let bin = python("node")?.canonicalize()?;
    let own = bin.join(program.as_ref());
    let mut command = match own.is_file() {
        true => Command::new(own),
        false => Command::new(program),
    };
    let path = env::var_os("PATH").unwrap_or_default();
    command.env(
        "PATH",
        env::join_paths([bin].into_iter().chain(env::split_paths(&path)))?,
    );
    Ok(command)
}

/// Whether the system's Node.js is new enough, and has npm.
fn has_node() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let look = || {
        let version = process::collect(Command::new("node").arg("--version")).ok()?;
        let major = version.trim_start_matches('v').split('.').next()?;
        Some(major.parse::<u32>().ok()? >= NODE && process::find("npm").is_some())
    };
    *FOUND.get_or_init(|| look().unwrap_or(false))
}

/// The npm packages that the lock file in `folder` names.
pub(crate) fn npm(folder: &Path) -> Result<()> {
    if is_current(folder) {
        return Ok(());
    }
    process::show(
        node("npm")?
            .args(["ci", "--no-audit", "--no-fund"])
            .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
            .current_dir(folder),
    )
}

/// A program that comes as a Python package, with all it needs, as `xtask/python/{name}.txt` lists them; the answer
/// is the folder it is in.
pub(crate) fn python(name: &str) -> Result<PathBuf> {
    let wanted = Path::new("xtask/python").join(format!("{name}.txt"));
    let folder = folder_of(name)?;
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

/// Prometheus' tool for its rules. Its package starts a server, so the tool alone is taken out of it.
pub(crate) fn promtool() -> Result<PathBuf> {
    const NAME: &str = "promtool";
    if let Some(found) = process::find(NAME) {
        return Ok(found);
    }
    let folder = folder_of(NAME)?;
    let tool = folder.join("usr/bin").join(NAME);
    if tool.is_file() {
        return Ok(tool);
    }
    if process::find("apt-get").is_none() {
        bail!("{NAME} is missing and this is no Debian: install Prometheus by hand, on PATH");
    }
    fs::create_dir_all(&folder)?;
    apt(&["update", "-q"])?;
    process::show(
        Command::new("apt-get")
            .args(["download", "-q", "prometheus"])
            .current_dir(&folder),
    )?;
    for entry in fs::read_dir(&folder)? {
        let package = entry?.path();
        if package.extension().is_some_and(|it| it == "deb") {
            process::show(
                Command::new("dpkg-deb")
                    .arg("-x")
                    .arg(&package)
                    .arg(&folder),
            )?;
            fs::remove_file(&package)?;
        }
    }
    if !tool.is_file() {
        bail!("the package prometheus has no {NAME}");
    }
    Ok(tool)
}

/// A program of cargo's that comes as a crate, in that version; the answer is the folder it is in.
pub(crate) fn cargo_program(name: &str, version: &str) -> Result<PathBuf> {
    let folder = folder_of(name)?;
    let bin = folder.join("bin");
    let kept = folder.join("installed.txt");
    if fs::read_to_string(&kept).is_ok_and(|installed| installed == version) {
        return Ok(bin);
    }
    process::show(
        process::cargo(["install", "--quiet", "--locked", "--force"])
            .args(["--version", version, "--root"])
            .arg(&folder)
            .arg(name),
    )?;
    fs::write(&kept, version)?;
    Ok(bin)
}

/// Where a tool is that is ours alone.
fn folder_of(name: &str) -> Result<PathBuf> {
    Ok(process::target()?.join("tools").join(name))
}

/// A package of Debian that has that program, where it is not there.
pub(crate) fn program(name: &str, package_name: &str) -> Result<()> {
    if process::find(name).is_some() || Path::new("/usr/sbin").join(name).is_file() {
        return Ok(());
    }
    package(package_name)
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
