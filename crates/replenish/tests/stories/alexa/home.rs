//! A household whose supplies Alexa brings: Ada with brewers of pods and milk.

use std::ops::{Deref, DerefMut};

use amazon::alexa::Answer;
use domain::alexa::Region;
use domain::oauth::AuthorizationRequest;
use domain::registration::{EndedBy, RegistrationStatus};
use domain::{AccountId, DeviceId};
use replenish::{Caller, Error, GrantError};
use sandbox::alexa::{self, Belief, Machine};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};
use testkit::{Database, Installation, by, by_maker, reports, setting};
use uuid::Uuid;

pub const MODEL: &str = "BREW-9";
pub const ADA: &str = "Ada";
/// As which Alexa links accounts.
const CLIENT: &str = "alexa";

pub struct Home {
    pub installation: Installation,
    pub account: AccountId,
    /// The first machine.
    pub device: DeviceId,
}

impl Deref for Home {
    type Target = Installation;
    fn deref(&self) -> &Installation {
        &self.installation
    }
}

impl DerefMut for Home {
    fn deref_mut(&mut self) -> &mut Installation {
        &mut self.installation
    }
}

/// The model; the milk's id may not be known yet.
pub fn model(replenisher: &str, milk: Option<&str>) -> Value {
    let sensor = |instance: &str, id: Option<&str>| {
        let id = id.map(|id| format!("arn:alexa:smarthome:drs:sensor:{id}"));
        json!({ "instance": instance, "replenishment_id": id })
    };
    let is_alexa = replenisher == "alexa";
    let sensor = |instance, id| is_alexa.then(|| sensor(instance, id));
    json!({ "name": "Brew 9", "replenisher": replenisher, "slots": [
        { "slot": "pods", "name": "Coffee pods", "unit": "count", "capacity": "100", "starts": "full",
          "alexa": sensor("Pods", Some("pods")) },
        { "slot": "milk", "name": "Milk", "unit": "l", "capacity": "2", "starts": "full",
          "alexa": sensor("Milk", milk) },
    ] })
}

impl Home {
    /// One machine, claimed and not linked.
    pub async fn new() -> Self {
        let clock = setting::manual_clock();
        Self::on(Installation::new(Database::sqlite(), clock).await).await
    }

    pub async fn on(installation: Installation) -> Self {
        let mut home = Self {
            account: installation.customer(ADA).await,
            installation,
            device: DeviceId(Uuid::nil()),
        };
        home.put_model(model("alexa", Some("milk"))).await;
        home.device = home.add(home.account, "B9A").await;
        home
    }

    /// The same, linked in Europe, with everything told.
    pub async fn linked() -> Self {
        let home = Self::new().await;
        home.link().await;
        home
    }

    pub async fn put_model(&self, model: Value) {
        let spec = serde_json::from_value(model).unwrap();
        let put = self.devices().put_model(by_maker(), MODEL, spec);
        put.await.unwrap();
        self.settle().await;
    }

    /// One more machine.
    pub async fn add(&self, account: AccountId, serial: &str) -> DeviceId {
        let made = self.make(MODEL, serial).await;
        let code = made.claim_code.unwrap();
        let device = self.devices().claim(by(account), &code).await.unwrap();
        self.settle().await;
        device
    }

    pub async fn link(&self) {
        self.link_as(self.account, ADA, Region::Europe).await;
        self.settle().await;
    }

    /// AcceptGrant, and then Discover.
    pub async fn link_as(&self, account: AccountId, name: &str, region: Region) {
        self.accept(account, name, region).await.unwrap();
        self.discover(account, name).await;
    }

    pub async fn accept(
        &self,
        account: AccountId,
        name: &str,
        region: Region,
    ) -> Result<(), GrantError> {
        let there = match region {
            Region::NorthAmerica => alexa::Region::NA,
            Region::Europe => alexa::Region::EU,
            Region::FarEast => alexa::Region::FE,
        };
        let token = self.allow(account).await?;
        let code = self.amazon.alexa().enable(name, there);
        let alexa = self.alexa();
        alexa
            .accept_grant((account, &token), region, &code.into())
            .await
    }

    /// An owner lets Alexa see the machines: the token that it gets.
    pub async fn allow(&self, account: AccountId) -> Result<SecretString, Error> {
        let redirect_uri = "https://pitangui.amazon.com/api/skill/link/M1".to_owned();
        let asked = AuthorizationRequest {
            redirect_uri: redirect_uri.clone(),
            challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM".to_owned(),
            state: None,
        };
        let code = self.oauth().allow(by(account), CLIENT, &asked).await?;
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let oauth = self.oauth();
        let tokens = oauth.exchange(CLIENT, code.expose_secret(), &redirect_uri, verifier);
        Ok(tokens.await?.unwrap().access)
    }

    pub async fn discover(&self, account: AccountId, name: &str) {
        let endpoints = self.alexa().endpoints(account).await.unwrap();
        let answer = Answer::discovered(Uuid::from_u128(7), &endpoints);
        self.amazon.alexa().discover(name, &json!(answer)).unwrap();
    }

    pub async fn report(&self, device: DeviceId, report: Value) {
        let usage = self.usage();
        let receipt = usage.report(Caller::Device(device), reports([report]));
        receipt.await.unwrap();
    }

    /// So many pods used, and whatever follows at once.
    pub async fn use_pods(&self, id: &str, pods: u32) {
        let used = json!({ "id": id, "slot": "pods", "used": pods.to_string() });
        self.report(self.device, used).await;
        self.settle().await;
    }

    /// What Alexa knows of a customer's machine.
    pub fn known(&self, name: &str, device: DeviceId) -> Option<Machine> {
        let state = self.amazon.alexa().state();
        let machines = &state.customers.get(name)?.machines;
        machines.get(&device.to_string()).cloned()
    }

    pub fn belief(&self, device: DeviceId, instance: &str) -> Belief {
        let machine = self.known(ADA, device).unwrap();
        machine.sensors[instance].clone()
    }

    /// What Alexa believes of the first machine.
    pub fn pods(&self) -> Option<f64> {
        self.belief(self.device, "Pods").level
    }

    /// Events of a kind that gateways took.
    pub fn taken(&self, name: &str) -> u64 {
        let taken = self.amazon.alexa().state().taken;
        taken.get(name).copied().unwrap_or(0)
    }

    /// What the debugger complains of.
    pub fn complaints(&self) -> Vec<String> {
        let entries = self.amazon.alexa().state().debugger.into_iter();
        entries.filter_map(|entry| entry.problem).collect()
    }

    pub async fn standing(&self, serial: &str) -> (RegistrationStatus, Option<EndedBy>) {
        let machine = self.queries().device(serial).await.unwrap();
        (machine.registration, machine.ended_by)
    }

    pub async fn is_linked(&self) -> bool {
        let linked = self.alexa().linked(self.account).await.unwrap();
        linked.is_some()
    }
}
