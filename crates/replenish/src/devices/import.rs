//! Importing: devices as a file names them, each for itself: what is wrong with one stops no other.
//!
//! - A device is made once, however often it is imported. One that is there and was never heard or owned gets another
//!   code, and another token where the file has none: what an import that was cut off had made, nobody knows.
//! - Of one that was heard or owned nothing changes: the factory's word has ended.
//! - Files are imported in pieces of [`CHUNK`], each a transaction, with a pause as long as it took after it, so that
//!   reports of machines have at least as much of the database as the import.

use std::collections::{HashMap, HashSet};

use domain::api_key::Scope;
use domain::{Device, DeviceId, Time};
use store::{MadeDevice, MadeSlot, RemadeDevice, Tx};
use tokio::time::Instant;

use super::Devices;
use super::fleet::{NewDevice, faults, has_left_the_factory, unknown_model};
use crate::runtime::random::plain_code;
use crate::runtime::vault::digest;
use crate::{Caller, Code, Error, Invalid};

/// Devices of one transaction.
pub const CHUNK: usize = 100;
/// How often a piece is tried that somebody else makes devices of, too.
const TRIES: usize = 3;

/// Leaves the database to others for as long as it was taken.
#[expect(clippy::disallowed_methods, reason = "it is time that is given away")]
pub(super) async fn leave_to_others(began: Instant) {
    tokio::time::sleep(began.elapsed()).await;
}

/// A device that is there now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Our id.
    pub id: DeviceId,
    /// Its serial.
    pub serial: String,
    /// Its token, this once; none where the factory made it, or the device was heard or owned.
    pub token: Option<String>,
    /// The code for its label, this once; none where the device was heard or owned.
    pub claim_code: Option<String>,
    /// Whether it was made now.
    pub fresh: bool,
}

/// What became of a device of a file.
pub type Outcome = Result<Imported, Invalid>;

/// What is to be written of a piece.
#[derive(Default)]
struct Plan {
    rows: Vec<MadeDevice>,
    slots: Vec<MadeSlot>,
    remade: Vec<RemadeDevice>,
    tokens: HashSet<Vec<u8>>,
}

impl Devices<'_> {
    /// Imports devices, in their order, and waits as long as that took. More than [`CHUNK`] are no piece.
    pub async fn import(
        self,
        caller: &Caller,
        devices: &[NewDevice],
    ) -> Result<Vec<Outcome>, Error> {
        caller.must_have(Scope::Factory)?;
        if devices.len() > CHUNK {
            let detail = format!("At most {CHUNK} devices are imported at once.");
            return Err(Error::invalid("devices", Code::Maker("invalid"), detail));
        }
        let began = Instant::now();
        let mut tries = 0;
        let imported = loop {
            tries += 1;
            match self.import_once(caller, devices).await {
                // Somebody else has made one of them meanwhile.
                Err(Error::Conflict(_)) if tries < TRIES => {}
                imported => break imported?,
            }
        };
        leave_to_others(began).await;
        Ok(imported)
    }

    /// The devices of serials that are there, each with its id.
    pub async fn ids_of(
        self,
        caller: &Caller,
        serials: &[&str],
    ) -> Result<Vec<(String, DeviceId)>, Error> {
        caller.must_have(Scope::Factory)?;
        let mut tx = self.0.store.read().await?;
        let found = tx.devices_by_serials(serials).await?;
        let found = found.into_iter().filter(|it| !it.deleting);
        Ok(found.map(|it| (it.serial, it.id)).collect())
    }

    async fn import_once(
        self,
        caller: &Caller,
        devices: &[NewDevice],
    ) -> Result<Vec<Outcome>, Error> {
        let now = self.0.now();
        let mut tx = self.0.store.write().await?;
        let known = Known::read(&mut tx, devices).await?;
        let mut plan = Plan::default();
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(devices.len());
        for (n, new) in devices.iter().enumerate() {
            let is_twice = devices[..n].iter().any(|it| it.serial == new.serial);
            outcomes.push(self.one(new, is_twice, &known, &mut plan, now));
        }
        let Plan {
            rows,
            slots,
            remade,
            ..
        } = plan;
        if rows.is_empty() && remade.is_empty() {
            return Ok(outcomes);
        }
        if !rows.is_empty() {
            self.make(&mut tx, caller, &rows, &slots).await?;
        }
        if !remade.is_empty() {
            let done: HashSet<_> = tx.devices_remake(&remade).await?.into_iter().collect();
            let lines = done.iter().map(|id| {
                let object = format!("device:{id}");
                caller.audit(self.0.random.id(now), now, "device.import", object)
            });
            tx.audits_insert(&lines.collect::<Vec<_>>()).await?;
            // Somebody has just heard or claimed the others.
            for it in outcomes.iter_mut().flatten() {
                if !it.fresh && !done.contains(&it.id) {
                    (it.token, it.claim_code) = (None, None);
                }
            }
        }
        tx.commit().await?;
        self.made(&rows).await;
        Ok(outcomes)
    }

    /// What becomes of one device, and what has to be written for it.
    fn one(
        self,
        new: &NewDevice,
        is_twice: bool,
        known: &Known,
        plan: &mut Plan,
        now: Time,
    ) -> Outcome {
        if let Some(fault) = faults("", new).into_iter().next() {
            return Err(fault);
        }
        let fault =
            |field: &str, detail: String| Err(Invalid::new(field, Code::Maker("conflict"), detail));
        if is_twice {
            let detail = "This serial is there twice: leave one of the lines out.";
            return fault("serial", detail.to_owned());
        }
        let there = known.devices.get(&new.serial);
        let (row, token, claim_code) = self.draft(new, now);
        let owner = known.tokens.get(&row.token_hash);
        let is_taken = owner.is_some_and(|owner| there.is_none_or(|it| it.id != *owner));
        if is_taken || plan.tokens.contains(&row.token_hash) {
            let detail = "Another machine has this token: make each machine its own.";
            return fault("token_sha256", detail.to_owned());
        }
        let Some(there) = there else {
            let Some(slots) = known.slots.get(&new.model) else {
                return Err(unknown_model(""));
            };
            let id = row.id;
            let slots = slots.iter().map(|slot| self.slot_of(&row, slot, now));
            plan.slots.extend(slots);
            plan.tokens.insert(row.token_hash.clone());
            plan.rows.push(row);
            return Ok(Imported {
                id,
                serial: new.serial.clone(),
                token,
                claim_code: Some(claim_code),
                fresh: true,
            });
        };
        if there.model != new.model {
            let detail = format!(
                "This serial is a machine of the model {}: name that, or another serial.",
                there.model
            );
            return fault("model", detail);
        }
        if there.deleting {
            let detail =
                "The machine of this serial is being deleted: send it again a little later.";
            return fault("serial", detail.to_owned());
        }
        let mut imported = Imported {
            id: there.id,
            serial: new.serial.clone(),
            token: None,
            claim_code: None,
            fresh: false,
        };
        if !has_left_the_factory(there) {
            plan.tokens.insert(row.token_hash.clone());
            plan.remade.push(RemadeDevice {
                id: there.id,
                token_hash: row.token_hash,
                code_hash: digest(&plain_code(&claim_code)),
            });
            (imported.token, imported.claim_code) = (token, Some(claim_code));
        }
        Ok(imported)
    }
}

/// What is there of a piece.
struct Known {
    devices: HashMap<String, Device>,
    slots: HashMap<String, Vec<String>>,
    /// Whose each token is.
    tokens: HashMap<Vec<u8>, DeviceId>,
}

impl Known {
    async fn read(tx: &mut Tx, devices: &[NewDevice]) -> Result<Self, Error> {
        let sound = devices.iter().filter(|new| faults("", new).is_empty());
        let sound: Vec<_> = sound.collect();
        let mut names: Vec<&str> = sound.iter().map(|new| new.model.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let mut slots: HashMap<String, Vec<String>> = HashMap::new();
        for kind in tx.model_slots_of(&names).await? {
            slots.entry(kind.model).or_default().push(kind.slot);
        }
        let serials: Vec<&str> = sound.iter().map(|new| new.serial.as_str()).collect();
        let there = tx.devices_by_serials(&serials).await?;
        let hashes = sound.iter().filter_map(|new| new.token_sha256.as_deref());
        let hashes: Vec<_> = hashes.filter_map(super::fleet::token_hash).collect();
        let hashes: Vec<&[u8]> = hashes.iter().map(Vec::as_slice).collect();
        let tokens = tx.tokens_taken(&hashes).await?;
        Ok(Self {
            devices: there
                .into_iter()
                .map(|it| (it.serial.clone(), it))
                .collect(),
            slots,
            tokens: tokens.into_iter().collect(),
        })
    }
}
