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

/// Each of the `count` supplies that ran low has one order, and Amazon none that we do not know. Amazon may know fewer:
/// a kill between the note that a call goes out and the call itself leaves an order of unknown outcome, which is asked
/// for again after fifteen minutes without a word.
pub async fn orders(scene: &Scene, machines: &[Machine], count: usize) {
    scene
        .until("no work is left", async || {
            let metrics = scene.call(Method::GET, "/metrics", &Value::Null).await;
            let mut lines = metrics.as_str().unwrap().lines();
            lines.any(|line| line == "larder_jobs_due 0")
        })
        .await;
    let low = machines
        .iter()
        .flat_map(|machine| SLOTS.map(|slot| (machine.made.serial.clone(), slot.to_owned())));
    let low: BTreeSet<_> = low.take(count).collect();
    let mut theirs = BTreeMap::new();
    for order in scene.amazon.state().orders {
        let before = theirs.insert((order.serial, order.slot), order.instance);
        assert_eq!(before, None, "a second order at Amazon");
    }
    let mut states = BTreeMap::<_, usize>::new();
    let mut ours = BTreeSet::new();
    for order in scene.list("/api/v1/orders").await {
        let text = |field: &str| order[field].as_str().map(str::to_owned);
        let supply = (text("serial").unwrap(), text("slot").unwrap());
        let state = text("state").unwrap();
        let (instance, at_amazon) = (text("instance"), theirs.remove(&supply));
        match &*state {
            "awaiting" | "placed" => assert_eq!(instance, at_amazon, "{order}"),
            "requested" => assert_eq!(instance, None, "{order}"),
            _ => panic!("an order that ended: {order}"),
        }
        assert!(ours.insert(supply), "a second order: {order}");
        *states.entry(state).or_default() += 1;
    }
    assert_eq!(
        theirs,
        BTreeMap::new(),
        "Amazon has orders that are not ours"
    );
    assert_eq!(ours, low);
    println!("one order for each supply that ran low: {states:?}");
}
