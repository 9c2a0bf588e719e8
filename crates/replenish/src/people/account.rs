//! Signing in: a customer is who Login with Amazon says, and gets a household with the first
//! sign-in.

use amazon::LwaError;
use domain::{AccountId, HouseholdId, Identity, Role};
use secrecy::SecretString;
use store::Account;

use super::Accounts;
use crate::amazon::oauth::{Authorization, is_code_refused};
use crate::{Caller, Error};

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Amazon does not take the code.
    #[error("Amazon did not accept the sign-in; please try again")]
    CodeRefused,
    /// Amazon does not answer.
    #[error("Amazon is not answering right now")]
    AmazonUnavailable,
    /// Ours.
    #[error(transparent)]
    Own(#[from] Error),
}

impl From<store::Error> for SignInError {
    fn from(error: store::Error) -> Self {
        Self::Own(error.into())
    }
}

impl From<LwaError> for SignInError {
    fn from(error: LwaError) -> Self {
        if is_code_refused(&error) {
            Self::CodeRefused
        } else {
            Self::AmazonUnavailable
        }
    }
}

impl Accounts<'_> {
    /// Where somebody signs in.
    pub async fn sign_in_start(self) -> Result<Authorization, Error> {
        let (amazon, back) = (&self.0.amazon, self.0.callback_url());
        self.0
            .authorization(|state, verifier| amazon.sign_in_url(&back, state, verifier))
    }

    /// The browser is back with a code, by a request: who it is.
    pub async fn sign_in_finish(
        self,
        request_id: String,
        code: &str,
        verifier: &SecretString,
    ) -> Result<AccountId, SignInError> {
        let (amazon, back) = (&self.0.amazon, self.0.callback_url());
        let tokens = amazon.exchange_code(code, &back, verifier).await?;
        let user_id = amazon.user_id(&tokens.access).await?;
        self.known(Identity::of_amazon(&user_id), request_id).await
    }

    /// The account of somebody whose identity was shown, by a request: made with a household of their own where there is
    /// none yet.
    async fn known(self, identity: Identity, request_id: String) -> Result<AccountId, SignInError> {
        let mut tx = self.0.store.write().await?;
        if let Some(account) = tx.account_by_identity(&identity).await? {
            return Ok(account.id);
        }
        let now = self.0.now();
        let household: HouseholdId = self.0.random.id(now);
        let account = Account {
            id: self.0.random.id(now),
            household_id: household,
            role: Role::Owner,
            issuer: identity.issuer.clone(),
            subject: identity.subject.clone(),
            created_at: now,
        };
        tx.household_insert(household, now).await?;
        match tx.account_insert(&account).await {
            // Signed in twice at the same moment: the other one made it.
            Err(store::Error::Conflict) => {
                drop(tx);
                let mut tx = self.0.store.read().await?;
                let known = tx.account_by_identity(&identity).await?;
                return known
                    .map(|account| account.id)
                    .ok_or(SignInError::Own(Error::NotFound));
            }
            made => made?,
        }
        let caller = Caller::Customer(account.id.into(), request_id);
        let object = format!("account:{}", account.id);
        let noted = self.0.audit(&mut tx, &caller, "account.create", object);
        noted.await?;
        tx.commit().await?;
        Ok(account.id)
    }
}
