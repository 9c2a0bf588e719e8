//! What Alexa asks: the event that its Lambda is called with, as JSON. Fields that are not known are ignored.

use secrecy::SecretString;
use serde_json::Value;

/// The longest token or code that is read; Amazon's have at most 2,048 letters.
const LONGEST_SECRET: usize = 4_096;
/// The longest id or name that is read.
const LONGEST: usize = 2_048;

/// Namespace and name of AcceptGrant.
const GRANT: (&str, &str) = ("Alexa.Authorization", "AcceptGrant");

/// Something that Alexa asks. Tokens in it are those that this installation gave to Alexa.
#[derive(Clone, Debug)]
pub enum Directive {
    /// A customer lets events be sent (`Alexa.Authorization`, `AcceptGrant`). Comes again where they link again.
    AcceptGrant {
        /// Is exchanged at Login with Amazon, once.
        code: SecretString,
        /// Whose it is.
        token: SecretString,
    },
    /// Which machines there are (`Alexa.Discovery`, `Discover`).
    Discover {
        /// Whose.
        token: SecretString,
    },
    /// What is so at a machine (`Alexa`, `ReportState`).
    ReportState(EndpointDirective),
    /// Anything else.
    Other {
        /// `Alexa.PowerController`, say.
        namespace: String,
        /// `TurnOn`, say.
        name: String,
        /// What it was asked of.
        about: About,
    },
}

/// What an answer repeats of a question, as far as it is there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Which machine.
    pub endpoint: Option<String>,
    /// Comes back in the answer, whatever it is.
    pub correlation: Option<String>,
}

/// What a question about one machine says of it; the answer repeats some of it.
#[derive(Clone, Debug)]
pub struct EndpointDirective {
    /// Whose.
    pub token: SecretString,
    /// Which machine.
    pub endpoint: String,
    /// Comes back in the answer.
    pub correlation: Option<String>,
}

impl EndpointDirective {
    /// What an answer repeats of it.
    pub fn about(&self) -> About {
        About {
            endpoint: Some(self.endpoint.clone()),
            correlation: self.correlation.clone(),
        }
    }
}

/// It is no directive, or lacks what one of its kind must have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no directive of version 3: `{what}` is missing or wrong")]
pub struct Malformed {
    /// What.
    pub what: &'static str,
    /// It would be an AcceptGrant, which has errors of its own.
    pub is_grant: bool,
    /// What it was asked of.
    pub about: About,
}

impl Directive {
    /// Reads the event that a Lambda was called with, `{"directive":{…}}`.
    pub fn read(body: &[u8]) -> Result<Self, Malformed> {
        let event: Value = serde_json::from_slice(body).unwrap_or_default();
        let directive = event.get("directive").unwrap_or(&Value::Null);
        read(directive).map_err(|what| Malformed {
            what,
            is_grant: kind(directive) == Ok(GRANT),
            about: about(directive),
        })
    }
}

/// Reads what is in `{"directive":…}`; else what of it is missing or wrong.
fn read(directive: &Value) -> Result<Directive, &'static str> {
    let payload = directive.get("payload").unwrap_or(&Value::Null);
    let kind = kind(directive)?;
    let version = &directive["header"]["payloadVersion"];
    if version.as_str() != Some(super::VERSION) {
        return Err("payloadVersion");
    }
    Ok(match kind {
        GRANT => {
            let grant = payload.get("grant").ok_or("grant")?;
            if grant.get("type").and_then(Value::as_str) != Some("OAuth2.AuthorizationCode") {
                return Err("grant.type");
            }
            Directive::AcceptGrant {
                code: secret(grant.get("code")).ok_or("grant.code")?,
                token: token(payload.get("grantee")).ok_or("grantee")?,
            }
        }
        ("Alexa.Discovery", "Discover") => Directive::Discover {
            token: token(payload.get("scope")).ok_or("scope")?,
        },
        ("Alexa", "ReportState") => Directive::ReportState(machine(directive).ok_or("endpoint")?),
        (namespace, name) => Directive::Other {
            namespace: namespace.to_owned(),
            name: name.to_owned(),
            about: about(directive),
        },
    })
}

/// Namespace and name.
fn kind(directive: &Value) -> Result<(&str, &str), &'static str> {
    let directive = directive.as_object().ok_or("directive")?;
    let header = directive.get("header").ok_or("header")?;
    let namespace = text(header.get("namespace")).ok_or("namespace")?;
    Ok((namespace, text(header.get("name")).ok_or("name")?))
}

fn about(directive: &Value) -> About {
    let correlation = directive["header"]["correlationToken"].as_str();
    About {
        endpoint: text(directive["endpoint"].get("endpointId")).map(str::to_owned),
        correlation: correlation.map(str::to_owned),
    }
}

fn machine(directive: &Value) -> Option<EndpointDirective> {
    let About {
        endpoint,
        correlation,
    } = about(directive);
    Some(EndpointDirective {
        token: token(directive["endpoint"].get("scope"))?,
        endpoint: endpoint?,
        correlation,
    })
}

/// The token of `{"type":"BearerToken","token":…}`.
fn token(scope: Option<&Value>) -> Option<SecretString> {
    let scope = scope?;
    (scope.get("type")?.as_str()? == "BearerToken").then_some(())?;
    secret(scope.get("token"))
}

fn secret(value: Option<&Value>) -> Option<SecretString> {
    let text = value?.as_str()?;
    let is_one = !text.is_empty()
        && text.len() <= LONGEST_SECRET
        && text.bytes().all(|byte| byte.is_ascii_graphic());
    is_one.then(|| text.into())
}

fn text(value: Option<&Value>) -> Option<&str> {
    let text = value?.as_str()?;
    let is_one = !text.is_empty() && text.len() <= LONGEST && !text.chars().any(char::is_control);
    is_one.then_some(text)
}
