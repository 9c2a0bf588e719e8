//! `POST /api/v1/usage` with the write left out: the token is hashed, the body read and every report understood as the
//! server does it, and the answer has the server's shape, but nothing is looked up or kept.
//! What this takes is what HTTP and JSON cost; it does less than the server (no log, no request id), never more.

use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, StatusCode, header};
use axum::routing::post;
use axum::{Json, Router};
use domain::slot::SlotSpec;
use domain::usage::SentReport;
use domain::{Quantity, Unit, usage};
use replenish::clock::system_now;
use serde::Deserialize;
use serde_json::{Value, json};
use server::api::body::{Body, LARGEST};
use sha2::{Digest as _, Sha256};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// As the server gives an answer.
const TIME: Duration = Duration::from_secs(30);

#[derive(Deserialize)]
struct Reports {
    reports: Vec<SentReport>,
}

/// Serves it for as long as this program runs, on threads that have nothing else to do while a load runs; where.
pub async fn serve() -> String {
    let router = Router::new()
        .route("/api/v1/usage", post(take))
        .layer(DefaultBodyLimit::max(LARGEST))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME,
        ))
        .layer(CatchPanicLayer::new());
    let (listener, address) = testkit::listen().await;
    testkit::serve(listener, router);
    format!("http://{address}")
}

async fn take(
    headers: HeaderMap,
    Body(Reports { reports }): Body<Reports>,
) -> Result<Json<Value>, StatusCode> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
        .ok_or(StatusCode::UNAUTHORIZED)?;
    std::hint::black_box(Sha256::digest(token));
    let (now, spec) = (system_now(), spec());
    let mut used = Quantity(0);
    for report in &reports {
        let report = usage::read(report, |slot| (slot == "pods").then_some(&spec), now)
            .map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)?;
        std::hint::black_box(Sha256::digest(report.content.as_bytes()));
        used = Quantity(used.0 + report.input.amount().0);
    }
    let left = Quantity(spec.capacity.0 - used.0).text(spec.unit);
    Ok(Json(json!({
        "accepted": reports.len(), "duplicate": 0, "rejected": [], "adjusted": [],
        "slots": [{"slot": "pods", "in_machine": left, "at_home": left, "unit": "count", "order": null}],
    })))
}

/// The one slot of the benchmark's machines.
fn spec() -> SlotSpec {
    SlotSpec {
        unit: Unit::Count,
        capacity: Quantity(1_000_000_000_000),
        count_is: None,
        policy: domain::policy::Policy::default(),
        most_per_day: None,
        step: None,
        owned_since: None,
    }
}
