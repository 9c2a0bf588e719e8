//! Reads the report of Playwright's `json` reporter.

use anyhow::{Context, Result};
use serde::Deserialize;

use super::tally::Tally;

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
    description: Option<String>,
}

/// Counts a whole report into `tally`. Returns how many failed; one that passed only at its second try did.
pub(crate) fn read(text: &str, tally: &mut Tally) -> Result<u64> {
    let report: Report = serde_json::from_str(text).context("Playwright's report")?;
    let failed = report.stats.unexpected + report.stats.flaky;
    tally.passed += report.stats.expected;
    tally.failed += failed;
    for suite in &report.suites {
        name_skipped(suite, &suite.title, tally);
    }
    Ok(failed)
}

/// `path` is the titles down to `suite`.
fn name_skipped(suite: &Suite, path: &str, tally: &mut Tally) {
    for spec in &suite.specs {
        for test in spec.tests.iter().filter(|test| test.status == "skipped") {
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
    for inner in &suite.suites {
        name_skipped(inner, &format!("{path} › {}", inner.title), tally);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{
      "suites": [{
        "title": "usage.spec.ts",
        "specs": [{"title": "ok", "tests": [
          {"projectName": "desktop", "status": "expected", "annotations": []}
        ]}],
        "suites": [{"title": "group", "specs": [{"title": "swipe", "tests": [
          {"projectName": "phone", "status": "unexpected", "annotations": []},
          {"projectName": "desktop", "status": "skipped",
           "annotations": [{"type": "skip", "description": "only on a phone"}]},
          {"projectName": "plain", "status": "skipped", "annotations": [{"type": "fixme"}]}
        ]}]}]
      }],
      "errors": [],
      "stats": {"startTime": "", "duration": 3.5, "expected": 7, "skipped": 2, "unexpected": 1, "flaky": 1}
    }"#;

    #[test]
    fn a_report_is_counted_and_its_skips_are_named() {
        let mut tally = Tally::default();
        assert_eq!(read(REPORT, &mut tally).unwrap(), 2);
        assert_eq!((tally.passed, tally.failed), (7, 2));
        assert_eq!(
            tally.skipped,
            [
                "SKIPPED [desktop] usage.spec.ts › group › swipe: only on a phone",
                "SKIPPED [plain] usage.spec.ts › group › swipe: no reason given",
            ]
        );
    }
}
