//! One order, as a timeline shows it.

use crate::id::{DeviceId, OrderId, SlotId};
use crate::order::{ASK_CONFIRMATION, CANCELLABLE, EndReason, NEEDS_CUSTOMER, OrderState};
use crate::quantity::Quantity;
use crate::replenisher::Replenisher;
use crate::stuck::Stuck;
use crate::time::Time;
use crate::unit::Unit;

/// One order. Amounts are base units of `unit`'s dimension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderView {
    /// Our id.
    pub id: OrderId,
    /// The slot it is for.
    pub supply: SlotId,
    /// The device of the slot.
    pub device: DeviceId,
    /// The device's serial.
    pub serial: String,
    /// Amazon's name of the slot.
    pub slot: String,
    /// What customers read for the slot.
    pub supply_name: String,
    /// What customers read for the machine.
    pub device_name: String,
    /// The slot's unit.
    pub unit: Unit,
    /// Where it is.
    pub state: OrderState,
    /// What brings its supplies now.
    pub replenisher: Replenisher,
    /// Amazon's id; none before an answer and after a deregistration.
    pub instance: Option<String>,
    /// Amazon's product.
    pub asin: Option<String>,
    /// What was placed, in the slot's dimension.
    pub quantity: Option<Quantity>,
    /// When it is expected.
    pub estimate: Option<Time>,
    /// When it was decided.
    pub requested_at: Time,
    /// It waits for the maker before Amazon is asked.
    pub held: bool,
    /// When Amazon said that it is placed.
    pub placed_at: Option<Time>,
    /// When its first parcel was sent.
    pub shipped_at: Option<Time>,
    /// When it arrived, was cancelled or failed.
    pub ended_at: Option<Time>,
    /// Why it ended, where it did not arrive.
    pub reason: Option<EndReason>,
    /// Somebody or something has said that it really arrived.
    pub confirmed: bool,
    /// The customer says that it has not arrived while another order is live.
    pub late: bool,
    /// The machine is empty although stock is counted beside it.
    pub missed: bool,
    /// Not decided here: found in one of Amazon's messages.
    pub adopted: bool,
    /// Why it is longer in its state than usual, and since when it is in it.
    pub stuck: Option<(Stuck, Time)>,
}

impl OrderView {
    /// Until when the customer may cancel or change it on Amazon, while that is still to come.
    pub fn cancellable_until(&self, now: Time) -> Option<Time> {
        let until = self.placed_at? + CANCELLABLE;
        (self.state == OrderState::Placed && now < until).then_some(until)
    }

    /// Whether Amazon probably waits for its customer: accepted long ago, and still not placed.
    pub fn may_need_customer(&self, now: Time) -> bool {
        let is_long = now.since(self.requested_at) >= NEEDS_CUSTOMER;
        self.state == OrderState::Awaiting && is_long && self.replenisher != Replenisher::Shop
    }

    /// Whether a page asks the customer if it has really arrived: a week after it was counted, or as
    /// soon as the machine stands empty beside what was counted. Time alone never confirms.
    pub fn asks_confirmation(&self, now: Time) -> bool {
        let old = |arrived| now.since(arrived) >= ASK_CONFIRMATION;
        self.state == OrderState::Arrived
            && !self.confirmed
            && (self.missed || self.ended_at.is_some_and(old))
    }
}
