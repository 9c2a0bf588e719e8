//! Access tokens of grants: opened, and refreshed early by one at a time.

use amazon::{LwaError, Tokens};
use domain::AccountId;
use domain::registration::EndedBy;
use domain::time::{DAY, MINUTE, SECOND};
use secrecy::{ExposeSecret as _, SecretString};
use store::AlexaGrant;
use tracing::error;

use super::gateway::TellError;
use crate::runtime::clock::system_now;
use crate::runtime::vault::{Unsealed, grant_place};
use crate::{Application, Caller, Error};

/// An access token is not used in its last five minutes.
const EARLY: i64 = 5 * MINUTE;
/// The longest that an access token lasts; what is to last longer is of a clock that was wrong.
const LONGEST: i64 = DAY;
/// How long somebody may take to refresh.
const LEASE: i64 = 30 * SECOND;

impl Application {
    /// Seals new tokens into a grant; a refresh without a new refresh token keeps the old.
    pub(super) fn seal_grant(
        &self,
        grant: &mut AlexaGrant,
        tokens: &Tokens,
    ) -> Result<(), Unsealed> {
        let account = grant.account_id;
        let seal = |secret: &SecretString, column| {
            self.vault
                .seal(secret, &grant_place(account, column), &self.random)
        };
        grant.access_token = seal(&tokens.access, "access_token")?;
        if let Some(refresh) = &tokens.refresh {
            grant.refresh_token = seal(refresh, "refresh_token")?;
        }
        let lasts = i64::try_from(tokens.expires_in.as_millis()).unwrap_or(0);
        grant.access_expires_at = system_now() + lasts;
        grant.refresh_lease = None;
        Ok(())
    }

    /// A grant, where the account has one.
    pub(super) async fn grant(&self, account: AccountId) -> Result<AlexaGrant, TellError> {
        let grant = self.store.read().await?.alexa_grant(account).await?;
        grant.ok_or(TellError::Unlinked)
    }

    /// An access token that lasts a while, refreshed where needed.
    pub(super) async fn grant_token(&self, grant: AlexaGrant) -> Result<SecretString, TellError> {
        let left = grant.access_expires_at.since(system_now());
        if (EARLY + 1..=LONGEST).contains(&left) {
            return self.open_grant(&grant, "access_token");
        }
        self.refresh_grant(grant).await
    }

    /// Another access token than the one that was refused: somebody else's, who refreshed it since, or a fresh one.
    pub(super) async fn other_token(
        &self,
        account: AccountId,
        used: &SecretString,
    ) -> Result<SecretString, TellError> {
        let grant = self.grant(account).await?;
        let token = self.open_grant(&grant, "access_token")?;
        if token.expose_secret() == used.expose_secret() {
            return self.refresh_grant(grant).await;
        }
        Ok(token)
    }

    /// A fresh access token; one that Login with Amazon gives no more ends the grant.
    pub(super) async fn refresh_grant(&self, old: AlexaGrant) -> Result<SecretString, TellError> {
        let account = old.account_id;
        let client = self.amazon.alexa().ok_or(TellError::NO_SKILL)?;
        let system = system_now();
        let mut tx = self.store.write().await?;
        let mine = tx
            .alexa_grant_lease(account, system, system + LEASE)
            .await?;
        if !mine {
            return Err(TellError::Refreshing);
        }
        let held = tx.alexa_grant(account).await?.ok_or(TellError::Unlinked)?;
        // Somebody refreshed it after it was read here: what was read is used up.
        if held.access_token != old.access_token {
            return self.open_grant(&held, "access_token");
        }
        tx.commit().await?;
        let refresh = self.open_grant(&old, "refresh_token")?;
        let answer = client.refresh(&refresh).await;

        let mut tx = self.store.write().await?;
        let Some(mut grant) = tx.alexa_grant_lock(account).await? else {
            return Err(TellError::Unlinked);
        };
        // Given anew while we asked: the answer is about tokens that are no longer ours.
        if grant.linked_at != old.linked_at {
            return Err(TellError::Refreshing);
        }
        match answer {
            Ok(tokens) => {
                // Sealed anew even where it stays the same: by the newest key.
                let tokens = Tokens {
                    refresh: tokens.refresh.or(Some(refresh)),
                    ..tokens
                };
                self.seal_grant(&mut grant, &tokens).map_err(Error::from)?;
                tx.alexa_grant_put(&grant).await?;
                tx.commit().await?;
                Ok(tokens.access)
            }
            Err(LwaError::InvalidGrant) => {
                drop(tx);
                let (given, by) = (Some(old.linked_at), EndedBy::TokenRefused);
                self.end_grant(&Caller::Amazon, account, given, by).await?;
                Err(TellError::Unlinked)
            }
            Err(error) => {
                grant.refresh_lease = None;
                tx.alexa_grant_put(&grant).await?;
                tx.commit().await?;
                if error == LwaError::InvalidClient {
                    error!(
                        "Amazon refuses LARDER_ALEXA_CLIENT_ID and its secret: Alexa is told of no level"
                    );
                }
                Err(TellError::Later {
                    after: None,
                    why: "Amazon gives no token for Alexa",
                })
            }
        }
    }

    fn open_grant(
        &self,
        grant: &AlexaGrant,
        column: &'static str,
    ) -> Result<SecretString, TellError> {
        let sealed = match column {
            "access_token" => &grant.access_token,
            _ => &grant.refresh_token,
        };
        let place = grant_place(grant.account_id, column);
        self.vault.open(sealed, &place).map_err(|_| {
            error!("a sealed token does not open: was its key removed from LARDER_SECRET_KEY?");
            TellError::Later {
                after: None,
                why: "a sealed token does not open",
            }
        })
    }
}
