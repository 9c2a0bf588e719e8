//! The data of a session at rest, sealed by the session's own id. The database knows that id only
//! as a hash, so that a copy of it neither signs anybody in nor tells what a session holds.

use chacha20poly1305::aead::Aead as _;
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use sha2::{Digest as _, Sha256};
use tower_sessions_core::session::Id;

const NONCE: usize = 24;

/// One session's name and key, both made of its id.
pub(crate) struct Seal([u8; 16]);

impl Seal {
    pub(crate) fn of(id: Id) -> Self {
        Self(id.0.to_be_bytes())
    }

    /// What the session is called in the database.
    pub(crate) fn name(&self) -> [u8; 32] {
        Sha256::digest(self.0).into()
    }

    /// A nonce and the sealed data. The nonce is a hash of the data, so that one key never seals two
    /// texts with the same one. `None` where the data is too much for the cipher.
    pub(crate) fn seal(&self, data: &[u8]) -> Option<Vec<u8>> {
        let hash = self.derive("nonce", data);
        let nonce = hash.first_chunk::<NONCE>()?;
        let sealed = self.cipher().encrypt(&XNonce::from(*nonce), data).ok()?;
        Some([nonce, &*sealed].concat())
    }

    /// What was sealed by this session; `None` for anything else.
    pub(crate) fn open(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
        self.cipher().decrypt(&XNonce::from(*nonce), text).ok()
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&self.derive("key", &[]).into())
    }

    fn derive(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        let hash = Sha256::new().chain_update("larder session ");
        hash.chain_update(purpose)
            .chain_update(self.0)
            .chain_update(data)
            .finalize()
            .into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_session_itself_opens_its_data() {
        let (one, two) = (Seal::of(Id(1)), Seal::of(Id(2)));
        let sealed = one.seal(b"data").unwrap();
        assert_eq!(one.open(&sealed).as_deref(), Some(&b"data"[..]));
        assert_eq!(two.open(&sealed), None);
        assert_eq!(one.open(&sealed[1..]), None);
        assert_eq!(one.open(b"short"), None);
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(one.open(&changed), None, "{place}");
        }
    }

    #[test]
    fn other_data_has_another_nonce() {
        let seal = Seal::of(Id(1));
        let (one, two) = (seal.seal(b"one").unwrap(), seal.seal(b"two").unwrap());
        assert_ne!(one[..NONCE], two[..NONCE]);
        assert_ne!(one[..NONCE], Seal::of(Id(2)).seal(b"one").unwrap()[..NONCE]);
    }
}
