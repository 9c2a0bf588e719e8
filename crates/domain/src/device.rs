//! A device: one machine of a model, whose it is, and by what it proves itself.

use crate::registration::EndedBy;
use crate::{DeviceId, HouseholdId, Time};

/// One unit of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// Our id.
    pub id: DeviceId,
    /// Its model.
    pub model: String,
    /// Unique over all models.
    pub serial: String,
    /// Whose it is.
    pub household_id: Option<HouseholdId>,
    /// What they call it.
    pub name: Option<String>,
    /// SHA-256 of its token; none after a revocation.
    pub token_hash: Option<Vec<u8>>,
    /// SHA-256 of a token not used yet.
    pub next_token_hash: Option<Vec<u8>>,
    /// SHA-256 of the token that its present one replaced.
    pub old_token_hash: Option<Vec<u8>>,
    /// Its token is to be a new one, because its owner is.
    pub renews: bool,
    /// When the maker made it.
    pub created_at: Time,
    /// When it last posted.
    pub last_seen: Option<Time>,
    /// Since when it is its present owner's.
    pub claimed_at: Option<Time>,
    /// When its last owner left.
    pub left_at: Option<Time>,
    /// How its last registration ended.
    pub ended_by: Option<EndedBy>,
    /// When that was.
    pub ended_at: Option<Time>,
    /// On its way out.
    pub deleting: bool,
}

impl Device {
    /// The serial by which Amazon knows it, which may have gone on to another device.
    pub fn amazons_serial(&self) -> &str {
        self.serial.rsplit(':').next().unwrap_or_default()
    }
}
