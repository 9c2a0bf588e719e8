//! A machine's sheet: everything by which somebody who is called about it can answer.

use domain::alert::Alert;
use domain::view::DeviceView;
use domain::{HouseholdId, SlotId, Time};

use super::Queries;
use super::view::device_view;
use crate::Error;
use crate::devices::fleet::device;

/// What is known of a machine now.
#[derive(Clone, Debug)]
pub struct MachineSheet {
    /// The machine with its supplies.
    pub machine: DeviceView,
    /// Whose it is, as a number.
    pub household: Option<HouseholdId>,
    /// Since when it is theirs.
    pub claimed_at: Option<Time>,
    /// When the maker made it.
    pub created_at: Time,
    /// When its last household gave it up, or lost it.
    pub left_at: Option<Time>,
    /// It has no token: whatever it posts is refused.
    pub is_mute: bool,
    /// What is to be heard of it and its supplies.
    pub alerts: Vec<Alert>,
}

impl MachineSheet {
    /// The name of a slot of it.
    pub fn slot(&self, id: SlotId) -> Option<&str> {
        let supplies = &self.machine.supplies;
        let supply = supplies.iter().find(|supply| supply.id == id);
        supply.map(|supply| supply.slot.as_str())
    }
}

impl Queries<'_> {
    /// What is known of the machine of a serial.
    pub async fn sheet(self, serial: &str) -> Result<MachineSheet, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        let mut alerts = tx.alerts_open(&[device.id]).await?;
        alerts.sort_by_key(|alert| alert.since);
        Ok(MachineSheet {
            household: device.household_id,
            claimed_at: device.claimed_at,
            created_at: device.created_at,
            left_at: device.left_at,
            is_mute: device.token_hash.is_none() && device.next_token_hash.is_none(),
            alerts,
            machine: device_view(&mut tx, device, self.0.now()).await?,
        })
    }
}
