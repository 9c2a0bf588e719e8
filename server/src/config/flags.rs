//! The flags of `larder serve`, one for each variable that is no secret. All are plain text here, so
//! that every wrong value is answered in the same words wherever it came from.

use clap::Args;

/// The end of each help: settings that have no flag.
pub const BY_ENVIRONMENT: &str = "\
Each option is a setting that the environment can give as well; a flag wins.

Secrets come from the environment alone, or from a file that NAME_FILE names:
  LARDER_SECRET_KEY         32 random bytes in base64, `openssl rand -base64 32`; several, newest first, comma separated (required)
  LARDER_LWA_CLIENT_SECRET  Client secret of the Login with Amazon security profile (required without LARDER_CUSTOMER_OIDC_*)
  LARDER_CUSTOMER_OIDC_CLIENT_SECRET
                            Client secret at the identity provider by which customers sign in
  LARDER_OIDC_CLIENT_SECRET Client secret at the identity provider by which the maker's people sign in to /ops
  LARDER_OPERATOR_TOKEN     Bearer of the maker API and of /metrics; without it both answer 403
  LARDER_PROVISION_TOKEN    Bearer of the factory, which makes devices, tokens and claim codes
  LARDER_DATABASE_URL       As --database-url, where it holds a password
  LARDER_ALEXA_CLIENT_SECRET
                            Client secret of Alexa Skill Messaging in Amazon's console
  LARDER_ALEXA_LINK_SECRET  Client secret of Account Linking in Amazon's console
  LARDER_ALEXA_FORWARDER_KEY  32 random bytes in base64, by which the forwarder of Alexa's directives signs
  LARDER_SMTP_URL           The maker's mail server, as smtps://user:password@mail.example.com; without it no notice is mailed
  LARDER_VAPID_KEY          What `larder key vapid` prints; without it no notice is pushed to browsers

Read beside them:
  RUST_LOG                  What is logged, as `info,replenish=debug` [default: info]
  TOKIO_WORKER_THREADS      Threads [default: one for each core, one fewer on SQLite]

`larder config` shows what is in force and names what is missing, `larder doctor` checks the set-up.";

/// Values as they were given; an environment variable stands in for a flag that is absent.
#[derive(Args, Clone, Debug, Default)]
pub struct Flags {
    /// Socket to listen on [default: 127.0.0.1:3000]
    #[arg(
        long,
        env = "LARDER_LISTEN",
        value_name = "ADDRESS",
        hide_env_values = true
    )]
    pub listen: Option<String>,
    /// Origin that customers and Amazon see [default: `http://127.0.0.1:3000`]
    #[arg(
        long,
        env = "LARDER_PUBLIC_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub public_url: Option<String>,
    /// Addresses and networks of proxies whose `X-Forwarded-For` is believed, comma separated, or
    /// `none` [default: `127.0.0.0/8,::1`]
    #[arg(
        long,
        env = "LARDER_TRUSTED_PROXIES",
        value_name = "NETWORKS",
        hide_env_values = true
    )]
    pub trusted_proxies: Option<String>,
    /// sqlite://FILE or postgres://… [default: sqlite://larder.db]
    #[arg(
        long,
        env = "LARDER_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,
    /// Client id of the Login with Amazon security profile (required without LARDER_CUSTOMER_OIDC_*)
    #[arg(
        long,
        env = "LARDER_LWA_CLIENT_ID",
        value_name = "ID",
        hide_env_values = true
    )]
    pub lwa_client_id: Option<String>,
    /// Amazon's consent page [default: `https://www.amazon.com/ap/oa`]
    #[arg(
        long,
        env = "LARDER_LWA_AUTHORIZE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub lwa_authorize_url: Option<String>,
    /// Origin of Amazon's token and profile service [default: `https://api.amazon.com`]
    #[arg(
        long,
        env = "LARDER_LWA_API_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub lwa_api_url: Option<String>,
    /// Picture of the button Login with Amazon, Amazon's gold one unless set
    #[arg(
        long,
        env = "LARDER_LWA_BUTTON_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub lwa_button_url: Option<String>,
    /// Origin of Amazon Dash Replenishment
    /// [default: `https://dash-replenishment-service-na.amazon.com`]
    #[arg(
        long,
        env = "LARDER_DRS_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub drs_url: Option<String>,
    /// Origin of Amazon's settings pages [default: `https://drs-web.amazon.com`]
    #[arg(
        long,
        env = "LARDER_DRS_WEB_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub drs_web_url: Option<String>,
    /// Topics whose messages are read, comma separated (required with Login with Amazon)
    #[arg(
        long,
        env = "LARDER_SNS_TOPIC_ARNS",
        value_name = "ARNS",
        hide_env_values = true
    )]
    pub sns_topic_arns: Option<String>,
    /// Issuer of an identity provider by which customers sign in, beside Amazon or instead
    #[arg(
        long,
        env = "LARDER_CUSTOMER_OIDC_ISSUER",
        value_name = "URL",
        hide_env_values = true
    )]
    pub customer_oidc_issuer: Option<String>,
    /// Client id there
    #[arg(
        long,
        env = "LARDER_CUSTOMER_OIDC_CLIENT_ID",
        value_name = "ID",
        hide_env_values = true
    )]
    pub customer_oidc_client_id: Option<String>,
    /// Issuer of the identity provider by which the maker's people sign in to /ops
    #[arg(
        long,
        env = "LARDER_OIDC_ISSUER",
        value_name = "URL",
        hide_env_values = true
    )]
    pub oidc_issuer: Option<String>,
    /// Client id there
    #[arg(
        long,
        env = "LARDER_OIDC_CLIENT_ID",
        value_name = "ID",
        hide_env_values = true
    )]
    pub oidc_client_id: Option<String>,
    /// Claim of the ID token that names their role: viewer, support or admin [default: admins say it]
    #[arg(
        long,
        env = "LARDER_OIDC_ROLE_CLAIM",
        value_name = "CLAIM",
        hide_env_values = true
    )]
    pub oidc_role_claim: Option<String>,
    /// Fetch certificates and confirm subscriptions here instead of at the SNS host
    #[arg(
        long,
        env = "LARDER_SNS_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub sns_url: Option<String>,
    /// How old a message may be [default: 4500]
    #[arg(
        long,
        env = "LARDER_SNS_MAX_AGE_SECONDS",
        value_name = "SECONDS",
        hide_env_values = true
    )]
    pub sns_max_age_seconds: Option<String>,
    /// Calls to Amazon that are made at a time [default: 160]
    #[arg(
        long,
        env = "LARDER_AMAZON_CALLS",
        value_name = "NUMBER",
        hide_env_values = true
    )]
    pub amazon_calls: Option<String>,
    /// Orders of a model in an hour that never wait for an operator [default: 20]
    #[arg(
        long,
        env = "LARDER_ORDERS_AN_HOUR",
        value_name = "NUMBER",
        hide_env_values = true
    )]
    pub orders_an_hour: Option<String>,
    /// Register machines as test devices [default: false]
    #[arg(long, env = "LARDER_TEST_DEVICES", value_name = "BOOL", hide_env_values = true,
        num_args = 0..=1, default_missing_value = "true")]
    pub test_devices: Option<String>,
    /// Offer products that are not live yet [default: false]
    #[arg(long, env = "LARDER_NON_LIVE", value_name = "BOOL", hide_env_values = true,
        num_args = 0..=1, default_missing_value = "true")]
    pub non_live: Option<String>,
    /// Amazon is a simulated one: allows other addresses and says so on every page [default: false]
    #[arg(long, env = "LARDER_SANDBOX", value_name = "BOOL", hide_env_values = true,
        num_args = 0..=1, default_missing_value = "true")]
    pub sandbox: Option<String>,
    /// Client id of Account Linking in Amazon's console, where machines are linked with Alexa
    #[arg(
        long,
        env = "LARDER_ALEXA_LINK_CLIENT_ID",
        value_name = "ID",
        hide_env_values = true
    )]
    pub alexa_link_client_id: Option<String>,
    /// Alexa's redirect URLs of Account Linking in Amazon's console, comma separated
    #[arg(
        long,
        env = "LARDER_ALEXA_REDIRECT_URIS",
        value_name = "URLS",
        hide_env_values = true
    )]
    pub alexa_redirect_uris: Option<String>,
    /// Client id of Alexa Skill Messaging (Permissions, Send Alexa Events) in Amazon's console
    #[arg(
        long,
        env = "LARDER_ALEXA_CLIENT_ID",
        value_name = "ID",
        hide_env_values = true
    )]
    pub alexa_client_id: Option<String>,
    /// Alexa's event gateways of North America, Europe and the Far East, comma separated, Amazon's unless set
    #[arg(
        long,
        env = "LARDER_ALEXA_GATEWAY_URLS",
        value_name = "URLS",
        hide_env_values = true
    )]
    pub alexa_gateway_urls: Option<String>,
    /// Who notices to customers are from, as `Brewster <notices@example.com>` (with LARDER_SMTP_URL)
    #[arg(
        long,
        env = "LARDER_MAIL_FROM",
        value_name = "SENDER",
        hide_env_values = true
    )]
    pub mail_from: Option<String>,
    /// How the log is written, text or json [default: text]
    #[arg(
        long,
        env = "LARDER_LOG",
        value_name = "FORMAT",
        hide_env_values = true
    )]
    pub log: Option<String>,
    /// The maker's name [default: Larder]
    #[arg(
        long,
        env = "LARDER_BRAND_NAME",
        value_name = "NAME",
        hide_env_values = true
    )]
    pub brand_name: Option<String>,
    /// The maker's colour, Larder's blue unless set; refused when text in it is hard to read
    #[arg(
        long,
        env = "LARDER_BRAND_ACCENT",
        value_name = "#RRGGBB",
        hide_env_values = true
    )]
    pub brand_accent: Option<String>,
    /// The maker's logo: an SVG, PNG, WebP or JPEG file of at most 256 KiB
    #[arg(
        long,
        env = "LARDER_BRAND_LOGO",
        value_name = "FILE",
        hide_env_values = true
    )]
    pub brand_logo: Option<String>,
    /// The maker's help page
    #[arg(
        long,
        env = "LARDER_BRAND_HELP_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub brand_help_url: Option<String>,
    /// The maker's privacy notice
    #[arg(
        long,
        env = "LARDER_BRAND_PRIVACY_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub brand_privacy_url: Option<String>,
}
