//! Parcels of an order: counted into the stock when their estimated date is reached, and taken back.

use domain::journal::{Actor, Entry, Input};
use domain::order::{EndReason, OrderState};
use domain::time::HOUR;
use domain::{OrderId, ParcelId};

use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::{Application, Error};

/// Counts a parcel on its date, as a job.
pub(crate) async fn run(app: &Application, id: ParcelId) -> Result<Ended, Error> {
    let Some(parcel) = app.store.read().await?.parcel(id).await? else {
        return Ok(Ended::Done);
    };
    let Some((mut unit, s)) = DeviceUnit::lock_order(app, parcel.order_id).await? else {
        return Ok(Ended::Done);
    };
    let known = unit.order(parcel.order_id);
    let parcels = known.into_iter().flat_map(|it| &it.parcels);
    let parcel = parcels.copied().find(|it| it.id == id);
    let Some(parcel) = parcel.filter(|it| it.counted.is_none()) else {
        return Ok(Ended::Done);
    };
    let date = parcel.estimate;
    if unit.now < date {
        return Ok(Ended::Again(date));
    }
    if app.doubted_since().is_some() {
        return Ok(Ended::Again(unit.now + HOUR));
    }
    unit.count_parcel(s, id, date, Actor::Larder);
    unit.commit().await?;
    Ok(Ended::Done)
}

impl DeviceUnit {
    /// Takes back what an order's parcels brought, as far as it `takes` the entries that counted them.
    pub(crate) async fn uncount(
        &mut self,
        s: usize,
        order: OrderId,
        actor: Actor,
        takes: fn(&Entry) -> bool,
    ) -> Result<(), Error> {
        let mut counted = Vec::new();
        if let Some(known) = self.order_mut(s, order) {
            let parcels = known.parcels.iter_mut();
            counted.extend(parcels.filter_map(|parcel| parcel.counted.take()));
        }
        // One entry may have counted them all.
        counted.dedup();
        for entry in counted {
            let is_undone = self.tx.entry_undoing(entry).await?.is_some();
            let entry = self.tx.entry(entry).await?;
            if let Some(entry) = entry.filter(|it| !is_undone && takes(it)) {
                self.take_back(s, &entry, actor).await?;
            }
        }
        Ok(())
    }

    /// An order is cancelled at Amazon: what it brought is taken back, what was on the road does not
    /// come. What somebody put in by hand is there all the same: they bought it elsewhere.
    pub(crate) async fn cancel_order(
        &mut self,
        s: usize,
        id: OrderId,
        reason: EndReason,
    ) -> Result<(), Error> {
        let known = self.order(id).map(|known| known.order.state);
        if known == Some(OrderState::Arrived) {
            let is_delivery = |it: &Entry| matches!(it.input(), Some(Input::Delivery(_)));
            self.uncount(s, id, Actor::Larder, is_delivery).await?;
        }
        self.cancel(s, id, reason);
        Ok(())
    }
}
