//! Counting a parcel when its estimated date is reached.

use domain::ParcelId;
use domain::journal::Actor;
use domain::time::HOUR;

use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

pub(crate) async fn run(app: &Application, id: ParcelId) -> Result<Ended, Error> {
    let Some(parcel) = app.store.read().await?.parcel(id).await? else {
        return Ok(Ended::Done);
    };
    let (mut change, mut slot) = match DeviceUnit::lock_slot(app, parcel.slot_id).await {
        Err(Error::NotFound) => return Ok(Ended::Done),
        held => held?,
    };
    let (Some(mut parcel), Some(mut order)) = (
        change.tx.parcel(id).await?,
        change.tx.order(parcel.order_id).await?,
    ) else {
        return Ok(Ended::Done);
    };
    if parcel.counted.is_some() {
        return Ok(Ended::Done);
    }
    let date = parcel.estimate;
    if change.now < date {
        return Ok(Ended::Again(date));
    }
    if app.doubted_since().is_some() {
        return Ok(Ended::Again(change.now + HOUR));
    }
    change
        .count_parcel(&mut slot, &mut order, &mut parcel, date, Actor::Larder)
        .await?;
    change.commit().await?;
    Ok(Ended::Done)
}
