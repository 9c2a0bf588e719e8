//! What is known of a slot before it has shown anything: that of a machine of its model.
//!
//! It counts as much as some days of the slot's own, and for less as these come in.

use serde::{Deserialize, Serialize};

use super::lead_time::LeadTime;
use crate::quantity::Quantity;

/// Each guess: the part of each average.
pub const GUESSES: [[f64; 5]; 8] = [
    [1.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 1.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 1.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 1.0, 0.0],
    [0.0, 0.0, 0.0, 0.0, 1.0],
    [0.0, 1.6, -0.6, 0.0, 0.0],
    [0.0, 0.0, 1.6, -0.6, 0.0],
    [0.4, 0.0, 0.0, 0.6, 0.0],
];
/// Powers of use that straying may grow with.
pub const EXPONENTS: [f64; 4] = [0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0];

/// What a maker calls typical counts as much as so many days.
const TYPICAL: f64 = 7.0;

/// What is known of a model's machines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Prior {
    /// Machines that it was learned from; none where it is what is usual, or what a maker says.
    pub machines: u32,
    /// Base units that are used on an average day, and days of a slot's own that are worth as much.
    pub per_day: Option<(f64, f64)>,
    /// How much a day of a delivery strays: its variance, runs of use included, as a part of the squared use
    /// of a day.
    pub dispersion: f64,
    /// Use of each place in the week, as a part of the average day's; none where that is not known.
    pub week: Option<[f64; 7]>,
    /// How likely it is that each guess foretells best; one in all.
    pub guesses: [f64; GUESSES.len()],
    /// How likely it is that straying grows with use to each power; one in all.
    pub exponents: [f64; EXPONENTS.len()],
    /// How long deliveries take.
    pub lead: LeadTime,
}

impl Default for Prior {
    /// Nothing but what is usual of machines.
    fn default() -> Self {
        Self {
            machines: 0,
            per_day: None,
            dispersion: 1.0,
            week: None,
            guesses: [0.05, 0.08, 0.12, 0.22, 0.34, 0.06, 0.06, 0.07],
            exponents: [0.17, 0.33, 0.33, 0.17],
            lead: LeadTime::default(),
        }
    }
}

impl Prior {
    /// What a maker says of a model; nothing where it says nothing.
    pub fn typical(per_day: Option<Quantity>) -> Self {
        Self {
            per_day: per_day.map(|it| (super::base(it), TYPICAL)),
            ..Self::default()
        }
    }
}
