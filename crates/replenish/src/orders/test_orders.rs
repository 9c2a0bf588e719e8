//! Cancelling the orders of a test machine, so that the next one need not wait for the last.

use amazon::DrsError;
use domain::api_key::Scope;
use domain::order::EndReason;

use super::Orders;
use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::{Caller, Code, Error};

impl Orders<'_> {
    /// Releases the test orders of a device at Amazon, of one slot or of all, and calls them off here.
    /// A registration that is no test is refused by Amazon.
    pub async fn cancel_tests(
        self,
        caller: Caller,
        serial: &str,
        slot: Option<&str>,
    ) -> Result<(), Error> {
        caller.must_have(Scope::FleetWrite)?;
        let device = self.0.store.read().await?.device_by_serial(serial).await?;
        let device = device.ok_or(Error::NotFound)?.id;
        let released = self.0.call(device, |amazon, token| async move {
            amazon.cancel_test_orders(&token, slot).await
        });
        released.await.map_err(|error| {
            match error {
            CallError::Own(error) => error,
            CallError::NotRegistered => {
                Error::conflict(Code::NotConnected, "This machine is not connected to Amazon.")
            }
            CallError::Drs(DrsError::UnknownSlot) => Error::NotFound,
            CallError::Drs(DrsError::Refused { .. }) => Error::conflict(
                Code::Maker("conflict"),
                "Amazon does not release its orders: only those of test machines can be taken back.",
            ),
            _ => Error::Amazon,
        }
        })?;
        let mut unit = DeviceUnit::lock(self.0, device).await?;
        unit.read_all_orders().await?;
        for s in 0..unit.slots.len() {
            if slot.is_some_and(|slot| slot != unit.slots[s].slot.kind.slot) {
                continue;
            }
            let orders = unit.slots[s].orders().iter();
            let live = orders.map(|it| &it.order).find(|it| it.live);
            if let Some(id) = live.map(|order| order.id) {
                unit.cancel_order(s, id, EndReason::Test).await?;
            }
        }
        unit.audit(&caller, "device.cancel_test_orders").await?;
        unit.commit().await
    }
}
