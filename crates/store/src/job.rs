//! Work that must happen. One row per thing to do; asking again for it moves it forward, never back.
//! What is asked for while it runs is kept apart until it is settled.
//!
//! - Many jobs are claimed, and many are settled, in a constant number of statements each.
//! - Neither waits for a row that somebody else holds: who asks for a job holds its device as well, and two that wait for
//!   each other's rows would be ended by PostgreSQL. What is held is left to be settled again.

use domain::{JobId, Time};
use serde_json::{Value, json};
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::list::{column, hex};
use crate::tx::{Inner, on};
use crate::wire::{MaybeMillis, Millis};
use crate::{Error, NewJob, Tx};

/// What a job is for, by its kind. Its column is made of the key by migration 35.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for it.
    Prompt,
    /// It is of the whole fleet, and in no hurry.
    Bulk,
    /// It may wait for servers of the maker's, and keeps none of the others waiting.
    Webhook,
    /// The same for what carries notices to customers.
    Notice,
}

impl Lane {
    /// All of them, the one that is served first before the others.
    pub const ALL: [Self; 4] = [Self::Prompt, Self::Bulk, Self::Webhook, Self::Notice];

    /// Its name in metrics.
    pub fn name(self) -> &'static str {
        match self {
            Self::Prompt => "prompt",
            Self::Bulk => "bulk",
            Self::Webhook => "webhook",
            Self::Notice => "notice",
        }
    }

    fn number(self) -> i64 {
        match self {
            Self::Prompt => 0,
            Self::Bulk => 1,
            Self::Webhook => 2,
            Self::Notice => 3,
        }
    }
}

impl From<i64> for Lane {
    fn from(number: i64) -> Self {
        let lane = Self::ALL.into_iter().find(|lane| lane.number() == number);
        lane.unwrap_or(Self::Prompt)
    }
}

/// A claimed job.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Job {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: JobId,
    /// What there is to do, once.
    pub key: String,
    /// The same for the machine.
    #[sqlx(json)]
    pub payload: Value,
    /// When it is due.
    #[sqlx(try_from = "Millis")]
    pub run_at: Time,
    /// How often it was asked for.
    pub revision: i64,
    /// Failed runs in a row.
    pub attempts: i64,
    /// When the first of them was.
    #[sqlx(try_from = "MaybeMillis")]
    pub first_try: Option<Time>,
    /// Whether somebody waits for it.
    #[sqlx(try_from = "i64")]
    pub lane: Lane,
}

/// A job as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct JobRow {
    /// Our id.
    #[sqlx(try_from = "Uuid")]
    pub id: JobId,
    /// What there is to do, once.
    pub key: String,
    /// When it is due.
    #[sqlx(try_from = "Millis")]
    pub run_at: Time,
    /// Failed runs in a row.
    pub attempts: i64,
    /// When the first of them was.
    #[sqlx(try_from = "MaybeMillis")]
    pub first_try: Option<Time>,
    /// Why the last one failed.
    pub last_error: Option<String>,
}

/// How long claimed jobs are ours, by the system's clock.
#[derive(Clone, Copy, Debug)]
pub struct Lease {
    /// What time it is.
    pub now: Time,
    /// When others may claim them.
    pub until: Time,
}

/// A claimed job that has been run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// Its id.
    pub id: JobId,
    /// Its revision when it was claimed.
    pub revision: i64,
    /// What came of it.
    pub outcome: Outcome,
}

/// What came of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done: its row goes. Asked for again since it was claimed, it stays and runs when that asked.
    Done,
    /// To run again on its own account, or earlier where it was asked for earlier since it was claimed.
    Again(Time),
    /// To run again after a failure, whatever was asked for.
    Failed {
        /// When.
        again: Time,
        /// Why, without secrets.
        why: String,
    },
}

impl Settled {
    fn again(&self) -> Option<i64> {
        match self.outcome {
            Outcome::Done => None,
            Outcome::Again(at) | Outcome::Failed { again: at, .. } => Some(at.millis()),
        }
    }

    fn error(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Failed { why, .. } => Some(why),
            Outcome::Done | Outcome::Again(_) => None,
        }
    }
}

pub(crate) mod sql {
    //! Claiming, for SQLite and for PostgreSQL, and settling.

    /// A job that nobody has. A lease that ends later than twice ours is of a clock that was wrong.
    macro_rules! due {
        () => {
            "SELECT id FROM jobs
             WHERE lane = $4 AND run_at <= $1 AND (leased_until IS NULL OR leased_until <= $2
                OR leased_until > $3 + ($3 - $2))
             ORDER BY run_at, id LIMIT $5"
        };
    }

    pub(crate) const CLAIM: [&str; 2] = [
        concat!(
            "UPDATE jobs SET leased_until = $3, asked_at = NULL WHERE id IN (",
            due!(),
            ") RETURNING *"
        ),
        // Found once: a plan may ask again what a condition says, and would then claim more.
        concat!(
            "WITH due AS MATERIALIZED (",
            due!(),
            " FOR UPDATE SKIP LOCKED)
             UPDATE jobs AS j SET leased_until = $3, asked_at = NULL FROM due WHERE j.id = due.id
             RETURNING j.*"
        ),
    ];

    /// The jobs of a settlement that nobody else holds, from now on held. What changes them is a statement of
    /// its own, so that it sees what was asked for until then.
    pub(super) const HOLD: &str =
        "SELECT id FROM jobs WHERE id = ANY($1) ORDER BY id FOR UPDATE SKIP LOCKED";
    pub(super) const THERE: &str = "SELECT id FROM jobs WHERE id = ANY($1)";

    /// What becomes of a job `j` that stays, settled as `v`.
    macro_rules! stays {
        ($job:literal) => {
            concat!(
                "leased_until = NULL, asked_at = NULL,
                run_at = CASE WHEN v.run_at IS NULL THEN COALESCE(",
                $job,
                ".asked_at, ",
                $job,
                ".run_at)
                    WHEN v.error IS NULL AND ",
                $job,
                ".asked_at < v.run_at THEN ",
                $job,
                ".asked_at ELSE v.run_at END,
                attempts = CASE WHEN v.error IS NULL THEN 0 ELSE ",
                $job,
                ".attempts + 1 END,
                first_try = CASE WHEN v.error IS NOT NULL THEN COALESCE(",
                $job,
                ".first_try, $1) END,
                last_error = v.error"
            )
        };
    }

    pub(super) const DONE: &str = "
        DELETE FROM jobs WHERE (id, revision) IN (
            SELECT unhex(value ->> 0), value ->> 1 FROM json_each($1) WHERE value ->> 2 IS NULL)";
    pub(super) const AGAIN: &str = concat!(
        "UPDATE jobs SET ",
        stays!("jobs"),
        " FROM (SELECT unhex(value ->> 0) AS id, value ->> 2 AS run_at, value ->> 3 AS error
            FROM json_each($2)) AS v
        WHERE jobs.id = v.id"
    );
    /// Both at once. The jobs are held.
    pub(super) const SETTLE: &str = concat!(
        "WITH v AS MATERIALIZED (
            SELECT * FROM UNNEST($2, $3, $4, $5) AS v (id, revision, run_at, error)
        ), done AS (
            DELETE FROM jobs AS j USING v
            WHERE j.id = v.id AND v.run_at IS NULL AND j.revision = v.revision
        )
        UPDATE jobs AS j SET ",
        stays!("j"),
        " FROM v WHERE j.id = v.id AND (v.run_at IS NOT NULL OR j.revision <> v.revision)"
    );
}

/// The first text after all that begin so.
fn end(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}

impl Tx {
    /// Asks for a job at a moment, or earlier where it was asked for earlier.
    pub async fn job_put(&mut self, new: &NewJob) -> Result<(), Error> {
        const SQL: &str = "
            INSERT INTO jobs (id, key, payload, run_at, revision, attempts)
            VALUES ($1, $2, $3, $4, 0, 0)
            ON CONFLICT (key) DO UPDATE SET revision = jobs.revision + 1,
                payload = excluded.payload,
                run_at = CASE
                    WHEN jobs.leased_until IS NULL AND excluded.run_at < jobs.run_at
                    THEN excluded.run_at ELSE jobs.run_at END,
                asked_at = CASE
                    WHEN jobs.leased_until IS NULL OR jobs.asked_at <= excluded.run_at
                    THEN jobs.asked_at ELSE excluded.run_at END";
        on!(self, c => sqlx::query(SQL)
            .bind(new.id.0).bind(&new.key).bind(Json(&new.payload)).bind(new.run_at.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// What a job goes on with when it runs again; when it does stays as it is.
    pub async fn job_payload_put(&mut self, key: &str, payload: &Value) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET payload = $2 WHERE key = $1";
        on!(self, c => sqlx::query(SQL).bind(key).bind(Json(payload)).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Claims the jobs of a lane that are due longest at `now`, so many at most, in that order.
    pub async fn jobs_claim(
        &mut self,
        lane: Lane,
        limit: usize,
        now: Time,
        lease: Lease,
    ) -> Result<Vec<Job>, Error> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut claimed: Vec<Job> = match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(sql::CLAIM[0])
                    .bind(now.millis())
                    .bind(lease.now.millis())
                    .bind(lease.until.millis())
                    .bind(lane.number())
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(sql::CLAIM[1])
                    .bind(now.millis())
                    .bind(lease.now.millis())
                    .bind(lease.until.millis())
                    .bind(lane.number())
                    .bind(limit)
                    .fetch_all(&mut **tx)
                    .await?
            }
        };
        claimed.sort_by_key(|job| (job.run_at, job.id));
        Ok(claimed)
    }

    /// Settles jobs that were run, each once, and answers which of them somebody else holds: those are as
    /// they were, to be settled again. A job that is gone is settled.
    pub async fn jobs_settle(
        &mut self,
        settled: &[Settled],
        now: Time,
    ) -> Result<Vec<JobId>, Error> {
        if settled.is_empty() {
            return Ok(Vec::new());
        }
        match &mut self.0 {
            Inner::Sqlite(tx) => {
                let rows = column(settled, |it| {
                    json!([hex(it.id.0.as_bytes()), it.revision, it.again(), it.error()])
                });
                let rows = Value::from(rows).to_string();
                sqlx::query(sql::DONE)
                    .bind(&rows)
                    .execute(&mut **tx)
                    .await?;
                sqlx::query(sql::AGAIN)
                    .bind(now.millis())
                    .bind(&rows)
                    .execute(&mut **tx)
                    .await?;
                Ok(Vec::new())
            }
            Inner::Postgres(tx) => {
                let ids = column(settled, |it| it.id.0);
                let held: Vec<Uuid> = sqlx::query_scalar(sql::HOLD)
                    .bind(&ids)
                    .fetch_all(&mut **tx)
                    .await?;
                let (mut ours, mut others) = (Vec::new(), Vec::new());
                for it in settled {
                    if held.binary_search(&it.id.0).is_ok() {
                        ours.push(it);
                    } else {
                        others.push(it.id.0);
                    }
                }
                sqlx::query(sql::SETTLE)
                    .bind(now.millis())
                    .bind(column(&ours, |it| it.id.0))
                    .bind(column(&ours, |it| it.revision))
                    .bind(column(&ours, |it| it.again()))
                    .bind(column(&ours, |it| it.error()))
                    .execute(&mut **tx)
                    .await?;
                if others.is_empty() {
                    return Ok(Vec::new());
                }
                let there: Vec<Uuid> = sqlx::query_scalar(sql::THERE)
                    .bind(&others)
                    .fetch_all(&mut **tx)
                    .await?;
                Ok(there.into_iter().map(JobId).collect())
            }
        }
    }

    /// Moves jobs that are due at a moment or later to an earlier one, at which each sees for itself whether its
    /// time has come.
    pub async fn jobs_move(&mut self, from: Time, to: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET run_at = $2 WHERE lane IN (0, 1) AND run_at >= $1";
        on!(self, c => sqlx::query(SQL)
            .bind(from.millis()).bind(to.millis()).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Jobs whose last run has failed, the one that was made last first, after one of them.
    pub async fn jobs_failing(
        &mut self,
        limit: i64,
        after: Option<JobId>,
    ) -> Result<Vec<JobRow>, Error> {
        const SQL: &str = "
            SELECT id, key, run_at, attempts, first_try, last_error FROM jobs
            WHERE last_error IS NOT NULL AND id < $1 ORDER BY id DESC LIMIT $2";
        let after = after.map_or(Uuid::max(), |id| id.0);
        Ok(on!(self, c => sqlx::query_as(SQL).bind(after).bind(limit).fetch_all(c).await?))
    }

    /// How many jobs' last runs have failed, counted up to a limit.
    pub async fn jobs_failing_count(&mut self, most: i64) -> Result<i64, Error> {
        const SQL: &str = "
            SELECT COUNT(*) FROM (SELECT id FROM jobs WHERE last_error IS NOT NULL LIMIT $1) AS few";
        Ok(on!(self, c => sqlx::query_scalar(SQL).bind(most).fetch_one(c).await?))
    }

    /// The jobs of some keys, in no order.
    pub async fn jobs_of_keys(&mut self, keys: &[&str]) -> Result<Vec<JobRow>, Error> {
        const SQL: [&str; 2] = [
            "SELECT id, key, run_at, attempts, first_try, last_error FROM jobs
             WHERE key IN (SELECT value FROM json_each($1))",
            "SELECT id, key, run_at, attempts, first_try, last_error FROM jobs WHERE key = ANY($1)",
        ];
        self.of_names(SQL, keys).await
    }

    /// A job as it is shown.
    pub async fn job_row(&mut self, id: JobId) -> Result<Option<JobRow>, Error> {
        const SQL: &str = "
            SELECT id, key, run_at, attempts, first_try, last_error FROM jobs WHERE id = $1";
        Ok(on!(self, c => sqlx::query_as(SQL).bind(id.0).fetch_optional(c).await?))
    }

    /// Moves a job that nobody runs to an earlier moment: whether there is one.
    pub async fn job_hasten(&mut self, id: JobId, at: Time) -> Result<bool, Error> {
        const SQL: &str = "
            UPDATE jobs SET run_at = CASE WHEN leased_until IS NULL AND run_at > $2 THEN $2 ELSE run_at END
            WHERE id = $1";
        let rows = on!(self, c => sqlx::query(SQL)
            .bind(id.0).bind(at.millis()).execute(c).await?.rows_affected());
        Ok(rows > 0)
    }

    /// Forgets a job.
    pub async fn job_delete(&mut self, key: &str) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM jobs WHERE key = $1";
        on!(self, c => sqlx::query(SQL).bind(key).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Forgets the jobs whose keys begin so.
    pub async fn jobs_delete(&mut self, prefix: &str) -> Result<(), Error> {
        const SQL: &str = "DELETE FROM jobs WHERE key >= $1 AND key < $2";
        on!(self, c => sqlx::query(SQL).bind(prefix).bind(end(prefix)).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Whether there is a job whose key begins so.
    pub async fn job_exists(&mut self, prefix: &str) -> Result<bool, Error> {
        const SQL: &str = "SELECT EXISTS (SELECT 1 FROM jobs WHERE key >= $1 AND key < $2)";
        Ok(
            on!(self, c => sqlx::query_scalar(SQL).bind(prefix).bind(end(prefix)).fetch_one(c).await?),
        )
    }

    /// When the next job is due.
    pub async fn job_next(&mut self) -> Result<Option<Time>, Error> {
        const SQL: &str = "
            SELECT MIN(at) FROM (SELECT MIN(run_at) AS at FROM jobs WHERE lane = 0
                UNION ALL SELECT MIN(run_at) FROM jobs WHERE lane = 1
                UNION ALL SELECT MIN(run_at) FROM jobs WHERE lane = 2) AS next";
        let at: Option<i64> = on!(self, c => sqlx::query_scalar(SQL).fetch_one(c).await?);
        Ok(at.map(Time::from_millis))
    }

    /// How many jobs of a lane are due, counted up to 10,000, and since when the oldest of them is.
    pub async fn jobs_due(&mut self, lane: Lane, now: Time) -> Result<(i64, Option<Time>), Error> {
        const SQL: &str = "
            SELECT COUNT(*), MIN(run_at) FROM (
                SELECT run_at FROM jobs WHERE lane = $1 AND run_at <= $2
                ORDER BY run_at LIMIT 10000) AS due";
        let (count, oldest): (i64, Option<i64>) = on!(self, c => sqlx::query_as(SQL)
            .bind(lane.number()).bind(now.millis()).fetch_one(c).await?);
        Ok((count, oldest.map(Time::from_millis)))
    }

    /// The keys of all jobs with their times.
    pub async fn jobs(&mut self) -> Result<Vec<(String, Time)>, Error> {
        const SQL: &str = "SELECT key, run_at FROM jobs ORDER BY run_at, key";
        let rows: Vec<(String, i64)> = on!(self, c => sqlx::query_as(SQL).fetch_all(c).await?);
        Ok(rows
            .into_iter()
            .map(|(key, at)| (key, Time::from_millis(at)))
            .collect())
    }

    /// Takes back every lease: for the start of the one server that there is.
    pub async fn jobs_release(&mut self) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET leased_until = NULL WHERE leased_until IS NOT NULL";
        on!(self, c => sqlx::query(SQL).execute(c).await?.rows_affected());
        Ok(())
    }
}
