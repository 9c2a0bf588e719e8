//! How long a delivery takes, from the decision until it is here: what is usual, until the slot's own
//! orders have shown what is usual for it.
//!
//! In days begun, each with its probability. An order that takes five days is there before the use of the
//! fifth day after the one on which it was decided.

use serde::{Deserialize, Serialize};

use crate::time::DAY;

/// Longer ones are no deliveries: a parcel that nobody looked for.
pub const LONGEST: usize = 60;
/// Orders that are learned from, the newest; older ones were another season's.
pub const ORDERS: usize = 24;
/// What is usual counts as much as so many orders of the slot's own.
const WORTH: f64 = 8.0;
/// Amazon assumes five days of shipping without Prime, after a day in which an order can be cancelled
/// or changed ("Integrating DRS in your server", "Order resolution flow"); some are faster, some late. A
/// gamma distribution with mean 5.5 and variance 3, by whole days from the first: parts in a thousand.
const USUAL: [u16; 12] = [1, 17, 92, 195, 237, 200, 131, 71, 34, 14, 6, 2];
/// What is so seldom is left out of a forecast.
const SELDOM: f64 = 0.002;

/// How many deliveries took so many days, weighted; by days, from one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "Vec<f64>", into = "Vec<f64>")]
pub struct LeadTime {
    orders: [f64; LONGEST],
}

/// By days, as it is kept: up to the longest that there was.
impl From<Vec<f64>> for LeadTime {
    fn from(kept: Vec<f64>) -> Self {
        let mut orders = [0.0; LONGEST];
        for (of, kept) in orders.iter_mut().zip(kept) {
            *of = kept;
        }
        Self { orders }
    }
}

impl From<LeadTime> for Vec<f64> {
    fn from(lead: LeadTime) -> Self {
        let longest = lead.orders.iter().rposition(|of| *of > 0.0);
        lead.orders[..longest.map_or(0, |last| last + 1)].to_vec()
    }
}

impl Default for LeadTime {
    /// What is usual.
    fn default() -> Self {
        Self::usual()
    }
}

impl LeadTime {
    /// What is usual, worth so many orders.
    fn usual() -> Self {
        let mut orders = [0.0; LONGEST];
        for (of, part) in orders.iter_mut().zip(USUAL) {
            *of = WORTH * f64::from(part) / 1_000.0;
        }
        Self { orders }
    }

    /// Learned from orders: milliseconds from decision to arrival of each.
    pub fn learned(arrivals: &[i64]) -> Self {
        Self::usual().and(arrivals)
    }

    /// The same with a slot's own orders.
    pub fn and(mut self, arrivals: &[i64]) -> Self {
        for days in arrivals.iter().filter_map(|millis| days(*millis)) {
            self.orders[days - 1] += 1.0;
        }
        self
    }

    /// Of days and how often each is, which is told.
    pub fn told(parts: &[(u16, f64)]) -> Self {
        let mut orders = [0.0; LONGEST];
        for (days, part) in parts {
            orders[usize::from(*days).clamp(1, LONGEST) - 1] += part;
        }
        Self { orders }
    }

    /// What deliveries of a model's machines took, each of so many days so often, drawn towards what is
    /// usual, worth so many orders as what is usual is.
    pub fn of_model(counts: &[f64; LONGEST]) -> Self {
        let mut orders = Self::usual().orders;
        for (of, count) in orders.iter_mut().zip(counts) {
            *of += count;
        }
        let all: f64 = orders.iter().sum();
        Self {
            orders: orders.map(|of| of / all * WORTH),
        }
    }

    /// Days with the probability of each, the shortest first.
    pub fn parts(&self) -> impl Iterator<Item = (usize, f64)> {
        let all: f64 = self.orders.iter().sum();
        let seldom = move |(_, part): &(usize, f64)| *part >= SELDOM;
        (1..)
            .zip(self.orders.iter().map(move |of| of / all))
            .filter(seldom)
    }

    /// The mean, in days.
    pub fn mean(&self) -> f64 {
        let (mut all, mut sum) = (0.0, 0.0);
        for (days, part) in self.parts() {
            all += part;
            sum += part * days as f64;
        }
        sum / all
    }

    /// Days that nine of ten deliveries take: from, to.
    pub fn range(&self) -> (u16, u16) {
        let all: f64 = self.orders.iter().sum();
        let at = |probability: f64| {
            let mut left = probability * all;
            let reached = self.orders.iter().position(|of| {
                left -= of;
                left <= 0.0
            });
            u16::try_from(reached.map_or(LONGEST, |place| place + 1)).unwrap_or(u16::MAX)
        };
        (at(0.05), at(0.95))
    }
}

/// Days begun; none for what is no delivery.
pub fn days(millis: i64) -> Option<usize> {
    let days = (millis + DAY - 1).div_euclid(DAY).max(1);
    usize::try_from(days).ok().filter(|days| *days <= LONGEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_counts_until_a_slot_has_orders_of_its_own() {
        let usual = LeadTime::default();
        assert!((usual.mean() - 5.5).abs() < 0.02, "{}", usual.mean());
        assert_eq!(usual.range(), (3, 9));
        let late = LeadTime::learned(&[9 * DAY; 8]);
        assert!((late.mean() - 7.25).abs() < 0.02, "half of it: {late:?}");
        let known = LeadTime::learned(&[2 * DAY; 24]);
        assert!(known.mean() < 3.0 && known.range().0 == 2);
        assert_eq!(USUAL.iter().sum::<u16>(), 1_000);
    }

    #[test]
    fn days_are_those_begun_and_what_is_no_delivery_teaches_nothing() {
        assert_eq!(days(5 * DAY), Some(5));
        assert_eq!(days(5 * DAY + 1), Some(6));
        assert_eq!(days(0), Some(1));
        assert_eq!(LeadTime::learned(&[200 * DAY]), LeadTime::default());
    }

    #[test]
    fn what_a_model_s_deliveries_took_counts_as_what_is_usual_did() {
        let mut counts = [0.0; LONGEST];
        counts[8] = 792.0;
        let late = LeadTime::of_model(&counts);
        assert!((late.mean() - 8.97).abs() < 0.02, "{}", late.mean());
        assert!((late.and(&[DAY; 8]).mean() - 4.98).abs() < 0.02);
    }

    #[test]
    fn what_is_kept_is_read_back() {
        let late = LeadTime::learned(&[31 * DAY]);
        let kept = serde_json::to_string(&late).unwrap();
        assert_eq!(serde_json::from_str::<Vec<f64>>(&kept).unwrap().len(), 31);
        assert_eq!(serde_json::from_str::<LeadTime>(&kept).unwrap(), late);
        assert_eq!(Vec::from(LeadTime::told(&[])), [0.0; 0]);
    }
}
