//! The maker's fleet: devices made, looked at, given new tokens and codes, and removed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::order::OrderState;
use domain::registration::{EndedBy, Standing};
use domain::view::{DeviceView, OrderView};
use domain::{DeviceId, OrderId, SlotId};
use serde::Deserialize;
use store::{Device, DeviceFilter};

use crate::application::{Caller, digest};
use crate::change::Change;
use crate::jobs::Job;
use crate::model::is_amazon_name;
use crate::view::{device_view, order_views};
use crate::{Application, Code, Error, Invalid};

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

impl Application {
    /// Makes devices, all or none. The same again changes nothing.
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
        let mut made = Vec::new();
        let mut serials = Vec::new();
        let mut tx = self.store.write().await?;
        let now = self.now();
        for (n, new) in devices.into_iter().enumerate() {
            if let Some(known) = tx.device_by_serial(&new.serial).await? {
                if known.model != new.model || known.deleting {
                    let why = format!("devices[{n}].serial is taken by another device");
                    return Err(Error::conflict(Code::Maker("conflict"), why));
                }
                made.push(Created {
                    id: known.id,
                    serial: known.serial,
                    token: None,
                    claim_code: None,
                    fresh: false,
                });
                continue;
            }
            let kinds = tx.model_slots(&new.model).await?;
            if tx.model(&new.model).await?.is_none() {
                return Err(Error::Invalid(vec![unknown_model(n)]));
            }
            let (token, hash) = match new.token_sha256.as_deref().and_then(token_hash) {
                Some(hash) => (None, hash),
                None => {
                    let token = self.random.token();
                    let hash = digest(&token);
                    (Some(token), hash)
                }
            };
            let device = Device {
                id: self.random.id(now),
                model: new.model,
                serial: new.serial,
                household_id: None,
                name: None,
                token_hash: Some(hash),
                next_token_hash: None,
                old_token_hash: None,
                renews: false,
                created_at: now,
                last_seen: None,
                claimed_at: None,
                left_at: None,
                ended_by: None,
                ended_at: None,
                deleting: false,
            };
            tx.device_insert(&device).await?;
            for kind in &kinds {
                let id: SlotId = self.random.id(now);
                tx.slot_insert(id, device.id, kind).await?;
            }
            let claim_code = self.random.claim_code();
            let mut change = Change::within(self, tx, device.id).await?;
            change.keep_code(&claim_code, None).await?;
            change
                .audit(Caller::Maker(request_id), "device.create")
                .await?;
            tx = change.tx;
            serials.push(device.serial.clone());
            made.push(Created {
                id: device.id,
                serial: device.serial,
                token,
                claim_code: Some(claim_code),
                fresh: true,
            });
        }
        tx.commit().await?;
        for serial in serials {
            self.hear_waiting(self.store.write().await?, &serial)
                .await?;
        }
        Ok(made)
    }

    /// The fleet by id.
    pub async fn devices(
        &self,
        registration: Option<Standing>,
        silent_for_ms: Option<i64>,
        limit: u32,
        after: Option<DeviceId>,
    ) -> Result<Vec<DeviceView>, Error> {
        let silent_since = silent_for_ms.map(|millis| self.now() - millis);
        let filter = DeviceFilter {
            standing: registration,
            silent_since,
            after,
        };
        let mut tx = self.store.read().await?;
        let mut views = Vec::new();
        for device in tx.devices(filter, i64::from(limit)).await? {
            views.push(device_view(&mut tx, device, self.now()).await?);
        }
        Ok(views)
    }

    /// Everything known about one device.
    pub async fn device_by_serial(&self, serial: &str) -> Result<DeviceView, Error> {
        let mut tx = self.store.read().await?;
        let device = tx
            .device_by_serial(serial)
            .await?
            .filter(|device| !device.deleting);
        device_view(&mut tx, device.ok_or(Error::NotFound)?, self.now()).await
    }

    /// Everybody's orders, newest first.
    pub async fn orders(
        &self,
        state: Option<OrderState>,
        limit: u32,
        after: Option<OrderId>,
    ) -> Result<Vec<OrderView>, Error> {
        let mut tx = self.store.read().await?;
        let orders = tx.orders(state, i64::from(limit), after).await?;
        order_views(&mut tx, orders).await
    }

    /// A new token. The old one dies when this one is first used, or now.
    pub async fn new_token(
        &self,
        serial: &str,
        revoke: bool,
        by: Issuer,
        request_id: &str,
    ) -> Result<String, Error> {
        let mut change = self.change_by_issuer(serial, by).await?;
        let token = self.random.token();
        change.device.renews = false;
        if revoke {
            change
                .tx
                .claim_codes_delete(change.device.id, false)
                .await?;
            change.device.token_hash = Some(digest(&token));
            change.device.next_token_hash = None;
        } else {
            change.device.next_token_hash = Some(digest(&token));
        }
        change
            .audit(Caller::Maker(request_id), "device.token")
            .await?;
        change.commit().await?;
        Ok(token)
    }

    /// A new code for the label; the old one no longer works.
    pub async fn new_claim_code(
        &self,
        serial: &str,
        by: Issuer,
        request_id: &str,
    ) -> Result<String, Error> {
        let mut change = self.change_by_issuer(serial, by).await?;
        let device = change.device.id;
        let code = self.random.claim_code();
        change.tx.claim_codes_delete(device, true).await?;
        change.keep_code(&code, None).await?;
        change
            .audit(Caller::Maker(request_id), "device.claim_code")
            .await?;
        change.commit().await?;
        Ok(code)
    }

    /// Removes a device: its token dies now; a job lets Amazon know and then deletes it.
    pub async fn delete_device(&self, serial: &str, request_id: &str) -> Result<(), Error> {
        let mut change = self.change_by_serial(serial).await?;
        change.leave(EndedBy::Maker).await?;
        change.device.token_hash = None;
        change.device.next_token_hash = None;
        change.device.deleting = true;
        let (device, now) = (change.device.id, change.now);
        change.job(&Job::DeleteDevice { device }, now).await?;
        change
            .audit(Caller::Maker(request_id), "device.delete")
            .await?;
        change.commit().await
    }

    /// A change of what opens a device, by whoever may still make it.
    async fn change_by_issuer(&self, serial: &str, by: Issuer) -> Result<Change, Error> {
        let change = self.change_by_serial(serial).await?;
        if by == Issuer::Factory && has_left_the_factory(&change.device) {
            let code = Code::Maker("not_the_factorys");
            let why = "This machine has been heard or owned, so the factory's token opens nothing of \
                       it any more. Use the operator's.";
            return Err(Error::reserved(code, why));
        }
        Ok(change)
    }

    /// A change of the device of a serial.
    pub(crate) async fn change_by_serial(&self, serial: &str) -> Result<Change, Error> {
        let mut tx = self.store.write().await?;
        let device = tx
            .device_by_serial(serial)
            .await?
            .filter(|device| !device.deleting);
        Change::within(self, tx, device.ok_or(Error::NotFound)?.id).await
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
