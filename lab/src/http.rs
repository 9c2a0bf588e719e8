//! A server as machines, the maker and customers call it: JSON with a bearer token, and pages with cookies. Redirects
//! are never followed.

use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, Response};
use serde_json::Value;

/// For any answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// A client for everybody who is outside Larder.
pub fn client() -> Result<Client> {
    // An error says that the process has a TLS provider, which is all that is wanted.
    let _ = rustls::crypto::ring::default_provider().install_default();
    #[expect(
        clippy::disallowed_methods,
        reason = "machines, the maker and customers are outside Larder"
    )]
    let builder = Client::builder();
    let builder = builder.redirect(Policy::none()).no_proxy();
    Ok(builder.timeout(PATIENCE).build()?)
}

/// A JSON API on one origin, for one caller.
#[derive(Clone)]
pub struct Api {
    http: Client,
    origin: String,
    token: String,
}

impl Api {
    /// The API at `origin` for whoever has that token.
    pub fn new(http: &Client, origin: &str, token: &str) -> Self {
        Self {
            http: http.clone(),
            origin: origin.to_owned(),
            token: token.to_owned(),
        }
    }

    /// The same for another caller.
    pub fn with_token(&self, token: &str) -> Self {
        Self::new(&self.http, &self.origin, token)
    }

    /// What is there.
    pub async fn get(&self, path: &str) -> Result<Value> {
        self.call(Method::GET, path, &Value::Null).await
    }

    /// Puts something there.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Value> {
        self.call(Method::PUT, path, body).await
    }

    /// Posts something there.
    pub async fn post(&self, path: &str, body: &Value) -> Result<Value> {
        self.call(Method::POST, path, body).await
    }

    /// Sends a request and returns its answer, whatever it is.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Result<Response> {
        let url = format!("{}{path}", self.origin);
        let request = self.http.request(method, url).bearer_auth(&self.token);
        let request = if body.is_null() {
            request
        } else {
            request.json(body)
        };
        request.send().await.with_context(|| path.to_owned())
    }

    /// An answer that is a success: its JSON, or its text where it is none.
    async fn call(&self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let answer = self.send(method.clone(), path, body).await?;
        let status = answer.status();
        let text = answer.text().await?;
        ensure!(
            status.is_success(),
            "{method} {path} was answered {status}: {text}"
        );
        Ok(serde_json::from_str(&text).unwrap_or(Value::String(text)))
    }
}
