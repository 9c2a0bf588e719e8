//! A customer's grant: the tokens by which events are sent in their name, from Login with Amazon with the skill's own
//! client id and secret.

use secrecy::{ExposeSecret, SecretString};
use tracing::{Instrument, field::Empty, info_span};

use super::Alexa;
use crate::lwa::{LwaError, Tokens};

impl Alexa {
    /// Redeems the code of an AcceptGrant. It was asked for without an address to come back to, and works once.
    pub async fn accept_grant(&self, code: &SecretString) -> Result<Tokens, LwaError> {
        let span = info_span!("amazon.lwa.accept_grant", status = Empty, ms = Empty);
        self.amazon
            .redeem_at(&self.skill.profile, code.expose_secret())
            .instrument(span)
            .await
    }

    /// Asks for a fresh access token.
    pub async fn refresh(&self, refresh_token: &SecretString) -> Result<Tokens, LwaError> {
        let span = info_span!("amazon.lwa.refresh_grant", status = Empty, ms = Empty);
        self.amazon
            .refresh_at(&self.skill.profile, refresh_token)
            .instrument(span)
            .await
    }
}
