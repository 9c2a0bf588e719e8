//! A device, a customer and Amazon's tokens.

use domain::{AccountId, DeviceId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::column;
use crate::tx::on;
use crate::wire::{MaybeMillis, Millis};
use crate::{Error, SealedTokens, Tx};

/// One registration.
#[derive(Clone, PartialEq, Eq, FromRow)]
pub struct Registration {
    /// The device.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// Who connected it.
    #[sqlx(try_from = "Uuid")]
    pub account_id: AccountId,
    /// Amazon's customer id for DRS.
    pub amazon_customer: Option<String>,
    /// By which Amazon is called.
    #[sqlx(flatten)]
    pub tokens: SealedTokens,
    /// When the code was exchanged.
    #[sqlx(try_from = "Millis")]
    pub registered_at: Time,
    /// The newest DeviceRegistered.
    #[sqlx(try_from = "MaybeMillis")]
    pub amazon_updated_at: Option<Time>,
}

impl std::fmt::Debug for Registration {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registration")
            .field("device_id", &self.device_id)
            .finish_non_exhaustive()
    }
}

impl Tx {
    /// The device's registration.
    pub async fn registration(&mut self, id: DeviceId) -> Result<Option<Registration>, Error> {
        const SQL: &str = "SELECT * FROM registrations WHERE device_id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The registrations of those devices, in no order.
    pub async fn registrations(&mut self, ids: &[DeviceId]) -> Result<Vec<Registration>, Error> {
        const SQL: [&str; 2] = [
            "SELECT * FROM registrations
             WHERE device_id IN (SELECT unhex(value) FROM json_each($1))",
            "SELECT * FROM registrations WHERE device_id = ANY($1)",
        ];
        self.of_ids(SQL, column(ids, |id| id.0)).await
    }

    /// Makes the device's registration, or puts it in the place of the one before. One without a token is refused.
    pub async fn registration_put(&mut self, row: &Registration) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO registrations (device_id, account_id, amazon_customer, access_token,
                refresh_token, access_expires_at, refresh_lease, registered_at, amazon_updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (device_id) DO UPDATE SET account_id = excluded.account_id,
                amazon_customer = excluded.amazon_customer, access_token = excluded.access_token,
                refresh_token = excluded.refresh_token,
                access_expires_at = excluded.access_expires_at,
                refresh_lease = excluded.refresh_lease, registered_at = excluded.registered_at,
                amazon_updated_at = excluded.amazon_updated_at";
        row.tokens.check()?;
        on!(self, c => sqlx::query(SQL)
            .bind(row.device_id.0)
            .bind(row.account_id.0)
            .bind(row.amazon_customer.as_deref())
            .bind(&row.tokens.access_token)
            .bind(&row.tokens.refresh_token)
            .bind(row.tokens.access_expires_at.millis())
            .bind(row.tokens.refresh_lease.map(Time::millis))
            .bind(row.registered_at.millis())
            .bind(row.amazon_updated_at.map(Time::millis))
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Registered devices by id, after one of them.
    pub async fn registered_devices(
        &mut self,
        after: Option<DeviceId>,
        limit: i64,
    ) -> Result<Vec<DeviceId>, Error> {
        const SQL: &str = "
            SELECT device_id FROM registrations WHERE device_id > $1 ORDER BY device_id LIMIT $2";
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let ids: Vec<Uuid> = on!(self, c => sqlx::query_scalar(SQL)
            .bind(after).bind(limit).fetch_all(c).await?);
        Ok(ids.into_iter().map(DeviceId).collect())
    }

    /// Takes the right to refresh until `until`; false where somebody has it at `now`. One that lasts longer than
    /// twice that is of a clock that was wrong, and nobody's.
    pub async fn registration_lease(
        &mut self,
        id: DeviceId,
        now: Time,
        until: Time,
    ) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE registrations SET refresh_lease = $3
            WHERE device_id = $1 AND (refresh_lease IS NULL OR refresh_lease <= $2
                OR refresh_lease > $3 + ($3 - $2))";
        let changed = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(now.millis()).bind(until.millis()).execute(c).await?.rows_affected());
        Ok(changed == 1)
    }

    /// Ends the device's registration: its tokens are gone.
    pub async fn registration_delete(&mut self, id: DeviceId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM registrations WHERE device_id = $1";
        on!(self, c => sqlx::query(SQL).bind(id.0).execute(c).await?.rows_affected());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Store;

    #[tokio::test]
    async fn a_registration_without_a_token_is_not_stored() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("larder.db").display());
        let mut tx = Store::open(&url).await.unwrap().write().await.unwrap();
        let whole = Registration {
            device_id: DeviceId(Uuid::from_u128(1)),
            account_id: AccountId(Uuid::from_u128(2)),
            amazon_customer: None,
            tokens: SealedTokens {
                access_token: vec![1],
                refresh_token: vec![2],
                access_expires_at: Time::from_millis(1),
                refresh_lease: None,
            },
            registered_at: Time::from_millis(0),
            amazon_updated_at: None,
        };
        let (mut first, mut second) = (whole.clone(), whole);
        first.tokens.access_token.clear();
        second.tokens.refresh_token.clear();
        for empty in [first, second] {
            let stored = tx.registration_put(&empty).await;
            assert!(matches!(stored, Err(Error::NoToken)), "{stored:?}");
        }
    }
}
