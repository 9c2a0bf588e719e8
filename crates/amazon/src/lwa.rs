//! Login with Amazon: where to send a customer, and what to do with the code they come back with.
//!
//! A customer signs in with `profile:user_id` alone and connects a machine with `dash:replenish`
//! alone; the tokens of the second are bound to that customer and that machine. Codes, tokens and
//! verifiers are secrets: they are in no log and no error.

mod consent;
mod token;

pub use consent::{BadVerifier, Consent, ScopeData, Verifier};
pub use token::Tokens;

use oauth2::basic::BasicClient;
use oauth2::{AuthType, AuthUrl, ClientId, ClientSecret, EndpointNotSet, EndpointSet, TokenUrl};
use reqwest::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use tracing::{Instrument, field::Empty, info_span};

use crate::client::Amazon;
use crate::field;
use crate::profile::SecurityProfile;
use crate::wire::{Answer, at};

/// Tokens have at most 2,048 bytes each; this is ample for any answer.
const ANSWER_CAP: usize = 64 * 1024;

/// What Login with Amazon said instead of what was asked for.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LwaError {
    /// The code or refresh token is used up, expired, revoked or not ours. A registration is lost;
    /// the customer has to connect again.
    #[error("Amazon no longer accepts this code or refresh token")]
    InvalidGrant,
    /// The security profile is not accepted (`invalid_client`, `unauthorized_client`): the
    /// configuration is wrong, the tokens are not.
    #[error("Amazon does not accept the security profile; check client id and secret")]
    InvalidClient,
    /// The access token is expired or invalid (profile only).
    #[error("Amazon does not accept the access token")]
    InvalidToken,
    /// Any other refusal, with Amazon's code. Trying again does not help.
    #[error("Amazon refused with `{code}`")]
    Refused {
        /// Amazon's `error`, or the HTTP status where there was none.
        code: String,
    },
    /// Not reachable, overloaded or failing. Try again later.
    #[error("Login with Amazon is not available")]
    Unavailable,
    /// An answer that is not what is documented.
    #[error("Login with Amazon gave an unreadable answer")]
    Unreadable,
}

type LwaClient =
    BasicClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointSet>;

impl Amazon {
    /// A client id and secret at the token endpoint.
    fn oauth(&self, profile: &SecurityProfile) -> Result<LwaClient, LwaError> {
        let token = TokenUrl::new(at(&self.0.endpoints.lwa_api, "/auth/o2/token"))
            .map_err(|_| LwaError::Unavailable)?;
        Ok(self
            .authorizing(profile)
            .set_token_uri(token)
            .set_client_secret(ClientSecret::new(
                profile.client_secret.expose_secret().to_owned(),
            )))
    }

    fn authorizing(&self, profile: &SecurityProfile) -> BasicClient<EndpointSet> {
        BasicClient::new(ClientId::new(profile.client_id.clone()))
            .set_auth_uri(AuthUrl::from_url(self.0.endpoints.lwa_authorize.clone()))
            .set_auth_type(AuthType::RequestBody)
    }

    /// The customer's id at this maker, `amzn1.account.…`, for an access token with the scope
    /// `profile:user_id`.
    pub async fn user_id(&self, access: &SecretString) -> Result<String, LwaError> {
        let span = info_span!("amazon.lwa.profile", status = Empty, ms = Empty);
        let request = self
            .0
            .http
            .get(at(&self.0.endpoints.lwa_api, "/user/profile"))
            .bearer_auth(access.expose_secret());
        let answer = self
            .send(request, ANSWER_CAP)
            .instrument(span)
            .await
            .map_err(|_| LwaError::Unavailable)?;
        if is_passing(answer.status) {
            return Err(LwaError::Unavailable);
        }
        if answer.status != StatusCode::OK {
            return Err(refusal(&answer));
        }
        let profile: Value =
            serde_json::from_slice(answer.text()).map_err(|_| LwaError::Unreadable)?;
        field::line(profile.get("user_id")).ok_or(LwaError::Unreadable)
    }
}

/// Statuses that say nothing about the request itself.
fn is_passing(status: StatusCode) -> bool {
    status.is_server_error()
        || status == StatusCode::TOO_MANY_REQUESTS
        || status == StatusCode::REQUEST_TIMEOUT
}

fn refusal(answer: &Answer) -> LwaError {
    let error: Option<Value> = serde_json::from_slice(answer.text()).ok();
    match error
        .as_ref()
        .and_then(|error| error.get("error")?.as_str())
    {
        Some(code) => LwaError::of_code(code),
        None => LwaError::Refused {
            code: answer.status.as_u16().to_string(),
        },
    }
}

impl LwaError {
    /// What an `error` of RFC 6749 §5.2, in Amazon's spellings, means for us.
    fn of_code(code: &str) -> Self {
        match code.to_ascii_lowercase().as_str() {
            "invalid_grant" => Self::InvalidGrant,
            "invalid_client" | "unauthorized_client" => Self::InvalidClient,
            "invalid_token" => Self::InvalidToken,
            "servererror" | "server_error" | "temporarily_unavailable" => Self::Unavailable,
            _ => Self::Refused {
                code: code
                    .chars()
                    .filter(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .take(64)
                    .collect(),
            },
        }
    }
}
