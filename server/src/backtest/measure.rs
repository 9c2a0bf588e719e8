//! Many lives of many traces, and how two policies compare where they keep the same stock.

use domain::Quantity;
use domain::backtest::{self, Life, live, share_at};
use domain::policy::{Policy, ServiceLevel};
use rand::rngs::StdRng;
use rand::seq::SliceRandom;
use rand::{RngExt, SeedableRng};
use rayon::prelude::*;

use super::trace::Keyed;

/// Thresholds of the burn rate's frontier.
const THRESHOLDS: std::ops::RangeInclusive<u16> = 7..=21;
/// Service levels of the forecast's.
const LEVELS: [f64; 9] = [0.5, 0.7, 0.8, 0.9, 0.95, 0.975, 0.98, 0.99, 0.995];
const DAYS_OF_A_YEAR: f64 = 365.25;

/// How every trace is lived through.
pub(super) struct Rules<'a> {
    pub pack: Quantity,
    pub warmup: usize,
    pub seeds: u64,
    pub leads: &'a [(u16, f64)],
}

/// What one policy came to on one trace, over all seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    pub cycles: f64,
    /// None without a cycle.
    pub stockout_cycles_share: Option<f64>,
    /// Days with a loss in one life.
    pub stockout_days: f64,
    /// In the file's amounts.
    pub average_stock: f64,
    pub orders_per_year: f64,
}

/// A policy with its outcome on each trace.
pub(super) struct Measured {
    pub policy: Policy,
    pub outcomes: Vec<Outcome>,
}

impl Measured {
    /// How many cycles of all traces had no stock-out, as a part of all; none without a cycle.
    pub(super) fn kept(&self) -> Option<f64> {
        let of = |outcome: &Outcome| Some((outcome.cycles, outcome.stockout_cycles_share?));
        let ended = self.outcomes.iter().filter_map(of);
        let (mut cycles, mut short) = (0.0, 0.0);
        for (of, share) in ended {
            cycles += of;
            short += of * share;
        }
        (cycles > 0.0).then(|| 1.0 - short / cycles)
    }
}

/// A point of a frontier: all traces together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    pub policy: Policy,
    pub share: f64,
    pub stock: f64,
}

/// What the replay came to.
pub(super) struct Report {
    pub keyed: bool,
    pub policies: Vec<Measured>,
    pub burn_rate: Vec<Point>,
    pub forecast: Vec<Point>,
    /// The forecast that is compared, and its stock-outs as a part of the burn rate's at its stock; none
    /// where no burn rate of the frontier keeps that much.
    pub compared: Policy,
    pub ratio: Option<f64>,
}

/// The burn rate with a threshold, over the usual window.
pub(super) fn burn_rate(days_threshold: u16) -> Policy {
    Policy::BurnRate {
        days_threshold,
        window_days: Policy::default().window_days(),
    }
}

/// Lives through all traces with the policies that are asked about and with both frontiers.
pub(super) fn report(traces: &[Keyed], policies: &[Policy], rules: &Rules<'_>) -> Report {
    let compared = policies
        .iter()
        .copied()
        .find(|policy| policy.service_level().is_some())
        .unwrap_or(Policy::Forecast {
            service_level: ServiceLevel::new(0.95),
        });
    let forecast = |level| Policy::Forecast {
        service_level: ServiceLevel::new(level),
    };
    let mut all: Vec<Policy> = policies.to_vec();
    all.push(compared);
    all.extend(THRESHOLDS.map(burn_rate));
    all.extend(LEVELS.map(forecast));
    let mut wanted: Vec<Policy> = Vec::new();
    for policy in all {
        if !wanted.contains(&policy) {
            wanted.push(policy);
        }
    }
    let lives = lives(traces, &wanted, rules);
    let of = |policy: Policy| {
        let index = wanted.iter().position(|known| *known == policy);
        index
            .map(|index| lives[index].as_slice())
            .unwrap_or_default()
    };
    let point = |policy| point(policy, of(policy));
    let burn_rate: Vec<_> = THRESHOLDS.map(burn_rate).map(point).collect();
    let at = point(compared);
    Report {
        keyed: traces.iter().any(|keyed| keyed.key.is_some()),
        policies: policies
            .iter()
            .map(|policy| Measured {
                policy: *policy,
                outcomes: of(*policy)
                    .iter()
                    .map(|life| outcome(life, rules.seeds))
                    .collect(),
            })
            .collect(),
        ratio: ratio(&at, &burn_rate),
        burn_rate,
        forecast: LEVELS.map(forecast).into_iter().map(point).collect(),
        compared,
    }
}

/// The sum of all lives of each policy (outer) on each trace (inner).
fn lives(traces: &[Keyed], policies: &[Policy], rules: &Rules<'_>) -> Vec<Vec<Life>> {
    let longest = traces
        .iter()
        .map(|keyed| keyed.trace.days.len())
        .max()
        .unwrap_or_default();
    let leads = leads(rules, longest);
    let of = |policy: Policy, keyed: &Keyed| {
        let mut sum = Life::default();
        for leads in &leads {
            let rules = backtest::Rules {
                pack: rules.pack,
                warmup: rules.warmup,
                leads,
            };
            sum += live(&keyed.trace, policy, rules);
        }
        sum
    };
    let policies = policies.par_iter();
    policies
        .map(|policy| traces.par_iter().map(|it| of(*policy, it)).collect())
        .collect()
}

/// Lead times of so many orders for each seed. Those of one order are spread over the seeds as the
/// weights say (a Latin hypercube), so that thirty seeds tell as much as hundreds drawn blindly.
fn leads(rules: &Rules<'_>, orders: usize) -> Vec<Vec<u16>> {
    let mut random = StdRng::seed_from_u64(0);
    let all: f64 = rules.leads.iter().map(|(_, weight)| weight).sum();
    let at = |part: f64| {
        let mut left = part * all;
        let reached = rules.leads.iter().find(|(_, weight)| {
            left -= weight;
            left < 0.0
        });
        reached.or(rules.leads.last()).map_or(1, |(days, _)| *days)
    };
    let mut strata: Vec<u64> = (0..rules.seeds).collect();
    let mut leads = vec![Vec::with_capacity(orders); strata.len()];
    for _ in 0..orders {
        strata.shuffle(&mut random);
        for (leads, stratum) in leads.iter_mut().zip(&strata) {
            leads.push(at(
                (part(*stratum) + random.random::<f64>()) / part(rules.seeds)
            ));
        }
    }
    leads
}

fn outcome(life: &Life, seeds: u64) -> Outcome {
    let days = part(life.days);
    Outcome {
        cycles: part(life.cycles),
        stockout_cycles_share: (life.cycles > 0)
            .then(|| part(life.stockout_cycles) / part(life.cycles)),
        stockout_days: part(life.stockout_days) / part(seeds),
        average_stock: stock(life),
        orders_per_year: part(life.orders) / days.max(1.0) * DAYS_OF_A_YEAR,
    }
}

/// All traces together: each cycle and each trace's stock counts the same.
fn point(policy: Policy, lives: &[Life]) -> Point {
    let sum = |part: fn(&Life) -> u64| self::part(lives.iter().map(part).sum());
    Point {
        policy,
        share: sum(|life| life.stockout_cycles) / sum(|life| life.cycles).max(1.0),
        stock: lives.iter().map(stock).sum::<f64>() / part(lives.len() as u64).max(1.0),
    }
}

/// The stock-outs of a point as a part of those of a frontier at the same stock; none outside of it.
fn ratio(point: &Point, frontier: &[Point]) -> Option<f64> {
    let frontier: Vec<_> = frontier.iter().map(|it| (it.share, it.stock)).collect();
    match (point.share, share_at(&frontier, point.stock)?) {
        (0.0, 0.0) => Some(1.0),
        (_, 0.0) => None,
        (ours, theirs) => Some(ours / theirs),
    }
}

fn stock(life: &Life) -> f64 {
    life.stock as f64 / 1_000.0 / part(life.days).max(1.0)
}

fn part(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lead_times_of_an_order_are_spread_as_the_weights_say() {
        let rules = Rules {
            pack: Quantity(1),
            warmup: 0,
            seeds: 20,
            leads: &[(3, 1.0), (5, 3.0)],
        };
        let leads = leads(&rules, 50);
        assert_eq!((leads.len(), leads[0].len()), (20, 50));
        for order in 0..50 {
            let short = leads.iter().filter(|of| of[order] == 3).count();
            assert_eq!(short, 5);
        }
        assert!(leads.windows(2).any(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_promise_is_kept_in_cycles_and_not_in_traces() {
        let outcome = |cycles, share| Outcome {
            cycles,
            stockout_cycles_share: share,
            stockout_days: 0.0,
            average_stock: 0.0,
            orders_per_year: 0.0,
        };
        let of = |outcomes: Vec<Outcome>| {
            let policy = Policy::default();
            Measured { policy, outcomes }.kept()
        };
        let three = vec![
            outcome(30.0, Some(0.1)),
            outcome(10.0, Some(0.5)),
            outcome(0.0, None),
        ];
        assert!(of(three).is_some_and(|kept| (kept - 0.8).abs() < 1e-9));
        assert_eq!(of(vec![outcome(0.0, None)]), None);
    }

    fn at(stock: f64, share: f64) -> Point {
        Point {
            policy: Policy::default(),
            share,
            stock,
        }
    }

    #[test]
    fn a_ratio_is_taken_at_the_same_stock() {
        let frontier = [at(10.0, 0.2), at(12.0, 0.1), at(20.0, 0.0)];
        let of = |stock, share| ratio(&at(stock, share), &frontier);
        assert!(of(11.0, 0.075).is_some_and(|ratio| (ratio - 0.5).abs() < 1e-9));
        assert_eq!(of(10.0, 0.2), Some(1.0));
        assert_eq!(of(20.0, 0.0), Some(1.0));
        assert_eq!(of(20.0, 0.1), None);
        assert_eq!(of(9.0, 0.1), None);
        assert_eq!(of(21.0, 0.1), None);
    }
}
