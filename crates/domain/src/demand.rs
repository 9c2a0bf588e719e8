//! Demand: how much will be used until an order decided now is here, at a service level.
//!
//! What is known of a slot's use is a row of days, of which some are unknown and none of these is
//! taken for zero ([`UseHistory`]). From it come what is expected of a day ([`mod@memory`]) and how far use
//! strays from that while a delivery is under way ([`mod@straying`]). How long one takes is learned from the
//! slot's own orders ([`LeadTime`]). Before there is much of either, a machine is like others of its model
//! ([`Prior`]). All together give a distribution of the demand until then ([`mod@estimate`]), and the reorder
//! level is its quantile.
//!
//! It is reckoned in floats; what comes out is whole base units.

pub mod estimate;
pub mod fleet;
pub mod history;
pub mod lead_time;
pub mod memory;
pub mod pattern;
pub mod prior;
pub mod straying;

use serde::{Deserialize, Serialize};

use crate::policy::ServiceLevel;
use crate::quantity::Quantity;
pub use estimate::Estimate;
pub use history::UseHistory;
pub use lead_time::LeadTime;
pub use pattern::Pattern;
pub use prior::Prior;

/// A forecast, with what it came from, as kept with a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// What will not be exceeded until an order decided now is here, at the service level.
    pub quantity: Quantity,
    /// The expected use of an average day.
    pub per_day: Quantity,
    /// Between how many and how many days nine deliveries of ten take, from the decision on.
    pub lead_days: (u16, u16),
    /// How use comes.
    pub pattern: Pattern,
    /// Days it was learned from.
    pub known_days: u16,
    /// Other machines of the model that it was learned from.
    #[serde(default, skip_serializing_if = "is_none")]
    pub fleet: u32,
}

impl Demand {
    /// What is foreseen a day; none where that is nothing.
    pub fn rate(&self) -> Option<Quantity> {
        Some(self.per_day).filter(|per_day| per_day.is_positive())
    }
}

fn is_none(machines: &u32) -> bool {
    *machines == 0
}

/// The demand over the time of a delivery at a service level; none while too little is known to say.
pub fn forecast(
    history: &UseHistory,
    prior: &Prior,
    lead: &LeadTime,
    level: ServiceLevel,
) -> Option<Demand> {
    let estimate = Estimate::of(history, prior, lead)?;
    Some(Demand {
        quantity: whole(estimate.quantile(level.probability())),
        per_day: whole(estimate.per_day),
        lead_days: lead.range(),
        pattern: estimate.pattern,
        known_days: history.known_days(),
        fleet: prior.machines,
    })
}

/// Amounts are far below the 2⁵³ base units that a float tells apart.
fn base(quantity: Quantity) -> f64 {
    quantity.0 as f64
}

fn whole(amount: f64) -> Quantity {
    Quantity(amount.round() as i64)
}

#[cfg(test)]
mod tests;
