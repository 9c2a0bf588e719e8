//! A UTC day of a slot that is over for the roll-up: what was used in it, and what was left at its end.

use crate::evidence::Evidence;
use crate::quantity::Quantity;
use crate::stock::Stock;
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

/// One day of one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SlotDay {
    /// Days since 1970-01-01.
    pub day: i64,
    /// Use, for the pace.
    pub used: Quantity,
    /// Use that was not there to take.
    pub shortfall: Quantity,
    /// The part of the use that nobody reported: falls of the level.
    pub fallen: Quantity,
    /// Rises of the level that nothing explained.
    pub risen: Quantity,
    /// In the machine at its end.
    pub machine: Option<Quantity>,
    /// Beside it.
    pub spares: Quantity,
    /// The device's last lifetime total.
    pub total: Option<Quantity>,
    /// What is known of readings at its end.
    pub evidence: Evidence,
}

/// As the pace, a forecast and a chart take it.
impl From<&SlotDay> for ClosedDay {
    fn from(row: &SlotDay) -> Self {
        Self {
            day: Day(row.day),
            used: row.used,
            shortfall: row.shortfall,
            at_home: row.stock().at_home(),
        }
    }
}

impl SlotDay {
    /// A day of which nothing is known yet.
    pub fn empty(day: Day) -> Self {
        Self {
            day: day.0,
            used: Quantity::ZERO,
            shortfall: Quantity::ZERO,
            fallen: Quantity::ZERO,
            risen: Quantity::ZERO,
            machine: None,
            spares: Quantity::ZERO,
            total: None,
            evidence: Evidence::default(),
        }
    }

    /// Goes on with what came after it in the same day.
    pub fn add(&mut self, after: &Self) {
        *self = Self {
            day: self.day,
            used: self.used + after.used,
            shortfall: self.shortfall + after.shortfall,
            fallen: self.fallen + after.fallen,
            risen: self.risen + after.risen,
            ..*after
        };
    }

    /// The stock at its end.
    pub fn stock(&self) -> Stock {
        Stock {
            machine: self.machine,
            spares: self.spares,
            total: self.total,
            evidence: self.evidence,
        }
    }
}
