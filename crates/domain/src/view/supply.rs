//! One supply (slot) of one machine, with everything known about it.

use crate::alert::is_silent;
use crate::cooldown::Cooldown;
use crate::decision::Decision;
use crate::evidence::Evidence;
use crate::id::{DeviceId, SlotId, SlotKey};
use crate::pace::LEARNING_DAYS;
use crate::quantity::Quantity;
use crate::registration::RegistrationStatus;
use crate::replenisher::Replenisher;
use crate::spec::SlotSpec;
use crate::time::{DAY, Time};
use crate::view::{Drift, OrderView};

/// One supply. Amounts are base units of `spec.unit`'s dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct SupplyView {
    /// The slot's id, in the address of its page.
    pub id: SlotId,
    /// The machine it belongs to.
    pub device: DeviceId,
    /// What customers read for the machine: the model's name.
    pub device_name: String,
    /// Amazon's name of the slot.
    pub slot: String,
    /// What customers read.
    pub name: String,
    /// Unit, capacity, policy.
    pub spec: SlotSpec,
    /// In the machine; unknown until something says it.
    pub machine: Option<Quantity>,
    /// Beside it.
    pub spares: Quantity,
    /// What is known of its readings, some of which may wait.
    pub evidence: Evidence,
    /// Both are as they were: its journal is being counted again, and until then nothing is decided.
    pub is_counting: bool,
    /// Base units per day, rounded; none before the first use.
    pub pace_per_day: Option<Quantity>,
    /// Base units at or below which an order is due, rounded.
    pub reorder_level: Option<Quantity>,
    /// Milliseconds what is at home lasts.
    pub lasts: Option<i64>,
    /// What brings its supplies.
    pub replenisher: Replenisher,
    /// Whether the machine is somebody's and connected.
    pub registration: RegistrationStatus,
    /// Auto-reorder is on; none where Amazon has said nothing.
    pub subscribed: Option<bool>,
    /// What Amazon reorders.
    pub products: Vec<ProductView>,
    /// The live order, or else the last one.
    pub order: Option<OrderView>,
    /// How far sensor and reports have come apart; none where they have not.
    pub drift: Option<Drift>,
    /// The last evaluation.
    pub decision: Option<Decision>,
    /// What holds the slot back.
    pub cooldown: Cooldown,
    /// When the machine last posted anything.
    pub last_seen: Option<Time>,
    /// When it became its owner's: until then nobody waits to hear from it.
    pub claimed_at: Option<Time>,
    /// When the first of what is known of its use was.
    pub known_since: Option<Time>,
}

impl SupplyView {
    /// Its slot with the machine.
    pub fn slot_key(&self) -> SlotKey {
        SlotKey {
            device: self.device,
            slot: self.id,
        }
    }

    /// In the machine and beside it.
    pub fn at_home(&self) -> Option<Quantity> {
        self.machine.map(|machine| machine + self.spares)
    }

    /// What a pack holds that Amazon sends, where that can be said in the supply's unit.
    pub fn pack(&self) -> Option<Quantity> {
        let product = self.products.first()?;
        let (quantity, unit) = (product.quantity.as_ref()?, product.unit.as_ref()?);
        self.spec.amount(quantity, unit)
    }

    /// An amount in the supply's unit, decimal text.
    pub fn text(&self, quantity: Quantity) -> String {
        quantity.text(self.spec.unit)
    }

    /// Days what is at home lasts, in tenths (6.8 days are 68).
    pub fn tenths_of_days_left(&self) -> Option<i64> {
        self.lasts.map(|millis| (millis * 10 + DAY / 2) / DAY)
    }

    /// Its machine has not been heard from for long, so there may be less than is known of.
    pub fn is_stale(&self, now: Time) -> bool {
        is_silent(self.last_seen.or(self.claimed_at), now)
    }

    /// When its pace will be more than a guess; none where it is, or where nothing was used yet.
    pub fn learned_at(&self, now: Time) -> Option<Time> {
        let learned = self.known_since? + LEARNING_DAYS * DAY;
        Some(learned).filter(|at| now < *at)
    }

    /// Somebody can be asked for it.
    pub fn is_connected(&self) -> bool {
        let registered = self.registration == RegistrationStatus::Registered;
        let owned = self.registration != RegistrationStatus::Unclaimed;
        self.replenisher.is_at_hand(registered, owned)
    }

    /// Auto-reorder was turned off. Off at Amazon without any product, nothing was ever chosen.
    pub fn is_paused(&self) -> bool {
        let is_off = !self.replenisher.may_order(self.subscribed) && self.subscribed.is_some();
        is_off && (self.replenisher == Replenisher::Shop || !self.products.is_empty())
    }

    /// It may be ordered, and nobody has chosen what.
    pub fn lacks_product(&self) -> bool {
        self.replenisher == Replenisher::Drs && self.products.is_empty()
    }

    /// The live order, if there is one.
    pub fn live_order(&self) -> Option<&OrderView> {
        self.order.as_ref().filter(|order| order.state.is_live())
    }
}

/// A product of a subscription. Amount and unit are Amazon's words; the name is the maker's, where
/// the model lists the product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProductView {
    /// Amazon's catalogue id.
    pub asin: Option<String>,
    /// The maker's name of it.
    pub name: Option<String>,
    /// Content of one pack, decimal text.
    pub quantity: Option<String>,
    /// Unit of the content.
    pub unit: Option<String>,
}
