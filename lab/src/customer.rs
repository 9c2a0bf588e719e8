//! Customers with machines of five supplies, each of which Amazon may reorder. They do what people do: sign in, add a
//! machine by its code, connect it, all in a browser.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, anyhow, ensure};
use reqwest::{Client, RequestBuilder, Response, StatusCode, header};
use sandbox::Sandbox;
use serde_json::{Value, json};

use crate::deployment::{Deployment, Device};

/// The machines' supplies; each is a full container of a hundred.
pub const SLOTS: [&str; 5] = ["a", "b", "c", "d", "e"];
const MODEL: &str = "ORDERER";
const ASIN: &str = "B00PODS036";

/// A browser: it keeps the cookies of Larder and follows nothing by itself.
pub struct Browser {
    http: Client,
    origin: String,
    cookies: BTreeMap<String, String>,
}

impl Browser {
    /// What it sends to Larder as `Cookie`.
    pub fn cookie(&self) -> String {
        let pairs = self.cookies.iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join("; ")
    }

    async fn send(&mut self, request: RequestBuilder) -> Result<Response> {
        let request = request.header(header::COOKIE, self.cookie());
        let answer = request.send().await?;
        for set in answer.headers().get_all(header::SET_COOKIE) {
            let set = set.to_str()?.split(';').next().unwrap_or_default();
            let (name, value) = set.split_once('=').context("a cookie without a name")?;
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        Ok(answer)
    }

    /// From a page of Larder's to Amazon's, where everything is allowed and a pack chosen for each supply, and back.
    async fn visit_amazon(&mut self, path: &str, amazon: &Sandbox, customer: &str) -> Result<()> {
        let leave = self.http.get(format!("{}{path}", self.origin));
        let to = location(&self.send(leave).await?)?;
        let choices = SLOTS.map(|slot| (slot, Some(ASIN)));
        let back = amazon.authorize(&to, customer, &choices);
        let back = self.http.get(back.map_err(|words| anyhow!(words))?);
        let answer = self.send(back).await?;
        ensure!(
            answer.status() == StatusCode::SEE_OTHER,
            "the way back from {path} was answered {}",
            answer.status()
        );
        Ok(())
    }

    /// Adds a machine; its page.
    async fn add(&mut self, code: &str) -> Result<String> {
        let add = self.http.post(format!("{}/devices/add", self.origin));
        let answer = self.send(add.form(&[("code", code)])).await?;
        location(&answer)
    }
}

fn location(answer: &Response) -> Result<String> {
    let to = answer.headers().get(header::LOCATION);
    let to = to.with_context(|| format!("{} leads nowhere", answer.url()))?;
    Ok(to.to_str()?.to_owned())
}

/// Has a customer sign in and connect `count` machines, whose serials begin with `prefix`; every supply may be
/// ordered then.
///
/// # Errors
/// A step fails, or Amazon does not tell of a subscription in time.
pub async fn connect(
    deployment: &Deployment,
    customer: &str,
    prefix: &str,
    count: usize,
) -> Result<(Browser, Vec<Device>)> {
    let amazon = &deployment.amazon;
    amazon.put_model(MODEL, serde_json::from_value(model(true))?);
    let path = format!("/api/v1/models/{MODEL}");
    deployment.maker.put(&path, &model(false)).await?;
    let mut browser = Browser {
        http: deployment.http.clone(),
        origin: deployment.origin().to_owned(),
        cookies: BTreeMap::new(),
    };
    browser
        .visit_amazon("/auth/lwa/start", amazon, customer)
        .await?;
    let mut machines = Vec::new();
    for number in 0..count {
        let made = deployment.make(MODEL, &format!("{prefix}{number}")).await?;
        let page = browser.add(&made.claim_code).await?;
        browser
            .visit_amazon(&format!("{page}/start"), amazon, customer)
            .await?;
        machines.push(made);
    }
    for machine in &machines {
        let path = format!("/api/v1/devices/{}", machine.serial);
        deployment
            .until("every supply may be ordered", async || {
                let machine = deployment.maker.get(&path).await?;
                let slots = machine["slots"].as_array().context("no slots")?;
                Ok(slots.iter().all(|slot| slot["subscribed"] == true))
            })
            .await?;
    }
    Ok((browser, machines))
}

/// The model as Amazon knows it, or as the maker does.
fn model(amazons: bool) -> Value {
    let slots = SLOTS.map(|slot| {
        let mut slot = json!({"slot": slot, "name": slot, "unit": "count"});
        if amazons {
            slot["products"] = json!([{"asin": ASIN, "name": "36", "quantity": 36}]);
        } else {
            slot["capacity"] = json!(100);
            slot["starts"] = json!("full");
        }
        slot
    });
    json!({"name": "Orderer", "slots": slots})
}
