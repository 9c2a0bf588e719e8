//! What the maker should hear of: spells of signals, newest first.

use axum::Json;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use store::NamedAlert;
use utoipa::ToSchema;

use super::page::{Items, Page, Parameters};
use super::problem::Problem;
use crate::auth::bearer::Operator;
use crate::state::Shared;

/// Which spells.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct Which {
    #[serde(default)]
    open: bool,
}

/// A spell: one for each time that something crossed its line.
#[derive(Serialize, ToSchema)]
pub struct Alert {
    id: String,
    serial: String,
    /// Null where it is the machine's.
    slot: Option<String>,
    /// `low`, `out`, `paused_low`, `late_order` or `silent`.
    signal: &'static str,
    since: String,
    /// Null while it lasts.
    ended_at: Option<String>,
}

/// Spells of all devices, newest first.
#[utoipa::path(get, path = "/api/v1/alerts", tag = "maker", security(("operator" = [])),
    params(("open" = Option<bool>, Query, description = "only those that last"),
        ("limit" = Option<u32>, Query), ("after" = Option<String>, Query)),
    responses((status = 200, body = Items<Alert>), (status = 400), (status = 401), (status = 403)))]
pub async fn list(
    State(shared): State<Shared>,
    _: Operator,
    Parameters(Which { open }): Parameters<Which>,
    Parameters(page): Parameters<Page>,
) -> Result<Json<Items<Alert>>, Problem> {
    let limit = page.limit()? + 1;
    let found = shared.application.alerts(open, limit, page.after()).await?;
    page.items(found, |row| row.alert.id.to_string(), alert)
        .map(Json)
}

fn alert(row: &NamedAlert) -> Alert {
    Alert {
        id: row.alert.id.to_string(),
        serial: row.serial.clone(),
        slot: row.slot.clone(),
        signal: row.alert.signal.name(),
        since: row.alert.since.to_string(),
        ended_at: row.alert.ended_at.map(|at| at.to_string()),
    }
}
