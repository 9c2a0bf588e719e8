//! A customer with connected machines, by the real sign-in.

use std::time::Duration;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::stage::{House, Stage};
use crate::run::browser::Browser;

const MODEL: &str = "BENCH-5";
/// Supplies of a machine.
const SLOTS: [&str; 5] = ["a", "b", "c", "d", "e"];
const ASIN: &str = "B00BENCH36";
const LIMIT: Duration = Duration::from_secs(120);

/// What a customer has.
pub(crate) struct Customer {
    pub(crate) browser: Browser,
    pub(crate) slots: Vec<Supply>,
}

/// A full supply of 100 that may be ordered.
pub(crate) struct Supply {
    pub(crate) serial: String,
    pub(crate) token: String,
    pub(crate) slot: &'static str,
}

/// Signs `name` in and connects as many machines as have that many supplies.
pub(crate) fn connect(
    house: &House,
    stage: &mut Stage,
    name: &str,
    prefix: &str,
    supplies: usize,
) -> Result<Customer> {
    let servers = &house.servers;
    servers
        .amazon
        .put(&format!("/sandbox/models/{MODEL}"), &model(true))?;
    servers
        .larder
        .put(&format!("/api/v1/models/{MODEL}"), &model(false))?;
    let mut browser = Browser::new();
    let at_amazon = browser.open(&format!("{}/auth/lwa/start", house.origin()))?;
    browser.submit(
        &at_amazon,
        &fields(&[("step", "sign-in"), ("customer", name)]),
    )?;
    let mut slots = Vec::new();
    for number in 0..supplies.div_ceil(SLOTS.len()) {
        let serial = format!("{prefix}{number}");
        let made = servers.larder.post(
            "/api/v1/devices",
            &json!({"model": MODEL, "serial": serial}),
        )?;
        add(house, &mut browser, &text(&made, "claim_code")?)?;
        let token = text(&made, "token")?;
        slots.extend(SLOTS.map(|slot| Supply {
            serial: serial.clone(),
            token: token.clone(),
            slot,
        }));
    }
    for supply in slots.iter().step_by(SLOTS.len()) {
        let path = format!("/api/v1/devices/{}", supply.serial);
        stage
            .children
            .until("Amazon tells of the subscriptions", LIMIT, || {
                let device = servers.larder.get(&path)?;
                let slots = device["slots"]
                    .as_array()
                    .map(Vec::as_slice)
                    .unwrap_or_default();
                Ok(slots
                    .iter()
                    .all(|slot| slot["subscribed"] == true)
                    .then_some(()))
            })?;
    }
    Ok(Customer { browser, slots })
}

/// Adds a machine and lets Amazon reorder all its supplies.
fn add(house: &House, browser: &mut Browser, code: &str) -> Result<()> {
    let page = browser.submit(
        &format!("{}/devices/add", house.origin()),
        &fields(&[("code", code)]),
    )?;
    let at_amazon = browser.open(&format!("{page}/start"))?;
    let products = browser.submit(&at_amazon, &fields(&[("step", "allow")]))?;
    let choices = SLOTS.map(|slot| (format!("slot.{slot}"), ASIN.to_owned()));
    browser.submit(&products, &choices)?;
    Ok(())
}

/// The model as Amazon knows it, or as we do.
fn model(amazons: bool) -> Value {
    let slots = SLOTS.map(|slot| {
        let mut slot = json!({"slot": slot, "name": slot, "unit": "count"});
        if amazons {
            slot["products"] = json!([{"asin": ASIN, "name": "36", "quantity": 36}]);
        } else {
            slot["capacity"] = json!("100");
            slot["starts"] = json!("full");
        }
        slot
    });
    json!({"name": "Bench 5", "slots": slots})
}

fn fields(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

fn text(made: &Value, field: &str) -> Result<String> {
    let text = made[field].as_str().map(str::to_owned);
    text.with_context(|| format!("the new device came without `{field}`"))
}
