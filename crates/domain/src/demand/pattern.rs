//! How use comes: every day or seldom, alike or in lumps. Syntetos and Boylan's classes, by the mean
//! number of days from use to use (ADI) and by how unlike the used amounts are (CV²).

use serde::{Deserialize, Serialize};

/// Up to here use is of nearly every day.
const OFTEN: f64 = 1.32;
/// Up to here amounts are alike.
const ALIKE: f64 = 0.49;

/// A class of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pattern {
    /// Often and alike.
    Smooth,
    /// Often and unlike.
    Erratic,
    /// Seldom and alike.
    Intermittent,
    /// Seldom and unlike.
    Lumpy,
}

impl Pattern {
    /// Every class.
    pub const ALL: [Self; 4] = [Self::Smooth, Self::Erratic, Self::Intermittent, Self::Lumpy];

    /// The class of known days; smooth where nothing was used.
    pub fn of(known: impl Iterator<Item = f64>) -> Self {
        let (interval, variation) = measure(known);
        match (interval < OFTEN, variation < ALIKE) {
            (true, true) => Self::Smooth,
            (true, false) => Self::Erratic,
            (false, true) => Self::Intermittent,
            (false, false) => Self::Lumpy,
        }
    }

    /// Whether days without use are a part of it.
    pub fn is_intermittent(self) -> bool {
        matches!(self, Self::Intermittent | Self::Lumpy)
    }
}

/// ADI and CV² of known days; 1 and 0 where nothing was used.
pub fn measure(known: impl Iterator<Item = f64>) -> (f64, f64) {
    let (mut days, mut uses, mut sum, mut squares) = (0.0, 0.0, 0.0, 0.0);
    for used in known {
        days += 1.0;
        if used > 0.0 {
            uses += 1.0;
            sum += used;
            squares += used * used;
        }
    }
    if uses == 0.0 {
        return (1.0, 0.0);
    }
    let mean = sum / uses;
    (
        days / uses,
        (squares / uses - mean * mean).max(0.0) / (mean * mean),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_told_apart() {
        let of = |days: &[f64]| Pattern::of(days.iter().copied());
        assert_eq!(of(&[2.0, 3.0, 2.0, 2.0]), Pattern::Smooth);
        assert_eq!(of(&[1.0, 9.0, 1.0, 1.0]), Pattern::Erratic);
        assert_eq!(of(&[0.0, 2.0, 0.0, 3.0, 0.0]), Pattern::Intermittent);
        assert_eq!(of(&[0.0, 1.0, 0.0, 9.0, 0.0, 1.0]), Pattern::Lumpy);
        assert_eq!(of(&[]), Pattern::Smooth);
    }

    #[test]
    fn a_textbook_series_has_its_measures() {
        // Uses of 2, 4 and 6 in twelve days: every fourth day, variance 8/3 about a mean of 4.
        let days = [0.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0, 6.0];
        let (interval, variation) = measure(days.into_iter());
        assert!((interval - 4.0).abs() < 1e-12 && (variation - 1.0 / 6.0).abs() < 1e-12);
    }
}
