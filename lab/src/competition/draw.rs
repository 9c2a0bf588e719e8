//! Numbers drawn from the distributions that use is made of.

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};

/// A source of them, begun from a seed.
pub struct Draw(StdRng);

impl Draw {
    /// Of a seed.
    pub fn new(seed: u64) -> Self {
        Self(StdRng::seed_from_u64(seed))
    }

    /// From 0 to 1.
    pub fn part(&mut self) -> f64 {
        self.0.random::<f64>()
    }

    /// One of so many places.
    pub fn place(&mut self, places: usize) -> usize {
        self.0.random_range(0..places)
    }

    /// Alike from one number to another.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.part()
    }

    /// From one number to another, each doubling alike.
    pub fn doubling(&mut self, from: f64, to: f64) -> f64 {
        self.between(from.ln(), to.ln()).exp()
    }

    /// Whether something of this probability happens.
    pub fn happens(&mut self, probability: f64) -> bool {
        self.part() < probability
    }

    /// Standard normal (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.part()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.part()).cos()
    }

    /// Gamma with scale one (Marsaglia and Tsang).
    pub fn gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let part = self.part();
            return self.gamma(shape + 1.0) * part.powf(1.0 / shape);
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let x = self.normal();
            let v = (1.0 + c * x).powi(3);
            if v > 0.0 && self.part().ln() < 0.5 * x * x + d - d * v + d * v.ln() {
                return d * v;
            }
        }
    }

    /// Poisson.
    pub fn poisson(&mut self, mean: f64) -> f64 {
        if mean > 60.0 {
            return (mean + mean.sqrt() * self.normal()).round().max(0.0);
        }
        let limit = (-mean).exp();
        let (mut count, mut product) = (0.0, self.part());
        while product > limit {
            count += 1.0;
            product *= self.part();
        }
        count
    }

    /// Negative binomial of variance mean + mean² ÷ shape.
    pub fn count(&mut self, mean: f64, shape: f64) -> f64 {
        let rate = mean * self.gamma(shape) / shape;
        self.poisson(rate)
    }

    /// How long what ends with the same probability each day lasts: days, one at least.
    pub fn days(&mut self, mean: f64) -> usize {
        let log = (1.0 - 1.0 / mean.max(1.01)).ln();
        1 + ((1.0 - self.part()).ln() / log).floor() as usize
    }
}
