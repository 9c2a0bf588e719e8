//! Access tokens: opened, refreshed early by one at a time, and what their refusal means.

use amazon::{Amazon, DrsError, LwaError, Tokens};
use domain::registration::EndedBy;
use domain::time::MINUTE;
use domain::{DeviceId, Time};
use secrecy::{ExposeSecret as _, SecretString};
use store::Registration;
use tracing::error;

use crate::device_unit::DeviceUnit;
use crate::job::Ended;
use crate::runtime::clock::system_now;
use crate::runtime::tokens::{BUSY, LEASE, lasts, of_registration};
use crate::runtime::vault::Unopened;
use crate::{Application, Caller, Error};

/// An access token is not used in its last minute.
const EARLY: i64 = MINUTE;
/// How often somebody who waits for a page looks, and how many times.
const LOOK: i64 = 250;
const LOOKS: usize = 40;

/// Why a call to Amazon gave no answer to act on.
#[derive(Debug)]
pub(crate) enum CallError {
    /// There are no tokens, or no longer.
    NotRegistered,
    /// Somebody else is getting a token right now.
    Refreshing,
    /// A token cannot be had now.
    Later {
        after: Option<std::time::Duration>,
        why: &'static str,
    },
    /// Amazon's answer.
    Drs(DrsError),
    /// Ours.
    Own(Error),
}

impl From<Error> for CallError {
    fn from(error: Error) -> Self {
        Self::Own(error)
    }
}

impl From<store::Error> for CallError {
    fn from(error: store::Error) -> Self {
        Self::Own(error.into())
    }
}

impl From<Unopened> for CallError {
    fn from(_: Unopened) -> Self {
        Self::Later {
            after: None,
            why: "a sealed token does not open",
        }
    }
}

impl CallError {
    /// Of a call that only asks: whatever Amazon said instead of an answer, it is asked again.
    pub(crate) fn of_question(self) -> Self {
        match self {
            Self::Drs(error) => Self::Later {
                after: match error.decision() {
                    amazon::Decision::RetryLater { after } => after,
                    _ => None,
                },
                why: "Amazon does not say what is subscribed",
            },
            other => other,
        }
    }

    /// What a job does that may simply be repeated; a device without tokens has nothing to do.
    pub(crate) fn repeat(self) -> Result<Ended, Error> {
        Ok(match self {
            Self::NotRegistered => Ended::Done,
            Self::Refreshing => Ended::Retry {
                after: Some(BUSY),
                why: "the token is being refreshed",
            },
            Self::Later { after, why } => Ended::Retry { after, why },
            Self::Drs(error) => match error.decision() {
                amazon::Decision::RetryLater { after } => Ended::Retry {
                    after,
                    why: "Amazon is not answering",
                },
                amazon::Decision::OutcomeUnknown | amazon::Decision::RefreshTokenOnce => {
                    Ended::Retry {
                        after: None,
                        why: "Amazon did not take the call",
                    }
                }
                amazon::Decision::Fail | amazon::Decision::SyncSubscription => {
                    error!(%error, "Amazon refuses a call for good");
                    Ended::Done
                }
            },
            Self::Own(error) => return Err(error),
        })
    }
}

impl Application {
    /// An access token that lasts a while, refreshed where needed.
    pub(crate) async fn access_token(&self, device: DeviceId) -> Result<SecretString, CallError> {
        self.lasting_token(self.registration(device).await?).await
    }

    async fn lasting_token(&self, registration: Registration) -> Result<SecretString, CallError> {
        if lasts(&registration.tokens, EARLY) {
            let row = of_registration(registration.device_id);
            return Ok(self.open_access(&registration.tokens, &row)?);
        }
        self.refresh(registration).await
    }

    /// The same for somebody who waits for it: while another refreshes it, that one is waited for.
    pub(crate) async fn access_token_soon(
        &self,
        device: DeviceId,
    ) -> Result<SecretString, CallError> {
        for _ in 1..LOOKS {
            match self.access_token(device).await {
                Err(CallError::Refreshing) => {
                    self.clock.sleep_until(self.now() + LOOK).await;
                }
                token => return token,
            }
        }
        self.access_token(device).await
    }

    async fn registration(&self, device: DeviceId) -> Result<Registration, CallError> {
        let mut tx = self.store.read().await?;
        tx.registration(device)
            .await?
            .ok_or(CallError::NotRegistered)
    }

    async fn refresh(&self, old: Registration) -> Result<SecretString, CallError> {
        let device = old.device_id;
        let row = of_registration(device);
        let system = system_now();
        let mut tx = self.store.write().await?;
        let mine = tx
            .registration_lease(device, system, system + LEASE)
            .await?;
        if !mine {
            return Err(CallError::Refreshing);
        }
        let held = tx.registration(device).await?;
        let held = held.ok_or(CallError::NotRegistered)?;
        // Somebody refreshed it after it was read here: what was read is used up.
        if held.tokens.access_token != old.tokens.access_token {
            return Ok(self.open_access(&held.tokens, &row)?);
        }
        tx.commit().await?;
        let refresh = self.open_refresh(&old.tokens, &row)?;
        let answer = self.amazon.refresh(&refresh).await;

        let mut unit = DeviceUnit::lock(self, device).await?;
        let Some(mut registration) = unit.tx.registration(device).await? else {
            return Err(CallError::NotRegistered);
        };
        // Registered anew while we asked: the answer is about tokens that are no longer ours.
        if registration.registered_at != old.registered_at {
            return Err(CallError::Refreshing);
        }
        match answer {
            Ok(tokens) => {
                // Sealed anew even where it stays the same: by the newest key.
                let tokens = Tokens {
                    refresh: tokens.refresh.or(Some(refresh)),
                    ..tokens
                };
                self.seal_tokens(&mut registration.tokens, &row, &tokens)
                    .map_err(Error::from)?;
                unit.tx.registration_put(&registration).await?;
                unit.commit().await?;
                Ok(tokens.access)
            }
            Err(LwaError::InvalidGrant) => {
                drop(unit);
                self.lose_registration(device, old.registered_at).await?;
                Err(CallError::NotRegistered)
            }
            Err(error) => {
                if error == LwaError::Unavailable {
                    self.amazon_health.unanswered(self.now());
                }
                registration.tokens.refresh_lease = None;
                unit.tx.registration_put(&registration).await?;
                unit.commit().await?;
                if error == LwaError::InvalidClient {
                    error!(
                        "Amazon refuses LARDER_LWA_CLIENT_ID and its secret: no machine can order"
                    );
                }
                Err(CallError::Later {
                    after: None,
                    why: "Amazon gives no token",
                })
            }
        }
    }

    /// Calls Amazon with a device's token, refreshing it once where Amazon refuses it. A fresh one
    /// that is refused too says that the registration is lost.
    pub(crate) async fn call<T, Answer>(
        &self,
        device: DeviceId,
        ask: impl Fn(Amazon, SecretString) -> Answer,
    ) -> Result<T, CallError>
    where
        Answer: Future<Output = Result<T, DrsError>>,
    {
        self.call_by(self.registration(device).await?, ask).await
    }

    /// The same by a registration that was read a moment ago, without the database as long as its token lasts.
    pub(crate) async fn call_by<T, Answer>(
        &self,
        registration: Registration,
        ask: impl Fn(Amazon, SecretString) -> Answer,
    ) -> Result<T, CallError>
    where
        Answer: Future<Output = Result<T, DrsError>>,
    {
        let device = registration.device_id;
        let used = self.lasting_token(registration).await?;
        let answer = ask(self.amazon.clone(), used.clone()).await;
        self.amazon_health.note(&answer, self.now());
        match answer {
            Err(DrsError::InvalidToken) => {}
            answer => return answer.map_err(CallError::Drs),
        }
        let registration = self.registration(device).await?;
        let registered_at = registration.registered_at;
        let token = self.open_access(&registration.tokens, &of_registration(device))?;
        // Somebody else may have refreshed it since.
        let token = if token.expose_secret() == used.expose_secret() {
            self.refresh(registration).await?
        } else {
            token
        };
        match ask(self.amazon.clone(), token).await {
            Err(DrsError::InvalidToken) => {
                self.lose_registration(device, registered_at).await?;
                Err(CallError::NotRegistered)
            }
            answer => answer.map_err(CallError::Drs),
        }
    }

    /// Amazon takes none of the device's tokens any more.
    async fn lose_registration(&self, device: DeviceId, registered_at: Time) -> Result<(), Error> {
        let mut unit = DeviceUnit::lock(self, device).await?;
        let registration = unit.tx.registration(device).await?;
        if registration.is_some_and(|now| now.registered_at == registered_at) {
            unit.audit(&Caller::Amazon, "registration.token_refused")
                .await?;
            unit.end_registration(EndedBy::TokenRefused).await?;
        }
        unit.commit().await
    }
}
