//! What there is to be done in the fleet, by reason: each number leads to a list.

use axum::Json;
use axum::extract::State;
use replenish::Counted;
use serde::Serialize;
use utoipa::ToSchema;

use super::names::{EndReasonName, LaneName, SignalName};
use super::problem::Problem;
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// A number.
#[derive(Serialize, ToSchema)]
pub struct Count {
    /// How many, counted up to 10,000.
    number: i64,
    /// There are more.
    more: bool,
}

/// Machines and slots of which something is to be heard: `GET /devices?alert=` lists the machines.
#[derive(Serialize, ToSchema)]
pub struct AlertCount {
    #[schema(value_type = SignalName)]
    alert: &'static str,
    #[serde(flatten)]
    count: Count,
}

/// Orders that ended in the last seven days without arriving: `GET /orders?reason=` lists them.
#[derive(Serialize, ToSchema)]
pub struct EndCount {
    #[schema(value_type = EndReasonName)]
    reason: &'static str,
    #[serde(flatten)]
    count: Count,
}

/// Jobs that are due.
#[derive(Serialize, ToSchema)]
pub struct DueCount {
    #[schema(value_type = LaneName)]
    lane: &'static str,
    #[serde(flatten)]
    count: Count,
}

/// What there is to be done.
#[derive(Serialize, ToSchema)]
#[schema(as = Overview)]
pub struct OverviewJson {
    alerts: Vec<AlertCount>,
    ended: Vec<EndCount>,
    /// Orders that are longer in a state than usual: `GET /orders?stuck=true`.
    stuck: Count,
    due: Vec<DueCount>,
    /// Jobs whose last run failed: `GET /jobs`.
    failing: Count,
    /// Messages of Amazon's whose machine is not known.
    unknown: Count,
}

/// What there is to be done, by reason.
#[utoipa::path(get, path = "/overview", operation_id = "get_overview", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])),
    responses((status = 200, description = "Counts by reason", body = OverviewJson)))]
pub async fn read(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
) -> Result<Json<OverviewJson>, Problem> {
    let overview = shared.application.queries().overview().await?;
    let alerts = overview.alerts.into_iter().map(|(kind, found)| AlertCount {
        alert: kind.name(),
        count: count(found),
    });
    let ended = overview.ended.into_iter().map(|(reason, found)| EndCount {
        reason: reason.name(),
        count: count(found),
    });
    let due = overview.due.into_iter().map(|(lane, found)| DueCount {
        lane: lane.name(),
        count: count(found),
    });
    Ok(Json(OverviewJson {
        alerts: alerts.collect(),
        ended: ended.collect(),
        stuck: count(overview.stuck),
        due: due.collect(),
        failing: count(overview.failing),
        unknown: count(overview.unknown),
    }))
}

fn count(found: Counted) -> Count {
    Count {
        number: found.number,
        more: found.more,
    }
}
