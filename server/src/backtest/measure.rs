//! Many lives of many traces, and how two policies compare where they keep the same stock.

use domain::backtest::{self, Known, Life, live, share_at};
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
    /// What a trace is called.
    pub of: &'static str,
    pub warmup: usize,
    /// How often each trace is.
    pub seeds: u64,
    /// Each life of each trace has lead times of its own; else the lives of each trace have the same.
    pub apart: bool,
    pub leads: &'a [(u16, f64)],
    pub known: Known<'a>,
}

/// What one policy came to on one trace, over all seeds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Outcome {
    pub cycles: f64,
    /// None without a cycle.
    pub stockout_cycles_share: Option<f64>,
    /// Days with a loss in one life.
    pub stockout_days: f64,
    /// In the file's amounts, or in packs.
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
    /// What each of many traces is called; none where there is one without a name.
    pub of: Option<&'static str>,
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
        let lives = index.map(|index| lives[index].as_slice());
        lives.unwrap_or_default().iter().zip(traces)
    };
    let point = |policy| point(policy, of(policy));
    let burn_rate: Vec<_> = THRESHOLDS.map(burn_rate).map(point).collect();
    let at = point(compared);
    Report {
        of: traces.iter().any(|it| it.key.is_some()).then_some(rules.of),
        policies: policies
            .iter()
            .map(|policy| Measured {
                policy: *policy,
                outcomes: of(*policy)
                    .map(|(life, keyed)| outcome(life, keyed, rules.seeds))
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
    let each = usize::try_from(rules.seeds).unwrap_or(usize::MAX);
    let apart = if rules.apart { traces.len().max(1) } else { 1 };
    let leads = leads(rules, rules.seeds * apart as u64, longest);
    let of = |policy: Policy, n: usize, keyed: &Keyed| {
        let mut sum = Life::default();
        for leads in leads.iter().skip((n % apart) * each).take(each) {
            let lived = backtest::Rules {
                pack: keyed.pack,
                warmup: rules.warmup,
                leads,
            };
            sum += live(&keyed.trace, policy, rules.known, lived);
        }
        sum
    };
    let traces = traces.par_iter().enumerate();
    policies
        .par_iter()
        .map(|policy| {
            let lives = traces.clone().map(|(n, it)| of(*policy, n, it));
            lives.collect()
        })
        .collect()
}

/// Lead times of so many lives and orders of each. Those of one order are spread over the lives as the
/// weights say (a Latin hypercube), so that thirty of them tell as much as hundreds drawn blindly.
fn leads(rules: &Rules<'_>, lives: u64, orders: usize) -> Vec<Vec<u16>> {
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
    let mut strata: Vec<u64> = (0..lives).collect();
    let mut leads = vec![Vec::with_capacity(orders); strata.len()];
    for _ in 0..orders {
        strata.shuffle(&mut random);
        for (leads, stratum) in leads.iter_mut().zip(&strata) {
            leads.push(at((part(*stratum) + random.random::<f64>()) / part(lives)));
        }
    }
    leads
}

fn outcome(life: &Life, keyed: &Keyed, seeds: u64) -> Outcome {
    let days = part(life.days);
    Outcome {
        cycles: part(life.cycles),
        stockout_cycles_share: (life.cycles > 0)
            .then(|| part(life.stockout_cycles) / part(life.cycles)),
        stockout_days: part(life.stockout_days) / part(seeds),
        average_stock: stock(life, keyed),
        orders_per_year: part(life.orders) / days.max(1.0) * DAYS_OF_A_YEAR,
    }
}

/// All traces together: each cycle and each trace's stock counts the same.
fn point<'a>(policy: Policy, lives: impl Iterator<Item = (&'a Life, &'a Keyed)>) -> Point {
    let (mut all, mut stocks, mut traces) = (Life::default(), 0.0, 0.0_f64);
    for (life, keyed) in lives {
        all += *life;
        stocks += stock(life, keyed);
        traces += 1.0;
    }
    Point {
        policy,
        share: part(all.stockout_cycles) / part(all.cycles).max(1.0),
        stock: stocks / traces.max(1.0),
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

fn stock(life: &Life, keyed: &Keyed) -> f64 {
    life.stock as f64 / keyed.one.0 as f64 / part(life.days).max(1.0)
}

fn part(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use domain::demand::Prior;

    use super::*;

    #[test]
    fn lead_times_of_an_order_are_spread_as_the_weights_say() {
        let rules = Rules {
            of: "keys",
            warmup: 0,
            seeds: 10,
            apart: true,
            leads: &[(3, 1.0), (5, 3.0)],
            known: Known {
                prior: &Prior::default(),
                typical_per_day: None,
            },
        };
        let leads = leads(&rules, 20, 50);
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
