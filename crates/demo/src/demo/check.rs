//! `larder-sandbox demo --check`: whether the watched supply really runs low, is ordered and arrives, and how long each
//! step takes.

use std::time::Duration;

use anyhow::{Result, bail};
use tokio::time::{Instant, interval};

use super::http::Api;
use super::models::WATCHED;
use super::setup::{path_of, slot};

/// From the start of the fleet to the arrival, where a day takes half a minute.
const LIMIT: Duration = Duration::from_secs(150);
/// How often it is looked.
const LOOK: Duration = Duration::from_millis(100);

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
pub(crate) async fn first_order(larder: &Api) -> Result<()> {
    let (_, supply) = WATCHED;
    let began = Instant::now();
    let tell = |step: &str, at_home: f64| {
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "{seconds:6.1} s  {}: {step}, {at_home} at home",
            supply.name
        );
    };
    let (mut before, _) = read(larder).await?;
    tell("set up", before);
    let mut steps = STEPS.iter();
    let mut next = steps.next();
    let mut looks = interval(LOOK);
    while let Some((step, states)) = next {
        looks.tick().await;
        let (at_home, state) = read(larder).await?;
        if matches!(&*state, "cancelled" | "failed") {
            bail!("the first order is {state}");
        }
        if states.contains(&&*state) {
            tell(step, at_home);
            if *step == "arrived" && at_home <= before {
                bail!("an order arrived and nothing was added");
            }
            next = steps.next();
        } else if began.elapsed() > LIMIT {
            bail!("{step}: not within {} seconds", LIMIT.as_secs());
        }
        before = at_home;
    }
    Ok(())
}

/// How much of the watched supply is at home, and the state of its order.
async fn read(larder: &Api) -> Result<(f64, String)> {
    let (machine, supply) = WATCHED;
    let device = larder.get(&path_of(machine)).await?;
    let slot = slot(&device, supply.slot);
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    Ok((
        text(&slot["at_home"]).parse()?,
        text(&slot["order"]["state"]),
    ))
}
