//! Sets the demo up the way a maker and a customer would: models, machines and their history through the public API,
//! then sign-in, claim codes and connection through the pages.

use std::time::Duration;

use anyhow::{Context, Result};
use jiff::Timestamp;
use serde_json::{Value, json};

use super::browser::Browser;
use super::children::Children;
use super::history;
use super::http::Api;
use super::models::{self, MACHINES, Machine, PAUSED, WATCHED};

/// The customer whose machines they are.
pub(crate) const CUSTOMER: &str = "Anna";

/// Reports in one call; the device API takes no more.
const BATCH: usize = 1_000;
/// Uses that the watched supply is set above its reorder level.
const USES_ABOVE: f64 = 4.0;
/// How long each step may take.
const LIMIT: Duration = Duration::from_secs(30);

/// The two servers.
pub(crate) struct Servers {
    pub(crate) larder: Api,
    pub(crate) larder_origin: String,
    pub(crate) amazon: Api,
}

/// What the factory keeps of a machine.
struct Made {
    machine: &'static Machine,
    token: String,
    claim_code: String,
}

/// Both machines with their history, Anna's, connected. Returns them as the fleet reads them.
pub(crate) fn set_up(servers: &Servers, children: &mut Children, now: Timestamp) -> Result<Value> {
    children.until("Larder confirms the SNS subscription", LIMIT, || {
        let state = servers.amazon.get("/sandbox/state")?;
        Ok((state["subscription"]["confirmed"] == true).then_some(()))
    })?;
    let mut browser = sign_in(&servers.larder_origin)?;
    let (mut made, mut pages) = (Vec::new(), Vec::new());
    for (nth, machine) in (0..).zip(MACHINES) {
        let one = make(servers, machine)?;
        // What a machine reports before somebody owns it sets no pace.
        pages.push(claim(servers, &mut browser, &one)?);
        let runs = history::runs(nth * history::DAYS, now)?;
        let device = servers.larder.with_token(&one.token);
        for batch in history::reports(machine, &runs).chunks(BATCH) {
            device.post("/api/v1/usage", &json!({"reports": batch}))?;
        }
        made.push(one);
    }
    stock_watched(&servers.larder)?;
    for (page, one) in pages.iter().zip(&made) {
        connect(&mut browser, page, one)?;
    }
    for machine in MACHINES {
        let connected = format!("Amazon tells of the subscriptions of {}", machine.model);
        children.until(&connected, LIMIT, || {
            let device = servers.larder.get(&path_of(machine))?;
            let all = machine
                .supplies
                .iter()
                .all(|supply| slot(&device, supply.slot)["subscribed"] == true);
            Ok((all && device["registration"] == "registered").then_some(()))
        })?;
    }
    pause(servers, children)?;
    let fleet = made.iter().map(|one| one.machine.for_fleet(&one.token));
    Ok(fleet.collect())
}

/// Where the maker API has a machine.
pub(crate) fn path_of(machine: &Machine) -> String {
    format!("/api/v1/devices/{}", machine.serial)
}

/// A slot of a device as the maker API shows it.
pub(crate) fn slot<'d>(device: &'d Value, name: &str) -> &'d Value {
    let slots = device["slots"].as_array().map(Vec::as_slice);
    slots
        .unwrap_or_default()
        .iter()
        .find(|slot| slot["slot"] == name)
        .unwrap_or(&Value::Null)
}

/// The model, known to both sides, and its machine.
fn make(servers: &Servers, machine: &'static Machine) -> Result<Made> {
    let model = machine.model;
    servers
        .amazon
        .put(&format!("/sandbox/models/{model}"), &machine.for_amazon())?;
    servers
        .larder
        .put(&format!("/api/v1/models/{model}"), &machine.for_larder())?;
    let device = json!({"model": model, "serial": machine.serial});
    let device = servers.larder.post("/api/v1/devices", &device)?;
    let text = |field: &str| {
        let text = device[field].as_str().map(str::to_owned);
        text.with_context(|| format!("the new device came without `{field}`"))
    };
    Ok(Made {
        machine,
        token: text("token")?,
        claim_code: text("claim_code")?,
    })
}

/// Counts the watched supply a few uses above its reorder level, wherever half a year of use has put that.
fn stock_watched(larder: &Api) -> Result<()> {
    let (machine, supply) = WATCHED;
    let device = larder.get(&path_of(machine))?;
    let level = slot(&device, supply.slot)["reorder_level"].as_str();
    let level: f64 = level
        .and_then(|text| text.parse().ok())
        .context("the watched supply has no reorder level")?;
    let per_use: f64 = models::decimal(supply.per_run).parse()?;
    let amount = ((level / per_use).floor() + USES_ABOVE) * per_use;
    let counted = json!({
        "key": "demo-count",
        "slot": supply.slot,
        "kind": "set",
        "amount": amount.to_string(),
    });
    larder.post(&format!("{}/journal", path_of(machine)), &counted)?;
    Ok(())
}

/// A browser in which Anna is signed in.
pub(crate) fn sign_in(larder: &str) -> Result<Browser> {
    let mut browser = Browser::new();
    let at_amazon = browser.open(&format!("{larder}/auth/lwa/start"))?;
    let form = [("step", "sign-in"), ("customer", CUSTOMER)];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.submit(&at_amazon, &form)?;
    Ok(browser)
}

/// Anna adds a machine; the answer is the page that offers to connect it.
fn claim(servers: &Servers, browser: &mut Browser, one: &Made) -> Result<String> {
    let form = [("code".to_owned(), one.claim_code.clone())];
    browser.submit(&format!("{}/devices/add", servers.larder_origin), &form)
}

/// Anna connects it, and takes the first product that Amazon offers.
fn connect(browser: &mut Browser, page: &str, one: &Made) -> Result<()> {
    let at_amazon = browser.open(&format!("{page}/start"))?;
    let allow = [("step".to_owned(), "allow".to_owned())];
    let products = browser.submit(&at_amazon, &allow)?;
    browser.submit(&products, &one.machine.choices())?;
    Ok(())
}

/// Anna pauses one supply on Amazon's side.
fn pause(servers: &Servers, children: &mut Children) -> Result<()> {
    let (machine, supply) = PAUSED;
    let lever = format!("/sandbox/devices/{}/pause", machine.serial);
    servers.amazon.post(&lever, &json!({"slot": supply.slot}))?;
    children.until("Amazon tells that a supply is paused", LIMIT, || {
        let device = servers.larder.get(&path_of(machine))?;
        Ok((slot(&device, supply.slot)["subscribed"] == false).then_some(()))
    })
}
