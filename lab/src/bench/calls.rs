//! From a report that empties a supply to the replenish call, as Amazon dates it.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use replenish::clock::system_now;
use serde_json::json;
use tokio::time::{MissedTickBehavior, interval};

use crate::customer::SLOTS;
use crate::deployment::{Deployment, Device};

/// A full supply of a hundred that may be ordered.
pub struct Supply<'d> {
    device: &'d Device,
    slot: &'static str,
}

/// All supplies of a customer's machines.
pub fn supplies(devices: &[Device]) -> Vec<Supply<'_>> {
    let of = |device| SLOTS.map(|slot| Supply { device, slot });
    devices.iter().flat_map(of).collect()
}

/// Reports that each supply is nearly used up, `between` after the one before; milliseconds to each call.
pub async fn times(
    deployment: &Deployment,
    supplies: &[Supply<'_>],
    between: Duration,
) -> Result<Vec<f64>> {
    let mut reported = BTreeMap::new();
    let mut next = interval(between);
    next.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for Supply { device, slot } in supplies {
        next.tick().await;
        let report = json!({"id": format!("low-{slot}"), "slot": slot, "used": "95"});
        let (at, body) = (system_now().millis(), json!({"reports": [report]}));
        let machine = deployment.maker.with_token(&device.token);
        machine.post("/api/v1/usage", &body).await?;
        reported.insert((device.serial.clone(), (*slot).to_owned()), at);
    }
    let called = || -> Vec<f64> {
        let orders = deployment.amazon.state().orders.into_iter();
        let times = orders.filter_map(|order| {
            let at = reported.get(&(order.serial, order.slot))?;
            Some((order.requested_at - at) as f64)
        });
        times.collect()
    };
    deployment
        .until("every order is asked for", async || {
            Ok(called().len() == reported.len())
        })
        .await?;
    Ok(called())
}
