//! The demand until an order decided now is here, as a distribution: for each number of days that it may
//! take a gamma distribution, which is skewed as demand is, and all of them as likely as their days.

use statrs::function::gamma::checked_gamma_lr;

use super::history::UseHistory;
use super::lead_time::LeadTime;
use super::memory::{Days, Expected};
use super::pattern::Pattern;
use super::prior::Prior;
use super::straying::{Moments, Straying};

/// A weekday's own use counts from so many days of the average on.
const WEEKDAY: f64 = 8.0;
/// Known days that the shape of a week can be seen in.
const FOUR_WEEKS: f64 = 28.0;
/// A slot of which nothing is said beforehand needs so many known days.
const LEARNING: u16 = 7;
/// A quantile is looked for to this part of the largest amount.
const EXACT: f64 = 1e-6;

/// What is to be expected. Base units.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Expected use of an average day.
    pub per_day: f64,
    /// How use comes.
    pub pattern: Pattern,
    /// Each number of days that a delivery takes, by its probability.
    parts: Vec<(f64, Moments)>,
}

impl Estimate {
    /// From what is known of a slot, of its model and of deliveries; none while that says nothing.
    pub fn of(history: &UseHistory, prior: &Prior, lead: &LeadTime) -> Option<Self> {
        let is_known = history.known_days() >= LEARNING && history.known().any(|used| used > 0.0);
        if prior.per_day.is_none() && !is_known {
            return None;
        }
        let week = week(history, prior);
        let days = Days::new(history, &week);
        let ahead = (lead.mean().round() as usize).max(2);
        let expected = Expected::of(&days, &week, prior, ahead);
        let straying = Straying::of(&days, &expected, &week, prior, ahead);
        // Days that no delivery takes are between, too: those beyond ask for no less than they do.
        let mut parts: Vec<(f64, Moments)> = Vec::new();
        let mut next = None;
        for (days, part) in lead.parts() {
            let between = next.unwrap_or(days)..days;
            parts.extend(between.map(|days| (0.0, straying.over(days))));
            parts.push((part, straying.over(days)));
            next = Some(days + 1);
        }
        Some(Self {
            per_day: expected.now(),
            pattern: Pattern::of(history.known()),
            parts,
        })
    }

    /// What will not be exceeded with a probability below one. A delivery that takes longer never asks for less.
    pub fn quantile(&self, probability: f64) -> f64 {
        let reach = |it: &Moments| it.mean + 12.0 * it.variance.sqrt();
        let far = self.parts.iter().map(|(_, it)| reach(it));
        let (mut from, mut to) = (0.0, far.fold(0.0, f64::max));
        let exact = (to * EXACT).max(0.25);
        while to - from > exact {
            let middle = from + (to - from) / 2.0;
            if self.probability(middle) < probability {
                from = middle;
            } else {
                to = middle;
            }
        }
        to
    }

    /// How likely it is that an amount is enough.
    fn probability(&self, amount: f64) -> f64 {
        let (mut sum, mut all, mut least) = (0.0, 0.0, 1.0_f64);
        for (part, moments) in &self.parts {
            least = least.min(enough(moments, amount));
            sum += part * least;
            all += part;
        }
        sum / all
    }
}

/// How likely it is that an amount above nothing is enough for what has these moments.
fn enough(moments: &Moments, amount: f64) -> f64 {
    let scale = moments.variance / moments.mean;
    match checked_gamma_lr(moments.mean / scale, amount / scale) {
        Ok(part) => part,
        // It does not stray.
        Err(_) => f64::from(u8::from(amount >= moments.mean)),
    }
}

/// The part of each place in the week, drawn towards what is known of it beforehand.
fn week(history: &UseHistory, prior: &Prior) -> [f64; 7] {
    let (used, days) = history.by_weekday();
    let (all, known): (f64, f64) = (used.iter().sum(), days.iter().sum());
    let before = prior.week.unwrap_or([1.0; 7]);
    if all <= 0.0 || prior.week.is_none() && known < FOUR_WEEKS {
        return before;
    }
    let mean = all / known;
    let week: [f64; 7] = std::array::from_fn(|place| {
        (used[place] + WEEKDAY * mean * before[place]) / ((days[place] + WEEKDAY) * mean)
    });
    let scale = 7.0 / week.iter().sum::<f64>();
    week.map(|part| part * scale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Quantity;
    use crate::time::Day;

    /// Of parts, each with its mean and its variance, in thousands.
    fn estimate(parts: &[(f64, f64, f64)]) -> Estimate {
        let part = |(part, mean, variance): &(f64, f64, f64)| {
            let (mean, variance) = (mean * 1e3, variance * 1e6);
            (*part, Moments { mean, variance })
        };
        Estimate {
            per_day: 0.0,
            pattern: Pattern::Smooth,
            parts: parts.iter().map(part).collect(),
        }
    }

    #[test]
    fn a_quantile_is_that_of_a_gamma_distribution() {
        // From a table of chi squared with 20 degrees of freedom, halved.
        let one = estimate(&[(1.0, 10.0, 10.0)]);
        for (probability, quantile) in [(0.5, 9_668.7), (0.9, 14_206.0), (0.95, 15_705.2)] {
            let found = one.quantile(probability);
            assert!((found - quantile).abs() < 0.6, "{probability}: {found}");
        }
        let certain = estimate(&[(1.0, 10.0, 0.0)]).quantile(0.95);
        assert!((certain - 10_000.0).abs() < 0.6, "{certain}");
    }

    #[test]
    fn of_two_deliveries_each_counts_as_often_as_it_is() {
        let steps = estimate(&[(3.0, 10.0, 0.0), (1.0, 20.0, 0.0)]);
        let at = |probability| steps.quantile(probability);
        assert!((at(0.74) - 10_000.0).abs() < 0.6, "{}", at(0.74));
        assert!((at(0.76) - 20_000.0).abs() < 0.6, "{}", at(0.76));
        // A longer one that asks for less is enough no earlier than the shorter one.
        let less = estimate(&[(1.0, 10.0, 0.0), (1.0, 5.0, 0.0)]);
        assert!((less.quantile(0.4) - 10_000.0).abs() < 0.6);
    }

    #[test]
    fn a_week_is_drawn_towards_what_was_known_of_it() {
        let one_day = |weeks: i64| {
            let day = |day: i64| Some(Quantity(if day % 7 == 0 { 14_000 } else { 0 }));
            let days: Vec<_> = (0..7 * weeks).map(day).collect();
            UseHistory::of(Day(0), &days)
        };
        let usual = Prior::default();
        assert_eq!(week(&one_day(3), &usual), [1.0; 7], "too little is known");
        // Two a day on average: (4 × 14 + 8 × 2) ÷ ((4 + 8) × 2), and 8 × 2 ÷ 24.
        let seen = week(&one_day(4), &usual);
        for (place, part) in [(0, 3.0), (1, 2.0 / 3.0), (6, 2.0 / 3.0)] {
            assert!((seen[place] - part).abs() < 1e-9, "{seen:?}");
        }
        let known = Prior {
            week: Some([0.0, 7.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
            ..Prior::default()
        };
        // (14 × 2 + 0) ÷ (10 × 2) and (0 + 8 × 2 × 7) ÷ (10 × 2): 1.4 and 5.6, seven in all.
        let drawn = week(&one_day(2), &known);
        assert!(
            (drawn[0] - 1.4).abs() < 1e-9 && (drawn[1] - 5.6).abs() < 1e-9,
            "{drawn:?}"
        );
        let nothing = UseHistory::of(Day(0), &[Some(Quantity(0)); 60]);
        assert_eq!(week(&nothing, &known), known.week.unwrap());
    }
}
