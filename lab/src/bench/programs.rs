//! The programs of a benchmark, beside this one, and where they may leave files.

use std::env::{consts, current_exe};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use sandbox::Pace;

use crate::deployment::Deployment;

const HOUR: i64 = 3_600_000;

/// What runs.
pub struct Programs {
    larder: PathBuf,
    /// What SQLite does without Larder.
    pub baseline: PathBuf,
    /// Emptied at the start.
    pub folder: PathBuf,
}

impl Programs {
    pub fn find() -> Result<Self> {
        let own = current_exe()?;
        let beside = own.parent().context("this program is in no folder")?;
        let file = |name: &str| beside.join(format!("{name}{}", consts::EXE_SUFFIX));
        let folder = Path::new("target/bench");
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        Ok(Self {
            larder: file("larder"),
            baseline: file("examples/baseline"),
            folder: folder.canonicalize()?,
        })
    }

    /// Starts a server on that database, with an Amazon that ships nothing while anything is measured.
    pub async fn start(&self, database: &str) -> Result<Deployment> {
        self.start_told(database, &[]).await
    }

    /// The same with settings.
    pub async fn start_told(
        &self,
        database: &str,
        settings: &[(&str, String)],
    ) -> Result<Deployment> {
        let pace = Pace {
            placed_after_ms: HOUR,
            shipped_after_ms: 24 * HOUR,
            ..Pace::default()
        };
        Deployment::told(&self.larder, database, 1, pace, settings).await
    }
}
