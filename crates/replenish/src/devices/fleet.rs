//! The maker's fleet: devices made, given new tokens and codes, and removed.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::event::{Event, EventData, EventType};
use domain::registration::EndedBy;
use domain::{Device, DeviceId};
use serde::Deserialize;
use store::{Begins, MadeDevice, MadeSlot};
use tokio::time::Instant;
use tracing::warn;

use super::model::is_amazon_name;
use crate::audit::AuditActor;
use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::runtime::random::plain_code;
use crate::runtime::vault::digest;
use crate::{Application, Code, Error, Invalid};

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

/// Who asks for what opens a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issuer {
    /// The maker, always.
    Operator,
    /// The factory, until the machine is first heard or owned.
    Factory,
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

impl Application {
    /// Makes devices, all or none, and at most [`MOST`] at once. The same again changes nothing.
    pub async fn create_devices(
        &self,
        devices: Vec<NewDevice>,
        request_id: &str,
    ) -> Result<Vec<Created>, Error> {
        let faults: Vec<Invalid> = devices
            .iter()
            .enumerate()
            .flat_map(|(n, new)| faults(n, new))
            .collect();
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        let began = Instant::now();
        let mut tx = self.store.write().await?;
        let now = self.now();
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
                return Err(Error::Invalid(vec![unknown_model(n)]));
            }
            let (token, token_hash) = match new.token_sha256.as_deref().and_then(token_hash) {
                Some(hash) => (None, hash),
                None => {
                    let token = self.random.token();
                    let hash = digest(&token);
                    (Some(token), hash)
                }
            };
            let id: DeviceId = self.random.id(now);
            let claim_code = self.random.claim_code();
            slots.extend(of_model.into_iter().map(|kind| MadeSlot {
                id: self.random.id(now),
                device_id: id,
                slot: kind.slot.clone(),
            }));
            rows.push(MadeDevice {
                id,
                model: new.model.clone(),
                serial: new.serial.clone(),
                token_hash,
                code_hash: digest(&plain_code(&claim_code)),
            });
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
        tx.devices_make(&rows, now).await?;
        tx.slots_make(&slots, Begins::New).await?;
        let audit = |row: &MadeDevice| {
            let object = format!("device:{}", row.id);
            AuditActor::Maker(request_id).audit(self.random.id(now), now, "device.create", object)
        };
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
            self.ask(&mut tx, &Job::Hear, now).await?;
        }
        // Whoever asked has waited for too long: what they do not hear of must not be there.
        if began.elapsed() > PATIENCE {
            return Err(Error::NotStored);
        }
        tx.commit().await?;
        // They are made, whatever becomes of this.
        if let Err(error) = self.hear_of(&fresh).await {
            warn!(%error, "messages that came while devices were made are not looked at yet");
        }
        self.wake.notify_waiters();
        Ok(made)
    }

    /// Asks for messages to be applied that came while their devices were made: neither saw the other.
    async fn hear_of(&self, serials: &[&str]) -> Result<(), Error> {
        let waits = self.store.read().await?.notifications_wait(serials).await?;
        if waits {
            let mut tx = self.store.write().await?;
            self.ask(&mut tx, &Job::Hear, self.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// A new token. The old one dies when this one is first used, or now.
    pub async fn new_token(
        &self,
        serial: &str,
        revoke: bool,
        by: Issuer,
        request_id: &str,
    ) -> Result<String, Error> {
        let mut unit = self.lock_by_issuer(serial, by).await?;
        let token = self.random.token();
        unit.device.renews = false;
        if revoke {
            unit.tx.claim_codes_delete(unit.device.id, false).await?;
            unit.device.token_hash = Some(digest(&token));
            unit.device.next_token_hash = None;
        } else {
            unit.device.next_token_hash = Some(digest(&token));
        }
        unit.audit(AuditActor::Maker(request_id), "device.token")
            .await?;
        unit.commit().await?;
        Ok(token)
    }

    /// A new code for the label; the old one no longer works.
    pub async fn new_claim_code(
        &self,
        serial: &str,
        by: Issuer,
        request_id: &str,
    ) -> Result<String, Error> {
        let mut unit = self.lock_by_issuer(serial, by).await?;
        let device = unit.device.id;
        let code = self.random.claim_code();
        unit.tx.claim_codes_delete(device, true).await?;
        unit.keep_code(&code, None).await?;
        unit.audit(AuditActor::Maker(request_id), "device.claim_code")
            .await?;
        unit.commit().await?;
        Ok(code)
    }

    /// Removes a device: its token dies now; a job lets Amazon know and then deletes it.
    pub async fn delete_device(&self, serial: &str, request_id: &str) -> Result<(), Error> {
        let mut unit = self.lock_by_serial(serial).await?;
        let by = EndedBy::Maker;
        unit.end_registration(by).await?;
        unit.event(EventType::DeviceRemoved, EventData::By { by });
        unit.device.withdraw();
        let (device, now) = (unit.device.id, unit.now);
        unit.job(Job::DeleteDevice { device }, now);
        unit.audit(AuditActor::Maker(request_id), "device.delete")
            .await?;
        unit.commit().await
    }

    /// A change of what opens a device, by whoever may still make it.
    async fn lock_by_issuer(&self, serial: &str, by: Issuer) -> Result<DeviceUnit, Error> {
        let unit = self.lock_by_serial(serial).await?;
        if by == Issuer::Factory && has_left_the_factory(&unit.device) {
            let code = Code::Maker("not_the_factorys");
            let why = "This machine has been heard or owned, so the factory's token opens nothing of \
                       it any more. Use the operator's.";
            return Err(Error::reserved(code, why));
        }
        Ok(unit)
    }

    /// A change of the device of a serial.
    pub(crate) async fn lock_by_serial(&self, serial: &str) -> Result<DeviceUnit, Error> {
        let mut tx = self.store.write().await?;
        let device = tx
            .device_by_serial(serial)
            .await?
            .filter(|device| !device.deleting);
        DeviceUnit::lock_in(self, tx, device.ok_or(Error::NotFound)?.id).await
    }
}

/// Whether a machine has been heard, or is or was somebody's.
fn has_left_the_factory(device: &Device) -> bool {
    let was_owned = device.household_id.is_some() || device.left_at.is_some();
    device.last_seen.is_some() || was_owned
}

fn faults(n: usize, new: &NewDevice) -> Vec<Invalid> {
    let mut faults = Vec::new();
    let letters = new.serial.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !letters || !(1..=50).contains(&new.serial.len()) {
        let detail = "A serial must be 1 to 50 ASCII letters and digits.";
        faults.push(Invalid::new(
            format!("devices[{n}].serial"),
            Code::Maker("bad_serial"),
            detail,
        ));
    }
    if !is_amazon_name(&new.model) {
        faults.push(unknown_model(n));
    }
    if new
        .token_sha256
        .as_deref()
        .is_some_and(|text| token_hash(text).is_none())
    {
        let detail = "token_sha256 must be 32 bytes, as 64 hexadecimal digits or in base64.";
        faults.push(Invalid::new(
            format!("devices[{n}].token_sha256"),
            Code::Maker("bad_hash"),
            detail,
        ));
    }
    faults
}

fn unknown_model(n: usize) -> Invalid {
    let detail = "There is no such model. PUT /api/v1/models/{model} makes one.";
    Invalid::new(
        format!("devices[{n}].model"),
        Code::Maker("unknown_model"),
        detail,
    )
}

fn token_hash(text: &str) -> Option<Vec<u8>> {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let pair = |n: usize| u8::from_str_radix(text.get(n..n + 2)?, 16).ok();
        return (0..64).step_by(2).map(pair).collect();
    }
    STANDARD.decode(text).ok().filter(|bytes| bytes.len() == 32)
}
