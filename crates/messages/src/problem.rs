//! What is wrong with the files, and what to do about it.

use std::fmt;

/// One thing that is wrong, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// `de/order.ftl`.
    pub file: String,
    /// Of the message; empty where it is the file's.
    pub message: String,
    /// What is wrong, and the remedy.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if !self.message.is_empty() {
            write!(f, ": {}", self.message)?;
        }
        write!(f, ": {}", self.what)
    }
}
