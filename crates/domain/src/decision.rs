//! The decision to reorder: plain values in, an outcome and its inputs out. Everything that changes
//! a quantity, a subscription, a registration or an order asks this one function.

use serde::{Deserialize, Serialize};

use crate::demand::Demand;
use crate::pace::Pace;
use crate::policy::Policy;
use crate::quantity::Quantity;
use crate::time::Time;

/// What is known about a slot when it is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EvaluationInput {
    /// In the machine and beside it.
    pub at_home: Option<Quantity>,
    /// The same if a reading that waits were believed; none where none waits.
    pub provisional: Option<Quantity>,
    /// `None` before the first use.
    pub pace: Option<Pace>,
    /// The demand until an order would be here, where the policy is a forecast and enough is known.
    pub demand: Option<Demand>,
    /// Somebody can be asked for supplies of the device ([`crate::Replenisher::is_at_hand`]).
    pub registered: bool,
    /// This slot may order ([`crate::Replenisher::may_order`]).
    pub subscribed: bool,
    /// What brings its supplies decides for itself: it is told of levels.
    pub left_to_alexa: bool,
    /// An order, or a parcel of a former registration, is under way.
    pub order_live: bool,
    /// No order before a moment, or before a restock.
    pub cooling_down: bool,
    /// No order before the maker says so.
    pub held_by_maker: bool,
    /// The database may be older than what is in the house, and nothing was counted since.
    pub uncounted: bool,
    /// The owner has it since a few days, and a full container is at home.
    pub new_here: bool,
}

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Due, and nothing in the way.
    Order,
    /// Above the reorder level.
    Enough,
    /// No quantity or no use yet.
    Unknown,
    /// Due, but an order is under way.
    OrderLive,
    /// Due, but held after a cancellation or a failure.
    Held,
    /// Due, but the maker lets nothing be ordered for now.
    HeldByMaker,
    /// Due as far as is known, which may be from before the database was put back or long unused.
    Uncounted,
    /// Due or not: a reading that would decide it waits for a second one.
    Unconfirmed,
    /// Due, but its owner has it since a few days only, and a full container is there.
    NewHere,
    /// Due, which is for Alexa to know.
    LeftToAlexa,
    /// The slot may not order.
    Paused,
    /// Nobody can be asked.
    NotRegistered,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 12] = [
        Self::Order,
        Self::Enough,
        Self::Unknown,
        Self::OrderLive,
        Self::Held,
        Self::HeldByMaker,
        Self::Uncounted,
        Self::Unconfirmed,
        Self::NewHere,
        Self::LeftToAlexa,
        Self::Paused,
        Self::NotRegistered,
    ];

    /// Its name on the wire and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Order => "order",
            Self::Enough => "enough",
            Self::Unknown => "unknown",
            Self::OrderLive => "order_live",
            Self::Held => "held",
            Self::HeldByMaker => "held_by_maker",
            Self::Uncounted => "uncounted",
            Self::Unconfirmed => "unconfirmed",
            Self::NewHere => "new_here",
            Self::LeftToAlexa => "left_to_alexa",
            Self::Paused => "paused",
            Self::NotRegistered => "not_registered",
        }
    }
}

/// An outcome with what it came from, as kept beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// When it was asked.
    pub at: Time,
    /// What follows.
    pub outcome: Outcome,
    /// The policy in force.
    pub policy: Policy,
    /// In the machine and beside it, base units.
    pub at_home: Option<Quantity>,
    /// Base units per day, rounded.
    pub pace_per_day: Option<Quantity>,
    /// Base units at or below which an order is due, rounded.
    pub reorder_level: Option<Quantity>,
    /// The forecast, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub demand: Option<Demand>,
    /// The version of the rules by which it was made.
    #[serde(default = "first_rules")]
    pub rules: u16,
}

/// The version of the rules: another one where the same reports may be decided on otherwise.
///
/// 1. A reading was believed at once.
/// 2. A reading that cannot be explained waits for another.
/// 3. A forecast goes by what was used while orders would have been under way.
/// 4. A forecast begins with what the machines of the model have in common, and a longer delivery never asks for less.
pub const RULES: u16 = 4;

fn first_rules() -> u16 {
    1
}

/// Base units at or below which an order is due, rounded: the use of the policy's days at the pace of
/// now, and no less than what a forecast asks for.
pub fn reorder_level(pace: Pace, demand: Option<Demand>, policy: Policy) -> Quantity {
    let asked = demand.map_or(Quantity::ZERO, |demand| demand.quantity);
    pace.over_days(policy.days_threshold()).max(asked)
}

/// Asks a policy about an input.
pub fn decide(input: &EvaluationInput, policy: Policy, now: Time) -> Decision {
    let outcome = match outcome(input, input.at_home, policy) {
        Outcome::Unknown => Outcome::Unknown,
        believed => {
            let other = input.provisional.map(|it| outcome(input, Some(it), policy));
            let is_open = other.is_some_and(|other| other != believed);
            let orders = believed == Outcome::Order || other == Some(Outcome::Order);
            if is_open && orders {
                Outcome::Unconfirmed
            } else {
                believed
            }
        }
    };
    Decision {
        at: now,
        outcome,
        policy,
        at_home: input.at_home,
        pace_per_day: input.pace.map(|pace| pace.over_days(1)),
        reorder_level: input
            .pace
            .map(|pace| reorder_level(pace, input.demand, policy)),
        demand: input.demand,
        rules: RULES,
    }
}

/// What follows where so much is at home.
fn outcome(input: &EvaluationInput, at_home: Option<Quantity>, policy: Policy) -> Outcome {
    let (Some(at_home), Some(pace)) = (at_home, input.pace) else {
        return match (input.registered, input.subscribed) {
            (false, _) => Outcome::NotRegistered,
            (_, false) => Outcome::Paused,
            _ => Outcome::Unknown,
        };
    };
    let is_asked = input
        .demand
        .is_some_and(|demand| at_home <= demand.quantity);
    let is_due = pace.uses_up(at_home, policy.days_threshold()) || is_asked;
    match () {
        () if !input.registered => Outcome::NotRegistered,
        () if !input.subscribed => Outcome::Paused,
        () if !is_due => Outcome::Enough,
        () if input.left_to_alexa => Outcome::LeftToAlexa,
        () if input.order_live => Outcome::OrderLive,
        () if input.held_by_maker => Outcome::HeldByMaker,
        () if input.cooling_down => Outcome::Held,
        () if input.uncounted => Outcome::Uncounted,
        () if input.new_here => Outcome::NewHere,
        () => Outcome::Order,
    }
}

#[cfg(test)]
mod tests;
