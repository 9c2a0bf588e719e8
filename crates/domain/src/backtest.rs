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
use crate::demand::{LeadTime, UseHistory, forecast, history, lead_time};
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

/// Lives through a trace with one policy. In the first `warmup` days use is only watched; then it
/// begins with one pack. The n-th order arrives after `leads[n]` days.
pub fn live(trace: &Trace, policy: Policy, pack: Quantity, warmup: usize, leads: &[u16]) -> Life {
    let mut life = Life::default();
    let mut seen: Vec<Option<Quantity>> = Vec::with_capacity(trace.days.len());
    let mut stock = pack;
    let mut lost = false;
    let mut leads = leads.iter().copied().cycle();
    let mut arrivals: Vec<i64> = Vec::new();
    let mut live: Option<(i64, i64)> = None;
    for (n, day) in (trace.first.0..).zip(&trace.days) {
        if seen.len() < warmup {
            seen.push(day.known.then_some(day.wanted));
            continue;
        }
        if let Some((ordered, arrives)) = live
            && n >= arrives
        {
            stock += pack;
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
        let input = input(trace, &seen, stock, policy, &arrivals, live.is_some());
        if decide(&input, policy, Day(n).end()).outcome == Outcome::Order {
            life.orders += 1;
            live = Some((n, n + i64::from(leads.next().unwrap_or(1).max(1))));
        }
    }
    life
}

/// What is known at the end of the last day that was seen.
fn input(
    trace: &Trace,
    seen: &[Option<Quantity>],
    stock: Quantity,
    policy: Policy,
    arrivals: &[i64],
    order_live: bool,
) -> EvaluationInput {
    let today = Day(trace.first.0 + i64::try_from(seen.len()).unwrap_or_default() - 1);
    let window = usize::from(policy.window_days()).min(seen.len());
    let used = seen[seen.len() - window..].iter().flatten().copied().sum();
    let pace = Pace::measure(
        used,
        policy.window_days(),
        trace.first.start(),
        None,
        today.end(),
    );
    let demand = policy
        .service_level()
        .filter(|_| !order_live)
        .and_then(|level| {
            let window = usize::try_from(history::WINDOW)
                .unwrap_or_default()
                .min(seen.len());
            let first = Day(today.0 + 1 - i64::try_from(window).unwrap_or_default());
            let known = UseHistory::of(first, &seen[seen.len() - window..]);
            let newest = arrivals.len().saturating_sub(lead_time::ORDERS);
            forecast(&known, None, &LeadTime::learned(&arrivals[newest..]), level)
        });
    EvaluationInput {
        at_home: Some(stock),
        provisional: None,
        pace: Some(pace),
        demand,
        registered: true,
        subscribed: true,
        order_live,
        cooling_down: false,
        uncounted: false,
        new_here: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::ServiceLevel;

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

    #[test]
    fn steady_use_by_hand() {
        // Two a day from a pack of 30 with 20 days of warm-up: 14 or less is left after 8 days; the
        // order comes 5 days later before the use of the day, when 4 are left.
        let life = live(
            &trace(20 + 14, 2_000),
            Policy::default(),
            Quantity(30_000),
            20,
            &[5],
        );
        assert_eq!((life.days, life.orders, life.cycles), (14, 1, 1));
        assert_eq!((life.stockout_cycles, life.stockout_days), (0, 0));
        // 28, 26 … 6 at the ends of the first twelve days; 34 and 32 after the arrival.
        assert_eq!(
            life.stock,
            (28 + 26 + 24 + 22 + 20 + 18 + 16 + 14 + 12 + 10 + 8 + 6 + 34 + 32) * 1_000
        );
    }

    #[test]
    fn what_is_not_there_is_lost_and_nobody_is_told() {
        let life = live(
            &trace(20 + 30, 2_000),
            Policy::default(),
            Quantity(30_000),
            20,
            &[12],
        );
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
        let life = live(
            &trace(400, 2_000),
            policy,
            Quantity(30_000),
            60,
            &[4, 5, 9, 5],
        );
        assert!(life.cycles > 15 && life.stockout_days == 0, "{life:?}");
        let seed = live(
            &trace(400, 2_000),
            Policy::default(),
            Quantity(30_000),
            60,
            &[4, 5, 9, 5],
        );
        assert!(seed.stockout_cycles > 3, "{seed:?}");
    }
}
