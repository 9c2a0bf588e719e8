//! Rolling out a change of a model: its devices get the slots that they have not, all are measured anew, and each goes over
//! to the model's replenisher once it has no order under way.

use domain::engine::SlotState;
use domain::registration::EndedBy;
use domain::time::{HOUR, SECOND};
use domain::{DeviceId, Replenisher};
use store::{Begins, MadeSlot};
use uuid::Uuid;

use crate::device_unit::DeviceUnit;
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
    let held = tx.device_snapshots(&[], &devices).await?;
    let replenisher = tx.model(model).await?.map(|it| it.replenisher);
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
    app.announce_devices(&mut tx, &devices).await?;
    for device in held.iter().map(|it| &it.device) {
        if replenisher.is_some_and(|it| it != device.replenisher) {
            let job = Job::Replenisher { device: device.id };
            app.ask(&mut tx, &job, now).await?;
        }
    }
    let next = Job::Model {
        id,
        model: model.to_owned(),
        after: Some(*last),
    };
    app.ask(&mut tx, &next, now + SECOND).await?;
    tx.commit().await?;
    Ok(Ended::Done)
}

/// Lets a machine go over to its model's replenisher, as a job: once no order of it is under way, and after what it had
/// with the one before is ended.
pub(crate) async fn go_over(app: &Application, id: DeviceId) -> Result<Ended, Error> {
    let mut unit = match DeviceUnit::lock(app, id).await {
        Err(Error::NotFound) => return Ok(Ended::Done),
        held => held?,
    };
    let model = unit.device.model.clone();
    let model = unit.tx.model(&model).await?;
    let Some(model) = model.filter(|it| it.replenisher != unit.device.replenisher) else {
        return Ok(Ended::Done);
    };
    unit.read_all_orders().await?;
    if unit.slots.iter().any(SlotState::is_supplied) {
        return Ok(Ended::Again(unit.now + HOUR));
    }
    unit.end_registration(EndedBy::Maker).await?;
    unit.device.replenisher = model.replenisher;
    if model.replenisher == Replenisher::Alexa && unit.device.ended_by == Some(EndedBy::Maker) {
        // What the maker ended begins anew with the maker's word; what the customer ended does not.
        unit.device.ended_by = None;
        unit.device.ended_at = None;
    }
    // What needs no connection is not disconnected.
    unit.update_own_alerts().await?;
    if let Some(household) = unit.device.household_id {
        app.announce_household(&mut unit.tx, household, None)
            .await?;
    }
    for work in &mut unit.slots {
        work.slot.disconnect();
        work.touch();
    }
    unit.commit().await?;
    Ok(Ended::Done)
}
