//! What the maker should hear of: alerts, newest first.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use store::NamedAlert;
use utoipa::{IntoParams, ToSchema};

use super::names::SignalName;
use super::page::{Items, Page, Parameters};
use super::problem::Problem;
use super::texts::{Serial, SlotName};
use crate::auth::maker::{FleetRead, Permit};
use crate::state::AppState;

/// Which alerts.
#[derive(Clone, Copy, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct AlertQuery {
    /// Only those that last.
    #[serde(default)]
    open: bool,
}

/// An alert: one for each time that something crossed its line.
#[derive(Serialize, ToSchema)]
pub struct Alert {
    #[schema(format = "uuid")]
    id: String,
    #[schema(value_type = Serial)]
    serial: String,
    /// Null where it is the machine's.
    #[schema(value_type = Option<SlotName>, required)]
    slot: Option<String>,
    #[schema(value_type = SignalName)]
    signal: &'static str,
    #[schema(format = DateTime)]
    since: String,
    /// Null while it lasts.
    #[schema(format = DateTime, required)]
    ended_at: Option<String>,
}

/// Spells of all devices, newest first.
#[utoipa::path(get, path = "/alerts", operation_id = "list_alerts", tag = "maker",
    security(("operator" = []), ("key" = ["fleet.read"])), params(AlertQuery, Page),
    responses((status = 200, description = "Spells", body = Items<Alert>)))]
pub async fn list(
    State(shared): State<AppState>,
    _: Permit<FleetRead>,
    Parameters(AlertQuery { open }): Parameters<AlertQuery>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Alert>>, Problem> {
    let limit = page.limit()?;
    let queries = shared.application.queries();
    let (found, next) = queries.alerts(open, limit, page.after()).await?;
    Ok(Json(Items::new(&found, next, alert)))
}

fn alert(row: &NamedAlert) -> Alert {
    Alert {
        id: row.alert.id.to_string(),
        serial: row.serial.clone(),
        slot: row.slot.clone(),
        signal: row.alert.kind.name(),
        since: row.alert.since.to_string(),
        ended_at: row.alert.ended_at.map(|at| at.to_string()),
    }
}
