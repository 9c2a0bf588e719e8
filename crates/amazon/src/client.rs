//! The one HTTP client and what it needs to know: where Amazon is and who we are.
//!
//! Redirects are never followed, every call ends within [`TOTAL_TIME`], and a loopback address is
//! never asked for through a proxy.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::redirect;
use url::{Host, Url};

use crate::profile::SecurityProfile;
use crate::skill::Skill;

/// How long opening a connection may take.
pub const CONNECT_TIME: Duration = Duration::from_secs(5);
/// How long a call may take, from connecting to the last byte of the answer.
pub const TOTAL_TIME: Duration = Duration::from_secs(10);

/// Where Amazon's services are.
#[derive(Clone, Debug)]
pub struct Endpoints {
    /// The page a customer is sent to for consent, `https://www.amazon.com/ap/oa`.
    pub lwa_authorize: Url,
    /// Origin of token and profile, `https://api.amazon.com`.
    pub lwa_api: Url,
    /// Origin of the DRS REST calls, `https://dash-replenishment-service-na.amazon.com`.
    pub drs: Url,
    /// Origin of Amazon's settings page, `https://drs-web.amazon.com`.
    pub drs_web: Url,
    /// Origin to fetch certificates from and confirm subscriptions at, instead of the SNS host of
    /// the topic's region. What a message may say does not change with it.
    pub sns: Option<Url>,
}

impl Endpoints {
    fn any_on_loopback(&self) -> bool {
        self.all().any(is_loopback)
    }

    /// Whether nobody is called by TLS: Amazon is a simulated one.
    fn are_plain(&self) -> bool {
        self.sns.is_some() && self.all().all(|url| url.scheme() == "http")
    }

    fn all(&self) -> impl Iterator<Item = &Url> {
        let fixed = [&self.lwa_authorize, &self.lwa_api, &self.drs, &self.drs_web];
        fixed.into_iter().chain(&self.sns)
    }
}

/// Whether a URL leads to this very machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Amazon, as this installation reaches it. Cheap to clone; holds no token.
#[derive(Clone, Debug)]
pub struct Amazon(pub(crate) Arc<Inner>);

#[derive(Debug)]
pub(crate) struct Inner {
    pub(crate) http: reqwest::Client,
    pub(crate) carrier: Option<Carrier>,
    pub(crate) endpoints: Endpoints,
    pub(crate) profile: SecurityProfile,
    pub(crate) skill: Option<Arc<Skill>>,
}

/// What carries requests instead of the network: a simulated Amazon in the same process answers the
/// very requests that would be sent, without sockets.
#[derive(Clone)]
pub struct Carrier(Arc<dyn Fn(http::Request<Vec<u8>>) -> Carried + Send + Sync>);

/// An answer on its way, or what became of the request instead.
pub type Carried = Pin<Box<dyn Future<Output = Result<http::Response<Vec<u8>>, Failure>> + Send>>;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It cannot be written, so that nothing was sent.
    #[error("the request cannot be written")]
    Unwritable,
    /// Nothing reached Amazon.
    #[error("no connection could be made; nothing was sent")]
    NotSent,
    /// It may have had its effect.
    #[error("the request was sent and not answered")]
    NoAnswer,
}

impl Carrier {
    /// Carries each request by `carry`.
    pub fn new(carry: impl Fn(http::Request<Vec<u8>>) -> Carried + Send + Sync + 'static) -> Self {
        Self(Arc::new(carry))
    }

    pub(crate) fn carry(&self, request: http::Request<Vec<u8>>) -> Carried {
        (self.0)(request)
    }
}

impl fmt::Debug for Carrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Carrier")
    }
}

/// Why the client cannot be set up: TLS has no roots to trust, or the like. Nothing but a change of the
/// host helps.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client cannot be set up: {0}")]
pub struct SetUpError(#[source] reqwest::Error);

impl Amazon {
    /// Builds the client. Installs ring as the process's TLS provider unless there is one already.
    pub fn new(endpoints: Endpoints, profile: SecurityProfile) -> Result<Self, SetUpError> {
        // An error says that the process has a provider, which is all that is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            #[expect(clippy::disallowed_methods, reason = "this is the one client")]
            let builder = reqwest::Client::builder()
                .user_agent("larder")
                .redirect(redirect::Policy::none())
                .referer(false)
                .connect_timeout(CONNECT_TIME)
                .timeout(TOTAL_TIME);
            match endpoints.any_on_loopback() {
                true => builder.no_proxy(),
                false => builder,
            }
        };
        let http = match builder().build() {
            // The system has no roots to trust, and here none are needed.
            Err(_) if endpoints.are_plain() => builder().tls_certs_only([]).build(),
            built => built,
        };
        let http = http.map_err(SetUpError)?;
        Ok(Self(Arc::new(Inner {
            http,
            carrier: None,
            endpoints,
            profile,
            skill: None,
        })))
    }

    /// The same client with its requests carried instead of sent.
    pub fn carried_by(self, carrier: Carrier) -> Self {
        Self(Arc::new(Inner {
            http: self.0.http.clone(),
            carrier: Some(carrier),
            endpoints: self.0.endpoints.clone(),
            profile: self.0.profile.clone(),
            skill: self.0.skill.clone(),
        }))
    }

    /// The same client with a skill, by which Alexa is told of machines.
    pub fn with_skill(self, skill: Skill) -> Self {
        Self(Arc::new(Inner {
            http: self.0.http.clone(),
            carrier: self.0.carrier.clone(),
            endpoints: self.0.endpoints.clone(),
            profile: self.0.profile.clone(),
            skill: Some(Arc::new(skill)),
        }))
    }

    /// Where this client reaches Amazon.
    pub fn endpoints(&self) -> &Endpoints {
        &self.0.endpoints
    }
}
