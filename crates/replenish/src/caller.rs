//! The caller of a change: who asks for it, and by which request; with that it stands in the journal and in the audit log.

use domain::api_key::Scope;
use domain::device::Tenure;
use domain::journal::Actor;
use domain::maker_act;
use domain::operator::Duty;
use domain::{AccountId, ApiKey, Device, DeviceId, Operator, PersonalTokenId, Time};
use store::AuditRow;
use uuid::Uuid;

use crate::runtime::vault::digest;
use crate::{Code, Error};

/// Who asks for a change.
#[derive(Clone, Debug)]
pub enum Caller {
    /// A customer, by a request.
    Customer(Customer, String),
    /// Somebody of the maker's, by a request.
    Maker(Maker, String),
    /// One of these, with why they do it, in their words.
    Because(Box<Self>, String),
    /// The same, at a machine as they saw it.
    At(Box<Self>, Option<Tenure>),
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
    /// A person who is signed in.
    Person(Person),
}

/// A person of the maker's, and the session that speaks for them. Whatever is done by it ends with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Who it is, and what they may.
    pub operator: Operator,
    /// The session's name in the database.
    pub(crate) session: Vec<u8>,
}

impl Maker {
    /// Whether it opens what is asked for.
    pub fn may(&self, asked: impl Into<Duty>) -> bool {
        match (self, asked.into()) {
            (Self::Operator, _) => true,
            (Self::Person(person), asked) => person.operator.may(asked),
            (Self::Factory, Duty::Api(asked)) => Scope::Factory.covers(asked),
            (Self::Key(key), Duty::Api(asked)) => key.scopes.cover(asked),
            (Self::Factory | Self::Key(_), _) => false,
        }
    }

    /// As whom the audit names it: a key or a person.
    fn id(&self) -> Option<Uuid> {
        match self {
            Self::Operator | Self::Factory => None,
            Self::Key(key) => Some(key.id.0),
            Self::Person(person) => Some(person.operator.id.0),
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

    /// The token by which they are known, where it is one.
    pub fn token(&self) -> Option<PersonalTokenId> {
        match self.proof {
            Proof::Token(token) => Some(token),
            Proof::Session(_) | Proof::Outside => None,
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

    /// Whether it is somebody of the maker's who may do what is asked for.
    pub fn may(&self, asked: impl Into<Duty>) -> bool {
        match self {
            Self::Maker(maker, _) => maker.may(asked),
            Self::At(caller, _) | Self::Because(caller, _) => caller.may(asked),
            _ => false,
        }
    }

    /// Ends what is the maker's alone.
    pub(crate) fn must_have(&self, asked: impl Into<Duty>) -> Result<(), Error> {
        self.may(asked).then_some(()).ok_or(Error::Forbidden)
    }

    /// The person that it is, where it is one.
    pub(crate) fn person(&self) -> Option<&Person> {
        match self {
            Self::Maker(Maker::Person(person), _) => Some(person),
            Self::At(caller, _) | Self::Because(caller, _) => caller.person(),
            _ => None,
        }
    }

    /// The same, at a machine as they saw it; none where they have seen none.
    pub fn at(self, tenure: Option<Tenure>) -> Self {
        Self::At(Box::new(self), tenure)
    }

    /// Ends what was meant for whoever had the machine before.
    pub(crate) fn must_mean(&self, device: &Device) -> Result<(), Error> {
        match self {
            Self::At(_, tenure) if *tenure != Some(device.tenure()) => {
                let why = "This machine has changed hands since this page was opened, so nothing was done. Read the \
                           page again first.";
                Err(Error::conflict(Code::Maker("changed_hands"), why))
            }
            Self::At(caller, _) | Self::Because(caller, _) => caller.must_mean(device),
            _ => Ok(()),
        }
    }

    /// The same, with why they do it: a line of 3 to 200 characters.
    pub fn because(self, reason: &str) -> Result<Self, Error> {
        let detail =
            "A reason is a line of 3 to 200 characters that can be read. Your customer reads it.";
        let wrong = || Error::invalid("reason", Code::Maker("bad_reason"), detail);
        let reason = maker_act::reason(reason).ok_or_else(wrong)?;
        Ok(Self::Because(Box::new(self), reason.to_owned()))
    }

    /// As whom the journal names it.
    pub(crate) fn actor(&self) -> Actor {
        match self {
            Self::Customer(..) => Actor::Customer,
            Self::Maker(..) => Actor::Maker,
            Self::At(caller, _) | Self::Because(caller, _) => caller.actor(),
            Self::Device(_) | Self::Token(_) => Actor::Device,
            Self::Amazon => Actor::Larder,
        }
    }

    /// The audit line of what it did to an object.
    pub(crate) fn audit(&self, id: Uuid, at: Time, action: &str, object: String) -> AuditRow {
        let (actor, actor_id, request_id) = match self {
            Self::At(caller, _) => return caller.audit(id, at, action, object),
            Self::Because(caller, reason) => {
                return AuditRow {
                    reason: Some(reason.clone()),
                    ..caller.audit(id, at, action, object)
                };
            }
            Self::Customer(customer, request) => ("customer", Some(customer.account.0), &**request),
            Self::Maker(maker, request) => ("maker", maker.id(), &**request),
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
            reason: None,
        }
    }
}
