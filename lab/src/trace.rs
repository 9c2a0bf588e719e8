//! Use that really happened, day by day.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use domain::backtest::{Trace, TraceDay};
use domain::{Day, Quantity};

const HERE: &str = env!("CARGO_MANIFEST_DIR");
const ONE: i64 = 1_000;

/// A laundry room.
///
/// # Errors
/// The file is not there, or a line of it is no time.
pub fn laundry() -> Result<Trace> {
    let file = Path::new(HERE).join("../crates/demo/data/laundry-runs.csv");
    let mut days = BTreeMap::new();
    for line in text(&file)?.lines().skip(1) {
        *days
            .entry(day(line.get(..10).unwrap_or(line))?)
            .or_default() += 1;
    }
    Ok(of_days(&days))
}

/// Articles of a shop, by their numbers; none where its file is not there.
///
/// # Errors
/// A line of the file is no `article,day,lines`.
pub fn shop() -> Result<Vec<Trace>> {
    let data = std::env::var_os("LARDER_SHARED_DATA")
        .map_or_else(|| Path::new(HERE).join("../../shared/data"), PathBuf::from);
    let file = data.join("usage/retail-daily-orders.csv");
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let mut articles: BTreeMap<String, BTreeMap<i64, i64>> = BTreeMap::new();
    for line in text(&file)?.lines().skip(1) {
        let mut fields = line.split(',');
        let mut field = || {
            fields
                .next()
                .with_context(|| format!("a field is missing: {line}"))
        };
        let days = articles.entry(field()?.to_owned()).or_default();
        let (day, lines) = (day(field()?)?, field()?.parse::<i64>()?);
        *days.entry(day).or_default() += lines;
    }
    Ok(articles.values().map(of_days).collect())
}

fn text(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

fn day(text: &str) -> Result<i64> {
    let day = Day::parse(text).with_context(|| format!("no day: {text}"))?;
    Ok(day.0)
}

/// Whole units by day; days that are absent are without use.
pub fn of_days(days: &BTreeMap<i64, i64>) -> Trace {
    let first = days.keys().next().copied().unwrap_or_default();
    let last = days.keys().next_back().copied().unwrap_or_default();
    let day = |day| TraceDay {
        wanted: Quantity(days.get(&day).copied().unwrap_or_default() * ONE),
        known: true,
    };
    Trace {
        first: Day(first),
        days: (first..=last).map(day).collect(),
    }
}
