//! Access tokens of grants: opened, and refreshed early by one at a time.

use amazon::{LwaError, Tokens};
use domain::AccountId;
use domain::registration::EndedBy;
use domain::time::MINUTE;
use secrecy::{ExposeSecret as _, SecretString};
use store::AlexaGrant;
use tracing::error;

use super::gateway::TellError;
use crate::runtime::clock::system_now;
use crate::runtime::tokens::{LEASE, lasts, of_grant};
use crate::{Application, Caller, Error};

/// An access token is not used in its last five minutes.
const EARLY: i64 = 5 * MINUTE;

impl Application {
    /// A grant, where the account has one.
    pub(super) async fn grant(&self, account: AccountId) -> Result<AlexaGrant, TellError> {
        let grant = self.store.read().await?.alexa_grant(account).await?;
        grant.ok_or(TellError::Unlinked)
    }

    /// An access token that lasts a while, refreshed where needed.
    pub(super) async fn grant_token(&self, grant: AlexaGrant) -> Result<SecretString, TellError> {
        if lasts(&grant.tokens, EARLY) {
            let row = of_grant(grant.account_id);
            return Ok(self.open_access(&grant.tokens, &row)?);
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
        let token = self.open_access(&grant.tokens, &of_grant(account))?;
        if token.expose_secret() == used.expose_secret() {
            return self.refresh_grant(grant).await;
        }
        Ok(token)
    }

    /// A fresh access token; one that Login with Amazon gives no more ends the grant.
    pub(super) async fn refresh_grant(&self, old: AlexaGrant) -> Result<SecretString, TellError> {
        let account = old.account_id;
        let row = of_grant(account);
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
        if held.tokens.access_token != old.tokens.access_token {
            return Ok(self.open_access(&held.tokens, &row)?);
        }
        tx.commit().await?;
        let refresh = self.open_refresh(&old.tokens, &row)?;
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
                self.seal_tokens(&mut grant.tokens, &row, &tokens)
                    .map_err(Error::from)?;
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
                grant.tokens.refresh_lease = None;
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
}
