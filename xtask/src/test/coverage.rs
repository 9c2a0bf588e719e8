//! Pages that say which tests hold what, such as `docs/protocol-coverage.md`, and whether those tests ran.

use std::collections::BTreeMap;

use anyhow::{Result, bail};

/// Every row of every table: its number, the case, and the tests that hold it.
struct Row<'a> {
    number: &'a str,
    case: &'a str,
    tests: Vec<&'a str>,
}

/// Rows of `| number | case | `test` … |`.
fn rows(text: &str) -> impl Iterator<Item = Row<'_>> {
    text.lines().filter_map(|line| {
        let cells: Vec<_> = line
            .trim()
            .trim_matches('|')
            .split('|')
            .map(str::trim)
            .collect();
        let [number, case, tests] = cells[..] else {
            return None;
        };
        let tests: Vec<_> = tests.split('`').skip(1).step_by(2).collect();
        (!tests.is_empty()).then_some(Row {
            number,
            case,
            tests,
        })
    })
}

/// Prints a page's title and tables; an error names the tests that did not run or failed.
pub(crate) fn print(text: &str, ran: &BTreeMap<String, bool>) -> Result<()> {
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    println!("\n{}:", title.unwrap_or_default());
    let mut missing = Vec::new();
    for row in rows(text) {
        let held = row.tests.iter().all(|test| ran.get(*test) == Some(&true));
        let mark = if held { "held" } else { "NOT HELD" };
        println!("{:>5}  {mark}  {}", row.number, row.case);
        for test in row.tests {
            println!("             {test}");
            if ran.get(test) != Some(&true) {
                missing.push(test);
            }
        }
    }
    println!();
    if missing.is_empty() {
        Ok(())
    } else {
        bail!("not run, or failed: {}", missing.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "
# Title

| no. | case | tests |
|---|---|---|
| A1 | a dead token | `drs::dead`, `stories::dead` |
| A2 | a paused slot | `drs::paused` |
";

    #[test]
    fn every_row_names_its_tests() {
        let found: Vec<_> = rows(TEXT).map(|row| (row.number, row.tests)).collect();
        assert_eq!(
            found,
            [
                ("A1", vec!["drs::dead", "stories::dead"]),
                ("A2", vec!["drs::paused"])
            ]
        );
    }

    #[test]
    fn a_test_that_did_not_pass_is_named() {
        let passed = |names: &[&str]| {
            let ran = names.iter().map(|name| ((*name).to_owned(), true));
            print(TEXT, &ran.collect())
        };
        assert!(passed(&["drs::dead", "stories::dead", "drs::paused"]).is_ok());
        let error = passed(&["drs::dead", "drs::paused"]).unwrap_err();
        assert_eq!(error.to_string(), "not run, or failed: stories::dead");
    }
}
