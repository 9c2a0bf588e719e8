//! A slot: one consumable position of a device, in one unit, with a container of one capacity.

use serde::{Deserialize, Serialize};

use crate::cooldown::Cooldown;
use crate::counting::Counting;
use crate::decision::{Decision, reorder_level};
use crate::demand::{Demand, Prior};
use crate::event::EventData;
use crate::evidence::Evidence;
use crate::order::Order;
use crate::pace::{Pace, Use};
use crate::policy::Policy;
use crate::quantity::Quantity;
use crate::replenisher::{AlexaSensor, ShopProduct};
use crate::stock::Stock;
use crate::subscription::Product;
use crate::time::{Day, MINUTE, SECOND, Time};
use crate::unit::Unit;
use crate::{DeviceId, SlotId, SlotKey};

pub use crate::spec::SlotSpec;

/// At most one slotStatus of a slot in this time, unless Amazon asks otherwise.
const STATUS_INTERVAL: i64 = MINUTE - 5 * SECOND;

/// A product that the maker has a name for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedProduct {
    /// Amazon's catalogue id.
    pub asin: String,
    /// What customers read.
    pub name: String,
}

/// A slot of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelSlot {
    /// The model.
    pub model: String,
    /// Amazon's string.
    pub slot: String,
    /// Its place among the model's slots.
    pub position: i64,
    /// What customers read.
    pub name: String,
    /// The unit it is shown, reported and sent to Amazon in.
    pub unit: Unit,
    /// A full container.
    pub capacity: Quantity,
    /// What one delivered count is worth.
    pub count_is: Option<Quantity>,
    /// A new machine comes with a full container.
    pub starts_full: bool,
    /// Expected use a day.
    pub typical_per_day: Option<Quantity>,
    /// When to reorder.
    pub policy: Policy,
    /// Names of products.
    pub products: Vec<NamedProduct>,
    /// The most that a machine can use in a day.
    pub most_per_day: Option<Quantity>,
    /// What the sensor of its level can tell apart.
    pub step: Option<Quantity>,
    /// What the maker's shop sends for it; none where its model has no shop.
    pub shop: Option<ShopProduct>,
    /// As what Alexa knows it; none where its model is not Alexa's.
    pub alexa: Option<AlexaSensor>,
}

impl ModelSlot {
    /// What the rules need of it, on a device that is owned since a moment, or by nobody.
    pub fn spec(&self, owned_since: Option<Time>) -> SlotSpec {
        SlotSpec {
            unit: self.unit,
            capacity: self.capacity,
            count_is: self.count_is,
            policy: self.policy,
            most_per_day: self.most_per_day,
            step: self.step,
            owned_since,
        }
    }
}

/// One slot of one device, with its model's part.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// Our id.
    pub id: SlotId,
    /// Its device.
    pub device_id: DeviceId,
    /// The model's part.
    pub kind: ModelSlot,
    /// What the fold begins with.
    pub start: Option<Quantity>,
    /// In the machine.
    pub machine: Option<Quantity>,
    /// Beside it.
    pub spares: Quantity,
    /// The device's last lifetime total.
    pub total: Option<Quantity>,
    /// What is known of its readings.
    pub evidence: Evidence,
    /// Since when somebody owns its device.
    pub owned_since: Option<Time>,
    /// Entries accepted so far.
    pub accepted: i64,
    /// The earliest effective report's time.
    pub first_report: Option<Time>,
    /// The latest use's time.
    pub last_use: Option<Time>,
    /// Auto-reorder is on; none before Amazon said anything.
    pub subscribed: Option<bool>,
    /// What Amazon reorders.
    pub products: Vec<Product>,
    /// When Amazon last spoke of it.
    pub amazon_updated_at: Option<Time>,
    /// What holds it back.
    pub cooldown: Cooldown,
    /// The last evaluation.
    pub decision: Option<Decision>,
    /// When the last slotStatus went out.
    pub status_at: Option<Time>,
    /// The latest entry that the stock holds; none where the journal has to be folded.
    pub folded_to: Option<Time>,
    /// How much more may be used before the last evaluation can come out otherwise; none where the
    /// next entry has to be evaluated.
    pub headroom_amount: Option<Quantity>,
    /// Until when it cannot.
    pub headroom_until: Option<Time>,
    /// How far its journal has been counted again; none where it need not be. Until then its stock is as it was before.
    pub counting: Option<Counting>,
    /// What the machines of its model have in common; none while they are few, or their use is not foretold.
    pub prior: Option<Box<Prior>>,
}

impl Slot {
    /// The slot with its device.
    pub fn key(&self) -> SlotKey {
        SlotKey {
            device: self.device_id,
            slot: self.id,
        }
    }

    /// What the rules need of it.
    pub fn spec(&self) -> SlotSpec {
        self.kind.spec(self.owned_since)
    }

    /// What it is taken for before it has shown anything: a machine of its model, else what its maker calls typical.
    pub fn taken_for(&self) -> Prior {
        let fleet = self.prior.as_deref().cloned();
        fleet.unwrap_or_else(|| Prior::typical(self.kind.typical_per_day))
    }

    /// The stock as folded.
    pub fn stock(&self) -> Stock {
        Stock {
            machine: self.machine,
            spares: self.spares,
            total: self.total,
            evidence: self.evidence,
        }
    }

    /// What the fold begins with.
    pub fn stock_at_start(&self) -> Stock {
        Stock {
            machine: self.start,
            ..Stock::default()
        }
    }

    /// Keeps what is in the machine and beside it.
    pub fn set_stock(&mut self, stock: Stock) {
        self.machine = stock.machine;
        self.spares = stock.spares;
        self.total = stock.total;
        self.evidence = stock.evidence;
    }

    /// Its device is registered no more: what Amazon said of it and what its customer chose there is gone. How much
    /// there is, its pace and its journal stay.
    pub fn disconnect(&mut self) {
        self.subscribed = None;
        self.products = Vec::new();
        self.amazon_updated_at = None;
        self.cooldown = self.cooldown.over();
    }

    /// The first day of the window over which its pace is measured.
    pub fn window(&self, now: Time) -> Day {
        Pace::first_day(self.kind.policy.window_days(), now)
    }

    /// What its pace is measured from, where so much was used in the window; none before the first use.
    pub fn measured(&self, used: Quantity) -> Option<Use> {
        self.last_use?;
        Some(Use {
            used,
            window_days: self.kind.policy.window_days(),
            since: self.first_report?,
            typical_per_day: self.kind.typical_per_day,
        })
    }

    /// The reorder level at a pace, with the forecast of the last evaluation.
    pub fn reorder_level(&self, pace: Pace) -> Quantity {
        reorder_level(pace, self.forecast(), self.kind.policy)
    }

    /// The pace to tell of: the forecast's where the policy has one, or else that of the window. The days that
    /// something lasts, the next order and the picture all go by it.
    pub fn foreseen_pace(&self, pace: Pace) -> Pace {
        let foreseen = self.forecast().and_then(|demand| demand.rate());
        foreseen.map_or(pace, Pace::per_day)
    }

    /// The forecast of the last evaluation, where it was by the policy of now.
    fn forecast(&self) -> Option<Demand> {
        let policy = self.kind.policy;
        let known = self.decision.as_ref().filter(|it| it.policy == policy);
        known.and_then(|it| it.demand)
    }

    /// What one pack brings: as Amazon said, in a unit that says something about it, or as the maker did of its shop's.
    pub fn pack(&self) -> Option<Quantity> {
        match self.products.first() {
            Some(product) => self.pack_of(product),
            None => Some(self.kind.shop.as_ref()?.quantity),
        }
    }

    fn pack_of(&self, product: &Product) -> Option<Quantity> {
        self.spec()
            .amount(product.quantity.as_deref()?, product.unit.as_deref()?)
    }

    /// What an order brings: as Amazon said; else the pack of its product, where that is still chosen;
    /// else the pack at the time it was asked for.
    pub fn brings(&self, order: &Order) -> Option<Quantity> {
        order
            .quantity
            .or_else(|| self.pack_of_order(order))
            .or(order.asked)
            .or_else(|| self.pack())
    }

    /// The same where Amazon has said it: as it was placed, or as the pack of its product, where that is still chosen.
    pub fn brings_by_amazon(&self, order: &Order) -> Option<Quantity> {
        order.placed().or_else(|| self.pack_of_order(order))
    }

    fn pack_of_order(&self, order: &Order) -> Option<Quantity> {
        let asin = order.asin.as_deref()?;
        let chosen = |product: &&Product| product.asin.as_deref() == Some(asin);
        self.pack_of(self.products.iter().find(chosen)?)
    }

    /// When its next slotStatus may go. One that was sent later than now was sent by a wrong clock.
    pub fn status_due(&self, now: Time) -> Time {
        self.status_at
            .filter(|sent| *sent <= now)
            .map_or(now, |sent| now.max(sent + STATUS_INTERVAL))
    }

    /// How much there is, and at how much it is low, as it was last decided.
    pub fn level(&self) -> EventData {
        let reorder_level = self.decision.as_ref().and_then(|it| it.reorder_level);
        EventData::level(self.stock().at_home(), reorder_level, self.kind.unit)
    }

    /// The same, with what the maker's shop is to send.
    pub fn wanted(&self) -> EventData {
        let unit = self.kind.unit;
        let text = |amount: Quantity| amount.text(unit);
        let reorder_level = self.decision.as_ref().and_then(|it| it.reorder_level);
        EventData::Wanted {
            unit: unit.name(),
            at_home: self.stock().at_home().map(text),
            reorder_level: reorder_level.map(text),
            product: self.kind.shop.as_ref().map(|it| it.product.clone()),
            quantity: self.pack().map(text),
        }
    }
}
