//! Use that is lived through: of a real laundry room, of articles of a real shop, and made from a seed in the shape of
//! both.

use domain::backtest::Trace;
use domain::time::{HOUR, MINUTE};
use domain::{Day, Time};
use lab::trace;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

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
    trace::of_days(&(0..700_i64).map(&mut day).collect())
}

/// The real laundry room.
pub fn laundry() -> Vec<Trace> {
    vec![trace::laundry().unwrap()]
}

/// Every fourth article of the real shop; nothing, said with the test's name, where its data is not there.
pub fn shop(test: &str) -> Vec<Trace> {
    let articles = trace::shop().unwrap();
    if articles.is_empty() {
        println!("\nSKIPPED {test}: its data is not there");
    }
    articles.into_iter().step_by(4).collect()
}
