//! A counter of the machine, which goes on whatever anybody makes of it.

use domain::Time;

/// A counter.
#[derive(Default)]
pub struct Counter {
    /// What it reads; none before it was asked.
    pub total: Option<i64>,
    /// It has begun anew.
    pub is_reset: bool,
    /// What was used by it, and when that was said.
    pub used: Vec<(Time, i64)>,
}
