//! An identity provider of a maker: OpenID Connect Core 1.0 with discovery, the authorization code flow, PKCE always, and
//! one client. Its page lets one choose who one is, a customer or one of the maker's people ([`PEOPLE`]), whose tokens say what
//! they are there; there are no passwords. It can be told to lie in each way that a client
//! has to see through ([`Lie`]).
//!
//! State is in memory; a code works once, for a minute.

mod pages;
mod token;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::pkcs1v15::SigningKey;
use rsa::rand_core::OsRng;
use rsa::sha2::{Digest as _, Sha256};
use rsa::signature::{SignatureEncoding as _, Signer as _};
use rsa::traits::PublicKeyParts as _;
use serde_json::{Value, json};

use crate::Now;
use crate::amazon::hex;

/// Where it is under its origin.
const PATH: &str = "/identity";
/// How long a code works.
const CODE: i64 = 60_000;
/// How long an ID token is good.
const TOKEN: i64 = 300;

/// The claim that says what one of the maker's people is.
pub const ROLE_CLAIM: &str = "larder_role";
/// The maker's people, each with what they are.
pub const PEOPLE: [(&str, Option<&str>); 4] = [
    ("Ada", Some("admin")),
    ("Sam", Some("support")),
    ("Vera", Some("viewer")),
    ("Noel", None),
];

/// What it knows of the one client.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its id.
    pub id: String,
    /// Its secret.
    pub secret: String,
    /// Where browsers may be sent back to, exact.
    pub redirect_uris: Vec<String>,
}

/// In which way its next ID tokens are false.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lie {
    /// In none.
    #[default]
    None,
    /// Of another sign-in.
    OtherNonce,
    /// For another client.
    OtherAudience,
    /// For this client and another one, to whom it was given.
    Shared,
    /// For this client, and given to another one.
    OtherParty,
    /// By somebody else.
    OtherIssuer,
    /// By this one and somebody else.
    SeveralIssuers,
    /// With a slash at the end of the issuer, as its configuration has it then.
    Slash,
    /// Not valid before an hour is over.
    NotYet,
    /// With an extension that has to be understood.
    Critical,
    /// Over since an hour.
    Expired,
    /// Not signed at all.
    Unsigned,
    /// Signed with the client's secret instead of a key.
    WithTheSecret,
    /// Signed with a key that it does not publish.
    OtherKey,
    /// Of nobody.
    Nobody,
    /// Its configuration names another issuer.
    OtherConfiguration,
    /// It fails.
    Down,
}

/// The provider. Clones share one state.
#[derive(Clone)]
pub struct IdentityProvider(Arc<Inner>);

struct Inner {
    issuer: String,
    client: Client,
    now: Now,
    key: SigningKey<Sha256>,
    modulus: String,
    exponent: String,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    codes: HashMap<String, Code>,
    given: u64,
    lie: Lie,
    /// What people are said to be, by who they are, where that is not as in [`PEOPLE`].
    roles: HashMap<String, Option<String>>,
}

/// What a code is worth.
#[derive(Clone, Debug)]
struct Code {
    subject: String,
    redirect_uri: String,
    nonce: Option<String>,
    challenge: String,
    expires_at: i64,
}

impl IdentityProvider {
    /// A provider at an origin, as `http://localhost:4000`.
    ///
    /// # Panics
    /// No key can be made.
    #[must_use]
    pub fn new(origin: &str, client: Client, now: Now) -> Self {
        #[expect(clippy::expect_used, reason = "without a key there is no provider")]
        let key = rsa::RsaPrivateKey::new(&mut OsRng, 2048).expect("an RSA key can be made");
        let number = |bytes: Vec<u8>| URL_SAFE_NO_PAD.encode(bytes);
        Self(Arc::new(Inner {
            issuer: format!("{origin}{PATH}"),
            client,
            now,
            modulus: number(key.n().to_bytes_be()),
            exponent: number(key.e().to_bytes_be()),
            key: SigningKey::new(key),
            state: Mutex::default(),
        }))
    }

    /// Its issuer.
    pub fn issuer(&self) -> &str {
        &self.0.issuer
    }

    /// Everything that it serves.
    pub fn router(&self) -> Router {
        let own = Router::new()
            .route(
                "/.well-known/openid-configuration",
                get(token::configuration),
            )
            .route("/authorize", get(pages::show).post(pages::sign_in))
            .route("/token", post(token::token))
            .route("/keys", get(token::keys))
            .with_state(self.clone());
        Router::new().nest(PATH, own)
    }

    /// In which way it is false from now on.
    pub fn lie(&self, lie: Lie) {
        self.state().lie = lie;
    }

    /// What one of the maker's people is from now on.
    pub fn employ(&self, name: &str, role: Option<&str>) {
        let role = role.map(str::to_owned);
        self.state().roles.insert(name.to_lowercase(), role);
    }

    /// What somebody is, and what they are called, where they are one of the maker's people.
    fn person(&self, subject: &str) -> Option<(&'static str, Option<String>)> {
        let mut people = PEOPLE.into_iter();
        let (name, own) = people.find(|(name, _)| name.to_lowercase() == subject)?;
        let said = self.state().roles.get(subject).cloned();
        Some((name, said.unwrap_or_else(|| own.map(str::to_owned))))
    }

    /// A customer's whole part of an authorize request, in process: the address the browser is sent back to.
    ///
    /// # Errors
    /// The text of the page, where it shows one instead.
    pub fn authorize(&self, url: &str, customer: &str) -> Result<String, String> {
        let query = url.split_once('?').map_or("", |(_, query)| query);
        self.grant(query, customer)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn now(&self) -> i64 {
        (self.0.now)()
    }

    /// A code for a request, where it is one of the client's.
    fn grant(&self, query: &str, customer: &str) -> Result<String, String> {
        let asked = Request::parse(self, query)?;
        let mut state = self.state();
        state.given += 1;
        let code = hex(&Sha256::digest(format!(
            "{}:{}",
            self.0.issuer, state.given
        )));
        let mut back = asked.back;
        back.query_pairs_mut()
            .append_pair("code", &code)
            .append_pair("state", &asked.state);
        let code_of = Code {
            subject: customer.to_lowercase(),
            redirect_uri: asked.redirect_uri,
            nonce: asked.nonce,
            challenge: asked.challenge,
            expires_at: self.now() + CODE,
        };
        state.codes.insert(code, code_of);
        Ok(back.into())
    }

    /// `header.claims.signature`.
    fn sign(&self, claims: &Value, lie: Lie) -> String {
        let encode = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let algorithm = match lie {
            Lie::Unsigned => "none",
            Lie::WithTheSecret => "HS256",
            _ => "RS256",
        };
        let key_id = if lie == Lie::OtherKey { "other" } else { "one" };
        let mut header = json!({"alg": algorithm, "typ": "JWT", "kid": key_id});
        if lie == Lie::Critical {
            header["crit"] = json!(["exp"]);
        }
        let signed = format!("{}.{}", encode(&header), encode(claims));
        let signature = match lie {
            Lie::Unsigned => String::new(),
            _ => URL_SAFE_NO_PAD.encode(self.0.key.sign(signed.as_bytes()).to_vec()),
        };
        format!("{signed}.{signature}")
    }
}

/// An authorize request that may be granted.
struct Request {
    back: url::Url,
    redirect_uri: String,
    state: String,
    nonce: Option<String>,
    challenge: String,
}

impl Request {
    /// What is wrong with it is said on a page, where nobody knows whose it is.
    fn parse(provider: &IdentityProvider, query: &str) -> Result<Self, String> {
        let fields: HashMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let field = |name: &str| {
            let value = fields.get(name).cloned();
            value.ok_or_else(|| format!("the request has no {name}"))
        };
        let client = &provider.0.client;
        if field("client_id")? != client.id {
            return Err("no such client".to_owned());
        }
        let redirect_uri = field("redirect_uri")?;
        if !client.redirect_uris.contains(&redirect_uri) {
            return Err("this address is not one that the client may be sent back to".to_owned());
        }
        let scopes = field("scope")?;
        if field("response_type")? != "code" || !scopes.split(' ').any(|it| it == "openid") {
            return Err("only sign-in by a code is offered".to_owned());
        }
        if field("code_challenge_method")? != "S256" {
            return Err("only S256 is taken".to_owned());
        }
        Ok(Self {
            back: url::Url::parse(&redirect_uri).map_err(|error| error.to_string())?,
            state: field("state")?,
            nonce: fields.get("nonce").cloned(),
            challenge: field("code_challenge")?,
            redirect_uri,
        })
    }
}
