//! `/metrics`, for Prometheus: what the process has counted, and how much work waits in the database.
//! `docs/operations.md` says what each is good for. Nothing in it names a customer or a machine.

use std::sync::OnceLock;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

use crate::api::problem::Problem;
use crate::auth::maker::{Metrics, Permit};
use crate::state::AppState;

/// Seconds.
const WAITS: [f64; 9] = [0.1, 0.5, 1.0, 5.0, 15.0, 60.0, 300.0, 900.0, 3_600.0];
/// Seconds of a commit.
const COMMITS: [f64; 9] = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1.0];
/// Requests or reports of a commit.
const SIZES: [f64; 9] = [1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 1_000.0];
/// Days.
const DAYS: [f64; 8] = [0.0, 1.0, 2.0, 3.0, 5.0, 7.0, 14.0, 28.0];

/// One for the process, however many servers a test has in it.
static RECORDER: OnceLock<Option<PrometheusHandle>> = OnceLock::new();

/// Begins to count.
pub(crate) fn start() -> Option<&'static PrometheusHandle> {
    let install = || {
        let of = |name: &str| Matcher::Full(name.to_owned());
        PrometheusBuilder::new()
            .set_buckets(&WAITS)
            .and_then(|it| it.set_buckets_for_metric(of("larder_days_left_at_arrival"), &DAYS))
            .and_then(|it| it.set_buckets_for_metric(of("larder_commit_seconds"), &COMMITS))
            .and_then(|it| it.set_buckets_for_metric(of("larder_commit_requests"), &SIZES))
            .and_then(|it| it.set_buckets_for_metric(of("larder_commit_reports"), &SIZES))
            .and_then(PrometheusBuilder::install_recorder)
            .inspect_err(|error| tracing::error!(%error, "nothing is counted for /metrics"))
            .ok()
    };
    RECORDER.get_or_init(install).as_ref()
}

/// `GET /metrics`
pub(crate) async fn show(
    State(state): State<AppState>,
    _: Permit<Metrics>,
) -> Result<impl IntoResponse, Problem> {
    for (lane, due, oldest) in state.application.jobs_due().await? {
        ::metrics::gauge!("larder_jobs_due", "lane" => lane).set(due as f64);
        ::metrics::gauge!("larder_job_oldest_seconds", "lane" => lane).set(oldest as f64 / 1_000.0);
    }
    let (waiting, oldest) = state.application.usage().waiting();
    ::metrics::gauge!("larder_requests_waiting").set(waiting as f64);
    ::metrics::gauge!("larder_request_oldest_seconds").set(oldest);
    let text = start().map(|recorder| {
        recorder.run_upkeep();
        recorder.render()
    });
    let headers = [
        (CONTENT_TYPE, "text/plain; version=0.0.4"),
        (CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, text.unwrap_or_default()))
}
