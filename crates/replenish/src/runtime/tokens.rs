//! Tokens of Login with Amazon's in a row of the database: sealed for that row, opened, and how long they may be used.
//! Whose they are, and what their refusal means, is said where they are used.

use amazon::Tokens;
use domain::time::{DAY, SECOND};
use domain::{AccountId, DeviceId};
use secrecy::SecretString;
use store::SealedTokens;
use tracing::error;

use super::clock::system_now;
use super::vault::{Unopened, Unsealed};
use crate::Application;

/// The longest that an access token lasts; what is to last longer is of a clock that was wrong.
const LONGEST: i64 = DAY;
/// How long somebody may take to refresh.
pub(crate) const LEASE: i64 = 30 * SECOND;
/// When a job looks again while somebody else refreshes.
pub(crate) const BUSY: std::time::Duration = std::time::Duration::from_secs(2);

/// The row of a device's registration.
pub(crate) fn of_registration(device: DeviceId) -> String {
    format!("registrations/{device}")
}

/// The row of an account's grant for Alexa.
pub(crate) fn of_grant(account: AccountId) -> String {
    format!("alexa_grants/{account}")
}

/// Whether an access token may be used that is to be refreshed some time before its end.
pub(crate) fn lasts(held: &SealedTokens, early: i64) -> bool {
    let left = held.access_expires_at.since(system_now());
    (early + 1..=LONGEST).contains(&left)
}

impl Application {
    /// Seals new tokens for a row; a refresh without a new refresh token keeps the old. Nobody refreshes them any more.
    pub(crate) fn seal_tokens(
        &self,
        held: &mut SealedTokens,
        row: &str,
        tokens: &Tokens,
    ) -> Result<(), Unsealed> {
        let seal = |secret, column| {
            let place = format!("{row}/{column}");
            self.vault.seal(secret, &place, &self.random)
        };
        held.access_token = seal(&tokens.access, "access_token")?;
        if let Some(refresh) = &tokens.refresh {
            held.refresh_token = seal(refresh, "refresh_token")?;
        }
        let lasts = i64::try_from(tokens.expires_in.as_millis()).unwrap_or(0);
        held.access_expires_at = system_now() + lasts;
        held.refresh_lease = None;
        Ok(())
    }

    /// Seals what a refresh gave in place of the access and refresh token of a goodbye; one without a new refresh token keeps
    /// the old.
    pub(crate) fn seal_goodbye(
        &self,
        (access, refresh): (&mut Vec<u8>, &mut Vec<u8>),
        place: &str,
        tokens: &Tokens,
    ) -> Result<(), Unsealed> {
        *access = self.vault.seal(&tokens.access, place, &self.random)?;
        if let Some(new) = &tokens.refresh {
            *refresh = self.vault.seal(new, place, &self.random)?;
        }
        Ok(())
    }

    /// Access and refresh token of a row.
    pub(crate) fn open_tokens(
        &self,
        held: &SealedTokens,
        row: &str,
    ) -> Result<(SecretString, SecretString), Unopened> {
        Ok((
            self.open(&held.access_token, row, "access_token")?,
            self.open(&held.refresh_token, row, "refresh_token")?,
        ))
    }

    /// The access token of a row; the operator reads where it does not open.
    pub(crate) fn open_access(
        &self,
        held: &SealedTokens,
        row: &str,
    ) -> Result<SecretString, Unopened> {
        self.open(&held.access_token, row, "access_token")
            .inspect_err(|it| error!("{it}"))
    }

    /// The same of its refresh token.
    pub(crate) fn open_refresh(
        &self,
        held: &SealedTokens,
        row: &str,
    ) -> Result<SecretString, Unopened> {
        self.open(&held.refresh_token, row, "refresh_token")
            .inspect_err(|it| error!("{it}"))
    }

    fn open(&self, sealed: &[u8], row: &str, column: &str) -> Result<SecretString, Unopened> {
        self.vault.open(sealed, &format!("{row}/{column}"))
    }
}
