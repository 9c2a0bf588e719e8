//! What the factory makes: many devices, codes and slots, each in one statement.

use domain::cooldown::Cooldown;
use domain::subscription::Product;
use domain::{DeviceId, SlotId, Time};
use serde_json::{Value, json};
use sqlx::types::Json;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::tx::{Inner, inserted};
use crate::{ClaimCode, Error, Tx};

/// A device as the factory makes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeDevice {
    /// Our id.
    pub id: DeviceId,
    /// Its model.
    pub model: String,
    /// Unique over all models.
    pub serial: String,
    /// SHA-256 of its token.
    pub token_hash: Vec<u8>,
    /// SHA-256 of its printed claim code.
    pub code_hash: Vec<u8>,
}

/// A device that the factory provides for anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemadeDevice {
    /// Which one.
    pub id: DeviceId,
    /// SHA-256 of its token from now on.
    pub token_hash: Vec<u8>,
    /// SHA-256 of its printed claim code from now on.
    pub code_hash: Vec<u8>,
}

/// A slot of a device, as its model says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MadeSlot {
    /// Our id.
    pub id: SlotId,
    /// Its device.
    pub device_id: DeviceId,
    /// Amazon's name of it.
    pub slot: String,
}

/// What the slots of a machine begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begins {
    /// As a new machine of its model.
    New,
    /// Nobody knows what is in it.
    Unknown,
}

macro_rules! devices {
    ($rows:literal) => {
        concat!(
            "INSERT INTO devices (id, model, serial, token_hash, created_at, deleting, replenisher)
             SELECT v.id, v.model, v.serial, v.token_hash, $1, FALSE, m.replenisher FROM ",
            $rows,
            " JOIN models m ON m.model = v.model WHERE TRUE ORDER BY v.serial ON CONFLICT DO NOTHING"
        )
    };
}
const DEVICES: [&str; 2] = [
    devices!(
        "(SELECT unhex(value ->> 0) AS id, value ->> 1 AS model, value ->> 2 AS serial,
            unhex(value ->> 3) AS token_hash FROM json_each($2)) AS v"
    ),
    // Two who make the same ones do not wait for each other in a circle.
    devices!("UNNEST($2, $3, $4, $5) AS v (id, model, serial, token_hash)"),
];
const CODES: [&str; 2] = [
    "INSERT INTO claim_codes (code_hash, device_id)
     SELECT unhex(value ->> 4), unhex(value ->> 0) FROM json_each($1)",
    "INSERT INTO claim_codes (code_hash, device_id) SELECT * FROM UNNEST($1, $2)",
];

/// Of those that were heard or owned, or are on their way out, nothing is changed.
pub(crate) const REMADE: [&str; 2] = [
    "UPDATE devices SET token_hash = v.token_hash, next_token_hash = NULL,
        revision = devices.revision + 1
     FROM (SELECT unhex(value ->> 0) AS id, unhex(value ->> 1) AS token_hash FROM json_each($1)) AS v
     WHERE devices.id = v.id AND devices.last_seen IS NULL AND devices.household_id IS NULL
        AND devices.left_at IS NULL AND NOT devices.deleting
     RETURNING id",
    "UPDATE devices AS d SET token_hash = v.token_hash, next_token_hash = NULL,
        revision = d.revision + 1
     FROM (SELECT i.id, i.token_hash FROM UNNEST($1, $2) AS i (id, token_hash)
        JOIN devices h ON h.id = i.id ORDER BY h.id FOR UPDATE OF h) AS v
     WHERE d.id = v.id AND d.last_seen IS NULL AND d.household_id IS NULL
        AND d.left_at IS NULL AND NOT d.deleting
     RETURNING d.id",
];
const PRINTED_CODES: [&str; 2] = [
    "DELETE FROM claim_codes WHERE expires_at IS NULL
        AND device_id IN (SELECT unhex(value) FROM json_each($1)) RETURNING device_id",
    "DELETE FROM claim_codes WHERE expires_at IS NULL AND device_id = ANY($1) RETURNING device_id",
];

macro_rules! slots {
    ($rows:literal) => {
        concat!(
            "INSERT INTO slots (id, device_id, model, slot, start, machine, spares, accepted,
                products, cooldown, folded_to, owned_since)
             SELECT v.id, v.device_id, m.model, m.slot,
                CASE WHEN m.starts_full AND $3 THEN m.capacity END,
                CASE WHEN m.starts_full AND $3 THEN m.capacity END, 0, 0, $1, $2, 0,
                d.claimed_at
             FROM ",
            $rows,
            " JOIN devices d ON d.id = v.device_id
             JOIN model_slots m ON m.model = d.model AND m.slot = v.slot
             WHERE TRUE ON CONFLICT DO NOTHING"
        )
    };
}
const SLOTS: [&str; 2] = [
    slots!(
        "(SELECT unhex(value ->> 0) AS id, unhex(value ->> 1) AS device_id, value ->> 2 AS slot
         FROM json_each($4)) AS v"
    ),
    slots!("UNNEST($4, $5, $6) AS v (id, device_id, slot)"),
];

impl Tx {
    /// Makes devices that nobody has, with their printed codes. `Conflict` where a serial or a token is
    /// taken: some may be there then, and the transaction is to be dropped.
    pub async fn devices_make(&mut self, devices: &[MadeDevice], now: Time) -> Result<(), Error> {
        let all = |made| inserted(u64::from(usize::try_from(made) == Ok(devices.len())));
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = Value::from(column(devices, |it| {
                    let (id, token) = (hex(it.id.0.as_bytes()), hex(&it.token_hash));
                    json!([id, it.model, it.serial, token, hex(&it.code_hash)])
                }));
                let rows = rows.to_string();
                let made = sqlx::query(DEVICES[0]).bind(now.millis()).bind(&rows);
                all(made.execute(&mut **tx).await?.rows_affected())?;
                let codes = sqlx::query(CODES[0]).bind(&rows);
                codes.execute(&mut **tx).await.map(drop)?;
            }
            Inner::Postgres(tx) => {
                let made = sqlx::query(DEVICES[1])
                    .bind(now.millis())
                    .bind(column(devices, |it| it.id.0))
                    .bind(column(devices, |it| it.model.as_str()))
                    .bind(column(devices, |it| it.serial.as_str()))
                    .bind(column(devices, |it| it.token_hash.as_slice()));
                all(made.execute(&mut **tx).await?.rows_affected())?;
                let codes = sqlx::query(CODES[1])
                    .bind(column(devices, |it| it.code_hash.as_slice()))
                    .bind(column(devices, |it| it.id.0));
                codes.execute(&mut **tx).await.map(drop)?;
            }
        }
        Ok(())
    }

    /// Gives devices that nobody has heard or owned another token and another printed code; says which those are. What
    /// they had before opens nothing any more. `Conflict` where a token is another device's.
    pub async fn devices_remake(
        &mut self,
        devices: &[RemadeDevice],
    ) -> Result<Vec<DeviceId>, Error> {
        let ids: Vec<(Uuid,)> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = Value::from(column(devices, |it| {
                    json!([hex(it.id.0.as_bytes()), hex(&it.token_hash)])
                }));
                let remade = sqlx::query_as(REMADE[0]).bind(rows.to_string());
                remade.fetch_all(&mut **tx).await?
            }
            Inner::Postgres(tx) => {
                let remade = sqlx::query_as(REMADE[1])
                    .bind(column(devices, |it| it.id.0))
                    .bind(column(devices, |it| it.token_hash.as_slice()));
                remade.fetch_all(&mut **tx).await?
            }
        };
        let ids: Vec<Uuid> = ids.into_iter().map(|(id,)| id).collect();
        let _: Vec<(Uuid,)> = self.of_ids(PRINTED_CODES, ids.clone()).await?;
        for it in devices.iter().filter(|it| ids.contains(&it.id.0)) {
            let code = ClaimCode {
                device_id: it.id,
                expires_at: None,
            };
            self.claim_code_insert(&it.code_hash, code).await?;
        }
        Ok(ids.into_iter().map(DeviceId).collect())
    }

    /// Makes slots as new, their journals empty and their stock holding all of it. One that is there
    /// already stays as it is.
    pub async fn slots_make(&mut self, slots: &[MadeSlot], begins: Begins) -> Result<(), Error> {
        let is_new = begins == Begins::New;
        let (products, cooldown) = (Json(Vec::<Product>::new()), Json(Cooldown::default()));
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = Value::from(column(slots, |it| {
                    let (id, device) = (hex(it.id.0.as_bytes()), hex(it.device_id.0.as_bytes()));
                    json!([id, device, it.slot])
                }));
                sqlx::query(SLOTS[0])
                    .bind(products)
                    .bind(cooldown)
                    .bind(is_new)
                    .bind(rows.to_string())
                    .execute(&mut **tx)
                    .await
                    .map(drop)?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(SLOTS[1])
                    .bind(products)
                    .bind(cooldown)
                    .bind(is_new)
                    .bind(column(slots, |it| it.id.0))
                    .bind(column(slots, |it| it.device_id.0))
                    .bind(column(slots, |it| it.slot.as_str()))
                    .execute(&mut **tx)
                    .await
                    .map(drop)?;
            }
        }
        Ok(())
    }
}
