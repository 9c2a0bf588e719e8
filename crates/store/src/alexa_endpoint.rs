//! The machines that Alexa is told of, each by one grant alone.

use domain::{AccountId, DeviceId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::list::column;
use crate::tx::{inserted, on};
use crate::wire::MaybeMillis;
use crate::{Error, Tx};

/// A machine that Alexa is told of.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AlexaEndpoint {
    /// The machine.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// By whose grant.
    #[sqlx(try_from = "Uuid")]
    pub account_id: AccountId,
    /// A digest of what it was last announced as.
    pub announced: Option<Vec<u8>>,
    /// When its levels were last told.
    #[sqlx(try_from = "MaybeMillis")]
    pub told_at: Option<Time>,
    /// Whether it was heard of, as that was last told.
    pub reachable: Option<bool>,
}

impl Tx {
    /// By whose grant Alexa is told of a machine, if of any.
    pub async fn alexa_endpoint(&mut self, id: DeviceId) -> Result<Option<AlexaEndpoint>, Error> {
        const SQL: &str = "SELECT * FROM alexa_endpoints WHERE device_id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The machines of an account's grant, by id.
    pub async fn alexa_endpoints(&mut self, of: AccountId) -> Result<Vec<AlexaEndpoint>, Error> {
        const SQL: &str = "SELECT * FROM alexa_endpoints WHERE account_id = $1 ORDER BY device_id";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(of.0).fetch_all(c).await?))
    }

    /// Alexa is told of a machine by an account's grant from now on.
    ///
    /// # Errors
    /// [`Error::Conflict`] where it is by a grant.
    pub async fn alexa_endpoint_insert(
        &mut self,
        device: DeviceId,
        of: AccountId,
    ) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO alexa_endpoints (device_id, account_id) VALUES ($1, $2)
            ON CONFLICT (device_id) DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(device.0).bind(of.0).execute(c).await?.rows_affected()))
    }

    /// Alexa is told of a machine no more.
    pub async fn alexa_endpoint_delete(&mut self, device: DeviceId) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM alexa_endpoints WHERE device_id = $1";
        on!(self, c => sqlx::query(SQL).bind(device.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Notes as what a machine was announced, by an account's grant.
    pub async fn alexa_endpoint_announced(
        &mut self,
        device: DeviceId,
        of: AccountId,
        digest: &[u8],
    ) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE alexa_endpoints SET announced = $3 WHERE device_id = $1 AND account_id = $2";
        on!(self, c => sqlx::query(SQL)
            .bind(device.0).bind(of.0).bind(digest).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Notes that a machine's levels were told, by an account's grant, and whether it was heard of.
    pub async fn alexa_endpoint_told(
        &mut self,
        device: DeviceId,
        of: AccountId,
        at: Time,
        reachable: bool,
    ) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE alexa_endpoints SET told_at = $3, reachable = $4
            WHERE device_id = $1 AND account_id = $2";
        on!(self, c => sqlx::query(SQL)
            .bind(device.0)
            .bind(of.0)
            .bind(at.millis())
            .bind(reachable)
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets as what the machines of an account's grant were announced, and what was told of them.
    pub async fn alexa_endpoints_untold(&mut self, of: AccountId) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE alexa_endpoints SET announced = NULL, told_at = NULL, reachable = NULL
            WHERE account_id = $1";
        on!(self, c => sqlx::query(SQL).bind(of.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// By whose grants Alexa is told of any of these machines, each once, in no order.
    pub async fn alexa_accounts_of_devices(
        &mut self,
        devices: &[DeviceId],
    ) -> Result<Vec<AccountId>, Error> {
        const SQL: [&str; 2] = [
            "SELECT DISTINCT account_id FROM alexa_endpoints
             WHERE device_id IN (SELECT unhex(value) FROM json_each($1))",
            "SELECT DISTINCT account_id FROM alexa_endpoints WHERE device_id = ANY($1)",
        ];
        let ids: Vec<(Uuid,)> = self.of_ids(SQL, column(devices, |id| id.0)).await?;
        Ok(ids.into_iter().map(|(id,)| AccountId(id)).collect())
    }
}
