//! What a transaction of many reports writes, in one statement of each database.

use domain::decision::Decision;
use domain::{DecisionId, DeviceId, JobId, Quantity, SlotId, Time};
use serde_json::{Value, json};
use sqlx::error::DatabaseError;
use sqlx::types::Json;

use crate::list::{column, hex};
use crate::tx::Inner;
use crate::{DayRow, EntryRow, Error, Slot, Tx};

/// What a transaction of reports writes.
#[derive(Debug)]
pub struct WriteSet<'a> {
    /// When it was taken.
    pub now: Time,
    /// The entries that reports became.
    pub entries: &'a [EntryRow],
    /// Their ids were looked for in the journal. Where they were not, nothing is written if one of them
    /// is there.
    pub is_known: bool,
    /// What was used in days, with the stock at their ends as it now is; each day once.
    pub days: &'a [(SlotId, DayRow)],
    /// Slots as a step of the fold leaves them, each once.
    pub slots: &'a [SlotPatch<'a>],
    /// Decisions that came out otherwise than the ones before them.
    pub decisions: &'a [(DecisionId, SlotId, &'a Decision)],
    /// Jobs to be asked for, each key once.
    pub jobs: &'a [NewJob],
    /// Devices that were heard, each with its revision when it was read.
    pub heard: &'a [(DeviceId, i64)],
}

/// A slot after a step of its fold.
#[derive(Clone, Copy, Debug)]
pub struct SlotPatch<'a> {
    /// As it is now.
    pub slot: &'a Slot,
    /// What its headroom is charged with, where it goes on.
    pub charged: Quantity,
    /// It was decided on: its decision and its headroom are new.
    pub is_decided: bool,
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
    //! The statements. A slot whose journal has to be folded, because somebody else said so
    //! meanwhile, stays so, and has no headroom either.

    /// What [`trigger`](crate::trigger) takes.
    pub(crate) const SQLITE: &str = "INSERT INTO taken VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Devices are held in the order of their ids. Where an id is known, which is looked for before
    /// anything is touched, or a device has changed, the last part divides by zero, and the statement
    /// takes itself back.
    pub(crate) const POSTGRES: &str = "
        WITH heard AS (
            UPDATE devices AS d SET last_seen = $1, revision = d.revision + 1
            FROM (SELECT * FROM UNNEST($40, $41) AS v (id, revision) ORDER BY id) AS v
            WHERE d.id = v.id AND d.revision = v.revision
            RETURNING d.id
        ), entries AS (
            INSERT INTO journal (received_at, actor, id, slot_id, device_id, accepted, at, kind,
                amount, key, content, effective, noop)
            SELECT $1, 'device', v.* FROM UNNEST($2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $43) v
        ), days AS (
            INSERT INTO days AS d (slot_id, day, used, shortfall, fallen, risen, machine, spares,
                total)
            SELECT v.* FROM UNNEST($12, $13, $14, $15, $16, $17, $18, $19, $20) v
            ON CONFLICT (slot_id, day) DO UPDATE SET used = d.used + excluded.used,
                shortfall = d.shortfall + excluded.shortfall,
                fallen = d.fallen + excluded.fallen, risen = d.risen + excluded.risen,
                machine = excluded.machine, spares = excluded.spares, total = excluded.total
        ), steps AS (
            UPDATE slots AS s SET machine = v.machine, spares = v.spares, total = v.total,
                accepted = v.accepted, first_report = v.first_report, last_use = v.last_use,
                folded_to = CASE WHEN s.folded_to IS NOT NULL THEN v.folded_to END,
                decision = COALESCE(v.decision, s.decision),
                headroom_amount = CASE WHEN v.decision IS NULL THEN s.headroom_amount - v.charged
                    WHEN s.folded_to IS NOT NULL THEN v.headroom_amount END,
                headroom_until = CASE WHEN v.decision IS NULL THEN s.headroom_until
                    WHEN s.folded_to IS NOT NULL THEN v.headroom_until END
            FROM UNNEST($21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32) AS v (id,
                machine, spares, total, accepted, first_report, last_use, folded_to, charged,
                decision, headroom_amount, headroom_until)
            WHERE s.id = v.id
        ), decided AS (
            INSERT INTO decisions (id, slot_id, decision)
            SELECT v.* FROM UNNEST($33, $34, $35) v
        ), asked AS (
            INSERT INTO jobs AS j (id, key, payload, run_at, revision, attempts)
            SELECT v.id, v.key, v.payload, v.run_at, 0, 0
            FROM UNNEST($36, $37, $38, $39) AS v (id, key, payload, run_at)
            ORDER BY v.key
            ON CONFLICT (key) DO UPDATE SET revision = j.revision + 1,
                payload = excluded.payload,
                run_at = CASE WHEN j.leased_until IS NULL AND excluded.run_at < j.run_at
                    THEN excluded.run_at ELSE j.run_at END,
                asked_at = CASE WHEN j.leased_until IS NULL OR j.asked_at <= excluded.run_at
                    THEN j.asked_at ELSE excluded.run_at END
        )
        SELECT 1 / CAST(($42 OR NOT EXISTS (
            SELECT 1 FROM UNNEST($4, $9) AS k (device_id, key), LATERAL (SELECT FROM journal i
                WHERE i.device_id = k.device_id AND i.key = k.key
                ORDER BY COALESCE(i.content, '') LIMIT 1) AS known))
            AND (SELECT COUNT(*) FROM heard) = CARDINALITY($40) AS INT)";
    /// The codes of errors by which a statement says that it wrote nothing: SQLite's
    /// `SQLITE_CONSTRAINT_TRIGGER` and PostgreSQL's `division_by_zero`.
    pub(crate) const TAKEN_BACK: [&str; 2] = ["1811", "22012"];
}

impl SlotPatch<'_> {
    fn decided(&self) -> Option<&Slot> {
        self.is_decided.then_some(self.slot)
    }

    fn decision(&self) -> Option<&Decision> {
        self.decided()?.decision.as_ref()
    }
}

impl Tx {
    /// Writes what was taken: entries appended, days added to, slots stepped, decisions kept, jobs
    /// asked for as [`Tx::job_put`] does for one, devices heard. `Conflict` where an entry is there
    /// already. False, and nothing is written, where a device has changed since it was read, which
    /// cannot be where it is held, or an id that was not looked for is there. A transaction around it
    /// has failed then, too.
    pub async fn flush(&mut self, taken: &WriteSet<'_>) -> Result<bool, Error> {
        let WriteSet {
            now,
            entries,
            is_known,
            days,
            slots,
            decisions,
            jobs,
            heard,
        } = *taken;
        let written = match &mut self.0 {
            Inner::Sqlite(tx) => sqlx::query(sql::SQLITE)
                .bind(now.millis())
                .bind(json_rows(entries, entry_json))
                .bind(json_rows(days, day_json))
                .bind(json_rows(slots, slot_json))
                .bind(json_rows(decisions, decision_json))
                .bind(json_rows(jobs, job_json))
                .bind(json_rows(heard, |(id, revision)| {
                    json!([hex(id.0.as_bytes()), revision])
                }))
                .bind(is_known)
                .execute(&mut **tx)
                .await
                .map(drop),
            Inner::Postgres(tx) => sqlx::query(sql::POSTGRES)
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
                .bind(column(slots, |it| it.slot.id.0))
                .bind(column(slots, |it| it.slot.machine.map(|q| q.0)))
                .bind(column(slots, |it| it.slot.spares.0))
                .bind(column(slots, |it| it.slot.total.map(|q| q.0)))
                .bind(column(slots, |it| it.slot.accepted))
                .bind(column(slots, |it| it.slot.first_report.map(Time::millis)))
                .bind(column(slots, |it| it.slot.last_use.map(Time::millis)))
                .bind(column(slots, |it| it.slot.folded_to.map(Time::millis)))
                .bind(column(slots, |it| it.charged.0))
                .bind(column(slots, |it| it.decision().map(Json)))
                .bind(column(slots, |it| {
                    it.decided()?.headroom_amount.map(|q| q.0)
                }))
                .bind(column(slots, |it| {
                    it.decided()?.headroom_until.map(Time::millis)
                }))
                .bind(column(decisions, |(id, _, _)| id.0))
                .bind(column(decisions, |(_, slot, _)| slot.0))
                .bind(column(decisions, |(_, _, it)| Json(*it)))
                .bind(column(jobs, |it| it.id.0))
                .bind(column(jobs, |it| it.key.as_str()))
                .bind(column(jobs, |it| Json(&it.payload)))
                .bind(column(jobs, |it| it.run_at.millis()))
                .bind(column(heard, |(id, _)| id.0))
                .bind(column(heard, |(_, revision)| *revision))
                .bind(is_known)
                .bind(column(entries, |it| it.noop))
                .execute(&mut **tx)
                .await
                .map(drop),
        };
        match written {
            Ok(()) => Ok(true),
            Err(error) => match error.as_database_error().and_then(DatabaseError::code) {
                Some(code) if sql::TAKEN_BACK.contains(&code.as_ref()) => Ok(false),
                _ => Err(error.into()),
            },
        }
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
        it.content.as_deref().map(hex),
        it.effective,
        it.noop,
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

fn slot_json(it: &SlotPatch<'_>) -> Value {
    let (slot, decided) = (it.slot, it.decided());
    json!([
        hex(slot.id.0.as_bytes()),
        slot.machine,
        slot.spares,
        slot.total,
        slot.accepted,
        slot.first_report.map(Time::millis),
        slot.last_use.map(Time::millis),
        slot.folded_to.map(Time::millis),
        it.charged,
        it.decision().map(|decision| json!(decision).to_string()),
        decided.and_then(|slot| slot.headroom_amount),
        decided
            .and_then(|slot| slot.headroom_until)
            .map(Time::millis),
    ])
}

fn decision_json((id, slot, decision): &(DecisionId, SlotId, &Decision)) -> Value {
    let (id, slot) = (hex(id.0.as_bytes()), hex(slot.0.as_bytes()));
    json!([id, slot, json!(decision).to_string()])
}

fn job_json(it: &NewJob) -> Value {
    let id = hex(it.id.0.as_bytes());
    json!([id, it.key, it.payload.to_string(), it.run_at.millis()])
}

/// Rows as one text.
fn json_rows<R>(rows: &[R], json: impl Fn(&R) -> Value) -> String {
    Value::from_iter(rows.iter().map(json)).to_string()
}
