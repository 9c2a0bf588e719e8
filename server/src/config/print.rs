//! The effective configuration, one `NAME=value` a line. Secrets are never printed.

use std::fmt::Write;

use amazon::Topic;
use delivery::Mailer;
use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::Config;
use super::skill::addresses;

/// What `larder config` shows.
pub fn print(config: &Config) -> String {
    let Config {
        endpoints, brand, ..
    } = config;
    let (profile, customers) = (config.profile.as_ref(), config.customer_oidc.as_ref());
    let operators = config.operator_oidc.as_ref();
    let (alexa, skill) = (config.alexa.as_ref(), config.skill.as_ref());
    let topics: Vec<_> = config.topics.iter().map(Topic::to_string).collect();
    let lines = [
        ("LARDER_LISTEN", config.listen.to_string()),
        ("LARDER_PUBLIC_URL", origin(&config.public_url)),
        ("LARDER_TRUSTED_PROXIES", networks(&config.trusted_proxies)),
        ("LARDER_DATABASE_URL", database(&config.database_url)),
        (
            "LARDER_SECRET_KEY",
            format!("({} set, not shown)", config.keys),
        ),
        (
            "LARDER_OPERATOR_TOKEN",
            hidden(config.operator_token.is_some()),
        ),
        (
            "LARDER_PROVISION_TOKEN",
            hidden(config.provision_token.is_some()),
        ),
        (
            "LARDER_LWA_CLIENT_ID",
            profile.map_or_else(String::new, |it| it.client_id.clone()),
        ),
        ("LARDER_LWA_CLIENT_SECRET", hidden(profile.is_some())),
        (
            "LARDER_CUSTOMER_OIDC_ISSUER",
            link(customers.map(|it| &it.issuer)),
        ),
        (
            "LARDER_CUSTOMER_OIDC_CLIENT_ID",
            customers.map_or_else(String::new, |it| it.client_id.clone()),
        ),
        (
            "LARDER_CUSTOMER_OIDC_CLIENT_SECRET",
            hidden(customers.is_some()),
        ),
        (
            "LARDER_OIDC_ISSUER",
            link(operators.map(|it| &it.provider.issuer)),
        ),
        (
            "LARDER_OIDC_CLIENT_ID",
            operators.map_or_else(String::new, |it| it.provider.client_id.clone()),
        ),
        ("LARDER_OIDC_CLIENT_SECRET", hidden(operators.is_some())),
        (
            "LARDER_OIDC_ROLE_CLAIM",
            operators
                .and_then(|it| it.role_claim.clone())
                .unwrap_or_default(),
        ),
        (
            "LARDER_LWA_AUTHORIZE_URL",
            endpoints.lwa_authorize.to_string(),
        ),
        ("LARDER_LWA_API_URL", origin(&endpoints.lwa_api)),
        ("LARDER_LWA_BUTTON_URL", config.button_url.to_string()),
        ("LARDER_DRS_URL", origin(&endpoints.drs)),
        ("LARDER_DRS_WEB_URL", origin(&endpoints.drs_web)),
        ("LARDER_SNS_TOPIC_ARNS", topics.join(",")),
        (
            "LARDER_SNS_URL",
            endpoints.sns.as_ref().map(origin).unwrap_or_default(),
        ),
        (
            "LARDER_SNS_MAX_AGE_SECONDS",
            config.sns_max_age.as_secs().to_string(),
        ),
        ("LARDER_AMAZON_CALLS", config.amazon_calls.to_string()),
        ("LARDER_ORDERS_AN_HOUR", config.orders_an_hour.to_string()),
        ("LARDER_TEST_DEVICES", config.test_devices.to_string()),
        ("LARDER_NON_LIVE", config.non_live.to_string()),
        ("LARDER_SANDBOX", config.sandbox.to_string()),
        (
            "LARDER_ALEXA_LINK_CLIENT_ID",
            alexa.map_or_else(String::new, |alexa| alexa.client.id.clone()),
        ),
        ("LARDER_ALEXA_LINK_SECRET", hidden(alexa.is_some())),
        (
            "LARDER_ALEXA_REDIRECT_URIS",
            alexa.map_or_else(String::new, |alexa| alexa.client.redirect_uris.join(",")),
        ),
        ("LARDER_ALEXA_FORWARDER_KEY", hidden(alexa.is_some())),
        (
            "LARDER_ALEXA_CLIENT_ID",
            skill.map_or_else(String::new, |it| it.profile.client_id.clone()),
        ),
        ("LARDER_ALEXA_CLIENT_SECRET", hidden(skill.is_some())),
        (
            "LARDER_ALEXA_GATEWAY_URLS",
            skill.map_or_else(String::new, |it| addresses(&it.gateways)),
        ),
        ("LARDER_SMTP_URL", hidden(config.mailer.is_some())),
        (
            "LARDER_MAIL_FROM",
            config.mailer.as_ref().map(Mailer::from).unwrap_or_default(),
        ),
        ("LARDER_VAPID_KEY", hidden(config.push_key.is_some())),
        ("LARDER_LOG", config.log.name().to_owned()),
        ("LARDER_BRAND_NAME", brand.name.clone()),
        (
            "LARDER_BRAND_ACCENT",
            brand
                .accent
                .as_ref()
                .map_or_else(String::new, |accent| accent.colour.to_string()),
        ),
        (
            "LARDER_BRAND_LOGO",
            brand
                .logo
                .as_ref()
                .map_or_else(String::new, |logo| logo.file.clone()),
        ),
        ("LARDER_BRAND_HELP_URL", link(brand.help_url.as_ref())),
        ("LARDER_BRAND_PRIVACY_URL", link(brand.privacy_url.as_ref())),
    ];
    lines
        .into_iter()
        .fold(String::new(), |mut text, (name, value)| {
            let _ = writeln!(text, "{name}={value}");
            text
        })
}

fn hidden(is_set: bool) -> String {
    if is_set { "(set, not shown)" } else { "" }.to_owned()
}

fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn networks(networks: &[IpNet]) -> String {
    if networks.is_empty() {
        return "none".to_owned();
    }
    let each: Vec<_> = networks.iter().map(IpNet::to_string).collect();
    each.join(",")
}

fn link(url: Option<&Url>) -> String {
    url.map(Url::to_string).unwrap_or_default()
}

/// A database's address without its password, wherever that is written.
fn database(url: &SecretString) -> String {
    let text = url.expose_secret();
    if text.starts_with("sqlite:") {
        return text.to_owned();
    }
    let Ok(mut url) = Url::parse(text) else {
        return "(set, not shown)".to_owned();
    };
    if url.password().is_some() && url.set_password(Some("…")).is_err() {
        return "(set, not shown)".to_owned();
    }
    if url
        .query_pairs()
        .any(|(name, _)| name.eq_ignore_ascii_case("password"))
    {
        url.set_query(None);
    }
    url.to_string()
}
