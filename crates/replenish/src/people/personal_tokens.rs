//! Personal tokens: made, listed and revoked by a customer, and looked for with each call of a program of theirs.
//!
//! A token is shown once and kept by its hash. It ends with its time, but for while the clock is doubted, and with the
//! membership in the household in which it was made.

use domain::personal_token::{self, LONGEST_NAME, MOST, PersonalScope};
use domain::text::is_line;
use domain::time::HOUR;
use domain::{AccountId, PersonalToken, PersonalTokenId, Time};
use tracing::warn;

use crate::runtime::vault::digest;
use crate::{Application, Caller, Code, Customer, Error, Invalid};

/// Every token begins with this, so that it is recognised where it should not be.
const PREFIX: &str = "larder_me_";

/// The tokens of customers' own programs.
#[derive(Clone, Copy, Debug)]
pub struct PersonalTokens<'a>(&'a Application);

impl Application {
    /// The tokens of customers' own programs.
    pub fn personal_tokens(&self) -> PersonalTokens<'_> {
        PersonalTokens(self)
    }
}

/// A token as a customer asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewPersonalToken {
    /// What it is called.
    pub name: String,
    /// The name of its scope.
    pub scope: String,
    /// How many days it lasts; a year where it is empty.
    pub days: String,
}

impl PersonalTokens<'_> {
    /// Makes a token of the customer's: what it is, and itself, this once.
    pub async fn make(
        self,
        caller: Caller,
        new: &NewPersonalToken,
    ) -> Result<(PersonalToken, String), Error> {
        let now = self.0.now();
        let (scope, expires_at) = check(new, now).map_err(Error::Invalid)?;
        let (mut tx, account) = self.0.begin(&caller).await?;
        let there = tx.personal_tokens_of(account.id).await?;
        if there.iter().filter(|token| self.lasts(token)).count() >= MOST {
            let why = "You have ten tokens. Revoke one first.";
            return Err(Error::conflict(Code::TokensFull, why));
        }
        let token = PersonalToken {
            id: self.0.random.id(now),
            account_id: account.id,
            name: new.name.trim().to_owned(),
            scope,
            created_at: now,
            expires_at,
            used_at: None,
        };
        let secret = format!("{PREFIX}{}", self.0.random.token());
        tx.personal_token_insert(&digest(&secret), &token).await?;
        let object = format!("personal_token:{}", token.id);
        let noted = self.0.audit(&mut tx, &caller, "token.create", object);
        noted.await?;
        tx.commit().await?;
        Ok((token, secret))
    }

    /// An account's tokens whose time is not over, those that were made first first.
    pub async fn list(self, account: AccountId) -> Result<Vec<PersonalToken>, Error> {
        let mut tokens = self
            .0
            .store
            .read()
            .await?
            .personal_tokens_of(account)
            .await?;
        tokens.retain(|token| self.lasts(token));
        Ok(tokens)
    }

    /// Revokes a token of the customer's: from now on it opens nothing.
    pub async fn revoke(self, caller: Caller, id: PersonalTokenId) -> Result<(), Error> {
        let (mut tx, account) = self.0.begin(&caller).await?;
        if !tx.personal_token_delete(account.id, id).await? {
            return Err(Error::NotFound);
        }
        let object = format!("personal_token:{id}");
        let noted = self.0.audit(&mut tx, &caller, "token.revoke", object);
        noted.await?;
        Ok(tx.commit().await?)
    }

    /// The customer whose token was sent, where it is one, and what it opens; its use is noted.
    pub async fn find(self, secret: &str) -> Result<Option<(Customer, PersonalScope)>, Error> {
        if !secret.starts_with(PREFIX) {
            return Ok(None);
        }
        let hash = digest(secret);
        let found = self.0.store.read().await?.personal_token(&hash).await?;
        let Some(token) = found.filter(|token| self.lasts(token)) else {
            return Ok(None);
        };
        let now = self.0.now();
        if token.used_at.is_none_or(|used| now.since(used) >= HOUR)
            && let Err(error) = self.note_use(token.id, now).await
        {
            // Whoever only reads is answered where nothing can be written.
            warn!(%error, "the use of a personal token was not noted");
        }
        let customer = Customer::by_token(token.account_id, token.id);
        Ok(Some((customer, token.scope)))
    }

    async fn note_use(self, id: PersonalTokenId, now: Time) -> Result<(), Error> {
        let mut tx = self.0.store.write().await?;
        tx.personal_token_used(id, now).await?;
        Ok(tx.commit().await?)
    }

    /// Whether a token's time is not over.
    pub(super) fn lasts(self, token: &PersonalToken) -> bool {
        self.0.doubted_since().is_some() || token.lasts(self.0.now())
    }
}

fn check(new: &NewPersonalToken, now: Time) -> Result<(PersonalScope, Time), Vec<Invalid>> {
    let mut faults = Vec::new();
    if !is_line(new.name.trim(), LONGEST_NAME) {
        let detail = format!("`name` must be a line of 1 to {LONGEST_NAME} characters.");
        faults.push(Invalid::new("name", Code::BadTokenName, detail));
    }
    let scope = PersonalScope::parse(&new.scope);
    if scope.is_none() {
        let detail = "`scope` must be `read` or `restock`.";
        faults.push(Invalid::new("scope", Code::BadScope, detail));
    }
    let expires_at = personal_token::expiry(&new.days, now);
    if expires_at.is_none() {
        let detail = "`days` must be a whole number, 1 to 365.";
        faults.push(Invalid::new("days", Code::BadDays, detail));
    }
    match (scope, expires_at) {
        (Some(scope), Some(expires_at)) if faults.is_empty() => Ok((scope, expires_at)),
        _ => Err(faults),
    }
}
