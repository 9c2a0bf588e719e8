//! Secrets: from `LARDER_…` or from the file that `LARDER_…_FILE` names, never from a flag, and never
//! in a message.

use std::env;

use replenish::Vault;
use secrecy::{ExposeSecret, SecretString};

use super::text::given;
use super::{ConfigError, ConfigErrors};

const KEY: &str = "LARDER_SECRET_KEY";
const OPERATOR: &str = "LARDER_OPERATOR_TOKEN";
const PROVISION: &str = "LARDER_PROVISION_TOKEN";
pub(super) const CLIENT: &str = "LARDER_LWA_CLIENT_SECRET";
pub(super) const CUSTOMER_OIDC: &str = "LARDER_CUSTOMER_OIDC_CLIENT_SECRET";
pub(super) const OIDC: &str = "LARDER_OIDC_CLIENT_SECRET";
const DATABASE: &str = "LARDER_DATABASE_URL";
pub(super) const ALEXA: &str = "LARDER_ALEXA_CLIENT_SECRET";
pub(super) const ALEXA_LINK: &str = "LARDER_ALEXA_LINK_SECRET";
pub(super) const ALEXA_FORWARDER: &str = "LARDER_ALEXA_FORWARDER_KEY";
pub(super) const SMTP: &str = "LARDER_SMTP_URL";
pub(super) const VAPID: &str = "LARDER_VAPID_KEY";

/// Every setting that may be a secret.
pub(super) const ALL: [&str; 12] = [
    KEY,
    CLIENT,
    OPERATOR,
    PROVISION,
    DATABASE,
    CUSTOMER_OIDC,
    OIDC,
    ALEXA,
    ALEXA_LINK,
    ALEXA_FORWARDER,
    SMTP,
    VAPID,
];

/// The shortest bearer that cannot be guessed.
const SHORTEST_TOKEN: usize = 16;

pub(super) struct Secrets {
    pub(super) vault: Vault,
    pub(super) keys: usize,
    pub(super) operator_token: Option<SecretString>,
    pub(super) provision_token: Option<SecretString>,
}

/// What everybody needs but the database's address; none where one that is required is missing or wrong.
pub(super) fn read(wrong: &mut ConfigErrors) -> Option<Secrets> {
    let vault = wrong.keep(vault());
    let operator_token = wrong.keep(token(OPERATOR));
    let provision_token = wrong.keep(token(PROVISION).and_then(|token| {
        let operator = operator_token.iter().flatten();
        let is_same = |one: &SecretString| {
            let mut others = operator.clone();
            others.any(|other| other.expose_secret() == one.expose_secret())
        };
        match token {
            Some(token) if is_same(&token) => Err(ConfigError::new(
                PROVISION,
                format!("is the same as {OPERATOR}; give the factory a token of its own"),
            )),
            token => Ok(token),
        }
    }));
    let (vault, keys) = vault?;
    Some(Secrets {
        vault,
        keys,
        operator_token: operator_token?,
        provision_token: provision_token?,
    })
}

/// What seals tokens, and how many keys it has.
fn vault() -> Result<(Vault, usize), ConfigError> {
    let remedy = "set it to 32 random bytes in base64, as `openssl rand -base64 32` makes them; \
                  several, newest first, are comma separated";
    let key = secret(KEY)?.ok_or_else(|| ConfigError::new(KEY, format!("is not set; {remedy}")))?;
    let vault = Vault::parse(&key)
        .map_err(|bad| ConfigError::new(KEY, format!("cannot be used: {bad}; {remedy}")))?;
    Ok((vault, key.expose_secret().split(',').count()))
}

/// The database's address: a flag is fine for one without a password.
pub(super) fn database(flag: Option<&str>) -> Result<SecretString, ConfigError> {
    let url = match given(flag) {
        Some(url) => SecretString::from(url),
        None => secret(DATABASE)?.unwrap_or_else(|| SecretString::from("sqlite://larder.db")),
    };
    let known = ["sqlite://", "postgres://", "postgresql://"];
    if known
        .iter()
        .any(|scheme| url.expose_secret().starts_with(scheme))
    {
        return Ok(url);
    }
    Err(ConfigError::new(
        DATABASE,
        "names no database; write sqlite://FILE or postgres://USER@HOST/NAME",
    ))
}

/// A secret that cannot be guessed.
pub(super) fn token(variable: &'static str) -> Result<Option<SecretString>, ConfigError> {
    let Some(token) = secret(variable)? else {
        return Ok(None);
    };
    let text = token.expose_secret();
    if text.len() < SHORTEST_TOKEN || !text.bytes().all(|b| b.is_ascii_graphic()) {
        return Err(ConfigError::new(
            variable,
            format!(
                "must be at least {SHORTEST_TOKEN} printable characters without blanks, \
                 as `openssl rand -hex 32` makes them"
            ),
        ));
    }
    Ok(Some(token))
}

/// A secret, from the environment or a file.
pub(super) fn secret(variable: &'static str) -> Result<Option<SecretString>, ConfigError> {
    let file = format!("{variable}_FILE");
    let path = environment(variable, &file)?;
    let text = match (environment(variable, variable)?, path) {
        (Some(_), Some(_)) => {
            return Err(ConfigError::new(
                variable,
                format!("is set and so is {file}; keep one of them"),
            ));
        }
        (Some(text), None) => text,
        (None, Some(path)) => std::fs::read_to_string(path.trim()).map_err(|error| {
            ConfigError::new(
                variable,
                format!("cannot be read from the file that {file} names: {error}"),
            )
        })?,
        (None, None) => return Ok(None),
    };
    Ok(given(Some(&text)).map(SecretString::from))
}

fn environment(variable: &'static str, name: &str) -> Result<Option<String>, ConfigError> {
    match env::var(name) {
        Ok(text) => Ok(given(Some(&text)).map(str::to_owned)),
        Err(env::VarError::NotPresent) => Ok(None),
        Err(env::VarError::NotUnicode(_)) => Err(ConfigError::new(
            variable,
            format!("{name} is no text; write it in UTF-8"),
        )),
    }
}
