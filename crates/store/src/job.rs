//! Work that must happen. One row per thing to do; asking again for it moves it forward, never back.
//! What is asked for while it runs is kept apart until it is settled.

use domain::{JobId, Time};
use serde_json::Value;
use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::tx::{Inner, on};
use crate::wire::{MaybeMillis, Millis};
use crate::{Error, NewJob, Tx};

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

    /// Claims the job due longest at `now`, until `lease` by the system's clock, whose moment is
    /// `system`. A lease that ends later than twice that is of a clock that was wrong, and nobody's.
    pub async fn job_claim(
        &mut self,
        now: Time,
        system: Time,
        lease: Time,
    ) -> Result<Option<Job>, Error> {
        const SQLITE: &str = "
            UPDATE jobs SET leased_until = $3, asked_at = NULL WHERE id = (
                SELECT id FROM jobs
                WHERE run_at <= $1 AND (leased_until IS NULL OR leased_until <= $2
                    OR leased_until > $3 + ($3 - $2))
                ORDER BY run_at, id LIMIT 1)
            RETURNING *";
        const POSTGRES: &str = "
            UPDATE jobs SET leased_until = $3, asked_at = NULL WHERE id = (
                SELECT id FROM jobs
                WHERE run_at <= $1 AND (leased_until IS NULL OR leased_until <= $2
                    OR leased_until > $3 + ($3 - $2))
                ORDER BY run_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
            RETURNING *";
        Ok(match &mut self.0 {
            Inner::Sqlite(tx) => {
                sqlx::query_as(SQLITE)
                    .bind(now.millis())
                    .bind(system.millis())
                    .bind(lease.millis())
                    .fetch_optional(&mut **tx)
                    .await?
            }
            Inner::Postgres(tx) => {
                sqlx::query_as(POSTGRES)
                    .bind(now.millis())
                    .bind(system.millis())
                    .bind(lease.millis())
                    .fetch_optional(&mut **tx)
                    .await?
            }
        })
    }

    /// Settles a job that is done. Asked for again since it was claimed, it stays and runs when that
    /// asked.
    pub async fn job_done(&mut self, job: &Job) -> Result<(), Error> {
        const DELETE: &str = "DELETE FROM jobs WHERE id = $1 AND revision = $2";
        const RELEASE: &str = "
            UPDATE jobs SET leased_until = NULL, attempts = 0, first_try = NULL, last_error = NULL,
                run_at = COALESCE(asked_at, run_at), asked_at = NULL
            WHERE id = $1";
        on!(self, c => sqlx::query(DELETE).bind(job.id.0).bind(job.revision).execute(c).await?.rows_affected());
        on!(self, c => sqlx::query(RELEASE).bind(job.id.0).execute(c).await?.rows_affected());
        Ok(())
    }

    /// Settles a job that is to run again: on its own account (`error` none), or earlier where it was
    /// asked for earlier since it was claimed; or after a failure, whatever was asked for.
    pub async fn job_again(
        &mut self,
        job: &Job,
        run_at: Time,
        error: Option<&str>,
        now: Time,
    ) -> Result<(), Error> {
        const SQL: &str = "
            UPDATE jobs SET leased_until = NULL, asked_at = NULL,
                run_at = CASE WHEN CAST($3 AS TEXT) IS NULL AND asked_at < $2
                    THEN asked_at ELSE $2 END,
                attempts = CASE WHEN CAST($3 AS TEXT) IS NULL THEN 0 ELSE attempts + 1 END,
                first_try = CASE WHEN CAST($3 AS TEXT) IS NULL THEN NULL
                    ELSE COALESCE(first_try, $4) END,
                last_error = $3
            WHERE id = $1";
        on!(self, c => sqlx::query(SQL)
            .bind(job.id.0)
            .bind(run_at.millis())
            .bind(error)
            .bind(now.millis())
            .execute(c).await?.rows_affected());
        Ok(())
    }

    /// Moves jobs that are due at a moment or later to an earlier one, at which each sees for itself whether its
    /// time has come.
    pub async fn jobs_move(&mut self, from: Time, to: Time) -> Result<(), Error> {
        const SQL: &str = "UPDATE jobs SET run_at = $2 WHERE run_at >= $1";
        on!(self, c => sqlx::query(SQL)
            .bind(from.millis()).bind(to.millis()).execute(c).await?.rows_affected());
        Ok(())
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
        const SQL: &str = "SELECT MIN(run_at) FROM jobs";
        let at: Option<i64> = on!(self, c => sqlx::query_scalar(SQL).fetch_one(c).await?);
        Ok(at.map(Time::from_millis))
    }

    /// How many jobs are due, counted up to 10,000, and since when the oldest of them is.
    pub async fn jobs_due(&mut self, now: Time) -> Result<(i64, Option<Time>), Error> {
        const SQL: &str = "
            SELECT COUNT(*), MIN(run_at) FROM (
                SELECT run_at FROM jobs WHERE run_at <= $1 ORDER BY run_at LIMIT 10000) AS due";
        let (count, oldest): (i64, Option<i64>) = on!(self, c => sqlx::query_as(SQL)
            .bind(now.millis()).fetch_one(c).await?);
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
