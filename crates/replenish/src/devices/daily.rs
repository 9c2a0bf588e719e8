//! The daily look at every machine of a household: decide again, tell Amazon that it is alive and what
//! is left, and ask which slots may order; tell Alexa that it is there. Nothing depends on a message having come.

use domain::time::DAY;
use domain::{DeviceId, Replenisher};

use crate::amazon::token::CallError;
use crate::device_unit::DeviceUnit;
use crate::job::{Ended, Job};
use crate::{Application, Error};

/// The daily look at a machine, as a job.
pub(crate) async fn run(app: &Application, id: DeviceId) -> Result<Ended, Error> {
    let mut unit = match DeviceUnit::lock(app, id).await {
        Err(Error::NotFound) => return Ok(Ended::Done),
        held => held?,
    };
    if unit.device.household_id.is_none() {
        return Ok(Ended::Done);
    }
    let (now, seen) = (unit.now, unit.device.last_seen);
    // By a clock that is wrong every machine has been silent for long.
    if app.doubted_since().is_none() {
        unit.update_own_alerts().await?;
    }
    for work in &mut unit.slots {
        work.touch();
        work.tell();
    }
    let registered = unit.is_at_amazon();
    if registered {
        unit.job(Job::Sync { device: id }, now);
    }
    if unit.device.replenisher == Replenisher::Alexa {
        app.announce_devices(&mut unit.tx, &[id]).await?;
    }
    unit.commit().await?;
    if let Some(seen) = seen.filter(|_| registered) {
        let told = app
            .call(id, |amazon, token| async move {
                amazon.device_status(&token, seen).await
            })
            .await;
        match told {
            Ok(()) | Err(CallError::NotRegistered) => {}
            Err(error) => {
                if let retry @ Ended::Retry { .. } = error.repeat()? {
                    return Ok(retry);
                }
            }
        }
    }
    Ok(Ended::Again(now + DAY))
}

impl DeviceUnit {
    /// Asks for the daily look at the device, spread over the day by its id.
    pub(crate) fn begin_days(&mut self) {
        let device = self.device.id;
        let spread = device.0.as_u128() % DAY.unsigned_abs() as u128;
        let at = self.now + i64::try_from(spread).unwrap_or(0);
        self.job(Job::Daily { device }, at);
    }
}
