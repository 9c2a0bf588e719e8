//! What SQLite does without Larder: the example `baseline`, one process that commits a report at a time. It is no part
//! of this program because it has SQL of its own.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use serde::Deserialize;

use super::programs::Programs;
use crate::command::collect;

/// The program, and its own file shaped like ours.
pub struct Baseline {
    program: PathBuf,
    file: PathBuf,
}

/// What came of it.
#[derive(Deserialize)]
pub struct Done {
    pub per_second: f64,
    /// Milliseconds.
    pub p50: f64,
}

impl Baseline {
    pub fn new(programs: &Programs) -> Self {
        Self {
            program: programs.baseline.clone(),
            file: programs.folder.join("baseline.db"),
        }
    }

    /// Transactions of `rows` reports of one slot out of `slots`.
    pub fn run(&self, rows: u32, seconds: u32, slots: u32) -> Result<Done> {
        let mut command = Command::new(&self.program);
        command
            .arg(&self.file)
            .args([rows, seconds, slots].map(|number| number.to_string()));
        Ok(serde_json::from_str(&collect(&mut command)?)?)
    }
}
