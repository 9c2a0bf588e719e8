//! The client of endpoints: one call at a time is handed in, signed and sent, and its status comes back.
//!
//! - A name is resolved here, once for each connection, and every address that it has is looked at by the [`Guard`]. What
//!   was looked at is what is connected to, so that a name cannot lead elsewhere in between.
//! - An answer within the time counts by its status. Of its body a little is read, to use the connection again, and not kept.
//! - Redirects are not followed, and no proxy is asked, whatever the environment says.

use std::error::Error;
use std::fmt;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use reqwest::redirect;
use tokio::net::lookup_host;
use tokio::time::timeout;
use url::{Host, Url};

use crate::guard::{BadUrl, Guard};
use crate::secret::Secret;

/// How long an endpoint may take, from resolving its name to the status of its answer.
pub const TIME: Duration = Duration::from_secs(15);
/// How long opening a connection may take.
const CONNECT_TIME: Duration = Duration::from_secs(5);
/// How long resolving a name may take when somebody writes it down.
const LOOKUP_TIME: Duration = Duration::from_secs(3);
/// What of an answer's body is read: bytes, and for how long.
const READ: usize = 16 << 10;
const READ_TIME: Duration = Duration::from_millis(500);

/// Addresses of a name on their way.
type Found = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// How names are resolved: by the system, or as a test says.
#[derive(Clone)]
pub struct Lookup(Arc<dyn Fn(String) -> Found + Send + Sync>);

impl Lookup {
    /// As the system does.
    pub fn system() -> Self {
        Self::new(|name| {
            Box::pin(async move {
                let found = lookup_host((name, 0)).await?;
                Ok(found.map(|address| address.ip()).collect())
            })
        })
    }

    /// By a function.
    pub fn new(find: impl Fn(String) -> Found + Send + Sync + 'static) -> Self {
        Self(Arc::new(find))
    }
}

impl fmt::Debug for Lookup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookup")
    }
}

/// A name of which an address may not be called.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("an address of this name may not be called")]
struct Refused;

/// Resolves names for the client, and lets nothing through that may not be called.
struct Guarded {
    guard: Guard,
    lookup: Lookup,
}

impl Resolve for Guarded {
    fn resolve(&self, name: Name) -> Resolving {
        let (guard, found) = (self.guard, (self.lookup.0)(name.as_str().to_owned()));
        Box::pin(async move {
            let found = found.await?;
            // One that is closed says that the name is not to be trusted with the others.
            if !found.iter().all(|address| guard.allows(*address)) {
                return Err(Refused.into());
            }
            let addresses = found.into_iter().map(|ip| SocketAddr::new(ip, 0));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

/// What is sent.
#[derive(Debug)]
pub struct Message<'a> {
    /// Where.
    pub url: &'a str,
    /// What names it to its receiver, the same each time that it is sent.
    pub id: &'a str,
    /// When it is sent, in unix seconds.
    pub timestamp: i64,
    /// Each signs it.
    pub secrets: &'a [Secret],
    /// JSON.
    pub body: Vec<u8>,
}

/// Why an endpoint has not answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// It may not be called.
    #[error("the address is private, reserved, or of this machine; nothing was sent")]
    Refused,
    /// No connection: no such name, nobody listens, a certificate that is not believed.
    #[error(
        "no connection could be made: no such name, nobody listens, or its certificate is not valid"
    )]
    NotConnected,
    /// Not within [`TIME`].
    #[error("no answer within 15 seconds")]
    Late,
    /// The connection broke.
    #[error("the connection ended before there was an answer")]
    Broken,
}

/// Why the client cannot be set up: TLS has no roots to trust, or the like.
#[derive(Debug, thiserror::Error)]
#[error("the HTTP client for webhooks cannot be set up: {0}")]
pub struct SetUpError(#[source] reqwest::Error);

/// The client. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Sender {
    http: reqwest::Client,
    guard: Guard,
    lookup: Lookup,
    time: Duration,
}

impl Sender {
    /// One that waits so long for an answer. Installs ring as the process's TLS provider unless there is one already.
    pub fn new(guard: Guard, lookup: Lookup, time: Duration) -> Result<Self, SetUpError> {
        // An error says that the process has a provider, which is all that is wanted.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let builder = || {
            #[expect(clippy::disallowed_methods, reason = "the one client of webhooks")]
            let builder = reqwest::Client::builder();
            builder
                .user_agent("larder")
                .redirect(redirect::Policy::none())
                .referer(false)
                .no_proxy()
                .connect_timeout(CONNECT_TIME.min(time))
                .dns_resolver(Arc::new(Guarded {
                    guard,
                    lookup: lookup.clone(),
                }))
        };
        let http = match builder().build() {
            // The system has no roots to trust, and a trial may do without.
            Err(_) if guard.is_trial() => builder().tls_certs_only([]).build(),
            built => built,
        };
        let http = http.map_err(SetUpError)?;
        Ok(Self {
            http,
            guard,
            lookup,
            time,
        })
    }

    /// An address as somebody writes it down: refused where it, or what its name resolves to now, may not be called. A
    /// name that does not resolve yet is let through.
    pub async fn check(&self, text: &str) -> Result<Url, BadUrl> {
        let url = self.guard.check(text)?;
        if let Some(Host::Domain(name)) = url.host() {
            let found = timeout(LOOKUP_TIME, (self.lookup.0)(name.to_owned())).await;
            if let Ok(Ok(found)) = found
                && !found.into_iter().all(|address| self.guard.allows(address))
            {
                return Err(BadUrl::NotPublic);
            }
        }
        Ok(url)
    }

    /// Sends a message: the status of the answer.
    pub async fn send(&self, message: Message<'_>) -> Result<u16, Failure> {
        let signatures: Vec<_> = message
            .secrets
            .iter()
            .map(|secret| secret.sign(message.id, message.timestamp, &message.body))
            .collect();
        let header = |text: &str| HeaderValue::from_str(text).map_err(|_| Failure::Refused);
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert("webhook-id", header(message.id)?);
        headers.insert("webhook-timestamp", HeaderValue::from(message.timestamp));
        headers.insert("webhook-signature", header(&signatures.join(" "))?);
        self.post(message.url, headers, message.body).await
    }

    /// Posts to an address: the status of the answer.
    pub(crate) async fn post(
        &self,
        url: &str,
        headers: HeaderMap,
        body: Vec<u8>,
    ) -> Result<u16, Failure> {
        // An address that is no name is not resolved, and so looked at here.
        let url = self.guard.check(url).map_err(|_| Failure::Refused)?;
        let request = self.http.post(url).headers(headers).body(body);
        let answer = timeout(self.time, request.send()).await;
        let answer = answer.map_err(|_| Failure::Late)?;
        let mut answer = answer.map_err(|error| why(&error))?;
        let status = answer.status().as_u16();
        let rest = async {
            let mut read = 0;
            while let Ok(Some(piece)) = answer.chunk().await {
                read += piece.len();
                if read > READ {
                    break;
                }
            }
        };
        // It has answered, whatever becomes of the rest.
        let _ = timeout(READ_TIME, rest).await;
        Ok(status)
    }
}

fn why(error: &reqwest::Error) -> Failure {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(it) = cause {
        if it.is::<Refused>() {
            return Failure::Refused;
        }
        cause = it.source();
    }
    if error.is_connect() {
        Failure::NotConnected
    } else if error.is_timeout() {
        Failure::Late
    } else {
        Failure::Broken
    }
}
