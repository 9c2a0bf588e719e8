//! What a directive is answered: the value that its Lambda returns.

use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use uuid::Uuid;

use super::VERSION;
use super::directive::{About, EndpointDirective};
use super::endpoint::Endpoint;
use super::property::Sampled;

/// An answer to a directive; its JSON is what the Lambda returns. Carries no token.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer(Value);

/// Why a question about a machine is not answered (Amazon's page "Alexa.ErrorResponse").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorType {
    /// The token has ended; Alexa gets another one and asks again.
    ExpiredAuthorizationCredential,
    /// The token is none of ours.
    InvalidAuthorizationCredential,
    /// There is no such machine, or it is not of whom the token is of.
    NoSuchEndpoint,
    /// The machine has not been heard of.
    EndpointUnreachable,
    /// A machine is asked for something that it cannot do.
    InvalidDirective,
    /// It cannot be said at the moment.
    InternalError,
}

impl ErrorType {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::ExpiredAuthorizationCredential,
        Self::InvalidAuthorizationCredential,
        Self::NoSuchEndpoint,
        Self::EndpointUnreachable,
        Self::InvalidDirective,
        Self::InternalError,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::ExpiredAuthorizationCredential => "EXPIRED_AUTHORIZATION_CREDENTIAL",
            Self::InvalidAuthorizationCredential => "INVALID_AUTHORIZATION_CREDENTIAL",
            Self::NoSuchEndpoint => "NO_SUCH_ENDPOINT",
            Self::EndpointUnreachable => "ENDPOINT_UNREACHABLE",
            Self::InvalidDirective => "INVALID_DIRECTIVE",
            Self::InternalError => "INTERNAL_ERROR",
        }
    }
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Answer {
    /// The grant was taken (`AcceptGrant.Response`).
    pub fn granted(message: Uuid) -> Self {
        Self(json!({
            "event": {
                "header": header("Alexa.Authorization", "AcceptGrant.Response", message),
                "payload": {},
            },
        }))
    }

    /// The grant was not taken; linking fails, and the customer may try again.
    pub fn not_granted(message: Uuid, why: &str) -> Self {
        Self(json!({
            "event": {
                "header": header("Alexa.Authorization", "ErrorResponse", message),
                "payload": { "type": "ACCEPT_GRANT_FAILED", "message": why },
            },
        }))
    }

    /// Which machines there are (`Discover.Response`). At most 300 are said.
    pub fn discovered(message: Uuid, endpoints: &[Endpoint]) -> Self {
        let endpoints = endpoints.iter().take(super::MOST_ENDPOINTS);
        let endpoints: Value = endpoints.map(Endpoint::description).collect();
        Self(json!({
            "event": {
                "header": header("Alexa.Discovery", "Discover.Response", message),
                "payload": { "endpoints": endpoints },
            },
        }))
    }

    /// What is so at a machine (`StateReport`).
    pub fn state(message: Uuid, asked: &EndpointDirective, state: &Sampled) -> Self {
        Self(json!({
            "context": { "properties": state.json() },
            "event": {
                "header": corresponding("StateReport", message, asked.correlation.as_deref()),
                "endpoint": { "endpointId": asked.endpoint },
                "payload": {},
            },
        }))
    }

    /// Why what was asked of a machine cannot be said or done (`ErrorResponse`).
    pub fn error(message: Uuid, asked: &EndpointDirective, error: ErrorType, why: &str) -> Self {
        Self::refused(message, &asked.about(), error, why)
    }

    /// Why what may name no machine cannot be done (`ErrorResponse`).
    pub fn refused(message: Uuid, about: &About, error: ErrorType, why: &str) -> Self {
        let correlation = about.correlation.as_deref();
        let mut event = json!({
            "header": corresponding("ErrorResponse", message, correlation),
            "payload": { "type": error.name(), "message": why },
        });
        if let Some(endpoint) = &about.endpoint {
            event["endpoint"] = json!({ "endpointId": endpoint });
        }
        Self(json!({ "event": event }))
    }
}

fn header(namespace: &str, name: &str, message: Uuid) -> Value {
    json!({
        "namespace": namespace,
        "name": name,
        "messageId": message,
        "payloadVersion": VERSION,
    })
}

fn corresponding(name: &str, message: Uuid, correlation: Option<&str>) -> Value {
    let mut header = header("Alexa", name, message);
    if let Some(correlation) = correlation {
        header["correlationToken"] = json!(correlation);
    }
    header
}
