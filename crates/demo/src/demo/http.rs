//! Calls to Larder and to the simulated Amazon, both on this machine.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use reqwest::{Client, Method, redirect};
use serde_json::Value;

/// A client that follows no redirect and asks no proxy.
pub(crate) fn client() -> Result<Client> {
    Ok(sandbox::http::builder()
        .redirect(redirect::Policy::none())
        .timeout(Duration::from_secs(30))
        .no_proxy()
        .build()?)
}

/// A JSON API on one origin.
pub(crate) struct Api {
    client: Client,
    origin: String,
    token: Option<String>,
}

impl Api {
    pub(crate) fn new(origin: &str, token: Option<&str>) -> Result<Self> {
        Ok(Self {
            client: client()?,
            origin: origin.to_owned(),
            token: token.map(str::to_owned),
        })
    }

    pub(crate) async fn get(&self, path: &str) -> Result<Value> {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Method::PUT, path, Some(body)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send(Method::POST, path, Some(body)).await
    }

    /// # Errors
    /// No answer, or one that is no success; then the error holds what it says.
    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Value> {
        let what = format!("{method} {path}");
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.origin));
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        let answer = request.send().await.with_context(|| what.clone())?;
        let status = answer.status();
        let text = answer.text().await.with_context(|| what.clone())?;
        if !status.is_success() {
            bail!("{what} was answered {status}: {text}");
        }
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).with_context(|| format!("{what}: no JSON"))
    }
}
