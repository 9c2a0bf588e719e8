//! A slot: one consumable position of a device, in one unit, with a container of one capacity.

use crate::policy::Policy;
use crate::quantity::Quantity;
use crate::unit::{Dimension, Unit};

/// Everything about a slot that a rule needs. Amounts are in base units of `unit`'s dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotSpec {
    /// The unit it is shown, reported and sent to Amazon in.
    pub unit: Unit,
    /// A full container.
    pub capacity: Quantity,
    /// What one delivered count is worth here (a filter is 100 %): required where the unit is percent.
    pub count_is: Option<Quantity>,
    /// What a machine of this model is expected to use a day, until it has shown its own pace.
    pub typical_per_day: Option<Quantity>,
    /// When to reorder.
    pub policy: Policy,
}

impl SlotSpec {
    /// What one replacement takes from the spares.
    pub fn replacement(&self) -> Quantity {
        self.count_is.unwrap_or(self.capacity)
    }

    /// A rise of a reading up to this is a sensor's trembling: a hundredth of a full container. Pieces
    /// do not tremble.
    pub fn jitter(&self) -> Quantity {
        match self.unit.dimension() {
            Dimension::Count => Quantity::ZERO,
            _ => Quantity(self.capacity.0 / 100),
        }
    }

    /// The highest reading of a full container that is believed: a twentieth more than full, which
    /// then counts as full.
    pub fn brim(&self) -> Quantity {
        Quantity(self.capacity.0 + self.capacity.0 / 20)
    }

    /// An amount Amazon names (`103`, `"fl oz"`) in this slot's base units: by its own dimension, or,
    /// for counts delivered to a slot that is not counted, by `count_is`. `None` where the unit says
    /// nothing about this slot.
    pub fn amount(&self, amount: &str, unit: &str) -> Option<Quantity> {
        let dimension = self.unit.dimension();
        let decimal = crate::quantity::Decimal::parse(amount).ok()?;
        let unit = Unit::parse(unit, Some(dimension))?;
        if unit.dimension() == dimension {
            return decimal.rounded_in(unit).ok();
        }
        if unit != Unit::Count {
            return None;
        }
        let count = i128::from(decimal.rounded_in(Unit::Count).ok()?.0);
        let worth = crate::quantity::round(count * i128::from(self.count_is?.0), 1_000);
        i64::try_from(worth).ok().map(Quantity)
    }
}
