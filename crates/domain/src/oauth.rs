//! The rules of Larder's own OAuth 2.0 authorization server, by which a customer lets a voice assistant see their
//! machines (account linking): what a client may ask for, and what becomes of the tokens that it was given.
//!
//! - Nobody is ever sent to an address that is not registered, letter by letter (RFC 6749 §4.1.2.1, RFC 9700 §4.1).
//! - PKCE by S256 always (RFC 7636, RFC 9700 §2.1.1).
//! - A refresh gives a new refresh token. The old one works until a new one is used, since an answer may be lost; from
//!   then on its use ends the whole family (RFC 9700 §4.14.2).
//!
//! Tokens and codes are known by their SHA-256 alone.

mod chain;
mod request;

pub use chain::{Chain, Unanswered};
pub use request::{
    AuthorizationError, AuthorizationRequest, Client, Refusal, Unanswerable, consider,
};

use crate::time::{HOUR, MINUTE};
use crate::{AccountId, FamilyId, Time};

/// How long a code works, in milliseconds (RFC 6749 §4.1.2 recommends ten minutes at most).
pub const CODE_LIFE: i64 = 5 * MINUTE;
/// How long an access token works, in milliseconds; Alexa takes none that ends before six minutes.
pub const ACCESS_LIFE: i64 = HOUR;
/// Access tokens of a family that work at a time; of more, those that were given first do not.
pub const ACCESS_TOKENS: i64 = 8;

/// The SHA-256 of a code or token.
pub type Hash = [u8; 32];

/// A code that nobody has spent yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Whose machines it opens.
    pub account: AccountId,
    /// Which client it was given to.
    pub client_id: String,
    /// Where it was sent.
    pub redirect_uri: String,
    /// The PKCE challenge that its verifier has to match.
    pub challenge: String,
    /// When it ends.
    pub expires_at: Time,
}

impl Grant {
    /// Whether a client may have tokens for it; `challenge` is made of the verifier that was sent.
    pub fn is_for(&self, client_id: &str, redirect_uri: &str, challenge: &str, now: Time) -> bool {
        // Given out within its life: what a clock that was ahead gave out ends by the right one.
        now.is_within(self.expires_at, CODE_LIFE)
            && self.client_id == client_id
            && self.redirect_uri == redirect_uri
            && self.challenge == challenge
    }
}

/// All tokens that came of one code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Family {
    /// Our id, which each of its tokens names.
    pub id: FamilyId,
    /// Whose machines it opens.
    pub account: AccountId,
    /// Which client it was given to.
    pub client_id: String,
    /// Its refresh tokens.
    pub refresh: Chain,
    /// When the code was spent.
    pub created_at: Time,
}

/// Whether a text may be a PKCE verifier: 43 to 128 unreserved characters (RFC 7636 §4.1).
pub fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_grant_is_for_its_client_its_address_its_verifier_and_its_time() {
        let now = Time::from_millis(10 * HOUR);
        let grant = Grant {
            account: AccountId(Uuid::nil()),
            client_id: "alexa".to_owned(),
            redirect_uri: "https://a.example/1".to_owned(),
            challenge: "c".to_owned(),
            expires_at: now + CODE_LIFE,
        };
        let is =
            |client: &str, to: &str, challenge: &str, at| grant.is_for(client, to, challenge, at);
        let to = "https://a.example/1";
        assert!(is("alexa", to, "c", now) && is("alexa", to, "c", now + CODE_LIFE - 1));
        assert!(!is("alexa", to, "c", now + CODE_LIFE), "over");
        assert!(
            !is("alexa", to, "c", now - HOUR),
            "of a clock that was ahead"
        );
        assert!(!is("other", to, "c", now));
        assert!(!is("alexa", "https://a.example/12", "c", now));
        assert!(!is("alexa", to, "d", now));
    }

    #[test]
    fn a_verifier_has_43_to_128_unreserved_characters() {
        assert!(is_verifier(&"aZ09-._~".repeat(6)));
        for wrong in [
            String::new(),
            "a".repeat(42),
            "a".repeat(129),
            "ä".repeat(30),
            "a b".repeat(20),
        ] {
            assert!(!is_verifier(&wrong), "{wrong}");
        }
    }
}
