//! The customer who asks for a change, and whether they still may when it takes effect.
//!
//! - A change begins with the household: it is held first, before any machine of it, so that who is of it
//!   and as what is the same from the question to the end, whatever others do at once.
//! - It is by a session, which is held too: once a sign-out is answered, nothing more takes effect by it.

use domain::{HouseholdId, Role};
use store::{Account, Tx};

use crate::{Application, Caller, Customer, Error};

impl Customer {
    /// Whether their session, if they have one, has not ended.
    pub(crate) async fn is_here(&self, tx: &mut Tx) -> Result<bool, Error> {
        Ok(match self.session {
            Some(session) => {
                let row = tx.session(&session).await?;
                row.is_some_and(|row| row.account_id == Some(self.account))
            }
            None => true,
        })
    }

    /// Ends what goes on after a session has ended.
    pub(crate) async fn must_be_here(&self, tx: &mut Tx) -> Result<(), Error> {
        let is_here = self.is_here(tx).await?;
        is_here.then_some(()).ok_or(Error::SignedOut)
    }
}

impl Application {
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
            if let Some(session) = customer.session
                && !tx.session_hold(&session, account.id).await?
            {
                return Err(Error::SignedOut);
            }
            return Ok((tx, account));
        }
    }
}
