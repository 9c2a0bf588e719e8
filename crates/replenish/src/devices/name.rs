//! The name of a machine, as its household calls it.

use domain::text::is_line;
use domain::{Device, DeviceId};
use store::Tx;

use super::Devices;
use crate::{Caller, Code, Error};

/// Letters of a machine's name, at most.
const LONGEST: usize = 40;

/// What customers read for a device: their own name for it, or its model's.
pub(crate) async fn device_name(tx: &mut Tx, device: &Device) -> Result<String, Error> {
    if let Some(name) = &device.name {
        return Ok(name.clone());
    }
    let model = tx.model(&device.model).await?;
    Ok(model.map_or_else(|| device.model.clone(), |model| model.name))
}

impl Devices<'_> {
    /// Calls a device by another name; by its model's where the name is empty. The name is one line of
    /// at most forty letters.
    pub async fn rename(self, caller: Caller, device: DeviceId, name: &str) -> Result<(), Error> {
        let name = name.trim();
        if !name.is_empty() && !is_line(name, LONGEST) {
            let detail = "Write a name of at most 40 characters, or none.";
            return Err(Error::invalid("name", Code::BadName, detail));
        }
        let mut unit = self.0.lock_own_device(&caller, device).await?;
        unit.device.name = Some(name.to_owned()).filter(|name| !name.is_empty());
        unit.audit(&caller, "device.rename").await?;
        self.0.announce_devices(&mut unit.tx, &[device]).await?;
        unit.commit().await
    }
}
