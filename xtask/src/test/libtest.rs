//! Reads what `cargo test -- --show-output` prints.

use super::tally::Tally;

/// Counts into a tally, line by line.
pub(crate) struct Reader<'t> {
    tally: &'t mut Tally,
    /// Inside the output of tests that passed.
    in_successes: bool,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(tally: &'t mut Tally) -> Self {
        Self {
            tally,
            in_successes: false,
        }
    }

    /// Takes one line; returns whether it is for people: all but the output of tests that passed.
    pub(crate) fn read(&mut self, line: &str) -> bool {
        if line == "successes:" {
            self.in_successes = true;
        } else if line == "failures:" {
            self.in_successes = false;
        } else if let Some(counts) = line.strip_prefix("test result: ") {
            self.in_successes = false;
            self.tally.passed += count(counts, " passed");
            self.tally.failed += count(counts, " failed");
        } else if line.starts_with("SKIPPED ") {
            self.tally.skipped.push(line.to_owned());
        } else if let Some((name, reason)) = ignored(line) {
            self.tally.skipped.push(format!("SKIPPED {name}: {reason}"));
        } else if let Some((name, passed)) = ran(line) {
            let all = self.tally.ran.entry(name.to_owned()).or_insert(true);
            *all &= passed;
        }
        !self.in_successes
    }
}

/// The number before `label` in `ok. 3 passed; 0 failed; …`.
fn count(counts: &str, label: &str) -> u64 {
    let before = counts.split(label).next().unwrap_or_default();
    before
        .rsplit(' ')
        .next()
        .and_then(|number| number.parse().ok())
        .unwrap_or_default()
}

/// Name in `test <name> ... ok`, and whether it is that or a failure.
fn ran(line: &str) -> Option<(&str, bool)> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    match outcome {
        "ok" => Some((name, true)),
        "FAILED" => Some((name, false)),
        _ => None,
    }
}

/// Name and reason in `test <name> ... ignored[, <reason>]`.
fn ignored(line: &str) -> Option<(&str, &str)> {
    let (name, outcome) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    match outcome.strip_prefix("ignored")? {
        "" => Some((name, "ignored")),
        reason => Some((name, reason.strip_prefix(", ")?)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
running 4 tests
test a ... ok
test b ... FAILED
test c ... ignored, needs a printer
test d ... ok

successes:

---- a stdout ----
SKIPPED a: no usage data
chatter

successes:
    a
    d

failures:

---- b stdout ----
assertion failed

failures:
    b

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
test result: ok. 10 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn every_result_counts_and_every_skip_is_named() {
        let mut tally = Tally::default();
        let mut reader = Reader::new(&mut tally);
        for line in OUTPUT.lines() {
            reader.read(line);
        }
        assert_eq!((tally.passed, tally.failed), (12, 1));
        assert_eq!(
            tally.skipped,
            ["SKIPPED c: needs a printer", "SKIPPED a: no usage data"]
        );
        let ran: Vec<_> = tally.ran.into_iter().collect();
        let of = |name: &str, passed| (name.to_owned(), passed);
        assert_eq!(ran, [of("a", true), of("b", false), of("d", true)]);
    }

    #[test]
    fn output_of_failures_is_shown_and_that_of_successes_is_not() {
        let mut tally = Tally::default();
        let mut reader = Reader::new(&mut tally);
        let shown: Vec<_> = OUTPUT.lines().filter(|line| reader.read(line)).collect();
        assert!(shown.contains(&"assertion failed") && shown.contains(&"    b"));
        assert!(!shown.contains(&"chatter") && !shown.contains(&"    a"));
    }
}
