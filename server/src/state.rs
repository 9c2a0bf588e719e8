//! What every handler is handed: the use cases, and what this installation is.

use std::convert::Infallible;
use std::ops::Deref;
use std::sync::Arc;

use app::style::Stylesheet;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use ipnet::IpNet;
use replenish::{Application, Random};
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use url::Url;

use crate::client::Client;
use crate::config::{Alexa, CONSENT, Config, Logo};
use crate::export::Downloads;
use crate::installable::Installable;
use crate::scripts::Scripts;
use crate::sealed::Cookies;
use crate::throttle::Throttle;
use crate::turns::Turns;

/// Cheap to clone.
#[derive(Clone)]
pub struct AppState(Arc<Inner>);

/// One installation.
pub struct Inner {
    /// The use cases.
    pub application: Application,
    /// What handlers need of the configuration.
    pub site: Site,
    /// Where ids of messages come from.
    pub random: Random,
    /// How often something may be done.
    pub throttle: Arc<Throttle>,
    /// What browsers keep for this server alone.
    pub cookies: Cookies,
    /// Requests of customers, each in its turn.
    pub turns: Turns,
    /// Downloads that are under way.
    pub downloads: Downloads,
    /// The server is told to stop: streams end.
    pub stopping: CancellationToken,
}

/// What handlers need of the configuration.
pub struct Site {
    /// The origin customers see, `https://example.org`.
    pub origin: String,
    /// Its host, `example.org`.
    pub host: String,
    /// Whether that is https.
    pub is_https: bool,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Bearer of the maker API.
    pub operator_token: Option<SecretString>,
    /// Bearer of the factory.
    pub provision_token: Option<SecretString>,
    /// Name, links and button, as pages show them.
    pub brand: app::Brand,
    /// The style sheet, in the maker's colour.
    pub style: Stylesheet,
    /// The maker's logo.
    pub logo: Option<Logo>,
    /// The browser's part.
    pub scripts: Option<Scripts>,
    /// What the site is once it is installed.
    pub installable: Installable,
    /// How Alexa reaches this Larder.
    pub alexa: Option<Alexa>,
    /// Origins that a form may lead to: Amazon's consent and settings pages.
    form_targets: Vec<String>,
    /// Those that the form of consent may lead to: Alexa's.
    consent_targets: Vec<String>,
    /// Origin of the button's picture.
    pub picture_origin: String,
}

impl AppState {
    pub(crate) fn new(application: Application, config: &Config, random: Random) -> Self {
        Self(Arc::new(Inner {
            application,
            site: Site::new(config),
            throttle: Arc::default(),
            cookies: Cookies::new(config.vault.clone(), random.clone(), config.is_https()),
            random,
            turns: Turns::default(),
            downloads: Downloads::default(),
            stopping: CancellationToken::new(),
        }))
    }
}

impl Deref for AppState {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl FromRequestParts<AppState> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &AppState) -> Result<Self, Infallible> {
        Ok(Self::of(parts, &state.site.trusted_proxies))
    }
}

impl Site {
    fn new(config: &Config) -> Self {
        let origin = |url: &Url| url.origin().ascii_serialization();
        let style = Stylesheet::new(config.brand.accent.as_ref());
        Self {
            origin: origin(&config.public_url),
            host: config.public_url.host_str().unwrap_or_default().to_owned(),
            is_https: config.is_https(),
            trusted_proxies: config.trusted_proxies.clone(),
            operator_token: config.operator_token.clone(),
            provision_token: config.provision_token.clone(),
            brand: app::Brand {
                name: config.brand.name.clone(),
                style_path: style.path.clone(),
                logo_path: config.brand.logo.as_ref().map(|_| "/brand/logo".to_owned()),
                icon_url: app::style::icon_url(&config.brand.colour()),
                help_url: link(config.brand.help_url.as_ref(), "/help"),
                privacy_url: link(config.brand.privacy_url.as_ref(), "/legal/privacy"),
                button_url: config.button_url.to_string(),
                sandbox: config.sandbox,
                is_https: config.is_https(),
            },
            style,
            logo: config.brand.logo.clone(),
            scripts: config.scripts.clone(),
            installable: Installable::new(&config.brand),
            form_targets: vec![
                origin(&config.endpoints.lwa_authorize),
                origin(&config.endpoints.drs_web),
            ],
            consent_targets: config
                .alexa
                .as_ref()
                .map(Alexa::origins)
                .unwrap_or_default(),
            alexa: config.alexa.clone(),
            picture_origin: origin(&config.button_url),
        }
    }
}

impl Site {
    /// Origins that the forms of a page may lead to.
    pub(crate) fn form_targets(&self, path: &str) -> &[String] {
        if path == CONSENT {
            &self.consent_targets
        } else {
            &self.form_targets
        }
    }
}

/// The maker's page, or ours.
fn link(url: Option<&Url>, ours: &str) -> String {
    url.map_or_else(|| ours.to_owned(), Url::to_string)
}
