//! Sets the demo up the way a maker and a customer would: models, machines and their history through the public API,
//! then sign-in, claim codes and connection through the pages.

use std::time::Duration;

use anyhow::{Context, Error, Result, bail};
use jiff::Timestamp;
use sandbox::Sandbox;
use sandbox::alexa::Region;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::time::{Instant, interval};
use url::Url;

use super::browser::Browser;
use super::history;
use super::http::Api;
use super::models::{self, By, DAYS, MACHINES, Machine, PAUSED, WATCHED};

/// The customer whose machines they are.
pub(crate) const CUSTOMER: &str = "Anna";

/// Half-years on record.
const YEARS: i32 = 2;
/// Reports in one call; the device API takes no more.
const BATCH: usize = 1_000;
/// Uses that the watched supply is set above its reorder level.
const USES_ABOVE: f64 = 3.0;
/// How long each step may take.
const LIMIT: Duration = Duration::from_secs(30);
/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(50);

/// Who takes part.
pub(crate) struct Stage<'a> {
    /// The maker's way to Larder.
    pub(crate) larder: &'a Api,
    /// Larder's origin, for machines and browsers.
    pub(crate) origin: &'a str,
    pub(crate) amazon: &'a Sandbox,
    /// The maker's way to what Amazon knows.
    pub(crate) console: &'a Api,
}

/// A machine as the factory made it.
struct Made {
    machine: &'static Machine,
    claim_code: String,
}

/// All machines with their history, Anna's; those of Amazon connected. Returns her browser.
pub(crate) async fn set_up(stage: &Stage<'_>, now: Timestamp) -> Result<Browser> {
    stage.amazon.subscribe().await;
    until("Larder confirms the SNS subscription", async || {
        Ok(stage.amazon.state().subscription.confirmed.then_some(()))
    })
    .await?;
    let mut browser = Browser::new()?;
    sign_in(&mut browser, stage.origin).await?;
    let (mut made, mut pages) = (Vec::new(), Vec::new());
    for (nth, machine) in (0..).zip(MACHINES) {
        let one = make(stage, machine).await?;
        // What a machine reports before somebody owns it sets no pace.
        pages.push(claim(stage, &mut browser, &one).await?);
        let runs = history::runs(nth % YEARS * DAYS, now)?;
        let device = Api::new(stage.origin, Some(machine.token))?;
        for batch in history::reports(machine, &runs).chunks(BATCH) {
            device
                .post("/api/v1/usage", &json!({"reports": batch}))
                .await?;
        }
        made.push(one);
    }
    stock_watched(stage.larder).await?;
    let of_amazon = pages
        .iter()
        .zip(&made)
        .filter(|(_, one)| one.machine.by == By::Amazon);
    for (page, one) in of_amazon {
        connect(&mut browser, page, one).await?;
    }
    for machine in MACHINES.into_iter().filter(|it| it.by == By::Amazon) {
        let connected = format!("Amazon tells of the subscriptions of {}", machine.model);
        until(&connected, async || {
            let device = stage.larder.get(&path_of(machine)).await?;
            let all = machine
                .supplies
                .iter()
                .all(|supply| slot(&device, supply.slot)["subscribed"] == true);
            Ok((all && device["registration"] == "registered").then_some(()))
        })
        .await?;
    }
    pause(stage).await?;
    link(stage, &mut browser).await?;
    Ok(browser)
}

/// Waits until `condition` finds something.
///
/// # Errors
/// The condition's, or it took too long.
async fn until<T>(what: &str, mut condition: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let began = Instant::now();
    let mut looks = interval(LOOK);
    while began.elapsed() < LIMIT {
        looks.tick().await;
        if let Some(found) = condition().await? {
            return Ok(found);
        }
    }
    bail!("{what}: not within {} seconds", LIMIT.as_secs());
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

/// The model, known to both sides, and its machine, whose token the factory chose.
async fn make(stage: &Stage<'_>, machine: &'static Machine) -> Result<Made> {
    let model = machine.model;
    if machine.by == By::Amazon {
        let path = format!("/sandbox/models/{model}");
        stage.console.put(&path, &machine.for_amazon()).await?;
    }
    stage
        .larder
        .put(&format!("/api/v1/models/{model}"), &machine.for_larder())
        .await?;
    let hash: String = Sha256::digest(machine.token)
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let device = json!({"model": model, "serial": machine.serial, "token_sha256": hash});
    let device = stage.larder.post("/api/v1/devices", &device).await?;
    let claim_code = device["claim_code"].as_str();
    Ok(Made {
        machine,
        claim_code: claim_code
            .context("the new device came without a claim code")?
            .to_owned(),
    })
}

/// Counts the watched supply a few uses above its reorder level, wherever half a year of use has put that.
async fn stock_watched(larder: &Api) -> Result<()> {
    let (machine, supply) = WATCHED;
    let device = larder.get(&path_of(machine)).await?;
    let level = slot(&device, supply.slot)["reorder_level"].as_str();
    let level: f64 = level
        .and_then(|text| text.parse().ok())
        .context("the watched supply has no reorder level")?;
    let per_use: f64 = models::decimal(supply.per_use()).parse()?;
    let amount = ((level / per_use).floor() + USES_ABOVE) * per_use;
    let counted = json!({
        "key": "demo-count",
        "slot": supply.slot,
        "kind": "set",
        "amount": amount.to_string(),
    });
    larder
        .post(&format!("{}/journal", path_of(machine)), &counted)
        .await?;
    Ok(())
}

/// Anna signs in.
async fn sign_in(browser: &mut Browser, larder: &str) -> Result<()> {
    let at_amazon = browser.open(&format!("{larder}/auth/lwa/start")).await?;
    let form = [("step", "sign-in"), ("customer", CUSTOMER)];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.submit(&at_amazon, &form).await?;
    Ok(())
}

/// Ada signs in to the console, too.
pub(crate) async fn sign_in_operator(browser: &mut Browser, larder: &str) -> Result<()> {
    let at_provider = browser.open(&format!("{larder}/ops/start")).await?;
    let request = Url::parse(&at_provider)?;
    let request = request.query().unwrap_or_default();
    let form = [("request", request), ("customer", "Ada")];
    let form = form.map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.submit(&at_provider, &form).await?;
    Ok(())
}

/// Anna adds a machine; the answer is the page that offers to connect it.
async fn claim(stage: &Stage<'_>, browser: &mut Browser, one: &Made) -> Result<String> {
    let form = [("code".to_owned(), one.claim_code.clone())];
    let add = format!("{}/devices/add", stage.origin);
    browser.submit(&add, &form).await
}

/// Anna connects it, and takes the first product that Amazon offers.
async fn connect(browser: &mut Browser, page: &str, one: &Made) -> Result<()> {
    let at_amazon = browser.open(&format!("{page}/start")).await?;
    let allow = [("step".to_owned(), "allow".to_owned())];
    let products = browser.submit(&at_amazon, &allow).await?;
    browser.submit(&products, &one.machine.choices()).await?;
    Ok(())
}

/// Anna links her account in the Alexa app, which is then told of the machines that are Alexa's.
async fn link(stage: &Stage<'_>, browser: &mut Browser) -> Result<()> {
    let start = stage.amazon.alexa().link_start(CUSTOMER, Region::NA);
    let consent = browser.open(&start.map_err(Error::msg)?).await?;
    let allow = [("allow".to_owned(), "yes".to_owned())];
    browser.submit(&consent, &allow).await?;
    for machine in MACHINES.into_iter().filter(|it| it.by == By::Alexa) {
        let linked = format!("Alexa is told of {}", machine.model);
        until(&linked, async || {
            let device = stage.larder.get(&path_of(machine)).await?;
            Ok((device["registration"] == "registered").then_some(()))
        })
        .await?;
    }
    Ok(())
}

/// Anna pauses one supply on Amazon's side.
async fn pause(stage: &Stage<'_>) -> Result<()> {
    let (machine, supply) = PAUSED;
    stage
        .amazon
        .pause(machine.serial, supply.slot)
        .map_err(|refused| anyhow::anyhow!("{refused}"))?;
    until("Amazon tells that a supply is paused", async || {
        let device = stage.larder.get(&path_of(machine)).await?;
        Ok((slot(&device, supply.slot)["subscribed"] == false).then_some(()))
    })
    .await
}
