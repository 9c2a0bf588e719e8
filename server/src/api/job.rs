//! The work that waits: jobs whose last run failed, and those of a machine.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use domain::JobId;
use replenish::{JobRow, kind_of_job, may_be_given_up};
use serde::Serialize;
use utoipa::ToSchema;

use super::page::{Items, Page, Parameters};
use super::path_param::PathParam;
use super::problem::Problem;
use super::texts::Serial;
use crate::auth::maker::{FleetRead, FleetWrite, Permit};
use crate::state::AppState;

/// Something that is to be done.
#[derive(Serialize, ToSchema)]
pub struct Job {
    #[schema(format = "uuid")]
    id: String,
    /// What kind of work it is: `slot_status`.
    kind: String,
    /// What there is to do, once: the kind and what it is of.
    key: String,
    /// When it runs next.
    #[schema(format = DateTime)]
    run_at: String,
    /// Runs that failed, in a row.
    tries: i64,
    /// When the first of them was.
    #[schema(format = DateTime, required)]
    first_try: Option<String>,
    /// Why the last run failed; null where it did not.
    #[schema(required)]
    last_error: Option<String>,
    /// Whether `DELETE` takes it: nobody but somebody outside would miss it.
    may_be_given_up: bool,
}

/// All jobs of a machine: there are a few.
#[derive(Serialize, ToSchema)]
pub struct Jobs {
    items: Vec<Job>,
}

/// Jobs whose last run failed, the one that was asked for last first.
#[utoipa::path(get, path = "/jobs", operation_id = "list_jobs", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(Page),
    responses((status = 200, description = "Jobs", body = Items<Job>)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Job>>, Problem> {
    let jobs = shared.application.jobs();
    let (found, next) = jobs.failing(page.limit()?, page.after()).await?;
    Ok(Json(Items::new(&found, next, job)))
}

/// What there is to be done for a machine, the first first.
#[utoipa::path(get, path = "/devices/{serial}/jobs", operation_id = "list_device_jobs", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(("serial" = Serial, Path)),
    responses((status = 200, description = "Jobs", body = Jobs)))]
pub async fn of_device(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    PathParam(serial): PathParam<String>,
) -> Result<Json<Jobs>, Problem> {
    let found = shared.application.jobs().of_machine(&serial).await?;
    let items = found.iter().map(job).collect();
    Ok(Json(Jobs { items }))
}

/// Runs a job as soon as there is room, instead of when it was to be tried again.
#[utoipa::path(post, path = "/jobs/{id}/run", operation_id = "run_job", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 202, description = "It runs next")))]
pub async fn run(
    State(shared): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(id): PathParam<JobId>,
) -> Result<StatusCode, Problem> {
    shared.application.jobs().run_now(&caller, id).await?;
    Ok(StatusCode::ACCEPTED)
}

/// Gives a job up that only tells somebody outside something.
#[utoipa::path(delete, path = "/jobs/{id}", operation_id = "give_up_job", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.write"])), params(("id" = String, Path, format = "uuid")),
    responses((status = 204, description = "It is not tried any more"),
        (status = 409, description = "`conflict`: something would be lost without it")))]
pub async fn give_up(
    State(shared): State<AppState>,
    Permit { caller, .. }: Permit<FleetWrite>,
    PathParam(id): PathParam<JobId>,
) -> Result<StatusCode, Problem> {
    shared.application.jobs().give_up(&caller, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn job(row: &JobRow) -> Job {
    Job {
        id: row.id.to_string(),
        kind: kind_of_job(&row.key).to_owned(),
        key: row.key.clone(),
        run_at: row.run_at.to_string(),
        tries: row.attempts,
        first_try: row.first_try.map(|at| at.to_string()),
        last_error: row.last_error.clone(),
        may_be_given_up: may_be_given_up(&row.key),
    }
}
