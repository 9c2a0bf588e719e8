//! What is so at a machine, as Alexa is told: what Larder computes to be in it, and whether it is heard of. A slot of unknown
//! level, one that is being counted again and one that Amazon has given no replenishment id for say nothing.

use amazon::alexa::{Property, Sampled};
use domain::alert::AlertKind;
use domain::{DeviceId, Slot, Time};
use store::Tx;

use crate::Error;

/// What is so at a machine.
#[derive(Debug)]
pub(super) struct State {
    pub(super) levels: Vec<Property>,
    pub(super) reachable: bool,
}

impl State {
    /// All of it at a moment.
    pub(super) fn whole(self, at: Time) -> Sampled {
        let reachable = self.reachable;
        let mut properties = self.levels;
        properties.push(Property::Connectivity { reachable });
        Sampled { properties, at }
    }
}

/// Reads it.
pub(super) async fn read(tx: &mut Tx, device: DeviceId) -> Result<State, Error> {
    let slots = tx.slots_of_device(device).await?;
    let alerts = tx.alerts_open(&[device]).await?;
    Ok(State {
        levels: slots.iter().filter_map(level).collect(),
        reachable: !alerts.iter().any(|it| it.kind == AlertKind::Silent),
    })
}

fn level(slot: &Slot) -> Option<Property> {
    let sensor = slot.kind.alexa.as_ref()?;
    sensor.replenishment_id.as_ref()?;
    if slot.counting.is_some() {
        return None;
    }
    Some(Property::Level {
        instance: sensor.instance.clone(),
        amount: slot.machine?,
        unit: slot.kind.unit,
    })
}
