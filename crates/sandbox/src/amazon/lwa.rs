//! The authorize request of Login with Amazon: what it must carry and where it leads.
//!
//! An unknown client or return URL is never redirected to; everything else wrong is answered at the
//! return URL (RFC 6749 §4.1.2.1).

use std::collections::HashMap;

use serde_json::Value;
use url::Url;

use super::tokens::{Challenge, Scope};
use super::world::{Moment, World};
use crate::config::Config;

/// A request that may be granted.
#[derive(Clone, Debug)]
pub(crate) struct AuthorizeRequest {
    redirect_uri: Url,
    /// As the client wrote it; the token request must repeat it.
    redirect_text: String,
    state: Option<String>,
    challenge: Option<Challenge>,
    pub(crate) wants: Wants,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wants {
    Profile,
    Device(Device),
}

/// `scope_data` of `dash:replenish`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Device {
    pub(crate) model: String,
    pub(crate) serial: String,
    pub(crate) test: bool,
}

/// A request that is not granted.
#[derive(Debug)]
pub(crate) enum NotGranted {
    /// Shown to the customer.
    Page(String),
    /// Told to the client by redirect.
    Redirect(String),
}

impl AuthorizeRequest {
    pub(crate) fn parse(config: &Config, query: &str) -> Result<Self, NotGranted> {
        let fields: HashMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
        if field("client_id") != config.client_id {
            return Err(NotGranted::Page(
                "The client id is not known here.".to_owned(),
            ));
        }
        let raw = field("redirect_uri");
        let known =
            config.redirect_uris.is_empty() || config.redirect_uris.iter().any(|it| it == raw);
        let redirect_uri = Url::parse(raw)
            .ok()
            .filter(|url| known && matches!(url.scheme(), "http" | "https"))
            .ok_or_else(|| {
                NotGranted::Page("The return URL is not among the Allowed Return URLs.".to_owned())
            })?;
        let mut request = Self {
            redirect_uri,
            redirect_text: raw.to_owned(),
            state: fields.get("state").cloned(),
            challenge: None,
            wants: Wants::Profile,
        };
        if field("response_type") != "code" {
            return Err(request.refuse("unsupported_response_type", "Only code is supported"));
        }
        if let Some(challenge) = fields.get("code_challenge").cloned() {
            request.challenge = Some(match field("code_challenge_method") {
                "S256" => Challenge::S256(challenge),
                "" | "plain" => Challenge::Plain(challenge),
                _ => return Err(request.refuse("invalid_request", "Unknown code_challenge_method")),
            });
        }
        request.wants = match field("scope") {
            "profile:user_id" => Wants::Profile,
            "dash:replenish" => match Device::parse(field("scope_data")) {
                Some(device) => Wants::Device(device),
                None => {
                    return Err(request.refuse("invalid_scope", "An unknown scope was requested"));
                }
            },
            _ => return Err(request.refuse("invalid_scope", "An unknown scope was requested")),
        };
        Ok(request)
    }

    fn refuse(&self, error: &str, description: &str) -> NotGranted {
        NotGranted::Redirect(self.back(&[("error", error), ("error_description", description)]))
    }

    /// The customer pressed Cancel.
    pub(crate) fn denied(&self) -> String {
        self.back(&[
            ("error", "access_denied"),
            ("error_description", "Access not permitted"),
        ])
    }

    /// The way back with a code. A device's grant names its registration.
    pub(crate) fn granted(
        &self,
        world: &mut World,
        now: Moment,
        customer: &str,
        scope: Scope,
    ) -> String {
        let words = match scope {
            Scope::Profile => "profile:user_id",
            Scope::Replenish(_) => "dash:replenish",
        };
        let challenge = self.challenge.clone();
        let code = world.issue_code(now, customer, scope, &self.redirect_text, challenge);
        self.back(&[("code", &code), ("scope", words)])
    }

    fn back(&self, pairs: &[(&str, &str)]) -> String {
        let mut url = self.redirect_uri.clone();
        url.query_pairs_mut()
            .extend_pairs(pairs)
            .extend_pairs(self.state.as_deref().map(|state| ("state", state)));
        url.into()
    }
}

impl Device {
    /// Model and serial: up to 64 of `[A-Za-z0-9]`, `-`, `+`, `_`. The flags may be text.
    fn parse(scope_data: &str) -> Option<Self> {
        let data: Value = serde_json::from_str(scope_data).ok()?;
        let inner = data.get("dash:replenish")?;
        let id = |name: &str| {
            let id = inner.get(name)?.as_str()?;
            let right = (1..=64).contains(&id.len())
                && id
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"-+_".contains(&byte));
            right.then(|| id.to_owned())
        };
        let test = match inner.get("is_test_device") {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(Value::String(text)) => text == "true",
            Some(_) => return None,
        };
        Some(Self {
            model: id("device_model")?,
            serial: id("serial")?,
            test,
        })
    }
}
