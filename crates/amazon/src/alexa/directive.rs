//! What Alexa asks: the event that its Lambda is called with, as JSON. Fields that are not known are ignored.

use secrecy::SecretString;
use serde_json::Value;

/// The longest token or code that is read; Amazon's have at most 2,048 letters.
const LONGEST_SECRET: usize = 4_096;
/// The longest id, name or correlation token that is read.
const LONGEST: usize = 2_048;

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
    /// Anything else. Of a machine where `endpoint` is there.
    Other {
        /// `Alexa.PowerController`, say.
        namespace: String,
        /// `TurnOn`, say.
        name: String,
        /// What it was asked of.
        endpoint: Option<EndpointDirective>,
    },
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

/// It is no directive, or lacks what one of its kind must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no directive of version 3: `{0}` is missing or wrong")]
pub struct Malformed(pub &'static str);

impl Directive {
    /// Reads the event that a Lambda was called with, `{"directive":{…}}`.
    pub fn read(body: &[u8]) -> Result<Self, Malformed> {
        let event: Value = serde_json::from_slice(body).map_err(|_| Malformed("directive"))?;
        let directive = event.get("directive").ok_or(Malformed("directive"))?;
        let header = directive.get("header").ok_or(Malformed("header"))?;
        let payload = directive.get("payload").unwrap_or(&Value::Null);
        let namespace = text(header.get("namespace")).ok_or(Malformed("namespace"))?;
        let name = text(header.get("name")).ok_or(Malformed("name"))?;
        if header.get("payloadVersion").and_then(Value::as_str) != Some(super::VERSION) {
            return Err(Malformed("payloadVersion"));
        }
        Ok(match (namespace, name) {
            ("Alexa.Authorization", "AcceptGrant") => {
                let grant = payload.get("grant").ok_or(Malformed("grant"))?;
                if grant.get("type").and_then(Value::as_str) != Some("OAuth2.AuthorizationCode") {
                    return Err(Malformed("grant.type"));
                }
                Self::AcceptGrant {
                    code: secret(grant.get("code")).ok_or(Malformed("grant.code"))?,
                    token: token(payload.get("grantee")).ok_or(Malformed("grantee"))?,
                }
            }
            ("Alexa.Discovery", "Discover") => Self::Discover {
                token: token(payload.get("scope")).ok_or(Malformed("scope"))?,
            },
            ("Alexa", "ReportState") => {
                Self::ReportState(endpoint(directive).ok_or(Malformed("endpoint"))?)
            }
            _ => Self::Other {
                namespace: namespace.to_owned(),
                name: name.to_owned(),
                endpoint: endpoint(directive),
            },
        })
    }
}

fn endpoint(directive: &Value) -> Option<EndpointDirective> {
    let endpoint = directive.get("endpoint")?;
    Some(EndpointDirective {
        token: token(endpoint.get("scope"))?,
        endpoint: text(endpoint.get("endpointId"))?.to_owned(),
        correlation: text(directive.get("header")?.get("correlationToken")).map(str::to_owned),
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
