//! What can become of a DRS call, and what its caller may do then.

use std::time::Duration;

/// Why a call did not do what it should.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DrsError {
    /// The access token is expired or dead. DRS says so with a 400, not a 401; 401 and 403 are read
    /// alike.
    #[error("Amazon does not accept the access token")]
    InvalidToken,
    /// The customer has paused this slot: Amazon orders nothing for it.
    #[error("the slot is paused at Amazon")]
    Unsubscribed,
    /// The registered machine has no such slot, or the id cannot be one.
    #[error("Amazon knows no such slot")]
    UnknownSlot,
    /// Any other refusal. Trying again does not help.
    #[error("Amazon refused with status {status}: {message}")]
    Refused {
        /// HTTP status.
        status: u16,
        /// Amazon's words, shortened; empty where there were none.
        message: String,
    },
    /// 408, 429 or 5xx.
    #[error("Amazon is busy or failing, status {status}")]
    Busy {
        /// HTTP status.
        status: u16,
        /// How long Amazon asks to wait, at most a day.
        retry_after: Option<Duration>,
    },
    /// No connection could be made: Amazon has not seen the request.
    #[error("Amazon could not be reached; nothing was sent")]
    NotSent,
    /// The request was sent; the answer is late or broken, so what it did is not known.
    #[error("the request was sent and not answered; what it did is not known")]
    NoAnswer,
    /// A success whose answer is not what is documented.
    #[error("Amazon gave an unreadable answer")]
    Unreadable,
    /// The named argument cannot be sent. Nothing was.
    #[error("{0} cannot be sent")]
    Invalid(&'static str),
}

/// What a caller may do after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The same call again, later: with a growing delay, not before `after`.
    RetryLater {
        /// What Amazon asked for.
        after: Option<Duration>,
    },
    /// Give up; the same call fails the same way.
    Fail,
    /// Refresh the access token and call again once; refused again, the registration is lost.
    RefreshTokenOnce,
    /// Ask `subscriptionInfo` and mark the slot paused; no retry.
    SyncSubscription,
    /// Repeating `replenish` blindly might order twice. All other calls may simply be repeated.
    OutcomeUnknown,
}

impl DrsError {
    /// One word for it, the same for all of its kind.
    pub fn name(&self) -> &'static str {
        match self {
            Self::InvalidToken => "invalid_token",
            Self::Unsubscribed => "unsubscribed",
            Self::UnknownSlot => "unknown_slot",
            Self::Refused { .. } => "refused",
            Self::Busy { .. } => "busy",
            Self::NotSent => "not_sent",
            Self::NoAnswer => "no_answer",
            Self::Unreadable => "unreadable",
            Self::Invalid(_) => "invalid",
        }
    }

    /// What the caller may do.
    pub fn decision(&self) -> Decision {
        match self {
            Self::InvalidToken => Decision::RefreshTokenOnce,
            Self::Unsubscribed => Decision::SyncSubscription,
            Self::UnknownSlot | Self::Refused { .. } | Self::Invalid(_) => Decision::Fail,
            Self::Busy { retry_after, .. } => Decision::RetryLater {
                after: *retry_after,
            },
            Self::NotSent | Self::Unreadable => Decision::RetryLater { after: None },
            Self::NoAnswer => Decision::OutcomeUnknown,
        }
    }
}
