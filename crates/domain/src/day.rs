//! A UTC day of a slot that is over for the roll-up: what was used in it, and what was left at its end.

use crate::quantity::Quantity;
use crate::time::Day;

/// A day with entries in the journal. A day without any is as the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClosedDay {
    /// The UTC day.
    pub day: Day,
    /// Use, for the pace.
    pub used: Quantity,
    /// The part of it that was not there to take.
    pub shortfall: Quantity,
    /// At home at its end; none while it was unknown.
    pub at_home: Option<Quantity>,
}

impl ClosedDay {
    /// What was used and was there to be used.
    pub fn taken(&self) -> Quantity {
        self.used - self.shortfall
    }

    /// Whether more may have been wanted than is known: nothing was left, and nobody used what was
    /// not there.
    pub fn ran_out(&self) -> bool {
        self.at_home == Some(Quantity::ZERO) && !self.shortfall.is_positive()
    }
}
