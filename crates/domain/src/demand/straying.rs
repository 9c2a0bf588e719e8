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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demand::history::UseHistory;
    use crate::quantity::Quantity;
    use crate::time::Day;

    const EVEN: [f64; 7] = [1.0; 7];

    /// After days of that use, in thousands; squared ones in millions.
    fn over(used: &[i64], prior: &Prior, lead: usize) -> (f64, f64) {
        let days: Vec<_> = used.iter().map(|it| Some(Quantity(it * 1_000))).collect();
        let history = UseHistory::of(Day(0), &days);
        let days = Days::new(&history, &EVEN);
        let expected = Expected::of(&days, &EVEN, prior, 6);
        let straying = Straying::of(&days, &expected, &EVEN, prior, 6);
        let Moments { mean, variance } = straying.over(lead);
        (mean / 1e3, variance / 1e6)
    }

    fn is_near(found: (f64, f64), mean: f64, variance: f64) {
        let near = |one: f64, other: f64| (one - other).abs() < 1e-6 * other.max(1.0);
        assert!(
            near(found.0, mean) && near(found.1, variance),
            "{found:?}, not {mean} and {variance}"
        );
    }

    #[test]
    fn before_anything_is_seen_it_strays_as_its_model_does() {
        // Four days at two and half a use; 4 × 4, and 4 × 4² ÷ 9 since nine days are known.
        is_near(over(&[2; 9], &Prior::default(), 5), 9.0, 16.0 + 64.0 / 9.0);
        is_near(
            over(&[2; 9], &Prior::default(), 9),
            17.0,
            4.0 * (8.0 + 64.0 / 9.0),
        );
        // Of one day nothing is still to come but half a use; it strays as a day does.
        is_near(
            over(&[2; 9], &Prior::default(), 1),
            1.0,
            4.0 * (1.0 + 1.0 / 9.0),
        );
        // A prior that is worth three days: a use of 2 counts as 2 × 2 × (1 + 3) ÷ 2.
        let prior = Prior {
            per_day: Some((2_000.0, 3.0)),
            dispersion: 3.0,
            ..Prior::default()
        };
        let crossing = (3.0 * 4.0 * 4.0 + 3.0 * 4.0) / (3.0 * 2.0 + 3.0 * 2.0);
        is_near(
            over(&[2; 3], &prior, 5),
            8.0 + crossing / 2.0,
            3.0 * 4.0 * (4.0 + 16.0 / 6.0),
        );
    }

    #[test]
    fn days_that_are_alike_stray_by_a_part_of_a_use() {
        let keep = 0.5_f64.powf(1.0 / 300.0);
        // Evenings from the tenth day on, of which four days more are known.
        let weights: Vec<f64> = (1..=187).map(|n| keep.powi(n)).collect();
        let (sum, squared) = weights
            .iter()
            .fold((0.0, 0.0), |it, w| (it.0 + w, it.1 + w * w));
        let seen = sum * sum / squared / 4.0;
        let unknown = 4.0 * (4.0 + 16.0 / 60.0);
        let variance = 4.0 / 12.0 * (1.0 + 5.0 / seen);
        let variance = (variance * seen + unknown * 10.0) / (seen + 10.0);
        is_near(over(&[2; 200], &Prior::default(), 5), 9.0, variance);
    }

    #[test]
    fn runs_of_use_stray_further_than_days_do() {
        let by_turns = |length: usize| {
            let days: Vec<i64> = (0..300)
                .map(|day| 4 - 4 * i64::try_from(day / length % 2).unwrap())
                .collect();
            over(&days, &Prior::default(), 7).1
        };
        assert!(
            by_turns(6) > 3.0 * by_turns(1),
            "{} {}",
            by_turns(6),
            by_turns(1)
        );
    }
}
