//! What the rules need of a slot: its unit, its container, its policy.

use crate::policy::Policy;
use crate::quantity::Quantity;
use crate::time::Time;
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
    /// When to reorder.
    pub policy: Policy,
    /// The most that a machine of this model can use in a day.
    pub most_per_day: Option<Quantity>,
    /// What the sensor of its level can tell apart.
    pub step: Option<Quantity>,
    /// Since when somebody owns the device; what was received before it sets no pace.
    pub owned_since: Option<Time>,
}

impl SlotSpec {
    /// What one replacement takes from the spares.
    pub fn replacement(&self) -> Quantity {
        self.count_is.unwrap_or(self.capacity)
    }

    /// A rise of a reading up to this is a sensor's trembling, and so is a fall of a total: a hundredth of a full
    /// container. Pieces do not tremble.
    pub fn trembling(&self) -> Quantity {
        match self.unit.dimension() {
            Dimension::Count => Quantity::ZERO,
            _ => Quantity(self.capacity.0 / 100),
        }
    }

    /// An amount Amazon names (`103`, `"fl oz"`) in this slot's base units: by its own dimension, or,
    /// for counts delivered to a slot that is not counted, by `count_is`. `None` where the unit says
    /// nothing about this slot.
    pub fn amount(&self, amount: &str, unit: &str) -> Option<Quantity> {
        let dimension = self.unit.dimension();
        // Amazon's marketplaces may write decimals their own way, and what Amazon says must not be refused.
        let decimal = crate::quantity::Decimal::parse(&amount.replace(',', ".")).ok()?;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slot(unit: Unit, count_is: Option<i64>) -> SlotSpec {
        SlotSpec {
            unit,
            capacity: Quantity(100_000),
            count_is: count_is.map(Quantity),
            policy: Policy::default(),
            most_per_day: None,
            step: None,
            owned_since: None,
        }
    }

    #[test]
    fn marketplaces_name_one_product_in_their_own_units() {
        let litres = slot(Unit::Litre, None);
        // Amazon's own example: a message of the US and one of the UK.
        assert_eq!(litres.amount("103", "fl oz"), Some(Quantity(3_046_074)));
        assert_eq!(litres.amount("5.0", "l"), Some(Quantity(5_000_000)));
        assert_eq!(litres.amount("5,0", "l"), litres.amount("5.0", "l"));
        assert_eq!(
            litres.amount("103", "ounces"),
            litres.amount("103", "fl oz")
        );
        let beans = slot(Unit::Gram, None);
        assert_eq!(beans.amount("16", "oz"), beans.amount("1", "pounds"));
        assert_eq!(beans.amount("1", "kg"), Some(Quantity(1_000_000)));
        assert_eq!(
            beans.amount("1", "fl oz"),
            None,
            "a volume says nothing of a weight"
        );
        assert_eq!(
            slot(Unit::Count, None).amount("36", "pods"),
            Some(Quantity(36_000))
        );
        for (amount, unit) in [("many", "l"), ("-1", "l"), ("1", "bushels"), ("", "")] {
            assert_eq!(litres.amount(amount, unit), None, "{amount} {unit}");
        }
    }

    #[test]
    fn pieces_fill_what_is_not_counted_by_what_one_is_worth() {
        let filter = slot(Unit::Percent, Some(100_000));
        assert_eq!(filter.amount("2", "count"), Some(Quantity(200_000)));
        assert_eq!(filter.amount("0.5", "Count"), Some(Quantity(50_000)));
        assert_eq!(filter.amount("37", "percent"), Some(Quantity(37_000)));
        assert_eq!(slot(Unit::Litre, None).amount("2", "count"), None);
        let bottles = slot(Unit::Litre, Some(750_000));
        assert_eq!(bottles.amount("6", "count"), Some(Quantity(4_500_000)));
    }

    proptest! {
        #[test]
        fn so_many_pieces_are_worth_so_many_times_one(pieces in 0_i64..1_000, worth in 1_i64..1_000_000) {
            let slot = slot(Unit::Percent, Some(worth));
            prop_assert_eq!(slot.amount(&pieces.to_string(), "count"), Some(Quantity(pieces * worth)));
        }
    }
}
