//! A machine's token: whose it is, how a new one takes over, and what the use of a replaced one means.
//!
//! - A new token takes over when it is first used. The one before is nobody's from then on.
//! - It is renewed with the machine's owner, where the machine asks for it: until the new one is used, each
//!   answer has another new one, so that a lost answer costs nothing.
//! - Who uses a token that was replaced has a copy of it; the maker is told.

use domain::alert::AlertKind;
use domain::{Device, DeviceId};

use super::Devices;
use crate::device_unit::DeviceUnit;
use crate::runtime::vault::digest;
use crate::{Caller, Error};

/// Lets a new token take over with its first use; whether it did.
pub(crate) fn take_over(device: &mut Device, hash: &[u8]) -> bool {
    if device.next_token_hash.as_deref() != Some(hash) {
        return false;
    }
    let next = device.next_token_hash.take();
    device.old_token_hash = std::mem::replace(&mut device.token_hash, next);
    device.renews = false;
    true
}

impl Devices<'_> {
    /// The device of a token, which is heard with it.
    pub async fn hear(self, caller: Caller) -> Result<Option<DeviceId>, Error> {
        let Caller::Token(hash) = caller else {
            return Ok(None);
        };
        let Some(device) = self.0.store.read().await?.device_by_token(&hash).await? else {
            self.note_old_token(&hash).await?;
            return Ok(None);
        };
        let is_next = device.next_token_hash.as_ref() == Some(&hash);
        if is_next || device.last_seen.is_none() {
            let mut unit = DeviceUnit::lock(self.0, device.id).await?;
            let now = unit.now;
            unit.device.last_seen.get_or_insert(now);
            if take_over(&mut unit.device, &hash) {
                unit.tx.claim_codes_delete(device.id, false).await?;
            }
            unit.commit().await?;
        }
        Ok(Some(device.id))
    }

    /// A new token for the machine that sent one, where it has another owner since it got that.
    pub async fn renew_token(self, caller: Caller) -> Result<Option<String>, Error> {
        let Caller::Token(hash) = &caller else {
            return Ok(None);
        };
        let Some(device) = self.0.store.read().await?.device_by_token(hash).await? else {
            return Ok(None);
        };
        let mut unit = DeviceUnit::lock(self.0, device.id).await?;
        if !unit.device.renews || unit.device.token_hash.as_ref() != Some(hash) {
            return Ok(None);
        }
        let token = self.0.random.token();
        let before = unit.device.next_token_hash.replace(digest(&token));
        if before.is_none() {
            unit.audit(&caller, "device.renew_token").await?;
        }
        unit.commit().await?;
        Ok(Some(token))
    }

    /// Begins the alert of a token that is nobody's because it was replaced. While that lasts, whoever uses
    /// the token writes nothing, and of the machine they never change anything.
    pub(crate) async fn note_old_token(self, hash: &[u8]) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let Some(device) = tx.device_by_old_token(hash).await? else {
            return Ok(());
        };
        let alerts = tx.alerts_open(&[device.id]).await?;
        drop(tx);
        if alerts.iter().any(|it| it.kind == AlertKind::OldTokenUsed) {
            return Ok(());
        }
        let tx = self.0.store.write().await?;
        let mut unit = DeviceUnit::beside(self.0, tx, device.id).await?;
        if unit.device.old_token_hash.as_deref() == Some(hash) {
            unit.alert_old_token().await?;
            unit.flush().await?;
        }
        Ok(unit.tx.commit().await?)
    }
}
