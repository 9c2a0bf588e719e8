//! What must be so in the end, as the maker and Amazon see it.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;
use serde_json::Value;

use crate::machine::Machine;
use crate::scene::{SLOTS, Scene};

/// Every report that was answered is in the journal, once, and nothing else is; the level is what they leave.
pub async fn reports(scene: &Scene, machines: &[Machine]) {
    let mut all = 0;
    for machine in machines {
        let path = format!("/api/v1/devices/{}", machine.made.serial);
        let journal = scene.list(&format!("{path}/journal")).await;
        let mut kept: Vec<_> = journal
            .iter()
            .map(|entry| entry["at"].as_str().unwrap().to_owned())
            .collect();
        kept.sort();
        let sent: Vec<_> = (1..=machine.sent)
            .map(|number| machine.time_of(number).to_string())
            .collect();
        let missing = sent.iter().filter(|at| kept.binary_search(at).is_err());
        assert_eq!(missing.count(), 0, "{path}: reports are missing");
        assert_eq!(kept.len(), sent.len(), "{path}: reports are there twice");
        let device = scene.call(Method::GET, &path, &Value::Null).await;
        let left = (1_000_000 - machine.sent).to_string();
        assert_eq!(device["slots"][0]["at_home"], left, "{path}");
        all += machine.sent;
    }
    println!("{all} reports, each there once");
}

/// Each of the `count` supplies that ran low has one order, the same on both sides. A kill may have swallowed Amazon's
/// answer, and SNS gives up after a minute: such an order is known by its instance later, or never placed by a message.
pub async fn orders(scene: &Scene, machines: &[Machine], count: usize) {
    scene
        .until("Amazon is asked for every order", async || {
            scene.amazon.state().orders.len() >= count
        })
        .await;
    let mut theirs = BTreeMap::new();
    for order in scene.amazon.state().orders {
        let before = theirs.insert((order.serial, order.slot), order.instance);
        assert_eq!(before, None, "a second order at Amazon");
    }
    let low = machines
        .iter()
        .flat_map(|machine| SLOTS.map(|slot| (machine.made.serial.clone(), slot.to_owned())));
    let low: BTreeSet<_> = low.take(count).collect();
    assert!(theirs.keys().eq(&low), "an order that nobody needs");
    let mut states = BTreeMap::<_, usize>::new();
    let mut ours = BTreeSet::new();
    for order in scene.list("/api/v1/orders").await {
        let text = |field: &str| order[field].as_str().map(str::to_owned);
        let supply = (text("serial").unwrap(), text("slot").unwrap());
        let state = text("state").unwrap();
        let known = ["requested", "awaiting", "placed"].contains(&&*state);
        assert!(known, "an order that ended: {order}");
        let instance = text("instance");
        assert!(
            instance.is_none() || instance.as_ref() == theirs.get(&supply),
            "{order}"
        );
        assert!(ours.insert(supply), "a second order: {order}");
        *states.entry(state).or_default() += 1;
    }
    assert_eq!(ours, low);
    println!("one order for each supply that ran low: {states:?}");
}
