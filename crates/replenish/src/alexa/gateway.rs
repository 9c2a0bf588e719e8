//! Telling Alexa something in a customer's name, and what follows from the event gateway's answer.
//!
//! | answer | follows |
//! |---|---|
//! | the token is refused | refreshed once and sent once more; refused again, the next report tries anew |
//! | disabled, unknown account or skill | the grant ends; so where Login with Amazon refuses its refresh token |
//! | never enabled | waits while the grant is some minutes old, then the grant ends |
//! | no permission to send events | the operator reads it, and the grant stays |
//! | busy, failing, no answer | again after some seconds, three times, then in a quarter of an hour |
//! | too large | in halves, where there are any |
//! | anything else | written down, and left to the next report |

use std::time::Duration;

use amazon::alexa::{Consequence, Event, GatewayError};
use domain::registration::EndedBy;
use domain::time::{HOUR, MINUTE, SECOND};
use domain::{AccountId, Time};
use tracing::{error, warn};
use uuid::Uuid;

use crate::job::{Ended, Tries};
use crate::runtime::tokens::BUSY;
use crate::runtime::vault::Unopened;
use crate::{Application, Caller, Error};

/// So long after a grant its enablement may not have reached the gateway.
const FRESH: i64 = 10 * MINUTE;
/// How often a fresh grant is tried.
const FRESH_AGAIN: i64 = 30 * SECOND;
/// An event is sent so many times more after a failure of the gateway's.
const RESENDS: i64 = 3;
/// The least time between two of them.
const APART: Duration = Duration::from_secs(1);
/// When it is tried anew after those.
const LATER: i64 = 15 * MINUTE;
/// When it is tried anew after a fault of the maker's set-up.
const SET_UP: i64 = HOUR;

/// Why Alexa was not told something.
#[derive(Debug)]
pub(super) enum TellError {
    /// There is no grant, or no longer.
    Unlinked,
    /// Somebody else is getting a token right now.
    Refreshing,
    /// Not now.
    Later {
        after: Option<Duration>,
        why: &'static str,
    },
    /// The gateway's answer.
    Gateway(GatewayError),
    /// Ours.
    Own(Error),
}

impl From<Error> for TellError {
    fn from(error: Error) -> Self {
        Self::Own(error)
    }
}

impl From<store::Error> for TellError {
    fn from(error: store::Error) -> Self {
        Self::Own(error.into())
    }
}

impl From<Unopened> for TellError {
    fn from(_: Unopened) -> Self {
        Self::Later {
            after: None,
            why: "a sealed token does not open",
        }
    }
}

impl TellError {
    /// This installation has no skill.
    pub(super) const NO_SKILL: Self = Self::Later {
        after: Some(Duration::from_secs(3_600)),
        why: "LARDER_ALEXA_CLIENT_ID is not set",
    };

    /// Whether the same in smaller pieces may be taken.
    pub(super) fn is_of_size(&self) -> bool {
        matches!(self, Self::Gateway(error) if error.consequence() == Consequence::Split)
    }

    /// How a job ends that could not tell it; one that is given up ends as `given_up` says.
    pub(super) fn ended(self, now: Time, tries: Tries, given_up: Ended) -> Result<Ended, Error> {
        let gateway = match self {
            Self::Unlinked => return Ok(Ended::Done),
            Self::Own(error) => return Err(error),
            Self::Refreshing => {
                return Ok(Ended::Retry {
                    after: Some(BUSY),
                    why: "the token is being refreshed",
                });
            }
            Self::Later { after, why } => return Ok(Ended::Retry { after, why }),
            Self::Gateway(gateway) => gateway,
        };
        Ok(match gateway.consequence() {
            Consequence::Resend { after } if tries.count < RESENDS => Ended::Retry {
                after: after.map(|after| after.max(APART)),
                why: "Alexa's event gateway does not take an event",
            },
            Consequence::Resend { .. } | Consequence::RefreshOnce => {
                warn!(error = %gateway, "Alexa is told later");
                Ended::Again(now + LATER)
            }
            Consequence::WaitWhileFresh => Ended::Again(now + FRESH_AGAIN),
            Consequence::TellOperator => {
                error!(error = %gateway, "Alexa is told nothing until the skill may send events");
                Ended::Again(now + SET_UP)
            }
            Consequence::Unlinked => Ended::Done,
            Consequence::Split | Consequence::GiveUp => {
                error!(error = %gateway, "Alexa's event gateway refuses an event for good");
                given_up
            }
        })
    }
}

impl Application {
    /// Tells Alexa something in a customer's name. A token that is refused is refreshed once; what says that the customer
    /// has unlinked Alexa ends the grant.
    pub(super) async fn tell_alexa(
        &self,
        account: AccountId,
        event: &Event,
    ) -> Result<(), TellError> {
        let client = self.amazon.alexa().ok_or(TellError::NO_SKILL)?;
        let grant = self.grant(account).await?;
        let (region, given) = (grant.region, grant.linked_at);
        let token = self.grant_token(grant).await?;
        let message: Uuid = self.random.id(self.now());
        let mut answer = client.send(region, &token, message, event).await;
        if answer == Err(GatewayError::InvalidToken) {
            let token = self.other_token(account, &token).await?;
            answer = client.send(region, &token, message, event).await;
        }
        let Err(error) = answer else {
            return Ok(());
        };
        let is_fresh = self.now().since(given) < FRESH;
        let is_over = match error.consequence() {
            Consequence::Unlinked => true,
            Consequence::WaitWhileFresh => !is_fresh,
            _ => false,
        };
        if is_over {
            warn!(%error, "a customer has unlinked Alexa");
            let by = EndedBy::Amazon;
            self.end_grant(&Caller::Amazon, account, Some(given), by)
                .await?;
            return Err(TellError::Unlinked);
        }
        Err(TellError::Gateway(error))
    }
}
