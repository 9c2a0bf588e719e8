//! The configuration: read once at start, checked as a whole, handed on as plain values.
//!
//! Every value comes from an environment variable `LARDER_…`; all but secrets may be given as a flag
//! of `larder serve` as well, and secrets as a file named by `LARDER_…_FILE`. A wrong or missing value
//! is one line that names the variable and says what to do; all of them are told at once.

mod accent;
mod address;
mod alexa;
mod brand;
mod customer;
mod error;
mod flags;
mod known;
mod logo;
mod notices;
mod operators;
mod print;
mod secret;
mod skill;
mod text;

use std::env::current_exe;
use std::net::SocketAddr;
use std::time::Duration;

use amazon::alexa::Skill;
use amazon::{Endpoints, SecurityProfile, Topic};
use delivery::{Mailer, PushKey};
use ipnet::IpNet;
use oidc::Provider;
use replenish::Vault;
use secrecy::SecretString;
use url::Url;

pub use alexa::{Alexa, CONSENT, forwarder_key};
pub use brand::Brand;
pub use error::{ConfigError, ConfigErrors};
pub use flags::{BY_ENVIRONMENT, Flags};
pub use known::unknown;
pub use logo::Logo;
pub use operators::OperatorSignIn;
pub use print::print;

use crate::scripts::Scripts;
use crate::telemetry::Format;

/// Amazon's own gold button, the size its pages ask for on touch screens.
const BUTTON: &str =
    "https://images-na.ssl-images-amazon.com/images/G/01/lwa/btnLWA_gold_390x92.png";
const MAX_AGE_SECONDS: u32 = 4_500;
const AMAZON_CALLS: u32 = 160;
const ORDERS_AN_HOUR: u32 = 20;

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
    /// The maker's security profile; none where nothing is Amazon's.
    pub profile: Option<SecurityProfile>,
    /// Where customers sign in beside Amazon, or instead.
    pub customer_oidc: Option<Provider>,
    /// Where the maker's people sign in; by links alone where there is none.
    pub operator_oidc: Option<OperatorSignIn>,
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
    /// How Alexa reaches this Larder; none where it does not.
    pub alexa: Option<Alexa>,
    /// How this Larder reaches Alexa.
    pub skill: Option<Skill>,
    /// The maker's mail server, by which customers hear; none where nothing is mailed.
    pub mailer: Option<Mailer>,
    /// What pushes to customers' browsers are signed by; none where nothing is pushed.
    pub push_key: Option<PushKey>,
    /// How the log is written.
    pub log: Format,
    /// The maker's name, colour, logo and links.
    pub brand: Brand,
    /// The browser's part; pages do without where it was not built.
    pub scripts: Option<Scripts>,
}

impl Config {
    /// Reads flags, environment and secret files.
    ///
    /// # Errors
    /// Everything that is missing or wrong.
    pub fn read(flags: &Flags) -> Result<Self, ConfigErrors> {
        let mut wrong = ConfigErrors::default();
        match Self::collect(flags, &mut wrong) {
            Some(config) if wrong.is_empty() => Ok(config),
            _ => Err(wrong),
        }
    }

    /// None where something that has no default is missing or wrong; `wrong` has all that is.
    fn collect(flags: &Flags, wrong: &mut ConfigErrors) -> Option<Self> {
        let sandbox = wrong.keep(text::yes("LARDER_SANDBOX", flags.sandbox.as_deref()));
        let public_url = wrong.keep(address::public(flags.public_url.as_deref()));
        let rule = address::Rule {
            // Where it is not known whether this is a trial, that is what is to be put right first.
            foreign: sandbox.unwrap_or(true) || public_url.as_ref().is_none_or(amazon::is_loopback),
        };
        let database_url = wrong.keep(secret::database(flags.database_url.as_deref()));
        let secrets = secret::read(wrong);
        let customer_oidc = wrong.keep(customer::read(flags));
        let operator_oidc = wrong.keep(operators::read(flags));
        // Where customers sign in elsewhere, nothing has to be Amazon's.
        let is_needed = customer_oidc.as_ref().is_some_and(Option::is_none);
        let profile = customer::amazon(flags, is_needed, wrong);
        let topics = wrong.keep(match text::given(flags.sns_topic_arns.as_deref()) {
            None if profile.as_ref().is_some_and(Option::is_none) => Ok(Vec::new()),
            given => text::topics("LARDER_SNS_TOPIC_ARNS", given),
        });
        let listen = wrong.keep(text::socket("LARDER_LISTEN", flags.listen.as_deref()));
        let trusted_proxies = wrong.keep(text::networks(
            "LARDER_TRUSTED_PROXIES",
            flags.trusted_proxies.as_deref(),
        ));
        let endpoints = endpoints(flags, &rule, wrong);
        let button_url = wrong.keep(rule.page(
            "LARDER_LWA_BUTTON_URL",
            flags.lwa_button_url.as_deref(),
            BUTTON,
        ));
        let max_age = wrong.keep(text::number(
            "LARDER_SNS_MAX_AGE_SECONDS",
            flags.sns_max_age_seconds.as_deref(),
            (60..=604_800, "seconds"),
            MAX_AGE_SECONDS,
        ));
        let amazon_calls = wrong.keep(text::number(
            "LARDER_AMAZON_CALLS",
            flags.amazon_calls.as_deref(),
            (1..=1_000, "calls"),
            AMAZON_CALLS,
        ));
        let orders_an_hour = wrong.keep(text::number(
            "LARDER_ORDERS_AN_HOUR",
            flags.orders_an_hour.as_deref(),
            (0..=1_000_000, "orders"),
            ORDERS_AN_HOUR,
        ));
        let test_devices = wrong.keep(text::yes(
            "LARDER_TEST_DEVICES",
            flags.test_devices.as_deref(),
        ));
        let non_live = wrong.keep(text::yes("LARDER_NON_LIVE", flags.non_live.as_deref()));
        let log = wrong.keep(text::format("LARDER_LOG", flags.log.as_deref()));
        let brand = Brand::read(flags, wrong);
        let maker = brand.as_ref().map_or("", |it| it.name.as_str());
        let skill = skill::read(flags, &rule, maker, wrong);
        let alexa = Alexa::read(flags, wrong);
        if let (Some(alexa), Some(skill)) = (&alexa, &skill) {
            alexa::check_both(alexa.is_some(), skill.is_some(), wrong);
        }
        let mailer = notices::mailer(flags, wrong);
        let push_key = notices::push_key(wrong);
        let secrets = secrets?;
        Some(Self {
            listen: listen?,
            trusted_proxies: trusted_proxies?,
            database_url: database_url?,
            vault: secrets.vault,
            keys: secrets.keys,
            operator_token: secrets.operator_token,
            provision_token: secrets.provision_token,
            profile: profile?,
            customer_oidc: customer_oidc?,
            operator_oidc: operator_oidc?,
            endpoints: endpoints?,
            button_url: button_url?,
            topics: topics?,
            sns_max_age: Duration::from_secs(u64::from(max_age?)),
            amazon_calls: amazon_calls?,
            orders_an_hour: orders_an_hour?,
            test_devices: test_devices?,
            non_live: non_live?,
            sandbox: sandbox?,
            alexa: alexa?,
            skill: skill?,
            mailer: mailer?,
            push_key: push_key?,
            log: log?,
            brand: brand?,
            scripts: current_exe().ok().and_then(|it| Scripts::beside(&it)),
            public_url: public_url?,
        })
    }

    /// The database alone, for what needs nothing else.
    ///
    /// # Errors
    /// There is none that can be read.
    pub fn database(flags: &Flags) -> Result<SecretString, ConfigError> {
        secret::database(flags.database_url.as_deref())
    }

    /// Whether it is tried on a machine of somebody's own, or with a simulated Amazon.
    pub fn is_trial(&self) -> bool {
        self.sandbox || amazon::is_loopback(&self.public_url)
    }

    /// Whether customers reach the server over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url.scheme() == "https"
    }
}

/// Where Amazon is.
fn endpoints(flags: &Flags, rule: &address::Rule, wrong: &mut ConfigErrors) -> Option<Endpoints> {
    let lwa_authorize = wrong.keep(rule.page(
        "LARDER_LWA_AUTHORIZE_URL",
        flags.lwa_authorize_url.as_deref(),
        "https://www.amazon.com/ap/oa",
    ));
    let lwa_api = wrong.keep(rule.origin(
        "LARDER_LWA_API_URL",
        flags.lwa_api_url.as_deref(),
        "https://api.amazon.com",
    ));
    let drs = wrong.keep(rule.origin(
        "LARDER_DRS_URL",
        flags.drs_url.as_deref(),
        "https://dash-replenishment-service-na.amazon.com",
    ));
    let drs_web = wrong.keep(rule.origin(
        "LARDER_DRS_WEB_URL",
        flags.drs_web_url.as_deref(),
        "https://drs-web.amazon.com",
    ));
    let sns = wrong.keep(rule.optional_origin("LARDER_SNS_URL", flags.sns_url.as_deref()));
    Some(Endpoints {
        lwa_authorize: lwa_authorize?,
        lwa_api: lwa_api?,
        drs: drs?,
        drs_web: drs_web?,
        sns: sns?,
    })
}
