//! What the simulated Alexa shows of itself. Times are unix milliseconds of business time.

use std::collections::BTreeMap;

use serde::Serialize;

use super::brain::{Order, Reorder};
use super::debugger::Entry;
use super::region::Region;
use super::world::{Faults, World};

/// Silence after which a level is stale.
const STALE: i64 = 24 * 3_600_000;

/// Everything that Alexa believes and was told.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// Customers who have, or had, enabled the skill.
    pub customers: BTreeMap<String, Customer>,
    /// What became of each message, oldest first; the last 2,000.
    pub debugger: Vec<Entry>,
    /// Events that a gateway took, by their name.
    pub taken: BTreeMap<String, u64>,
    /// Faults in force.
    pub faults: Faults,
}

/// A customer and their machines.
#[derive(Clone, Debug, Serialize)]
pub struct Customer {
    /// Where they enabled the skill.
    pub region: Region,
    /// They have it enabled.
    pub enabled: bool,
    /// Machines by their endpoint id.
    pub machines: BTreeMap<String, Machine>,
}

/// A machine as it is known.
#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    /// What it is called.
    pub name: String,
    /// `OK` or `UNREACHABLE`, as it was last told.
    pub connectivity: Option<String>,
    /// What is believed, by instance.
    pub sensors: BTreeMap<String, Belief>,
}

/// What is believed of one sensor.
#[derive(Clone, Debug, Serialize)]
pub struct Belief {
    /// What it is called.
    pub name: String,
    /// `Count`, `Percentage`, `Volume` or `Weight`.
    pub kind: String,
    /// The unit of a volume or weight.
    pub unit: Option<String>,
    /// What names its product.
    pub replenishment_id: String,
    /// What is in the machine.
    pub level: Option<f64>,
    /// When the sample was taken.
    pub sampled_at: Option<i64>,
    /// When it was heard.
    pub heard_at: Option<i64>,
    /// It was not heard of for 24 hours.
    pub stale: bool,
    /// The longest time between two updates.
    pub longest_silence: i64,
    /// How often it was told.
    pub updates: u64,
    /// At or below the threshold three times in a row.
    pub low: bool,
    /// The level that is low.
    pub threshold: f64,
    /// What the customer chose.
    pub reorder: Reorder,
    /// What is at home beside the machine.
    pub household: f64,
    /// What was ordered, oldest first.
    pub orders: Vec<Order>,
}

impl State {
    pub(super) fn of(world: &World, now: i64) -> Self {
        let customers = world.customers.iter().map(|(name, account)| {
            let machines = account.machines.iter().map(|(id, known)| {
                let sensors = known
                    .endpoint
                    .sensors
                    .iter()
                    .filter_map(|(instance, sensor)| {
                        let brain = known.brains.get(instance)?;
                        let level = brain.level;
                        let belief = Belief {
                            name: sensor.name.clone(),
                            kind: sensor.measure.kind.clone(),
                            unit: sensor.measure.unit.clone(),
                            replenishment_id: sensor.replenishment_id.clone(),
                            level: level.map(|it| it.value),
                            sampled_at: level.map(|it| it.sampled_at),
                            heard_at: level.map(|it| it.heard_at),
                            stale: level.is_some_and(|it| now - it.heard_at > STALE),
                            longest_silence: brain.longest_silence,
                            updates: brain.updates,
                            low: brain.is_low(),
                            threshold: brain.threshold(),
                            reorder: brain.reorder,
                            household: brain.household,
                            orders: brain.orders.clone(),
                        };
                        Some((instance.clone(), belief))
                    });
                let machine = Machine {
                    name: known.endpoint.name.clone(),
                    connectivity: known.connectivity.as_ref().map(|(word, _)| word.clone()),
                    sensors: sensors.collect(),
                };
                (id.clone(), machine)
            });
            let customer = Customer {
                region: account.region,
                enabled: account.is_enabled,
                machines: machines.collect(),
            };
            (name.clone(), customer)
        });
        Self {
            customers: customers.collect(),
            debugger: world.debugger.entries(),
            taken: world.taken.clone(),
            faults: world.faults.clone(),
        }
    }
}
