//! Servers on one database, as processes of their own, beside an Amazon of this process that stays when they go.

use std::future::pending;
use std::path::Path;
use std::time::Instant;

use anyhow::{Context as _, Result, ensure};
use replenish::Clock;
use reqwest::Client;
use sandbox::{Pace, Sandbox};
use serde_json::{Value, json};
use testkit::setting;
use tokio::time::interval;

use crate::http::{self, Api};
use crate::server::{LOOK, OPERATOR, PATIENCE, Server};

/// What runs.
pub struct Deployment {
    /// The simulated Amazon, on the system's clock.
    pub amazon: Sandbox,
    /// For everybody who calls a server.
    pub http: Client,
    /// The first of them is the one that customers and Amazon know.
    pub servers: Vec<Server>,
    /// The first server, as the maker calls it.
    pub maker: Api,
}

/// A device as the factory made it.
#[derive(Clone)]
pub struct Device {
    /// Its serial.
    pub serial: String,
    /// Its token.
    pub token: String,
    /// The code of its label.
    pub claim_code: String,
}

impl Deployment {
    /// Starts so many servers on a database, and an Amazon whose orders move at that pace.
    ///
    /// # Errors
    /// One of them does not start.
    pub async fn new(program: &Path, database: &str, count: usize, pace: Pace) -> Result<Self> {
        Self::told(program, database, count, pace, &[]).await
    }

    /// The same with servers that are told more: names and values of settings.
    ///
    /// # Errors
    /// One of them does not start.
    pub async fn told(
        program: &Path,
        database: &str,
        count: usize,
        pace: Pace,
        settings: &[(&str, String)],
    ) -> Result<Self> {
        let (listener, address) = testkit::listen().await;
        let amazon_origin = format!("http://localhost:{}", address.port());
        let mut origins = Vec::new();
        for _ in 0..count {
            let (_free, address) = testkit::listen().await;
            origins.push(format!("http://{address}"));
        }
        let public = origins.first().context("no server is asked for")?;
        let config = sandbox::Config {
            pace,
            ..setting::sandbox_config(&amazon_origin, public)
        };
        let amazon = setting::sandbox_on(&Clock::system(), config);
        testkit::serve(listener, amazon.router());
        let http = http::client()?;
        let mut servers = Vec::new();
        for origin in &origins {
            let mut server = Server::new(program, origin, public, &amazon_origin, database);
            for (name, value) in settings {
                server.set(name, value);
            }
            server.start(&http).await?;
            servers.push(server);
        }
        let deployment = Self {
            maker: Api::new(&http, public, OPERATOR),
            amazon: amazon.clone(),
            http,
            servers,
        };
        tokio::spawn(async move { amazon.run(pending()).await });
        deployment
            .until("Larder confirms the SNS subscription", async || {
                Ok(deployment.amazon.state().subscription.confirmed)
            })
            .await?;
        Ok(deployment)
    }

    /// Where its servers listen.
    pub fn origins(&self) -> Vec<String> {
        self.servers.iter().map(|one| one.origin.clone()).collect()
    }

    /// Where the first of them does.
    pub fn origin(&self) -> &str {
        &self.servers[0].origin
    }

    /// A new device of a model.
    ///
    /// # Errors
    /// The maker's call fails.
    pub async fn make(&self, model: &str, serial: &str) -> Result<Device> {
        let device = json!({"model": model, "serial": serial});
        let made = self.maker.post("/api/v1/devices", &device).await?;
        let text = |field: &str| {
            let text = made[field].as_str().map(str::to_owned);
            text.with_context(|| format!("the new device came without `{field}`"))
        };
        Ok(Device {
            serial: serial.to_owned(),
            token: text("token")?,
            claim_code: text("claim_code")?,
        })
    }

    /// A whole list of the maker's.
    ///
    /// # Errors
    /// A call for a part of it fails.
    pub async fn list(&self, path: &str) -> Result<Vec<Value>> {
        let (mut all, mut after) = (Vec::new(), String::new());
        loop {
            let part = self.maker.get(&format!("{path}?limit=1000{after}")).await?;
            let items = part["items"].as_array().context("a list without items")?;
            all.extend(items.iter().cloned());
            match part["next"].as_str() {
                Some(next) => after = format!("&after={next}"),
                None => return Ok(all),
            }
        }
    }

    /// Waits until it is so.
    ///
    /// # Errors
    /// Nobody can say whether it is, or it is not in time.
    pub async fn until(&self, what: &str, so: impl AsyncFn() -> Result<bool>) -> Result<()> {
        let (began, mut look) = (Instant::now(), interval(10 * LOOK));
        while !so().await? {
            ensure!(began.elapsed() < PATIENCE, "{what}: not in time");
            look.tick().await;
        }
        Ok(())
    }
}
