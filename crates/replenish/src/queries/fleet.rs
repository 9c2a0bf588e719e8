//! What the maker asks of the fleet: its devices and everybody's orders, page by page.

use domain::order::OrderState;
use domain::registration::RegistrationStatus;
use domain::view::{DeviceView, OrderView};
use domain::{DeviceId, EntryId, OrderId, SlotId};
use store::DeviceFilter;

use super::Queries;
use super::page::cut;
use super::view::{device_view, device_views, order_view};
use crate::devices::fleet::device;
use crate::{Code, Error};

/// Devices that are looked at for a page of a filter, at most.
const LOOKS: i64 = 10_000;

impl Queries<'_> {
    /// The fleet by id, and after which device to go on. Of a part that was looked at a filter may let few
    /// pass, or none.
    pub async fn devices(
        self,
        registration: Option<RegistrationStatus>,
        silent_for_ms: Option<i64>,
        limit: u32,
        after: Option<DeviceId>,
    ) -> Result<(Vec<DeviceView>, Option<DeviceId>), Error> {
        let now = self.0.now();
        let filter = DeviceFilter {
            registration,
            silent_since: silent_for_ms.map(|millis| now - millis),
            after,
        };
        let mut tx = self.0.store.read().await?;
        let mut page = tx.devices(filter, i64::from(limit) + 1, LOOKS).await?;
        let next = cut(&mut page.devices, limit, |it| it.id);
        let views = device_views(&mut tx, page.devices, now).await?;
        Ok((views, next.or(page.looked_to)))
    }

    /// Everything known about one device.
    pub async fn device(self, serial: &str) -> Result<DeviceView, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        device_view(&mut tx, device, self.0.now()).await
    }

    /// The slot of a device that has a name.
    pub async fn slot_named(self, serial: &str, name: &str) -> Result<SlotId, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?.id;
        let mut slots = tx.slots_of_device(device).await?.into_iter();
        let slot = slots.find(|slot| slot.kind.slot == name);
        slot.map(|slot| slot.id).ok_or_else(|| {
            let detail = "`slot` must be one of the model's slots";
            Error::invalid("slot", Code::Maker("unknown_slot"), detail)
        })
    }

    /// The slot of a device in whose journal an entry is.
    pub async fn slot_of_entry(self, serial: &str, entry: EntryId) -> Result<SlotId, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?.id;
        let entry = tx.entry(entry).await?;
        let entry = entry.filter(|entry| entry.device_id == device);
        Ok(entry.ok_or(Error::NotFound)?.slot_id)
    }

    /// Everybody's orders, newest first, and after which one to go on.
    pub async fn orders(
        self,
        state: Option<OrderState>,
        limit: u32,
        after: Option<OrderId>,
    ) -> Result<(Vec<OrderView>, Option<OrderId>), Error> {
        let mut tx = self.0.store.read().await?;
        let mut orders = tx.orders(state, i64::from(limit) + 1, after).await?;
        let next = cut(&mut orders, limit, |it| it.order.id);
        let there = orders.into_iter().filter(|it| !it.is_gone);
        Ok((there.map(order_view).collect(), next))
    }
}
