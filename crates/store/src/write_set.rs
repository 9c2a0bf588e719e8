//! The write set: everything that changes of devices leave, written with as few statements as it takes.
//!
//! What reports leave every day (entries, days, slots, decisions, jobs) is one statement of each database, which can
//! stand by itself: optimistic, it writes nothing where one of the devices has changed meanwhile. What comes with it less
//! often (orders, parcels, alerts, days that were folded again) is one statement for each table, and needs a transaction.

use domain::alert::Alert;
use domain::clock::DeviceClock;
use domain::day::SlotDay;
use domain::decision::Decision;
use domain::engine::{DeviceState, ReplacedDays};
use domain::event::Event;
use domain::evidence::Evidence;
use domain::journal::Entry;
use domain::{
    AlertId, DecisionId, DeviceId, EntryId, JobId, Order, OrderId, Parcel, Quantity, Slot, SlotKey,
    Time,
};
use serde_json::{Value, json};
use sqlx::error::DatabaseError;
use sqlx::types::Json;

use crate::list::{column, hex};
use crate::tx::Inner;
use crate::{Error, Tx};

/// What a transaction writes.
#[derive(Debug)]
pub struct WriteSet<'a> {
    /// When it was taken.
    pub now: Time,
    /// The keys of its entries were looked for in the journal. Where they were not, nothing is written if one of them
    /// is there.
    pub is_known: bool,
    /// Devices that were heard, each with its revision when it was read and what is known of its clock.
    pub heard: Vec<(DeviceId, i64, DeviceClock)>,
    /// Entries to be appended.
    pub entries: Vec<&'a Entry>,
    /// What was used in days, with the stock at their ends as it now is; each day once.
    pub days: Vec<(SlotKey, SlotDay)>,
    /// Slots as a step of the fold leaves them within their headroom, and what that is charged with; each slot once.
    pub steps: Vec<(&'a Slot, Quantity)>,
    /// Slots of which more has changed, each once and none that is among the steps.
    pub slots: Vec<&'a Slot>,
    /// Decisions that came out otherwise than the ones before them, with the orders they made.
    pub decisions: Vec<NewDecision<'a>>,
    /// Jobs to be asked for, each key once.
    pub jobs: Vec<NewJob>,
    /// Days that were folded again, in that order.
    pub replaced: Vec<(SlotKey, &'a ReplacedDays)>,
    /// Entries of before that are noops no longer, and those that are now.
    pub noops: [Vec<EntryId>; 2],
    /// Orders that are new or have changed.
    pub orders: Vec<&'a Order>,
    /// Parcels that are new or have changed.
    pub parcels: Vec<&'a Parcel>,
    /// Alerts that begin.
    pub alerts_begun: Vec<&'a Alert>,
    /// Alerts that end.
    pub alerts_ended: Vec<AlertId>,
    /// What happened, each of the device that it happened to.
    pub events: Vec<(DeviceId, Event)>,
    /// Keys of jobs that are not wanted any more.
    pub jobs_dropped: Vec<String>,
}

/// A decision with the order that it made.
pub type NewDecision<'a> = (DecisionId, SlotKey, Option<OrderId>, &'a Decision);

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
    //! The statement of every day.

    /// What [`trigger`](crate::trigger) takes.
    pub(crate) const SQLITE: &str = "INSERT INTO taken VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    /// Devices are held in the order of their ids. Where an id is known, which is looked for before
    /// anything is touched, or a device has changed, the last part divides by zero, and the statement
    /// takes itself back.
    pub(crate) const POSTGRES: &str = "
        WITH heard AS (
            UPDATE devices AS d SET last_seen = $1, clock = v.clock, revision = d.revision + 1
            FROM (SELECT * FROM UNNEST($2, $3, $64) AS v (id, revision, clock) ORDER BY id) AS v
            WHERE d.id = v.id AND d.revision = v.revision
            RETURNING d.id
        ), entries AS (
            INSERT INTO journal (received_at, id, slot_id, device_id, accepted, at, kind, amount,
                actor, key, content, undoes, effective, noop)
            SELECT $1, v.* FROM UNNEST($5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) v
        ), days AS (
            INSERT INTO days AS d (device_id, slot_id, day, used, shortfall, fallen, risen, machine,
                spares, total, evidence)
            SELECT v.* FROM UNNEST($65, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27) v
            ON CONFLICT (device_id, slot_id, day) DO UPDATE SET used = d.used + excluded.used,
                shortfall = d.shortfall + excluded.shortfall,
                fallen = d.fallen + excluded.fallen, risen = d.risen + excluded.risen,
                machine = excluded.machine, spares = excluded.spares, total = excluded.total,
                evidence = excluded.evidence
        ), steps AS (
            UPDATE slots AS s SET machine = v.machine, spares = v.spares, total = v.total,
                accepted = v.accepted, first_report = v.first_report, last_use = v.last_use,
                folded_to = v.folded_to, evidence = v.evidence,
                headroom_amount = s.headroom_amount - v.charged
            FROM UNNEST($28, $29, $30, $31, $32, $33, $34, $35, $36, $37) AS v (id, machine, spares,
                total, accepted, first_report, last_use, folded_to, evidence, charged)
            WHERE s.id = v.id
        ), slots_whole AS (
            UPDATE slots AS s SET machine = v.machine, spares = v.spares, total = v.total,
                accepted = v.accepted, first_report = v.first_report, last_use = v.last_use,
                folded_to = v.folded_to, evidence = v.evidence, owned_since = v.owned_since,
                subscribed = v.subscribed, products = v.products,
                amazon_updated_at = v.amazon_updated_at, cooldown = v.cooldown,
                decision = v.decision, headroom_amount = v.headroom_amount,
                headroom_until = v.headroom_until, counting = v.counting
            FROM UNNEST($38, $39, $40, $41, $42, $43, $44, $45, $46, $47, $48, $49, $50, $51, $52,
                $53, $54, $55) AS v (id, machine, spares, total, accepted, first_report, last_use,
                folded_to, evidence, owned_since, subscribed, products, amazon_updated_at, cooldown, decision, headroom_amount,
                headroom_until, counting)
            WHERE s.id = v.id
        ), decided AS (
            INSERT INTO decisions (id, device_id, slot_id, order_id, decision)
            SELECT v.* FROM UNNEST($56, $66, $57, $58, $59) v
        ), asked AS (
            INSERT INTO jobs AS j (id, key, payload, run_at, revision, attempts)
            SELECT v.id, v.key, v.payload, v.run_at, 0, 0
            FROM UNNEST($60, $61, $62, $63) AS v (id, key, payload, run_at)
            ORDER BY v.key
            ON CONFLICT (key) DO UPDATE SET revision = j.revision + 1,
                payload = excluded.payload,
                run_at = CASE WHEN j.leased_until IS NULL AND excluded.run_at < j.run_at
                    THEN excluded.run_at ELSE j.run_at END,
                asked_at = CASE WHEN j.leased_until IS NULL OR j.asked_at <= excluded.run_at
                    THEN j.asked_at ELSE excluded.run_at END
        )
        SELECT 1 / CAST(($4 OR NOT EXISTS (
            SELECT 1 FROM UNNEST($7, $13) AS k (device_id, key), LATERAL (SELECT FROM journal i
                WHERE i.device_id = k.device_id AND i.key = k.key
                ORDER BY COALESCE(i.content, '') LIMIT 1) AS known))
            AND (SELECT COUNT(*) FROM heard) = CARDINALITY($2) AS INT)";
    /// The codes of errors by which a statement says that it wrote nothing: SQLite's
    /// `SQLITE_CONSTRAINT_TRIGGER` and PostgreSQL's `division_by_zero`.
    pub(crate) const TAKEN_BACK: [&str; 2] = ["1811", "22012"];
}

impl<'a> WriteSet<'a> {
    /// Nothing yet, at a moment.
    pub fn at(now: Time) -> Self {
        Self {
            now,
            is_known: true,
            heard: Vec::new(),
            entries: Vec::new(),
            days: Vec::new(),
            steps: Vec::new(),
            slots: Vec::new(),
            decisions: Vec::new(),
            jobs: Vec::new(),
            replaced: Vec::new(),
            noops: [Vec::new(), Vec::new()],
            orders: Vec::new(),
            parcels: Vec::new(),
            alerts_begun: Vec::new(),
            alerts_ended: Vec::new(),
            events: Vec::new(),
            jobs_dropped: Vec::new(),
        }
    }

    /// Takes in what is to be written of a device, but for the work that it asks for and the device itself.
    pub fn add(&mut self, state: &'a DeviceState) {
        let changes = &state.changes;
        self.entries.extend(&changes.entries);
        for (all, noops) in self.noops.iter_mut().zip(&changes.noops) {
            all.extend(noops);
        }
        let decisions = changes.decisions.iter();
        self.decisions
            .extend(decisions.map(|(id, slot, order, it)| (*id, *slot, *order, it)));
        self.alerts_begun.extend(&changes.alerts_begun);
        self.alerts_ended.extend(&changes.alerts_ended);
        self.events.extend_from_slice(&changes.events);
        for work in &state.slots {
            let slot = &work.slot;
            self.days
                .extend(work.days.iter().map(|it| (slot.key(), *it)));
            let replaced = work.replaced.iter().map(|it| (slot.key(), it));
            self.replaced.extend(replaced);
            if work.is_whole {
                self.slots.push(slot);
            } else if work.is_changed {
                self.steps.push((slot, work.charged));
            }
            for known in work.orders() {
                self.orders.extend(known.changed());
                self.parcels.extend(known.changed_parcels());
            }
        }
    }

    /// Whether the statement of every day has nothing to write.
    fn is_idle(&self) -> bool {
        self.heard.is_empty()
            && self.entries.is_empty()
            && self.days.is_empty()
            && self.steps.is_empty()
            && self.slots.is_empty()
            && self.decisions.is_empty()
            && self.jobs.is_empty()
    }
}

impl Tx {
    /// Writes everything: entries appended, days added to or replaced, slots, decisions and alerts kept, orders and
    /// parcels put, jobs asked for, devices heard, events noted. `Conflict` where an entry is there
    /// already, or a slot has another live order. False where a device has changed since it was read, which cannot be
    /// where it is held, or a key that was not looked for is there: then nothing of what is written every day is, and the
    /// transaction is not to be committed.
    pub async fn flush(&mut self, set: &WriteSet<'_>) -> Result<bool, Error> {
        self.orders_put(&set.orders).await?;
        for (slot, it) in &set.replaced {
            self.days_replace(*slot, it.from, it.to, &it.days).await?;
        }
        if !set.is_idle() && !self.flush_every_day(set).await? {
            return Ok(false);
        }
        self.parcels_put(&set.parcels).await?;
        for (entries, noop) in set.noops.iter().zip([false, true]) {
            if !entries.is_empty() {
                self.noops_put(entries, noop).await?;
            }
        }
        if !set.alerts_ended.is_empty() {
            self.alerts_end(&set.alerts_ended, set.now).await?;
        }
        self.alerts_put(&set.alerts_begun).await?;
        for key in &set.jobs_dropped {
            self.job_delete(key).await?;
        }
        self.events_insert(&set.events, set.now).await?;
        Ok(true)
    }

    async fn flush_every_day(&mut self, set: &WriteSet<'_>) -> Result<bool, Error> {
        let WriteSet {
            now,
            is_known,
            heard,
            entries,
            days,
            steps,
            slots,
            decisions,
            jobs,
            ..
        } = set;
        let written = match &mut self.0 {
            Inner::Sqlite(tx) => sqlx::query(sql::SQLITE)
                .bind(now.millis())
                .bind(json_rows(entries, |it| entry_json(it)))
                .bind(json_rows(days, day_json))
                .bind(json_rows(steps, step_json))
                .bind(json_rows(slots, |it| slot_json(it)))
                .bind(json_rows(decisions, decision_json))
                .bind(json_rows(jobs, job_json))
                .bind(json_rows(heard, |(id, revision, clock)| {
                    let clock = json!(clock).to_string();
                    json!([hex(id.0.as_bytes()), revision, clock])
                }))
                .bind(is_known)
                .execute(&mut **tx)
                .await
                .map(drop),
            Inner::Postgres(tx) => sqlx::query(sql::POSTGRES)
                .bind(now.millis())
                .bind(column(heard, |(id, ..)| id.0))
                .bind(column(heard, |(_, revision, _)| *revision))
                .bind(is_known)
                .bind(column(entries, |it| it.id.0))
                .bind(column(entries, |it| it.slot_id.0))
                .bind(column(entries, |it| it.device_id.0))
                .bind(column(entries, |it| it.accepted))
                .bind(column(entries, |it| it.at.millis()))
                .bind(column(entries, |it| it.kind.as_str()))
                .bind(column(entries, |it| it.amount.0))
                .bind(column(entries, |it| it.actor.name()))
                .bind(column(entries, |it| it.key.as_deref()))
                .bind(column(entries, |it| it.content.as_deref()))
                .bind(column(entries, |it| it.undoes.map(|id| id.0)))
                .bind(column(entries, |it| it.effective))
                .bind(column(entries, |it| it.noop))
                .bind(column(days, |(slot, _)| slot.slot.0))
                .bind(column(days, |(_, it)| it.day))
                .bind(column(days, |(_, it)| it.used.0))
                .bind(column(days, |(_, it)| it.shortfall.0))
                .bind(column(days, |(_, it)| it.fallen.0))
                .bind(column(days, |(_, it)| it.risen.0))
                .bind(column(days, |(_, it)| it.machine.map(|q| q.0)))
                .bind(column(days, |(_, it)| it.spares.0))
                .bind(column(days, |(_, it)| it.total.map(|q| q.0)))
                .bind(column(days, |(_, it)| kept(&it.evidence).map(Json)))
                .bind(column(steps, |(it, _)| it.id.0))
                .bind(column(steps, |(it, _)| it.machine.map(|q| q.0)))
                .bind(column(steps, |(it, _)| it.spares.0))
                .bind(column(steps, |(it, _)| it.total.map(|q| q.0)))
                .bind(column(steps, |(it, _)| it.accepted))
                .bind(column(steps, |(it, _)| it.first_report.map(Time::millis)))
                .bind(column(steps, |(it, _)| it.last_use.map(Time::millis)))
                .bind(column(steps, |(it, _)| it.folded_to.map(Time::millis)))
                .bind(column(steps, |(it, _)| kept(&it.evidence).map(Json)))
                .bind(column(steps, |(_, charged)| charged.0))
                .bind(column(slots, |it| it.id.0))
                .bind(column(slots, |it| it.machine.map(|q| q.0)))
                .bind(column(slots, |it| it.spares.0))
                .bind(column(slots, |it| it.total.map(|q| q.0)))
                .bind(column(slots, |it| it.accepted))
                .bind(column(slots, |it| it.first_report.map(Time::millis)))
                .bind(column(slots, |it| it.last_use.map(Time::millis)))
                .bind(column(slots, |it| it.folded_to.map(Time::millis)))
                .bind(column(slots, |it| kept(&it.evidence).map(Json)))
                .bind(column(slots, |it| it.owned_since.map(Time::millis)))
                .bind(column(slots, |it| it.subscribed))
                .bind(column(slots, |it| Json(&it.products)))
                .bind(column(slots, |it| it.amazon_updated_at.map(Time::millis)))
                .bind(column(slots, |it| Json(&it.cooldown)))
                .bind(column(slots, |it| it.decision.as_ref().map(Json)))
                .bind(column(slots, |it| it.headroom_amount.map(|q| q.0)))
                .bind(column(slots, |it| it.headroom_until.map(Time::millis)))
                .bind(column(slots, |it| it.counting.as_ref().map(Json)))
                .bind(column(decisions, |(id, ..)| id.0))
                .bind(column(decisions, |(_, slot, ..)| slot.slot.0))
                .bind(column(decisions, |(_, _, order, _)| order.map(|id| id.0)))
                .bind(column(decisions, |(.., it)| Json(*it)))
                .bind(column(jobs, |it| it.id.0))
                .bind(column(jobs, |it| it.key.as_str()))
                .bind(column(jobs, |it| Json(&it.payload)))
                .bind(column(jobs, |it| it.run_at.millis()))
                .bind(column(heard, |(.., clock)| Json(clock)))
                .bind(column(days, |(slot, _)| slot.device.0))
                .bind(column(decisions, |(_, slot, ..)| slot.device.0))
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

fn entry_json(it: &Entry) -> Value {
    json!([
        hex(it.id.0.as_bytes()),
        hex(it.slot_id.0.as_bytes()),
        hex(it.device_id.0.as_bytes()),
        it.accepted,
        it.at.millis(),
        it.kind,
        it.amount,
        it.actor.name(),
        it.key,
        it.content.as_deref().map(hex),
        it.undoes.map(|id| hex(id.0.as_bytes())),
        it.effective,
        it.noop,
    ])
}

fn day_json((slot, it): &(SlotKey, SlotDay)) -> Value {
    json!([
        hex(slot.device.0.as_bytes()),
        hex(slot.slot.0.as_bytes()),
        it.day,
        it.used,
        it.shortfall,
        it.fallen,
        it.risen,
        it.machine,
        it.spares,
        it.total,
        kept(&it.evidence).map(|it| json!(it).to_string()),
    ])
}

/// Evidence where there is any.
pub(crate) fn kept(evidence: &Evidence) -> Option<&Evidence> {
    (*evidence != Evidence::default()).then_some(evidence)
}

/// What a step of its fold changes of a slot.
fn stepped(slot: &Slot) -> Vec<Value> {
    vec![
        json!(hex(slot.id.0.as_bytes())),
        json!(slot.machine),
        json!(slot.spares),
        json!(slot.total),
        json!(slot.accepted),
        json!(slot.first_report.map(Time::millis)),
        json!(slot.last_use.map(Time::millis)),
        json!(slot.folded_to.map(Time::millis)),
        json!(kept(&slot.evidence).map(|it| json!(it).to_string())),
    ]
}

fn step_json((slot, charged): &(&Slot, Quantity)) -> Value {
    let mut row = stepped(slot);
    row.push(json!(charged));
    Value::from(row)
}

fn slot_json(slot: &Slot) -> Value {
    let mut row = stepped(slot);
    row.extend([
        json!(slot.owned_since.map(Time::millis)),
        json!(slot.subscribed),
        json!(json!(slot.products).to_string()),
        json!(slot.amazon_updated_at.map(Time::millis)),
        json!(json!(slot.cooldown).to_string()),
        json!(slot.decision.as_ref().map(|it| json!(it).to_string())),
        json!(slot.headroom_amount),
        json!(slot.headroom_until.map(Time::millis)),
        json!(slot.counting.as_ref().map(|it| json!(it).to_string())),
    ]);
    Value::from(row)
}

fn decision_json((id, slot, order, decision): &NewDecision<'_>) -> Value {
    let [id, device, slot] = [id.0, slot.device.0, slot.slot.0].map(|id| hex(id.as_bytes()));
    let order = order.map(|id| hex(id.0.as_bytes()));
    json!([id, device, slot, order, json!(decision).to_string()])
}

fn job_json(it: &NewJob) -> Value {
    let id = hex(it.id.0.as_bytes());
    json!([id, it.key, it.payload.to_string(), it.run_at.millis()])
}

/// Rows as one text.
fn json_rows<R>(rows: &[R], json: impl Fn(&R) -> Value) -> String {
    Value::from_iter(rows.iter().map(json)).to_string()
}
