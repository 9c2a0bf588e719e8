#![doc = include_str!("../README.md")]

mod binaries;
mod crash;
mod keeper;
mod plan;
mod proxy;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

pub use plan::rows_read;
pub use proxy::Proxy;

/// Why there is no PostgreSQL to test with.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No server binaries on this machine.
    #[error(
        "PostgreSQL's `initdb` is neither on PATH nor under /usr/lib/postgresql/*/bin: \
         `cargo xtask test` installs it, or install Debian's package `postgresql`"
    )]
    Missing,
    /// PostgreSQL refuses to run as root, and there is no other user to run it as.
    #[error("PostgreSQL refuses to run as root, and there is no user `postgres` to run it as")]
    NoUser,
    /// A program could not be started.
    #[error("{program} could not be started: {source}")]
    Spawn {
        /// The program.
        program: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// The server does not run.
    #[error("PostgreSQL does not run")]
    Down,
    /// A program ended with a failure.
    #[error("{program} failed: {output}")]
    Failed {
        /// The program.
        program: PathBuf,
        /// What it said.
        output: String,
    },
}

/// A machine that loses power may lose all of it: nothing in a test outlives the test.
const FAST: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off";
/// As PostgreSQL comes, with memory and log of a server of 16 GB.
const DURABLE: &str = "shared_buffers = 4GB\nmin_wal_size = 4GB\nmax_wal_size = 4GB";

/// Whether this machine has the server's programs.
#[must_use]
pub fn is_installed() -> bool {
    binaries::find().is_ok()
}

/// A running PostgreSQL cluster of its own; dropping it stops the server and removes its files.
#[derive(Debug)]
pub struct Cluster {
    binaries: PathBuf,
    keeper: keeper::Keeper,
    databases: AtomicU32,
}

impl Cluster {
    /// Makes and starts a cluster. Returns when it accepts connections.
    ///
    /// # Errors
    /// PostgreSQL is not installed, or does not start.
    pub fn start() -> Result<Self, Error> {
        Self::with(FAST)
    }

    /// The same with every commit on disk before it is answered, for what is measured or killed.
    ///
    /// # Errors
    /// As [`Cluster::start`].
    pub fn durable() -> Result<Self, Error> {
        Self::with(DURABLE)
    }

    fn with(settings: &str) -> Result<Self, Error> {
        let binaries = binaries::find()?;
        let keeper = keeper::Keeper::start(&binaries, settings)?;
        Ok(Self {
            binaries,
            keeper,
            databases: AtomicU32::new(0),
        })
    }

    /// The one cluster of this process, started at the first call and stopped when the process ends.
    ///
    /// # Errors
    /// As [`Cluster::start`], the same at every call.
    pub fn shared() -> Result<&'static Self, &'static Error> {
        static SHARED: OnceLock<Result<Cluster, Error>> = OnceLock::new();
        SHARED.get_or_init(Self::start).as_ref()
    }

    /// One of PostgreSQL's own clients (`psql`, `pgbench`), told where this server is.
    #[must_use]
    pub fn client(&self, name: &str) -> Command {
        let mut command = Command::new(self.binaries.join(name));
        command
            .args(["--username", "postgres", "--host"])
            .arg(self.keeper.directory());
        command
    }

    /// Everything the server has said in its log.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn log(&self) -> std::io::Result<String> {
        std::fs::read_to_string(Path::new(self.keeper.directory()).join("log"))
    }

    /// Where the server listens.
    fn socket(&self) -> PathBuf {
        Path::new(self.keeper.directory()).join(".s.PGSQL.5432")
    }

    /// Creates an empty database and returns its address, `postgres://postgres@<socket directory>/<name>`
    /// with the directory percent-encoded.
    ///
    /// # Errors
    /// The server refuses, which a fresh one has no reason to.
    pub fn database(&self) -> Result<String, Error> {
        let name = format!("larder_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        run(self.client("createdb").arg(&name))?;
        let host = self
            .keeper
            .directory()
            .replace('%', "%25")
            .replace('/', "%2F");
        Ok(format!("postgres://postgres@{host}/{name}"))
    }
}

/// # Errors
/// It cannot be started, or fails.
fn run(command: &mut Command) -> Result<(), Error> {
    let program = PathBuf::from(command.get_program());
    match command.output() {
        Err(source) => Err(Error::Spawn { program, source }),
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => {
            let output = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            Err(Error::Failed { program, output })
        }
    }
}
