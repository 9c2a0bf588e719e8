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

/// Prints what each fault changes, all of them, and all of them where each reading is believed at once.
fn table(name: &str, traces: &[Trace]) {
    for (kind, posts) in WAYS {
        let line = |what: &str, faults: &[Fault], belief| {
            let found = difference(traces, (kind, posts), faults, belief);
            println!("{name} | {} | {posts} | {what} | {found}", kind.name());
        };
        for fault in FAULTS {
            line(fault.name(), &[fault], Belief::Rules);
        }
        line("all", &FAULTS, Belief::Rules);
        line("all, believed at once", &FAULTS, Belief::AtOnce);
    }
}

/// As totals nothing changes, as levels hardly anything: orders in at most one of a hundred cycles. Where each reading is
/// believed at once, a lot does.
fn order_the_same(traces: &[Trace]) -> Difference {
    let mut levels = Difference::default();
    for posts in [1, 24] {
        let total = |belief| difference(traces, (Kind::Total, posts), &FAULTS, belief);
        total(Belief::Rules).check().unwrap();
        let at_once = total(Belief::AtOnce);
        assert!(at_once.share() > 0.2, "{at_once}");
        let level = difference(traces, (Kind::Level, posts), &FAULTS, Belief::Rules);
        assert!(level.share() <= 0.01, "{level}");
        levels.add(level);
    }
    levels
}

#[test]
fn articles_order_the_same_beside_foul_reports() {
    order_the_same(&trace::made());
}

#[test]
fn a_laundry_room_orders_the_same_beside_foul_reports() {
    table("laundry", &trace::laundry());
    order_the_same(&trace::laundry()).check().unwrap();
}

#[test]
fn a_shop_orders_the_same_beside_foul_reports() {
    let shop = trace::shop("a_shop_orders_the_same_beside_foul_reports");
    if !shop.is_empty() {
        table("shop", &shop);
        order_the_same(&shop).check().unwrap();
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
