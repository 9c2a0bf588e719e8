//! The client of one identity provider.
//!
//! Redirects are never followed, every call ends within ten seconds and reads no more than it has to. All of a provider's
//! addresses are https, or all are on this very machine.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Identity;
use jsonwebtoken::jwk::JwkSet;
use reqwest::{RequestBuilder, StatusCode, redirect};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use tracing::{Instrument, info_span};
use url::{Host, Url};

use crate::claims::{self, Doubt, Expected, Said};

const CONNECT_TIME: Duration = Duration::from_secs(5);
const TOTAL_TIME: Duration = Duration::from_secs(10);
/// Of an answer no more is read.
const ANSWER_CAP: usize = 256 * 1024;

/// A provider, and this installation's client there.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its issuer, exact, as its own configuration names it.
    pub issuer: Url,
    /// The client.
    pub client_id: String,
    /// And its secret.
    pub client_secret: SecretString,
}

/// The client. Cheap to clone; keeps nothing.
#[derive(Clone)]
pub struct Oidc(Arc<Inner>);

struct Inner {
    http: reqwest::Client,
    provider: Provider,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").finish_non_exhaustive()
    }
}

/// Why the client cannot be set up. Nothing but a change of the host helps.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client of the identity provider cannot be set up: {0}")]
pub struct SetUpError(#[source] reqwest::Error);

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// It does not answer, or not now.
    #[error("the identity provider is not available")]
    Unavailable,
    /// What it says of itself is not what was configured, or cannot be used; says what.
    #[error("the identity provider is not set up as it must be: {0}")]
    Misconfigured(&'static str),
    /// It does not take the client's id and secret.
    #[error("the identity provider does not accept the client's id and secret")]
    InvalidClient,
    /// It does not take the code.
    #[error("the identity provider did not accept its own code")]
    CodeRefused,
    /// Its word is not believed.
    #[error(transparent)]
    Doubtful(#[from] Doubt),
}

/// Somebody as a provider knows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who it is.
    pub identity: Identity,
    /// What they are called, where it says so.
    pub name: Option<String>,
    /// The texts of the claim that was asked for.
    pub claimed: Vec<String>,
}

/// What a provider says of itself (OpenID Connect Discovery 1.0, section 3), as far as it is looked at.
#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
}

#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Oidc {
    /// Builds the client.
    ///
    /// # Errors
    /// TLS has no roots to trust, or the like.
    pub fn new(provider: Provider) -> Result<Self, SetUpError> {
        // An error says that the process has a provider, which is all that is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            #[expect(
                clippy::disallowed_methods,
                reason = "identity providers are asked by this client alone"
            )]
            let builder = reqwest::Client::builder()
                .user_agent("larder")
                .redirect(redirect::Policy::none())
                .referer(false)
                .connect_timeout(CONNECT_TIME)
                .timeout(TOTAL_TIME);
            match is_loopback(&provider.issuer) {
                true => builder.no_proxy(),
                false => builder,
            }
        };
        let http = match builder().build() {
            // The system has no roots to trust, and here none are needed.
            Err(_) if provider.issuer.scheme() == "http" => builder().tls_certs_only([]).build(),
            built => built,
        };
        let http = http.map_err(SetUpError)?;
        Ok(Self(Arc::new(Inner { http, provider })))
    }

    /// The provider's issuer.
    pub fn issuer(&self) -> &str {
        // The address of a provider at the root of a host is written without a slash in its tokens.
        self.0.provider.issuer.as_str().trim_end_matches('/')
    }

    /// Where a browser is sent to sign in, and comes back from to `back`.
    ///
    /// # Errors
    /// The provider is not available, or not set up as it must be.
    pub async fn authorize_url(
        &self,
        back: &Url,
        state: &str,
        verifier: &SecretString,
    ) -> Result<Url, Failure> {
        self.authorize_url_of("openid", back, state, verifier).await
    }

    /// The same where what they are called is wanted, too.
    ///
    /// # Errors
    /// As of [`Oidc::authorize_url`].
    pub async fn authorize_url_with_name(
        &self,
        back: &Url,
        state: &str,
        verifier: &SecretString,
    ) -> Result<Url, Failure> {
        let scope = "openid profile";
        self.authorize_url_of(scope, back, state, verifier).await
    }

    async fn authorize_url_of(
        &self,
        scope: &str,
        back: &Url,
        state: &str,
        verifier: &SecretString,
    ) -> Result<Url, Failure> {
        let metadata = self.metadata().await?;
        let mut url = self.address(&metadata.authorization_endpoint)?;
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose_secret()));
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("scope", scope)
            .append_pair("client_id", &self.0.provider.client_id)
            .append_pair("redirect_uri", back.as_str())
            .append_pair("state", state)
            .append_pair("nonce", &nonce(verifier))
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256");
        Ok(url)
    }

    /// The browser is back with a code: who it is.
    ///
    /// # Errors
    /// Why nobody is signed in.
    pub async fn identity(
        &self,
        back: &Url,
        code: &str,
        verifier: &SecretString,
    ) -> Result<Identity, Failure> {
        let person = self.person(back, code, verifier, None).await?;
        Ok(person.identity)
    }

    /// The same with what they are called, and the texts of a claim.
    ///
    /// # Errors
    /// Why nobody is signed in.
    pub async fn person(
        &self,
        back: &Url,
        code: &str,
        verifier: &SecretString,
        claim: Option<&str>,
    ) -> Result<Person, Failure> {
        let metadata = self.metadata().await?;
        let token = self.exchange(&metadata, back, code, verifier).await?;
        let keys: JwkSet = self
            .read(self.0.http.get(self.address(&metadata.jwks_uri)?))
            .await?;
        let expected = Expected {
            issuer: &metadata.issuer,
            client_id: &self.0.provider.client_id,
            nonce: &nonce(verifier),
        };
        let said = claims::read(&token.id_token, &keys, &expected)?;
        let texts = claim.map(|claim| said.texts(claim)).unwrap_or_default();
        Ok(Person {
            name: name(&said),
            claimed: texts.into_iter().map(str::to_owned).collect(),
            identity: Identity::new(&metadata.issuer, said.subject),
        })
    }

    /// Whether the provider takes this client: it is asked with a code that it never gave.
    ///
    /// # Errors
    /// Why a sign-in could not work.
    pub async fn examine(&self, back: &Url) -> Result<(), Failure> {
        let metadata = self.metadata().await?;
        let verifier = SecretString::from("larder-doctor".repeat(4));
        let made_up = "larder-doctor";
        match self.exchange(&metadata, back, made_up, &verifier).await {
            Err(Failure::CodeRefused) => Ok(()),
            Err(failure) => Err(failure),
            Ok(_) => Err(Failure::Misconfigured("it takes a code that is made up")),
        }
    }

    async fn metadata(&self) -> Result<Metadata, Failure> {
        let issuer = self.issuer();
        let url = Url::parse(&format!("{issuer}/.well-known/openid-configuration"))
            .map_err(|_| Failure::Misconfigured("its issuer is no address"))?;
        let metadata: Metadata = self.read(self.0.http.get(url)).await?;
        if metadata.issuer.trim_end_matches('/') != issuer {
            return Err(Failure::Misconfigured("it names another issuer"));
        }
        Ok(metadata)
    }

    /// An address of the provider's.
    fn address(&self, text: &str) -> Result<Url, Failure> {
        let is_local = is_loopback(&self.0.provider.issuer);
        let url = Url::parse(text).ok();
        url.filter(|url| url.scheme() == "https" || is_local && is_loopback(url))
            .ok_or(Failure::Misconfigured("one of its addresses is not https"))
    }

    async fn exchange(
        &self,
        metadata: &Metadata,
        back: &Url,
        code: &str,
        verifier: &SecretString,
    ) -> Result<Tokens, Failure> {
        let provider = &self.0.provider;
        let secret = provider.client_secret.expose_secret();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", back.as_str()),
            ("code_verifier", verifier.expose_secret()),
        ];
        let methods = metadata.token_endpoint_auth_methods_supported.as_ref();
        let is_basic = methods.is_none_or(|all| all.iter().any(|it| it == "client_secret_basic"));
        let request = self.0.http.post(self.address(&metadata.token_endpoint)?);
        let request = if is_basic {
            // RFC 6749, section 2.3.1: both are form-encoded first.
            let encode = |text: &str| {
                url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>()
            };
            request.basic_auth(encode(&provider.client_id), Some(encode(secret)))
        } else {
            form.push(("client_id", &provider.client_id));
            form.push(("client_secret", secret));
            request
        };
        self.read(request.form(&form)).await
    }

    /// Sends a request and reads the JSON of its answer.
    async fn read<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, Failure> {
        let span = info_span!("oidc");
        let answered = async {
            let mut response = request.send().await.map_err(|_| Failure::Unavailable)?;
            let status = response.status();
            let mut body = Vec::new();
            while let Some(chunk) = response.chunk().await.map_err(|_| Failure::Unavailable)? {
                body.extend_from_slice(&chunk);
                if body.len() > ANSWER_CAP {
                    return Err(Failure::Misconfigured("an answer of it is too long"));
                }
            }
            Ok((status, body))
        };
        let (status, body) = answered.instrument(span).await?;
        if status.is_success() {
            let unreadable = Failure::Misconfigured("an answer of it cannot be read");
            return serde_json::from_slice(&body).map_err(|_| unreadable);
        }
        let refusal = serde_json::from_slice::<Refusal>(&body);
        Err(match refusal.as_ref().map(|it| it.error.as_str()) {
            Ok("invalid_grant") => Failure::CodeRefused,
            Ok("invalid_client" | "unauthorized_client") => Failure::InvalidClient,
            _ if status == StatusCode::UNAUTHORIZED => Failure::InvalidClient,
            _ => Failure::Unavailable,
        })
    }
}

/// What somebody is called (OpenID Connect Core 1.0, section 5.1), by the claim that says it best.
fn name(said: &Said) -> Option<String> {
    let names = ["name", "preferred_username", "email"];
    let mut said = names.iter().flat_map(|claim| said.texts(claim));
    let name = said.find(|name| !name.trim().is_empty())?;
    Some(name.trim().to_owned())
}

/// What binds an ID token to the browser that was sent: nobody who does not know the verifier knows it.
fn nonce(verifier: &SecretString) -> String {
    let mut hash = Sha256::new();
    hash.update(b"nonce of ");
    hash.update(verifier.expose_secret());
    URL_SAFE_NO_PAD.encode(hash.finalize())
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
