//! The maker's fleet: devices made, given new tokens and codes, and removed.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::api_key::Scope;
use domain::event::{Event, EventData, EventType};
use domain::maker_act::Deed;
use domain::registration::EndedBy;
use domain::{Device, DeviceId, Time};
use serde::Deserialize;
use store::{Begins, MadeDevice, MadeSlot, Tx};
use tokio::time::Instant;
use tracing::warn;

use super::Devices;
use super::model::is_amazon_name;
use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::runtime::random::{plain_code, written_code};
use crate::runtime::vault::digest;
use crate::{Caller, Code, Error, Invalid};

/// Devices that are made at once, at most.
pub const MOST: usize = 1_000;
/// How long making them may take: the server gives up after half a minute.
const PATIENCE: Duration = Duration::from_secs(20);

/// A device as the factory names it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewDevice {
    /// Its model.
    pub model: String,
    /// 1 to 50 ASCII letters and digits, unique.
    pub serial: String,
    /// SHA-256 of a token the factory made itself, hexadecimal or base64.
    #[serde(default)]
    pub token_sha256: Option<String>,
}

/// A device as made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Created {
    /// Our id.
    pub id: DeviceId,
    /// Its serial.
    pub serial: String,
    /// Its token, this once; none where the factory made it, or the device is there already.
    pub token: Option<String>,
    /// The code for its label, this once.
    pub claim_code: Option<String>,
    /// Whether it was made now.
    pub fresh: bool,
}

/// A device of a serial.
struct Known<'a> {
    id: DeviceId,
    model: &'a str,
    deleting: bool,
}

impl<'a> Known<'a> {
    fn of(device: &'a Device) -> (&'a str, Self) {
        let known = Self {
            id: device.id,
            model: &device.model,
            deleting: device.deleting,
        };
        (&device.serial, known)
    }
}

impl Devices<'_> {
    /// Makes devices, all or none, and at most [`MOST`] at once. The same again changes nothing.
    pub async fn create(
        self,
        caller: Caller,
        devices: Vec<NewDevice>,
    ) -> Result<Vec<Created>, Error> {
        caller.must_have(Scope::Factory)?;
        let faults: Vec<Invalid> = devices
            .iter()
            .enumerate()
            .flat_map(|(n, new)| faults(&format!("devices[{n}]."), new))
            .collect();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let began = Instant::now();
        let mut tx = self.0.store.write().await?;
        let now = self.0.now();
        let mut names: Vec<&str> = devices.iter().map(|new| new.model.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let kinds = tx.model_slots_of(&names).await?;
        let serials: Vec<&str> = devices.iter().map(|new| new.serial.as_str()).collect();
        let there = tx.devices_by_serials(&serials).await?;
        let mut known: HashMap<&str, Known<'_>> = there.iter().map(Known::of).collect();
        let (mut made, mut rows, mut slots) = (Vec::new(), Vec::new(), Vec::new());
        for (n, new) in devices.iter().enumerate() {
            if let Some(known) = known.get(new.serial.as_str()) {
                if known.model != new.model || known.deleting {
                    let why = format!("devices[{n}].serial is taken by another device");
                    return Err(Error::conflict(Code::Maker("conflict"), why));
                }
                made.push(Created {
                    id: known.id,
                    serial: new.serial.clone(),
                    token: None,
                    claim_code: None,
                    fresh: false,
                });
                continue;
            }
            let of_model = kinds.iter().filter(|kind| kind.model == new.model);
            let of_model: Vec<_> = of_model.collect();
            if of_model.is_empty() {
                return Err(Error::Invalid(vec![unknown_model(&format!(
                    "devices[{n}]."
                ))]));
            }
            let of_model = of_model.iter().map(|kind| kind.slot.as_str());
            let (row, token, claim_code) = self.draft(new, now);
            slots.extend(of_model.map(|slot| self.slot_of(&row, slot, now)));
            let id = row.id;
            rows.push(row);
            let this = Known {
                id,
                model: &new.model,
                deleting: false,
            };
            known.insert(&new.serial, this);
            made.push(Created {
                id,
                serial: new.serial.clone(),
                token,
                claim_code: Some(claim_code),
                fresh: true,
            });
        }
        if rows.is_empty() {
            return Ok(made);
        }
        self.make(&mut tx, &caller, &rows, &slots).await?;
        // Whoever asked has waited for too long: what they do not hear of must not be there.
        if began.elapsed() > PATIENCE {
            return Err(Error::NotStored);
        }
        tx.commit().await?;
        self.made(&rows).await;
        Ok(made)
    }

    /// A device as it is to be made, with its token where that is not the factory's, and its code.
    pub(super) fn draft(self, new: &NewDevice, now: Time) -> (MadeDevice, Option<String>, String) {
        let (token, token_hash) = self.token_of(new);
        let claim_code = self.0.random.claim_code();
        let row = MadeDevice {
            id: self.0.random.id(now),
            model: new.model.clone(),
            serial: new.serial.clone(),
            token_hash,
            code_hash: digest(&plain_code(&claim_code)),
        };
        (row, token, claim_code)
    }

    /// The hash of a device's token, with the token where the factory did not make it.
    pub(super) fn token_of(self, new: &NewDevice) -> (Option<String>, Vec<u8>) {
        match new.token_sha256.as_deref().and_then(token_hash) {
            Some(hash) => (None, hash),
            None => {
                let token = self.0.random.token();
                let hash = digest(&token);
                (Some(token), hash)
            }
        }
    }

    /// A slot of a device as it is to be made.
    pub(super) fn slot_of(self, device: &MadeDevice, slot: &str, now: Time) -> MadeSlot {
        MadeSlot {
            id: self.0.random.id(now),
            device_id: device.id,
            slot: slot.to_owned(),
        }
    }

    /// Writes devices with all that comes with new ones. `Conflict` where a serial or a token is taken meanwhile.
    pub(super) async fn make(
        self,
        tx: &mut Tx,
        caller: &Caller,
        rows: &[MadeDevice],
        slots: &[MadeSlot],
    ) -> Result<(), Error> {
        let now = self.0.now();
        tx.devices_make(rows, now).await?;
        tx.slots_make(slots, Begins::New).await?;
        let audit = |row: &MadeDevice| {
            let object = format!("device:{}", row.id);
            caller.audit(self.0.random.id(now), now, "device.create", object)
        };
        self.0.must_still(tx, caller).await?;
        let audit: Vec<_> = rows.iter().map(audit).collect();
        tx.audits_insert(&audit).await?;
        let created = |row: &MadeDevice| {
            let model = row.model.clone();
            let event = Event::of_device(EventType::DeviceCreated, EventData::Made { model });
            (row.id, event)
        };
        let events: Vec<_> = rows.iter().map(created).collect();
        tx.events_insert(&events, now).await?;
        let fresh: Vec<&str> = rows.iter().map(|row| row.serial.as_str()).collect();
        if tx.notifications_wait(&fresh).await? {
            self.0.ask(tx, &Job::Hear, now).await?;
        }
        Ok(())
    }

    /// Devices are made, whatever becomes of this.
    pub(super) async fn made(self, rows: &[MadeDevice]) {
        let fresh: Vec<&str> = rows.iter().map(|row| row.serial.as_str()).collect();
        if let Err(error) = self.hear_of(&fresh).await {
            warn!(%error, "messages that came while devices were made are not looked at yet");
        }
        self.0.wake.notify_waiters();
    }

    /// Asks for messages to be applied that came while their devices were made: neither saw the other.
    async fn hear_of(self, serials: &[&str]) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        if tx.notifications_wait(serials).await? {
            drop(tx);
            let mut tx = self.0.store.write().await?;
            self.0.ask(&mut tx, &Job::Hear, self.0.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// A new token. The old one dies when this one is first used, or now.
    pub async fn new_token(
        self,
        caller: Caller,
        serial: &str,
        revoke: bool,
    ) -> Result<String, Error> {
        let mut unit = self.lock(&caller, serial).await?;
        let token = self.0.random.token();
        unit.device.renews = false;
        if revoke {
            unit.tx.claim_codes_delete(unit.device.id, false).await?;
            unit.device.token_hash = Some(digest(&token));
            unit.device.next_token_hash = None;
        } else {
            unit.device.next_token_hash = Some(digest(&token));
        }
        let deed = if revoke { Deed::Revoke } else { Deed::Token };
        unit.audit(&caller, deed.name()).await?;
        unit.commit().await?;
        Ok(token)
    }

    /// A new code for the label; the old one no longer works.
    pub async fn new_claim_code(self, caller: Caller, serial: &str) -> Result<String, Error> {
        let mut unit = self.lock(&caller, serial).await?;
        let device = unit.device.id;
        let code = self.0.random.claim_code();
        unit.tx.claim_codes_delete(device, true).await?;
        unit.keep_code(&code, None).await?;
        unit.audit(&caller, "device.claim_code").await?;
        unit.commit().await?;
        Ok(code)
    }

    /// A printed code of a device as it is written, where it has that one.
    pub async fn printed_code(
        self,
        caller: &Caller,
        serial: &str,
        typed: &str,
    ) -> Result<String, Error> {
        caller.must_have(Scope::Factory)?;
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        self.may_provide(caller, &device)?;
        let plain = plain_code(typed);
        let found = tx.claim_code(&digest(&plain)).await?;
        if found.is_none_or(|it| it.device_id != device.id || it.expires_at.is_some()) {
            let detail = "`claim_code` must be the printed code that the machine has; without it a new one is made";
            let code = Code::Maker("invalid");
            return Err(Error::invalid("claim_code", code, detail));
        }
        Ok(written_code(&plain))
    }

    /// Removes a device: its token dies now; a job lets Amazon know and then deletes it.
    pub async fn delete(self, caller: Caller, serial: &str) -> Result<(), Error> {
        caller.must_have(Scope::FleetWrite)?;
        let mut unit = self.lock(&caller, serial).await?;
        let by = EndedBy::Maker;
        unit.end_registration(by).await?;
        unit.event(EventType::DeviceRemoved, EventData::By { by });
        unit.device.withdraw();
        let (device, now) = (unit.device.id, unit.now);
        unit.job(Job::DeleteDevice { device }, now);
        unit.audit(&caller, "device.delete").await?;
        unit.commit().await
    }

    /// Ends a machine's connection, which stays its household's. `Conflict` where there is none: there is nothing to be told
    /// of then.
    pub async fn disconnect_by_maker(self, caller: Caller, serial: &str) -> Result<(), Error> {
        caller.must_have(Scope::FleetWrite)?;
        let mut unit = self.lock(&caller, serial).await?;
        if !unit.registered {
            let why = "This machine is not connected, so there is nothing to end.";
            return Err(Error::conflict(Code::Maker("not_connected"), why));
        }
        unit.end_registration(EndedBy::Maker).await?;
        unit.audit(&caller, "device.disconnect").await?;
        unit.commit().await
    }

    /// A change of the device of a serial, by the maker; by the factory as long as it is there.
    async fn lock(self, caller: &Caller, serial: &str) -> Result<DeviceUnit, Error> {
        caller.must_have(Scope::Factory)?;
        let mut tx = self.0.store.write().await?;
        let device = device(&mut tx, serial).await?.id;
        let unit = DeviceUnit::lock_in(self.0, tx, device).await?;
        caller.must_mean(&unit.device)?;
        self.may_provide(caller, &unit.device)?;
        Ok(unit)
    }

    /// Ends what the factory may do, once a machine has left it.
    fn may_provide(self, caller: &Caller, device: &Device) -> Result<(), Error> {
        if caller.may(Scope::FleetWrite) || !has_left_the_factory(device) {
            return Ok(());
        }
        let code = Code::Maker("not_the_factorys");
        let why = "This machine has been heard or owned, so the factory's token opens nothing of \
                   it any more. Use the operator's.";
        Err(Error::reserved(code, why))
    }
}

/// The device of a serial, unless it is on its way out.
pub(crate) async fn device(tx: &mut Tx, serial: &str) -> Result<Device, Error> {
    let device = tx.device_by_serial(serial).await?;
    device.filter(|it| !it.deleting).ok_or(Error::NotFound)
}

/// Whether a machine has been heard, or is or was somebody's.
pub(super) fn has_left_the_factory(device: &Device) -> bool {
    let was_owned = device.household_id.is_some() || device.left_at.is_some();
    device.last_seen.is_some() || was_owned
}

/// What is wrong with a device as it is named, each field after `before`.
pub(super) fn faults(before: &str, new: &NewDevice) -> Vec<Invalid> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, code, detail| {
        let field = format!("{before}{field}");
        faults.push(Invalid::new(field, Code::Maker(code), detail));
    };
    let letters = new.serial.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !letters || !(1..=50).contains(&new.serial.len()) {
        let detail = "A serial must be 1 to 50 ASCII letters and digits.";
        fault("serial", "bad_serial", detail);
    }
    if new.serial == "import" {
        let detail = "No machine is called as the call `POST /api/v1/devices/import` is: write it otherwise.";
        fault("serial", "bad_serial", detail);
    }
    let hash = new.token_sha256.as_deref();
    if hash.is_some_and(|text| token_hash(text).is_none()) {
        let detail = "token_sha256 must be 32 bytes, as 64 hexadecimal digits or in base64.";
        fault("token_sha256", "bad_hash", detail);
    }
    if !is_amazon_name(&new.model) {
        faults.push(unknown_model(before));
    }
    faults
}

pub(super) fn unknown_model(before: &str) -> Invalid {
    let detail = "There is no such model. PUT /api/v1/models/{model} makes one.";
    let code = Code::Maker("unknown_model");
    Invalid::new(format!("{before}model"), code, detail)
}

/// The hash that a text says, hexadecimal or in base64.
pub(super) fn token_hash(text: &str) -> Option<Vec<u8>> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let pair = |n: usize| u8::from_str_radix(text.get(n..n + 2)?, 16).ok();
        return (0..64).step_by(2).map(pair).collect();
    }
    STANDARD.decode(text).ok().filter(|bytes| bytes.len() == 32)
}
