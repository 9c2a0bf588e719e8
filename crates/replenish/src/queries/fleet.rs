//! What the maker asks of the fleet: its devices and everybody's orders, page by page.

use domain::alert::AlertKind;
use domain::device::{Firmware, SerialPart};
use domain::registration::RegistrationStatus;
use domain::stuck::SOONEST;
use domain::view::{DeviceView, OrderView};
use domain::{DeviceId, EntryId, HouseholdId, OrderId, SlotId, Time};
use store::{DeviceFilter, NamedOrder, OrderFilter};

use super::Queries;
use super::page::cut;
use super::view::{device_view, device_views, order_view};
use crate::devices::fleet::device;
use crate::{Code, Error};

/// Devices that are looked at for a page of a filter, at most.
const LOOKS: i64 = 10_000;
/// Live orders that are looked at for a page of stuck ones, at most.
const OLD: u32 = 1_000;

/// Which devices of the fleet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeviceSearch {
    /// Only of this standing.
    pub registration: Option<RegistrationStatus>,
    /// Only those that posted nothing for so long.
    pub silent_for_ms: Option<i64>,
    /// Only with this in their serials.
    pub part: Option<SerialPart>,
    /// Only of this model.
    pub model: Option<String>,
    /// Only those in which this runs.
    pub firmware: Option<Firmware>,
    /// Only those of which this is to be heard.
    pub alert: Option<AlertKind>,
    /// Only a household's.
    pub household: Option<HouseholdId>,
}

impl Queries<'_> {
    /// The fleet by id, and after which device to go on. Of a part that was looked at a filter may let few
    /// pass, or none.
    pub async fn devices(
        self,
        search: DeviceSearch,
        limit: u32,
        after: Option<DeviceId>,
    ) -> Result<(Vec<DeviceView>, Option<DeviceId>), Error> {
        let now = self.0.now();
        let filter = DeviceFilter {
            registration: search.registration,
            silent_since: search.silent_for_ms.map(|millis| now - millis),
            part: search.part,
            model: search.model,
            firmware: search.firmware,
            alert: search.alert,
            household: search.household,
            after,
        };
        let mut tx = self.0.store.read().await?;
        let mut page = tx.devices(&filter, i64::from(limit) + 1, LOOKS).await?;
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
        filter: OrderFilter,
        limit: u32,
        after: Option<OrderId>,
    ) -> Result<(Vec<OrderView>, Option<OrderId>), Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let mut orders = tx.orders(filter, i64::from(limit) + 1, after).await?;
        let next = cut(&mut orders, limit, |it| it.order.id);
        Ok((shown(orders, now).collect(), next))
    }

    /// Everybody's orders that are longer in a state than usual, the oldest first, and after which one to go on. Of a part
    /// that was looked at few may be.
    pub async fn orders_stuck(
        self,
        limit: u32,
        after: Option<OrderId>,
    ) -> Result<(Vec<OrderView>, Option<OrderId>), Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let mut old = tx
            .orders_old(now - SOONEST, i64::from(OLD) + 1, after)
            .await?;
        let looked_to = cut(&mut old, OLD, |it| it.order.id);
        let mut stuck: Vec<_> = shown(old, now).filter(|it| it.stuck.is_some()).collect();
        let next = cut(&mut stuck, limit, |it| it.id);
        Ok((stuck, next.or(looked_to)))
    }
}

/// What is shown of orders.
fn shown(orders: Vec<NamedOrder>, now: Time) -> impl Iterator<Item = OrderView> {
    let there = orders.into_iter().filter(|it| !it.is_gone);
    there.map(move |order| order_view(order, now))
}
