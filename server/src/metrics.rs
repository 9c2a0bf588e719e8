//! `/metrics`, for Prometheus: what the process has counted, and how much work waits in the database.
//! `docs/operations.md` says what each is good for. Nothing in it names a customer or a machine. What was
//! counted of models is read from sums of one look a day.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use domain::alert::AlertKind;
use domain::figures::Figures;
use domain::order::OrderState;
use domain::webhook::DisabledReason;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use replenish::ModelFigures;

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

/// What a metric says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It only grows.
    Counter,
    /// How it is now.
    Gauge,
    /// How often each size was, as `_bucket`, `_sum` and `_count`.
    Histogram,
}

/// Every metric, its labels, and what it counts.
pub const METRICS: [(&str, Kind, &[&str], &str); 25] = [
    (
        "larder_reports_total",
        Kind::Counter,
        &["outcome"],
        "Reports of machines",
    ),
    (
        "larder_requests_waiting",
        Kind::Gauge,
        &[],
        "Requests with reports that wait for their transaction",
    ),
    (
        "larder_request_oldest_seconds",
        Kind::Gauge,
        &[],
        "How long the oldest of them has waited",
    ),
    (
        "larder_commit_requests",
        Kind::Histogram,
        &[],
        "Requests that share a transaction",
    ),
    (
        "larder_commit_reports",
        Kind::Histogram,
        &[],
        "Reports that share a transaction",
    ),
    (
        "larder_commit_seconds",
        Kind::Histogram,
        &[],
        "How long such a transaction takes",
    ),
    (
        "larder_jobs_due",
        Kind::Gauge,
        &["lane"],
        "Jobs that should have run, counted up to 10,000",
    ),
    (
        "larder_job_oldest_seconds",
        Kind::Gauge,
        &["lane"],
        "How late the oldest of them is",
    ),
    (
        "larder_jobs_total",
        Kind::Counter,
        &["kind", "outcome"],
        "Jobs that ran",
    ),
    (
        "larder_job_wait_seconds",
        Kind::Histogram,
        &["lane"],
        "How late jobs begin",
    ),
    (
        "larder_amazon_calls_total",
        Kind::Counter,
        &["call", "outcome"],
        "Calls to Dash Replenishment",
    ),
    (
        "larder_sns_messages_total",
        Kind::Counter,
        &["outcome"],
        "Messages at the webhook",
    ),
    (
        "larder_notification_lag_seconds",
        Kind::Histogram,
        &[],
        "From Amazon's saying to our hearing",
    ),
    (
        "larder_orders_total",
        Kind::Counter,
        &["state"],
        "Orders that reached a state",
    ),
    (
        "larder_alerts_total",
        Kind::Counter,
        &["signal"],
        "Alerts that began",
    ),
    (
        "larder_days_left_at_arrival",
        Kind::Histogram,
        &[],
        "How many days what was left would have lasted when an order came",
    ),
    (
        "larder_webhook_deliveries_total",
        Kind::Counter,
        &["outcome"],
        "Events sent to webhooks, each time",
    ),
    (
        "larder_webhook_oldest_seconds",
        Kind::Gauge,
        &[],
        "How long the oldest event has waited for a webhook that is not disabled",
    ),
    (
        "larder_notices_total",
        Kind::Counter,
        &["channel", "outcome"],
        "Notices to customers that were tried",
    ),
    (
        "larder_webhooks_disabled_total",
        Kind::Counter,
        &["reason"],
        "Webhooks that were disabled because they did not answer",
    ),
    (
        "larder_promises_total",
        Kind::Counter,
        &["model", "slot", "promised", "outcome"],
        "Orders of forecasts that came, and whether something was left until then",
    ),
    (
        "larder_machines",
        Kind::Gauge,
        &["model", "stage"],
        "Machines, by how far they have come, counted once a day",
    ),
    (
        "larder_supply_orders",
        Kind::Gauge,
        &["model", "slot", "outcome"],
        "Orders that ended within a year, of the newest 20 of each supply, counted once a day",
    ),
    (
        "larder_supply_days",
        Kind::Gauge,
        &["model", "slot", "at_home"],
        "Days of the last 28 of each supply, counted once a day",
    ),
    (
        "larder_supply_days_left_at_arrival",
        Kind::Gauge,
        &["model", "slot"],
        "Days that what was left would have lasted when an order came, on average over 28 days",
    ),
];

/// Models that have labels of their own; the others are `other`.
const MODELS: usize = 50;

/// Outcomes of reports, of messages and of deliveries that are counted.
const REPORTS: [&str; 4] = ["accepted", "duplicate", "rejected", "adjusted"];
const MESSAGES: [&str; 4] = ["kept", "not_believed", "not_now", "clock"];

const DELIVERIES: [&str; 6] = [
    "delivered",
    "refused",
    "closed",
    "not_connected",
    "late",
    "broken",
];

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
            .inspect(|_| introduce())
    };
    RECORDER.get_or_init(install).as_ref()
}

/// Says what each is. What can be counted is there with 0, so that the first time something happens is a rise.
fn introduce() {
    for (name, kind, _, help) in METRICS {
        match kind {
            Kind::Counter => ::metrics::describe_counter!(name, help),
            Kind::Gauge => ::metrics::describe_gauge!(name, help),
            Kind::Histogram => ::metrics::describe_histogram!(name, help),
        }
    }
    let begin = |name: &'static str, label: &'static str, value: &'static str| {
        ::metrics::counter!(name, label => value).increment(0);
    };
    for outcome in REPORTS {
        begin("larder_reports_total", "outcome", outcome);
    }
    for outcome in MESSAGES {
        begin("larder_sns_messages_total", "outcome", outcome);
    }
    for outcome in DELIVERIES {
        begin("larder_webhook_deliveries_total", "outcome", outcome);
    }
    for reason in DisabledReason::ALL {
        begin("larder_webhooks_disabled_total", "reason", reason.name());
    }
    for state in OrderState::ALL {
        begin("larder_orders_total", "state", state.name());
    }
    for kind in AlertKind::ALL {
        begin("larder_alerts_total", "signal", kind.name());
    }
}

/// Sets what was counted of models, of so many of them each by itself.
fn figures(counted: Vec<ModelFigures>) {
    let mut names: Vec<&str> = counted.iter().map(|it| it.model.as_str()).collect();
    names.dedup();
    names.truncate(MODELS);
    let mut sums: BTreeMap<[&str; 2], Figures> = BTreeMap::new();
    for it in &counted {
        let is_named = names.contains(&it.model.as_str());
        let of = match (is_named, it.slot.is_empty()) {
            (true, _) => [it.model.as_str(), it.slot.as_str()],
            (false, true) => ["other", ""],
            (false, false) => ["other", "other"],
        };
        *sums.entry(of).or_default() += it.figures;
    }
    for ([model, slot], it) in sums {
        let (model, slot) = (model.to_owned(), slot.to_owned());
        if slot.is_empty() {
            for (stage, count) in [
                ("made", it.machines),
                ("claimed", it.claimed),
                ("connected", it.connected),
                ("chosen", it.chosen),
                ("ordered", it.ordered),
            ] {
                ::metrics::gauge!("larder_machines", "model" => model.clone(), "stage" => stage)
                    .set(count as f64);
            }
            continue;
        }
        for (outcome, count) in [("ended", it.orders), ("cancelled", it.cancelled)] {
            ::metrics::gauge!("larder_supply_orders", "model" => model.clone(), "slot" => slot.clone(),
                "outcome" => outcome)
            .set(count as f64);
        }
        for (at_home, days) in [("known", it.days), ("nothing", it.empty)] {
            ::metrics::gauge!("larder_supply_days", "model" => model.clone(), "slot" => slot.clone(),
                "at_home" => at_home)
            .set(days as f64);
        }
        if let Some(days) = it.days_left_at_arrival() {
            ::metrics::gauge!("larder_supply_days_left_at_arrival", "model" => model, "slot" => slot)
                .set(days);
        }
    }
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
    let late = state.application.webhooks().oldest().await?;
    ::metrics::gauge!("larder_webhook_oldest_seconds").set(late as f64 / 1_000.0);
    figures(state.application.queries().figures_of_all().await?);
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
