//! Claiming: whoever holds a code from the machine makes it their household's.

use std::time::Duration;

use domain::event::{EventData, EventType};
use domain::registration::EndedBy;
use domain::time::{HOUR, MINUTE};
use domain::{AccountId, DeviceId, HouseholdId, Replenisher, Time};
use store::{ClaimCode, Departure, Tx};

use super::Devices;
use super::name::device_name;
use crate::device_unit::DeviceUnit;
use crate::runtime::random::plain_code;
use crate::runtime::vault::digest;
use crate::{Application, Caller, Code, Error};

/// Wrong codes per account and hour.
const TRIES: i64 = 10;
/// How long a code of the machine's own screen works.
const SCREEN_CODE: i64 = 10 * MINUTE;

impl Devices<'_> {
    /// Makes a machine the household's. A printed code works while nobody owns it; one from the
    /// machine's own screen also takes it from its former owner, whose registration ends first.
    pub async fn claim(self, caller: Caller, code: &str) -> Result<DeviceId, Error> {
        let (mut tx, claimant) = self.0.begin_as_owner(&caller).await?;
        let subject = claim_tries(claimant.id);
        self.0.may_try(&mut tx, &subject).await?;
        let hash = digest(&plain_code(code));
        let device = self.claimable(&mut tx, &hash).await?.map(|it| it.device_id);
        let Some(device) = device else {
            return self.wrong_code(tx, &subject).await;
        };
        let mut unit = match DeviceUnit::lock_in(self.0, tx, device).await {
            Err(Error::NotFound) => {
                let detail = "The maker has withdrawn this machine.";
                return Err(Error::invalid("code", Code::Removed, detail));
            }
            held => held?,
        };
        // Of two who have read the same screen, one was first.
        let Some(claim) = self.claimable(&mut unit.tx, &hash).await? else {
            return self.wrong_code(unit.tx, &subject).await;
        };
        let kind = match unit.device.household_id {
            Some(owner) if owner == claimant.household_id => return Ok(device),
            Some(_) if claim.expires_at.is_none() => {
                let detail = "This machine already belongs to somebody. Make it show a code on its screen and use that.";
                return Err(Error::invalid("code", Code::Claimed, detail));
            }
            Some(owner) => {
                unit.tell_of_departure(owner).await?;
                unit.leave(EndedBy::Maker).await?;
                EventType::DeviceMoved
            }
            None => EventType::DeviceClaimed,
        };
        unit.begin_tenure(claimant.household_id).await?;
        unit.device.renews = true;
        unit.event(kind, EventData::Nothing {});
        let device = unit.device.id;
        unit.tx.claim_codes_delete(device, false).await?;
        unit.begin_days();
        if unit.device.replenisher == Replenisher::Alexa {
            let first = Some(claimant.id);
            self.0
                .announce_household(&mut unit.tx, claimant.household_id, first)
                .await?;
        }
        unit.audit(&caller, "device.claim").await?;
        unit.commit().await?;
        Ok(device)
    }

    /// A code that works now.
    async fn claimable(self, tx: &mut Tx, hash: &[u8]) -> Result<Option<ClaimCode>, Error> {
        let now = self.0.now();
        let lasts = |end| now.is_within(end, SCREEN_CODE);
        let found = tx.claim_code(hash).await?;
        Ok(found.filter(|code| code.expires_at.is_none_or(lasts)))
    }

    async fn wrong_code(self, mut tx: Tx, subject: &str) -> Result<DeviceId, Error> {
        self.0.note_try(&mut tx, subject).await?;
        tx.commit().await?;
        let detail = "This code is not known. It is on the label of the machine, or on its screen.";
        Err(Error::invalid("code", Code::UnknownCode, detail))
    }

    /// A code for the machine's own screen; the one before it no longer works.
    pub async fn screen_code(self, caller: Caller) -> Result<(String, Time), Error> {
        let Caller::Device(device) = caller else {
            return Err(Error::Forbidden);
        };
        let mut unit = DeviceUnit::lock(self.0, device).await?;
        let code = self.0.random.claim_code();
        let expires = unit.now + SCREEN_CODE;
        unit.tx.claim_codes_delete(device, false).await?;
        unit.keep_code(&code, Some(expires)).await?;
        unit.audit(&caller, "device.screen_code").await?;
        unit.commit().await?;
        Ok((code, expires))
    }
}

/// What wrong claim codes of an account are counted under.
pub(crate) fn claim_tries(account: AccountId) -> String {
    format!("claim:{account}")
}

impl Application {
    /// Whether somebody has wrong codes left in this hour.
    pub(crate) async fn may_try(&self, tx: &mut Tx, subject: &str) -> Result<(), Error> {
        if tx.attempts_since(subject, self.now() - HOUR).await? >= TRIES {
            return Err(Error::TooMany {
                retry_after: Duration::from_secs(3_600),
            });
        }
        Ok(())
    }

    /// Notes a wrong code.
    pub(crate) async fn note_try(&self, tx: &mut Tx, subject: &str) -> Result<(), Error> {
        let now = self.now();
        Ok(tx.attempt_insert(self.random.id(now), subject, now).await?)
    }
}

impl DeviceUnit {
    /// The machine is a household's from now on. What the maker did while it was nobody's is not theirs to read, and holds
    /// none of their orders.
    pub(super) async fn begin_tenure(&mut self, household: HouseholdId) -> Result<(), Error> {
        self.tx.maker_acts_delete(self.device.id).await?;
        self.own(household);
        Ok(())
    }

    /// Keeps for the household that loses the machine what it called it, and when that was.
    async fn tell_of_departure(&mut self, owner: HouseholdId) -> Result<(), Error> {
        let device = self.device.clone();
        let departure = Departure {
            name: device_name(&mut self.tx, &device).await?,
            at: self.now,
        };
        let id = self.id();
        Ok(self.tx.departure_insert(id, owner, &departure).await?)
    }

    /// Keeps the hash of a code for this device.
    pub(crate) async fn keep_code(
        &mut self,
        code: &str,
        expires_at: Option<Time>,
    ) -> Result<(), Error> {
        let claim = ClaimCode {
            device_id: self.device.id,
            expires_at,
        };
        Ok(self
            .tx
            .claim_code_insert(&digest(&plain_code(code)), claim)
            .await?)
    }
}
