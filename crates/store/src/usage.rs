//! What a transaction of many reports reads and writes: each statement once, whatever their number.
//!
//! Rows go in as arrays on PostgreSQL and as one JSON text on SQLite.

use domain::order::OrderState;
use domain::{DeviceId, JobId, Quantity, SlotId, Time};
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

/// What a transaction of reports writes.
#[derive(Debug)]
pub struct Taken<'a> {
    /// When it was taken.
    pub now: Time,
    /// The entries that reports became.
    pub entries: &'a [EntryRow],
    /// What was used in days, with the stock at their ends as it now is; each day once.
    pub days: &'a [(SlotId, DayRow)],
    /// Slots as a step of the fold leaves them, each once, with what their quiet is charged with.
    pub slots: &'a [(&'a Slot, Quantity)],
    /// Jobs to be asked for, each key once.
    pub jobs: &'a [NewJob],
    /// Devices that were heard.
    pub heard: &'a [DeviceId],
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
        "SELECT * FROM devices
         WHERE token_hash IN (SELECT unhex(value) FROM json_each($1))
            OR next_token_hash IN (SELECT unhex(value) FROM json_each($1))
            OR id IN (SELECT unhex(value) FROM json_each($2))
         ORDER BY id",
        "SELECT * FROM devices
         WHERE token_hash = ANY($1) OR next_token_hash = ANY($1) OR id = ANY($2)
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

    /// Entries, days, slots, jobs, devices.
    pub(crate) const SQLITE: [&str; 5] = [
        "INSERT INTO journal (id, slot_id, device_id, accepted, at, received_at, kind, amount,
            actor, key, content, effective)
         SELECT unhex(value ->> 0), unhex(value ->> 1), unhex(value ->> 2), value ->> 3,
            value ->> 4, $2, value ->> 5, value ->> 6, 'device', value ->> 7, value ->> 8,
            value ->> 9
         FROM json_each($1)",
        "INSERT INTO days AS d (slot_id, day, used, shortfall, fallen, risen, machine, spares, total)
         SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, value ->> 4,
            value ->> 5, value ->> 6, value ->> 7, value ->> 8
         FROM json_each($1) WHERE TRUE
         ON CONFLICT (slot_id, day) DO UPDATE SET used = d.used + excluded.used,
            shortfall = d.shortfall + excluded.shortfall, fallen = d.fallen + excluded.fallen,
            risen = d.risen + excluded.risen, machine = excluded.machine,
            spares = excluded.spares, total = excluded.total",
        "UPDATE slots AS s SET machine = v.value ->> 1, spares = v.value ->> 2,
            total = v.value ->> 3, accepted = v.value ->> 4, first_report = v.value ->> 5,
            last_use = v.value ->> 6,
            folded_to = CASE WHEN s.folded_to IS NOT NULL THEN v.value ->> 7 END,
            quiet_use = s.quiet_use - (v.value ->> 8)
         FROM json_each($1) v WHERE s.id = unhex(v.value ->> 0)",
        "INSERT INTO jobs AS j (id, key, payload, run_at, revision, attempts)
         SELECT unhex(value ->> 0), value ->> 1, value ->> 2, value ->> 3, 0, 0
         FROM json_each($1) WHERE TRUE
         ON CONFLICT (key) DO UPDATE SET revision = j.revision + 1, payload = excluded.payload,
            run_at = CASE WHEN j.leased_until IS NULL AND excluded.run_at < j.run_at
                THEN excluded.run_at ELSE j.run_at END,
            asked_at = CASE WHEN j.leased_until IS NULL OR j.asked_at <= excluded.run_at
                THEN j.asked_at ELSE excluded.run_at END",
        "UPDATE devices SET last_seen = $2, revision = revision + 1
         WHERE id IN (SELECT unhex(value) FROM json_each($1))",
    ];

    /// The same in one statement: a round trip costs more than the rows of a report.
    pub(crate) const POSTGRES: &str = "
        WITH entries AS (
            INSERT INTO journal (received_at, actor, id, slot_id, device_id, accepted, at, kind,
                amount, key, content, effective)
            SELECT $1, 'device', v.* FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11) v
        ), days AS (
            INSERT INTO days AS d (slot_id, day, used, shortfall, fallen, risen, machine, spares,
                total)
            SELECT * FROM UNNEST($12, $13, $14, $15, $16, $17, $18, $19, $20)
            ON CONFLICT (slot_id, day) DO UPDATE SET used = d.used + excluded.used,
                shortfall = d.shortfall + excluded.shortfall,
                fallen = d.fallen + excluded.fallen, risen = d.risen + excluded.risen,
                machine = excluded.machine, spares = excluded.spares, total = excluded.total
        ), steps AS (
            UPDATE slots AS s SET machine = v.machine, spares = v.spares, total = v.total,
                accepted = v.accepted, first_report = v.first_report, last_use = v.last_use,
                folded_to = CASE WHEN s.folded_to IS NOT NULL THEN v.folded_to END,
                quiet_use = s.quiet_use - v.charged
            FROM UNNEST($21, $22, $23, $24, $25, $26, $27, $28, $29) AS v (id, machine, spares,
                total, accepted, first_report, last_use, folded_to, charged)
            WHERE s.id = v.id
        ), asked AS (
            INSERT INTO jobs AS j (id, key, payload, run_at, revision, attempts)
            SELECT v.id, v.key, v.payload, v.run_at, 0, 0
            FROM UNNEST($30, $31, $32, $33) AS v (id, key, payload, run_at) ORDER BY v.key
            ON CONFLICT (key) DO UPDATE SET revision = j.revision + 1,
                payload = excluded.payload,
                run_at = CASE WHEN j.leased_until IS NULL AND excluded.run_at < j.run_at
                    THEN excluded.run_at ELSE j.run_at END,
                asked_at = CASE WHEN j.leased_until IS NULL OR j.asked_at <= excluded.run_at
                    THEN j.asked_at ELSE excluded.run_at END
        )
        UPDATE devices SET last_seen = $1, revision = revision + 1 WHERE id = ANY($34)";
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

    /// Writes what was taken: entries appended, days added to, slots stepped, jobs asked for as
    /// [`Tx::job_put`] does for one, devices heard. `Conflict` where an entry is there already.
    pub async fn reports_put(&mut self, taken: &Taken<'_>) -> Result<(), Error> {
        let Taken {
            now,
            entries,
            days,
            slots,
            jobs,
            heard,
        } = *taken;
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = [
                    json_rows(entries, entry_json),
                    json_rows(days, day_json),
                    json_rows(slots, slot_json),
                    json_rows(jobs, job_json),
                    json_rows(heard, |id| json!(hex(id.0.as_bytes()))),
                ];
                for (sql, rows) in sql::SQLITE.into_iter().zip(rows) {
                    let Some(rows) = rows else {
                        continue;
                    };
                    let mut query = sqlx::query(sql).bind(rows);
                    if sql.contains("$2") {
                        query = query.bind(now.millis());
                    }
                    query.execute(&mut **tx).await?;
                }
            }
            Inner::Postgres(tx) => {
                sqlx::query(sql::POSTGRES)
                    .bind(now.millis())
                    .bind(column(entries, |it| it.id.0))
                    .bind(column(entries, |it| it.slot_id.0))
                    .bind(column(entries, |it| it.device_id.0))
                    .bind(column(entries, |it| it.accepted))
                    .bind(column(entries, |it| it.at.millis()))
                    .bind(column(entries, |it| it.kind.as_str()))
                    .bind(column(entries, |it| it.amount.0))
                    .bind(column(entries, |it| it.key.as_deref()))
                    .bind(column(entries, |it| it.content.as_deref()))
                    .bind(column(entries, |it| it.effective))
                    .bind(column(days, |(slot, _)| slot.0))
                    .bind(column(days, |(_, it)| it.day))
                    .bind(column(days, |(_, it)| it.used.0))
                    .bind(column(days, |(_, it)| it.shortfall.0))
                    .bind(column(days, |(_, it)| it.fallen.0))
                    .bind(column(days, |(_, it)| it.risen.0))
                    .bind(column(days, |(_, it)| it.machine.map(|q| q.0)))
                    .bind(column(days, |(_, it)| it.spares.0))
                    .bind(column(days, |(_, it)| it.total.map(|q| q.0)))
                    .bind(column(slots, |(it, _)| it.id.0))
                    .bind(column(slots, |(it, _)| it.machine.map(|q| q.0)))
                    .bind(column(slots, |(it, _)| it.spares.0))
                    .bind(column(slots, |(it, _)| it.total.map(|q| q.0)))
                    .bind(column(slots, |(it, _)| it.accepted))
                    .bind(column(slots, |(it, _)| it.first_report.map(Time::millis)))
                    .bind(column(slots, |(it, _)| it.last_use.map(Time::millis)))
                    .bind(column(slots, |(it, _)| it.folded_to.map(Time::millis)))
                    .bind(column(slots, |(_, charged)| charged.0))
                    .bind(column(jobs, |it| it.id.0))
                    .bind(column(jobs, |it| it.key.as_str()))
                    .bind(column(jobs, |it| Json(&it.payload)))
                    .bind(column(jobs, |it| it.run_at.millis()))
                    .bind(ids(heard))
                    .execute(&mut **tx)
                    .await?;
            }
        }
        Ok(())
    }
}

fn entry_json(it: &EntryRow) -> Value {
    json!([
        hex(it.id.0.as_bytes()),
        hex(it.slot_id.0.as_bytes()),
        hex(it.device_id.0.as_bytes()),
        it.accepted,
        it.at.millis(),
        it.kind,
        it.amount,
        it.key,
        it.content,
        it.effective,
    ])
}

fn day_json((slot, it): &(SlotId, DayRow)) -> Value {
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
}

fn slot_json((it, charged): &(&Slot, Quantity)) -> Value {
    json!([
        hex(it.id.0.as_bytes()),
        it.machine,
        it.spares,
        it.total,
        it.accepted,
        it.first_report.map(Time::millis),
        it.last_use.map(Time::millis),
        it.folded_to.map(Time::millis),
        charged,
    ])
}

fn job_json(it: &NewJob) -> Value {
    let id = hex(it.id.0.as_bytes());
    json!([id, it.key, it.payload.to_string(), it.run_at.millis()])
}

/// Rows as one text; none where there are none.
fn json_rows<R>(rows: &[R], json: impl Fn(&R) -> Value) -> Option<String> {
    (!rows.is_empty()).then(|| Value::from_iter(rows.iter().map(json)).to_string())
}

/// One column of rows.
fn column<'a, R, T>(rows: &'a [R], of: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}
