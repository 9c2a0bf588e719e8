//! Which machines Alexa is told of: those of a household whose supplies it brings, each by one account's grant.

use amazon::alexa::{Endpoint, Sensor};
use domain::event::{EventData, EventType};
use domain::registration::EndedBy;
use domain::{AccountId, Device, DeviceId, Replenisher};
use sha2::{Digest as _, Sha256};
use store::{Account, Tx};

use crate::device_unit::DeviceUnit;
use crate::devices::name::device_name;
use crate::job::Job;
use crate::people::access::is_there;
use crate::{Application, Error};

/// A machine as Alexa is told of it.
#[derive(Debug)]
pub(super) struct Described {
    pub(super) device: DeviceId,
    pub(super) endpoint: Endpoint,
    /// Another one for every other description.
    pub(super) digest: Vec<u8>,
    /// Alexa is told of it by the account's grant.
    pub(super) is_linked: bool,
    /// Alexa has not heard of it as it is now.
    pub(super) is_news: bool,
}

impl Application {
    /// Has Alexa told of all machines of an account's household that it is told of by nobody's grant yet, by the account's.
    /// One that its customer or the maker took off since the grant was given stays off.
    pub(super) async fn link_machines(&self, account: AccountId) -> Result<(), Error> {
        let mut tx = self.store.read().await?;
        if unlinked(&mut tx, account).await?.is_empty() {
            return Ok(());
        }
        let mut tx = self.store.write().await?;
        if tx.alexa_grant_lock(account).await?.is_none() {
            return Ok(());
        }
        for device in unlinked(&mut tx, account).await? {
            if !is_there(&mut tx, device).await? {
                continue;
            }
            let own = tx.account(account).await?.map(|it| it.household_id);
            let mut unit = DeviceUnit::lock_in(self, tx, device).await?;
            // Held only now: it may have gone meanwhile.
            let is_own = own.is_some() && unit.device.household_id == own;
            let is_free = unit.tx.alexa_endpoint(device).await?.is_none();
            if is_own && is_free && unit.device.replenisher == Replenisher::Alexa {
                unit.begin_endpoint(account).await?;
            }
            tx = unit.into_tx().await?;
        }
        tx.commit().await?;
        self.wake.notify_waiters();
        Ok(())
    }

    /// The machines that Alexa is told of by an account's grant, and those that it will be told of once there is the first
    /// grant of the household, where that is to be the account's.
    pub(super) async fn described(&self, account: AccountId) -> Result<Vec<Described>, Error> {
        let mut tx = self.store.read().await?;
        let own = self.account(&mut tx, account).await?;
        let is_first = self.is_first_here(&mut tx, account).await?;
        let mut described = Vec::new();
        for device in of_alexa(&mut tx, &own).await? {
            let known = tx.alexa_endpoint(device.id).await?;
            let is_own = known.as_ref().map(|it| it.account_id == account);
            if !is_own.unwrap_or(is_first) {
                continue;
            }
            let endpoint = self.describe(&mut tx, &device).await?;
            let digest = Sha256::digest(endpoint.description().to_string()).to_vec();
            let announced = known.as_ref().and_then(|it| it.announced.as_ref());
            described.push(Described {
                device: device.id,
                is_linked: known.is_some(),
                is_news: announced != Some(&digest),
                digest,
                endpoint,
            });
        }
        Ok(described)
    }

    /// Whether nobody of an account's household has a grant, and the account is the one that let Alexa see its machines
    /// first: what it is asked for before its grant is there, no other is.
    pub(super) async fn is_first_here(
        &self,
        tx: &mut Tx,
        account: AccountId,
    ) -> Result<bool, Error> {
        let household = self.account(tx, account).await?.household_id;
        let grants = tx.alexa_accounts_of_household(household).await?;
        let first = tx.oauth_first_of_household(household).await?;
        Ok(grants.is_empty() && first == Some(account))
    }

    async fn describe(&self, tx: &mut Tx, device: &Device) -> Result<Endpoint, Error> {
        let kinds = tx.model_slots(&device.model).await?;
        let sensors = kinds.into_iter().filter_map(|kind| {
            let alexa = kind.alexa?;
            Some(Sensor {
                instance: alexa.instance,
                name: kind.name,
                unit: kind.unit,
                replenishment_id: alexa.replenishment_id?,
            })
        });
        let model = tx.model(&device.model).await?;
        let maker = self.amazon.alexa().map(|it| it.maker().to_owned());
        Ok(Endpoint {
            id: device.id.to_string(),
            name: device_name(tx, device).await?,
            maker: maker.unwrap_or_default(),
            model: model.map_or_else(|| device.model.clone(), |model| model.name),
            sensors: sensors.collect(),
        })
    }

    /// Notes that Alexa has heard of a machine as it was described, and asks for its levels to be told.
    pub(super) async fn announced(
        &self,
        tx: &mut Tx,
        account: AccountId,
        it: &Described,
    ) -> Result<(), Error> {
        let device = it.device;
        tx.alexa_endpoint_announced(device, account, &it.digest)
            .await?;
        self.ask(tx, &Job::AlexaReport { device }, self.now()).await
    }

    /// Asks for Alexa to be told anew of what machines it is to be told of: of a household's by the account's grant where
    /// it has one, else by the oldest.
    pub(crate) async fn announce_household(
        &self,
        tx: &mut Tx,
        household: domain::HouseholdId,
        first: Option<AccountId>,
    ) -> Result<(), Error> {
        let accounts = tx.alexa_accounts_of_household(household).await?;
        let own = accounts.iter().find(|it| Some(**it) == first);
        if let Some(account) = own.or(accounts.first()) {
            let job = Job::AlexaAnnounce { account: *account };
            self.ask(tx, &job, self.now()).await?;
        }
        Ok(())
    }

    /// The same of some machines by whoever's grant it is.
    pub(crate) async fn announce_devices(
        &self,
        tx: &mut Tx,
        devices: &[DeviceId],
    ) -> Result<(), Error> {
        for account in tx.alexa_accounts_of_devices(devices).await? {
            let job = Job::AlexaAnnounce { account };
            self.ask(tx, &job, self.now()).await?;
        }
        Ok(())
    }
}

/// The machines of an account's household whose supplies Alexa brings, in the order in which they are held.
async fn of_alexa(tx: &mut Tx, own: &Account) -> Result<Vec<Device>, Error> {
    let mut devices = tx.devices_of_household(own.household_id).await?;
    devices.retain(|it| it.replenisher == Replenisher::Alexa);
    devices.sort_by_key(|it| it.id);
    Ok(devices)
}

/// Of those the ones that Alexa is not told of and may be, where the account has a grant.
async fn unlinked(tx: &mut Tx, account: AccountId) -> Result<Vec<DeviceId>, Error> {
    let (Some(grant), Some(own)) = (tx.alexa_grant(account).await?, tx.account(account).await?)
    else {
        return Ok(Vec::new());
    };
    let mut found = Vec::new();
    for device in of_alexa(tx, &own).await? {
        let by_somebody = matches!(device.ended_by, Some(EndedBy::Customer | EndedBy::Maker));
        let taken_off = by_somebody && device.ended_at.is_some_and(|at| at >= grant.linked_at);
        if !taken_off && tx.alexa_endpoint(device.id).await?.is_none() {
            found.push(device.id);
        }
    }
    Ok(found)
}

impl DeviceUnit {
    /// Alexa is told of the machine from now on, by an account's grant.
    pub(super) async fn begin_endpoint(&mut self, account: AccountId) -> Result<(), Error> {
        let (device, now) = (self.device.id, self.now);
        self.tx.alexa_endpoint_insert(device, account).await?;
        // A goodbye that Alexa has not heard yet would end this, too.
        let goodbye = Job::AlexaDelete { account, device };
        self.tx.job_delete(&goodbye.key()).await?;
        self.device.ended_by = None;
        self.device.ended_at = None;
        if !self.registered {
            self.event(EventType::DeviceRegistered, EventData::Nothing {});
        }
        self.registered = true;
        self.update_own_alerts().await?;
        for work in &mut self.slots {
            work.touch();
        }
        self.job(Job::AlexaAnnounce { account }, now);
        self.begin_days();
        Ok(())
    }

    /// Alexa is told of the machine no more; levels, journal and pace stay.
    pub(super) async fn end_endpoint(&mut self, by: EndedBy) -> Result<(), Error> {
        let device = self.device.id;
        self.tx.alexa_endpoint_delete(device).await?;
        self.tx
            .job_delete(&Job::AlexaReport { device }.key())
            .await?;
        self.registered = false;
        let now = self.now;
        self.device.end_registration(by, now);
        self.event(EventType::DeviceDeregistered, EventData::By { by });
        self.update_own_alerts().await?;
        for work in &mut self.slots {
            work.slot.disconnect();
            work.touch();
        }
        Ok(())
    }

    /// The same, where Alexa was told of it, for this machine alone: Alexa hears of it by a job.
    pub(crate) async fn leave_alexa(&mut self, by: EndedBy) -> Result<(), Error> {
        let (device, now) = (self.device.id, self.now);
        if let Some(endpoint) = self.tx.alexa_endpoint(device).await? {
            let account = endpoint.account_id;
            self.end_endpoint(by).await?;
            self.job(Job::AlexaDelete { account, device }, now);
        }
        Ok(())
    }
}
