//! Keys of the maker's API: made, listed and revoked by the operator's token and by admins, and looked for with each
//! call. No key makes others: one that could would open everything.
//!
//! A key is shown once and kept by its hash. Its time is over by the clock, but for while that is doubted.

use domain::api_key::{Scope, Scopes};
use domain::operator::Duty;
use domain::text::is_line;
use domain::time::HOUR;
use domain::{ApiKey, ApiKeyId, Time};
use tracing::warn;

use crate::runtime::vault::digest;
use crate::{Application, Caller, Code, Error, Invalid};

/// Keys of an installation.
const MOST: i64 = 100;
/// Characters of a name.
const LONGEST: usize = 100;
/// Every key begins with this, so that it is recognised where it should not be.
const PREFIX: &str = "larder_";

/// The keys of the maker's API.
#[derive(Clone, Copy, Debug)]
pub struct Keys<'a>(&'a Application);

impl Application {
    /// The keys of the maker's API.
    pub fn keys(&self) -> Keys<'_> {
        Keys(self)
    }
}

/// A key as somebody asks for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewKey {
    /// What it is called; no other key is.
    pub name: String,
    /// Names of its scopes.
    pub scopes: Vec<String>,
    /// When it ends, as RFC 3339; never where it is left out.
    pub expires_at: Option<String>,
}

impl Keys<'_> {
    /// Makes a key: what it is, and itself, this once.
    pub async fn create(self, caller: Caller, new: &NewKey) -> Result<(ApiKey, String), Error> {
        caller.must_have(Duty::Keys)?;
        let now = self.0.now();
        let (scopes, expires_at) = check(new, now).map_err(Error::Invalid)?;
        let key = ApiKey {
            id: self.0.random.id(now),
            name: new.name.clone(),
            scopes,
            created_at: now,
            expires_at,
            used_at: None,
        };
        let secret = format!("{PREFIX}{}", self.0.random.token());
        let mut tx = self.0.store.write().await?;
        if tx.api_keys(MOST).await?.len() as i64 == MOST {
            let why = format!("there are {MOST} keys; revoke one first");
            return Err(Error::conflict(Code::Maker("conflict"), why));
        }
        let made = tx.api_key_insert(&digest(&secret), &key).await;
        made.map_err(|error| match error {
            store::Error::Conflict => {
                let why = format!("another key is called `{}`", key.name);
                Error::conflict(Code::Maker("conflict"), why)
            }
            error => error.into(),
        })?;
        let object = format!("key:{}", key.id);
        self.0.audit(&mut tx, &caller, "key.create", object).await?;
        tx.commit().await?;
        Ok((key, secret))
    }

    /// All keys, those that were made first first.
    pub async fn list(self, caller: Caller) -> Result<Vec<ApiKey>, Error> {
        caller.must_have(Duty::Keys)?;
        Ok(self.0.store.read().await?.api_keys(MOST).await?)
    }

    /// Revokes a key: from now on it is nobody's.
    pub async fn revoke(self, caller: Caller, id: ApiKeyId) -> Result<(), Error> {
        caller.must_have(Duty::Keys)?;
        let mut tx = self.0.store.write().await?;
        if !tx.api_key_delete(id).await? {
            return Err(Error::NotFound);
        }
        let object = format!("key:{id}");
        self.0.audit(&mut tx, &caller, "key.revoke", object).await?;
        Ok(tx.commit().await?)
    }

    /// The key that was sent, where it is one; its use is noted.
    pub async fn find(self, secret: &str) -> Result<Option<ApiKey>, Error> {
        if !secret.starts_with(PREFIX) {
            return Ok(None);
        }
        let found = self.0.store.read().await?.api_key(&digest(secret)).await?;
        let now = self.0.now();
        let is_doubted = self.0.doubted_since().is_some();
        let Some(key) = found.filter(|key| is_doubted || !key.is_over(now)) else {
            return Ok(None);
        };
        if key.used_at.is_none_or(|used| now.since(used) >= HOUR)
            && let Err(error) = self.note_use(key.id, now).await
        {
            // Whoever only reads is answered where nothing can be written.
            warn!(%error, "the use of a key was not noted");
        }
        Ok(Some(key))
    }

    async fn note_use(self, id: ApiKeyId, now: Time) -> Result<(), Error> {
        let mut tx = self.0.store.write().await?;
        tx.api_key_used(id, now).await?;
        Ok(tx.commit().await?)
    }
}

fn check(new: &NewKey, now: Time) -> Result<(Scopes, Option<Time>), Vec<Invalid>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, detail: String| {
        faults.push(Invalid::new(field, Code::Maker("invalid"), detail));
    };
    if !is_line(&new.name, LONGEST) {
        let detail = format!("`name` must be a line of 1 to {LONGEST} characters");
        fault("name", detail);
    }
    let mut scopes = Vec::new();
    for (n, name) in new.scopes.iter().enumerate() {
        match Scope::parse(name) {
            Some(scope) => scopes.push(scope),
            None => {
                let known = Scope::ALL.map(Scope::name).join("`, `");
                let field = format!("scopes[{n}]");
                let detail = format!("`{field}` must be one of `{known}`");
                fault(&field, detail);
            }
        }
    }
    let scopes = Scopes::new(&scopes);
    if new.scopes.is_empty() {
        fault("scopes", "`scopes` must name at least one scope".to_owned());
    }
    let expires_at = new.expires_at.as_deref().map(Time::parse);
    if expires_at.is_some_and(|end| end.is_none_or(|end| end <= now)) {
        let detail = "`expires_at` must be a moment to come, as 2027-01-31T00:00:00Z";
        fault("expires_at", detail.to_owned());
    }
    match scopes {
        Some(scopes) if faults.is_empty() => Ok((scopes, expires_at.flatten())),
        _ => Err(faults),
    }
}
