//! What Alexa asks of an account's machines, and is told.

use amazon::alexa::{Endpoint, Sampled};
use domain::AccountId;
use domain::alexa::Region;
use secrecy::SecretString;

use crate::{Application, Error};

/// Alexa's side of an account.
#[derive(Clone, Copy, Debug)]
pub struct Alexa<'a>(&'a Application);

impl Application {
    /// Alexa's side of an account.
    pub fn alexa(&self) -> Alexa<'_> {
        Alexa(self)
    }
}

impl Alexa<'_> {
    /// A customer lets events be sent.
    pub async fn accept_grant(
        self,
        account: AccountId,
        _region: Region,
        _code: &SecretString,
    ) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        self.0.account(&mut tx, account).await?;
        Err(Error::NotFound)
    }

    /// The machines of an account.
    pub async fn endpoints(self, account: AccountId) -> Result<Vec<Endpoint>, Error> {
        let mut tx = self.0.store.read().await?;
        self.0.account(&mut tx, account).await?;
        Ok(Vec::new())
    }

    /// What is so at a machine; not found where it is not the account's.
    pub async fn state(self, account: AccountId, _endpoint: &str) -> Result<Sampled, Error> {
        let mut tx = self.0.store.read().await?;
        self.0.account(&mut tx, account).await?;
        Err(Error::NotFound)
    }
}
