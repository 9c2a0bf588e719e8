//! Access by household and role: what is of an account's household, and who may change it there; everything else is
//! not found.
//!
//! Viewers read. Members also restock, take back and say what has arrived. Owners also add, connect and
//! remove machines, and say who is of the household. The maker restocks and takes back at any machine.

use domain::api_key::Scope;
use domain::{AccountId, Device, DeviceId, Role, Slot, SlotId};
use store::{Account, Tx};

use crate::device_unit::DeviceUnit;
use crate::{Application, Caller, Error};

impl Application {
    /// A device, where it is of the account's household.
    pub(crate) async fn own_device(
        &self,
        tx: &mut Tx,
        account: AccountId,
        device: DeviceId,
    ) -> Result<Device, Error> {
        self.own_device_as(tx, account, device, Role::Viewer).await
    }

    /// A device, where it is of the account's household; forbidden to those who may do less there.
    pub(crate) async fn own_device_as(
        &self,
        tx: &mut Tx,
        account: AccountId,
        device: DeviceId,
        needs: Role,
    ) -> Result<Device, Error> {
        let account = self.account(tx, account).await?;
        let device = tx.device(device).await?.ok_or(Error::NotFound)?;
        allow(&device, &account, needs)?;
        Ok(device)
    }

    /// A slot, where its device is of the account's household.
    pub(crate) async fn own_slot(
        &self,
        tx: &mut Tx,
        account: AccountId,
        slot: SlotId,
    ) -> Result<Slot, Error> {
        let slot = tx.slot(slot).await?.ok_or(Error::NotFound)?;
        self.own_device(tx, account, slot.device_id).await?;
        Ok(slot)
    }

    /// A change of a device of the customer's household, by one of its owners.
    pub(crate) async fn lock_own_device(
        &self,
        caller: &Caller,
        device: DeviceId,
    ) -> Result<DeviceUnit, Error> {
        let (tx, account) = self.begin(caller).await?;
        let unit = DeviceUnit::lock_in(self, tx, device).await?;
        unit.allow(&account, Role::Owner)?;
        Ok(unit)
    }

    /// A change of a slot: by a customer who does more than read in its household, or by the maker.
    pub(crate) async fn lock_slot(
        &self,
        caller: &Caller,
        slot: SlotId,
    ) -> Result<(DeviceUnit, usize), Error> {
        if caller.may(Scope::FleetWrite) {
            let (unit, s) = DeviceUnit::lock_slot(self, slot).await?;
            caller.must_mean(&unit.device)?;
            return Ok((unit, s));
        }
        let (tx, account) = self.begin(caller).await?;
        let (unit, s) = DeviceUnit::lock_slot_in(self, tx, slot).await?;
        unit.allow(&account, Role::Member)?;
        Ok((unit, s))
    }
}

/// Holds a machine; false where it is gone meanwhile, or on its way out.
pub(crate) async fn is_there(tx: &mut Tx, device: DeviceId) -> Result<bool, Error> {
    let device = tx.device_lock(device).await?;
    Ok(device.is_some_and(|device| !device.deleting))
}

impl DeviceUnit {
    /// Not found where the device is not of the account's household; forbidden to those who may do less
    /// there.
    pub(crate) fn allow(&self, account: &Account, needs: Role) -> Result<(), Error> {
        allow(&self.device, account, needs)
    }
}

fn allow(device: &Device, account: &Account, needs: Role) -> Result<(), Error> {
    if device.household_id != Some(account.household_id) || device.deleting {
        return Err(Error::NotFound);
    }
    if !account.role.covers(needs) {
        return Err(Error::Forbidden);
    }
    Ok(())
}
