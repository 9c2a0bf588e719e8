//! Errors: what a caller can act on.

mod code;

use std::time::Duration;

pub use code::Code;

use crate::runtime::vault::Unsealed;

/// Why something is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Which it is.
    pub code: Code,
    /// What is wrong and what would be right.
    pub detail: String,
}

impl Reason {
    /// A reason by its code, in words.
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self {
            code,
            detail: detail.into(),
        }
    }
}

/// A field of the input that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Which: `amount`, `slots[0].unit`.
    pub field: String,
    /// Why.
    pub reason: Reason,
}

impl Invalid {
    /// A fault of a field.
    pub fn new(field: impl Into<String>, code: Code, detail: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: Reason::new(code, detail),
        }
    }
}

/// Why something was not done. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such thing, or it is somebody else's.
    #[error("there is no such thing")]
    NotFound,
    /// It is not for this caller's role.
    #[error("this is not yours to do")]
    Forbidden,
    /// It is for somebody else; says for whom.
    #[error("{}", .0.detail)]
    Reserved(Reason),
    /// The session it was asked by has ended.
    #[error("signed out")]
    SignedOut,
    /// It stands against something that is there; says what.
    #[error("{}", .0.detail)]
    Conflict(Reason),
    /// The input cannot be taken.
    #[error("{}", .0.iter().map(|fault| fault.reason.detail.as_str()).collect::<Vec<_>>().join("; "))]
    Invalid(Vec<Invalid>),
    /// Too many tries.
    #[error("too many tries; wait a while")]
    TooMany {
        /// When to try again.
        retry_after: Duration,
    },
    /// Amazon is not answering.
    #[error("Amazon is not answering right now")]
    Amazon,
    /// Too much waits to be stored, or the server is going down.
    #[error("it cannot be stored right now")]
    NotStored,
    /// A secret that is to be stored cannot be sealed.
    #[error("{0}")]
    Unsealed(#[from] Unsealed),
    /// The database is not answering, or takes no writes.
    #[error("{0}")]
    Unavailable(#[source] store::Error),
}

impl Error {
    /// One fault of one field.
    pub fn invalid(field: &str, code: Code, detail: impl Into<String>) -> Self {
        Self::Invalid(vec![Invalid::new(field, code, detail)])
    }

    /// It is for somebody else.
    pub(crate) fn reserved(code: Code, detail: impl Into<String>) -> Self {
        Self::Reserved(Reason::new(code, detail))
    }

    /// Something that is there stands against it.
    pub(crate) fn conflict(code: Code, detail: impl Into<String>) -> Self {
        Self::Conflict(Reason::new(code, detail))
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Conflict => Self::conflict(Code::ThereAlready, "it is there already"),
            error => Self::Unavailable(error),
        }
    }
}
