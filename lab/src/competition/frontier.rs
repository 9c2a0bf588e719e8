//! What a method's service levels come to, and how methods compare where they keep the same stock.
//!
//! Every life of a machine has the same deliveries with every method. The stock is in packs, so that each
//! machine counts alike. An interval is of resampled machines, or of resampled lives of one machine.

use domain::backtest::{Evening, Life, Rules, live_by, share_at};
use rayon::prelude::*;

use super::draw::Draw;
use super::family::Machine;
use super::lead::Lead;

/// Where ours is compared.
pub const ASKED: [f64; 3] = [0.9, 0.95, 0.98];
/// Deliveries of a life; begun again after the last.
const ORDERS: usize = 400;
/// How often lives are resampled for an interval.
const RESAMPLED: u64 = 400;

/// Lives by level of the sweep and machine.
pub struct Frontier(Vec<Vec<Life>>);

/// How lives are lived.
pub struct Lives<'a> {
    /// Each with one life a seed.
    pub machines: &'a [Machine],
    /// Lives of each.
    pub seeds: u64,
    /// How long deliveries take.
    pub lead: &'a Lead,
    /// Whether methods are told that, or have to learn it.
    pub told: bool,
    /// Days that are only watched at first.
    pub warmup: usize,
    /// Days after which a life ends.
    pub end: usize,
}

impl Lives<'_> {
    /// Lives with a method that says of a machine on an evening whether an order is due, for each of some levels.
    pub fn frontier(
        &self,
        levels: &[f64],
        is_due: impl Fn(&Machine, &Evening<'_>, &Lead, f64) -> bool + Sync,
    ) -> Frontier {
        let life = |life: usize, level: f64| {
            let machine = &self.machines[life % self.machines.len()];
            self.live(machine, life, |evening, lead| {
                is_due(machine, evening, lead, level)
            })
        };
        let all = 0..self.count();
        let at = |level: &f64| {
            let all = all.clone().into_par_iter();
            all.map(|it| life(it, *level)).collect()
        };
        Frontier(levels.par_iter().map(at).collect())
    }

    fn live(
        &self,
        machine: &Machine,
        life: usize,
        is_due: impl Fn(&Evening<'_>, &Lead) -> bool,
    ) -> Life {
        let leads = self.lead.draw(ORDERS, life as u64);
        let rules = Rules {
            pack: machine.pack,
            warmup: self.warmup,
            leads: &leads,
        };
        let mut known = self.lead.clone();
        let mut learned = None;
        let mut trace = machine.trace.clone();
        trace.days.truncate(self.end);
        live_by(&trace, rules, |evening| {
            if !self.told && learned != Some(evening.arrivals.len()) {
                learned = Some(evening.arrivals.len());
                known = Lead::learned(evening.arrivals);
            }
            is_due(evening, &known)
        })
    }

    /// All lives.
    pub fn count(&self) -> usize {
        self.machines.len() * self.seeds as usize
    }

    /// Cycles with a stock-out as a part of all, and the average stock, of some lives at a level.
    fn point(&self, lives: &[Life], of: &[usize]) -> (f64, f64) {
        let (mut cycles, mut short, mut stock) = (0.0, 0.0, 0.0);
        for n in of {
            let (life, pack) = (&lives[*n], self.machines[n % self.machines.len()].pack);
            cycles += life.cycles as f64;
            short += life.stockout_cycles as f64;
            stock += life.stock as f64 / life.days.max(1) as f64 / pack.0 as f64;
        }
        (short / cycles.max(1.0), stock / of.len() as f64)
    }

    fn all(&self) -> Vec<usize> {
        (0..self.count()).collect()
    }

    /// How many cycles had no stock-out, by level.
    pub fn kept(&self, frontier: &Frontier) -> Vec<f64> {
        let all = self.all();
        let part = |lives: &Vec<Life>| 1.0 - self.point(lives, &all).0;
        frontier.0.iter().map(part).collect()
    }

    /// Days on which something was lost, and the average stock in packs, by level.
    pub fn lost(&self, frontier: &Frontier) -> Vec<(u64, f64)> {
        let all = self.all();
        let sum = |lives: &Vec<Life>| {
            let days = lives.iter().map(|life| life.stockout_days).sum();
            (days, self.point(lives, &all).1)
        };
        frontier.0.iter().map(sum).collect()
    }

    /// The stock-outs of one frontier at all its points as a part of those of another where it keeps as
    /// much, and the interval in which that is in 19 of 20 resamplings; none where that keeps no such stock.
    pub fn ratio(&self, ours: &Frontier, other: &Frontier) -> Option<(f64, f64, f64)> {
        let middle = self.ratio_of(ours, other, &self.all())?;
        let mut draw = Draw::new(1);
        let mut again: Vec<f64> = (0..RESAMPLED)
            .filter_map(|_| {
                let some: Vec<_> = (0..self.count())
                    .map(|_| draw.place(self.count()))
                    .collect();
                self.ratio_of(ours, other, &some)
            })
            .collect();
        again.sort_by(f64::total_cmp);
        let at = |part: f64| {
            let place = (part * again.len() as f64) as usize;
            again.get(place).copied().unwrap_or(middle)
        };
        Some((middle, at(0.025), at(0.975)))
    }

    fn ratio_of(&self, ours: &Frontier, other: &Frontier, of: &[usize]) -> Option<f64> {
        let points = |frontier: &Frontier| -> Vec<_> {
            frontier
                .0
                .iter()
                .map(|lives| self.point(lives, of))
                .collect()
        };
        let mut theirs = points(other);
        theirs.sort_by(|one, two| one.1.total_cmp(&two.1));
        let (mut sum, mut beside) = (0.0, 0.0);
        for (share, stock) in points(ours) {
            if let Some(other) = share_at(&theirs, stock) {
                sum += share;
                beside += other;
            }
        }
        (beside > 0.0).then(|| sum / beside)
    }
}
