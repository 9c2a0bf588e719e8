//! A Debian 12 with nothing in it, to try what a newcomer does. It is made once with debootstrap, as root, and copied for
//! each trial. What is run in it has a network, and sees nothing of this machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::{install, process};

const SUITE: &str = "bookworm";
/// What a name is looked up by, and whom to trust, as this machine has it.
const NETWORK: [&str; 2] = ["etc/resolv.conf", "etc/hosts"];

/// One trial's system. Dropping it removes it.
pub(crate) struct Chroot {
    root: PathBuf,
    began: Instant,
}

impl Chroot {
    /// A fresh one, by that name.
    ///
    /// # Errors
    /// Not root, or debootstrap cannot make it.
    pub(crate) fn new(name: &str) -> Result<Self> {
        if process::collect(Command::new("id").arg("-u"))?.trim() != "0" {
            bail!("this needs root: it makes a system of its own below target/chroot");
        }
        let folder = process::target()?.canonicalize()?.join("chroot");
        let base = folder.join("base");
        if !base.join("made").is_file() {
            make(&base)?;
        }
        let root = folder.join(name);
        let this = Self {
            root,
            began: Instant::now(),
        };
        this.remove()?;
        process::show(Command::new("cp").arg("-a").arg(&base).arg(&this.root))?;
        // Programs find their own folder by it.
        process::show(
            Command::new("mount")
                .args(["-t", "proc", "proc"])
                .arg(this.root.join("proc")),
        )?;
        Ok(this)
    }

    /// Where a file of it is from outside.
    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.root.join(inside.trim_start_matches('/'))
    }

    /// Runs a line of shell in it, shown; says how long it took.
    ///
    /// # Errors
    /// It fails.
    pub(crate) fn run(&self, line: &str) -> Result<()> {
        let began = Instant::now();
        println!("{:6.1} s  $ {line}", self.began.elapsed().as_secs_f64());
        process::show(&mut self.shell(line))?;
        println!(
            "{:6.1} s  took {:.1} s",
            self.began.elapsed().as_secs_f64(),
            began.elapsed().as_secs_f64()
        );
        Ok(())
    }

    /// What a line of shell in it prints.
    ///
    /// # Errors
    /// It fails.
    pub(crate) fn ask(&self, line: &str) -> Result<String> {
        process::collect(&mut self.shell(line))
    }

    /// A line of shell in it.
    pub(crate) fn shell(&self, line: &str) -> Command {
        let mut command = Command::new("chroot");
        command
            .arg(&self.root)
            .args(["/bin/sh", "-ec", line])
            .env_clear()
            .env(
                "PATH",
                "/usr/local/cargo/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            )
            .env("HOME", "/root")
            .env("LANG", "C.UTF-8")
            .env("DEBIAN_FRONTEND", "noninteractive");
        for name in ["http_proxy", "https_proxy", "no_proxy"] {
            if let Some(value) = env::var_os(name) {
                command.env(name, value);
            }
        }
        command
    }

    fn remove(&self) -> Result<()> {
        // What is not mounted cannot be unmounted, which is fine.
        let _ = Command::new("umount")
            .args(["-q", "-l"])
            .arg(self.root.join("proc"))
            .status();
        if is_mounted(&self.root)? {
            bail!("something is still mounted below {}", self.root.display());
        }
        if self.root.exists() {
            fs::remove_dir_all(&self.root)?;
        }
        Ok(())
    }
}

impl Drop for Chroot {
    fn drop(&mut self) {
        if let Err(error) = self.remove() {
            eprintln!("xtask: {error:#}");
        }
    }
}

fn is_mounted(root: &Path) -> Result<bool> {
    let mounts = fs::read_to_string("/proc/self/mounts")?;
    let below = format!(" {}/", root.display());
    Ok(mounts.contains(&below))
}

/// Makes the system that all trials begin with, from where this machine has its packages.
fn make(base: &Path) -> Result<()> {
    install::program("debootstrap", "debootstrap")?;
    if base.exists() {
        fs::remove_dir_all(base)?;
    }
    fs::create_dir_all(base)?;
    let listed = process::collect(Command::new("apt-get").args([
        "indextargets",
        "--format",
        "$(REPO_URI)",
        "Created-By: Packages",
    ]))?;
    let mut debootstrap = Command::new("debootstrap");
    debootstrap.args(["--variant=minbase", SUITE]).arg(base);
    if let Some(mirror) = listed.lines().find(|line| !line.contains("security")) {
        debootstrap.arg(mirror);
    }
    process::show(&mut debootstrap)?;
    for file in NETWORK {
        fs::copy(Path::new("/").join(file), base.join(file)).with_context(|| file.to_owned())?;
    }
    fs::write(base.join("made"), SUITE)?;
    Ok(())
}
