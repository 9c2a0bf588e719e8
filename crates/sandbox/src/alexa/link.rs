//! The Alexa app as a client of the maker's authorization server, and as the source of directives: it links an account,
//! sends AcceptGrant and Discover, and asks for what is in a machine.
//!
//! - PKCE by S256, always. An answer of the token endpoint counts within 4.5 s, one to a directive within 8 s; a token
//!   that lasts less than six minutes is refused (Amazon's page "Account Linking FAQ").
//! - A token is refreshed before it is used where little of it is left, and all are dropped when the skill is disabled.
//! - Directives reach Larder as the maker's Lambda of the customer's region sends them.

mod directive;
mod http;
mod pages;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rsa::sha2::{Digest as _, Sha256};
use serde_json::Value;

use super::{Alexa, Region};
use crate::amazon::ids::Ids;
use http::Http;
pub(super) use pages::router;
pub(crate) use pages::section;

/// A token is refreshed where so much of it is left, in milliseconds.
const EARLY: i64 = 300_000;
/// The shortest life of an access token that is taken, in seconds.
const SHORTEST: i64 = 360;
/// Ways to Larder that are under way at once.
const MOST: usize = 100;

/// What the skill's console says of account linking, and what the maker's Lambda is told.
#[derive(Clone, Debug)]
pub struct Linking {
    /// Larder's origin.
    pub larder: String,
    /// Where Larder sends browsers back to: `…/sandbox/alexa/linked`.
    pub redirect_uri: String,
    /// The client that links accounts.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// It proves itself by HTTP Basic; else in the body.
    pub basic: bool,
    /// The forwarder's key: 32 bytes.
    pub forwarder_key: [u8; 32],
}

/// Everything of it, behind one lock that is never held over a network call.
pub(super) struct Links {
    held: Mutex<Held>,
    http: Http,
}

struct Held {
    ids: Ids,
    linking: Option<Linking>,
    /// Ways under way, by their `state`.
    under_way: BTreeMap<String, Way>,
    tokens: BTreeMap<String, Tokens>,
}

/// A customer on the way to Larder.
struct Way {
    customer: String,
    region: Region,
    verifier: String,
}

#[derive(Clone)]
struct Tokens {
    access: String,
    refresh: String,
    /// By the system's clock.
    ends_at: i64,
}

impl Links {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            held: Mutex::new(Held {
                ids: Ids::seeded(seed ^ 0x6c69_6e6b),
                linking: None,
                under_way: BTreeMap::new(),
                tokens: BTreeMap::new(),
            }),
            http: Http::default(),
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Alexa {
    /// Says how accounts are linked; before that none can be.
    pub fn set_linking(&self, linking: Linking) {
        self.links().held().linking = Some(linking);
    }

    fn linking(&self) -> Result<Linking, String> {
        let linking = self.links().held().linking.clone();
        linking.ok_or_else(|| "nothing is said of account linking".to_owned())
    }

    /// The customer begins to link in the app: where their browser goes.
    ///
    /// # Errors
    /// Nothing is said of account linking.
    pub fn link_start(&self, customer: &str, region: Region) -> Result<String, String> {
        let linking = self.linking()?;
        let mut held = self.links().held();
        let verifier = held.ids.secret();
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier));
        let state = held.ids.secret();
        let query = url::form_urlencoded::Serializer::new(String::new())
            .append_pair("client_id", &linking.client_id)
            .append_pair("response_type", "code")
            .append_pair("state", &state)
            .append_pair("scope", "machines")
            .append_pair("redirect_uri", &linking.redirect_uri)
            .append_pair("code_challenge", &challenge)
            .append_pair("code_challenge_method", "S256")
            .finish();
        if held.under_way.len() >= MOST {
            held.under_way.pop_first();
        }
        let way = Way {
            customer: customer.to_owned(),
            region,
            verifier,
        };
        held.under_way.insert(state, way);
        Ok(format!("{}/oauth/authorize?{query}", linking.larder))
    }

    /// The browser is back, with that in its address: tokens, the grant, and which machines there are. The customer's
    /// name.
    ///
    /// # Errors
    /// Why the account is not linked, in the app's words.
    pub async fn link_finish(&self, back: &str) -> Result<String, String> {
        let linking = self.linking()?;
        let query = back.split_once('?').map_or(back, |(_, query)| query);
        let answer: BTreeMap<String, String> = url::form_urlencoded::parse(query.as_bytes())
            .into_owned()
            .collect();
        let state = answer.get("state").ok_or("there is no state")?;
        let way = self.links().held().under_way.remove(state);
        let way = way.ok_or("the state is of nobody here")?;
        if let Some(error) = answer.get("error") {
            return Err(format!("it was refused: {error}"));
        }
        let code = answer.get("code").ok_or("there is no code")?;
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &linking.redirect_uri),
            ("code_verifier", &way.verifier),
        ];
        self.take_tokens(&linking, &way.customer, &form).await?;
        if let Err(error) = self.introduce(&way.customer, way.region).await {
            self.unlink(&way.customer);
            return Err(error);
        }
        Ok(way.customer)
    }

    /// The skill is enabled in a region: AcceptGrant, then Discover. Of a customer who is linked it is what happens where
    /// the maker turns events on later.
    ///
    /// # Errors
    /// What was answered instead.
    pub async fn introduce(&self, customer: &str, region: Region) -> Result<(), String> {
        let code = self.enable(customer, region);
        let token = self.token_of(customer).await?;
        let id = self.links().held().ids.uuid();
        let granted = directive::accept_grant(&id, &code, &token);
        let granted = self.direct(region, &granted).await?;
        if granted["event"]["header"]["name"] != "AcceptGrant.Response" {
            return Err(format!(
                "the grant was not taken: {}",
                granted["event"]["payload"]
            ));
        }
        self.ask_discover(customer).await.map(drop)
    }

    /// Alexa asks which machines the customer has, and takes the answer.
    ///
    /// # Errors
    /// They are not linked, or what is wrong with the answer.
    pub async fn ask_discover(&self, customer: &str) -> Result<Value, String> {
        let (region, token) = self.whose(customer).await?;
        let id = self.links().held().ids.uuid();
        let answer = self
            .direct(region, &directive::discover(&id, &token))
            .await?;
        self.discover(customer, &answer)?;
        Ok(answer)
    }

    /// Alexa asks what is in a machine.
    ///
    /// # Errors
    /// The customer is not linked, or the answer is to another question.
    pub async fn ask_state(&self, customer: &str, endpoint: &str) -> Result<Value, String> {
        let (region, token) = self.whose(customer).await?;
        let (id, correlation) = {
            let mut held = self.links().held();
            (held.ids.uuid(), held.ids.secret())
        };
        let asked = directive::report_state(&id, &correlation, endpoint, &token);
        let answer = self.direct(region, &asked).await?;
        if answer["event"]["header"]["correlationToken"] != correlation {
            return Err(format!("the answer is to something else: {answer}"));
        }
        Ok(answer)
    }

    /// Tokens that are good for a while, whatever is left of those that there are.
    ///
    /// # Errors
    /// The customer is not linked, or what the token endpoint said; after `invalid_grant` they are not linked any more.
    pub async fn refresh_link(&self, customer: &str) -> Result<(), String> {
        let linking = self.linking()?;
        let tokens = self.links().held().tokens.get(customer).cloned();
        let tokens = tokens.ok_or_else(|| format!("{customer} is not linked"))?;
        let form = [
            ("grant_type", "refresh_token"),
            ("refresh_token", &*tokens.refresh),
        ];
        self.take_tokens(&linking, customer, &form).await
    }

    /// The access token that Larder gave for a customer.
    #[must_use]
    pub fn link_token(&self, customer: &str) -> Option<String> {
        let held = self.links().held();
        held.tokens
            .get(customer)
            .map(|tokens| tokens.access.clone())
    }

    fn unlink(&self, customer: &str) {
        self.links().held().tokens.remove(customer);
        // Where it was never enabled there is nothing to disable.
        let _ = self.disable(customer);
    }

    async fn take_tokens(
        &self,
        linking: &Linking,
        customer: &str,
        form: &[(&str, &str)],
    ) -> Result<(), String> {
        let sent_at = self.system();
        let (status, answer) = self.links().http.token(linking, form).await?;
        if status != 200 {
            if answer["error"] == "invalid_grant" {
                self.links().held().tokens.remove(customer);
            }
            return Err(format!("no tokens: {status} {}", answer["error"]));
        }
        let text = |name: &str| {
            let text = answer[name].as_str().map(str::to_owned);
            text.ok_or_else(|| format!("no tokens: {name} is missing"))
        };
        if !text("token_type")?.eq_ignore_ascii_case("bearer") {
            return Err("no tokens: token_type is not bearer".to_owned());
        }
        let life = answer["expires_in"].as_i64().unwrap_or_default();
        if life < SHORTEST {
            return Err(format!("no tokens: {life} s are too short"));
        }
        let tokens = Tokens {
            access: text("access_token")?,
            refresh: text("refresh_token")?,
            ends_at: sent_at + life * 1_000,
        };
        self.links()
            .held()
            .tokens
            .insert(customer.to_owned(), tokens);
        Ok(())
    }

    /// A customer's region and token, while they have the skill enabled.
    async fn whose(&self, customer: &str) -> Result<(Region, String), String> {
        let found = self
            .world()
            .customers
            .get(customer)
            .map(|it| (it.region, it.is_enabled));
        let Some((region, true)) = found else {
            self.links().held().tokens.remove(customer);
            return Err(format!("{customer} has not enabled the skill"));
        };
        Ok((region, self.token_of(customer).await?))
    }

    async fn token_of(&self, customer: &str) -> Result<String, String> {
        let now = self.system();
        let is_over = |tokens: &Tokens| tokens.ends_at - EARLY <= now;
        if self
            .links()
            .held()
            .tokens
            .get(customer)
            .is_some_and(is_over)
        {
            self.refresh_link(customer).await?;
        }
        self.link_token(customer)
            .ok_or_else(|| format!("{customer} is not linked"))
    }

    async fn direct(&self, region: Region, directive: &Value) -> Result<Value, String> {
        let linking = self.linking()?;
        let seconds = self.system() / 1_000;
        self.links()
            .http
            .directive(&linking, region, seconds, directive)
            .await
    }
}
