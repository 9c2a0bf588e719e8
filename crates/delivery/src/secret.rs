//! The secret of an endpoint, and what it signs: `v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::hmac;
use secrecy::{ExposeSecret as _, SecretString};

/// What every secret begins with.
const PREFIX: &str = "whsec_";

/// A secret as its receiver has it: `whsec_` and base64.
pub struct Secret(hmac::Key);

/// A text that is no secret of an endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret of a webhook cannot be read")]
pub struct NoSecret;

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// The text of a secret of that many random bytes.
    pub fn text(bytes: &[u8; 32]) -> SecretString {
        format!("{PREFIX}{}", STANDARD.encode(bytes)).into()
    }

    /// Reads what [`Secret::text`] wrote.
    pub fn parse(text: &SecretString) -> Result<Self, NoSecret> {
        let bytes = text.expose_secret().strip_prefix(PREFIX);
        let bytes = bytes.and_then(|bytes| STANDARD.decode(bytes).ok());
        let bytes = bytes.ok_or(NoSecret)?;
        Ok(Self(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// Signs a message, `timestamp` in unix seconds.
    pub(crate) fn sign(&self, id: &str, timestamp: i64, body: &[u8]) -> String {
        let mut signing = hmac::Context::with_key(&self.0);
        signing.update(format!("{id}.{timestamp}.").as_bytes());
        signing.update(body);
        format!("v1,{}", STANDARD.encode(signing.sign()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the specification's libraries.
    #[test]
    fn a_known_message_has_its_known_signature() {
        let secret = Secret::parse(&"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".into()).unwrap();
        let signature = secret.sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek",
            1_614_265_330,
            br#"{"test": 2432232314}"#,
        );
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn a_secret_is_read_as_it_was_written() {
        let text = Secret::text(&[7; 32]);
        assert!(text.expose_secret().starts_with("whsec_"));
        let signs = |secret: Secret| secret.sign("1", 2, b"3");
        let other = Secret::parse(&Secret::text(&[8; 32])).unwrap();
        let secret = Secret::parse(&text).unwrap();
        assert_ne!(signs(secret), signs(other));
        for text in ["", "whsec_!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"] {
            assert!(Secret::parse(&text.into()).is_err(), "{text}");
        }
    }
}
