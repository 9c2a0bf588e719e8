//! One machine with its supplies.

use crate::id::DeviceId;
use crate::registration::{EndedBy, RegistrationStatus};
use crate::replenisher::Replenisher;
use crate::time::Time;
use crate::view::SupplyView;

/// One device.
#[derive(Clone, Debug, PartialEq)]
pub struct DeviceView {
    /// Its id, in the address of its page.
    pub id: DeviceId,
    /// The model's id, Amazon's string.
    pub model: String,
    /// What customers read: their own name for it, or the model's.
    pub name: String,
    /// Their own name for it.
    pub given_name: Option<String>,
    /// The whole serial: for its owner and the maker only.
    pub serial: String,
    /// What brings its supplies.
    pub replenisher: Replenisher,
    /// Whether it is somebody's and connected.
    pub registration: RegistrationStatus,
    /// Who ended the last registration, where it is deregistered.
    pub ended_by: Option<EndedBy>,
    /// When that was.
    pub ended_at: Option<Time>,
    /// When it last posted anything.
    pub last_seen: Option<Time>,
    /// What it says that runs in it.
    pub firmware: Option<String>,
    /// Its slots, in the model's order.
    pub supplies: Vec<SupplyView>,
}
