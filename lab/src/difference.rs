//! How a life with foul reports differs from the same one without them.

use std::fmt;

use anyhow::{Result, ensure};
use domain::Time;
use domain::time::DAY;

/// An order that comes within this time of the other life's is the same one.
const SAME: i64 = DAY;
/// The share of cycles in which orders may differ.
const MOST: f64 = 0.01;

/// What two lives of the same runs came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Orders of the clean life, each of which ends a cycle.
    pub cycles: usize,
    /// Cycles in which one of them has an order and the other has none within a day.
    pub orders: usize,
    /// Uses for which nothing was there, in the clean life and in the fouled one.
    pub short: [i64; 2],
}

impl Difference {
    /// How two lives differ: when they ordered, oldest first, and for how many uses nothing was there.
    pub fn of(clean: (&[Time], i64), fouled: (&[Time], i64)) -> Self {
        Self {
            cycles: clean.0.len(),
            orders: differing(clean.0, fouled.0),
            short: [clean.1, fouled.1],
        }
    }

    /// Adds up what lives of several machines came to.
    pub fn add(&mut self, other: Self) {
        self.cycles += other.cycles;
        self.orders += other.orders;
        self.short[0] += other.short[0];
        self.short[1] += other.short[1];
    }

    /// The share of cycles in which orders differ.
    pub fn share(&self) -> f64 {
        self.orders as f64 / self.cycles.max(1) as f64
    }

    /// Foul reports change orders in hardly a cycle, and nobody runs out for them.
    ///
    /// # Errors
    /// They do.
    pub fn check(&self) -> Result<()> {
        ensure!(self.share() <= MOST, "foul reports changed orders: {self}");
        ensure!(
            self.short[1] <= self.short[0],
            "foul reports let somebody run out: {self}"
        );
        Ok(())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            cycles,
            orders,
            short: [clean, fouled],
        } = self;
        write!(
            f,
            "orders differ in {orders} of {cycles} cycles ({:.2} %); nothing was there for {clean} uses, and for {fouled}",
            100.0 * self.share()
        )
    }
}

/// How many orders of either side, oldest first, have no counterpart on the other; one that moved is missed on both.
fn differing(ours: &[Time], theirs: &[Time]) -> usize {
    let (mut one, mut other, mut alone) = (0, 0, [0, 0]);
    while one < ours.len() && other < theirs.len() {
        let apart = ours[one].since(theirs[other]);
        let (is_late, is_early) = (apart > SAME, apart < -SAME);
        one += usize::from(!is_late);
        other += usize::from(!is_early);
        alone[0] += usize::from(is_early);
        alone[1] += usize::from(is_late);
    }
    (alone[0] + ours.len() - one).max(alone[1] + theirs.len() - other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_a_day_later_is_the_same_one() {
        let orders = |days: &[i64]| -> Vec<Time> {
            let days = days.iter();
            days.map(|day| Time::from_millis(day * DAY)).collect()
        };
        let differ = |ours: &[i64], theirs: &[i64]| differing(&orders(ours), &orders(theirs));
        assert_eq!(differ(&[1, 20, 40], &[1, 21, 39]), 0);
        assert_eq!(differ(&[1, 20, 40], &[1, 22, 40]), 1, "it moved");
        assert_eq!(differ(&[1, 20, 40], &[1, 9, 20, 40]), 1);
        assert_eq!(differ(&[1, 20], &[1, 20, 40]), 1);
        assert_eq!(differ(&[], &[]), 0);
    }
}
