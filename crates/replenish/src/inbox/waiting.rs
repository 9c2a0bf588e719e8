//! Messages that came before their device was there, applied by a job. The call that makes devices only asks for it.

use amazon::notification::parse;
use domain::time::SECOND;

use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

/// Devices of one run; each has a transaction of its own.
const DEVICES: i64 = 20;

/// Messages of a device that are applied at once.
const AT_ONCE: i64 = 100;

/// Applies what waits for devices that are there now, as a job.
pub(crate) async fn run(app: &Application) -> Result<Ended, Error> {
    let serials = app.store.read().await?.serials_to_hear(DEVICES).await?;
    for serial in &serials {
        apply(app, serial).await?;
    }
    Ok(match serials.is_empty() {
        true => Ended::Done,
        false => Ended::Again(app.now() + SECOND),
    })
}

/// Applies what came before a device was known, as much as goes into one transaction.
async fn apply(app: &Application, serial: &str) -> Result<(), Error> {
    let mut tx = app.store.write().await?;
    let Some(device) = tx.device_by_serial(serial).await? else {
        return Ok(());
    };
    let mut unit = DeviceUnit::lock_in(app, tx, device.id).await?;
    for message in unit.tx.notifications_waiting(serial, AT_ONCE).await? {
        let (topic, id) = (&message.topic, &message.message_id);
        unit.tx.notification_applied(topic, id).await?;
        if let Ok(said) = parse(&message.body) {
            unit.hear(&said).await?;
            unit.settle().await?;
        }
    }
    unit.commit().await
}
