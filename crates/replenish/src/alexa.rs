//! Alexa as a replenisher: customers' grants, the machines that Alexa is told of, and what it is told of them. Alexa keeps
//! the household's stock, decides and orders; Larder says what is in each machine, and hears of no order.
//!
//! - A machine is told of by one account's grant alone. It becomes an endpoint of the grant when that is given or when the
//!   household gets the machine, and is none any more when either goes.
//! - What is told is what is so, never what has changed: anything may be said twice, lost or overtaken, and the next
//!   report puts it right. That machines are there is said again daily, what is in them a few times a day.
//! - A gateway's answer may end a grant (`gateway`); whatever ends it, its machines go on here with levels and journal.

mod announce;
mod departure;
mod endpoint;
mod gateway;
mod grant;
mod report;
mod state;
mod token;
mod unlink;

pub(crate) use announce::run as announce;
pub(crate) use departure::run as depart;
pub use grant::GrantError;
pub(crate) use grant::end_in as end_grant_in;
pub(crate) use report::run as report;
pub(crate) use unlink::run as unlink;

use amazon::alexa::{Endpoint, Sampled};
use domain::alexa::Region;
use domain::registration::EndedBy;
use domain::{AccountId, DeviceId, Replenisher, Role, Time};

use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::{Application, Caller, Code, Error};

/// What Alexa is told, and by whom it may be.
#[derive(Clone, Copy, Debug)]
pub struct Alexa<'a>(&'a Application);

impl Application {
    /// What Alexa is told, and by whom it may be.
    pub fn alexa(&self) -> Alexa<'_> {
        Alexa(self)
    }
}

/// That an account's customer has linked Alexa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Linked {
    /// In which part of the world.
    pub region: Region,
    /// Since when.
    pub since: Time,
}

impl Alexa<'_> {
    /// The machines that an account's customer has Alexa told of, as Discover is answered. What it answers is announced.
    pub async fn endpoints(self, account: AccountId) -> Result<Vec<Endpoint>, Error> {
        self.0.link_machines(account).await?;
        let described = self.0.described(account).await?;
        let mut tx = self.0.store.write().await?;
        for it in described.iter().filter(|it| it.is_linked) {
            self.0.announced(&mut tx, account, it).await?;
        }
        tx.commit().await?;
        self.0.wake.notify_waiters();
        Ok(described.into_iter().map(|it| it.endpoint).collect())
    }

    /// What is so at a machine, as ReportState is answered; not found where Alexa is not told of it by the account.
    pub async fn state(self, account: AccountId, endpoint: &str) -> Result<Sampled, Error> {
        let id: DeviceId = endpoint.parse().map_err(|_| Error::NotFound)?;
        let mut tx = self.0.store.read().await?;
        let device = self.0.own_device(&mut tx, account, id).await?;
        let is_told = match tx.alexa_endpoint(id).await? {
            Some(endpoint) => endpoint.account_id == account,
            None => self.0.is_first_here(&mut tx, account).await?,
        };
        if device.replenisher != Replenisher::Alexa || !is_told {
            return Err(Error::NotFound);
        }
        let state = state::read(&mut tx, id).await?;
        Ok(state.whole(self.0.now()))
    }

    /// Whether an account's customer has linked Alexa.
    pub async fn linked(self, account: AccountId) -> Result<Option<Linked>, Error> {
        let grant = self.0.store.read().await?.alexa_grant(account).await?;
        Ok(grant.map(|grant| Linked {
            region: grant.region,
            since: grant.linked_at,
        }))
    }

    /// When Alexa last took the levels of a machine of the account's household; none where it has taken none.
    pub async fn told(self, account: AccountId, device: DeviceId) -> Result<Option<Time>, Error> {
        let mut tx = self.0.store.read().await?;
        self.0.own_device(&mut tx, account, device).await?;
        let endpoint = tx.alexa_endpoint(device).await?;
        Ok(endpoint.and_then(|it| it.told_at))
    }

    /// Unlinks Alexa from an account: the grant ends, and Alexa is told of its machines no more. Whoever calls is who ended
    /// it. Done already, it changes nothing.
    pub async fn unlink(self, caller: Caller, account: AccountId) -> Result<(), Error> {
        let by = match caller {
            Caller::Customer(..) => EndedBy::Customer,
            Caller::Maker(..) | Caller::At(..) | Caller::Because(..) => EndedBy::Maker,
            Caller::Amazon | Caller::Device(_) | Caller::Token(_) => EndedBy::Amazon,
        };
        self.0.end_grant(&caller, account, None, by).await
    }

    /// An owner has Alexa told of a machine by their own grant, whoever's it was by before.
    pub async fn move_here(self, caller: Caller, device: DeviceId) -> Result<(), Error> {
        let (mut tx, owner) = self.0.begin_as_owner(&caller).await?;
        if tx.alexa_grant_lock(owner.id).await?.is_none() {
            let why = "Link Alexa with your account first.";
            return Err(Error::conflict(Code::NotConnected, why));
        }
        let mut unit = DeviceUnit::lock_in(self.0, tx, device).await?;
        unit.allow(&owner, Role::Owner)?;
        if unit.device.replenisher != Replenisher::Alexa {
            let why = "Alexa does not reorder for this machine.";
            return Err(Error::conflict(Code::NotConnected, why));
        }
        if let Some(before) = unit.tx.alexa_endpoint(device).await? {
            if before.account_id == owner.id {
                return Ok(());
            }
            unit.tx.alexa_endpoint_delete(device).await?;
            let (now, account) = (unit.now, before.account_id);
            unit.job(Job::AlexaDelete { account, device }, now);
        }
        unit.begin_endpoint(owner.id).await?;
        unit.audit(&caller, "device.alexa").await?;
        unit.commit().await
    }
}
