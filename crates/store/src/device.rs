//! Devices.

use domain::clock::DeviceClock;
use domain::registration::EndedBy;
use domain::{Device, DeviceId, HouseholdId, Replenisher, Time};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::row::{entities, row};
use crate::tx::{Inner, inserted, on};
use crate::wire::{MaybeEndedBy, MaybeId, MaybeMillis, Millis, ReplenisherName};
use crate::{Error, Tx};

// A machine weighs much, so that changes of the others do not make up for its leaving.
const REVISIONS_SQLITE: &str = "
    SELECT household_id, SUM(revision) + COUNT(*) * 1000000007 FROM devices
    WHERE household_id IN (SELECT unhex(value) FROM json_each($1)) GROUP BY household_id";
const REVISIONS_POSTGRES: &str = "
    SELECT household_id, CAST(SUM(revision) + COUNT(*) * 1000000007 AS BIGINT) FROM devices
    WHERE household_id = ANY($1) GROUP BY household_id";

row! {
    Device from DeviceRow {
        #[sqlx(try_from = "Uuid")] id: DeviceId,
        model: String,
        serial: String,
        #[sqlx(try_from = "MaybeId")] household_id: Option<HouseholdId>,
        name: Option<String>,
        token_hash: Option<Vec<u8>>,
        next_token_hash: Option<Vec<u8>>,
        old_token_hash: Option<Vec<u8>>,
        renews: bool,
        #[sqlx(try_from = "Millis")] created_at: Time,
        #[sqlx(try_from = "MaybeMillis")] last_seen: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] claimed_at: Option<Time>,
        #[sqlx(try_from = "MaybeMillis")] left_at: Option<Time>,
        #[sqlx(try_from = "MaybeEndedBy")] ended_by: Option<EndedBy>,
        #[sqlx(try_from = "MaybeMillis")] ended_at: Option<Time>,
        deleting: bool,
        #[sqlx(json(nullable))] clock: Option<DeviceClock>,
        #[sqlx(try_from = "ReplenisherName")] replenisher: Replenisher,
        firmware: Option<String>,
    }
}

/// What a device is called by its model, and whether it is connected.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DeviceStanding {
    /// The device.
    #[sqlx(try_from = "Uuid")]
    pub id: DeviceId,
    /// What customers read for its model.
    pub model_name: String,
    /// It is connected, to Amazon or to Alexa.
    pub registered: bool,
}

macro_rules! standings {
    ($where:literal) => {
        concat!(
            "SELECT d.id, (SELECT k.name FROM models k WHERE k.model = d.model) AS model_name,
                EXISTS (SELECT 1 FROM registrations r WHERE r.device_id = d.id)
                    OR EXISTS (SELECT 1 FROM alexa_endpoints e WHERE e.device_id = d.id) AS registered
             FROM devices d WHERE d.id ",
            $where
        )
    };
}
pub(crate) const STANDINGS: [&str; 2] = [
    standings!("IN (SELECT unhex(value) FROM json_each($1))"),
    standings!("= ANY($1)"),
];

pub(crate) const TOKENS_TAKEN: [&str; 2] = [
    "SELECT v.hash, d.id FROM (SELECT unhex(value) AS hash FROM json_each($1)) AS v
        JOIN devices d ON d.token_hash = v.hash
     UNION ALL
     SELECT v.hash, d.id FROM (SELECT unhex(value) AS hash FROM json_each($1)) AS v
        JOIN devices d ON d.next_token_hash = v.hash",
    "SELECT v.hash, d.id FROM UNNEST($1) AS v (hash) JOIN devices d ON d.token_hash = v.hash
     UNION ALL
     SELECT v.hash, d.id FROM UNNEST($1) AS v (hash) JOIN devices d ON d.next_token_hash = v.hash",
];

impl Tx {
    /// Makes a device; `Conflict` where its serial or token is taken.
    pub async fn device_insert(&mut self, device: &Device) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO devices (id, model, serial, household_id, token_hash, next_token_hash,
                created_at, last_seen, claimed_at, left_at, ended_by, ended_at, deleting, name,
                old_token_hash, renews, clock, replenisher, firmware)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
                $19)
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
            .bind(Json(device.clock))
            .bind(device.replenisher.name())
            .bind(device.firmware.as_deref())
            .execute(c).await?.rows_affected()))
    }

    /// Writes everything of a device that can change.
    pub async fn device_update(&mut self, device: &Device) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE devices SET household_id = $2, token_hash = $3, next_token_hash = $4,
                last_seen = $5, claimed_at = $6, left_at = $7, ended_by = $8, ended_at = $9,
                deleting = $10, name = $11, old_token_hash = $12, renews = $13, clock = $14,
                replenisher = $15, firmware = $16,
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
            .bind(Json(device.clock))
            .bind(device.replenisher.name())
            .bind(device.firmware.as_deref())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// The device of that id.
    pub async fn device(&mut self, id: DeviceId) -> Result<Option<Device>, Error> {
        const SQL: &str = "SELECT * FROM devices WHERE id = $1";
        let found: Option<DeviceRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The device of that id, kept from others who ask the same way until the transaction ends.
    pub async fn device_lock(&mut self, id: DeviceId) -> Result<Option<Device>, Error> {
        const SQL: [&str; 2] = [
            "SELECT * FROM devices WHERE id = $1",
            "SELECT * FROM devices WHERE id = $1 FOR UPDATE",
        ];
        let sql = self.dialect(SQL);
        let found: Option<DeviceRow> =
            on!(self, c => sqlx::query_as(sql).bind(id.0).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The device of that serial.
    pub async fn device_by_serial(&mut self, serial: &str) -> Result<Option<Device>, Error> {
        const SQL: &str = "SELECT * FROM devices WHERE serial = $1";
        let found: Option<DeviceRow> =
            on!(self, c => sqlx::query_as(SQL).bind(serial).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The devices of those serials, in no order.
    pub async fn devices_by_serials(&mut self, serials: &[&str]) -> Result<Vec<Device>, Error> {
        const SQL: [&str; 2] = [
            "SELECT * FROM devices WHERE serial IN (SELECT value FROM json_each($1))",
            "SELECT * FROM devices WHERE serial = ANY($1)",
        ];
        let rows: Vec<DeviceRow> = self.of_names(SQL, serials).await?;
        Ok(entities(rows))
    }

    /// The device of a token's hash, old or new.
    pub async fn device_by_token(&mut self, hash: &[u8]) -> Result<Option<Device>, Error> {
        const SQL: &str = "
            SELECT * FROM devices
            WHERE (token_hash = $1 OR next_token_hash = $1) AND NOT deleting";
        let found: Option<DeviceRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// The device whose present token replaced the one of that hash.
    pub async fn device_by_old_token(&mut self, hash: &[u8]) -> Result<Option<Device>, Error> {
        const SQL: &str =
            "SELECT * FROM devices WHERE old_token_hash = $1 AND NOT deleting LIMIT 1";
        let found: Option<DeviceRow> =
            on!(self, c => sqlx::query_as(SQL).bind(hash).fetch_optional(c).await?);
        Ok(found.map(Into::into))
    }

    /// A household's devices, in the order in which they became its own.
    pub async fn devices_of_household(&mut self, id: HouseholdId) -> Result<Vec<Device>, Error> {
        const SQL: &str = "
            SELECT * FROM devices WHERE household_id = $1 AND NOT deleting ORDER BY claimed_at, id";
        let rows: Vec<DeviceRow> =
            on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_all(c).await?);
        Ok(entities(rows))
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

    /// A model's devices by id, after one of them.
    pub async fn devices_of_model(
        &mut self,
        model: &str,
        after: Option<DeviceId>,
        limit: i64,
    ) -> Result<Vec<DeviceId>, Error> {
        const SQL: &str =
            "SELECT id FROM devices WHERE model = $1 AND id > $2 ORDER BY id LIMIT $3";
        let after = after.map_or(Uuid::nil(), |id| id.0);
        let ids: Vec<Uuid> = on!(self, c => sqlx::query_scalar(SQL)
            .bind(model).bind(after).bind(limit).fetch_all(c).await?);
        Ok(ids.into_iter().map(DeviceId).collect())
    }

    /// Which of those hashes are some device's token, present or next, and whose.
    pub async fn tokens_taken(
        &mut self,
        hashes: &[&[u8]],
    ) -> Result<Vec<(Vec<u8>, DeviceId)>, Error> {
        let rows: Vec<(Vec<u8>, Uuid)> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                let hashes = serde_json::json!(column(hashes, |hash| hex(hash)));
                sqlx::query_as(TOKENS_TAKEN[0])
                    .bind(hashes.to_string())
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(TOKENS_TAKEN[1])
                    .bind(hashes)
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        Ok(rows
            .into_iter()
            .map(|(hash, id)| (hash, DeviceId(id)))
            .collect())
    }

    /// The names and standings of devices, in no order.
    pub async fn device_standings(
        &mut self,
        devices: &[DeviceId],
    ) -> Result<Vec<DeviceStanding>, Error> {
        self.of_ids(STANDINGS, column(devices, |id| id.0)).await
    }

    /// Lets another device go on in the place of one, with its serial, tokens and codes. The old one,
    /// with all that hangs on it, is nobody's and on its way out.
    pub async fn device_replace(&mut self, old: DeviceId, new: &Device) -> Result<(), Error> {
        // No serial has a colon.
        const OLD: &str = "
            UPDATE devices SET serial = $2 || serial, household_id = NULL, name = NULL, token_hash = NULL,
                next_token_hash = NULL, old_token_hash = NULL, deleting = TRUE, revision = revision + 1
            WHERE id = $1";
        const CODES: &str = "UPDATE claim_codes SET device_id = $2 WHERE device_id = $1";
        let left = format!("left:{old}:");
        on!(self, c => sqlx::query(OLD).bind(old.0).bind(left).execute(c).await?.rows_affected());
        self.device_insert(new).await?;
        on!(self, c => sqlx::query(CODES).bind(old.0).bind(new.id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Deletes what hangs on a device, at most so many rows, and at last the device itself; false where
    /// there is more. Of its messages the ids stay, so that a repetition is still known.
    pub async fn device_delete(&mut self, id: DeviceId, limit: i64) -> Result<bool, Error> {
        macro_rules! of_device {
            ($table:literal) => {
                concat!(
                    "DELETE FROM ",
                    $table,
                    " WHERE id IN (SELECT id FROM ",
                    $table,
                    " WHERE device_id = $1 LIMIT $2)"
                )
            };
        }
        const MESSAGES: &str = "
            UPDATE notifications SET body = '', serial = NULL, applied = TRUE
            WHERE (topic, message_id) IN (SELECT topic, message_id FROM notifications
                WHERE serial = (SELECT serial FROM devices WHERE id = $1) LIMIT $2)";
        const DAYS: &str = "
            DELETE FROM days WHERE (device_id, slot_id, day) IN (
                SELECT device_id, slot_id, day FROM days WHERE device_id = $1 LIMIT $2)";
        const EVENTS: &str = "
            DELETE FROM events WHERE (device_id, position) IN (
                SELECT device_id, position FROM events WHERE device_id = $1 LIMIT $2)";
        const CODES: &str = "
            DELETE FROM claim_codes WHERE code_hash IN (
                SELECT code_hash FROM claim_codes WHERE device_id = $1 LIMIT $2)";
        const SHOP_EVENTS: &str = "
            DELETE FROM shop_events WHERE (order_id, id) IN (
                SELECT order_id, id FROM shop_events WHERE device_id = $1 LIMIT $2)";
        const PIECES: [&str; 12] = [
            of_device!("alerts"),
            of_device!("maker_acts"),
            EVENTS,
            // After the events, of which no more can be made then.
            of_device!("webhook_deliveries"),
            of_device!("notices"),
            of_device!("decisions"),
            of_device!("parcels"),
            SHOP_EVENTS,
            of_device!("orders"),
            DAYS,
            MESSAGES,
            CODES,
        ];
        const REGISTRATION: &str = "DELETE FROM registrations WHERE device_id = $1";
        const ENDPOINT: &str = "DELETE FROM alexa_endpoints WHERE device_id = $1";
        const SLOTS: &str = "DELETE FROM slots WHERE device_id = $1";
        const DEVICE: &str = "DELETE FROM devices WHERE id = $1";
        for sql in PIECES {
            let rows = on!(self, c => sqlx::query(sql)
                .bind(id.0).bind(limit).execute(c).await?.rows_affected());
            if i64::try_from(rows).is_ok_and(|rows| rows >= limit) {
                return Ok(false);
            }
        }
        if !self.entries_delete(id, limit).await? {
            return Ok(false);
        }
        for sql in [REGISTRATION, ENDPOINT, SLOTS, DEVICE] {
            on!(self, c => sqlx::query(sql).bind(id.0).execute(c).await?.rows_affected());
        }
        Ok(true)
    }
}
