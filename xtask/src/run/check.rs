//! `cargo xtask run --check`: whether the watched supply really runs low, is ordered and arrives, and how long each
//! step takes.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use super::children::Children;
use super::http::Api;
use super::models::WATCHED;
use super::setup::{path_of, slot};

/// From the start of the fleet to the arrival.
const LIMIT: Duration = Duration::from_secs(150);

/// What a visitor sees, in this order; a state that is passed between two looks counts as reached.
const STEPS: [(&str, &[&str]); 4] = [
    (
        "ordered",
        &["requested", "awaiting", "placed", "shipped", "arrived"],
    ),
    ("placed", &["placed", "shipped", "arrived"]),
    ("shipped", &["shipped", "arrived"]),
    ("arrived", &["arrived"]),
];

/// Prints a line for each step when it is reached, with the seconds since the fleet started.
pub(crate) fn first_order(larder: &Api, children: &mut Children) -> Result<()> {
    let (machine, supply) = WATCHED;
    let started = Instant::now();
    let read = || -> Result<(f64, String)> {
        let device = larder.get(&path_of(machine))?;
        let slot = slot(&device, supply.slot);
        let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let at_home = text(&slot["at_home"]).parse()?;
        Ok((at_home, text(&slot["order"]["state"])))
    };
    let tell = |step: &str, at_home: f64| {
        let seconds = started.elapsed().as_secs_f64();
        println!(
            "{seconds:6.1} s  {}: {step}, {at_home} at home",
            supply.name
        );
    };
    let (full, _) = read()?;
    tell("set up", full);
    let left = || LIMIT.saturating_sub(started.elapsed());
    let fallen = children.until("the first use", left(), || {
        let (at_home, _) = read()?;
        Ok((at_home < full).then_some(at_home))
    })?;
    tell("used", fallen);
    let mut before = fallen;
    for (step, states) in STEPS {
        let at_home = children.until(step, left(), || {
            let (at_home, state) = read()?;
            if matches!(&*state, "cancelled" | "failed") {
                bail!("the first order is {state}");
            }
            Ok(states.contains(&&*state).then_some(at_home))
        })?;
        tell(step, at_home);
        if step == "arrived" && at_home <= before {
            bail!("an order arrived and nothing was added");
        }
        before = at_home;
    }
    Ok(())
}
