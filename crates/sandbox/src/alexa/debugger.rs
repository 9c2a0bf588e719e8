//! The debugger's log: what became of each message, which nobody but the developer hears of.

use std::collections::VecDeque;

use serde::Serialize;

/// Entries that are kept.
const LONGEST: usize = 2_000;

/// What became of a message, or of a part of one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// When.
    pub at: i64,
    /// Whose it was.
    pub customer: String,
    /// `ChangeReport`, say.
    pub message: String,
    /// What is wrong with it; none where it was taken.
    pub problem: Option<String>,
}

#[derive(Default)]
pub(super) struct Debugger(VecDeque<Entry>);

impl Debugger {
    pub(super) fn note(&mut self, entry: Entry) {
        if self.0.len() == LONGEST {
            self.0.pop_front();
        }
        self.0.push_back(entry);
    }

    pub(super) fn entries(&self) -> Vec<Entry> {
        self.0.iter().cloned().collect()
    }
}
