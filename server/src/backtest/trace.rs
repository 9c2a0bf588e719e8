//! Usage files: times, amounts at times, or daily amounts per key, and the times in which nothing was
//! recorded.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use domain::backtest::{Trace, TraceDay};
use domain::quantity::Decimal;
use domain::time::DAY;
use domain::unit::Unit;
use domain::{Day, Quantity, Time};

/// A trace with its key; none where the file has no keys.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Keyed {
    pub key: Option<String>,
    pub trace: Trace,
    /// What an order brings.
    pub pack: Quantity,
    /// What stock is told in.
    pub one: Quantity,
}

/// A day of which so much was not recorded is unknown.
const UNKNOWN: i64 = DAY / 2;
/// One use, where a line is a time alone.
const ONE: Quantity = Quantity(1_000);
/// A century of days: a file that spans more has a wrong date in it.
const LONGEST: i64 = 36_525;

/// The traces of a file, by key. Each begins with its own first day of use; all end with the file's
/// last day.
pub(super) fn read(file: &Path, gaps: Option<&Path>, pack: Quantity) -> anyhow::Result<Vec<Keyed>> {
    let mut used: BTreeMap<Option<String>, BTreeMap<i64, Quantity>> = BTreeMap::new();
    each_line(file, |fields| {
        let (key, at, amount) = match fields {
            [at] => (None, at, ONE),
            [at, amount] => (None, at, self::amount(amount)?),
            [key, at, amount] => (Some((*key).to_owned()), at, self::amount(amount)?),
            _ => bail!("a line is `time`, `time,amount` or `key,day,amount`"),
        };
        *used
            .entry(key)
            .or_default()
            .entry(time(at)?.day().0)
            .or_default() += amount;
        Ok(())
    })?;
    let last = used
        .values()
        .filter_map(|days| days.keys().next_back())
        .max()
        .copied();
    let Some(last) = last else {
        bail!("{}: no use in it", file.display());
    };
    let missing = gaps.map(unknown).transpose()?.unwrap_or_default();
    let mut traces = Vec::new();
    for (key, days) in used {
        let first = days.keys().next().copied().unwrap_or(last);
        if last - first > LONGEST {
            bail!(
                "{}: more than a century from first to last day",
                file.display()
            );
        }
        let day = |day| TraceDay {
            wanted: days.get(&day).copied().unwrap_or_default(),
            known: missing.get(&day).is_none_or(|millis| *millis < UNKNOWN),
        };
        let trace = Trace {
            first: Day(first),
            days: (first..=last).map(day).collect(),
        };
        traces.push(Keyed {
            key,
            trace,
            pack,
            one: ONE,
        });
    }
    Ok(traces)
}

/// Milliseconds of each day in which nothing was recorded.
fn unknown(file: &Path) -> anyhow::Result<BTreeMap<i64, i64>> {
    let mut missing: BTreeMap<i64, i64> = BTreeMap::new();
    each_line(file, |fields| {
        let [from, to, ..] = fields else {
            bail!("a line is `from,to`");
        };
        let (from, to) = (time(from)?, time(to)?);
        if !(0..=LONGEST * DAY).contains(&to.since(from)) {
            bail!("a gap ends after it begins");
        }
        for day in from.day().0..=to.day().0 {
            let begin = from.millis().max(Day(day).start().millis());
            let end = to.millis().min(Day(day + 1).start().millis());
            *missing.entry(day).or_default() += end - begin;
        }
        Ok(())
    })?;
    Ok(missing)
}

/// Calls `read` with the fields of each line but a heading and empty ones; an error names the line.
fn each_line(
    file: &Path,
    mut read: impl FnMut(&[&str]) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{}: cannot be read", file.display()))?;
    for (n, line) in text.lines().enumerate() {
        let fields: Vec<_> = line.split(',').map(str::trim).collect();
        if line.trim().is_empty() {
            continue;
        }
        if let Err(why) = read(&fields) {
            // A heading has no time in it.
            if n == 0 && !fields.iter().any(|field| time(field).is_ok()) {
                continue;
            }
            bail!("{}, line {}: {why}", file.display(), n + 1);
        }
    }
    Ok(())
}

/// A day, or a time with or without an offset; without one it is read as UTC.
fn time(text: &str) -> anyhow::Result<Time> {
    let text = text.trim_matches('"');
    let iso = text.replacen(' ', "T", 1);
    Time::parse(&iso)
        .or_else(|| Time::parse(&format!("{iso}Z")))
        .or_else(|| Day::parse(text).map(Day::start))
        .with_context(|| {
            format!("`{text}` is no time like 2026-11-22T10:00:00Z and no day like 2026-11-22")
        })
}

fn amount(text: &str) -> anyhow::Result<Quantity> {
    let amount = Decimal::parse(text).and_then(|decimal| decimal.rounded_in(Unit::Count));
    amount.with_context(|| format!("`{text}` is no amount"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        file
    }

    fn traces(text: &str) -> Vec<(Option<String>, Vec<i64>)> {
        let read = read(file(text).path(), None, ONE).unwrap();
        let amounts = |trace: Trace| trace.days.iter().map(|day| day.wanted.0 / 1_000).collect();
        read.into_iter()
            .map(|keyed| (keyed.key, amounts(keyed.trace)))
            .collect()
    }

    #[test]
    fn times_amounts_and_keys_are_read() {
        let times = "ended\n2026-11-01T10:00:00\n2026-11-01T23:59:00Z\n\n2026-11-03 00:00:01\n";
        assert_eq!(traces(times), [(None, vec![2, 0, 1])]);
        let amounts = "2026-11-01,3\n2026-11-02T10:00:00Z,4\n";
        assert_eq!(traces(amounts), [(None, vec![3, 4])]);
        let keys = "sku,day,lines\nB,2026-11-02,5\nA,2026-11-01,1\nA,2026-11-03,2\n";
        let (a, b) = (Some("A".to_owned()), Some("B".to_owned()));
        assert_eq!(traces(keys), [(a, vec![1, 0, 2]), (b, vec![5, 0])]);
    }

    #[test]
    fn a_day_that_was_mostly_not_recorded_is_unknown() {
        let used = file("2026-11-01\n2026-11-05\n");
        let gaps = file("from,to,minutes\n2026-11-02 20:00:00,2026-11-04 13:00:00,2460\n");
        let trace = read(used.path(), Some(gaps.path()), ONE)
            .unwrap()
            .remove(0)
            .trace;
        let known: Vec<_> = trace.days.iter().map(|day| day.known).collect();
        assert_eq!(known, [true, true, false, false, true]);
    }

    #[test]
    fn a_wrong_line_is_named() {
        let fault = |text| read(file(text).path(), None, ONE).unwrap_err().to_string();
        assert!(fault("2026-11-01\nyesterday\n").contains("line 2: `yesterday` is no time"));
        assert!(fault("a,2026-11-01,many\n").contains("line 1: `many` is no amount"));
        assert!(fault("when\n").contains("no use in it"));
        assert!(fault("0026-11-01\n2026-11-01\n").contains("century"));
        let missing = read(Path::new("nowhere.csv"), None, ONE)
            .unwrap_err()
            .to_string();
        assert_eq!(missing, "nowhere.csv: cannot be read");
    }
}
