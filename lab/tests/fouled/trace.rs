//! Use that is lived through: of a real laundry room, of articles of a real shop, and made from a seed in the shape of
//! both.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use domain::backtest::{Trace, TraceDay};
use domain::time::{HOUR, MINUTE};
use domain::{Day, Quantity, Time};
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

const HERE: &str = env!("CARGO_MANIFEST_DIR");

/// Runs as of a laundry room: none, one or more a day, more than an hour apart.
pub fn runs(days: i64) -> Vec<Time> {
    let mut dice = StdRng::seed_from_u64(20_261_130);
    let mut runs = Vec::new();
    for day in 20_000..20_000 + days {
        let mut at = Day(day).start() + 7 * HOUR;
        for _ in 0..dice.random_range(0..4) {
            at = at + HOUR + dice.random_range(1..240) * MINUTE;
            runs.push(at);
        }
    }
    runs
}

/// Articles as of a shop: some sell daily, some in bursts.
pub fn made() -> Vec<Trace> {
    (0..40).map(article).collect()
}

fn article(seed: u64) -> Trace {
    let mut dice = StdRng::seed_from_u64(seed);
    let (share, most) = (dice.random_range(0.2..1.0), dice.random_range(2..9_i64));
    let mut day = |day: i64| {
        let lines = i64::from(dice.random_bool(share)) * dice.random_range(1..=most);
        (18_000 + day, lines)
    };
    trace(&(0..700_i64).map(&mut day).collect())
}

/// The real laundry room.
pub fn laundry() -> Vec<Trace> {
    let file = Path::new(HERE).join("../crates/demo/data/laundry-runs.csv");
    let mut days = BTreeMap::new();
    for line in text(&file).lines().skip(1) {
        *days.entry(Day::parse(&line[..10]).unwrap().0).or_default() += 1;
    }
    vec![trace(&days)]
}

/// Every fourth article of the real shop; nothing, said with the test's name, where its data is not there.
pub fn shop(test: &str) -> Vec<Trace> {
    let data = std::env::var_os("LARDER_SHARED_DATA")
        .map_or_else(|| Path::new(HERE).join("../../shared/data"), PathBuf::from);
    let file = data.join("usage/retail-daily-orders.csv");
    if !file.is_file() {
        println!("\nSKIPPED {test}: no {}", file.display());
        return Vec::new();
    }
    let mut articles: BTreeMap<String, BTreeMap<i64, i64>> = BTreeMap::new();
    for line in text(&file).lines().skip(1) {
        let fields: Vec<_> = line.split(',').collect();
        let day = Day::parse(fields[1]).unwrap().0;
        let days = articles.entry(fields[0].to_owned()).or_default();
        *days.entry(day).or_default() += fields[2].parse::<i64>().unwrap();
    }
    articles.values().step_by(4).map(trace).collect()
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).unwrap()
}

/// Days that are absent are without use.
fn trace(days: &BTreeMap<i64, i64>) -> Trace {
    let (first, last) = (days.keys().next().unwrap(), days.keys().last().unwrap());
    let day = |day| TraceDay {
        wanted: Quantity(days.get(&day).copied().unwrap_or_default() * 1_000),
        known: true,
    };
    Trace {
        first: Day(*first),
        days: (*first..=*last).map(day).collect(),
    }
}
