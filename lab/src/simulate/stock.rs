//! What is at home, by a sum that knows none of Larder's rules of evidence: it knows which reports are true.

use std::collections::{BTreeMap, HashSet};

use anyhow::{Result, bail, ensure};
use domain::EntryId;
use domain::journal::{Entry, Input};
use domain::view::SupplyView;

use super::life::{CAPACITY, Life};
use super::sensor::{FOUL, LOOK};
use crate::home::Home;

/// What is at home is what went in and out, never below nothing.
pub fn is_sum(life: &Life, supply: &SupplyView, entries: &[Entry]) -> Result<()> {
    let undone: HashSet<_> = entries.iter().filter_map(|entry| entry.undoes).collect();
    let is_true = |entry: &&Entry| {
        let key = entry.key.as_deref().unwrap_or_default();
        !key.starts_with(FOUL) && !key.starts_with(LOOK)
    };
    let effective = entries
        .iter()
        .filter(|entry| entry.effective && entry.undoes.is_none() && !undone.contains(&entry.id));
    let mut moves = BTreeMap::new();
    for entry in effective.filter(is_true) {
        moves.insert((entry.at, entry.accepted), entry.input());
    }
    for (n, (at, used)) in (0_i64..).zip(&life.counter.used) {
        let input = Input::Used(domain::Quantity(*used));
        moves.insert((*at, i64::MAX - n), Some(input));
    }
    let mut home = Home::full(CAPACITY);
    for input in moves.into_values() {
        match input {
            Some(Input::Used(used)) => drop(home.take(used.0)),
            Some(Input::Delivery(more) | Input::Add(more)) => home.spares += more.0,
            Some(Input::Level(level)) => home.read(level.0),
            Some(Input::Set(all)) => home.set(all.0),
            Some(Input::Replaced) => home.replace(),
            // Whatever is believed of a level in the end, the sum has it from the true ones.
            Some(Input::Total(_) | Input::Believed(_)) => {}
            other => bail!("an entry that no step makes: {other:?}"),
        }
    }
    let held = supply.at_home().map(|at_home| at_home.0);
    ensure!(
        held == Some(home.left()),
        "at home is {held:?}, the sum is {}; the journal is {}",
        home.left(),
        told(entries)
    );
    Ok(())
}

/// The journal, for the words of a failure.
fn told(entries: &[Entry]) -> String {
    let line = |entry: &Entry| {
        let key = entry.key.as_deref().unwrap_or_default();
        let undone = if entry.effective { "" } else { " (no effect)" };
        format!("\n{} {key} {:?}{undone}", entry.at, entry.input())
    };
    entries.iter().map(line).collect()
}

/// Every delivery that counts is one parcel's, and no parcel's twice.
pub async fn counts_once(life: &Life, entries: &[Entry]) -> Result<()> {
    let undone: HashSet<_> = entries.iter().filter_map(|entry| entry.undoes).collect();
    let orders: Vec<_> = life
        .test
        .orders()
        .await
        .iter()
        .map(|order| order.id)
        .collect();
    let mut tx = life.test.app.store().read().await?;
    let mut counted: BTreeMap<EntryId, usize> = BTreeMap::new();
    for parcel in tx.parcels_of_orders(&orders).await? {
        if let Some(entry) = parcel.counted {
            *counted.entry(entry).or_default() += 1;
        }
    }
    for entry in entries.iter().filter(|entry| !undone.contains(&entry.id)) {
        if let Some(Input::Delivery(amount)) = entry.input() {
            let times = counted.get(&entry.id).copied().unwrap_or(0);
            ensure!(times == 1, "a delivery of {amount:?} is of {times} parcels");
        }
    }
    Ok(())
}
