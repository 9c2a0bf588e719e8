//! Codes that prove possession of a device, kept hashed.

use domain::{DeviceId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::on;
use crate::wire::MaybeMillis;
use crate::{Error, Tx};

/// A code's device and end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct ClaimCode {
    /// The device it claims.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// A code of the machine's own screen ends; a printed one does not.
    #[sqlx(try_from = "MaybeMillis")]
    pub expires_at: Option<Time>,
}

impl Tx {
    /// Keeps a code.
    pub async fn claim_code_insert(&mut self, hash: &[u8], code: ClaimCode) -> Result<(), Error> {
        const SQL: &str =
            "INSERT INTO claim_codes (code_hash, device_id, expires_at) VALUES ($1, $2, $3)";
        on!(self, c => sqlx::query(SQL)
            .bind(hash)
            .bind(code.device_id.0)
            .bind(code.expires_at.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The code of that hash.
    pub async fn claim_code(&mut self, hash: &[u8]) -> Result<Option<ClaimCode>, Error> {
        const SQL: &str = "SELECT device_id, expires_at FROM claim_codes WHERE code_hash = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?))
    }

    /// Forgets a device's codes: all printed ones, or all of its screen.
    pub async fn claim_codes_delete(
        &mut self,
        device: DeviceId,
        printed: bool,
    ) -> Result<(), Error> {
        const SQL: &str =
            "DELETE FROM claim_codes WHERE device_id = $1 AND (expires_at IS NULL) = $2";
        on!(self, c => sqlx::query(SQL).bind(device.0).bind(printed).execute(c).await?.rows_affected());
        Ok(())
    }
}
