//! What is expected of a day: the use of the days before it, as memories of different lengths have it.
//!
//! Five averages are kept, from a week's memory to most of a year's. A guess is a mixture of them: one
//! memory alone, use that goes on to rise or fall as it does, or the latest days beside the usual ones. Each
//! guess counts as much as is likely of it, by how well it would have foretold what was used while an order
//! was under way: use that changes is followed, use that only varies is averaged.

use super::history::UseHistory;
use super::prior::{GUESSES, Prior};

/// Half-lives, in days.
const HALF_LIVES: [f64; 5] = [5.0, 12.0, 30.0, 80.0, 240.0];
/// The slowest one, and the one that says how large errors are at a time.
const SLOWEST: usize = 4;
const SLOW: usize = 3;
/// No day is expected to have less than this part of the slowest average.
const LEAST: f64 = 0.15;
/// Days of averaging before its errors say something.
pub const SETTLED: usize = 10;
/// Half-life of an error, in days.
pub const RECENT: f64 = 300.0;

/// A history with its sums: what was used, what was to be expected by the week alone, and what is unknown, of
/// the days before each.
#[derive(Clone, Debug)]
pub struct Days {
    /// Use of each day; none where it is unknown.
    pub used: Vec<Option<f64>>,
    /// Place in the week of the day after the last one.
    pub next: usize,
    sums: Vec<(f64, f64, u32)>,
}

impl Days {
    /// Of a history in which each place in the week has its part.
    pub fn new(history: &UseHistory, week: &[f64; 7]) -> Self {
        let mut sums = vec![(0.0, 0.0, 0)];
        let (mut sum, mut parts, mut unknown) = (0.0, 0.0, 0);
        let mut used = Vec::new();
        for (place, day) in history.days() {
            sum += day.unwrap_or_default();
            parts += week[place];
            unknown += u32::from(day.is_none());
            sums.push((sum, parts, unknown));
            used.push(day);
        }
        Self {
            used,
            next: history.next_weekday(),
            sums,
        }
    }

    /// Evenings on which something can be foretold: the number of days before each and its weight, the
    /// newest first, for so many days.
    pub fn evenings(&self, ahead: usize) -> impl Iterator<Item = (usize, f64)> {
        let keep = 0.5_f64.powf(1.0 / RECENT);
        let last = (self.used.len() + 1).saturating_sub(ahead);
        let mut weight = 1.0;
        (SETTLED..last).rev().map(move |evening| {
            weight *= keep;
            (evening, weight)
        })
    }

    /// What was used in so many days after an evening, and what the week expects of them in average days;
    /// none where one of them is unknown.
    pub fn after(&self, evening: usize, days: usize) -> Option<(f64, f64)> {
        let (from, to) = (self.sums[evening], self.sums[evening + days]);
        (from.2 == to.2).then_some((to.0 - from.0, to.1 - from.1))
    }
}

/// What is expected of an average day after each evening, and how likely each guess is.
#[derive(Clone, Debug)]
pub struct Expected {
    /// After so many days; at least next to nothing.
    pub per_day: Vec<f64>,
    /// The slowest average after the last day.
    pub long: f64,
    /// How likely it is that each guess foretells best.
    pub likely: [f64; GUESSES.len()],
}

impl Expected {
    /// By what foretold so many days best.
    pub fn of(days: &Days, week: &[f64; 7], prior: &Prior, ahead: usize) -> Self {
        let averages = averages(days, week, prior);
        let mut errors = [0.0; GUESSES.len()];
        let mut weights = 0.0;
        for (evening, weight) in days.evenings(ahead) {
            let Some((used, parts)) = days.after(evening, ahead) else {
                continue;
            };
            let row = &averages[evening];
            let size = row[SLOW] + 0.05 * row[SLOWEST] + f64::MIN_POSITIVE;
            for (sum, guess) in errors.iter_mut().zip(&GUESSES) {
                let error = used - parts * mixed(row, guess);
                *sum += weight / size * error * error;
            }
            weights += weight;
        }
        let likely = likelihoods(&prior.guesses, weights / ahead as f64, |guess| {
            -0.5 * errors[guess].max(f64::MIN_POSITIVE).ln()
        });
        let mut parts = [0.0; 5];
        for (guess, likely) in GUESSES.iter().zip(likely) {
            for (part, of) in parts.iter_mut().zip(guess) {
                *part += likely * of;
            }
        }
        let per_day = averages.iter().map(|row| mixed(row, &parts)).collect();
        Self {
            per_day,
            long: averages.last().map_or(0.0, |row| row[SLOWEST]),
            likely,
        }
    }

    /// After the last day.
    pub fn now(&self) -> f64 {
        self.per_day.last().copied().unwrap_or_default()
    }
}

/// The parts of one that each of some explanations is likely to have, by what it was worth beforehand and by
/// the logarithm of how well it explains each of so many errors.
pub fn likelihoods<const N: usize>(
    before: &[f64; N],
    errors: f64,
    explains: impl Fn(usize) -> f64,
) -> [f64; N] {
    let logs: [f64; N] = std::array::from_fn(|n| errors * explains(n));
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let of: [f64; N] = std::array::from_fn(|n| before[n] * (logs[n] - most).exp());
    let all: f64 = of.iter().sum();
    if all > 0.0 && all.is_finite() {
        of.map(|of| of / all)
    } else {
        *before
    }
}

/// The averages after each evening, the first one included.
fn averages(days: &Days, week: &[f64; 7], prior: &Prior) -> Vec<[f64; 5]> {
    let keep = HALF_LIVES.map(|half| 0.5_f64.powf(1.0 / half));
    let (rate, worth) = prior.per_day.unwrap_or_default();
    let (mut used, mut weight) = ([rate * worth; 5], [worth; 5]);
    let mut place = (days.next + 7 * days.used.len() - days.used.len()) % 7;
    let mut rows = Vec::with_capacity(days.used.len() + 1);
    rows.push([rate; 5]);
    for day in &days.used {
        if let Some(amount) = day {
            for n in 0..5 {
                used[n] = used[n] * keep[n] + amount;
                weight[n] = weight[n] * keep[n] + week[place];
            }
        }
        place = (place + 1) % 7;
        rows.push(std::array::from_fn(|n| {
            used[n] / weight[n].max(f64::MIN_POSITIVE)
        }));
    }
    rows
}

fn mixed(row: &[f64; 5], parts: &[f64; 5]) -> f64 {
    let sum: f64 = row.iter().zip(parts).map(|(of, part)| of * part).sum();
    sum.max(LEAST * row[SLOWEST]).max(1e-6)
}
