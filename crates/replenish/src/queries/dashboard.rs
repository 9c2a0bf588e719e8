//! What a customer's pages ask for. Everything is of the account's household, or not found.

use domain::day::ClosedDay;
use domain::engine::ORDERS_THAT_MATTER;
use domain::time::DAY;
use domain::view::{DeviceView, History, OrderView, SupplyView};
use domain::{AccountId, DeviceId, EntryId, OrderId, SlotId};
use store::{Departure, Tx};

use super::Queries;
use super::view::{device_view, device_views, order_view};
use crate::Error;

/// Orders on a customer's page, at most.
const ORDERS: i64 = 200;

/// Machines that left, at most, and for how long that is told.
const DEPARTED: i64 = 3;
pub(crate) const TOLD: i64 = 30 * DAY;

/// What an entry by hand is to the orders of its slot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// It counts one.
    pub order: bool,
    /// One is under way that it might count.
    pub under_way: bool,
}

impl Queries<'_> {
    /// What an entry is to the newest orders of a supply.
    pub async fn counts(
        self,
        account: AccountId,
        id: SlotId,
        entry: EntryId,
    ) -> Result<Counts, Error> {
        let mut tx = self.0.store.read().await?;
        let slot = self.0.own_slot(&mut tx, account, id).await?;
        let most = i64::try_from(ORDERS_THAT_MATTER).unwrap_or_default();
        let orders = tx.orders_of_slots(&[slot.key()], most).await?;
        let ids: Vec<_> = orders.iter().map(|order| order.id).collect();
        let parcels = tx.parcels_of_orders(&ids).await?;
        Ok(Counts {
            order: parcels.iter().any(|it| it.counted == Some(entry)),
            under_way: orders.iter().any(|order| order.state.is_coming()),
        })
    }

    /// The machines that another household has taken over lately, by a code of their own screen.
    pub async fn departures(self, account: AccountId) -> Result<Vec<Departure>, Error> {
        let mut tx = self.0.store.read().await?;
        let household = self.0.account(&mut tx, account).await?.household_id;
        let since = self.0.now() - TOLD;
        Ok(tx.departures(household, since, DEPARTED).await?)
    }

    /// All machines of the household with their supplies, in the order in which they were added.
    pub async fn supplies(self, account: AccountId) -> Result<Vec<DeviceView>, Error> {
        let mut tx = self.0.store.read().await?;
        let household = self.0.account(&mut tx, account).await?.household_id;
        let devices = tx.devices_of_household(household).await?;
        device_views(&mut tx, devices, self.0.now()).await
    }

    /// One supply.
    pub async fn supply(self, account: AccountId, id: SlotId) -> Result<SupplyView, Error> {
        let mut tx = self.0.store.read().await?;
        self.own_supply(&mut tx, account, id).await
    }

    /// One supply, and what a chart of it shows.
    pub async fn supply_with_history(
        self,
        account: AccountId,
        id: SlotId,
    ) -> Result<(SupplyView, History), Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let supply = self.own_supply(&mut tx, account, id).await?;
        let days = tx
            .days_since(supply.slot_key(), History::first(now))
            .await?;
        let days: Vec<_> = days.iter().map(ClosedDay::from).collect();
        let history = History::new(&supply, &days, now);
        Ok((supply, history))
    }

    /// The machine of a supply, with all of its supplies.
    pub async fn machine_of_supply(
        self,
        account: AccountId,
        id: SlotId,
    ) -> Result<DeviceView, Error> {
        let mut tx = self.0.store.read().await?;
        self.own_machine_of(&mut tx, account, id).await
    }

    async fn own_machine_of(
        self,
        tx: &mut Tx,
        account: AccountId,
        id: SlotId,
    ) -> Result<DeviceView, Error> {
        let slot = tx.slot(id).await?.ok_or(Error::NotFound)?;
        let device = self.0.own_device(tx, account, slot.device_id).await?;
        device_view(tx, device, self.0.now()).await
    }

    async fn own_supply(
        self,
        tx: &mut Tx,
        account: AccountId,
        id: SlotId,
    ) -> Result<SupplyView, Error> {
        let supplies = self.own_machine_of(tx, account, id).await?.supplies;
        let supply = supplies.into_iter().find(|supply| supply.id == id);
        supply.ok_or(Error::NotFound)
    }

    /// One machine with its supplies.
    pub async fn machine(self, account: AccountId, id: DeviceId) -> Result<DeviceView, Error> {
        let mut tx = self.0.store.read().await?;
        let device = self.0.own_device(&mut tx, account, id).await?;
        device_view(&mut tx, device, self.0.now()).await
    }

    /// The household's orders, newest first.
    pub async fn account_orders(self, account: AccountId) -> Result<Vec<OrderView>, Error> {
        let now = self.0.now();
        let mut tx = self.0.store.read().await?;
        let household = self.0.account(&mut tx, account).await?.household_id;
        let orders = tx.orders_of_household(household, ORDERS).await?;
        Ok(orders
            .into_iter()
            .map(|order| order_view(order, now))
            .collect())
    }

    /// One order.
    pub async fn order(self, account: AccountId, id: OrderId) -> Result<OrderView, Error> {
        let mut tx = self.0.store.read().await?;
        let order = tx.order_named(id).await?.ok_or(Error::NotFound)?;
        let device = order.order.device_id;
        self.0.own_device(&mut tx, account, device).await?;
        Ok(order_view(order, self.0.now()))
    }
}
