//! Randomness: ids, tokens and codes, from one source that was passed in: seeded, a run makes the same ones.

use std::sync::{Arc, Mutex, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::Time;
use rand::rngs::StdRng;
use rand::{Rng as _, SeedableRng as _};
use uuid::Uuid;

/// Digits of a claim code: Crockford's, without I, L, O and U.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The source of randomness.
#[derive(Clone)]
pub struct Random(Arc<Mutex<StdRng>>);

impl std::fmt::Debug for Random {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Random")
    }
}

impl Random {
    /// Seeded by the operating system.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that asks the system for a seed"
    )]
    pub fn system() -> Self {
        Self(Arc::new(Mutex::new(StdRng::from_rng(&mut rand::rng()))))
    }

    /// The same sequence for the same seed.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(StdRng::seed_from_u64(seed))))
    }

    /// That many random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill_bytes(&mut bytes);
        bytes
    }

    /// An id that sorts by `now` (UUID version 7, RFC 9562).
    pub fn id<T: From<Uuid>>(&self, now: Time) -> T {
        let millis = u64::try_from(now.millis()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes())
            .into_uuid()
            .into()
    }

    /// 256 bits, URL-safe: device tokens, one-time keys, `state`.
    pub fn token(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.bytes::<32>())
    }

    /// 60 bits in three groups of four: `7K3M-9QXA-2B5C`.
    pub fn claim_code(&self) -> String {
        let digits: Vec<u8> = self
            .bytes::<12>()
            .iter()
            .map(|byte| DIGITS[usize::from(byte % 32)])
            .collect();
        written_code(&String::from_utf8_lossy(&digits))
    }
}

/// A claim code as it is printed: its digits in groups.
pub(crate) fn written_code(plain: &str) -> String {
    let groups: Vec<_> = plain
        .as_bytes()
        .chunks(4)
        .map(String::from_utf8_lossy)
        .collect();
    groups.join("-")
}

/// A claim code as somebody typed it, as it was made: upper case, no marks, look-alikes mended.
pub(crate) fn plain_code(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|digit| match digit.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            digit => digit,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_code_is_read_as_people_type_it() {
        let code = Random::seeded(1).claim_code();
        assert_eq!(code.len(), 14);
        assert_eq!(
            plain_code(&code.to_lowercase().replace('-', " ")),
            plain_code(&code)
        );
        assert_eq!(plain_code("oil0-1"), "01101");
    }
}
