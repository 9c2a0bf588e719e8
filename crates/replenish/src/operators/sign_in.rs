//! How the maker's people sign in: by the maker's identity provider, or by a link. A session lasts twelve hours, whatever
//! is done in it, by the system's clock; it is named by the hash of what the browser keeps.

use domain::text::first_line;
use domain::time::HOUR;
use domain::{Identity, Operator, OperatorRole};
use oidc::Failure;
use secrecy::SecretString;
use store::{OperatorLink, Tx};
use tracing::{error, warn};
use url::Url;

use super::{LONGEST, Operators, keep};
use crate::application::OperatorProvider;
use crate::caller::Person;
use crate::runtime::clock::system_now;
use crate::runtime::vault::digest;
use crate::{Application, Authorization, Caller, Code, Error, Maker, SignInError};

/// How long a session lasts.
pub const SESSION: i64 = 12 * HOUR;

impl Application {
    /// Where the identity provider sends operators back to.
    pub(crate) fn operators_callback_url(&self) -> Url {
        let mut url = self.settings.public_url.clone();
        url.set_path("/ops/callback");
        url
    }
}

impl Operators<'_> {
    /// Whether there is an identity provider to sign in by.
    pub fn has_provider(self) -> bool {
        self.0.settings.operators.is_some()
    }

    fn provider(&self) -> Result<&OperatorProvider, Error> {
        let provider = self.0.settings.operators.as_ref();
        provider.ok_or(Error::NotFound)
    }

    /// Where somebody signs in. `NotFound` where there is no identity provider.
    pub async fn sign_in_start(self) -> Result<Authorization, SignInError> {
        let oidc = &self.provider()?.oidc;
        let random = &self.0.random;
        let state = random.token();
        let verifier = SecretString::from(format!("{}{}", random.token(), random.token()));
        let back = self.0.operators_callback_url();
        let url = oidc.authorize_url_with_name(&back, &state, &verifier);
        let url = url.await.map_err(refused)?;
        Ok(Authorization {
            url,
            state,
            verifier,
        })
    }

    /// The browser is back with a code, by a request: what it keeps from now on. Whoever is not known yet is, without a
    /// role unless the provider names one; nobody who was removed is let in.
    pub async fn sign_in_finish(
        self,
        request_id: String,
        code: &str,
        verifier: &SecretString,
    ) -> Result<String, SignInError> {
        let provider = self.provider()?;
        let claim = provider.role_claim.as_deref();
        let back = self.0.operators_callback_url();
        let person = provider.oidc.person(&back, code, verifier, claim).await;
        let person = person.map_err(refused)?;
        let hash = identity_hash(&person.identity);
        let said = OperatorRole::among(person.claimed.iter().map(String::as_str));
        let name = first_line(person.name.as_deref().unwrap_or_default(), LONGEST);
        let mut tx = self.0.store.write().await?;
        let known = match tx.operator_of_identity(&hash).await? {
            None => {
                tx.operator_of_identity(&slashed_hash(&person.identity))
                    .await?
            }
            known => known,
        };
        let operator = match known {
            Some(known) if known.disabled_at.is_some() => return Err(SignInError::CodeRefused),
            Some(mut known) => {
                known.claim(said);
                if !name.is_empty() {
                    known.name = name;
                }
                keep(&mut tx, &known).await?;
                known
            }
            None => {
                let name = if name.is_empty() { "Operator" } else { &name };
                let mut new = self.operator(name);
                new.has_identity = true;
                new.claim(said);
                tx.operator_insert(&new, Some(&hash)).await?;
                new
            }
        };
        Ok(self.begin_session(tx, operator, request_id).await?)
    }

    /// Spends a link, by a request: what the browser keeps from now on. Whoever has the name by an earlier link is
    /// that person, with the role of this one.
    pub async fn join(self, request_id: String, code: &str) -> Result<String, Error> {
        let hash = digest(code);
        let mut tx = self.0.store.write().await?;
        let Some(link) = self.live_link(&mut tx, &hash).await? else {
            return Err(over());
        };
        let now = system_now();
        if !tx.operator_link_spend(&hash, now).await? {
            return Err(over());
        }
        let operator = match tx.operator_by_link(&link.name).await? {
            Some(mut known) => {
                known.appoint(link.role);
                keep(&mut tx, &known).await?;
                known
            }
            None => {
                let mut new = self.operator(&link.name);
                new.appoint(link.role);
                tx.operator_insert(&new, None).await?;
                new
            }
        };
        self.begin_session(tx, operator, request_id).await
    }

    /// A link that may be spent.
    async fn live_link(self, tx: &mut Tx, hash: &[u8]) -> Result<Option<OperatorLink>, Error> {
        let link = tx.operator_link(hash).await?;
        Ok(link.filter(|link| link.spent_at.is_none() && link.expires_at > system_now()))
    }

    fn operator(self, name: &str) -> Operator {
        let now = self.0.now();
        Operator {
            id: self.0.random.id(now),
            name: name.to_owned(),
            role: None,
            is_claimed: false,
            has_identity: false,
            created_at: now,
            disabled_at: None,
            seen_at: None,
        }
    }

    async fn begin_session(
        self,
        mut tx: Tx,
        operator: Operator,
        request_id: String,
    ) -> Result<String, Error> {
        let kept = self.0.random.token();
        let session = digest(&kept);
        let end = system_now() + SESSION;
        tx.operator_session_insert(&session, operator.id, end)
            .await?;
        tx.operator_seen(operator.id, self.0.now()).await?;
        let object = format!("operator:{}", operator.id);
        let caller = Caller::Maker(Maker::Person(Person { operator, session }), request_id);
        let noted = self.0.audit(&mut tx, &caller, "operator.sign_in", object);
        noted.await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// Whose session a browser keeps, where it has not ended. Whoever has no role is somebody, and may nothing.
    pub async fn find(self, kept: &str) -> Result<Option<Person>, Error> {
        let session = digest(kept);
        let found = self
            .0
            .store
            .read()
            .await?
            .operator_session(&session)
            .await?;
        let is_doubted = self.0.doubted_since().is_some();
        let found = found.filter(|it| is_doubted || system_now() < it.expires_at);
        let Some(operator) = found.map(|it| it.operator) else {
            return Ok(None);
        };
        if operator.disabled_at.is_some() {
            return Ok(None);
        }
        let now = self.0.now();
        if operator.seen_at.is_none_or(|seen| now.since(seen) >= HOUR)
            && let Err(error) = self.note_seen(&operator).await
        {
            // Whoever only reads is answered where nothing can be written.
            warn!(%error, "that an operator was here was not noted");
        }
        Ok(Some(Person { operator, session }))
    }

    async fn note_seen(self, operator: &Operator) -> Result<(), Error> {
        let mut tx = self.0.store.write().await?;
        tx.operator_seen(operator.id, self.0.now()).await?;
        Ok(tx.commit().await?)
    }

    /// Ends the session of a browser.
    pub async fn sign_out(self, kept: &str) -> Result<(), Error> {
        let mut tx = self.0.store.write().await?;
        tx.operator_session_delete(&digest(kept)).await?;
        Ok(tx.commit().await?)
    }
}

/// By what a person of the identity provider is found.
fn identity_hash(identity: &Identity) -> Vec<u8> {
    digest(&format!("{}\0{}", identity.issuer, identity.subject))
}

/// The same of a provider whose issuer was once kept with the slash at its end.
fn slashed_hash(identity: &Identity) -> Vec<u8> {
    digest(&format!("{}/\0{}", identity.issuer, identity.subject))
}

fn over() -> Error {
    let detail = "This link does not work any more. Ask for another one.";
    Error::invalid("code", Code::Maker("unknown_code"), detail)
}

/// Why nobody was signed in; the maker reads where it is theirs to put right.
fn refused(failure: Failure) -> SignInError {
    match failure {
        Failure::CodeRefused | Failure::Doubtful(_) => {
            warn!(%failure, "an operator's sign-in is refused");
            SignInError::CodeRefused
        }
        Failure::Unavailable => SignInError::Unavailable,
        Failure::Misconfigured(_) | Failure::InvalidClient => {
            error!(%failure, "look at LARDER_OIDC_*");
            SignInError::Unavailable
        }
    }
}
