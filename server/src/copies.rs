//! `larder backup` and `larder restore`: how far they are is a line on standard error, again and again.

#![expect(clippy::print_stderr, reason = "progress is no log")]

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use clap::Args;
use secrecy::{ExposeSecret, SecretString};
use store::backup::{self, Progress};
use tokio::time::Instant;

use crate::config::{Config, ConfigError, Flags};

/// Between two lines.
const OFTEN: Duration = Duration::from_secs(1);

/// What to back up, and where to.
#[derive(Args, Clone, Debug)]
pub struct Backup {
    /// A file that is not there yet
    file: PathBuf,
    #[command(flatten)]
    database: Database,
}

/// What to put back, and into which database.
#[derive(Args, Clone, Debug)]
pub struct Restore {
    /// What `larder backup` wrote
    file: PathBuf,
    #[command(flatten)]
    database: Database,
    /// Also while others are connected to PostgreSQL; servers among them lose what they do meanwhile
    #[arg(long)]
    force: bool,
}

/// Where the database is.
#[derive(Args, Clone, Debug)]
pub(crate) struct Database {
    /// `sqlite://FILE` or `postgres://…` [default: `sqlite://larder.db`]
    #[arg(
        long,
        env = "LARDER_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    database_url: Option<String>,
}

impl Database {
    /// Its address.
    pub(crate) fn url(&self) -> Result<SecretString, ConfigError> {
        Config::database(&Flags {
            database_url: self.database_url.clone(),
            ..Flags::default()
        })
    }
}

impl Backup {
    /// The database's address.
    ///
    /// # Errors
    /// There is none that can be read.
    pub fn database(&self) -> Result<SecretString, ConfigError> {
        self.database.url()
    }

    /// Writes it.
    ///
    /// # Errors
    /// One line that says what to do.
    pub async fn run(&self, url: &SecretString) -> anyhow::Result<()> {
        let lines = Lines::new();
        let tell = |progress: Progress<'_>| lines.tell(&progress);
        backup::backup(url.expose_secret(), &self.file, &tell).await?;
        eprintln!("{} is written", self.file.display());
        Ok(())
    }
}

impl Restore {
    /// The database's address.
    ///
    /// # Errors
    /// There is none that can be read.
    pub fn database(&self) -> Result<SecretString, ConfigError> {
        self.database.url()
    }

    /// Puts it back.
    ///
    /// # Errors
    /// One line that says what to do; nothing is changed then.
    pub async fn run(&self, url: &SecretString) -> anyhow::Result<()> {
        let lines = Lines::new();
        let tell = |progress: Progress<'_>| lines.tell(&progress);
        backup::restore(url.expose_secret(), &self.file, self.force, &tell).await?;
        eprintln!(
            "{} is restored. A supply that is not counted is not ordered in the first day of running.",
            self.file.display()
        );
        Ok(())
    }
}

/// Lines about progress, no more often than somebody reads them.
struct Lines(Mutex<Instant>);

impl Lines {
    fn new() -> Self {
        Self(Mutex::new(Instant::now()))
    }

    fn tell(&self, progress: &Progress<'_>) {
        let Ok(mut last) = self.0.lock() else {
            return;
        };
        if last.elapsed() < OFTEN {
            return;
        }
        *last = Instant::now();
        let Progress { what, done, all } = *progress;
        match all {
            Some(all) => eprintln!("{done} of {all} {what}, {} %", done * 100 / all.max(1)),
            None => eprintln!("{what}: {done} rows"),
        }
    }
}
