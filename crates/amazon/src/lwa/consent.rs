//! The addresses a customer's browser is sent to for consent. Building one sends nothing.

use std::borrow::Cow;

use oauth2::{CsrfToken, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, Scope};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use url::Url;

use crate::client::Amazon;

const SIGN_IN: &str = "profile:user_id";
const REGISTRATION: &str = "dash:replenish";

/// A PKCE code verifier: 43 to 128 of letters, digits and `-._~` (RFC 7636 §4.1).
#[derive(Clone, Debug)]
pub struct Verifier(SecretString);

/// The text is no code verifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a code verifier has 43 to 128 letters, digits or `-._~`")]
pub struct BadVerifier;

impl Verifier {
    /// Takes a verifier the caller made from its own randomness.
    pub fn new(text: String) -> Result<Self, BadVerifier> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
        if (43..=128).contains(&text.len()) && text.bytes().all(allowed) {
            Ok(Self(text.into()))
        } else {
            Err(BadVerifier)
        }
    }

    /// The verifier itself, to be kept until the customer comes back.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }
}

/// A consent that was asked for: where to send the browser, and what must be kept until it returns.
#[derive(Clone, Debug)]
pub struct Consent {
    /// Amazon's page.
    pub url: Url,
    /// Comes back unchanged in the query of the redirect.
    pub state: String,
    /// Proves that the code is redeemed by whoever asked for it.
    pub verifier: SecretString,
}

/// The machine to register. Model and serial are Amazon's own strings.
#[derive(Clone, Copy, Debug)]
pub struct ScopeData<'a> {
    /// The model id of the self-service portal.
    pub model: &'a str,
    /// The machine's serial.
    pub serial: &'a str,
    /// Orders are simulated; fixed for as long as the registration lasts.
    pub is_test_device: bool,
    /// Allows models that are not certified yet; never in a released product.
    pub should_include_non_live: bool,
}

#[derive(Serialize)]
struct Wire<'a> {
    #[serde(rename = "dash:replenish")]
    replenish: WireDevice<'a>,
}

#[derive(Serialize)]
struct WireDevice<'a> {
    device_model: &'a str,
    serial: &'a str,
    is_test_device: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    should_include_non_live: bool,
}

impl Amazon {
    /// Sign-in: asks for `profile:user_id`, which has no consent page.
    pub fn sign_in_url(&self, redirect_uri: &Url, state: String, verifier: Verifier) -> Consent {
        self.consent(redirect_uri, state, verifier, SIGN_IN, None)
    }

    /// Registration of one machine: asks for `dash:replenish` with its `scope_data`.
    pub fn registration_url(
        &self,
        redirect_uri: &Url,
        state: String,
        verifier: Verifier,
        device: &ScopeData<'_>,
    ) -> Consent {
        let wire = Wire {
            replenish: WireDevice {
                device_model: device.model,
                serial: device.serial,
                is_test_device: device.is_test_device,
                should_include_non_live: device.should_include_non_live,
            },
        };
        // Two strings and two booleans: there is nothing that could fail to be written.
        let data = serde_json::to_string(&wire).unwrap_or_default();
        self.consent(redirect_uri, state, verifier, REGISTRATION, Some(data))
    }

    fn consent(
        &self,
        redirect_uri: &Url,
        state: String,
        verifier: Verifier,
        scope: &str,
        scope_data: Option<String>,
    ) -> Consent {
        let verifier = verifier.0;
        let challenge = PkceCodeChallenge::from_code_verifier_sha256(&PkceCodeVerifier::new(
            verifier.expose_secret().to_owned(),
        ));
        let client = self.authorizing(&self.0.profile);
        let mut request = client
            .authorize_url(|| CsrfToken::new(state.clone()))
            .add_scope(Scope::new(scope.to_owned()))
            .set_redirect_uri(Cow::Owned(RedirectUrl::from_url(redirect_uri.clone())))
            .set_pkce_challenge(challenge);
        if let Some(data) = scope_data {
            request = request.add_extra_param("scope_data", data);
        }
        let (url, _) = request.url();
        Consent {
            url,
            state,
            verifier,
        }
    }
}
