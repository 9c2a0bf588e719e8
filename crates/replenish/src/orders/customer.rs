//! What a customer says of an order of theirs: that it has arrived, or that it has not.

use domain::OrderId;
use domain::order::OrderState;

use super::Orders;
use crate::device_unit::DeviceUnit;
use crate::{Caller, Code, Error};

impl Orders<'_> {
    /// The customer has it. Said before, it changes nothing.
    pub async fn arrived(self, caller: Caller, id: OrderId) -> Result<(), Error> {
        let (mut unit, s) = self.lock(&caller, id).await?;
        let Some(known) = unit.order(id) else {
            return Err(Error::NotFound);
        };
        match known.order.state {
            OrderState::Placed | OrderState::Shipped => {
                let now = unit.now;
                unit.arrive_early(s, id, now, caller.actor());
            }
            OrderState::Arrived if known.order.confirmed => return Ok(()),
            OrderState::Arrived => unit.confirm(s, id),
            _ => {
                let why = "This order is not on its way.";
                return Err(Error::conflict(Code::NotOnItsWay, why));
            }
        }
        unit.audit(&caller, "order.arrived").await?;
        unit.commit().await
    }

    /// The customer has not got it: what was added is taken back, and asked for again in two days.
    pub async fn not_arrived(self, caller: Caller, id: OrderId) -> Result<(), Error> {
        let (mut unit, s) = self.lock(&caller, id).await?;
        let state = unit.order(id).map(|known| known.order.state);
        if state != Some(OrderState::Arrived) {
            let why = "This order has not been counted yet.";
            return Err(Error::conflict(Code::NotCounted, why));
        }
        unit.uncount(s, id, caller.actor(), |_| true).await?;
        unit.not_arrived(s, id);
        unit.audit(&caller, "order.not_arrived").await?;
        unit.commit().await
    }

    async fn lock(self, caller: &Caller, id: OrderId) -> Result<(DeviceUnit, usize), Error> {
        let found = self.0.store.read().await?.order(id).await?;
        let slot = found.ok_or(Error::NotFound)?.slot_id;
        let (mut unit, s) = self.0.lock_slot(caller, slot).await?;
        if !unit.read_order(s, id).await? {
            return Err(Error::NotFound);
        }
        Ok((unit, s))
    }
}
