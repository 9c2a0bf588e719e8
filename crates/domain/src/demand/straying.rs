//! How far use strays from what was expected of it, over the days of a delivery.
//!
//! What matters is what is used from the moment at which the reorder level is crossed. It is crossed in the
//! midst of a use, and more often of a large one. So past evenings count as much as was used on their day,
//! half of which, more or less, was used after the crossing; then come the days until an order is here. Their sums
//! hold all at once: single large uses, runs of use, an expectation that was wrong.

use super::memory::{Days, Expected, likelihoods};
use super::prior::{EXPONENTS, Prior};

/// What a model's machines stray counts as much as so many deliveries of a slot's own.
const WORTH: f64 = 10.0;
/// What is seen in few deliveries is less than what there is: by so many of them.
const UNSEEN: f64 = 5.0;
/// The variance of a part of a use of which anything may be left.
const ANYTHING: f64 = 1.0 / 12.0;
/// Days from which an expectation is as good as it gets.
const GOOD: f64 = 60.0;
/// Less use than this part of the usual one is no smaller for what strays.
const QUIET: f64 = 0.02;

/// Use since the crossing of a reorder level until an order is here: mean and variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moments {
    /// Base units.
    pub mean: f64,
    /// Base units².
    pub variance: f64,
}

/// What past days have shown of straying.
#[derive(Clone, Debug)]
pub struct Straying<'a> {
    days: &'a Days,
    expected: &'a Expected,
    week: &'a [f64; 7],
    prior: &'a Prior,
    /// One by the size of an error after each evening, as it grows with use.
    sizes: Vec<f64>,
    /// The mean use in the midst of which a level is crossed.
    crossing: f64,
    known: f64,
    /// How likely each power is.
    pub likely: [f64; EXPONENTS.len()],
}

impl<'a> Straying<'a> {
    /// By the errors over so many days.
    pub fn of(
        days: &'a Days,
        expected: &'a Expected,
        week: &'a [f64; 7],
        prior: &'a Prior,
        ahead: usize,
    ) -> Self {
        let likely = powers(days, expected, prior, ahead);
        let power: f64 = EXPONENTS
            .iter()
            .zip(likely)
            .map(|(of, part)| of * part)
            .sum();
        let (rate, worth) = prior.per_day.unwrap_or_default();
        let (mut sum, mut squares) = (rate * worth, rate * rate * worth * (1.0 + prior.dispersion));
        let mut known = worth;
        for used in days.used.iter().flatten() {
            sum += used;
            squares += used * used;
            known += 1.0;
        }
        Self {
            days,
            expected,
            week,
            prior,
            sizes: expected.per_day.iter().map(|it| it.powf(-power)).collect(),
            crossing: squares / sum.max(f64::MIN_POSITIVE),
            known,
            likely,
        }
    }

    /// Of a delivery that takes so many days, decided after the last day.
    pub fn over(&self, lead: usize) -> Moments {
        let ahead = lead - 1;
        let (now, size) = (self.expected.now(), self.sizes[self.days.used.len()]);
        let places = self.week.iter().cycle().skip(self.days.next);
        let parts: f64 = places.take(ahead).sum();
        let usual = now * parts + self.half_a_use(now);
        let (mut weights, mut squared, mut sum, mut squares) = (0.0, 0.0, 0.0, 0.0);
        for (evening, weight) in self.days.evenings(ahead) {
            let Some(today) = self.days.used[evening - 1].filter(|used| *used > 0.0) else {
                continue;
            };
            let Some((used, parts)) = self.days.after(evening, ahead) else {
                continue;
            };
            let (expected, size) = (self.expected.per_day[evening], self.sizes[evening]);
            let was = expected * parts + self.half_a_use(expected);
            let error = (used + today / 2.0 - was) * size;
            let part = today * size;
            let weight = weight * today;
            weights += weight;
            squared += weight * weight;
            sum += weight * error;
            squares += weight * (error * error + part * part * ANYTHING);
        }
        let long = (ahead as f64).max(1.0);
        let unknown =
            self.prior.dispersion * now * now * (long + long * long / self.known.min(GOOD));
        if weights <= 0.0 {
            return Moments {
                mean: usual,
                variance: unknown,
            };
        }
        // Deliveries that did not share a day.
        let seen = weights * weights / squared / long;
        let mean = sum / weights * seen / (seen + WORTH);
        let variance = squares / weights / (size * size) * (1.0 + UNSEEN / seen);
        Moments {
            mean: (usual + mean / size).max(f64::MIN_POSITIVE),
            variance: (variance * seen + unknown * WORTH) / (seen + WORTH),
        }
    }

    /// Where less is used than usual, uses are smaller.
    fn half_a_use(&self, expected: f64) -> f64 {
        let part = expected / self.expected.long.max(f64::MIN_POSITIVE);
        self.crossing / 2.0 * part.min(1.0)
    }
}

/// How likely it is that errors over so many days grow with what is expected to each power.
fn powers(days: &Days, expected: &Expected, prior: &Prior, ahead: usize) -> [f64; EXPONENTS.len()] {
    let mut squares = [0.0; EXPONENTS.len()];
    let (mut logs, mut weights) = (0.0, 0.0);
    for (evening, weight) in days.evenings(ahead) {
        let Some((used, parts)) = days.after(evening, ahead) else {
            continue;
        };
        let was = expected.per_day[evening];
        let error = used - parts * was;
        let log = (was / expected.long.max(f64::MIN_POSITIVE)).max(QUIET).ln();
        let third = (-2.0 / 3.0 * log).exp();
        let mut square = weight * error * error;
        for sum in &mut squares {
            *sum += square;
            square *= third;
        }
        logs += weight * log;
        weights += weight;
    }
    if weights <= 0.0 {
        return prior.exponents;
    }
    likelihoods(&prior.exponents, weights / ahead as f64, |n| {
        -0.5 * (squares[n] / weights).max(f64::MIN_POSITIVE).ln() - EXPONENTS[n] * logs / weights
    })
}
