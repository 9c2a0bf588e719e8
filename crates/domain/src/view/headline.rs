//! The one state a supply is in for a customer, the first that applies of a fixed list.

use crate::decision::Outcome;
use crate::order::{EndReason, OrderState};
use crate::time::Time;
use crate::view::SupplyView;

/// A supply's state, most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Headline {
    /// Nobody can be asked: nothing will be ordered.
    NotConnected,
    /// Nobody has said how much is in the machine.
    LevelUnknown,
    /// The last order failed for a reason the customer can put right.
    NeedsYou,
    /// Nothing at home.
    Out,
    /// Auto-reorder is off.
    Paused,
    /// Auto-reorder is on without a product.
    NoProduct,
    /// The machine has been silent for two days.
    NoNews,
    /// Decided or accepted, not yet placed.
    Reordering,
    /// Placed or shipped.
    OnTheWay,
    /// At or below the reorder level.
    Low,
    /// None of these.
    Good,
}

impl Headline {
    /// The state of a supply at a moment.
    pub fn of(supply: &SupplyView, now: Time) -> Self {
        let order = supply.order.as_ref();
        let failed = order.is_some_and(|order| {
            order.state == OrderState::Failed || order.reason == Some(EndReason::Unresolved)
        });
        if !supply.is_connected() {
            return Self::NotConnected;
        }
        let Some(at_home) = supply.at_home() else {
            return Self::LevelUnknown;
        };
        if failed {
            return Self::NeedsYou;
        }
        if !at_home.is_positive() {
            return Self::Out;
        }
        if supply.is_paused() {
            return Self::Paused;
        }
        if supply.lacks_product() {
            return Self::NoProduct;
        }
        if supply.is_stale(now) {
            return Self::NoNews;
        }
        match order.map(|order| order.state) {
            Some(OrderState::Requested | OrderState::Awaiting) => return Self::Reordering,
            Some(OrderState::Placed | OrderState::Shipped) => return Self::OnTheWay,
            _ => {}
        }
        let due = supply.decision.as_ref().is_some_and(|decision| {
            matches!(
                decision.outcome,
                Outcome::Order
                    | Outcome::Held
                    | Outcome::HeldByMaker
                    | Outcome::Uncounted
                    | Outcome::OrderLive
            )
        });
        if due || supply.reorder_level.is_some_and(|level| at_home <= level) {
            return Self::Low;
        }
        Self::Good
    }

    /// Whether a customer should look at it.
    pub fn needs_attention(self) -> bool {
        self < Self::Reordering
    }
}
