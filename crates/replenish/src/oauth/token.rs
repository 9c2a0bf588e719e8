//! How codes and tokens are written: what they begin with, so that each is recognised where it should not be, then the
//! family of a token, then 256 random bits.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::FamilyId;
use domain::oauth::Hash;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::Random;

const SECRET: usize = 32;
const FAMILY: usize = 16;

/// What kind of secret one is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Code,
    Access,
    Refresh,
}

impl Kind {
    fn prefix(self) -> &'static str {
        match self {
            Self::Code => "lac_",
            Self::Access => "laa_",
            Self::Refresh => "lar_",
        }
    }

    /// A new one that names nothing.
    pub(super) fn random(self, random: &Random) -> String {
        format!("{}{}", self.prefix(), random.token())
    }

    /// A new one of a family.
    pub(super) fn of(self, family: FamilyId, random: &Random) -> String {
        let secret = random.bytes::<SECRET>();
        let bytes = [family.0.as_bytes().as_slice(), &secret].concat();
        format!("{}{}", self.prefix(), URL_SAFE_NO_PAD.encode(bytes))
    }

    /// The family that one names; none where it is not of this kind.
    pub(super) fn family(self, token: &str) -> Option<FamilyId> {
        let text = token.strip_prefix(self.prefix())?;
        // Any longer one is not worth reading.
        if text.len() != (FAMILY + SECRET) / 3 * 4 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        Some(FamilyId(Uuid::from_slice(bytes.get(..FAMILY)?).ok()?))
    }
}

/// By what a code or token is known.
pub(super) fn hash(secret: &str) -> Hash {
    Sha256::digest(secret.as_bytes()).into()
}

/// The S256 challenge of a verifier (RFC 7636 §4.2).
pub(super) fn challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(hash(verifier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_names_its_family_and_nothing_else_does() {
        let (family, random) = (FamilyId(Uuid::from_u128(7)), Random::seeded(1));
        let token = Kind::Access.of(family, &random);
        assert_eq!(token.len(), 68);
        assert_eq!(Kind::Access.family(&token), Some(family));
        assert_eq!(Kind::Refresh.family(&token), None);
        assert_ne!(Kind::Access.of(family, &random), token);
        for wrong in [
            "",
            "laa_",
            &token[..67],
            &format!("{token}A"),
            "laa_!",
            &Kind::Code.random(&random),
        ] {
            assert_eq!(Kind::Access.family(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_challenge_is_that_of_the_rfc() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        assert_eq!(
            challenge(verifier),
            "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
        );
    }
}
