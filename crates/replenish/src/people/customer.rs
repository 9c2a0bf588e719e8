//! The customer who asks for a change, and whether they still may when it takes effect.
//!
//! - A change begins with the household: it is held first, before any machine of it, so that who is of it
//!   and as what is the same from the question to the end, whatever others do at once.
//! - It is by a session or a token of theirs, which is held too: once a sign-out is answered, or a token revoked, nothing
//!   more takes effect by it.

use domain::{AccountId, HouseholdId, PersonalToken, Role};
use store::{Account, Tx};

use crate::caller::Proof;
use crate::{Application, Caller, Customer, Error};

impl Application {
    /// Whether what speaks for a customer has not ended.
    pub(crate) async fn is_here(&self, tx: &mut Tx, customer: &Customer) -> Result<bool, Error> {
        Ok(match customer.proof {
            Proof::Session(session) => {
                let row = tx.session(&session).await?;
                row.is_some_and(|row| row.account_id == Some(customer.account))
            }
            Proof::Token(token) => {
                let token = tx.personal_token_named(token).await?;
                self.is_good(token, customer.account)
            }
            Proof::Outside => true,
        })
    }

    /// Ends what goes on after that has ended.
    pub(crate) async fn must_be_here(&self, tx: &mut Tx, customer: &Customer) -> Result<(), Error> {
        let is_here = self.is_here(tx, customer).await?;
        is_here.then_some(()).ok_or(Error::SignedOut)
    }

    /// The same, and until the transaction ends it does not end.
    async fn hold(&self, tx: &mut Tx, customer: &Customer) -> Result<(), Error> {
        let is_held = match customer.proof {
            Proof::Session(session) => tx.session_hold(&session, customer.account).await?,
            Proof::Token(token) => {
                let token = tx.personal_token_hold(token).await?;
                self.is_good(token, customer.account)
            }
            Proof::Outside => true,
        };
        is_held.then_some(()).ok_or(Error::SignedOut)
    }

    /// Whether a token is an account's, and its time is not over.
    fn is_good(&self, token: Option<PersonalToken>, of: AccountId) -> bool {
        token.is_some_and(|token| token.account_id == of && self.personal_tokens().lasts(&token))
    }

    /// Begins a change by a customer, in their household.
    pub(crate) async fn begin(&self, caller: &Caller) -> Result<(Tx, Account), Error> {
        self.begin_in(caller, None).await
    }

    /// The same by one of its owners.
    pub(crate) async fn begin_as_owner(&self, caller: &Caller) -> Result<(Tx, Account), Error> {
        let (tx, account) = self.begin(caller).await?;
        match account.role {
            Role::Owner => Ok((tx, account)),
            _ => Err(Error::Forbidden),
        }
    }

    /// The same where another household is changed with theirs.
    pub(crate) async fn begin_in(
        &self,
        caller: &Caller,
        other: Option<HouseholdId>,
    ) -> Result<(Tx, Account), Error> {
        let customer = caller.customer()?;
        loop {
            let mut tx = self.store.write().await?;
            let home = self.account(&mut tx, customer.account).await?.household_id;
            // In one order, so that two who go to each other's do not wait for each other.
            let mut households = [Some(home), other];
            households.sort();
            for household in households.into_iter().flatten() {
                tx.household_lock(household).await?;
            }
            let account = self.account(&mut tx, customer.account).await?;
            if account.household_id != home {
                // They moved while this waited.
                continue;
            }
            self.hold(&mut tx, &customer).await?;
            return Ok((tx, account));
        }
    }
}
