//! Parcels of an order: made, counted into the stock when their estimated date is reached or somebody says that they are
//! here, and taken back.

use domain::cooldown::Cooldown;
use domain::journal::{Actor, Input};
use domain::order::OrderEvent;
use domain::time::{DAY, HOUR};
use domain::{OrderId, ParcelId, Quantity, Time};
use store::{Order, Parcel, Slot};

use crate::amazon::subscription::brings;
use crate::device_unit::DeviceUnit;
use crate::inventory::entry::NewEntry;
use crate::job::Ended;
use crate::{Application, Error};

/// Counts a parcel on its date, as a job.
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

impl DeviceUnit {
    /// Counts a parcel at a moment: its stock is added, and with an order's last parcel the order
    /// has arrived. Whoever says so but Larder, which goes by the date, confirms it.
    pub(crate) async fn count_parcel(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        parcel: &mut Parcel,
        at: Time,
        by: Actor,
    ) -> Result<(), Error> {
        let entry = NewEntry {
            at,
            input: Input::Delivery(parcel.quantity),
            actor: by,
            key: Some((
                format!("parcel:{}", parcel.id),
                // One that was taken back may be counted again.
                slot.accepted.to_string().into_bytes(),
            )),
            effective: true,
        };
        self.measure_arrival(slot).await?;
        parcel.counted = Some(self.append(slot, entry).await?);
        self.tx.parcel_update(parcel).await?;
        self.fold(slot, (at, at)).await?;
        if !self.on_the_road(order.id).await? {
            order.confirmed |= by != Actor::Larder;
            if self.move_order(slot, order, OrderEvent::Arrived).await? {
                slot.cooldown = Cooldown::default();
            }
        }
        self.report_status(slot).await?;
        self.evaluate(slot).await
    }

    /// How many days what was left would have lasted when more came: the operator's measure of ordering
    /// neither too late nor too early.
    async fn measure_arrival(&mut self, slot: &Slot) -> Result<(), Error> {
        let pace = self.pace(slot).await?;
        if let Some((at_home, pace)) = slot.stock().at_home().zip(pace)
            && let Some(left) = pace.millis_for(at_home)
        {
            let days = left as f64 / DAY as f64;
            metrics::histogram!("larder_days_left_at_arrival").record(days);
        }
        Ok(())
    }

    /// Everything of an order is here before its date, as somebody says: nothing more is added on it.
    pub(crate) async fn arrive_early(
        &mut self,
        slot: &mut Slot,
        order: &mut Order,
        at: Time,
        by: Actor,
    ) -> Result<(), Error> {
        let mut parcels = self.tx.parcels(order.id).await?;
        parcels.retain(|parcel| parcel.counted.is_none());
        if parcels.is_empty()
            && let Some(quantity) = brings(slot, order)
        {
            let parcel = self.new_parcel(order, quantity, at).await?;
            parcels.push(parcel);
        }
        for mut parcel in parcels {
            self.count_parcel(slot, order, &mut parcel, at, by).await?;
        }
        Ok(())
    }

    /// Makes a parcel of an order.
    pub(crate) async fn new_parcel(
        &mut self,
        order: &Order,
        quantity: Quantity,
        estimate: Time,
    ) -> Result<Parcel, Error> {
        let parcel = Parcel {
            id: self.id(),
            order_id: order.id,
            slot_id: order.slot_id,
            quantity,
            estimate,
            counted: None,
        };
        self.tx.parcel_insert(&parcel).await?;
        Ok(parcel)
    }

    /// Takes back what an order's parcels brought.
    pub(crate) async fn uncount(
        &mut self,
        slot: &mut Slot,
        order: &Order,
        actor: Actor,
    ) -> Result<Vec<Parcel>, Error> {
        let mut parcels = self.tx.parcels(order.id).await?;
        for parcel in &mut parcels {
            let Some(entry) = parcel.counted.take() else {
                continue;
            };
            self.tx.parcel_update(parcel).await?;
            let undone = self.tx.entry_undoing(entry).await?.is_some();
            if let Some(row) = self.tx.entry(entry).await?
                && !undone
            {
                self.append_undo(slot, &row, actor).await?;
            }
        }
        Ok(parcels)
    }

    /// Whether a parcel of an order has not counted yet.
    pub(crate) async fn on_the_road(&mut self, order: OrderId) -> Result<bool, Error> {
        let parcels = self.tx.parcels(order).await?;
        Ok(parcels.iter().any(|parcel| parcel.counted.is_none()))
    }
}
