//! What the maker's people do about a slot's orders for its customer: order now, put reordering on hold, let it go on.

use domain::api_key::Scope;
use domain::engine::Barrier;
use domain::maker_act::About;
use domain::{OrderId, Replenisher};

use super::Orders;
use crate::device_unit::DeviceUnit;
use crate::devices::fleet::device;
use crate::{Caller, Code, Error};

impl Orders<'_> {
    /// Orders a slot's supplies, whatever is left. `Conflict` names what stands in the way.
    pub async fn order_now(
        self,
        caller: Caller,
        serial: &str,
        slot: &str,
    ) -> Result<OrderId, Error> {
        let (mut unit, s) = self.lock_named(&caller, serial, slot).await?;
        let order = unit
            .order_now(s)
            .map_err(|barrier| Error::conflict(Code::Maker("conflict"), sentence(barrier)))?;
        let about = About::order(unit.slots[s].slot.id, order);
        unit.audit_of(&caller, "supply.order", about).await?;
        unit.commit().await?;
        Ok(order)
    }

    /// Puts a slot's reordering on hold, or lets it go on. Done already, it changes nothing. `Conflict` where Alexa reorders,
    /// whom no hold keeps from it.
    pub async fn hold(
        self,
        caller: Caller,
        serial: &str,
        slot: &str,
        is_held: bool,
    ) -> Result<(), Error> {
        let (mut unit, s) = self.lock_named(&caller, serial, slot).await?;
        if is_held && unit.device.replenisher == Replenisher::Alexa {
            let barrier = sentence(Barrier::LeftToAlexa);
            return Err(Error::conflict(Code::Maker("conflict"), barrier));
        }
        if !unit.hold_slot(s, is_held) {
            return Ok(());
        }
        let about = About::slot(unit.slots[s].slot.id);
        let action = if is_held {
            "supply.hold"
        } else {
            "supply.let_go"
        };
        unit.audit_of(&caller, action, about).await?;
        unit.commit().await
    }

    /// A device by its serial, and the place of a slot of it, by the maker.
    async fn lock_named(
        self,
        caller: &Caller,
        serial: &str,
        slot: &str,
    ) -> Result<(DeviceUnit, usize), Error> {
        caller.must_have(Scope::FleetWrite)?;
        let mut tx = self.0.store.write().await?;
        let device = device(&mut tx, serial).await?.id;
        let mut unit = DeviceUnit::lock_in(self.0, tx, device).await?;
        caller.must_mean(&unit.device)?;
        let mut names = unit.slots.iter().map(|it| it.slot.kind.slot.as_str());
        let s = names.position(|name| name == slot).ok_or(Error::NotFound)?;
        unit.read_orders(s).await?;
        Ok((unit, s))
    }
}

fn sentence(barrier: Barrier) -> &'static str {
    match barrier {
        Barrier::LeftToAlexa => "Alexa reorders this supply, so nothing is ordered here.",
        Barrier::NotConnected => "The machine is not connected, so nobody can be asked.",
        Barrier::Paused => {
            "Reordering of this supply is off: its customer has paused it, or has chosen no product."
        }
        Barrier::Held => "Reordering of this supply is on hold. Let it go on first.",
        Barrier::OrderLive => "An order of this supply is under way already.",
    }
}
