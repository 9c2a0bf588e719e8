//! Signing in: a customer is who Login with Amazon says, and gets a household with the first
//! sign-in.

use amazon::LwaError;
use domain::Role;
use domain::{AccountId, HouseholdId};
use secrecy::SecretString;
use store::Account;

use crate::amazon::oauth::{Authorization, is_code_refused};
use crate::audit::AuditActor;
use crate::{Application, Error};

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

impl Application {
    /// Where somebody signs in.
    pub async fn sign_in_start(&self) -> Result<Authorization, Error> {
        self.authorization(|state, verifier| {
            self.amazon
                .sign_in_url(&self.callback_url(), state, verifier)
        })
    }

    /// The browser is back with a code: who it is.
    pub async fn sign_in_finish(
        &self,
        code: &str,
        verifier: &SecretString,
        request_id: &str,
    ) -> Result<AccountId, SignInError> {
        let tokens = self
            .amazon
            .exchange_code(code, &self.callback_url(), verifier)
            .await?;
        let user_id = self.amazon.user_id(&tokens.access).await?;
        let mut tx = self.store.write().await?;
        if let Some(account) = tx.account_by_amazon(&user_id).await? {
            return Ok(account.id);
        }
        let now = self.now();
        let household: HouseholdId = self.random.id(now);
        let account = Account {
            id: self.random.id(now),
            household_id: household,
            role: Role::Owner,
            amazon_user_id: user_id.clone(),
            created_at: now,
        };
        tx.household_insert(household, now).await?;
        match tx.account_insert(&account).await {
            // Signed in twice at the same moment: the other one made it.
            Err(store::Error::Conflict) => {
                drop(tx);
                let known = self.store.read().await?.account_by_amazon(&user_id).await?;
                return known
                    .map(|account| account.id)
                    .ok_or(SignInError::Own(Error::NotFound));
            }
            made => made?,
        }
        let caller = AuditActor::Customer(account.id, request_id);
        let object = format!("account:{}", account.id);
        let row = caller.audit(self.random.id(now), now, "account.create", object);
        tx.audit_insert(&row).await?;
        tx.commit().await?;
        Ok(account.id)
    }
}
