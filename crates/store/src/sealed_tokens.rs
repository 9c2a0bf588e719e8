//! Tokens of Login with Amazon's in a row. They are sealed; this crate cannot read them.

use domain::Time;
use sqlx::FromRow;

use crate::Error;
use crate::wire::{MaybeMillis, Millis};

/// An access token, and the refresh token that gives the next.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct SealedTokens {
    /// Sealed.
    pub access_token: Vec<u8>,
    /// Sealed.
    pub refresh_token: Vec<u8>,
    /// When the access token ends, by the system's clock.
    #[sqlx(try_from = "Millis")]
    pub access_expires_at: Time,
    /// Until when somebody is refreshing it, by the system's clock.
    #[sqlx(try_from = "MaybeMillis")]
    pub refresh_lease: Option<Time>,
}

impl SealedTokens {
    /// None yet. So they cannot be stored.
    pub fn none() -> Self {
        Self {
            access_token: Vec::new(),
            refresh_token: Vec::new(),
            access_expires_at: Time::from_millis(0),
            refresh_lease: None,
        }
    }

    /// Both are there.
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.access_token.is_empty() || self.refresh_token.is_empty() {
            return Err(Error::NoToken);
        }
        Ok(())
    }
}

impl std::fmt::Debug for SealedTokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedTokens").finish_non_exhaustive()
    }
}
