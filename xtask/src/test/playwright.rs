//! Runs Playwright and reads the report of its `json` reporter.

use std::path::Path;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::tally::Tally;
use crate::budgets::Budget;
use crate::install;

/// Where Playwright leaves its results, below the project's root.
const RESULTS: &str = "target/playwright.json";
/// What the tests call a note of what they have measured.
const GOAL: &str = "goal";

#[derive(Deserialize)]
struct Report {
    suites: Vec<Suite>,
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: u64,
    unexpected: u64,
    flaky: u64,
    /// Milliseconds.
    duration: f64,
}

impl Stats {
    /// One that passed only at its second try failed.
    fn failed(&self) -> u64 {
        self.unexpected + self.flaky
    }
}

/// A file, or a `describe` in it.
#[derive(Deserialize)]
struct Suite {
    title: String,
    #[serde(default)]
    suites: Vec<Suite>,
    specs: Vec<Spec>,
}

#[derive(Deserialize)]
struct Spec {
    title: String,
    tests: Vec<Test>,
}

/// A spec in one project.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Test {
    project_name: String,
    status: String,
    annotations: Vec<Annotation>,
}

#[derive(Deserialize)]
struct Annotation {
    #[serde(rename = "type")]
    kind: String,
    description: Option<String>,
}

/// Runs the suite in `folder`, or what arguments and variables choose of it, and counts it into `tally`. Returns the
/// minutes it took.
pub(crate) fn run(
    folder: &Path,
    arguments: &[&str],
    variables: &[(&str, &str)],
    tally: &mut Tally,
) -> Result<f64> {
    let results = env::current_dir()?.join(RESULTS);
    // A run that dies early must not be counted by the report of the one before.
    if results.exists() {
        fs::remove_file(&results)?;
    }
    let status = install::node("npx")?
        .args(["playwright", "test", "--reporter=list,json"])
        .args(arguments)
        .envs(variables.iter().copied())
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &results)
        .current_dir(folder)
        .status()
        .context("npx cannot be started")?;
    let text = fs::read_to_string(&results).with_context(|| format!("no {RESULTS}"))?;
    let stats = read(&text, tally)?;
    if !status.success() && stats.failed() == 0 {
        bail!("playwright test ended with {status}");
    }
    Ok(stats.duration / 60_000.0)
}

/// Counts a whole report into `tally`.
fn read(text: &str, tally: &mut Tally) -> Result<Stats> {
    let report: Report = serde_json::from_str(text).context("Playwright's report")?;
    tally.passed += report.stats.expected;
    tally.failed += report.stats.failed();
    for suite in &report.suites {
        note(suite, &suite.title, tally)?;
    }
    Ok(report.stats)
}

/// Notes what was skipped and what was measured; `path` is the titles down to `suite`.
fn note(suite: &Suite, path: &str, tally: &mut Tally) -> Result<()> {
    for spec in &suite.specs {
        for test in &spec.tests {
            for goal in test.annotations.iter().filter(|note| note.kind == GOAL) {
                let text = goal.description.as_deref().unwrap_or_default();
                let budget = Budget::read(text).with_context(|| format!("no goal: {text}"))?;
                tally.budgets.insert(budget);
            }
            if test.status == "skipped" {
                let reason = test
                    .annotations
                    .iter()
                    .find_map(|note| note.description.as_deref());
                let (title, project) = (&spec.title, &test.project_name);
                let reason = reason.unwrap_or("no reason given");
                tally
                    .skipped
                    .push(format!("SKIPPED [{project}] {path} › {title}: {reason}"));
            }
        }
    }
    for inner in &suite.suites {
        note(inner, &format!("{path} › {}", inner.title), tally)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{
      "suites": [{
        "title": "usage.spec.ts",
        "specs": [{"title": "ok", "tests": [
          {"projectName": "desktop", "status": "expected", "annotations": [
            {"type": "goal", "description": "4 | WASM | ≤ 70 KB | 50 KB"}
          ]}
        ]}],
        "suites": [{"title": "group", "specs": [{"title": "swipe", "tests": [
          {"projectName": "phone", "status": "unexpected", "annotations": []},
          {"projectName": "desktop", "status": "skipped",
           "annotations": [{"type": "skip", "description": "only on a phone"}]},
          {"projectName": "plain", "status": "skipped", "annotations": [{"type": "fixme"}]}
        ]}]}]
      }],
      "errors": [],
      "stats": {"startTime": "", "duration": 3500.5, "expected": 7, "skipped": 2, "unexpected": 1, "flaky": 1}
    }"#;

    #[test]
    fn a_report_is_counted_and_its_skips_and_budgets_are_named() {
        let mut tally = Tally::default();
        assert_eq!(read(REPORT, &mut tally).unwrap().failed(), 2);
        assert_eq!((tally.passed, tally.failed), (7, 2));
        assert_eq!(
            tally.skipped,
            [
                "SKIPPED [desktop] usage.spec.ts › group › swipe: only on a phone",
                "SKIPPED [plain] usage.spec.ts › group › swipe: no reason given",
            ]
        );
        let budget = Budget::new(4, "WASM", "≤ 70 KB", "50 KB");
        assert_eq!(tally.budgets, [budget].into());
    }
}
