//! A machine's sheet: everything by which somebody who is called about it can answer.

use domain::alert::Alert;
use domain::device::Tenure;
use domain::view::{DeviceView, SupplyView};
use domain::{HouseholdId, SlotId, Time};

use super::Queries;
use super::view::device_view;
use crate::Error;
use crate::devices::fleet::device;

/// Acts of the maker's that are looked at.
const ACTS: i64 = 100;

/// What is known of a machine now.
#[derive(Clone, Debug)]
pub struct MachineSheet {
    /// The machine with its supplies.
    pub machine: DeviceView,
    /// What is acted on, as it is read here.
    pub tenure: Tenure,
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
    /// Since when it has a token of its own that it has not come with yet.
    pub token_unused_since: Option<Time>,
    /// What is to be heard of it and its supplies.
    pub alerts: Vec<Alert>,
}

impl MachineSheet {
    /// A supply of it.
    pub fn supply(&self, id: SlotId) -> Option<&SupplyView> {
        let mut supplies = self.machine.supplies.iter();
        supplies.find(|supply| supply.id == id)
    }
}

impl Queries<'_> {
    /// What is known of the machine of a serial.
    pub async fn sheet(self, serial: &str) -> Result<MachineSheet, Error> {
        let mut tx = self.0.store.read().await?;
        let device = device(&mut tx, serial).await?;
        let mut alerts = tx.alerts_open(&[device.id]).await?;
        alerts.sort_by_key(|alert| alert.since);
        let acts = tx.maker_acts(device.id, ACTS).await?;
        let made = acts.iter().find(|act| act.deed.makes_token());
        let made = made.map(|act| act.at);
        let unused = made.filter(|made| device.last_seen.is_none_or(|seen| seen < *made));
        Ok(MachineSheet {
            tenure: device.tenure(),
            household: device.household_id,
            claimed_at: device.claimed_at,
            created_at: device.created_at,
            left_at: device.left_at,
            is_mute: device.token_hash.is_none() && device.next_token_hash.is_none(),
            token_unused_since: unused,
            alerts,
            machine: device_view(&mut tx, device, self.0.now()).await?,
        })
    }
}
