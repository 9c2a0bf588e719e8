//! Deciding on a slot again, when a cooldown is over, a count is waited for, or a reading has waited long enough.

use domain::SlotId;

use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

/// Decides on one slot again, as a job.
pub(crate) async fn run(app: &Application, id: SlotId) -> Result<Ended, Error> {
    let (mut unit, s) = match DeviceUnit::lock_slot(app, id).await {
        Err(Error::NotFound) => return Ok(Ended::Done),
        held => held?,
    };
    unit.slots[s].touch();
    if unit.slots[s].slot.evidence.level.is_some() {
        unit.read_orders(s).await?;
        unit.believe_what_stands(s);
    }
    unit.commit().await?;
    Ok(Ended::Done)
}
