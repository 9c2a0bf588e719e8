//! The sum over all suites.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use anyhow::Result;

use crate::budgets::Budget;

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// One line for each test that was left out, with its name.
    pub(crate) skipped: Vec<String>,
    /// Each Rust test that ran, and whether every test of that name passed.
    pub(crate) ran: BTreeMap<String, bool>,
    /// What the tests have measured.
    pub(crate) budgets: BTreeSet<Budget>,
    /// Suites that could not run to their end; each counts as one failure.
    broken: Vec<String>,
}

impl Tally {
    /// Runs a suite, which counts its tests. An error says why it could not run to its end.
    pub(crate) fn add(&mut self, suite: &str, run: impl FnOnce(&mut Self) -> Result<()>) {
        if let Err(reason) = run(self) {
            self.failed += 1;
            self.broken.push(format!("FAILED {suite}: {reason:#}"));
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.skipped.iter().chain(&self.broken) {
            writeln!(f, "{line}")?;
        }
        writeln!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_the_last_line() {
        let mut tally = Tally::default();
        tally.add("one", |tally| {
            tally.passed += 12;
            tally.skipped.push("SKIPPED slow: no data".into());
            Ok(())
        });
        assert_eq!(
            tally.to_string(),
            "SKIPPED slow: no data\n12 passed, 0 failed\n"
        );
    }

    #[test]
    fn a_suite_that_cannot_run_is_a_failure() {
        let mut tally = Tally::default();
        tally.add("two", |_| anyhow::bail!("does not build"));
        assert_eq!(
            tally.to_string(),
            "FAILED two: does not build\n0 passed, 1 failed\n"
        );
    }
}
