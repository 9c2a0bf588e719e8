//! The demo's models with one machine each: what the maker tells Larder and Amazon about them, what each run of
//! them used, and how much is left today.
//!
//! Amounts are thousandths of the supply's unit, so that sums over half a year are exact. The fleet goes on at the mean pace of
//! that half-year, so that what Larder has learned from it stays true.

use anyhow::Result;
use sandbox::fleet::Device;
use serde_json::{Value, json};

/// Days of the use that a machine brings along.
pub(crate) const DAYS: i32 = 180;

/// What names the filter at Amazon, as its console gives it.
const REPLENISHMENT_ID: &str = "demo-air-filter";

/// What brings a machine's supplies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// Amazon Dash Replenishment.
    Amazon,
    /// Alexa, which is told of levels.
    Alexa,
    /// The maker's own shop.
    Shop,
}

impl By {
    /// As Larder names it.
    fn name(self) -> &'static str {
        match self {
            Self::Amazon => "drs",
            Self::Alexa => "alexa",
            Self::Shop => "shop",
        }
    }
}

/// A model and its one machine.
pub(crate) struct Machine {
    pub(crate) model: &'static str,
    pub(crate) serial: &'static str,
    name: &'static str,
    /// Its bearer, made by the factory. Known to everybody: it opens a made-up machine on loopback.
    pub(crate) token: &'static str,
    /// Runs in its half-year.
    runs: i64,
    /// What brings its supplies.
    pub(crate) by: By,
    pub(crate) supplies: &'static [Supply],
}

/// A supply of a machine, with the one pack that Amazon offers for it.
pub(crate) struct Supply {
    pub(crate) slot: &'static str,
    pub(crate) name: &'static str,
    unit: &'static str,
    pub(crate) capacity: i64,
    /// What one piece is worth, where the supply is not sold in its own unit.
    count_is: Option<i64>,
    pub(crate) per_run: i64,
    /// When it was refilled in the half-year that the demo brings along.
    pub(crate) refilled_at: i64,
    /// What is left after the last run of that half-year.
    pub(crate) left: i64,
    /// What the fleet says: uses of this much, or the level after them, filled again when nothing is left.
    fleet: (&'static str, i64),
    /// When to reorder, where it is not the usual rule.
    policy: Option<fn() -> Value>,
    asin: &'static str,
    product: &'static str,
    pack: &'static str,
    pack_unit: &'static str,
}

/// The one that visitors watch: it runs low within the first minute.
pub(crate) const WATCHED: (&Machine, &Supply) = (&COFFEE, &PODS);

/// The one whose reorders Anna has paused.
pub(crate) const PAUSED: (&Machine, &Supply) = (&WASHER, &SOFTENER);

/// All of them.
pub(crate) const MACHINES: [&Machine; 4] = [&COFFEE, &WASHER, &PRINTER, &PURIFIER];

pub(crate) const COFFEE: Machine = Machine {
    model: "BREW-2",
    serial: "B2K0417302",
    name: "Coffee machine Brew 2",
    token: "the-demo-coffee-machine",
    runs: 129,
    by: By::Amazon,
    supplies: &[PODS, FILTER],
};

pub(crate) const WASHER: Machine = Machine {
    model: "WASH-7",
    serial: "W7F0088215",
    name: "Washing machine Wash 7",
    token: "the-demo-washing-machine",
    runs: 160,
    by: By::Amazon,
    supplies: &[DETERGENT, SOFTENER],
};

pub(crate) const PRINTER: Machine = Machine {
    model: "INK-5",
    serial: "I5P0031994",
    name: "Printer Ink 5",
    token: "the-demo-printer",
    runs: 129,
    by: By::Shop,
    supplies: &[INK],
};

pub(crate) const PURIFIER: Machine = Machine {
    model: "AIR-1",
    serial: "A1X0005520",
    name: "Air purifier Air 1",
    token: "the-demo-air-purifier",
    runs: 160,
    by: By::Alexa,
    supplies: &[AIR_FILTER],
};

const PODS: Supply = Supply {
    slot: "pods",
    name: "Coffee pods",
    unit: "count",
    capacity: 24_000,
    count_is: None,
    per_run: 3_000,
    refilled_at: 3_000,
    left: 14_000,
    fleet: ("used", 1_000),
    policy: None,
    asin: "B00DEMO012",
    product: "House blend, 12 pods",
    pack: "12",
    pack_unit: "count",
};

const FILTER: Supply = Supply {
    slot: "filter",
    name: "Water filter",
    unit: "percent",
    capacity: 100_000,
    count_is: Some(100_000),
    per_run: 400,
    refilled_at: 4_000,
    left: 72_000,
    fleet: ("used", 400),
    policy: None,
    asin: "B00DEMO100",
    product: "Water filter, 1 piece",
    pack: "1",
    pack_unit: "count",
};

const INK: Supply = Supply {
    slot: "ink",
    name: "Black ink",
    unit: "ml",
    capacity: 90_000,
    count_is: None,
    per_run: 2_000,
    refilled_at: 6_000,
    left: 30_000,
    fleet: ("used", 1_000),
    policy: Some(|| json!({"kind": "forecast", "service_level": 0.95})),
    asin: "INK-90",
    product: "Black ink, 90 ml",
    pack: "90",
    pack_unit: "ml",
};

const AIR_FILTER: Supply = Supply {
    slot: "air-filter",
    name: "Air filter",
    unit: "percent",
    capacity: 100_000,
    count_is: Some(100_000),
    per_run: 500,
    refilled_at: 3_000,
    left: 42_000,
    fleet: ("level", 500),
    policy: None,
    asin: "AIR-FILTER",
    product: "Air filter, 1 piece",
    pack: "1",
    pack_unit: "count",
};

const DETERGENT: Supply = Supply {
    slot: "detergent",
    name: "Detergent",
    unit: "l",
    capacity: 3_000,
    count_is: None,
    per_run: 60,
    refilled_at: 420,
    left: 1_980,
    fleet: ("used", 60),
    policy: Some(|| json!({"kind": "forecast", "service_level": 0.95})),
    asin: "B00DEMO003",
    product: "Liquid detergent, 3 l",
    pack: "3",
    pack_unit: "l",
};

const SOFTENER: Supply = Supply {
    slot: "softener",
    name: "Softener",
    unit: "ml",
    capacity: 1_500_000,
    count_is: None,
    per_run: 35_000,
    refilled_at: 240_000,
    left: 1_465_000,
    fleet: ("level", 35_000),
    policy: Some(|| json!({"kind": "forecast", "service_level": 0.95})),
    asin: "B00DEMO015",
    product: "Fabric softener, 1.5 l",
    pack: "1.5",
    pack_unit: "l",
};

impl Supply {
    /// What goes at a time.
    pub(crate) fn per_use(&self) -> i64 {
        self.fleet.1
    }
}

impl Machine {
    /// The body of Larder's `PUT /api/v1/models/{model}`.
    pub(crate) fn for_larder(&self) -> Value {
        let slots: Vec<_> = self
            .supplies
            .iter()
            .map(|supply| {
                let mut slot = json!({
                    "slot": supply.slot,
                    "name": supply.name,
                    "unit": supply.unit,
                    "capacity": decimal(supply.capacity),
                    "products": [{"asin": supply.asin, "name": supply.product}],
                });
                match self.by {
                    By::Amazon => {}
                    By::Alexa => {
                        slot["alexa"] = json!({"instance": "Sensor.AirFilter", "replenishment_id": REPLENISHMENT_ID});
                    }
                    By::Shop => {
                        slot["shop"] = json!({"product": supply.asin, "quantity": supply.pack});
                    }
                }
                if let Some(worth) = supply.count_is {
                    slot["count_is"] = decimal(worth).into();
                }
                if let Some(policy) = supply.policy {
                    slot["policy"] = policy();
                }
                slot
            })
            .collect();
        json!({"name": self.name, "replenisher": self.by.name(), "slots": slots})
    }

    /// The model as Amazon has it.
    pub(crate) fn for_amazon(&self) -> Value {
        let slots: Vec<_> = self
            .supplies
            .iter()
            .map(|supply| {
                let product = json!({
                    "asin": supply.asin,
                    "name": supply.product,
                    "quantity": supply.pack,
                    "unit": supply.pack_unit,
                });
                json!({
                    "slot": supply.slot,
                    "name": supply.name,
                    "unit": supply.unit,
                    "products": [product],
                })
            })
            .collect();
        json!({"name": self.name, "slots": slots})
    }

    /// What a customer chooses on Amazon's product page: the first product of each supply.
    pub(crate) fn choices(&self) -> Vec<(String, String)> {
        self.supplies
            .iter()
            .map(|supply| (format!("slot.{}", supply.slot), supply.asin.to_owned()))
            .collect()
    }

    /// The machine as a fleet has it, where a day takes `day` milliseconds.
    ///
    /// # Errors
    /// A supply of it is not as a fleet reads it.
    pub(crate) fn for_fleet(&self, day: i64) -> Result<Device> {
        let slots = self.supplies.iter().map(|supply| {
            let (kind, amount) = supply.fleet;
            // Its share of a run, so often in the half-year as there were runs.
            let every = i64::from(DAYS) * day * amount / supply.per_run / self.runs;
            json!({
                "slot": supply.slot,
                "kind": kind,
                "amount": decimal(amount),
                "start": decimal(supply.capacity),
                "every_ms": every.max(1),
                "jitter": 0.3,
            })
        });
        let slots: Vec<_> = slots.collect();
        let device = json!({"serial": self.serial, "token": self.token, "slots": slots});
        Ok(serde_json::from_value(device)?)
    }
}

/// Thousandths as decimal text.
pub(crate) fn decimal(thousandths: i64) -> String {
    let text = format!("{}.{:03}", thousandths / 1_000, thousandths % 1_000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_without_needless_digits() {
        assert_eq!(
            [1_000, 60, 905_000, 400, 0].map(decimal),
            ["1", "0.06", "905", "0.4", "0"]
        );
    }
}
