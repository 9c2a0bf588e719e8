//! What the maker did at a machine for its customer.

use domain::{AccountId, DeviceId, MakerAct};

use super::Queries;
use crate::Error;
use crate::devices::fleet::device;

/// Acts that are read.
const NEWEST: i64 = 100;

impl Queries<'_> {
    /// The newest acts at a machine of the account's household, newest first.
    pub async fn maker_acts(
        self,
        account: AccountId,
        device: DeviceId,
    ) -> Result<Vec<MakerAct>, Error> {
        let mut tx = self.0.store.read().await?;
        self.0.own_device(&mut tx, account, device).await?;
        Ok(tx.maker_acts(device, NEWEST).await?)
    }

    /// The same by a serial, for the maker.
    pub async fn device_acts(self, serial: &str) -> Result<Vec<MakerAct>, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        Ok(tx.maker_acts(device.id, NEWEST).await?)
    }
}
