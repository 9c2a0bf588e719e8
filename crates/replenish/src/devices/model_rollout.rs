//! Rolling out a change of a model: its devices get the slots that they have not, and all are measured anew.

use domain::DeviceId;
use domain::time::SECOND;
use store::{Begins, MadeSlot};
use uuid::Uuid;

use crate::job::{Ended, Job};
use crate::{Application, Error};

/// Devices in one transaction.
const PAGE: i64 = 200;

/// Brings a page of a model's devices to what it has become, as a job.
pub(crate) async fn run(
    app: &Application,
    id: Uuid,
    model: &str,
    after: Option<DeviceId>,
) -> Result<Ended, Error> {
    let now = app.now();
    let mut tx = app.store.write().await?;
    let devices = tx.devices_of_model(model, after, PAGE).await?;
    let Some(last) = devices.last() else {
        return Ok(Ended::Done);
    };
    // Whoever takes reports of theirs comes before or after.
    tx.device_snapshots(&[], &devices).await?;
    let kinds = tx.model_slots(model).await?;
    let slots = devices.iter().flat_map(|device| {
        kinds.iter().map(|kind| MadeSlot {
            id: app.random.id(now),
            device_id: *device,
            slot: kind.slot.clone(),
        })
    });
    let slots: Vec<_> = slots.collect();
    tx.slots_make(&slots, Begins::New).await?;
    tx.slots_unsettle(&devices).await?;
    let next = Job::Model {
        id,
        model: model.to_owned(),
        after: Some(*last),
    };
    app.ask(&mut tx, &next, now + SECOND).await?;
    tx.commit().await?;
    Ok(Ended::Done)
}
