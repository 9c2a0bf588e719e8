//! Units of the consumables: what a device or Amazon may call them, and how each relates to the base
//! unit of its dimension (µl, mg, milli-count, milli-percent).
//!
//! Spellings are those of Amazon's "Integrating DRS in your server", plus those seen on the wire.
//! `oz` names a volume and a weight; the slot's own dimension decides which.

use std::fmt;

use serde::{Deserialize, Serialize};

/// What kind of thing a slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Dimension {
    /// Liquids; base unit microlitre.
    Volume,
    /// Solids; base unit milligram.
    Weight,
    /// Pods, tabs, sheets; base unit a thousandth.
    Count,
    /// Filters, ink, toner: 100 % to 0 %; base unit a thousandth of a percent.
    Percent,
}

/// A unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Litre.
    Litre,
    /// Millilitre.
    Millilitre,
    /// US fluid ounce, 29.5735295625 ml.
    FluidOunce,
    /// Kilogram.
    Kilogram,
    /// Gram.
    Gram,
    /// Avoirdupois ounce, 28.349523125 g.
    Ounce,
    /// Avoirdupois pound, 453.59237 g.
    Pound,
    /// Pieces.
    Count,
    /// Percent of a full container.
    Percent,
}

impl Unit {
    /// Every unit.
    pub const ALL: [Self; 9] = [
        Self::Litre,
        Self::Millilitre,
        Self::FluidOunce,
        Self::Kilogram,
        Self::Gram,
        Self::Ounce,
        Self::Pound,
        Self::Count,
        Self::Percent,
    ];

    /// The unit a text names, whatever its case and outer blanks. An ounce is taken by `dimension`
    /// where one is given, and is a weight where none is; a `fl oz` is always a volume. `None` for an
    /// unknown text; the unit found need not be of `dimension`.
    pub fn parse(text: &str, dimension: Option<Dimension>) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let words: Vec<&str> = text.split_ascii_whitespace().collect();
        Some(match words.join(" ").as_str() {
            "l" | "lt" | "liter" | "liters" | "litre" | "litres" => Self::Litre,
            "ml" | "milliliter" | "milliliters" | "millilitre" | "millilitres" => Self::Millilitre,
            "fl oz" | "floz" | "fl. oz" | "fl. oz." | "fl_oz" | "fluid ounce" | "fluid ounces" => {
                Self::FluidOunce
            }
            "oz" | "ounce" | "ounces" => match dimension {
                Some(Dimension::Volume) => Self::FluidOunce,
                _ => Self::Ounce,
            },
            "kg" | "kilogram" | "kilograms" => Self::Kilogram,
            "g" | "gram" | "grams" => Self::Gram,
            "lb" | "lbs" | "pound" | "pounds" => Self::Pound,
            "count" | "counts" | "pod" | "pods" | "sheet" | "sheets" => Self::Count,
            "%" | "percent" | "percentage" => Self::Percent,
            _ => return None,
        })
    }

    /// What kind of thing it measures.
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Litre | Self::Millilitre | Self::FluidOunce => Dimension::Volume,
            Self::Kilogram | Self::Gram | Self::Ounce | Self::Pound => Dimension::Weight,
            Self::Count => Dimension::Count,
            Self::Percent => Dimension::Percent,
        }
    }

    /// Its one name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Litre => "l",
            Self::Millilitre => "ml",
            Self::FluidOunce => "fl oz",
            Self::Kilogram => "kg",
            Self::Gram => "g",
            Self::Ounce => "oz",
            Self::Pound => "lb",
            Self::Count => "count",
            Self::Percent => "percent",
        }
    }

    /// Base units in one of it, as an exact fraction.
    pub(crate) fn ratio(self) -> (i128, i128) {
        match self {
            Self::Litre | Self::Kilogram => (1_000_000, 1),
            Self::Millilitre | Self::Gram | Self::Count | Self::Percent => (1_000, 1),
            Self::FluidOunce => (295_735_295_625, 10_000_000),
            Self::Ounce => (28_349_523_125, 1_000_000),
            Self::Pound => (45_359_237, 100),
        }
    }

    /// Decimals an amount in it may have: what its base unit can tell apart.
    pub fn decimals(self) -> u32 {
        match self {
            Self::Millilitre | Self::Gram | Self::Count | Self::Percent => 3,
            _ => 6,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_amazon_lists_is_known() {
        use Dimension::{Count, Percent, Volume, Weight};
        let lists: [(Dimension, &str, Unit); 12] = [
            (
                Volume,
                "liters, liter, litre, litres, l, L, Lt",
                Unit::Litre,
            ),
            (Volume, "ml, milliliter, milliliters", Unit::Millilitre),
            (
                Volume,
                "ounces, ounce, oz, fl oz, Fl oz, FL OZ",
                Unit::FluidOunce,
            ),
            (Weight, "kg, Kg, kilograms, kilogram", Unit::Kilogram),
            (Weight, "ounces, ounce, oz, Oz", Unit::Ounce),
            (Weight, "lb, lbs, Lbs, pound, pounds", Unit::Pound),
            (Weight, "g, gram, grams", Unit::Gram),
            (Count, "count, Count, pod, pods, sheet, sheets", Unit::Count),
            (Percent, "percent, percentage, %", Unit::Percent),
            (Weight, "fl oz", Unit::FluidOunce),
            (Volume, "pounds", Unit::Pound),
            (Count, "oz", Unit::Ounce),
        ];
        for (dimension, spellings, unit) in lists {
            for spelling in spellings.split(", ") {
                assert_eq!(
                    Unit::parse(spelling, Some(dimension)),
                    Some(unit),
                    "{spelling}"
                );
            }
        }
        assert_eq!(Unit::parse(" fl  oz ", None), Some(Unit::FluidOunce));
        assert_eq!(Unit::parse("boxes", Some(Count)), None);
    }

    #[test]
    fn a_unit_reads_back_from_its_name() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.name(), Some(unit.dimension())), Some(unit));
        }
    }
}
