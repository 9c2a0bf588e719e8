//! What a transaction of many reports reads and writes: each statement once, whatever their number.
//!
//! Rows go in as arrays on PostgreSQL and as one JSON text on SQLite.

use domain::order::OrderState;
use domain::{DeviceId, JobId, SlotId, Time};
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::slot::slots;
use crate::tx::Inner;
use crate::wire::{MaybeMillis, MaybeState};
use crate::{DayRow, Device, EntryRow, Error, Slot, Tx};

/// A slot, and what a report has to know beside it.
#[derive(Clone, Debug, PartialEq, FromRow)]
pub struct HeldSlot {
    /// The slot.
    #[sqlx(flatten)]
    pub slot: Slot,
    /// Amazon's tokens are held for its device.
    pub registered: bool,
    /// The state of its live order, or else of its newest one.
    #[sqlx(try_from = "MaybeState")]
    pub order_state: Option<OrderState>,
    /// When that is expected.
    #[sqlx(try_from = "MaybeMillis")]
    pub order_estimate: Option<Time>,
    /// Of the orders that a use may confirm, one has arrived and nobody has said that it did.
    pub unconfirmed: bool,
}

/// A report or an action that is in the journal.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct KnownKey {
    /// Whose it is.
    #[sqlx(try_from = "Uuid")]
    pub device_id: DeviceId,
    /// A report's id, or an action's one-time key.
    pub key: String,
    /// A hash of a report's content; empty for an action.
    pub content: Option<String>,
}

/// A job to be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    /// Its id, if it is new.
    pub id: JobId,
    /// What there is to do, once.
    pub key: String,
    /// The same for the machine.
    pub payload: Value,
    /// When.
    pub run_at: Time,
}

pub(crate) mod sql {
    //! The statements, each for SQLite and for PostgreSQL.

    use super::slots;

    pub(crate) const DEVICES: [&str; 2] = [
        "SELECT * FROM devices WHERE id IN (
            SELECT id FROM devices WHERE token_hash IN (
                SELECT unhex(value) FROM json_each($1))
            UNION ALL SELECT id FROM devices WHERE next_token_hash IN (
                SELECT unhex(value) FROM json_each($1))
            UNION ALL SELECT unhex(value) FROM json_each($2))",
        "SELECT * FROM devices WHERE id IN (
            SELECT id FROM devices WHERE token_hash = ANY($1)
            UNION ALL SELECT id FROM devices WHERE next_token_hash = ANY($1)
            UNION ALL SELECT UNNEST($2))
         ORDER BY id FOR UPDATE",
    ];

    macro_rules! held {
        ($where:literal) => {
            slots!(
                ", EXISTS (SELECT 1 FROM registrations r WHERE r.device_id = s.device_id) AS registered, \
                 o.state AS order_state, o.estimate AS order_estimate, \
                 EXISTS (SELECT 1 FROM (SELECT i.state, i.confirmed FROM orders i \
                    WHERE i.slot_id = s.id \
                    ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT 5) AS n \
                    WHERE n.state = 'arrived' AND NOT n.confirmed) AS unconfirmed",
                " LEFT JOIN orders o ON o.id = (SELECT i.id FROM orders i WHERE i.slot_id = s.id \
                    ORDER BY i.live DESC, i.requested_at DESC, i.id DESC LIMIT 1)",
                $where
            )
        };
    }

    pub(crate) const SLOTS: [&str; 2] = [
        held!(
            "s.device_id IN (SELECT unhex(value) FROM json_each($1)) \
               ORDER BY s.device_id, m.position"
        ),
        held!("s.device_id = ANY($1) ORDER BY s.device_id, m.position"),
    ];

    pub(crate) const KEYS: [&str; 2] = [
        "SELECT j.device_id, j.key, j.content
         FROM json_each($1) k CROSS JOIN journal j
             ON j.device_id = unhex(k.value ->> 0) AND j.key = k.value ->> 1",
        "SELECT j.device_id, j.key, j.content
         FROM UNNEST($1, $2) AS k (device_id, key)
         JOIN journal j ON j.device_id = k.device_id AND j.key = k.key",
    ];

    pub(crate) const ENTRIES: [&str; 2] = [
        "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount,
            actor, key, content, effective)
         SELECT unhex(value ->> 0), unhex(value ->> 1), unhex(value ->> 2), value ->> 3,
            value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9,
            value ->> 10, value ->> 11
         FROM json_each($1)",
        "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount,
            actor, key, content, effective)
         SELECT * FROM UNNEST($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    ];

    pub(crate) const DAYS: [&str; 2] = [
        "INSERT INTO days AS d (slot_id, day, used, shortfall, fallen, risen, machine, spares, total)
         SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4,
            value ->> 5, value ->> 6, value ->> 7, value ->> 8
         FROM json_each($1) WHERE TRUE
         ON CONFLICT (slot_id, day) DO UPDATE SET used = d.used + excluded.used,
            shortfall = d.shortfall + excluded.shortfall, fallen = d.fallen + excluded.fallen,
            risen = d.risen + excluded.risen, machine = excluded.machine,
            spares = excluded.spares, total = excluded.total",
        "INSERT INTO days AS d (slot_id, day, used, shortfall, fallen, risen, machine, spares, total)
         SELECT * FROM UNNEST($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (slot_id, day) DO UPDATE SET used = d.used + excluded.used,
            shortfall = d.shortfall + excluded.shortfall, fallen = d.fallen + excluded.fallen,
            risen = d.risen + excluded.risen, machine = excluded.machine,
            spares = excluded.spares, total = excluded.total",
    ];

    pub(crate) const STEPS: [&str; 2] = [
        "UPDATE slots AS s SET machine = v.value ->> 1, spares = v.value ->> 2,
            total = v.value ->> 3, accepted = v.value ->> 4, first_report = v.value ->> 5,
            last_use = v.value ->> 6,
            folded_to = CASE WHEN s.folded_to IS NOT NULL THEN v.value ->> 7 END,
            quiet_use = s.quiet_use - (v.value ->> 8)
         FROM json_each($1) v WHERE s.id = unhex(v.value ->> 0)",
        "UPDATE slots AS s SET machine = v.machine, spares = v.spares, total = v.total,
            accepted = v.accepted, first_report = v.first_report, last_use = v.last_use,
            folded_to = CASE WHEN s.folded_to IS NOT NULL THEN v.folded_to END,
            quiet_use = s.quiet_use - v.used
         FROM UNNEST($1, $2, $3, $4, $5, $6, $7, $8, $9) AS v (id, machine, spares, total, accepted,
            first_report, last_use, folded_to, used)
         WHERE s.id = v.id",
    ];

    pub(crate) const HEARD: [&str; 2] = [
        "UPDATE devices SET last_seen = $2, revision = revision + 1
         WHERE id IN (SELECT unhex(value) FROM json_each($1))",
        "UPDATE devices SET last_seen = $2, revision = revision + 1 WHERE id = ANY($1)",
    ];

    pub(crate) const JOBS: [&str; 2] = [
        "INSERT INTO jobs AS j (id, key, payload, run_at, revision, attempts)
         SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, 0, 0
         FROM json_each($1) WHERE TRUE
         ON CONFLICT (key) DO UPDATE SET revision = j.revision + 1, payload = excluded.payload,
            run_at = CASE WHEN j.leased_until IS NULL AND excluded.run_at < j.run_at
                THEN excluded.run_at ELSE j.run_at END,
            asked_at = CASE WHEN j.leased_until IS NULL OR j.asked_at <= excluded.run_at
                THEN j.asked_at ELSE excluded.run_at END",
        "INSERT INTO jobs AS j (id, key, payload, run_at, revision, attempts)
         SELECT v.id, v.key, v.payload, v.run_at, 0, 0
         FROM UNNEST($1, $2, $3, $4) AS v (id, key, payload, run_at) ORDER BY v.key
         ON CONFLICT (key) DO UPDATE SET revision = j.revision + 1, payload = excluded.payload,
            run_at = CASE WHEN j.leased_until IS NULL AND excluded.run_at < j.run_at
                THEN excluded.run_at ELSE j.run_at END,
            asked_at = CASE WHEN j.leased_until IS NULL OR j.asked_at <= excluded.run_at
                THEN j.asked_at ELSE excluded.run_at END",
    ];
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn ids(devices: &[DeviceId]) -> Vec<Uuid> {
    column(devices, |id| id.0)
}

fn hexes(devices: &[DeviceId]) -> String {
    let devices = column(devices, |id| hex(id.0.as_bytes()));
    json!(devices).to_string()
}

impl Tx {
    /// The devices of tokens' hashes, old or new, and of ids, in the order of their ids, kept from
    /// others until the transaction ends. A device that was changed meanwhile comes as it is now:
    /// whether a token is still its own is for the caller to see.
    pub async fn devices_hold(
        &mut self,
        tokens: &[&[u8]],
        devices: &[DeviceId],
    ) -> Result<Vec<Device>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                let tokens: Vec<_> = tokens.iter().map(|hash| hex(hash)).collect();
                sqlx::query_as(sql::DEVICES[0])
                    .bind(json!(tokens).to_string())
                    .bind(hexes(devices))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::DEVICES[1])
                    .bind(tokens)
                    .bind(ids(devices))
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// The slots of devices, by device and in the order of the model.
    pub async fn slots_held(&mut self, devices: &[DeviceId]) -> Result<Vec<HeldSlot>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(sql::SLOTS[0])
                    .bind(hexes(devices))
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::SLOTS[1])
                    .bind(ids(devices))
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// What the journal has of devices' report ids.
    pub async fn keys_known(&mut self, keys: &[(DeviceId, &str)]) -> Result<Vec<KnownKey>, Error> {
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                let keys: Vec<_> = keys
                    .iter()
                    .map(|(device, key)| json!([hex(device.0.as_bytes()), key]))
                    .collect();
                sqlx::query_as(sql::KEYS[0])
                    .bind(Value::from(keys).to_string())
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                let (devices, keys): (Vec<_>, Vec<_>) =
                    keys.iter().map(|(device, key)| (device.0, *key)).unzip();
                sqlx::query_as(sql::KEYS[1])
                    .bind(devices)
                    .bind(keys)
                    .fetch_all(&mut **tx)
                    .await?
            }
        })
    }

    /// Appends entries of reports; `Conflict` where one is there already.
    pub async fn entries_insert(&mut self, entries: &[EntryRow]) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows: Vec<_> = entries
                    .iter()
                    .map(|it| {
                        json!([
                            hex(it.id.0.as_bytes()),
                            hex(it.slot_id.0.as_bytes()),
                            hex(it.device_id.0.as_bytes()),
                            it.accepted,
                            it.at.millis(),
                            it.received_at.millis(),
                            it.kind,
                            it.amount.0,
                            it.actor.name(),
                            it.key,
                            it.content,
                            it.effective,
                        ])
                    })
                    .collect();
                sqlx::query(sql::ENTRIES[0])
                    .bind(Value::from(rows).to_string())
                    .execute(&mut **tx)
                    .await?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql::ENTRIES[1])
                    .bind(column(entries, |it| it.id.0))
                    .bind(column(entries, |it| it.slot_id.0))
                    .bind(column(entries, |it| it.device_id.0))
                    .bind(column(entries, |it| it.accepted))
                    .bind(column(entries, |it| it.at.millis()))
                    .bind(column(entries, |it| it.received_at.millis()))
                    .bind(column(entries, |it| it.kind.as_str()))
                    .bind(column(entries, |it| it.amount.0))
                    .bind(column(entries, |it| it.actor.name()))
                    .bind(column(entries, |it| it.key.as_deref()))
                    .bind(column(entries, |it| it.content.as_deref()))
                    .bind(column(entries, |it| it.effective))
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Adds to days what was used, with the stock at their ends as it now is; each day once.
    pub async fn days_add(&mut self, days: &[(SlotId, DayRow)]) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows: Vec<_> = days
                    .iter()
                    .map(|(slot, it)| {
                        json!([
                            hex(slot.0.as_bytes()),
                            it.day,
                            it.used,
                            it.shortfall,
                            it.fallen,
                            it.risen,
                            it.machine,
                            it.spares,
                            it.total,
                        ])
                    })
                    .collect();
                sqlx::query(sql::DAYS[0])
                    .bind(Value::from(rows).to_string())
                    .execute(&mut **tx)
                    .await?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql::DAYS[1])
                    .bind(column(days, |(slot, _)| slot.0))
                    .bind(column(days, |(_, it)| it.day))
                    .bind(column(days, |(_, it)| it.used.0))
                    .bind(column(days, |(_, it)| it.shortfall.0))
                    .bind(column(days, |(_, it)| it.fallen.0))
                    .bind(column(days, |(_, it)| it.risen.0))
                    .bind(column(days, |(_, it)| it.machine.map(|q| q.0)))
                    .bind(column(days, |(_, it)| it.spares.0))
                    .bind(column(days, |(_, it)| it.total.map(|q| q.0)))
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Writes what a step of the fold changes in slots: stock, acceptance, times of use, and what is
    /// left of their quiet.
    pub async fn slots_step(&mut self, slots: &[(&Slot, i64)]) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows: Vec<_> = slots
                    .iter()
                    .map(|(it, used)| {
                        json!([
                            hex(it.id.0.as_bytes()),
                            it.machine,
                            it.spares,
                            it.total,
                            it.accepted,
                            it.first_report.map(Time::millis),
                            it.last_use.map(Time::millis),
                            it.folded_to.map(Time::millis),
                            used,
                        ])
                    })
                    .collect();
                sqlx::query(sql::STEPS[0])
                    .bind(Value::from(rows).to_string())
                    .execute(&mut **tx)
                    .await?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql::STEPS[1])
                    .bind(column(slots, |(it, _)| it.id.0))
                    .bind(column(slots, |(it, _)| it.machine.map(|q| q.0)))
                    .bind(column(slots, |(it, _)| it.spares.0))
                    .bind(column(slots, |(it, _)| it.total.map(|q| q.0)))
                    .bind(column(slots, |(it, _)| it.accepted))
                    .bind(column(slots, |(it, _)| it.first_report.map(Time::millis)))
                    .bind(column(slots, |(it, _)| it.last_use.map(Time::millis)))
                    .bind(column(slots, |(it, _)| it.folded_to.map(Time::millis)))
                    .bind(column(slots, |(_, used)| *used))
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Notes that devices were heard.
    pub async fn devices_heard(&mut self, devices: &[DeviceId], at: Time) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query(sql::HEARD[0])
                    .bind(hexes(devices))
                    .bind(at.millis())
                    .execute(&mut **tx)
                    .await?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql::HEARD[1])
                    .bind(ids(devices))
                    .bind(at.millis())
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }

    /// Asks for jobs, each key once, as [`Tx::job_put`] does for one.
    pub async fn jobs_put(&mut self, jobs: &[NewJob]) -> Result<(), Error> {
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows: Vec<_> = jobs
                    .iter()
                    .map(|it| {
                        let id = hex(it.id.0.as_bytes());
                        json!([id, it.key, it.payload.to_string(), it.run_at.millis()])
                    })
                    .collect();
                sqlx::query(sql::JOBS[0])
                    .bind(Value::from(rows).to_string())
                    .execute(&mut **tx)
                    .await?;
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql::JOBS[1])
                    .bind(column(jobs, |it| it.id.0))
                    .bind(column(jobs, |it| it.key.as_str()))
                    .bind(column(jobs, |it| Json(&it.payload)))
                    .bind(column(jobs, |it| it.run_at.millis()))
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }
}

/// One column of rows.
fn column<'a, R, T>(rows: &'a [R], of: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}
