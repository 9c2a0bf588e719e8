//! What a policy would have done with use that really happened: the days of one trace, lived through
//! by the code that decides for real.
//!
//! One report at the end of each day; what an order brings is there before the use of the day it
//! arrives; one live order at a time; use beyond the stock is lost, and nobody is told of it. A cycle
//! runs from arrival to arrival, the first from the start, and has a stock-out when something was lost
//! in it.

use std::ops::AddAssign;

use crate::day::ClosedDay;
use crate::decision::{EvaluationInput, Outcome, decide};
use crate::demand::{Prior, UseHistory, forecast, history, lead_time};
use crate::pace::Pace;
use crate::policy::Policy;
use crate::quantity::Quantity;
use crate::time::Day;

/// A day of a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TraceDay {
    /// What was wanted.
    pub wanted: Quantity,
    /// Whether that is known to whoever decides: not while a meter was off.
    pub known: bool,
}

/// Consecutive days of use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// The first one.
    pub first: Day,
    /// All of them, oldest first.
    pub days: Vec<TraceDay>,
}

/// What one life of a trace came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Life {
    /// Days lived, those of the warm-up left out.
    pub days: u64,
    /// Cycles that ended.
    pub cycles: u64,
    /// Those in which something was lost.
    pub stockout_cycles: u64,
    /// Days on which something was lost.
    pub stockout_days: u64,
    /// Orders made.
    pub orders: u64,
    /// Sum of what was left at the end of each day.
    pub stock: i128,
}

impl AddAssign for Life {
    fn add_assign(&mut self, other: Self) {
        self.days += other.days;
        self.cycles += other.cycles;
        self.stockout_cycles += other.stockout_cycles;
        self.stockout_days += other.stockout_days;
        self.orders += other.orders;
        self.stock += other.stock;
    }
}

/// What is known at the end of a day on which nothing is under way.
#[derive(Clone, Copy, Debug)]
pub struct Evening<'a> {
    /// The first day of the trace.
    pub first: Day,
    /// What was used each day since then, today last; none where nobody knows.
    pub seen: &'a [Option<Quantity>],
    /// Milliseconds from decision to arrival of each order so far, oldest first.
    pub arrivals: &'a [i64],
    /// What is left.
    pub stock: Quantity,
}

impl Evening<'_> {
    /// The day that ends.
    pub fn today(&self) -> Day {
        Day(self.first.0 + i64::try_from(self.seen.len()).unwrap_or_default() - 1)
    }

    /// The days that a forecast may look back at; a machine reports where it is used.
    pub fn history(&self) -> UseHistory {
        let window = usize::try_from(history::WINDOW).unwrap_or_default();
        let from = self.seen.len().saturating_sub(window);
        let first = Day(self.first.0 + i64::try_from(from).unwrap_or_default());
        UseHistory::of(first, &self.seen[from..]).with_silences()
    }

    /// The orders that a lead time is learned from.
    pub fn newest_arrivals(&self) -> &[i64] {
        &self.arrivals[self.arrivals.len().saturating_sub(lead_time::ORDERS)..]
    }

    /// What a policy says of a machine that was taken for something beforehand.
    fn is_due(&self, policy: Policy, known: Known<'_>) -> bool {
        let window = usize::from(policy.window_days()).min(self.seen.len());
        let used = &self.seen[self.seen.len() - window..];
        let now = self.today().end();
        let pace = Pace::measure(
            used.iter().flatten().copied().sum(),
            policy.window_days(),
            self.first.start(),
            known.typical_per_day,
            now,
        );
        let demand = policy.service_level().and_then(|level| {
            let lead = known.prior.lead.and(self.newest_arrivals());
            forecast(&self.history(), known.prior, &lead, level)
        });
        let input = EvaluationInput {
            at_home: Some(self.stock),
            provisional: None,
            pace: Some(pace),
            demand,
            registered: true,
            subscribed: true,
            left_to_alexa: false,
            order_live: false,
            cooling_down: false,
            uncounted: false,
            held_by_maker: false,
            new_here: false,
        };
        decide(&input, policy, now).outcome == Outcome::Order
    }
}

/// What is known of a machine before it has shown anything.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// What a forecast begins with.
    pub prior: &'a Prior,
    /// What its maker calls typical, which a first week's pace is not below.
    pub typical_per_day: Option<Quantity>,
}

/// How a trace is lived through.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// What an order brings; it begins with one.
    pub pack: Quantity,
    /// Days in which use is only watched, at first.
    pub warmup: usize,
    /// The n-th order arrives after `leads[n]` days; begun again after the last.
    pub leads: &'a [u16],
}

/// The share of cycles with a stock-out that a frontier has at a stock, by linear interpolation between its points, each a
/// share and a stock, the least stock first; none outside of it.
pub fn share_at(frontier: &[(f64, f64)], stock: f64) -> Option<f64> {
    let pair = frontier
        .windows(2)
        .find(|pair| (pair[0].1..=pair[1].1).contains(&stock))?;
    let along = (stock - pair[0].1) / (pair[1].1 - pair[0].1).max(f64::MIN_POSITIVE);
    Some(pair[0].0 + along * (pair[1].0 - pair[0].0))
}

/// Lives through a trace with one policy.
pub fn live(trace: &Trace, policy: Policy, known: Known<'_>, rules: Rules<'_>) -> Life {
    live_by(trace, rules, |evening| evening.is_due(policy, known))
}

/// Lives through a trace and orders on evenings on which it is due.
pub fn live_by(
    trace: &Trace,
    rules: Rules<'_>,
    mut is_due: impl FnMut(&Evening<'_>) -> bool,
) -> Life {
    let mut life = Life::default();
    let mut seen: Vec<Option<Quantity>> = Vec::with_capacity(trace.days.len());
    let mut stock = rules.pack;
    let mut lost = false;
    let mut leads = rules.leads.iter().copied().cycle();
    let mut arrivals: Vec<i64> = Vec::new();
    let mut live: Option<(i64, i64)> = None;
    for (n, day) in (trace.first.0..).zip(&trace.days) {
        if seen.len() < rules.warmup {
            seen.push(day.known.then_some(day.wanted));
            continue;
        }
        if let Some((ordered, arrives)) = live
            && n >= arrives
        {
            stock += rules.pack;
            live = None;
            arrivals.push(Day(n).start().since(Day(ordered).end()));
            life.cycles += 1;
            life.stockout_cycles += u64::from(std::mem::take(&mut lost));
        }
        let taken = day.wanted.min(stock);
        stock -= taken;
        life.days += 1;
        life.stock += i128::from(stock.0);
        if taken < day.wanted {
            lost = true;
            life.stockout_days += 1;
        }
        let closed = ClosedDay {
            day: Day(n),
            used: taken,
            shortfall: Quantity::ZERO,
            at_home: Some(stock),
        };
        seen.push((day.known && !closed.ran_out()).then_some(taken));
        let evening = Evening {
            first: trace.first,
            seen: &seen,
            arrivals: &arrivals,
            stock,
        };
        if live.is_none() && is_due(&evening) {
            life.orders += 1;
            live = Some((n, n + i64::from(leads.next().unwrap_or(1).max(1))));
        }
    }
    life
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::ServiceLevel;

    #[test]
    fn a_frontier_is_read_between_its_points_and_not_beyond() {
        let points = [(0.2, 1.0), (0.1, 2.0)];
        assert!(share_at(&points, 1.5).is_some_and(|share| (share - 0.15).abs() < 1e-12));
        assert_eq!(share_at(&points, 2.5), None);
    }

    fn trace(days: usize, wanted: i64) -> Trace {
        let day = TraceDay {
            wanted: Quantity(wanted),
            known: true,
        };
        Trace {
            first: Day(20_000),
            days: vec![day; days],
        }
    }

    /// With nothing known of it.
    fn lived(trace: &Trace, policy: Policy, rules: Rules<'_>) -> Life {
        let known = Known {
            prior: &Prior::default(),
            typical_per_day: None,
        };
        live(trace, policy, known, rules)
    }

    fn rules(warmup: usize, leads: &[u16]) -> Rules<'_> {
        Rules {
            pack: Quantity(30_000),
            warmup,
            leads,
        }
    }

    #[test]
    fn steady_use_by_hand() {
        // Two a day from a pack of 30 with 20 days of warm-up: 14 or less is left after 8 days; the
        // order comes 5 days later before the use of the day, when 4 are left.
        let life = lived(&trace(20 + 14, 2_000), Policy::default(), rules(20, &[5]));
        assert_eq!((life.days, life.orders, life.cycles), (14, 1, 1));
        assert_eq!((life.stockout_cycles, life.stockout_days), (0, 0));
        // 28, 26 … 6 at the ends of the first twelve days; 34 and 32 after the arrival.
        assert_eq!(
            life.stock,
            (28 + 26 + 24 + 22 + 20 + 18 + 16 + 14 + 12 + 10 + 8 + 6 + 34 + 32) * 1_000
        );
    }

    #[test]
    fn what_is_known_beforehand_orders_before_anything_was_seen() {
        let policy = Policy::Forecast {
            service_level: ServiceLevel::new(0.95),
        };
        let first_order = |typical| {
            let known = Known {
                prior: &Prior::typical(typical),
                typical_per_day: None,
            };
            let days = |days| live(&trace(days, 2_000), policy, known, rules(0, &[5])).orders;
            (1..20).find(|it| days(*it) > 0)
        };
        assert!(first_order(Some(Quantity(4_000))) < first_order(None));
        let typical = |typical_per_day| {
            let prior = &Prior::default();
            let known = Known {
                prior,
                typical_per_day,
            };
            live(&trace(1, 2_000), Policy::default(), known, rules(0, &[5])).orders
        };
        assert_eq!((typical(Some(Quantity(4_000))), typical(None)), (1, 0));
    }

    #[test]
    fn what_is_not_there_is_lost_and_nobody_is_told() {
        let life = lived(&trace(20 + 30, 2_000), Policy::default(), rules(20, &[12]));
        // Ordered after 8 days with 14 left: seven more days, then nothing for four days.
        assert_eq!(
            (life.cycles, life.stockout_cycles, life.stockout_days),
            (1, 1, 4)
        );
    }

    #[test]
    fn a_forecast_waits_for_no_stockout_to_order_in_time() {
        let policy = Policy::Forecast {
            service_level: ServiceLevel::new(0.98),
        };
        let life = lived(&trace(400, 2_000), policy, rules(60, &[4, 5, 9, 5]));
        assert!(life.cycles > 15 && life.stockout_days == 0, "{life:?}");
        let seed = lived(
            &trace(400, 2_000),
            Policy::default(),
            rules(60, &[4, 5, 9, 5]),
        );
        assert!(seed.stockout_cycles > 3, "{seed:?}");
    }

    /// Up to four a day, from a seed, away for so many days after 300.
    fn away(seed: u32, days: usize) -> Trace {
        let mut state = seed;
        let mut use_ = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            i64::from(state >> 16) % 5
        };
        let mut used: Vec<i64> = (0..600).map(|_| use_() * 1_000).collect();
        used.splice(300..300, std::iter::repeat_n(0, days));
        let day = |wanted| TraceDay {
            wanted: Quantity(wanted),
            known: true,
        };
        Trace {
            first: Day(20_000),
            days: used.into_iter().map(day).collect(),
        }
    }

    #[test]
    fn three_weeks_away_cost_no_stockout_and_no_more_than_an_order() {
        let policy = Policy::Forecast {
            service_level: ServiceLevel::new(0.95),
        };
        let leads = [5, 4, 6, 3, 5, 7, 4, 8, 5, 6, 10];
        let rules = rules(60, &leads);
        let (mut stayed, mut left) = (Life::default(), Life::default());
        for seed in 0..20 {
            let (stays, leaves) = (
                lived(&away(seed, 0), policy, rules),
                lived(&away(seed, 21), policy, rules),
            );
            assert!(leaves.orders <= stays.orders + 1, "{stays:?} {leaves:?}");
            stayed += stays;
            left += leaves;
        }
        assert!(stayed.cycles > 500, "{stayed:?}");
        assert!(
            left.stockout_cycles <= stayed.stockout_cycles,
            "{stayed:?} {left:?}"
        );
        assert!(
            stayed.stockout_cycles * 1_000 <= stayed.cycles * 65,
            "{stayed:?}"
        );
    }
}
