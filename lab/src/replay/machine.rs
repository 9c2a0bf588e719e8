//! The machine whose usage is replayed. It stands beside a whole server and a simulated Amazon, on a clock that jumps
//! from one event to the next, and posts over HTTP as it would have posted.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Result, ensure};
use domain::{Time, Unit};
use replenish::{Clock, Random, Vault};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::config::Brand;
use server::{Config, Server};
use testkit::{Brewer, Database, Installation, Pack, TestApp, setting};
use url::Url;

use crate::http::{self, Api};

const USAGE: &str = "/api/v1/usage";
/// Capacity of the machine and content of a pack.
pub(super) const PACK: i64 = 30;
/// What both are counted in.
pub(super) const UNIT: Unit = Unit::Count;
const BREWER: Brewer = Brewer {
    capacity: PACK as u32,
    by_container: true,
    replenisher: domain::Replenisher::Drs,
    packs: &[Pack {
        asin: "B00PODS030",
        count: PACK as u32,
    }],
};

/// The machine, connected and full.
pub(super) struct Machine {
    pub(super) test: TestApp,
    api: Api,
}

impl Machine {
    /// Set up at `start`, over a fresh database.
    pub(super) async fn new(database: Database, start: Time) -> Result<Self> {
        let clock = Clock::manual(start);
        let (ours, larder) = testkit::listen().await;
        let (theirs, amazon) = testkit::listen().await;
        let (origin, amazon_origin) = (format!("http://{larder}"), format!("http://{amazon}"));

        let config = config(&origin, &amazon_origin, database.url())?;
        let server = Server::open(&config, clock.clone(), Random::seeded(1)).await?;
        testkit::serve(ours, server.router());
        let sandbox = setting::sandbox_config(&amazon_origin, &origin);
        let amazon = setting::sandbox_on(&clock, sandbox);
        testkit::serve(theirs, amazon.router());

        let installation = Installation {
            app: server.application().clone(),
            amazon,
            clock,
            client: setting::client(&amazon_origin),
            database,
        };
        let test = TestApp::connected_on(installation, BREWER).await;
        let api = Api::new(&http::client()?, &origin, &test.token);
        Ok(Self { test, api })
    }

    /// Posts a report, which must be taken.
    pub(super) async fn post(&self, report: &Value) -> Result<Value> {
        let body = json!({"reports": [report]});
        self.api.post(USAGE, &body).await
    }

    /// Posts a report that may be refused.
    pub(super) async fn offer(&self, report: &Value) -> Result<Value> {
        let body = json!({"reports": [report]});
        let answer = self.api.send(Method::POST, USAGE, &body).await?;
        let status = answer.status();
        ensure!(
            [StatusCode::OK, StatusCode::UNPROCESSABLE_ENTITY].contains(&status),
            "{report} was answered {status}"
        );
        Ok(answer.json().await?)
    }
}

/// A server at `origin`, with nothing of a real installation but its database.
fn config(origin: &str, amazon: &str, database: &str) -> Result<Config> {
    Ok(Config {
        trusted_proxies: Vec::new(),
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: Url::parse(origin)?,
        database_url: database.into(),
        vault: Vault::parse(&setting::KEY.into())?,
        keys: 1,
        operator_token: None,
        provision_token: None,
        profile: Some(setting::profile()),
        customer_oidc: None,
        operator_oidc: None,
        endpoints: setting::endpoints(amazon),
        button_url: Url::parse(&format!("{amazon}/button.svg"))?,
        topics: vec![setting::TOPIC.parse()?],
        sns_max_age: Duration::from_secs(4_500),
        test_devices: false,
        non_live: false,
        amazon_calls: 4,
        orders_an_hour: 1_000_000,
        alexa: None,
        skill: None,
        sandbox: true,
        mailer: None,
        push_key: None,
        log: server::telemetry::Format::default(),
        scripts: None,
        brand: Brand::default(),
    })
}
