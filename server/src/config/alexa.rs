//! What Alexa's side needs: the client that links accounts, and the key of the forwarder that brings its directives.
//! All of it, and with it the skill's client, or nothing: then this Larder has nothing to do with Alexa.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use domain::oauth::Client;
use ring::hmac;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::text::given;
use super::{ConfigError, ConfigErrors, Flags, address, secret};

/// Where customers are asked whether Alexa may see their machines.
pub const CONSENT: &str = "/oauth/authorize";

const CLIENT_ID: &str = "LARDER_ALEXA_LINK_CLIENT_ID";
const REDIRECT_URIS: &str = "LARDER_ALEXA_REDIRECT_URIS";
/// Bytes of the forwarder's key.
const KEY: usize = 32;

/// How Alexa reaches this Larder.
#[derive(Clone, Debug)]
pub struct Alexa {
    /// The client that links accounts, with where it may be sent.
    pub client: Client,
    /// Its secret.
    pub client_secret: SecretString,
    /// Checks that a directive comes from the maker's own forwarder.
    pub forwarder_key: hmac::Key,
}

impl Alexa {
    /// Where a browser may be led by the consent page's form.
    pub fn origins(&self) -> Vec<String> {
        let uris = self.client.redirect_uris.iter();
        let parsed = uris.filter_map(|uri| Url::parse(uri).ok());
        let mut origins: Vec<_> = parsed
            .map(|uri| uri.origin().ascii_serialization())
            .collect();
        origins.dedup();
        origins
    }

    /// None where nothing of it is set, or something is wrong.
    pub(super) fn read(flags: &Flags, wrong: &mut ConfigErrors) -> Option<Option<Self>> {
        let client_id = given(flags.alexa_link_client_id.as_deref());
        let redirect_uris = given(flags.alexa_redirect_uris.as_deref());
        let client_secret = wrong.keep(secret::token(secret::ALEXA_LINK))?;
        let key = wrong.keep(secret::secret(secret::ALEXA_FORWARDER))?;
        let is_set = client_id.is_some() || redirect_uris.is_some();
        if !is_set && client_secret.is_none() && key.is_none() {
            return Some(None);
        }
        let client_id = wrong.keep(required(
            CLIENT_ID,
            client_id,
            "the client id of Account Linking in Amazon's console",
        ));
        let client_secret = wrong.keep(required(
            secret::ALEXA_LINK,
            client_secret,
            "the client secret of Account Linking in Amazon's console",
        ));
        let redirect_uris = required(
            REDIRECT_URIS,
            redirect_uris,
            "the Alexa Redirect URLs of Account Linking in Amazon's console, comma separated",
        );
        let redirect_uris = wrong.keep(redirect_uris.and_then(addresses));
        let key = required(
            secret::ALEXA_FORWARDER,
            key,
            "32 random bytes in base64, as `openssl rand -base64 32` makes them, for the forwarder, too",
        );
        let forwarder_key = wrong.keep(key.and_then(|key| forwarder_key(&key)));
        Some(Some(Self {
            client: Client {
                id: client_id?.to_owned(),
                redirect_uris: redirect_uris?,
            },
            client_secret: client_secret?,
            forwarder_key: forwarder_key?,
        }))
    }
}

/// One side without the other leads nowhere: linking ends with a grant, and a grant comes of linking.
pub(super) fn check_both(links: bool, has_skill: bool, wrong: &mut ConfigErrors) {
    let (variable, problem) = match (links, has_skill) {
        (true, false) => (
            "LARDER_ALEXA_CLIENT_ID",
            "is not set, while account linking is; set it and its secret to those of Alexa Skill Messaging (Permissions, \
             Send Alexa Events) in Amazon's console, or leave all LARDER_ALEXA_… out",
        ),
        (false, true) => (
            CLIENT_ID,
            "is not set, while the skill's client is; set it and what else deploy/alexa/README.md says of account \
             linking, or leave all LARDER_ALEXA_… out",
        ),
        _ => return,
    };
    wrong.keep::<()>(Err(ConfigError::new(variable, problem)));
}

fn required<T>(variable: &'static str, value: Option<T>, what: &str) -> Result<T, ConfigError> {
    value.ok_or_else(|| {
        let problem = format!(
            "is not set, while another LARDER_ALEXA_… is; set it to {what}, or leave all of them out"
        );
        ConfigError::new(variable, problem)
    })
}

/// Addresses that are compared letter by letter, so that nothing of one is made another.
fn addresses(list: &str) -> Result<Vec<String>, ConfigError> {
    let each = list.split(',').map(str::trim).filter(|uri| !uri.is_empty());
    let each: Vec<_> = each
        .map(|uri| address::parse(REDIRECT_URIS, uri).map(|_| uri.to_owned()))
        .collect::<Result<_, _>>()?;
    if each.is_empty() {
        return Err(ConfigError::new(
            REDIRECT_URIS,
            "names no address; write each as https://host/path",
        ));
    }
    Ok(each)
}

/// The key of 32 bytes in base64.
pub fn forwarder_key(key: &SecretString) -> Result<hmac::Key, ConfigError> {
    let bytes = STANDARD.decode(key.expose_secret().trim()).ok();
    let bytes = bytes.filter(|bytes| bytes.len() == KEY).ok_or_else(|| {
        let problem =
            "must be 32 bytes in base64, as `openssl rand -base64 32` makes them, the same as the forwarder's";
        ConfigError::new(secret::ALEXA_FORWARDER, problem)
    })?;
    Ok(hmac::Key::new(hmac::HMAC_SHA256, &bytes))
}
