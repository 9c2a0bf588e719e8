//! The token endpoint, `/auth/o2/token`: a code for tokens, a refresh token for a fresh access
//! token. Client id and secret go in the form, as in all of Amazon's DRS samples.

use std::borrow::Cow;
use std::pin::Pin;
use std::time::Duration;

use oauth2::basic::{BasicRequestTokenError, BasicTokenResponse};
use oauth2::{
    AuthorizationCode, HttpRequest, HttpResponse, PkceCodeVerifier, RedirectUrl, RefreshToken,
    RequestTokenError, TokenResponse,
};
use secrecy::{ExposeSecret, SecretString};
use tracing::{Instrument, field::Empty, info_span};
use url::Url;

use super::{ANSWER_CAP, LwaError, is_passing};
use crate::client::Amazon;
use crate::profile::SecurityProfile;
use crate::wire::Body;

/// What Amazon documents for an access token whose answer does not say.
const USUAL_LIFE: Duration = Duration::from_secs(3600);

/// An access token and what came with it.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For the `Authorization` header.
    pub access: SecretString,
    /// Replaces the stored one whenever it is there; a refresh may leave it out.
    pub refresh: Option<SecretString>,
    /// How long `access` lasts from now.
    pub expires_in: Duration,
}

type Call = Pin<Box<dyn Future<Output = Result<HttpResponse, LwaError>> + Send>>;

impl Amazon {
    /// Redeems a code. `redirect_uri` is the one the consent was asked with. A code works once: on
    /// any error the customer has to start again.
    pub async fn exchange_code(
        &self,
        code: &str,
        redirect_uri: &Url,
        verifier: &SecretString,
    ) -> Result<Tokens, LwaError> {
        let span = info_span!("amazon.lwa.exchange_code", status = Empty, ms = Empty);
        let adapter = self.adapter();
        let client = self.oauth(&self.0.profile)?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .set_pkce_verifier(PkceCodeVerifier::new(verifier.expose_secret().to_owned()))
            .set_redirect_uri(Cow::Owned(RedirectUrl::from_url(redirect_uri.clone())))
            .request_async(&adapter)
            .instrument(span)
            .await;
        tokens(answer)
    }

    /// Asks for a fresh access token.
    pub async fn refresh(&self, refresh_token: &SecretString) -> Result<Tokens, LwaError> {
        let span = info_span!("amazon.lwa.refresh", status = Empty, ms = Empty);
        self.refresh_at(&self.0.profile, refresh_token)
            .instrument(span)
            .await
    }

    /// Asks for a fresh access token by that client id and secret.
    pub(crate) async fn refresh_at(
        &self,
        profile: &SecurityProfile,
        refresh_token: &SecretString,
    ) -> Result<Tokens, LwaError> {
        let adapter = self.adapter();
        let client = self.oauth(profile)?;
        let answer = client
            .exchange_refresh_token(&RefreshToken::new(refresh_token.expose_secret().to_owned()))
            .request_async(&adapter)
            .await;
        tokens(answer)
    }

    /// Redeems a code by that client id and secret. Nobody came back with it: it has neither an address nor a verifier.
    pub(crate) async fn redeem_at(
        &self,
        profile: &SecurityProfile,
        code: &str,
    ) -> Result<Tokens, LwaError> {
        let adapter = self.adapter();
        let client = self.oauth(profile)?;
        let answer = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .request_async(&adapter)
            .await;
        tokens(answer)
    }

    /// The `oauth2` crate's way to our one client. Owns what it captures: a borrowed one is not
    /// `Send` for every lifetime that `request_async` asks for.
    fn adapter(&self) -> impl Fn(HttpRequest) -> Call {
        let amazon = self.clone();
        move |request| {
            let amazon = amazon.clone();
            Box::pin(async move { amazon.call(request).await })
        }
    }

    async fn call(&self, request: HttpRequest) -> Result<HttpResponse, LwaError> {
        let request = reqwest::Request::try_from(request).map_err(|_| LwaError::Unreadable)?;
        let request = reqwest::RequestBuilder::from_parts(self.0.http.clone(), request);
        let answer = self
            .send(request, ANSWER_CAP)
            .await
            .map_err(|_| LwaError::Unavailable)?;
        if is_passing(answer.status) {
            return Err(LwaError::Unavailable);
        }
        let Body::Whole(body) = answer.body else {
            return Err(LwaError::Unreadable);
        };
        let mut response = http::Response::new(body);
        *response.status_mut() = answer.status;
        Ok(response)
    }
}

fn tokens(
    answer: Result<BasicTokenResponse, BasicRequestTokenError<LwaError>>,
) -> Result<Tokens, LwaError> {
    let answer = answer.map_err(|error| match error {
        RequestTokenError::ServerResponse(error) => LwaError::of_code(error.error().as_ref()),
        RequestTokenError::Request(error) => error,
        // What could not be read may hold a token: it goes no further.
        RequestTokenError::Parse(..) | RequestTokenError::Other(_) => LwaError::Unreadable,
    })?;
    Ok(Tokens {
        access: answer.access_token().secret().as_str().into(),
        refresh: answer
            .refresh_token()
            .map(|token| token.secret().as_str().into()),
        expires_in: answer.expires_in().unwrap_or(USUAL_LIFE),
    })
}
