//! Web push to customers' browsers (RFC 8030): a message is encrypted for the browser (RFC 8291) and signed by the maker's
//! key (RFC 8292). Whoever carries it reads nothing of it.
//!
//! A browser says where its push service is; that address is called as a webhook's is, by the same [`Sender`].

use std::fmt;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use reqwest::header::{AUTHORIZATION, CONTENT_ENCODING, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;
use web_push_native::p256::ecdsa::signature::Signer as _;
use web_push_native::p256::ecdsa::{Signature, SigningKey};
use web_push_native::p256::{PublicKey, SecretKey};
use web_push_native::{Auth, encrypt};

use crate::sender::{Failure, Sender};

/// How long a push service keeps a message for a browser that is away.
const KEPT: Duration = Duration::from_hours(24);
/// How long a signature is good; at most a day.
const SIGNED: i64 = 12 * 3_600;
/// Bytes of a browser's secret.
const AUTH: usize = 16;

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the private key that `larder key vapid` prints")]
pub struct BadPushKey;

/// What a browser sent that cannot be pushed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this browser's keys cannot be used")]
pub struct BadSubscription;

/// A browser that can be pushed to.
#[derive(Clone)]
pub struct Browser {
    endpoint: String,
    public: PublicKey,
    auth: Auth,
}

impl fmt::Debug for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Browser")
    }
}

impl Browser {
    /// By its endpoint and its keys, as `PushSubscription` has them.
    pub fn new(endpoint: &str, p256dh: &str, auth: &str) -> Result<Self, BadSubscription> {
        let decode = |text: &str| {
            let text = text.trim_end_matches('=');
            URL_SAFE_NO_PAD.decode(text).map_err(|_| BadSubscription)
        };
        let public = PublicKey::from_sec1_bytes(&decode(p256dh)?).map_err(|_| BadSubscription)?;
        let auth: [u8; AUTH] = decode(auth)?.try_into().map_err(|_| BadSubscription)?;
        Ok(Self {
            endpoint: endpoint.to_owned(),
            public,
            auth: auth.into(),
        })
    }
}

/// What became of a push.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pushed {
    /// The service has it.
    Taken,
    /// The browser is gone, or wants nothing more.
    Gone,
    /// Not now; the service said so.
    NotNow,
}

/// The client of push services. Cheap to clone.
#[derive(Clone)]
pub struct Pusher {
    sender: Sender,
    key: SigningKey,
    contact: String,
}

impl fmt::Debug for Pusher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pusher")
    }
}

/// The maker's key, by which pushes are signed.
#[derive(Clone)]
pub struct PushKey(SigningKey);

impl fmt::Debug for PushKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PushKey")
    }
}

impl PushKey {
    /// The text of a private key, made of 32 random bytes; none where they are no key, which hardly ever happens.
    pub fn make(random: &[u8; 32]) -> Option<SecretString> {
        let key = SecretKey::from_slice(random).ok()?;
        Some(URL_SAFE_NO_PAD.encode(key.to_bytes()).into())
    }

    /// A private key as it was made.
    pub fn parse(text: &SecretString) -> Result<Self, BadPushKey> {
        let bytes = URL_SAFE_NO_PAD
            .decode(text.expose_secret().trim())
            .map_err(|_| BadPushKey)?;
        SigningKey::from_slice(&bytes)
            .map(Self)
            .map_err(|_| BadPushKey)
    }
}

impl Pusher {
    /// Signs by a private key; services that want to tell the maker something find `contact` (`mailto:` or https).
    pub fn new(sender: Sender, key: PushKey, contact: String) -> Self {
        Self {
            sender,
            key: key.0,
            contact,
        }
    }

    /// What browsers know the maker by, when they subscribe.
    pub fn public_key(&self) -> String {
        let point = self.key.verifying_key().to_encoded_point(false);
        URL_SAFE_NO_PAD.encode(point.as_bytes())
    }

    /// Whether an endpoint may be called.
    pub async fn may_call(&self, endpoint: &str) -> bool {
        self.sender.check(endpoint).await.is_ok()
    }

    /// Pushes a message, which takes the place of one of the same topic that waits.
    pub async fn push(
        &self,
        browser: &Browser,
        topic: &str,
        body: &[u8],
        unix_seconds: i64,
    ) -> Result<Pushed, Failure> {
        let sealed = encrypt(body.to_vec(), &browser.public, &browser.auth);
        let (Ok(sealed), Some(headers)) = (sealed, self.headers(browser, topic, unix_seconds))
        else {
            return Ok(Pushed::Gone);
        };
        let status = self.sender.post(&browser.endpoint, headers, sealed).await?;
        Ok(match status {
            200..300 => Pushed::Taken,
            404 | 410 => Pushed::Gone,
            _ => Pushed::NotNow,
        })
    }

    /// None where the browser's endpoint is no address.
    fn headers(&self, browser: &Browser, topic: &str, now: i64) -> Option<HeaderMap> {
        let audience = Url::parse(&browser.endpoint).ok()?;
        let audience = audience.origin().ascii_serialization();
        let token = self.token(&audience, now);
        let signed = format!("vapid t={token}, k={}", self.public_key());
        let mut headers = HeaderMap::new();
        headers.insert(AUTHORIZATION, HeaderValue::try_from(signed).ok()?);
        headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
        headers.insert("ttl", HeaderValue::from(KEPT.as_secs()));
        headers.insert("topic", HeaderValue::from_str(topic).ok()?);
        Some(headers)
    }

    fn token(&self, audience: &str, now: i64) -> String {
        let part = |json: String| URL_SAFE_NO_PAD.encode(json);
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let header = part(r#"{"typ":"JWT","alg":"ES256"}"#.to_owned());
        let claims = part(format!(
            r#"{{"aud":{},"exp":{},"sub":{}}}"#,
            quoted(audience),
            now + SIGNED,
            quoted(&self.contact)
        ));
        let signed = format!("{header}.{claims}");
        let signature: Signature = self.key.sign(signed.as_bytes());
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::guard::Guard;
    use crate::sender::{Lookup, TIME};

    fn pusher(key: &str) -> Result<Pusher, BadPushKey> {
        let sender = Sender::new(Guard::new(true), Lookup::system(), TIME).unwrap();
        let key = PushKey::parse(&key.into())?;
        Ok(Pusher::new(
            sender,
            key,
            "mailto:notices@example.com".to_owned(),
        ))
    }

    /// A key of RFC 8292 is not published with its private part; this one is of RFC 8291, appendix A.
    #[test]
    fn a_private_key_has_the_public_one_that_belongs_to_it() {
        let it = pusher("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw").unwrap();
        assert_eq!(
            it.public_key(),
            "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
        );
        for wrong in ["", "abc", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"] {
            assert!(pusher(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_key_is_made_of_random_bytes() {
        let key = PushKey::make(&[7; 32]).unwrap();
        assert!(pusher(key.expose_secret()).is_ok());
        assert!(PushKey::make(&[0; 32]).is_none(), "no point of the curve");
    }

    #[test]
    fn a_browser_has_a_point_and_a_secret() {
        let public = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4";
        let auth = "BTBZMqHH6r4Tts7J_aSIgg";
        let at = "https://push.example.net/abc";
        assert!(Browser::new(at, public, auth).is_ok());
        assert!(Browser::new(at, public, &format!("{auth}==")).is_ok());
        assert!(Browser::new(at, public, "short").is_err());
        assert!(Browser::new(at, &public[1..], auth).is_err());
    }
}
