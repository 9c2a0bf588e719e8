//! What is of an account's household; everything else is not found.

use domain::{AccountId, DeviceId};
use store::Device;

use crate::change::Change;
use crate::{Application, Error};

impl Application {
    /// A device, where it is of the account's household.
    pub(crate) async fn own_device(
        &self,
        tx: &mut store::Tx,
        account: AccountId,
        device: DeviceId,
    ) -> Result<Device, Error> {
        let household = self.account(tx, account).await?.household_id;
        let device = tx.device(device).await?.ok_or(Error::NotFound)?;
        if device.household_id != Some(household) || device.deleting {
            return Err(Error::NotFound);
        }
        Ok(device)
    }

    /// A change of such a device.
    pub(crate) async fn change_own_device(
        &self,
        account: AccountId,
        device: DeviceId,
    ) -> Result<Change, Error> {
        let mut change = Change::begin(self, device).await?;
        self.own_device(&mut change.tx, account, device).await?;
        Ok(change)
    }

    /// A change of the device of a slot of the account's household.
    pub(crate) async fn own_slot(
        &self,
        account: AccountId,
        slot: domain::SlotId,
    ) -> Result<(Change, store::Slot), Error> {
        let (mut change, slot) = Change::of_slot(self, slot).await?;
        self.own_device(&mut change.tx, account, slot.device_id)
            .await?;
        Ok((change, slot))
    }
}
