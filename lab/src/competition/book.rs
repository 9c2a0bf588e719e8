//! What anybody can take from a book: an average of use with a distribution about it, or blocks of the
//! machine's own past.
//!
//! Smoothing is by a tenth. What a day strays is the mean of the squared errors of a day ahead; a delivery's
//! demand has the mean of its days and the variance of theirs and of how long it takes. Whole units.

use domain::Quantity;
use statrs::function::beta::beta_reg;
use statrs::function::erf::erf;
use statrs::function::gamma::gamma_lr;

use super::lead::Lead;

/// What is smoothed by.
const SMOOTHING: f64 = 0.1;
/// Days that blocks are drawn from.
const PAST: usize = 180;
const ONE: f64 = 1_000.0;

/// An average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Average {
    /// Simple exponential smoothing.
    Ses,
    /// Croston: sizes and intervals apart.
    Croston,
    /// Syntetos and Boylan's correction of it.
    Sba,
    /// Teunter, Syntetos and Babai: sizes and whether there is use apart.
    Tsb,
}

/// A distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Normal.
    Normal,
    /// Gamma.
    Gamma,
    /// Negative binomial.
    Count,
}

/// A method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Moments with a distribution.
    Fitted(Average, Shape),
    /// All blocks of as many days as a delivery takes: what resampling them for ever comes to.
    Blocks,
}

impl Method {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::Fitted(Average::Ses, Shape::Normal),
        Self::Fitted(Average::Ses, Shape::Count),
        Self::Fitted(Average::Croston, Shape::Gamma),
        Self::Fitted(Average::Croston, Shape::Count),
        Self::Fitted(Average::Sba, Shape::Gamma),
        Self::Fitted(Average::Sba, Shape::Count),
        Self::Fitted(Average::Tsb, Shape::Gamma),
        Self::Fitted(Average::Tsb, Shape::Count),
        Self::Blocks,
    ];

    /// As it is printed.
    pub fn name(self) -> String {
        match self {
            Self::Fitted(average, shape) => format!("{average:?}+{shape:?}").to_lowercase(),
            Self::Blocks => "blocks".to_owned(),
        }
    }

    /// Whether so much is too little, at a service level.
    pub fn is_due(
        self,
        seen: &[Option<Quantity>],
        left: Quantity,
        lead: &Lead,
        level: f64,
    ) -> bool {
        let left = left.0 as f64 / ONE;
        match self {
            Self::Fitted(average, shape) => {
                let (mean, square) = average.of(seen);
                let variance = square * lead.mean + mean * mean * lead.variance;
                shape.is_due(mean * lead.mean, variance, left, level)
            }
            Self::Blocks => blocks(seen, left, lead) < level,
        }
    }
}

impl Average {
    /// Use of a day to come, and the mean squared error of a day ahead; unknown days teach nothing.
    pub fn of(self, seen: &[Option<Quantity>]) -> (f64, f64) {
        let mut state = State::default();
        let (mut squares, mut errors) = (0.0, 0.0);
        for used in seen.iter().flatten() {
            let used = used.0 as f64 / ONE;
            if let Some(said) = self.say(&state) {
                squares += (used - said) * (used - said);
                errors += 1.0;
            }
            self.learn(&mut state, used);
        }
        let said = self.say(&state).unwrap_or_default();
        (said, if errors > 0.0 { squares / errors } else { 0.0 })
    }

    fn say(self, state: &State) -> Option<f64> {
        match self {
            Self::Ses => state.level,
            Self::Croston => Some(state.size? / state.interval),
            Self::Sba => Some((1.0 - SMOOTHING / 2.0) * state.size? / state.interval),
            Self::Tsb => Some(state.size? * state.often?),
        }
    }

    fn learn(self, state: &mut State, used: f64) {
        let smooth = |before: &mut Option<f64>, now: f64| {
            *before = Some(before.map_or(now, |it| it + SMOOTHING * (now - it)));
        };
        smooth(&mut state.level, used);
        smooth(&mut state.often, f64::from(u8::from(used > 0.0)));
        state.since += 1.0;
        if used > 0.0 {
            let first = state.size.is_none();
            smooth(&mut state.size, used);
            let step = if first { 1.0 } else { SMOOTHING };
            state.interval += step * (state.since - state.interval);
            state.since = 0.0;
        }
    }
}

#[derive(Default)]
struct State {
    level: Option<f64>,
    size: Option<f64>,
    often: Option<f64>,
    interval: f64,
    since: f64,
}

impl Shape {
    /// Whether so much is no more than the quantile.
    fn is_due(self, mean: f64, variance: f64, left: f64, level: f64) -> bool {
        if mean <= 0.0 || variance <= 0.0 {
            return left <= mean;
        }
        match self {
            Self::Normal => {
                let far = (left - mean) / (2.0 * variance).sqrt();
                0.5 * (1.0 + erf(far)) <= level
            }
            Self::Gamma => {
                left <= 0.0 || gamma_lr(mean * mean / variance, left * mean / variance) <= level
            }
            Self::Count => count(mean, variance, left - 1.0) < level,
        }
    }
}

/// How likely a negative binomial count is no more than this; Poisson where it strays no more than one.
pub fn count(mean: f64, variance: f64, most: f64) -> f64 {
    if most < 0.0 {
        return 0.0;
    }
    if mean <= 0.0 {
        return 1.0;
    }
    let most = most.floor();
    if variance <= mean * 1.0001 {
        return 1.0 - gamma_lr(most + 1.0, mean);
    }
    let size = mean * mean / (variance - mean);
    beta_reg(size, most + 1.0, size / (size + mean))
}

/// How many blocks of the past, of the days of a delivery each, have less than this.
fn blocks(seen: &[Option<Quantity>], left: f64, lead: &Lead) -> f64 {
    let past = &seen[seen.len().saturating_sub(PAST)..];
    let (mut all, mut less) = (0.0, 0.0);
    for (days, part) in &lead.parts {
        let known = past.windows(*days).filter_map(|block| {
            let sum: Option<i64> = block.iter().map(|used| used.map(|it| it.0)).sum();
            sum
        });
        let (mut blocks, mut below) = (0.0, 0.0);
        for sum in known {
            blocks += 1.0;
            below += f64::from(u8::from((sum as f64 / ONE) < left));
        }
        if blocks > 0.0 {
            all += part;
            less += part * below / blocks;
        }
    }
    if all > 0.0 { less / all } else { 1.0 }
}

#[cfg(test)]
mod tests;
