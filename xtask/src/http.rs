//! Calls to a Larder on this machine.

use std::time::Duration;

use anyhow::{Context, Result, bail};
use serde_json::Value;
use ureq::http::{Request, Response};
use ureq::{Agent, Body};

/// A client that follows no redirect and takes every status for an answer.
pub(crate) fn agent() -> Agent {
    Agent::config_builder()
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .proxy(None)
        .build()
        .into()
}

/// A JSON API on one origin.
pub(crate) struct Api {
    agent: Agent,
    origin: String,
    token: Option<String>,
}

impl Api {
    pub(crate) fn new(origin: &str, token: Option<&str>) -> Self {
        Self {
            agent: agent(),
            origin: origin.to_owned(),
            token: token.map(str::to_owned),
        }
    }

    pub(crate) fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.send("PUT", path, Some(body))
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.send("POST", path, Some(body))
    }

    /// Whether it answers at all, and well.
    pub(crate) fn is_up(&self, path: &str) -> bool {
        self.call("GET", path, None)
            .is_ok_and(|response| response.status().is_success())
    }

    /// # Errors
    /// No answer, or one that is no success; then the error holds what it says.
    fn send(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Value> {
        let mut response = self.call(method, path, body)?;
        let status = response.status();
        let text = response.body_mut().read_to_string()?;
        if !status.is_success() {
            bail!("{method} {path} was answered {status}: {text}");
        }
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).with_context(|| format!("{method} {path}: no JSON"))
    }

    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Result<Response<Body>> {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.origin))
            .header("content-type", "application/json");
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = request.body(body)?;
        self.agent
            .run(request)
            .with_context(|| format!("{method} {path}"))
    }
}
