//! What must be so in the end, as the maker and Amazon see it.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context as _, Result, bail, ensure};

use super::machine::Machine;
use super::scene::CONTAINER;
use crate::customer::SLOTS;
use crate::deployment::Deployment;

/// Every report that was answered is in the journal, once, and nothing else is; the level is what they leave.
pub async fn reports(deployment: &Deployment, machines: &[Machine]) -> Result<()> {
    let mut all = 0;
    for machine in machines {
        let path = format!("/api/v1/devices/{}", machine.made.serial);
        let journal = deployment.list(&format!("{path}/journal")).await?;
        let mut kept: Vec<_> = journal.iter().filter_map(|it| it["at"].as_str()).collect();
        kept.sort_unstable();
        let sent: Vec<_> = (1..=machine.sent)
            .map(|number| machine.time_of(number).to_string())
            .collect();
        let is_missing = |at: &&String| kept.binary_search(&at.as_str()).is_err();
        let missing = sent.iter().filter(is_missing).count();
        ensure!(missing == 0, "{path}: {missing} reports are missing");
        ensure!(
            kept.len() == sent.len(),
            "{path}: reports are there twice: {} of {}",
            kept.len(),
            sent.len()
        );
        let device = deployment.maker.get(&path).await?;
        let left = (CONTAINER - machine.sent).to_string();
        let at_home = &device["slots"][0]["at_home"];
        ensure!(
            *at_home == left,
            "{path}: {at_home} is left, and should be {left}"
        );
        all += machine.sent;
    }
    println!("{all} reports, each there once");
    Ok(())
}

/// Each of the `count` supplies that ran low has one order, and Amazon none that we do not know. Amazon may know fewer:
/// a kill between the note that a call goes out and the call itself leaves an order of unknown outcome, which is asked
/// for again after fifteen minutes without a word.
pub async fn orders(deployment: &Deployment, machines: &[Machine], count: usize) -> Result<()> {
    deployment
        .until("no work is left", async || {
            let metrics = deployment.maker.get("/metrics").await?;
            let lines = metrics.as_str().context("no metrics")?.lines();
            let mut due = lines.filter(|line| line.starts_with("larder_jobs_due{"));
            Ok(due.all(|line| line.ends_with(" 0")))
        })
        .await?;
    let low = machines
        .iter()
        .flat_map(|machine| SLOTS.map(|slot| (machine.made.serial.clone(), slot.to_owned())));
    let low: BTreeSet<_> = low.take(count).collect();
    let mut theirs = BTreeMap::new();
    for order in deployment.amazon.state().orders {
        let before = theirs.insert((order.serial, order.slot), order.instance);
        ensure!(before.is_none(), "a second order at Amazon: {before:?}");
    }
    let mut states = BTreeMap::<_, usize>::new();
    let mut ours = BTreeSet::new();
    for order in deployment.list("/api/v1/orders").await? {
        let text = |field: &str| order[field].as_str().map(str::to_owned);
        let named = text("serial").zip(text("slot"));
        let supply = named.with_context(|| format!("an order of nothing: {order}"))?;
        let state = text("state").unwrap_or_default();
        let (instance, at_amazon) = (text("instance"), theirs.remove(&supply));
        let agrees = match &*state {
            "awaiting" | "placed" => instance == at_amazon,
            "requested" => instance.is_none(),
            _ => bail!("an order that ended: {order}"),
        };
        ensure!(agrees, "{at_amazon:?} at Amazon: {order}");
        ensure!(ours.insert(supply), "a second order: {order}");
        *states.entry(state).or_default() += 1;
    }
    ensure!(
        theirs.is_empty(),
        "Amazon has orders that are not ours: {theirs:?}"
    );
    ensure!(ours == low, "ordered is {ours:?}, low ran {low:?}");
    println!("one order for each supply that ran low: {states:?}");
    Ok(())
}
