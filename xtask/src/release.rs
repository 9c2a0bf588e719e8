//! `cargo xtask release`: what is published, in target/release-artifacts. An archive that runs from any folder, a Debian
//! package, the files for a container, a list of what is built in, and the checksums of all of them.
//!
//! Everything that would differ between two builds of one commit is fixed: paths in the programs, times in archives, owners
//! and orders of files. `--compare` builds a second time elsewhere and names what differs all the same.

mod archive;
mod compare;
mod debian;
mod stage;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};

use crate::{install, process};
use stage::Release;

/// Makes a list of what is built in; its version.
const CYCLONEDX: (&str, &str) = ("cargo-cyclonedx", "0.5.9");
/// Bytes that the program may have.
const LARGEST: u64 = 30 * 1024 * 1024;
const SUMS: &str = "SHA256SUMS";

/// What to do beside building.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Take target/dist as it is
    #[arg(long)]
    packed: bool,
    /// Build the commit once more in another folder, and compare every file
    #[arg(long)]
    compare: bool,
}

/// Makes everything. False where the program is too large, or two builds differ.
pub(crate) fn run(options: &Options) -> Result<bool> {
    let target = process::target()?;
    install::program("zstd", "zstd")?;
    if !options.packed {
        build(&env::current_exe()?, Path::new("."))?;
    }
    let artifacts = make(Path::new("."), &target)?;
    let mut passed = weigh(&target)?;
    if options.compare {
        passed &= compare::with_another(&artifacts, &target)?;
    }
    println!("{}", artifacts.display());
    Ok(passed)
}

/// Makes what is published of the sources in `root`, from `{target}/dist`. Returns the folder.
fn make(root: &Path, target: &Path) -> Result<PathBuf> {
    let release = Release::of(root, target)?;
    let artifacts = target.join("release-artifacts");
    if artifacts.exists() {
        fs::remove_dir_all(&artifacts)?;
    }
    fs::create_dir_all(&artifacts)?;
    materials(&release, &artifacts)?;
    archive::make(&release, &artifacts)?;
    debian::make(&release, &artifacts)?;
    sums(&artifacts)?;
    Ok(artifacts)
}

/// `cargo xtask dist` of the sources in `root` by that program, without anything of this machine in what it builds.
fn build(xtask: &Path, root: &Path) -> Result<()> {
    let root = root.canonicalize()?;
    let home = env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home
        .or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))
        .context("neither CARGO_HOME nor HOME is set")?;
    let map = |from: &Path, to: &str| format!("--remap-path-prefix={}={to}", from.display());
    let sysroot = process::collect(Command::new("rustc").args(["--print", "sysroot"]))?;
    let flags = [
        map(&root, "larder"),
        map(&home, "cargo"),
        map(Path::new(sysroot.trim()), "rust"),
    ];
    process::show(
        Command::new(xtask)
            .args(["dist", "--auditable"])
            .env("CARGO_MANIFEST_DIR", root.join("xtask"))
            .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}"))
            .env("SOURCE_DATE_EPOCH", stage::committed(&root)?),
    )
}

/// What is built into the program, by CycloneDX.
fn materials(release: &Release, artifacts: &Path) -> Result<()> {
    let (name, version) = CYCLONEDX;
    let tool = install::cargo_program(name, version)?.join(name);
    let server = release.root.join("server");
    process::show(
        Command::new(tool)
            .args(["cyclonedx", "--format", "json", "--spec-version", "1.5"])
            .args(["--override-filename", "bom", "--quiet", "--manifest-path"])
            .arg(server.join("Cargo.toml"))
            .env("SOURCE_DATE_EPOCH", &release.epoch),
    )?;
    // It lies beside each crate's manifest; the program's alone is wanted.
    let listed = fs::read_to_string(server.join("bom.json"))?;
    for member in stage::members(&release.root)? {
        let _ = fs::remove_file(member.join("bom.json"));
    }
    fs::write(artifacts.join(release.file(".cdx.json")), listed)?;
    Ok(())
}

/// Checksums of all that is there, as `sha256sum --check` reads them.
fn sums(artifacts: &Path) -> Result<()> {
    let mut lines = String::new();
    for name in stage::names(artifacts)? {
        let hash = Sha256::digest(fs::read(artifacts.join(&name))?);
        let hash: String = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        lines.push_str(&format!("{hash}  {name}\n"));
    }
    fs::write(artifacts.join(SUMS), lines)?;
    Ok(())
}

/// Says how large everything is. False where the program is larger than it may be.
fn weigh(target: &Path) -> Result<bool> {
    let megabytes = |bytes: u64| bytes as f64 / 1_048_576.0;
    let artifacts = target.join("release-artifacts");
    for name in stage::names(&artifacts)? {
        let size = fs::metadata(artifacts.join(&name))?.len();
        println!("{:8.1} MiB  {name}", megabytes(size));
    }
    let program = fs::metadata(target.join("dist/larder"))?.len();
    println!("{:8.1} MiB  the program larder", megabytes(program));
    if program > LARGEST {
        println!("larder has more than {:.0} MiB", megabytes(LARGEST));
    }
    Ok(program <= LARGEST)
}

/// Runs a program of the system with its output kept.
///
/// # Errors
/// It is not there, or fails.
fn tool(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    if process::find(&name).is_none() {
        bail!("{name} is missing; it is a program of Debian");
    }
    process::collect(command).map(drop)
}
