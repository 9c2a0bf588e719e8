//! What is so at a moment: how much is in a slot, and whether a machine is heard of.
//!
//! Quantities have Amazon's names and units (page "Capability Property Schemas"): a count is whole, a percentage is at
//! most 100, and the unit is the one that discovery announced.

use domain::{Quantity, Time, Unit};
use serde_json::{Value, json};

/// Something that is so at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Property {
    /// What is in a slot, by its level sensor.
    Level {
        /// The sensor's.
        instance: String,
        /// How much.
        amount: Quantity,
        /// The unit that discovery announced.
        unit: Unit,
    },
    /// Whether the machine is heard of.
    Connectivity {
        /// It is.
        reachable: bool,
    },
}

/// Properties as they were at a moment, by a clock that this server knows to be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sampled {
    /// What was so.
    pub properties: Vec<Property>,
    /// When.
    pub at: Time,
}

impl Sampled {
    pub(super) fn json(&self) -> Value {
        self.properties.iter().map(|it| it.json(self.at)).collect()
    }
}

impl Property {
    fn json(&self, at: Time) -> Value {
        let mut property = match self {
            Self::Level {
                instance,
                amount,
                unit,
            } => json!({
                "namespace": "Alexa.InventoryLevelSensor",
                "instance": instance,
                "name": "level",
                "value": level(*amount, *unit),
            }),
            Self::Connectivity { reachable } => json!({
                "namespace": "Alexa.EndpointHealth",
                "name": "connectivity",
                "value": { "value": if *reachable { "OK" } else { "UNREACHABLE" } },
            }),
        };
        property["timeOfSample"] = json!(at.to_string());
        property["uncertaintyInMilliseconds"] = json!(0);
        property
    }
}

/// What discovery says of a sensor's unit.
pub(super) fn measurement(unit: Unit) -> Value {
    match kind(unit) {
        (kind, Some(unit)) => json!({ "@type": kind, "unit": unit }),
        (kind, None) => json!({ "@type": kind }),
    }
}

fn level(amount: Quantity, unit: Unit) -> Value {
    let amount = amount.max(Quantity::ZERO);
    let text = match unit {
        Unit::Count => amount.rounded_text(unit, 0),
        Unit::Percent => amount.min(Quantity(100_000)).text(unit),
        _ => amount.text(unit),
    };
    let mut level = measurement(unit);
    // Decimal text of a quantity is always a JSON number.
    level["value"] = serde_json::from_str(&text).unwrap_or_default();
    level
}

fn kind(unit: Unit) -> (&'static str, Option<&'static str>) {
    match unit {
        Unit::Count => ("Count", None),
        Unit::Percent => ("Percentage", None),
        Unit::Litre => ("Volume", Some("LITER")),
        Unit::Millilitre => ("Volume", Some("MILLILITER")),
        Unit::FluidOunce => ("Volume", Some("US_FLUID_OUNCE")),
        Unit::Kilogram => ("Weight", Some("KILOGRAM")),
        Unit::Gram => ("Weight", Some("GRAM")),
        Unit::Ounce => ("Weight", Some("OUNCE")),
        Unit::Pound => ("Weight", Some("POUND")),
    }
}
