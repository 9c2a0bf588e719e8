//! A way to Amazon and back: why the browser went, and what proves that it is the same browser.

use domain::time::HOUR;
use domain::{DeviceId, Time};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize, Serializer};
use subtle::ConstantTimeEq;

/// Why the browser went to Amazon.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// To sign in, and go on to a path of this site.
    SignIn {
        /// Checked to be local when it was given.
        next: String,
    },
    /// To connect a machine.
    Connect {
        /// Which one.
        device: DeviceId,
    },
}

/// One way under way. Kept in the session alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pending {
    state: String,
    /// The PKCE verifier (RFC 7636) of the request.
    #[serde(serialize_with = "reveal")]
    pub verifier: SecretString,
    /// Why.
    pub purpose: Purpose,
    since: Time,
}

impl Pending {
    /// One that begins now.
    pub fn new(state: String, verifier: SecretString, purpose: Purpose, now: Time) -> Self {
        Self {
            state,
            verifier,
            purpose,
            since: now,
        }
    }

    pub(super) fn is(&self, state: &str) -> bool {
        self.state.as_bytes().ct_eq(state.as_bytes()).into()
    }

    pub(super) fn is_fresh(&self, now: Time) -> bool {
        now.since(self.since) < HOUR
    }
}

/// The session is where it belongs.
fn reveal<S: Serializer>(secret: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose_secret())
}
