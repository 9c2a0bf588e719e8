//! Devices.

use domain::registration::{EndedBy, Standing};
use domain::{DeviceId, HouseholdId, Time};
use sqlx::FromRow;
use uuid::Uuid;

use crate::tx::{Inner, inserted, on};
use crate::wire::{MaybeEndedBy, MaybeId, MaybeMillis, Millis};
use crate::{Error, Tx};

// A machine weighs much, so that changes of the others do not make up for its leaving.
const REVISIONS_SQLITE: &str = "
    SELECT household_id, SUM(revision) + COUNT(*) * 1000000007 FROM devices
    WHERE household_id IN (SELECT unhex(value) FROM json_each($1)) GROUP BY household_id";
const REVISIONS_POSTGRES: &str = "
    SELECT household_id, CAST(SUM(revision) + COUNT(*) * 1000000007 AS BIGINT) FROM devices
    WHERE household_id = ANY($1) GROUP BY household_id";

/// One unit of a model.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Device {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: DeviceId,
    /// Its model.
    pub model: String,
    /// Unique over all models.
    pub serial: String,
    /// Whose it is.
    #[sqlx(try_from = "MaybeId")]
    pub household_id: Option<HouseholdId>,
    /// What they call it.
    pub name: Option<String>,
    /// SHA-256 of its token; none after a revocation.
    pub token_hash: Option<Vec<u8>>,
    /// SHA-256 of a token not used yet.
    pub next_token_hash: Option<Vec<u8>>,
    /// SHA-256 of the token that its present one replaced.
    pub old_token_hash: Option<Vec<u8>>,
    /// Its token is to be a new one, because its owner is.
    pub renews: bool,
    /// When the maker made it.
    #[sqlx(try_from = "Millis")]
    pub created_at: Time,
    /// When it last posted.
    #[sqlx(try_from = "MaybeMillis")]
    pub last_seen: Option<Time>,
    /// Since when it is its present owner's.
    #[sqlx(try_from = "MaybeMillis")]
    pub claimed_at: Option<Time>,
    /// When its last owner left.
    #[sqlx(try_from = "MaybeMillis")]
    pub left_at: Option<Time>,
    /// How its last registration ended.
    #[sqlx(try_from = "MaybeEndedBy")]
    pub ended_by: Option<EndedBy>,
    /// When that was.
    #[sqlx(try_from = "MaybeMillis")]
    pub ended_at: Option<Time>,
    /// On its way out.
    pub deleting: bool,
}

/// Which devices of the fleet.
#[derive(Clone, Copy, Debug, Default)]
pub struct DeviceFilter {
    /// Only of this standing.
    pub standing: Option<Standing>,
    /// Only those not heard of since.
    pub silent_since: Option<Time>,
    /// Only those after this one.
    pub after: Option<DeviceId>,
}

impl Tx {
    /// Makes a device; `Conflict` where its serial or token is taken.
    pub async fn device_insert(&mut self, device: &Device) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO devices (id, model, serial, household_id, token_hash, next_token_hash,
                created_at, last_seen, claimed_at, left_at, ended_by, ended_at, deleting, name,
                old_token_hash, renews)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
            ON CONFLICT DO NOTHING";
        inserted(on!(self, c => sqlx::query(SQL)
            .bind(device.id.0)
            .bind(&device.model)
            .bind(&device.serial)
            .bind(device.household_id.map(|id| id.0))
            .bind(device.token_hash.as_deref())
            .bind(device.next_token_hash.as_deref())
            .bind(device.created_at.millis())
            .bind(device.last_seen.map(Time::millis))
            .bind(device.claimed_at.map(Time::millis))
            .bind(device.left_at.map(Time::millis))
            .bind(device.ended_by.map(EndedBy::name))
            .bind(device.ended_at.map(Time::millis))
            .bind(device.deleting)
            .bind(device.name.as_deref())
            .bind(device.old_token_hash.as_deref())
            .bind(device.renews)
            .execute(c).await?.rows_affected()))
    }

    /// Writes everything of a device that can change.
    pub async fn device_update(&mut self, device: &Device) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE devices SET household_id = $2, token_hash = $3, next_token_hash = $4,
                last_seen = $5, claimed_at = $6, left_at = $7, ended_by = $8, ended_at = $9,
                deleting = $10, name = $11, old_token_hash = $12, renews = $13,
                revision = revision + 1
            WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(device.id.0)
            .bind(device.household_id.map(|id| id.0))
            .bind(device.token_hash.as_deref())
            .bind(device.next_token_hash.as_deref())
            .bind(device.last_seen.map(Time::millis))
            .bind(device.claimed_at.map(Time::millis))
            .bind(device.left_at.map(Time::millis))
            .bind(device.ended_by.map(EndedBy::name))
            .bind(device.ended_at.map(Time::millis))
            .bind(device.deleting)
            .bind(device.name.as_deref())
            .bind(device.old_token_hash.as_deref())
            .bind(device.renews)
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The device of that id.
    pub async fn device(&mut self, id: DeviceId) -> Result<Option<Device>, Error> {
        const SQL: &str = "SELECT * FROM devices WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// The device of that id, kept from others who ask the same way until the transaction ends.
    pub async fn device_lock(&mut self, id: DeviceId) -> Result<Option<Device>, Error> {
        const SQLITE: &str = "SELECT * FROM devices WHERE id = $1";
        const POSTGRES: &str = "SELECT * FROM devices WHERE id = $1 FOR UPDATE";
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(SQLITE)
                    .bind(id.0)
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(POSTGRES)
                    .bind(id.0)
                    .fetch_optional(&mut **tx)
                    .await?
            }
        })
    }

    /// The device of that serial.
    pub async fn device_by_serial(&mut self, serial: &str) -> Result<Option<Device>, Error> {
        const SQL: &str = "SELECT * FROM devices WHERE serial = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(serial).fetch_optional(c).await?))
    }

    /// The device of a token's hash, old or new.
    pub async fn device_by_token(&mut self, hash: &[u8]) -> Result<Option<Device>, Error> {
        const SQL: &str = "
            SELECT * FROM devices
            WHERE (token_hash = $1 OR next_token_hash = $1) AND NOT deleting";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?))
    }

    /// The device whose present token replaced the one of that hash.
    pub async fn device_by_old_token(&mut self, hash: &[u8]) -> Result<Option<Device>, Error> {
        const SQL: &str =
            "SELECT * FROM devices WHERE old_token_hash = $1 AND NOT deleting LIMIT 1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?))
    }

    /// A household's devices, in the order in which they became its own.
    pub async fn devices_of_household(&mut self, id: HouseholdId) -> Result<Vec<Device>, Error> {
        const SQL: &str = "
            SELECT * FROM devices WHERE household_id = $1 AND NOT deleting ORDER BY claimed_at, id";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_all(c).await?))
    }

    /// How far households' devices have come: a number that is another one after every change of any
    /// of them. A household without devices has none.
    pub async fn revisions(
        &mut self,
        households: &[HouseholdId],
    ) -> Result<Vec<(HouseholdId, i64)>, Error> {
        let rows: Vec<(Uuid, i64)> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                let ids: Vec<_> = households.iter().map(|id| id.0.simple()).collect();
                let ids =
                    serde_json::json!(ids.iter().map(ToString::to_string).collect::<Vec<_>>());
                sqlx::query_as(REVISIONS_SQLITE)
                    .bind(ids.to_string())
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                let ids: Vec<Uuid> = households.iter().map(|id| id.0).collect();
                sqlx::query_as(REVISIONS_POSTGRES)
                    .bind(ids)
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        Ok(rows
            .into_iter()
            .map(|(id, number)| (HouseholdId(id), number))
            .collect())
    }

    /// A model's devices.
    pub async fn devices_of_model(&mut self, model: &str) -> Result<Vec<DeviceId>, Error> {
        const SQL: &str = "SELECT id FROM devices WHERE model = $1 ORDER BY id";
        let ids: Vec<Uuid> =
            on!(self, c => sqlx::query_scalar(SQL).bind(model).fetch_all(c).await?);
        Ok(ids.into_iter().map(DeviceId).collect())
    }

    /// The fleet, by id.
    pub async fn devices(
        &mut self,
        filter: DeviceFilter,
        limit: i64,
    ) -> Result<Vec<Device>, Error> {
        const SQL: &str = "
            SELECT d.* FROM devices d LEFT JOIN registrations r ON r.device_id = d.id
            WHERE NOT d.deleting
              AND (CAST($1 AS TEXT) IS NULL OR $1 = CASE
                  WHEN r.device_id IS NOT NULL THEN 'registered'
                  WHEN d.household_id IS NULL THEN 'unclaimed'
                  WHEN d.ended_at IS NOT NULL THEN 'deregistered'
                  ELSE 'claimed' END)
              AND (CAST($2 AS BIGINT) IS NULL OR COALESCE(d.last_seen, d.created_at) < $2)
              AND d.id > $3
            ORDER BY d.id LIMIT $4";
        let after = filter.after.map_or(Uuid::nil(), |id| id.0);
        Ok(on!(self, c => sqlx::query_as(SQL)
            .bind(filter.standing.map(Standing::name))
            .bind(filter.silent_since.map(Time::millis))
            .bind(after)
            .bind(limit)
            .fetch_all(c).await?))
    }

    /// Deletes a device and everything that hangs on it. Of its messages the ids stay, so that a
    /// repetition is still known.
    pub async fn device_delete(&mut self, id: DeviceId) -> Result<(), Error> {
        const MESSAGES: &str = "
            UPDATE notifications SET body = '', serial = NULL, applied = TRUE
            WHERE serial = (SELECT serial FROM devices WHERE id = $1)";
        const CODES: &str = "DELETE FROM claim_codes WHERE device_id = $1";
        const REGISTRATION: &str = "DELETE FROM registrations WHERE device_id = $1";
        const SLOTS: &str = "DELETE FROM slots WHERE device_id = $1";
        const DEVICE: &str = "DELETE FROM devices WHERE id = $1";
        self.device_history_delete(id).await?;
        for sql in [MESSAGES, CODES, REGISTRATION, SLOTS, DEVICE] {
            on!(self, c => sqlx::query(sql).bind(id.0).execute(c).await?.rows_affected());
        }
        Ok(())
    }

    /// Deletes alerts, decisions, orders, parcels, days and journal of a device.
    pub async fn device_history_delete(&mut self, id: DeviceId) -> Result<(), Error> {
        const ALERTS: &str = "DELETE FROM alerts WHERE device_id = $1";
        const DECISIONS: &str = "
            DELETE FROM decisions WHERE slot_id IN (SELECT id FROM slots WHERE device_id = $1)";
        const PARCELS: &str = "
            DELETE FROM parcels WHERE slot_id IN (SELECT id FROM slots WHERE device_id = $1)";
        const ORDERS: &str = "
            DELETE FROM orders WHERE slot_id IN (SELECT id FROM slots WHERE device_id = $1)";
        const DAYS: &str = "
            DELETE FROM days WHERE slot_id IN (SELECT id FROM slots WHERE device_id = $1)";
        const JOURNAL: &str = "DELETE FROM journal WHERE device_id = $1";
        for sql in [ALERTS, DECISIONS, PARCELS, ORDERS, DAYS, JOURNAL] {
            on!(self, c => sqlx::query(sql).bind(id.0).execute(c).await?.rows_affected());
        }
        Ok(())
    }
}
