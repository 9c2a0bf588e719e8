//! What an ID token must say to be believed (OpenID Connect Core 1.0, section 3.1.3.7): signed by a key of the provider with
//! an algorithm that is not symmetric, issued by it, for this client, for this very sign-in, and not over.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How far clocks may be apart, in seconds.
const LEEWAY: u64 = 60;
/// Characters of a subject, at most (OpenID Connect Core 1.0, section 2).
const LONGEST_SUBJECT: usize = 255;

/// With which a token may be signed. Those with a shared secret, and none at all, are not among them.
const ALGORITHMS: [Algorithm; 8] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::EdDSA,
];

/// What is looked at beside what every token must have.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    nonce: Option<String>,
    azp: Option<String>,
    aud: Audience,
    #[serde(flatten)]
    others: Map<String, Value>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(#[expect(dead_code, reason = "it has been compared")] String),
    Several(Vec<String>),
}

/// For whom and for what a token must be.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The provider, exact.
    pub issuer: &'a str,
    /// The client.
    pub client_id: &'a str,
    /// What was sent along with the browser.
    pub nonce: &'a str,
}

/// Why a token is not believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Doubt {
    /// It is no token, or signed in a way that is not taken.
    #[error("the ID token cannot be read")]
    Unreadable,
    /// None of the provider's keys is the one it names.
    #[error("the ID token is signed with a key that the provider does not have")]
    UnknownKey,
    /// Signature, issuer, audience or time are wrong.
    #[error("the ID token is not valid here and now")]
    Invalid,
    /// It is of another sign-in.
    #[error("the ID token is of another sign-in")]
    OtherNonce,
    /// Its subject is empty or too long.
    #[error("the ID token names nobody")]
    Nobody,
}

/// What a token says that is to be believed.
#[derive(Clone, Debug, PartialEq)]
pub struct Said {
    /// Whom it is of.
    pub subject: String,
    others: Map<String, Value>,
}

impl Said {
    /// The texts of a claim: of one text, or of a list of them; none where it says nothing of the kind.
    pub fn texts(&self, claim: &str) -> Vec<&str> {
        match self.others.get(claim) {
            Some(Value::String(text)) => vec![text],
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// What a token says that is to be believed.
///
/// # Errors
/// Why it is not.
pub fn read(token: &str, keys: &JwkSet, expected: &Expected<'_>) -> Result<Said, Doubt> {
    let header = decode_header(token).map_err(|_| Doubt::Unreadable)?;
    if !ALGORITHMS.contains(&header.alg) || !is_understood(token) {
        return Err(Doubt::Unreadable);
    }
    let key = key(keys, header.kid.as_deref()).ok_or(Doubt::UnknownKey)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| Doubt::UnknownKey)?;
    let mut validation = Validation::new(header.alg);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client_id]);
    validation.set_required_spec_claims(&["iss", "sub", "aud", "exp"]);
    let token = decode::<Claims>(token, &key, &validation).map_err(|_| Doubt::Invalid)?;
    let claims = token.claims;
    let is_shared = matches!(&claims.aud, Audience::Several(all) if all.len() > 1);
    let party = claims.azp.as_deref();
    let is_ours = party.map_or(!is_shared, |party| party == expected.client_id);
    if !is_ours || claims.iss != expected.issuer {
        return Err(Doubt::Invalid);
    }
    if claims.nonce.as_deref() != Some(expected.nonce) {
        return Err(Doubt::OtherNonce);
    }
    let is_somebody = (1..=LONGEST_SUBJECT).contains(&claims.sub.len())
        && claims.sub.chars().all(|letter| !letter.is_control());
    if !is_somebody {
        return Err(Doubt::Nobody);
    }
    Ok(Said {
        subject: claims.sub,
        others: claims.others,
    })
}

/// Whether a token's header asks for nothing that has to be understood: nothing of the kind is (RFC 7515, section 4.1.11).
fn is_understood(token: &str) -> bool {
    let header = token.split('.').next().unwrap_or_default();
    let header = URL_SAFE_NO_PAD.decode(header).unwrap_or_default();
    let header: Option<Map<String, Value>> = serde_json::from_slice(&header).ok();
    header.is_some_and(|header| !header.contains_key("crit"))
}

/// The key that a token names; the only one, where it names none.
fn key<'a>(keys: &'a JwkSet, id: Option<&str>) -> Option<&'a Jwk> {
    let signs = |key: &&Jwk| {
        let use_ = key.common.public_key_use.as_ref();
        use_.is_none_or(|it| *it == PublicKeyUse::Signature)
    };
    let mut all = keys.keys.iter().filter(signs);
    match id {
        Some(id) => all.find(|key| key.common.key_id.as_deref() == Some(id)),
        None => all.next().filter(|_| keys.keys.len() == 1),
    }
}
