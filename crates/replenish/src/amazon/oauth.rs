//! The OAuth authorization code flow of Login with Amazon (RFC 6749, RFC 7636): where a browser is sent, where it comes
//! back to, and whether Amazon takes the code that it brings. Sign-ins and registrations both go this way.

use amazon::{Consent, LwaError, Verifier};
use secrecy::SecretString;
use url::Url;

use crate::{Application, Error};

/// Where a browser is sent, and what has to be known when it comes back.
#[derive(Clone, Debug)]
pub struct Authorization {
    /// Amazon's page.
    pub url: Url,
    /// Comes back with the browser; works once.
    pub state: String,
    /// Proves that who exchanges the code is who sent the browser (RFC 7636).
    pub verifier: SecretString,
}

/// Whether Amazon refuses the customer's code; else it gives no answer to act on, and where that is
/// for a wrong security profile the operator reads it here.
pub(crate) fn is_code_refused(error: &LwaError) -> bool {
    if *error == LwaError::InvalidClient {
        tracing::error!("Amazon refuses LARDER_LWA_CLIENT_ID and its secret");
    }
    !matches!(
        error,
        LwaError::Unavailable | LwaError::Unreadable | LwaError::InvalidClient
    )
}

impl Application {
    /// Where Amazon sends browsers back to.
    pub(crate) fn callback_url(&self) -> Url {
        let mut url = self.settings.public_url.clone();
        url.set_path("/auth/lwa/callback");
        url
    }

    /// Where the maker's identity provider sends browsers back to.
    pub(crate) fn oidc_callback_url(&self) -> Url {
        let mut url = self.settings.public_url.clone();
        url.set_path("/auth/oidc/callback");
        url
    }

    /// Where a browser is sent, with a new `state` and verifier.
    pub(crate) fn authorization(
        &self,
        ask: impl FnOnce(String, Verifier) -> Consent,
    ) -> Result<Authorization, Error> {
        let state = self.random.token();
        // 86 characters of the alphabet that RFC 7636 allows.
        let text = format!("{}{}", self.random.token(), self.random.token());
        let verifier = Verifier::new(text).map_err(|_| Error::Amazon)?;
        let consent = ask(state, verifier);
        let Consent {
            url,
            state,
            verifier,
        } = consent;
        Ok(Authorization {
            url,
            state,
            verifier,
        })
    }
}
