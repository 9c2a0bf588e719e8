//! What is of an account's household, and who may change it there; everything else is not found.
//!
//! Viewers read. Members also restock, take back and say what has arrived. Owners also add, connect and
//! remove machines, and say who is of the household.

use domain::Role;
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
        self.own_device_as(tx, account, device, Role::Viewer).await
    }

    /// A device, where it is of the account's household; forbidden to those who may do less there.
    pub(crate) async fn own_device_as(
        &self,
        tx: &mut store::Tx,
        account: AccountId,
        device: DeviceId,
        needs: Role,
    ) -> Result<Device, Error> {
        let account = self.account(tx, account).await?;
        let device = tx.device(device).await?.ok_or(Error::NotFound)?;
        if device.household_id != Some(account.household_id) || device.deleting {
            return Err(Error::NotFound);
        }
        if !account.role.covers(needs) {
            return Err(Error::Forbidden);
        }
        Ok(device)
    }

    /// A change of such a device, by one of its owners.
    pub(crate) async fn change_own_device(
        &self,
        account: AccountId,
        device: DeviceId,
    ) -> Result<Change, Error> {
        let mut change = Change::begin(self, device).await?;
        self.own_device_as(&mut change.tx, account, device, Role::Owner)
            .await?;
        Ok(change)
    }

    /// A change of a slot of the account's household, by somebody who does more than read.
    pub(crate) async fn own_slot(
        &self,
        account: AccountId,
        slot: domain::SlotId,
    ) -> Result<(Change, store::Slot), Error> {
        let (mut change, slot) = Change::of_slot(self, slot).await?;
        self.own_device_as(&mut change.tx, account, slot.device_id, Role::Member)
            .await?;
        Ok((change, slot))
    }
}
