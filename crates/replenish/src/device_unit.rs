//! The unit of work: one change of one device, in a transaction that locks it, and what follows from it. Nothing
//! here calls Amazon; what must be called is written down as a job.

use domain::event::{Event, EventData, EventType};
use domain::{DeviceId, SlotId, Time};
use store::{Device, Order, Slot, Tx};

use crate::audit::AuditActor;
use crate::job::Job;
use crate::{Application, Error};

/// A device, held until [`DeviceUnit::commit`].
#[derive(Debug)]
pub struct DeviceUnit {
    pub(crate) app: Application,
    pub(crate) tx: Tx,
    pub(crate) now: Time,
    pub(crate) device: Device,
    /// What happened so far, each of the device that it happened to.
    pub(crate) events: Vec<(DeviceId, Event)>,
}

impl DeviceUnit {
    /// Holds a device.
    pub(crate) async fn lock(app: &Application, device: DeviceId) -> Result<Self, Error> {
        let tx = app.store.write().await?;
        Self::lock_in(app, tx, device).await
    }

    /// Holds a device in a transaction that has begun. One that is on its way out is not there.
    pub(crate) async fn lock_in(
        app: &Application,
        tx: Tx,
        device: DeviceId,
    ) -> Result<Self, Error> {
        let mut change = Self::beside(app, tx, device).await?;
        change.tx.slots_end_headroom(device).await?;
        Ok(change)
    }

    /// The same for what is noted beside a device and changes nothing of it, nor how its slots are decided.
    pub(crate) async fn beside(
        app: &Application,
        mut tx: Tx,
        device: DeviceId,
    ) -> Result<Self, Error> {
        let device = tx.device_lock(device).await?;
        let device = device.filter(|device| !device.deleting);
        let device = device.ok_or(Error::NotFound)?;
        Ok(Self {
            app: app.clone(),
            tx,
            now: app.now(),
            device,
            events: Vec::new(),
        })
    }

    /// Holds the device of a slot.
    pub(crate) async fn lock_slot(app: &Application, slot: SlotId) -> Result<(Self, Slot), Error> {
        let tx = app.store.write().await?;
        Self::lock_slot_in(app, tx, slot).await
    }

    /// The same in a transaction that has begun.
    pub(crate) async fn lock_slot_in(
        app: &Application,
        mut tx: Tx,
        slot: SlotId,
    ) -> Result<(Self, Slot), Error> {
        let device = tx.slot(slot).await?.ok_or(Error::NotFound)?.device_id;
        let mut change = Self::lock_in(app, tx, device).await?;
        let slot = change.tx.slot(slot).await?.ok_or(Error::NotFound)?;
        Ok((change, slot))
    }

    /// Everything done, durable, and the worker woken.
    pub(crate) async fn commit(mut self) -> Result<(), Error> {
        self.tx.device_update(&self.device).await?;
        self.write_events().await?;
        self.tx.commit().await?;
        self.app.wake.notify_waiters();
        Ok(())
    }

    /// Everything done, in a transaction that goes on.
    pub(crate) async fn into_tx(mut self) -> Result<Tx, Error> {
        self.tx.device_update(&self.device).await?;
        self.write_events().await?;
        Ok(self.tx)
    }

    /// Writes what happened so far, in one statement.
    pub(crate) async fn write_events(&mut self) -> Result<(), Error> {
        let events = std::mem::take(&mut self.events);
        Ok(self.tx.events_insert(&events, self.now).await?)
    }

    /// A new id.
    pub(crate) fn id<T: From<uuid::Uuid>>(&self) -> T {
        self.app.random.id(self.now)
    }

    /// The device's slots in its model's order.
    pub(crate) async fn slots(&mut self) -> Result<Vec<Slot>, Error> {
        Ok(self.tx.slots_of_device(self.device.id).await?)
    }

    /// Whether Amazon's tokens are held.
    pub(crate) async fn is_registered(&mut self) -> Result<bool, Error> {
        Ok(self.tx.registration(self.device.id).await?.is_some())
    }

    /// Asks for work at a moment.
    pub(crate) async fn job(&mut self, job: &Job, at: Time) -> Result<(), Error> {
        self.app.ask(&mut self.tx, job, at).await
    }

    /// Something happened to the device.
    pub(crate) fn event(&mut self, kind: EventType, data: EventData) {
        let event = Event::of_device(kind, data);
        self.events.push((self.device.id, event));
    }

    /// Something happened to one of its slots.
    pub(crate) fn slot_event(&mut self, kind: EventType, slot: &Slot) {
        let event = Event::of_slot(kind, slot.id, level(slot));
        self.events.push((self.device.id, event));
    }

    /// Something happened to an order of a slot.
    pub(crate) fn order_event(&mut self, kind: EventType, slot: &Slot, order: &Order) {
        let data = match kind {
            EventType::OrderRequested => level(slot),
            EventType::OrderCancelled | EventType::OrderFailed | EventType::OrderWithdrawn => {
                EventData::End {
                    reason: order.reason,
                }
            }
            _ => EventData::content(order.quantity, order.estimate, slot.kind.unit),
        };
        let event = Event::of_order(kind, slot.id, order.id, data);
        self.events.push((self.device.id, event));
    }

    /// Notes who did what to the device.
    pub(crate) async fn audit(
        &mut self,
        caller: AuditActor<'_>,
        action: &str,
    ) -> Result<(), Error> {
        let object = format!("device:{}", self.device.id);
        let row = caller.audit(self.id(), self.now, action, object);
        Ok(self.tx.audit_insert(&row).await?)
    }
}

/// How much there is in a slot, and at how much it is low, as it was last decided.
fn level(slot: &Slot) -> EventData {
    let reorder_level = slot.decision.as_ref().and_then(|it| it.reorder_level);
    EventData::level(slot.stock().at_home(), reorder_level, slot.kind.unit)
}
