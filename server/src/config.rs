//! The configuration: read once at start, checked as a whole, handed on as plain values.
//!
//! Every value comes from an environment variable `LARDER_…`; all but secrets may be given as a flag
//! of `larder serve` as well, and secrets as a file named by `LARDER_…_FILE`. A wrong or missing value
//! is one line that names the variable and says what to do.

mod accent;
mod address;
mod brand;
mod flags;
mod logo;
mod print;
mod secret;
mod text;

use std::env::current_exe;
use std::net::SocketAddr;
use std::time::Duration;

use amazon::{Endpoints, SecurityProfile, Topic};
use ipnet::IpNet;
use replenish::Vault;
use secrecy::SecretString;
use url::Url;

pub use brand::Brand;
pub use flags::Flags;
pub use logo::Logo;
pub use print::print;

use crate::scripts::Scripts;

/// Amazon's own gold button, the size its pages ask for on touch screens.
const BUTTON: &str =
    "https://images-na.ssl-images-amazon.com/images/G/01/lwa/btnLWA_gold_390x92.png";
const MAX_AGE_SECONDS: u32 = 4_500;
const AMAZON_CALLS: u32 = 160;
const ORDERS_AN_HOUR: u32 = 20;

/// A variable that keeps the server from starting: what is wrong with it and what to do.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{variable}: {problem}")]
pub struct ConfigError {
    /// The environment variable.
    pub variable: &'static str,
    /// What is wrong and the remedy, one line.
    pub problem: String,
}

impl ConfigError {
    fn new(variable: &'static str, problem: impl Into<String>) -> Self {
        Self {
            variable,
            problem: problem.into(),
        }
    }
}

/// Everything the server is told when it starts.
#[derive(Clone)]
pub struct Config {
    /// The socket to listen on.
    pub listen: SocketAddr,
    /// The origin that customers and Amazon see; no path, no query.
    pub public_url: Url,
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// `sqlite://…` or `postgres://…`; may hold a password.
    pub database_url: SecretString,
    /// Seals tokens at rest.
    pub vault: Vault,
    /// How many keys the vault was given.
    pub keys: usize,
    /// Bearer of the maker API.
    pub operator_token: Option<SecretString>,
    /// Bearer of the factory.
    pub provision_token: Option<SecretString>,
    /// The maker's security profile.
    pub profile: SecurityProfile,
    /// Where Amazon is.
    pub endpoints: Endpoints,
    /// The picture of the button Login with Amazon.
    pub button_url: Url,
    /// Topics whose messages are read.
    pub topics: Vec<Topic>,
    /// How old a message may be.
    pub sns_max_age: Duration,
    /// Jobs that are run at a time, each with one call to Amazon.
    pub amazon_calls: u32,
    /// Orders of a model in an hour that never wait for an operator.
    pub orders_an_hour: u32,
    /// New registrations are test devices.
    pub test_devices: bool,
    /// Registration offers products that are not live yet.
    pub non_live: bool,
    /// Amazon is not the real one; every page says so.
    pub sandbox: bool,
    /// The maker's name, colour, logo and links.
    pub brand: Brand,
    /// The browser's part; pages do without where it was not built.
    pub scripts: Option<Scripts>,
}

impl Config {
    /// Reads flags, environment and secret files. The first wrong variable ends it.
    pub fn read(flags: &Flags) -> Result<Self, ConfigError> {
        let sandbox = text::yes("LARDER_SANDBOX", flags.sandbox.as_deref())?;
        let public_url = address::public(flags.public_url.as_deref())?;
        let rule = address::Rule {
            foreign: sandbox || amazon::is_loopback(&public_url),
        };
        let secrets = secret::read()?;
        Ok(Self {
            listen: text::socket("LARDER_LISTEN", flags.listen.as_deref())?,
            trusted_proxies: text::networks(
                "LARDER_TRUSTED_PROXIES",
                flags.trusted_proxies.as_deref(),
            )?,
            database_url: secret::database(flags.database_url.as_deref())?,
            vault: secrets.vault,
            keys: secrets.keys,
            operator_token: secrets.operator_token,
            provision_token: secrets.provision_token,
            profile: SecurityProfile {
                client_id: text::required(
                    "LARDER_LWA_CLIENT_ID",
                    flags.lwa_client_id.as_deref(),
                    "set it to the client id of your Login with Amazon security profile",
                )?,
                client_secret: secrets.client_secret,
            },
            endpoints: Endpoints {
                lwa_authorize: rule.page(
                    "LARDER_LWA_AUTHORIZE_URL",
                    flags.lwa_authorize_url.as_deref(),
                    "https://www.amazon.com/ap/oa",
                )?,
                lwa_api: rule.origin(
                    "LARDER_LWA_API_URL",
                    flags.lwa_api_url.as_deref(),
                    "https://api.amazon.com",
                )?,
                drs: rule.origin(
                    "LARDER_DRS_URL",
                    flags.drs_url.as_deref(),
                    "https://dash-replenishment-service-na.amazon.com",
                )?,
                drs_web: rule.origin(
                    "LARDER_DRS_WEB_URL",
                    flags.drs_web_url.as_deref(),
                    "https://drs-web.amazon.com",
                )?,
                sns: rule.optional_origin("LARDER_SNS_URL", flags.sns_url.as_deref())?,
            },
            button_url: rule.page(
                "LARDER_LWA_BUTTON_URL",
                flags.lwa_button_url.as_deref(),
                BUTTON,
            )?,
            topics: text::topics("LARDER_SNS_TOPIC_ARNS", flags.sns_topic_arns.as_deref())?,
            sns_max_age: Duration::from_secs(u64::from(text::number(
                "LARDER_SNS_MAX_AGE_SECONDS",
                flags.sns_max_age_seconds.as_deref(),
                (60..=604_800, "seconds"),
                MAX_AGE_SECONDS,
            )?)),
            amazon_calls: text::number(
                "LARDER_AMAZON_CALLS",
                flags.amazon_calls.as_deref(),
                (1..=1_000, "calls"),
                AMAZON_CALLS,
            )?,
            orders_an_hour: text::number(
                "LARDER_ORDERS_AN_HOUR",
                flags.orders_an_hour.as_deref(),
                (0..=1_000_000, "orders"),
                ORDERS_AN_HOUR,
            )?,
            test_devices: text::yes("LARDER_TEST_DEVICES", flags.test_devices.as_deref())?,
            non_live: text::yes("LARDER_NON_LIVE", flags.non_live.as_deref())?,
            sandbox,
            brand: Brand::read(flags)?,
            scripts: current_exe().ok().and_then(|it| Scripts::beside(&it)),
            public_url,
        })
    }

    /// The database alone, for what needs nothing else.
    pub fn database(flags: &Flags) -> Result<SecretString, ConfigError> {
        secret::database(flags.database_url.as_deref())
    }

    /// Whether customers reach the server over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}
