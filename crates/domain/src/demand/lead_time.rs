//! How long a delivery takes, from the decision until it is here: what is usual, until the slot's own
//! orders have shown what is usual for it.
//!
//! In days begun. A lead of five days covers the days in between and the review: the part of a day
//! that may pass before a use is seen.

use super::quantile;
use crate::time::DAY;

/// Amazon assumes five days of shipping without Prime, after a day in which an order can be cancelled
/// or changed ("Integrating DRS in your server", "Order resolution flow"); some are faster, some late.
const USUAL: f64 = 5.5;
/// Its variance, days².
const USUAL_VARIANCE: f64 = 3.0;
/// What is usual counts as much as so many orders of the slot's own.
const WORTH: f64 = 8.0;
/// Orders that are learned from, the newest; older ones were another season's.
pub const ORDERS: usize = 24;
/// Longer ones are no deliveries: a parcel that nobody looked for.
const LONGEST: i64 = 60;

/// Mean and variance of a lead time, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeadTime {
    /// Days.
    pub mean: f64,
    /// Days².
    pub variance: f64,
}

impl Default for LeadTime {
    /// What is usual.
    fn default() -> Self {
        Self::learned(&[])
    }
}

impl LeadTime {
    /// Learned from orders: milliseconds from decision to arrival of each.
    pub fn learned(arrivals: &[i64]) -> Self {
        let mut orders = WORTH;
        let mut sum = WORTH * USUAL;
        let mut squares = WORTH * (USUAL_VARIANCE + USUAL * USUAL);
        for days in arrivals.iter().filter_map(|millis| days(*millis)) {
            orders += 1.0;
            sum += days;
            squares += days * days;
        }
        let mean = sum / orders;
        Self {
            mean,
            variance: squares / orders - mean * mean,
        }
    }

    /// Days that nine of ten deliveries take: from, to.
    pub fn range(&self) -> (u16, u16) {
        let at = |probability| whole(quantile(self.mean, self.variance, probability));
        (at(0.05), at(0.95))
    }
}

/// Days begun; none for what is no delivery.
fn days(millis: i64) -> Option<f64> {
    let days = (millis + DAY - 1).div_euclid(DAY).max(1);
    u16::try_from(days)
        .ok()
        .filter(|_| days <= LONGEST)
        .map(f64::from)
}

fn whole(days: f64) -> u16 {
    days.round() as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_usual_counts_until_a_slot_has_orders_of_its_own() {
        let usual = LeadTime::default();
        assert_eq!((usual.mean, usual.variance), (5.5, 3.0));
        assert_eq!(usual.range(), (3, 9));
        let late = LeadTime::learned(&[9 * DAY; 8]);
        assert!((late.mean - 7.25).abs() < 1e-9, "half of it: {late:?}");
        let known = LeadTime::learned(&[2 * DAY; 24]);
        assert!(known.mean < 3.0 && known.variance < LeadTime::learned(&[2 * DAY]).variance);
    }

    #[test]
    fn days_are_those_begun_and_what_is_no_delivery_teaches_nothing() {
        assert_eq!(days(5 * DAY), Some(5.0));
        assert_eq!(days(5 * DAY + 1), Some(6.0));
        assert_eq!(days(0), Some(1.0));
        assert_eq!(LeadTime::learned(&[200 * DAY]), LeadTime::default());
    }
}
