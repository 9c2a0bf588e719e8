//! Larder as an OAuth 2.0 authorization server (RFC 6749, 7009, 7636, 9700): a customer allows a client to see their
//! machines, the client gets tokens for that, and each of them ends with its reason.
//!
//! - A code and every token is 256 random bits, shown once and kept by its hash. Nothing here is slow to compute: what
//!   cannot be guessed needs no slow hash.
//! - A code is spent by the first try, whatever comes of it. Spent again it ends what came of it (RFC 6749 §4.1.2).
//! - Tokens name their family, so that one which was replaced is recognised however long ago that was, and nothing of it
//!   has to be kept.
//! - An account has one family for each client: allowed anew, the former one ends.
//! - All of it goes by the system's clock, whatever a demo's does.

mod token;

use domain::oauth::{
    ACCESS_LIFE, ACCESS_TOKENS, AuthorizationRequest, CODE_LIFE, Chain, Family, Grant, Unanswered,
    is_verifier,
};
use domain::registration::EndedBy;
use domain::{AccountId, FamilyId};
use secrecy::SecretString;
use store::Tx;
use tracing::warn;

use crate::alexa::end_grant_in;
use crate::runtime::clock::system_now;
use crate::{Application, Caller, Error};
use token::{Kind, challenge, hash};

/// The authorization server.
#[derive(Clone, Copy, Debug)]
pub struct Oauth<'a>(&'a Application);

impl Application {
    /// The authorization server.
    pub fn oauth(&self) -> Oauth<'_> {
        Oauth(self)
    }
}

/// What a client is given for a code or a refresh token.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// For an hour.
    pub access: SecretString,
    /// For as long as the customer wants.
    pub refresh: SecretString,
    /// How long the first one works, in milliseconds.
    pub expires_in: i64,
}

/// Whose an access token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearer {
    /// This account's.
    Of(AccountId),
    /// It has ended, and a refresh gives another one.
    Expired,
    /// Nobody's, or not any more.
    Nobody,
}

impl Oauth<'_> {
    /// An owner lets a client see the machines: the code that it gets.
    pub async fn allow(
        self,
        caller: Caller,
        client_id: &str,
        asked: &AuthorizationRequest,
    ) -> Result<SecretString, Error> {
        let (mut tx, owner) = self.0.begin_as_owner(&caller).await?;
        let code = Kind::Code.random(&self.0.random);
        let grant = Grant {
            account: owner.id,
            client_id: client_id.to_owned(),
            redirect_uri: asked.redirect_uri.clone(),
            challenge: asked.challenge.clone(),
            expires_at: system_now() + CODE_LIFE,
        };
        tx.oauth_code_insert(&hash(&code), &grant).await?;
        let object = format!("account:{}", owner.id);
        let noted = self.0.audit(&mut tx, &caller, "oauth.allow", object);
        noted.await?;
        tx.commit().await?;
        Ok(code.into())
    }

    /// A client spends a code; none where it gets nothing for it (`invalid_grant`).
    pub async fn exchange(
        self,
        client_id: &str,
        code: &str,
        redirect_uri: &str,
        verifier: &str,
    ) -> Result<Option<Tokens>, Error> {
        let code = hash(code);
        let now = system_now();
        let mut tx = self.0.store.write().await?;
        let Some(grant) = tx.oauth_code_take(&code).await? else {
            if let Some(family) = tx.oauth_family_of_code(&code).await? {
                self.end(tx, family, "a code was spent twice").await?;
            }
            return Ok(None);
        };
        let is_proven = is_verifier(verifier);
        if !is_proven || !grant.is_for(client_id, redirect_uri, &challenge(verifier), now) {
            tx.commit().await?;
            return Ok(None);
        }
        if let Some(former) = tx.oauth_family_of(grant.account, client_id).await? {
            tx.oauth_family_delete(former.id).await?;
        }
        let id: FamilyId = self.0.random.id(now);
        let refresh = Kind::Refresh.of(id, &self.0.random);
        let family = Family {
            id,
            account: grant.account,
            client_id: grant.client_id,
            refresh: Chain::new(hash(&refresh)),
            created_at: now,
        };
        match tx.oauth_family_insert(&code, &family).await {
            // Another code of the account was spent at the same moment.
            Err(store::Error::Conflict) => return Ok(None),
            made => made?,
        }
        let access = self.access(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Some(tokens(access, refresh)))
    }

    /// A client refreshes its tokens; none where it gets nothing (`invalid_grant`).
    pub async fn refresh(self, client_id: &str, token: &str) -> Result<Option<Tokens>, Error> {
        let Some(id) = Kind::Refresh.family(token) else {
            return Ok(None);
        };
        let mut tx = self.0.store.write().await?;
        let held = tx.oauth_family_lock(id).await?;
        let Some(mut family) = held.filter(|family| family.client_id == client_id) else {
            return Ok(None);
        };
        let next = Kind::Refresh.of(id, &self.0.random);
        match family.refresh.use_token(&hash(token), hash(&next)) {
            Ok(()) => {}
            Err(why @ Unanswered::Reused) => {
                self.end(tx, id, &why.to_string()).await?;
                return Ok(None);
            }
            Err(why @ Unanswered::Surplus) => {
                warn!("{why}");
                return Ok(None);
            }
        }
        tx.oauth_family_update(&family).await?;
        let access = self.access(&mut tx, id).await?;
        tx.commit().await?;
        Ok(Some(tokens(access, next)))
    }

    /// A client gives a token back (RFC 7009): an access token by itself, a refresh token with everything that came of
    /// its code. What is no token of the client's is none of its business, and no error.
    pub async fn revoke(self, client_id: &str, token: &str) -> Result<(), Error> {
        let of = [Kind::Refresh, Kind::Access].map(|kind| (kind, kind.family(token)));
        for (kind, family) in of {
            let Some(id) = family else { continue };
            let mut tx = self.0.store.write().await?;
            let held = tx.oauth_family_lock(id).await?;
            let Some(Family { account, .. }) = held.filter(|it| it.client_id == client_id) else {
                continue;
            };
            if kind == Kind::Refresh {
                tx.oauth_family_delete(id).await?;
                // The customer has disabled the skill: what Alexa is told ends, too.
                let by = EndedBy::Amazon;
                tx = end_grant_in(self.0, tx, &Caller::Amazon, account, None, by).await?;
            } else {
                tx.oauth_access_delete(&hash(token)).await?;
            }
            tx.commit().await?;
        }
        Ok(())
    }

    /// Whose an access token is.
    pub async fn bearer(self, token: &str) -> Result<Bearer, Error> {
        let Some(family) = Kind::Access.family(token) else {
            return Ok(Bearer::Nobody);
        };
        let now = system_now();
        let mut tx = self.0.store.read().await?;
        let known = tx.oauth_access(&hash(token)).await?;
        if let Some(token) = known.filter(|it| now.is_within(it.expires_at, ACCESS_LIFE)) {
            return Ok(Bearer::Of(token.account));
        }
        // Those that have ended are not kept for long; their family is, as long as there is one.
        Ok(if tx.oauth_family_exists(family).await? {
            Bearer::Expired
        } else {
            Bearer::Nobody
        })
    }

    /// Holds what the client of an access token may see, until the transaction ends; false where an account lets it see
    /// nothing any more.
    pub(crate) async fn hold(
        self,
        tx: &mut Tx,
        account: AccountId,
        token: &str,
    ) -> Result<bool, Error> {
        let Some(family) = Kind::Access.family(token) else {
            return Ok(false);
        };
        let held = tx.oauth_family_lock(family).await?;
        Ok(held.is_some_and(|family| family.account == account))
    }

    /// A new access token of a family that is held.
    async fn access(self, tx: &mut Tx, family: FamilyId) -> Result<String, Error> {
        let token = Kind::Access.of(family, &self.0.random);
        let end = system_now() + ACCESS_LIFE;
        tx.oauth_access_insert(&hash(&token), family, end, ACCESS_TOKENS)
            .await?;
        Ok(token)
    }

    /// Ends a family of which somebody has a copy.
    async fn end(self, mut tx: Tx, family: FamilyId, why: &str) -> Result<(), Error> {
        tx.oauth_family_delete(family).await?;
        tx.commit().await?;
        warn!("{why}: what came of its code is revoked, and the customer has to link again");
        Ok(())
    }
}

fn tokens(access: String, refresh: String) -> Tokens {
    Tokens {
        access: access.into(),
        refresh: refresh.into(),
        expires_in: ACCESS_LIFE,
    }
}
