//! What SQLite does without Larder: `store`'s example `baseline`, one process that commits a report at a time.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use crate::process;

/// The program, and its own file shaped like ours.
pub(crate) struct Baseline {
    program: PathBuf,
    file: PathBuf,
}

/// What came of it.
#[derive(Deserialize)]
pub(crate) struct Done {
    pub(crate) per_second: f64,
    /// Milliseconds.
    pub(crate) p50: f64,
}

impl Baseline {
    pub(crate) fn new(examples: &Path, folder: &Path) -> Self {
        Self {
            program: examples.join("baseline"),
            file: folder.join("baseline.db"),
        }
    }

    /// Transactions of `rows` reports of one slot out of `slots`.
    pub(crate) fn run(&self, rows: u32, seconds: u32, slots: u32) -> Result<Done> {
        let mut command = Command::new(&self.program);
        command
            .arg(&self.file)
            .args([rows, seconds, slots].map(|number| number.to_string()));
        Ok(serde_json::from_str(&process::collect(&mut command)?)?)
    }
}
