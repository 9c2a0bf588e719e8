//! The caller of a change: who asks for it, and by which request; with that it stands in the journal and in the audit log.

use domain::api_key::Scope;
use domain::journal::Actor;
use domain::{AccountId, ApiKey, DeviceId, PersonalTokenId, Time};
use store::AuditRow;
use uuid::Uuid;

use crate::Error;
use crate::runtime::vault::digest;

/// Who asks for a change.
#[derive(Clone, Debug)]
pub enum Caller {
    /// A customer, by a request.
    Customer(Customer, String),
    /// Somebody of the maker's, by a request.
    Maker(Maker, String),
    /// A machine that is known.
    Device(DeviceId),
    /// Whose the token of this hash is, [`Caller::token`].
    Token(Vec<u8>),
    /// Amazon, by a message or an answer.
    Amazon,
}

/// By what somebody of the maker's proves to be that.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Maker {
    /// The operator's token of the configuration, which may do everything.
    Operator,
    /// The factory's.
    Factory,
    /// A key.
    Key(ApiKey),
}

impl Maker {
    /// Whether it opens what a call asks for.
    pub fn may(&self, asked: Scope) -> bool {
        match self {
            Self::Operator => true,
            Self::Factory => Scope::Factory.covers(asked),
            Self::Key(key) => key.scopes.cover(asked),
        }
    }
}

/// An account, and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Customer {
    /// Who it is.
    pub account: AccountId,
    /// By what they are known.
    pub(crate) proof: Proof,
}

/// What speaks for an account. Whatever is done by it ends with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Proof {
    /// A session, by its name in the database.
    Session([u8; 32]),
    /// A token of their own.
    Token(PersonalTokenId),
    /// Something outside.
    Outside,
}

impl Customer {
    /// Somebody who is signed in.
    pub fn in_session(account: AccountId, session: [u8; 32]) -> Self {
        Self {
            account,
            proof: Proof::Session(session),
        }
    }

    /// Whoever has a token of theirs.
    pub(crate) fn by_token(account: AccountId, token: PersonalTokenId) -> Self {
        Self {
            account,
            proof: Proof::Token(token),
        }
    }
}

impl From<AccountId> for Customer {
    fn from(account: AccountId) -> Self {
        Self {
            account,
            proof: Proof::Outside,
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

    /// Whether it is somebody of the maker's who may do what a scope opens.
    pub(crate) fn may(&self, asked: Scope) -> bool {
        matches!(self, Self::Maker(maker, _) if maker.may(asked))
    }

    /// Ends what is the maker's alone.
    pub(crate) fn must_have(&self, asked: Scope) -> Result<(), Error> {
        self.may(asked).then_some(()).ok_or(Error::Forbidden)
    }

    /// As whom the journal names it.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Customer(..) => Actor::Customer,
            Self::Maker(..) => Actor::Maker,
            Self::Device(_) | Self::Token(_) => Actor::Device,
            Self::Amazon => Actor::Larder,
        }
    }

    /// The audit line of what it did to an object.
    pub(crate) fn audit(&self, id: Uuid, at: Time, action: &str, object: String) -> AuditRow {
        let (actor, actor_id, request_id) = match self {
            Self::Customer(customer, request) => ("customer", Some(customer.account.0), &**request),
            Self::Maker(Maker::Key(key), request) => ("maker", Some(key.id.0), &**request),
            Self::Maker(_, request) => ("maker", None, &**request),
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
