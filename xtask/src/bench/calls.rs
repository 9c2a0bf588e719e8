//! From a report that empties a supply to the replenish call, as Amazon dates it.

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use super::customer::Supply;
use super::stage::{House, Stage};
use crate::run;

/// For the last of the calls.
const LIMIT: Duration = Duration::from_secs(60);

/// Reports that each supply is nearly used up, `between` after the one before; milliseconds to each call.
pub(crate) fn times(
    house: &House,
    stage: &mut Stage,
    supplies: &[Supply],
    between: Duration,
) -> Result<Vec<f64>> {
    let mut reported = BTreeMap::new();
    for supply in supplies {
        let machine = house.servers.larder.with_token(&supply.token);
        let report =
            json!({"id": format!("low-{}", supply.slot), "slot": supply.slot, "used": "95"});
        let at = run::now().as_millisecond();
        machine.post("/api/v1/usage", &json!({"reports": [report]}))?;
        reported.insert((supply.serial.clone(), supply.slot), at);
        stage.children.pause(between)?;
    }
    let called = || -> Result<Option<Vec<f64>>> {
        let state = house.servers.amazon.get("/sandbox/state")?;
        let orders = state["orders"]
            .as_array()
            .map(Vec::as_slice)
            .unwrap_or_default();
        let times: Vec<f64> = orders
            .iter()
            .filter_map(|order| {
                let (serial, slot) = (order["serial"].as_str()?, order["slot"].as_str()?);
                let at = reported.get(&(serial.to_owned(), slot))?;
                Some((order["requested_at"].as_i64()? - at) as f64)
            })
            .collect();
        Ok((times.len() == reported.len()).then_some(times))
    };
    stage
        .children
        .until("every order is asked for", LIMIT, called)
}
