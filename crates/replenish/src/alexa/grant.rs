//! Grants: given with a code of Login with Amazon's, and ended from any side. With a grant ends its machines' connection,
//! and what Alexa may ask here; levels, journal and pace stay.

use amazon::LwaError;
use domain::alexa::Region;
use domain::registration::EndedBy;
use domain::{AccountId, Role, Time};
use secrecy::{ExposeSecret, SecretString};
use store::{AlexaGrant, SealedTokens, Tx};
use tracing::error;

use super::Alexa;
use super::unlink;
use crate::device_unit::DeviceUnit;
use crate::job::Job;
use crate::people::access::is_there;
use crate::runtime::tokens::of_grant;
use crate::{Application, Caller, Error};

/// Why a grant was not taken.
#[derive(Debug, thiserror::Error)]
pub enum GrantError {
    /// This installation has no skill.
    #[error("LARDER_ALEXA_CLIENT_ID is not set")]
    NoSkill,
    /// Login with Amazon does not take the code.
    #[error("Login with Amazon did not accept the code")]
    CodeRefused,
    /// The customer has ended it meanwhile, or may not link any more.
    #[error("the account is not linked any more")]
    Unlinked,
    /// Login with Amazon does not answer.
    #[error("Login with Amazon is not answering")]
    AmazonUnavailable,
    /// Ours.
    #[error(transparent)]
    Own(#[from] Error),
}

impl From<store::Error> for GrantError {
    fn from(error: store::Error) -> Self {
        Self::Own(error.into())
    }
}

impl Alexa<'_> {
    /// Takes a customer's grant (AcceptGrant): the code is exchanged first, and the grant takes the place of the one
    /// before. All machines of the household whose supplies Alexa brings are told of by it, but for those that are by
    /// another one's of the household. `token` is the account's by which it came: what has ended while the code was exchanged
    /// is given nothing.
    pub async fn accept_grant(
        self,
        (account, token): (AccountId, &SecretString),
        region: Region,
        code: &SecretString,
    ) -> Result<(), GrantError> {
        let client = self.0.amazon.alexa().ok_or(GrantError::NoSkill)?;
        let tokens = client
            .accept_grant(code)
            .await
            .map_err(|error| match error {
                LwaError::Unavailable | LwaError::Unreadable => GrantError::AmazonUnavailable,
                LwaError::InvalidClient => {
                    error!("Amazon refuses LARDER_ALEXA_CLIENT_ID and its secret");
                    GrantError::AmazonUnavailable
                }
                LwaError::InvalidGrant | LwaError::InvalidToken | LwaError::Refused { .. } => {
                    GrantError::CodeRefused
                }
            })?;
        if tokens.refresh.is_none() {
            return Err(GrantError::CodeRefused);
        }
        let mut tx = self.0.store.write().await?;
        let oauth = self.0.oauth();
        let is_held = oauth.hold(&mut tx, account, token.expose_secret()).await?;
        let owner = tx.account(account).await?;
        if !is_held || owner.is_none_or(|it| it.role != Role::Owner) {
            return Err(GrantError::Unlinked);
        }
        let before = tx.alexa_grant_lock(account).await?;
        let now = self.0.now();
        let mut grant = AlexaGrant {
            account_id: account,
            region,
            tokens: SealedTokens::none(),
            linked_at: before.map_or(now, |it| now.max(it.linked_at + 1)),
            announced_at: None,
        };
        self.0
            .seal_tokens(&mut grant.tokens, &of_grant(account), &tokens)
            .map_err(Error::from)?;
        tx.alexa_grant_put(&grant).await?;
        tx.alexa_endpoints_untold(account).await?;
        self.0
            .ask(&mut tx, &Job::AlexaAnnounce { account }, now)
            .await?;
        let object = format!("account:{account}");
        let audited = self.0.audit(&mut tx, &Caller::Amazon, "alexa.link", object);
        audited.await?;
        tx.commit().await?;
        self.0.link_machines(account).await?;
        Ok(())
    }
}

impl Application {
    /// Ends an account's grant; where a moment is named only the one that was given then.
    pub(crate) async fn end_grant(
        &self,
        caller: &Caller,
        account: AccountId,
        given: Option<Time>,
        by: EndedBy,
    ) -> Result<(), Error> {
        let tx = self.store.write().await?;
        let tx = end_in(self, tx, caller, account, given, by).await?;
        tx.commit().await?;
        self.wake.notify_waiters();
        Ok(())
    }
}

/// The same in a transaction that goes on, which holds no machine yet. Where Alexa does not know of the end it is told by a
/// job.
pub(crate) async fn end_in(
    app: &Application,
    mut tx: Tx,
    caller: &Caller,
    account: AccountId,
    given: Option<Time>,
    by: EndedBy,
) -> Result<Tx, Error> {
    let found = tx.alexa_grant(account).await?;
    let is_meant = |it: &AlexaGrant| given.is_none_or(|given| given == it.linked_at);
    if given.is_some() && !found.as_ref().is_some_and(is_meant) {
        return Ok(tx);
    }
    // What Alexa may ask here goes with what it is told.
    tx.oauth_delete_of(account).await?;
    let grant = tx.alexa_grant_lock(account).await?;
    let Some(grant) = grant.filter(is_meant) else {
        return Ok(tx);
    };
    let endpoints = tx.alexa_endpoints(account).await?;
    let ids: Vec<_> = endpoints.iter().map(|it| it.device_id).collect();
    if matches!(by, EndedBy::Customer | EndedBy::Maker)
        && let Some(pending) = unlink::pending(app, &grant, ids.clone())?
    {
        app.ask(&mut tx, &Job::AlexaUnlink(pending), app.now())
            .await?;
    }
    for device in ids {
        if is_there(&mut tx, device).await? {
            let mut unit = DeviceUnit::lock_in(app, tx, device).await?;
            unit.end_endpoint(by).await?;
            tx = unit.into_tx().await?;
        } else {
            tx.alexa_endpoint_delete(device).await?;
        }
    }
    tx.alexa_grant_delete(account).await?;
    tx.job_delete(&Job::AlexaAnnounce { account }.key()).await?;
    let object = format!("account:{account}");
    app.audit(&mut tx, caller, "alexa.unlink", object).await?;
    Ok(tx)
}
