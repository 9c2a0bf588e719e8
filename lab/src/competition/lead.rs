//! How long deliveries take, as every method is told it or learns it.

use domain::demand::{LeadTime, lead_time};

use super::draw::Draw;

/// Days and how often each is.
#[derive(Clone, Debug)]
pub struct Lead {
    /// Days with their probabilities, the shortest first.
    pub parts: Vec<(usize, f64)>,
    /// Their mean.
    pub mean: f64,
    /// Their variance.
    pub variance: f64,
    /// The same as the forecast takes it.
    pub ours: LeadTime,
}

impl Lead {
    /// As it is.
    pub fn told(parts: &[(u16, f64)]) -> Self {
        Self::of(LeadTime::told(parts))
    }

    /// From what arrived, as the forecast learns it.
    pub fn learned(arrivals: &[i64]) -> Self {
        let newest = arrivals.len().saturating_sub(lead_time::ORDERS);
        Self::of(LeadTime::learned(&arrivals[newest..]))
    }

    fn of(ours: LeadTime) -> Self {
        let parts: Vec<_> = ours.parts().collect();
        let all: f64 = parts.iter().map(|(_, part)| part).sum();
        let parts: Vec<_> = parts
            .iter()
            .map(|(days, part)| (*days, part / all))
            .collect();
        let sum = |power: i32| -> f64 {
            let of = |(days, part): &(usize, f64)| part * (*days as f64).powi(power);
            parts.iter().map(of).sum()
        };
        let mean = sum(1);
        Self {
            variance: sum(2) - mean * mean,
            mean,
            parts,
            ours,
        }
    }

    /// So many deliveries.
    pub fn draw(&self, orders: usize, seed: u64) -> Vec<u16> {
        let mut draw = Draw::new(seed ^ 0x1ead);
        let one = |_| {
            let mut left = draw.part();
            let reached = self.parts.iter().find(|(_, part)| {
                left -= part;
                left < 0.0
            });
            reached
                .or(self.parts.last())
                .map_or(1, |(days, _)| *days as u16)
        };
        (0..orders).map(one).collect()
    }
}
