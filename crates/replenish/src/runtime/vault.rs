//! Secrets at rest: encryption of Amazon's tokens, and digests of what is only ever compared.
//!
//! Sealing is XChaCha20-Poly1305 with row and column as associated data, so that a
//! sealed value read from another place does not open. A sealed value names its key, so that keys can
//! be changed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::Random;

const KEY_ID: usize = 4;
const NONCE: usize = 24;

/// The keys: the newest seals, each of them opens what it has sealed.
#[derive(Clone)]
pub struct Vault {
    newest: Key,
    older: Vec<Key>,
}

/// A key, and what names it in what it has sealed.
#[derive(Clone)]
struct Key {
    id: [u8; KEY_ID],
    cipher: XChaCha20Poly1305,
}

/// Why a text is no list of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "each key must be 32 bytes in base64 (`openssl rand -base64 32` makes one), keys separated by commas"
)]
pub struct BadKey;

/// A sealed value that no key here opens, or not at this place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed value does not open: was its key removed from LARDER_SECRET_KEY?")]
pub struct Unopened;

/// A secret that cannot be sealed: it is longer than the cipher takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a secret is too long to be sealed")]
pub struct Unsealed;

impl Key {
    /// Reads a key, 32 bytes in base64.
    fn parse(text: &str) -> Result<Self, BadKey> {
        let bytes = STANDARD.decode(text.trim()).map_err(|_| BadKey)?;
        let cipher = XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| BadKey)?;
        let digest = Sha256::digest(&bytes);
        let id = [digest[0], digest[1], digest[2], digest[3]];
        Ok(Self { id, cipher })
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({} keys)", 1 + self.older.len())
    }
}

impl Vault {
    /// Reads one or more keys, newest first.
    pub fn parse(text: &SecretString) -> Result<Self, BadKey> {
        let mut keys = text.expose_secret().split(',').map(Key::parse);
        Ok(Self {
            newest: keys.next().ok_or(BadKey)??,
            older: keys.collect::<Result<_, _>>()?,
        })
    }

    /// Seals a secret for a place such as `registrations/<id>/access_token`.
    pub fn seal(
        &self,
        secret: &SecretString,
        place: &str,
        random: &Random,
    ) -> Result<Vec<u8>, Unsealed> {
        let nonce = random.bytes::<NONCE>();
        let payload = Payload {
            msg: secret.expose_secret().as_bytes(),
            aad: place.as_bytes(),
        };
        let Key { id, cipher } = &self.newest;
        let text = cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Unsealed)?;
        Ok([&id[..], &nonce, &text].concat())
    }

    /// Opens what was sealed for the same place.
    pub fn open(&self, sealed: &[u8], place: &str) -> Result<SecretString, Unopened> {
        let (id, rest) = sealed.split_at_checked(KEY_ID).ok_or(Unopened)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE>().ok_or(Unopened)?;
        let mut keys = std::iter::once(&self.newest).chain(&self.older);
        let Key { cipher, .. } = keys.find(|key| key.id == id).ok_or(Unopened)?;
        let payload = Payload {
            msg: text,
            aad: place.as_bytes(),
        };
        let open = cipher
            .decrypt(&XNonce::from(*nonce), payload)
            .map_err(|_| Unopened)?;
        String::from_utf8(open)
            .map(Into::into)
            .map_err(|_| Unopened)
    }
}

/// The place of the tokens of a registration that has ended, while Amazon is still to be told.
pub(crate) fn pending_place(id: Uuid) -> String {
    format!("jobs/deregister/{id}")
}

/// The place of the tokens of a grant that has ended, while Alexa is still to be told.
pub(crate) fn unlink_place(id: Uuid) -> String {
    format!("jobs/alexa_unlink/{id}")
}

/// SHA-256 of a secret that is only ever compared.
pub(crate) fn digest(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(keys: &[u8]) -> Vault {
        let keys: Vec<_> = keys
            .iter()
            .map(|byte| STANDARD.encode([*byte; 32]))
            .collect();
        Vault::parse(&keys.join(",").into()).unwrap()
    }

    #[test]
    fn a_sealed_value_opens_at_its_place_alone_and_after_a_new_key() {
        let (secret, random) = (SecretString::from("Atza|token"), Random::seeded(1));
        let sealed = vault(&[1]).seal(&secret, "here", &random).unwrap();
        let again = vault(&[1]).seal(&secret, "here", &random);
        assert_ne!(again.as_ref(), Ok(&sealed));
        assert!(!sealed.windows(5).any(|part| part == b"token"));
        let open = |vault: Vault, place| {
            vault
                .open(&sealed, place)
                .map(|s| s.expose_secret().to_owned())
        };
        assert_eq!(open(vault(&[2, 1]), "here"), Ok("Atza|token".to_owned()));
        assert_eq!(open(vault(&[1]), "there"), Err(Unopened));
        assert_eq!(open(vault(&[2]), "here"), Err(Unopened));
        assert_eq!(
            vault(&[1]).open(&sealed[..20], "here").map(|_| ()),
            Err(Unopened)
        );
    }

    #[test]
    fn a_key_is_thirty_two_bytes() {
        for text in ["", "abc", "aGVsbG8="] {
            assert!(Vault::parse(&text.into()).is_err(), "{text}");
        }
    }
}
