//! The readings of a bad sensor beside true ones buy nothing and let nobody run out.
#![cfg(test)]

mod trace;

use domain::Quantity;
use domain::backtest::Trace;
use lab::backtest::{Belief, Rules, live};
use lab::difference::Difference;
use lab::replay::{self, FAULTS};
use sandbox::fleet::{Fault, Fouling, Kind};

/// The share of reports that has a foul one beside it.
const RATE: f64 = 0.01;
/// How many days orders take, in turn.
const LEADS: [u16; 7] = [5, 3, 8, 4, 6, 10, 5];
/// Days that are only watched.
const WARMUP: usize = 60;
/// What a machine posts, and how often a day.
const WAYS: [(Kind, u16); 4] = [
    (Kind::Total, 1),
    (Kind::Total, 24),
    (Kind::Level, 1),
    (Kind::Level, 24),
];

/// What foul reports change, over all traces.
fn difference(
    traces: &[Trace],
    (kind, posts): (Kind, u16),
    faults: &[Fault],
    belief: Belief,
) -> Difference {
    let mut sum = Difference::default();
    for (seed, trace) in (0..).zip(traces) {
        let rules = Rules {
            pack: three_weeks(trace),
            warmup: WARMUP,
            leads: &LEADS,
            kind,
            posts,
            belief: Belief::Rules,
        };
        let clean = live(trace, rules, None);
        let fouling = Fouling::new(RATE, seed, faults);
        let fouled = live(trace, Rules { belief, ..rules }, Some(fouling));
        sum.add(Difference::of(
            (&clean.orders, clean.short),
            (&fouled.orders, fouled.short),
        ));
    }
    sum
}

/// What is used in three weeks, in whole pieces; at least ten.
fn three_weeks(trace: &Trace) -> Quantity {
    let used: i64 = trace.days.iter().map(|day| day.wanted.0).sum();
    let days = i64::try_from(trace.days.len()).unwrap();
    Quantity((used * 21 / days / 1_000).max(10) * 1_000)
}

/// The same, printed.
fn told(
    name: &str,
    traces: &[Trace],
    way: (Kind, u16),
    faults: &[Fault],
    belief: Belief,
) -> Difference {
    let found = difference(traces, way, faults, belief);
    let what = match faults {
        [one] => one.name(),
        _ => "all",
    };
    let (kind, posts) = way;
    println!(
        "{name} | {} | {posts} | {what} | {belief:?} | {found}",
        kind.name()
    );
    found
}

/// Prints what each fault changes by itself.
fn one_by_one(name: &str, traces: &[Trace]) {
    for way in WAYS {
        for fault in FAULTS {
            told(name, traces, way, &[fault], Belief::Rules);
        }
    }
}

/// As totals nothing changes, as levels hardly anything: orders in at most one of a hundred cycles. Where each reading is
/// believed at once, a lot does. Returns what changes as levels.
fn order_the_same(name: &str, traces: &[Trace]) -> Difference {
    let mut levels = Difference::default();
    for way in WAYS {
        let all = told(name, traces, way, &FAULTS, Belief::Rules);
        let at_once = told(name, traces, way, &FAULTS, Belief::AtOnce);
        assert!(at_once.share() > 0.2, "{at_once}");
        if way.0 == Kind::Total {
            all.check().unwrap();
        } else {
            assert!(all.share() <= 0.01, "{all}");
            levels.add(all);
        }
    }
    levels
}

#[test]
fn articles_order_the_same_beside_foul_reports() {
    order_the_same("made", &trace::made());
}

#[test]
fn a_laundry_room_orders_the_same_beside_foul_reports() {
    let laundry = trace::laundry();
    one_by_one("laundry", &laundry);
    order_the_same("laundry", &laundry).check().unwrap();
}

#[test]
fn a_shop_orders_the_same_beside_foul_reports() {
    let shop = trace::shop("a_shop_orders_the_same_beside_foul_reports");
    if !shop.is_empty() {
        one_by_one("shop", &shop);
        order_the_same("shop", &shop).check().unwrap();
    }
}

async fn replayed(kind: Kind, faults: &[Fault]) {
    let fouling = Fouling::new(10.0 * RATE, 7, faults);
    let difference = replay::compare(&trace::runs(60), kind, fouling).await;
    difference.unwrap().check().unwrap();
}

#[tokio::test]
async fn uses_are_replayed_beside_foul_ones() {
    replayed(Kind::Used, &FAULTS).await;
}

#[tokio::test]
async fn totals_are_replayed_beside_foul_ones() {
    replayed(Kind::Total, &FAULTS).await;
}

#[tokio::test]
async fn levels_are_replayed_beside_foul_ones() {
    replayed(Kind::Level, &FAULTS).await;
}
