//! The caller of a change: who asks for it, and by which request; with that it stands in the journal and in the audit log.

use domain::journal::Actor;
use domain::{AccountId, DeviceId, Time};
use store::AuditRow;
use uuid::Uuid;

use crate::Error;
use crate::runtime::vault::digest;

/// Who asks for a change.
#[derive(Clone, Debug)]
pub enum Caller {
    /// A customer, by a request.
    Customer(Customer, String),
    /// The maker, by a request.
    Operator(String),
    /// The maker's factory, by a request: it makes machines and, until they are first heard or owned, what opens them.
    Factory(String),
    /// A machine that is known.
    Device(DeviceId),
    /// Whose the token of this hash is, [`Caller::token`].
    Token(Vec<u8>),
    /// Amazon, by a message or an answer.
    Amazon,
}

/// An account, and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Who it is.
    pub account: AccountId,
    /// By which session, by its name in the database; none where something else vouches for them.
    pub(crate) session: Option<[u8; 32]>,
}

impl Customer {
    /// Somebody who is signed in.
    pub fn in_session(account: AccountId, session: [u8; 32]) -> Self {
        Self {
            account,
            session: Some(session),
        }
    }
}

impl From<AccountId> for Customer {
    fn from(account: AccountId) -> Self {
        Self {
            account,
            session: None,
        }
    }
}

impl Caller {
    /// A machine, by the token that it sent.
    pub fn token(token: &str) -> Self {
        Self::Token(digest(token))
    }

    /// The customer, where only one may do it.
    pub(crate) fn customer(&self) -> Result<Customer, Error> {
        match self {
            Self::Customer(customer, _) => Ok(*customer),
            _ => Err(Error::Forbidden),
        }
    }

    /// Ends what is the maker's alone.
    pub(crate) fn must_be_operator(&self) -> Result<(), Error> {
        match self {
            Self::Operator(_) => Ok(()),
            _ => Err(Error::Forbidden),
        }
    }

    /// The same for what its factory may do, too.
    pub(crate) fn must_be_maker(&self) -> Result<(), Error> {
        match self {
            Self::Factory(_) => Ok(()),
            _ => self.must_be_operator(),
        }
    }

    /// As whom the journal names it.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Customer(..) => Actor::Customer,
            Self::Operator(_) | Self::Factory(_) => Actor::Maker,
            Self::Device(_) | Self::Token(_) => Actor::Device,
            Self::Amazon => Actor::Larder,
        }
    }

    /// The audit line of what it did to an object.
    pub(crate) fn audit(&self, id: Uuid, at: Time, action: &str, object: String) -> AuditRow {
        let (actor, actor_id, request_id) = match self {
            Self::Customer(customer, request) => ("customer", Some(customer.account.0), &**request),
            Self::Operator(request) | Self::Factory(request) => ("maker", None, &**request),
            Self::Device(_) | Self::Token(_) => ("device", None, ""),
            Self::Amazon => ("amazon", None, ""),
        };
        AuditRow {
            id,
            at,
            actor: actor.to_owned(),
            actor_id,
            action: action.to_owned(),
            object,
            request_id: request_id.to_owned(),
        }
    }
}
