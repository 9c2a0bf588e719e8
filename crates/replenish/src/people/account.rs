//! Signing in: a customer is who Login with Amazon or the maker's identity provider says, and gets a household with the
//! first sign-in. What one of them says means nothing to the other: the same string is somebody else.

use amazon::LwaError;
use domain::{AccountId, HouseholdId, Identity, Role};
use oidc::{Failure, Oidc};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use store::Account;

use super::Accounts;
use crate::amazon::oauth::{Authorization, is_code_refused};
use crate::{Caller, Error};

/// By whose word somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignInBy {
    /// Login with Amazon.
    Amazon,
    /// The maker's identity provider.
    Maker,
}

/// Why somebody was not signed in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// The code is not taken, or what it is worth is not believed.
    #[error("the sign-in was not accepted; please try again")]
    CodeRefused,
    /// Whoever is asked does not answer.
    #[error("whoever signs customers in is not answering right now")]
    Unavailable,
    /// Ours.
    #[error(transparent)]
    Own(#[from] Error),
}

impl From<Failure> for SignInError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::CodeRefused | Failure::Doubtful(_) => {
                tracing::warn!(%failure, "a sign-in is refused");
                Self::CodeRefused
            }
            Failure::Unavailable => Self::Unavailable,
            Failure::Misconfigured(_) | Failure::InvalidClient => {
                tracing::error!(%failure, "look at LARDER_CUSTOMER_OIDC_*");
                Self::Unavailable
            }
        }
    }
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
            Self::Unavailable
        }
    }
}

impl Accounts<'_> {
    /// By whom customers may sign in.
    pub fn sign_ins(self) -> Vec<SignInBy> {
        let settings = &self.0.settings;
        let amazon = settings.amazon.then_some(SignInBy::Amazon);
        let maker = settings.customers.as_ref().map(|_| SignInBy::Maker);
        amazon.into_iter().chain(maker).collect()
    }

    /// Where somebody signs in. `NotFound` where nobody does by that.
    pub async fn sign_in_start(self, by: SignInBy) -> Result<Authorization, SignInError> {
        match by {
            SignInBy::Amazon if self.0.settings.amazon => {
                let (amazon, back) = (&self.0.amazon, self.0.callback_url());
                let ask = |state, verifier| amazon.sign_in_url(&back, state, verifier);
                Ok(self.0.authorization(ask)?)
            }
            SignInBy::Amazon => Err(Error::NotFound.into()),
            SignInBy::Maker => {
                let customers = self.customers()?;
                let random = &self.0.random;
                let state = random.token();
                let verifier = SecretString::from(format!("{}{}", random.token(), random.token()));
                let back = self.0.oidc_callback_url();
                let url = customers.authorize_url(&back, &state, &verifier).await?;
                Ok(Authorization {
                    url,
                    state,
                    verifier,
                })
            }
        }
    }

    fn customers(&self) -> Result<&Oidc, Error> {
        let customers = self.0.settings.customers.as_ref();
        customers.ok_or(Error::NotFound)
    }

    /// The browser is back with a code, by a request: who it is.
    pub async fn sign_in_finish(
        self,
        by: SignInBy,
        request_id: String,
        code: &str,
        verifier: &SecretString,
    ) -> Result<AccountId, SignInError> {
        let identity = match by {
            SignInBy::Amazon => {
                let (amazon, back) = (&self.0.amazon, self.0.callback_url());
                let tokens = amazon.exchange_code(code, &back, verifier).await?;
                Identity::of_amazon(&amazon.user_id(&tokens.access).await?)
            }
            SignInBy::Maker => {
                let back = self.0.oidc_callback_url();
                let customers = self.customers()?;
                customers.identity(&back, code, verifier).await?
            }
        };
        self.known(identity, request_id).await
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
